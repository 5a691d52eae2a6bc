"""Disentanglement, shown: every speaker of the model speaks every language, and the judges say what they hear.

If speaker and language were entangled, a cell far from a speaker's own language would be understood worse, would be
taken for another language, or would sound like another speaker. The speaker judge compares each cell with centroids
that never contain the cell's own clips: a speaker's centroid is made of that speaker's clips in the other languages.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from tts.audio.level import to_level
from tts.evaluate.errors import EvaluationError
from tts.evaluate.intelligibility import Intelligibility
from tts.evaluate.model_speakers import ModelSpeaker, grid_voice_name, write_grid_voices
from tts.evaluate.report import Player
from tts.evaluate.sentence_set import load_sentences
from tts.evaluate.speaker import centroid, cosine
from tts.evaluate.waveforms import Waveform
from tts.evaluate.word_error import total

if TYPE_CHECKING:
    from tts.voice import Voice


class GridJudging(Protocol):
    """What is needed of `tts.evaluate.scores.Judges`."""

    def listen(self, waveform: Waveform, text: str, locale: str) -> Intelligibility:
        """What is understood of one clip."""
        ...

    def embed(self, waveform: Waveform) -> NDArray[np.float32]:
        """Speaker embedding of one clip, (256,)."""
        ...


@dataclass(frozen=True, slots=True)
class GridCell:
    """One speaker in one locale.

    Attributes:
        speaker, locale: which cell.
        is_native: the model was trained with recordings of this speaker in this locale.
        wer: pooled word error rate.
        language_share: share of clips whose language was identified.
        language_probability: mean probability of the right language.
        own_cosine: cosine of the cell's centroid to that of the speaker in the other locales.
        other_cosine: the largest one to another speaker's centroid.
        nearest: the speaker with the nearest centroid.
        embeddings: of each clip, (256,).
        player: one clip to listen to.
    """

    speaker: str
    locale: str
    is_native: bool
    wer: float
    language_share: float
    language_probability: float
    own_cosine: float
    other_cosine: float
    nearest: str
    embeddings: tuple[NDArray[np.float32], ...]
    player: Player

    def as_json(self) -> dict[str, Any]:
        """The figures, without audio and embeddings."""
        names = ("wer", "language_share", "language_probability", "own_cosine", "other_cosine")
        figures = {name: round(float(getattr(self, name)), 4) for name in names}
        return {
            "speaker": self.speaker,
            "locale": self.locale,
            "is_native": self.is_native,
            **figures,
            "nearest": self.nearest,
        }


@dataclass(frozen=True, slots=True)
class Grid:
    """All cells, by speaker, then by locale, and the model's own speaker table."""

    speakers: tuple[ModelSpeaker, ...]
    locales: tuple[str, ...]
    cells: tuple[GridCell, ...]

    def cell(self, speaker: str, locale: str) -> GridCell:
        """The cell of one speaker in one locale."""
        return next(cell for cell in self.cells if (cell.speaker, cell.locale) == (speaker, locale))

    @property
    def identified_share(self) -> float:
        """Share of cells whose nearest centroid is that of their own speaker."""
        return statistics.fmean(cell.nearest == cell.speaker for cell in self.cells)

    def as_json(self) -> dict[str, Any]:
        """The figures."""
        return {"identified_share": round(self.identified_share, 4), "cells": [cell.as_json() for cell in self.cells]}


@dataclass(frozen=True, slots=True)
class _Heard:
    """The clips of one cell, before other cells are known."""

    intelligibility: list[Intelligibility]
    embeddings: list[NDArray[np.float32]]
    player: Player


def run_grid(
    voices: Sequence[Voice],
    speakers: Sequence[ModelSpeaker],
    sentences: int,
    judges: GridJudging,
    threads: int = 1,
    progress: Any = None,
) -> Grid:
    """Lets every speaker say the first evaluation sentences of every locale, and judges them.

    Args:
        voices: one of each locale, at least two, all of one persona.
        speakers: those of the model the persona was exported from, at least two.
        sentences: sentences in a cell.
        judges: the judge models.
        threads: of the engine.
        progress: wraps the list of cells, with a title and their number.

    Raises:
        EvaluationError: too few locales or speakers, or the speakers do not fit the persona.
    """
    if len(voices) < 2 or len(speakers) < 2:
        raise EvaluationError(
            f"the grid needs at least two locales and two speakers, got {len(voices)} and {len(speakers)}"
        )
    from tts.synthesizer import Synthesizer

    places = [(speaker, voice) for speaker in speakers for voice in voices]
    shown: Iterable[tuple[ModelSpeaker, Voice]] = progress(places, "grid", len(places)) if progress else places
    heard: dict[tuple[str, str], _Heard] = {}
    with TemporaryDirectory(prefix="tts-grid-") as scratch:
        write_grid_voices(voices, speakers, Path(scratch))
        engine = Synthesizer(scratch, threads=threads)
        for speaker, voice in shown:
            clips: list[tuple[str, Waveform]] = []
            for text in load_sentences(voice.locale, sentences):
                audio = engine.synthesize(text, voice=grid_voice_name(speaker.name, voice.locale))
                samples = to_level(audio.samples, audio.sample_rate)  # speakers differ in level, judges should not care
                clips.append((text, Waveform(samples, audio.sample_rate)))
            understood = [judges.listen(waveform, text, voice.locale) for text, waveform in clips]
            text, waveform = clips[0]
            heard[speaker.name, voice.locale] = _Heard(
                understood,
                [judges.embed(waveform) for _, waveform in clips],
                Player(waveform, text, understood[0].transcript.text),
            )
    cells = tuple(_cell(speaker, voice.locale, heard) for speaker, voice in places)
    return Grid(tuple(speakers), tuple(voice.locale for voice in voices), cells)


def _cell(speaker: ModelSpeaker, locale: str, heard: dict[tuple[str, str], _Heard]) -> GridCell:
    own = heard[speaker.name, locale]
    own_centroid = centroid(own.embeddings)
    cosines = {
        name: cosine(own_centroid, _centroid_without(name, locale, heard))
        for name in dict.fromkeys(name for name, _ in heard)
    }
    understood = own.intelligibility
    return GridCell(
        speaker=speaker.name,
        locale=locale,
        is_native=locale in speaker.locales,
        wer=total(item.words for item in understood).rate,
        language_share=statistics.fmean(item.language_is_right for item in understood),
        language_probability=statistics.fmean(item.transcript.probability for item in understood),
        own_cosine=cosines[speaker.name],
        other_cosine=max(value for name, value in cosines.items() if name != speaker.name),
        nearest=max(cosines, key=lambda name: cosines[name]),
        embeddings=tuple(own.embeddings),
        player=own.player,
    )


def _centroid_without(speaker: str, locale: str, heard: dict[tuple[str, str], _Heard]) -> NDArray[np.float32]:
    """Centroid (256,) of a speaker over all locales but one, which is the same for all speakers that are compared."""
    return centroid(
        [
            embedding
            for (name, place), cell in heard.items()
            if name == speaker and place != locale
            for embedding in cell.embeddings
        ]
    )
