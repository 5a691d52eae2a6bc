"""How like its speaker a new voice is, and how well it is understood: figures for its model card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from recipes.corpora.layouts import SourceClip
from tts.synthesizer import Synthesizer

REFERENCES = 20
"""Recordings that the new voice is compared with."""


@dataclass(frozen=True, slots=True)
class VoiceReport:
    """One voice on its calibration sentences, none of which is trained on.

    Attributes:
        name: of the voice.
        locale: its language.
        likeness: cosine of its speaker centroid to that of the recordings (Resemblyzer).
        word_error: share of the words that Whisper base gets wrong.
        naturalness: DistillMOS, 1-5.
    """

    name: str
    locale: str
    likeness: float
    word_error: float
    naturalness: float


def report(
    voices: Path, names: Mapping[str, str], sentences: Mapping[str, Sequence[str]], recordings: Sequence[SourceClip]
) -> list[VoiceReport]:
    """Speaks and judges every voice.

    Args:
        voices: folder with the persona's folder.
        names: the voice of each locale.
        sentences: what is spoken in each.
        recordings: of the speaker.

    Raises:
        EvaluationError: the judges are not on this machine.
    """
    from tts.evaluate.manifests import spread
    from tts.evaluate.scores import Judges, summarise
    from tts.evaluate.speaker import centroid
    from tts.evaluate.waveforms import Waveform, read_waveform

    judges = Judges()
    engine = Synthesizer(voices)
    chosen = spread(recordings, REFERENCES)
    bar = tqdm(chosen, "recordings", leave=False, disable=None)
    reference = centroid([judges.embed(read_waveform(clip.audio)) for clip in bar])
    reports = []
    for locale, name in tqdm(names.items(), desc="judging", unit="voice", leave=False, disable=None):
        spoken = [engine.synthesize(text, name) for text in sentences[locale]]
        scores = [
            judges.score(Waveform(audio.samples, audio.sample_rate), text, locale)
            for audio, text in zip(spoken, sentences[locale], strict=True)
        ]
        summary = summarise(locale, scores, reference)
        assert summary.persona_cosine is not None
        reports.append(VoiceReport(name, locale, summary.persona_cosine, summary.wer, summary.mean_opinion_score))
    return reports


def table(reports: Sequence[VoiceReport]) -> str:
    """The figures as a Markdown table."""
    rows = [
        f"| {item.name} | {item.locale} | {item.likeness:.2f} | {item.word_error:.1%} | {item.naturalness:.2f} |"
        for item in reports
    ]
    head = ["| voice | locale | likeness | word error | DistillMOS |", "|---|---|---|---|---|"]
    return "\n".join([*head, *rows])
