"""All measures of one clip, and their summary over the clips of one locale."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tts.audio.f0 import F0Tracker
from tts.evaluate.errors import MissingExtraError
from tts.evaluate.intelligibility import Intelligibility, Listener
from tts.evaluate.naturalness import NaturalnessJudge
from tts.evaluate.nisqa import NisqaJudge
from tts.evaluate.signal import SignalMeasures, measure_signal
from tts.evaluate.speaker import SpeakerEncoder, centroid, cosine, cosine_error
from tts.evaluate.waveforms import Waveform
from tts.evaluate.word_error import bootstrap_interval, total


@dataclass(frozen=True, slots=True)
class ClipScore:
    """Every measure of one clip; `embedding` is the speaker's, (256,), `naturalness` is None without its judge."""

    locale: str
    text: str
    intelligibility: Intelligibility
    mean_opinion_score: float
    embedding: NDArray[np.float32]
    signal: SignalMeasures
    naturalness: float | None = None

    def as_json(self) -> dict[str, Any]:
        """A flat object for JSON lines, without the embedding."""
        heard = self.intelligibility
        return {
            "locale": self.locale,
            "text": self.text,
            "heard": heard.transcript.text,
            "wer": round(heard.words.rate, 4),
            "wer_by_sound": round(heard.words_by_sound.rate, 4),
            "cer": round(heard.characters.rate, 4),
            "language": heard.transcript.language,
            "language_probability": round(heard.transcript.probability, 4),
            "mean_opinion_score": round(self.mean_opinion_score, 3),
            "naturalness": None if self.naturalness is None else round(self.naturalness, 3),
            **{name: round(value, 3) for name, value in asdict(self.signal).items()},
        }


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of one set of clips.

    `wer_by_sound` counts no words that sound like those that were said (`word_error.errors_by_sound`).
    `wer_low` and `wer_high` bound the word error rate with 95 % confidence (bootstrap over clips). `persona_cosine` is
    None without a reference, `persona_cosine_error`, its standard error, with a single clip too, and `naturalness`
    (NISQA-TTS) without its judge.
    """

    locale: str
    clips: int
    seconds: float
    wer: float
    wer_low: float
    wer_high: float
    cer: float
    wer_by_sound: float
    language_share: float
    language_probability: float
    mean_opinion_score: float
    persona_cosine: float | None
    f0_median_hz: float
    level_dbfs: float
    naturalness: float | None = None
    persona_cosine_error: float | None = None

    def as_json(self) -> dict[str, Any]:
        """The figures, rounded to four digits."""
        values = asdict(self)
        return {name: round(value, 4) if isinstance(value, float) else value for name, value in values.items()}


class Judges:
    """The judge models and the F0 tracker, loaded once; NISQA-TTS only where its weights are on this machine.

    Args:
        threads: CPU threads of Whisper; torch's threads are the caller's business.
    """

    def __init__(self, threads: int = 1) -> None:
        self.listener = Listener(threads)
        self.speaker = SpeakerEncoder()
        self.naturalness = NaturalnessJudge()
        self.nisqa = NisqaJudge.if_installed()
        try:
            self.tracker = F0Tracker(threads=threads)
        except ImportError as error:
            raise MissingExtraError.for_package("swift-f0") from error

    def embed(self, waveform: Waveform) -> NDArray[np.float32]:
        """Speaker embedding of one clip, (256,)."""
        return self.speaker.embed(waveform)

    def listen(self, waveform: Waveform, text: str, locale: str) -> Intelligibility:
        """Only what is understood, which costs less than `score`."""
        return self.listener.judge(waveform, text, locale)

    def score(self, waveform: Waveform, text: str, locale: str) -> ClipScore:
        """Every measure of one clip."""
        f0_hz = self.tracker.track(waveform.samples, waveform.sample_rate, waveform.sample_rate // 80)
        return ClipScore(
            locale=locale,
            text=text,
            intelligibility=self.listener.judge(waveform, text, locale),
            mean_opinion_score=self.naturalness.mean_opinion_score(waveform),
            embedding=self.embed(waveform),
            signal=measure_signal(waveform, f0_hz),
            naturalness=None if self.nisqa is None else self.nisqa.naturalness(waveform),
        )


def summarise(
    locale: str,
    scores: Sequence[ClipScore],
    reference: NDArray[np.float32] | None = None,
    compared: Sequence[ClipScore] | None = None,
) -> Summary:
    """The figures of the clips of one locale.

    Args:
        locale: the locale's tag, or any name of the set.
        scores: at least one clip.
        reference: centroid of the persona, (256,); the cosine is that between the two centroids.
        compared: the clips whose centroid is compared with it, all of them if None.

    Raises:
        ValueError: there is no clip.
    """
    if not scores:
        raise ValueError(f"no clip to summarise for {locale}")
    heard = [score.intelligibility for score in scores]
    wer_low, wer_high = bootstrap_interval([item.words for item in heard])
    embeddings = [score.embedding for score in compared or scores]
    return Summary(
        locale=locale,
        clips=len(scores),
        seconds=sum(score.signal.seconds for score in scores),
        wer=total(item.words for item in heard).rate,
        wer_low=wer_low,
        wer_high=wer_high,
        cer=total(item.characters for item in heard).rate,
        wer_by_sound=total(item.words_by_sound for item in heard).rate,
        language_share=statistics.fmean(item.language_is_right for item in heard),
        language_probability=statistics.fmean(item.transcript.probability for item in heard),
        mean_opinion_score=statistics.fmean(score.mean_opinion_score for score in scores),
        persona_cosine=None if reference is None else cosine(centroid(embeddings), reference),
        f0_median_hz=statistics.median(score.signal.f0_median_hz for score in scores),
        level_dbfs=statistics.fmean(score.signal.level_dbfs for score in scores),
        naturalness=_mean([score.naturalness for score in scores]),
        persona_cosine_error=None if reference is None else cosine_error(embeddings, reference),
    )


def _mean(values: Sequence[float | None]) -> float | None:
    """The mean, or None where a value is missing."""
    known = [value for value in values if value is not None]
    return statistics.fmean(known) if len(known) == len(values) else None


def persona_centroid(scores: Sequence[ClipScore]) -> NDArray[np.float32]:
    """Speaker centroid of a set of clips, (256,)."""
    return centroid([score.embedding for score in scores])
