"""An engine and judges that need no models: the engine beeps, the judges believe what they are told."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.fake_voice import NAMES
from tts.evaluate.intelligibility import Intelligibility, Transcript
from tts.evaluate.scores import ClipScore
from tts.evaluate.scoring_text import canonical_words, language_of
from tts.evaluate.signal import measure_signal
from tts.evaluate.waveforms import Waveform
from tts.evaluate.word_error import character_errors, word_errors

RATE = 24_000


class BeepingEngine:
    """Speaks every character for 20 ms; each voice has its own pitch."""

    def __init__(self) -> None:
        persona = SimpleNamespace(persona="matthew", version="1.0")
        self.voices: Any = tuple(
            SimpleNamespace(name=name, locale=locale, persona=persona) for locale, name in NAMES.items()
        )
        self.spoken: list[tuple[str, str]] = []

    def synthesize(self, text: str, voice: str) -> Any:
        self.spoken.append((voice, text))
        time_s = np.arange(len(text) * RATE // 50) / RATE
        samples = 0.3 * np.sin(2 * np.pi * (150.0 + 10.0 * list(NAMES.values()).index(voice)) * time_s)
        return SimpleNamespace(samples=samples.astype(np.float32), sample_rate=RATE)


class CredulousJudges:
    """Hear every sentence without its last word; speakers differ by locale only."""

    def embed(self, waveform: Waveform) -> NDArray[np.float32]:
        return np.array([1.0, len(waveform.samples) % 7 / 100.0], dtype=np.float32)

    def listen(self, waveform: Waveform, text: str, locale: str) -> Intelligibility:
        heard = text.rsplit(" ", 1)[0]
        words, heard_words = canonical_words(text, locale), canonical_words(heard, locale)
        language = language_of(locale)
        return Intelligibility(
            Transcript(heard, language, 0.9),
            word_errors(words, heard_words),
            word_errors(words, heard_words),
            character_errors(words, heard_words),
            True,
        )

    def score(self, waveform: Waveform, text: str, locale: str) -> ClipScore:
        signal = measure_signal(waveform, np.full(10, 120.0, dtype=np.float32))
        return ClipScore(locale, text, self.listen(waveform, text, locale), 4.0, self.embed(waveform), signal)
