"""How much of an utterance Whisper understands, and which language it takes it for.

The judge is Whisper base, multilingual (Radford et al. 2022, arXiv 2212.04356), run by CTranslate2 in int8 on the CPU.
A small judge is wanted: it is confused by slurred speech sooner than a large one, which guesses from context.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tts.evaluate.errors import MissingExtraError
from tts.evaluate.homophones import Homophones
from tts.evaluate.scoring_text import canonical_words, language_of
from tts.evaluate.waveforms import JUDGE_SAMPLE_RATE, Waveform
from tts.evaluate.weights import WHISPER, weights_folder
from tts.evaluate.word_error import ErrorCount, character_errors, errors_by_sound, word_errors


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was heard: `text` under the assumption of the expected language; `language` is the most likely one.

    `probability` is that of the *expected* language, in [0, 1].
    """

    text: str
    language: str
    probability: float


@dataclass(frozen=True, slots=True)
class Intelligibility:
    """Transcript and error counts of one clip; of `words`, those that can be heard are `words_by_sound`."""

    transcript: Transcript
    words: ErrorCount
    words_by_sound: ErrorCount
    characters: ErrorCount
    language_is_right: bool


class Listener:
    """Whisper base behind two methods.

    Args:
        threads: CPU threads of one transcription.
        model_folder: folder with the CTranslate2 model; by default the cache of `tts.evaluate.weights`.

    Raises:
        MissingExtraError: faster-whisper is not installed.
        MissingWeightsError: the model is not in the cache.
    """

    def __init__(self, threads: int = 1, model_folder: Path | None = None) -> None:
        self._model = _whisper(model_folder, threads)
        self._homophones = cache(Homophones)

    def transcribe(self, waveform: Waveform, locale: str) -> Transcript:
        """Greedy-free, deterministic transcription (beam of five, temperature zero) in the language of `locale`."""
        samples = waveform.resampled(JUDGE_SAMPLE_RATE).samples
        language = language_of(locale)
        features = self._model.feature_extractor(samples)[..., :-1]  # the frames that transcribing looks at
        guess, _, probabilities = self._model.detect_language(features=features)
        segments, _ = self._model.transcribe(
            samples,
            language=language,
            beam_size=5,
            temperature=0.0,
            condition_on_previous_text=False,
            without_timestamps=True,
        )
        text = " ".join(segment.text.strip() for segment in segments)
        return Transcript(text, str(guess), float(dict(probabilities).get(language, 0.0)))

    def judge(self, waveform: Waveform, text: str, locale: str) -> Intelligibility:
        """Transcribes `waveform` and counts the errors against `text`."""
        transcript = self.transcribe(waveform, locale)
        expected, heard = canonical_words(text, locale), canonical_words(transcript.text, locale)
        return Intelligibility(
            transcript,
            word_errors(expected, heard),
            errors_by_sound(expected, heard, self._homophones(locale).sound),
            character_errors(expected, heard),
            transcript.language == language_of(locale),
        )


def _whisper(folder: Path | None, threads: int) -> Any:
    """The model; for a clip of up to 30 s the encoder, its slowest part, runs once for language and transcript."""
    try:
        from faster_whisper import WhisperModel
    except ImportError as error:
        raise MissingExtraError.for_package("faster-whisper") from error

    class EncodingOnce(WhisperModel):  # type: ignore[misc]  # faster-whisper has no types
        _encoded: tuple[NDArray[np.float32], Any] | None = None

        def encode(self, features: NDArray[np.float32]) -> Any:
            if self._encoded is None or not np.array_equal(self._encoded[0], features):
                self._encoded = (features.copy(), super().encode(features))
            return self._encoded[1]

    where = str(folder or weights_folder(WHISPER))
    return EncodingOnce(where, device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True)
