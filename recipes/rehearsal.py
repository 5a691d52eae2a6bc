"""What the model already says, as training clips: a model that learns a new speaker must not forget the others.

Rehearsal after Robins (1995), with the outputs of the model itself in place of its old training data (learning without
forgetting, arXiv 1606.09282): the speakers of the released model read prompts in all five languages, with their own
durations and F0, and their mels are what the new model has to go on giving. The same clips, decoded in the new timbre,
are what the judge of phones hears (`tts.acoustic.transfer`).

A long stage of training takes it along as well (``python -m recipes.train_acoustic --rehearsal``): what a voice says
in a language without recordings of its own is kept by nothing else.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import itertools
import math
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from tqdm import tqdm

from frontend.phonology import EncodedSentence, encode, is_phone
from frontend.pipeline import Frontend
from recipes.ivr_prompts import prompts
from tts import __version__
from tts.acoustic.data import AcousticClip
from tts.acoustic.export import DecoderGraph, EncoderGraph, load_acoustic
from tts.acoustic.model import AcousticModel
from tts.acoustic.regulate import expansion_index, frame_positions, round_durations
from tts.acoustic.task import AcousticTraining, ProsodyWeight
from tts.audio.f0 import continuous_f0
from tts.errors import ConfigError
from tts.files import replacing

KEPT = "rehearsal.npz"
"""Name of the file, in the folder of a run, that keeps the clips for when it goes on."""

LONGEST_FRAMES = 1000
"""Sentences that come out longer are left out: they would fill a batch alone."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who rehearses in what language.

    Attributes:
        speaker: name of the timbre.
        locale: the language.
        prosody: name of the way of speaking.
        f0_mean_hz: mean pitch; 0 for that of the way of speaking.
        share: part of all clips drawn that are this reader's; 0 draws them like any others.
    """

    speaker: str
    locale: str
    prosody: str
    f0_mean_hz: float = 0.0
    share: float = 0.0

    @property
    def spoken(self) -> str:
        """The way of speaking (``speaker/locale``) that the clips belong to."""
        return f"{self.speaker}/{self.locale}"


@dataclass(frozen=True, slots=True)
class RehearsalConfig:
    """What is rehearsed beside a corpus (TOML).

    Attributes:
        checkpoint: of the model that reads.
        readers: who rehearses in what language.
        prompts: each of them reads this many.
        seed: of the prompts.
    """

    checkpoint: Path
    readers: tuple[Reader, ...]
    prompts: int = 130
    seed: int = 1

    def __post_init__(self) -> None:
        if not all(0.0 <= reader.share < 1.0 for reader in self.readers) or self.shares >= 1.0:
            raise ConfigError("shares of readers lie between 0 and 1, and so does their sum: the rest is the corpus")

    @property
    def shares(self) -> float:
        """Part of all clips drawn that are rehearsed by readers with a share of their own."""
        return math.fsum(reader.share for reader in self.readers)


def with_rehearsal(
    config: AcousticTraining, rehearsal: RehearsalConfig, clips: Sequence[AcousticClip], kept: Path | None = None
) -> tuple[AcousticTraining, list[AcousticClip]]:
    """Adds rehearsed clips to those of a corpus that are drawn at all, and their sampling weights to the configuration.

    `kept` is the file of the rehearsed clips (see `rehearse`).

    Raises:
        CheckpointError: there is no model to read.
        ConfigError: a reader has a share and clips in the corpus too, so that one weight would have to be two, or the
            training does not know the reader's way of speaking.
    """
    weights = {named.prosody: named.weight for named in config.weights}
    corpus = [clip for clip in clips if weights.get(clip.prosody, 1.0) > 0.0]
    recorded = Counter(clip.prosody for clip in corpus)
    for reader in rehearsal.readers:
        if reader.spoken not in config.prosodies:
            raise ConfigError(f"prosodies lacks {reader.spoken!r}, which rehearses")
        if reader.share and recorded[reader.spoken]:
            raise ConfigError(f"{reader.spoken!r} has clips in the corpus: give no share to its rehearsal")
    model, _ = load_acoustic(rehearsal.checkpoint)
    rehearsed = rehearse(model, rehearsal.readers, rehearsal.prompts, rehearsal.seed, kept)
    drawn = math.fsum(weights.get(prosody, 1.0) * count for prosody, count in recorded.items())
    made = Counter(clip.prosody for clip in rehearsed)
    for reader in rehearsal.readers:
        if reader.share:
            weights[reader.spoken] = reader.share / (1.0 - rehearsal.shares) * drawn / made[reader.spoken]
    named = tuple(ProsodyWeight(prosody, weight) for prosody, weight in weights.items())
    return dataclasses.replace(config, weights=named), [*rehearsed, *corpus]


def rehearse(
    model: AcousticModel, readers: Sequence[Reader], count: int, seed: int, kept: Path | None = None
) -> list[AcousticClip]:
    """`count` prompts read by each of the readers; other prompts for another seed.

    Args:
        model: that reads.
        readers: who reads in what language.
        count: prompts of each.
        seed: of the prompts.
        kept: file of the clips, which another model, other readers or other phones of a prompt make anew.
    """
    lines = list(_lines(readers, count, seed))
    made_of = _fingerprint(model, lines) if kept else ""
    sounds = _kept(kept, made_of) if kept else None
    if sounds is None:
        bar = tqdm(lines, desc="rehearsal", unit="clip", leave=False, disable=None)
        sounds = [_read(model, line.reader, line.symbols) for line in bar]
        if kept:
            _keep(kept, made_of, sounds)
    clips = [_clip(line, sound) for line, sound in zip(lines, sounds, strict=True)]
    return [clip for clip in clips if clip.frames <= LONGEST_FRAMES]


class _Line(NamedTuple):
    """What somebody reads."""

    name: str
    reader: Reader
    symbols: EncodedSentence


class _Sound(NamedTuple):
    """How it sounds: durations (N,) in frames, F0 (T,) in Hz, log-mel (T, n_mels)."""

    durations: NDArray[np.int64]
    f0_hz: NDArray[np.float32]
    mel: NDArray[np.float16]


def _lines(readers: Sequence[Reader], count: int, seed: int) -> Iterator[_Line]:
    frontend, numbers = Frontend(), itertools.count()
    for reader in readers:
        for text in prompts(reader.locale, count, seed):
            for sentence in frontend.process(text, reader.locale).sentences[:1]:
                yield _Line(f"{reader.speaker}-{reader.locale}-{next(numbers)}", reader, encode(sentence))


def _fingerprint(model: AcousticModel, lines: Sequence[_Line]) -> str:
    """Changes with all that the clips are made of."""
    digest = hashlib.sha256(__version__.encode())
    for tensor in model.state_dict().values():
        digest.update(tensor.cpu().numpy().tobytes())
    for line in lines:
        digest.update(repr(line.reader).encode())
        for ids in (line.symbols.phone_ids, line.symbols.stress_ids, line.symbols.language_ids):
            digest.update(ids.tobytes())
    return digest.hexdigest()


def _kept(path: Path, made_of: str) -> list[_Sound] | None:
    """What the file has of these clips; None where it has others, is damaged or is not there."""
    if not path.exists():
        return None
    damaged = (ValueError, EOFError, KeyError, zipfile.BadZipFile)
    with contextlib.suppress(*damaged), path.open("rb") as stream, np.load(stream) as arrays:
        if str(arrays["made_of"]) == made_of:
            return [
                _Sound(*(arrays[f"{number}.{name}"] for name in _Sound._fields))
                for number in range(int(arrays["count"]))
            ]
    return None


def _keep(path: Path, made_of: str, sounds: Sequence[_Sound]) -> None:
    arrays = {f"{n}.{name}": array for n, sound in enumerate(sounds) for name, array in sound._asdict().items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as stream:
        np.savez(stream, made_of=np.array(made_of), count=np.array(len(sounds)), **arrays)


def _clip(line: _Line, sound: _Sound) -> AcousticClip:
    return AcousticClip(
        name=line.name,
        locale=line.reader.locale,
        speaker=line.reader.speaker,
        bandwidth_hz=float("inf"),
        phone_ids=line.symbols.phone_ids,
        stress_ids=line.symbols.stress_ids,
        language_ids=line.symbols.language_ids,
        durations=sound.durations,
        f0_hz=sound.f0_hz,
        mel=sound.mel,
    )


@torch.no_grad()
def _read(model: AcousticModel, reader: Reader, symbols: EncodedSentence) -> _Sound:
    """One sentence as the model says it."""
    phone_ids, stress_ids, language_ids = (
        torch.from_numpy(ids)[None] for ids in (symbols.phone_ids, symbols.stress_ids, symbols.language_ids)
    )
    index = model.prosody_id(reader.prosody)
    prosody = model.prosodies.weight[index][None]
    hidden, predicted = EncoderGraph(model)(phone_ids, stress_ids, language_ids, prosody)
    sounding = np.array([is_phone(symbol) for symbol in symbols.symbols()])
    durations = round_durations(predicted[0].numpy(), sounding.astype(np.int64))
    statistics = model.f0_statistics[index].clone()
    if reader.f0_mean_hz:
        statistics[0] = float(np.log(reader.f0_mean_hz))
    mel, f0_hz = DecoderGraph(model)(
        hidden[:, torch.from_numpy(expansion_index(durations))],
        torch.from_numpy(frame_positions(durations))[None],
        model.speakers.weight[model.speaker_id(reader.speaker)][None],
        prosody,
        statistics[None],
        torch.ones(1, int(durations.sum())),
    )
    return _Sound(durations, continuous_f0(f0_hz[0].numpy()), mel[0].numpy().astype(np.float16))
