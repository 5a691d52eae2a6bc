"""The speakers that the acoustic model knows, read from its weights; and a voices folder where each has all locales.

A persona's `voice.toml` holds the embedding of the persona only. The weights beside it (`weights/acoustic`, safetensors
with `meta.json`) hold those of all speakers that the model was trained with.
"""

from __future__ import annotations

import json
import math
import shutil
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tts.evaluate.errors import EvaluationError, MissingExtraError
from tts.voice import FILE_NAME, Voice

WEIGHTS = "weights/acoustic"
"""Where a persona's folder has its acoustic weights."""

_NO_DATA_LOG_F0 = 5.0
"""Mean of ln F0 that the model starts with; a way of speaking that had training data has another one."""


@dataclass(frozen=True, slots=True)
class ModelSpeaker:
    """One speaker of the model: `embedding` (S,), `log_f0_mean` of ln F0 in Hz, `locales` of its training data."""

    name: str
    embedding: tuple[float, ...]
    log_f0_mean: float
    locales: tuple[str, ...]


def read_speakers(folder: Path) -> list[ModelSpeaker]:
    """The speakers that an acoustic model was trained with, in the order of its table.

    Args:
        folder: holds `acoustic.safetensors` and `meta.json`.

    Raises:
        MissingExtraError: safetensors is not installed.
        EvaluationError: a file is missing or does not have what is needed.
    """
    try:
        from safetensors import SafetensorError, safe_open
    except ImportError as error:
        raise MissingExtraError.for_package("safetensors") from error
    path = folder / "acoustic.safetensors"
    try:
        config: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["config"]
        speakers, prosodies = list(config["speakers"]), list(config["prosodies"])
        with safe_open(str(path), framework="np") as tensors:
            table = tensors.get_tensor("speakers.weight").astype(float)  # (speakers, S)
            statistic = tensors.get_tensor("f0_statistics").astype(float)  # (prosodies, 2)
    except (OSError, ValueError, KeyError, SafetensorError) as error:
        raise EvaluationError(
            f"cannot read the speakers of {folder}: {error}; the weights are in a clone of the repository, not in the "
            "installed package: name their folder with --weights"
        ) from error
    found: list[ModelSpeaker] = []
    for name, row in zip(speakers, table, strict=True):
        taught = {
            prosody.split("/")[1]: float(mean)
            for prosody, (mean, _) in zip(prosodies, statistic, strict=True)
            if prosody.split("/")[0] == name and not math.isclose(mean, _NO_DATA_LOG_F0, abs_tol=1e-4)
        }
        if taught:
            embedding = tuple(float(value) for value in row)
            found.append(ModelSpeaker(name, embedding, statistics.median(taught.values()), tuple(taught)))
    return found


def grid_voice_name(speaker: str, locale: str) -> str:
    """Name of the voice that is `speaker` in `locale`."""
    return f"{speaker} in {locale}"


def write_grid_voices(voices: Sequence[Voice], speakers: Sequence[ModelSpeaker], folder: Path) -> None:
    """Writes a persona to `folder/grid` that has one voice for each speaker in each locale.

    The way of speaking and the spread of F0 stay those of the locale's voice, so only the speaker changes within a
    locale. A speaker with the persona's own name keeps the persona's F0.

    Args:
        voices: one of each locale, all of one persona.
        speakers: who is to speak.
        folder: a voices folder to be; the graphs are linked into it.

    Raises:
        EvaluationError: the speakers do not fit the persona's graphs.
    """
    persona = voices[0].persona
    sizes = {len(speaker.embedding) for speaker in speakers}
    if sizes != {len(persona.speaker)}:
        raise EvaluationError(
            f"the weights have speaker embeddings of {sorted(sizes)} values, the persona {persona.persona} of "
            f"{len(persona.speaker)}: give --weights of the model that it was exported from"
        )
    entries = [
        replace(
            voice.entry,
            name=grid_voice_name(speaker.name, voice.locale),
            speaker=speaker.embedding,
            log_f0_mean=voice.entry.log_f0_mean if speaker.name == persona.persona else speaker.log_f0_mean,
        )
        for speaker in speakers
        for voice in voices
    ]
    target = folder / "grid"
    target.mkdir(parents=True)
    for graph in (persona.encoder, persona.decoder, persona.vocoder):
        _link(voices[0].folder / graph.file, target / graph.file)
    text = replace(persona, persona="grid", voices=tuple(entries)).to_toml()
    (target / FILE_NAME).write_text(text, encoding="utf-8")


def _link(source: Path, target: Path) -> None:
    try:
        target.symlink_to(source.resolve())
    except OSError:  # a file system without links
        shutil.copyfile(source, target)
