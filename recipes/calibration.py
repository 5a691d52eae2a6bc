"""The level of a persona's voices: each speaks its calibration sentences, and its fixed gain is set from them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from tts.audio.level import SPEECH_LEVEL_DB, active_level_db
from tts.synthesizer import Synthesizer
from tts.voice import FILE_NAME, Persona

PASSES = 3
"""The limiter bends loud peaks, so a gain is measured again after it was set."""

SILENCE_DB = -90.0


def calibrate(persona: Persona, sentences: Mapping[str, Sequence[str]], folder: Path) -> None:
    """Write `voice.toml` with gains that bring every voice to the level of prompts.

    Args:
        persona: before calibration; its graphs are in `folder`.
        sentences: for each voice, by name, what it speaks.
        folder: of the persona, the only one in its parent.

    Raises:
        ValueError: a voice is silent.
    """
    path = folder / FILE_NAME
    path.write_text(persona.to_toml(), encoding="utf-8")
    for _ in range(PASSES):
        engine = Synthesizer(folder.parent)
        errors_db = [SPEECH_LEVEL_DB - _level_db(engine, entry.name, sentences[entry.name]) for entry in persona.voices]
        if max(map(abs, errors_db)) < 0.05:
            return
        entries = tuple(
            dataclasses.replace(entry, gain_db=round(entry.gain_db + error_db, 2))
            for entry, error_db in zip(persona.voices, errors_db, strict=True)
        )
        persona = dataclasses.replace(persona, voices=entries)
        path.write_text(persona.to_toml(), encoding="utf-8")


def _level_db(engine: Synthesizer, voice: str, sentences: Sequence[str]) -> float:
    """Active level of the voice's calibration sentences, in dB."""
    spoken = [engine.synthesize(text, voice) for text in sentences]
    level_db = active_level_db(np.concatenate([audio.samples for audio in spoken]), spoken[0].sample_rate)
    if level_db < SILENCE_DB:
        raise ValueError(f"voice {voice!r} is silent on its calibration sentences; train both models for longer")
    return level_db
