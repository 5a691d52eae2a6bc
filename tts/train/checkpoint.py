"""Checkpoints on disk.

One checkpoint is a folder ``step-00001234``:

    <name>.safetensors       weights of each module (for example generator.safetensors)
    <name>.ema.safetensors   averaged weights, where the module has an average
    optimizer.pt             optimisers and random state: tensors and numbers, read without running any code
    meta.json                step, configuration and its hash, mel settings, module names, and the configuration of
                             each module that has one, by which it is rebuilt

It is written beside its place, flushed to the disk and renamed, so a folder with that name is always complete. Weights
load strictly.
"""

from __future__ import annotations

import dataclasses
import json
import pickle
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import safetensors.torch
import torch
from torch import nn

from tts.config import MelConfig, config_hash, from_mapping, to_mapping
from tts.errors import OutputError, TTSError
from tts.files import replacing_folder
from tts.train.ema import Ema

FORMAT = 1

ConfigT = TypeVar("ConfigT")


class CheckpointError(TTSError, RuntimeError):
    """A checkpoint is missing, incomplete, or does not fit the model."""


def save_checkpoint(
    directory: Path,
    step: int,
    *,
    modules: Mapping[str, nn.Module],
    emas: Mapping[str, Ema],
    optimizers: Mapping[str, torch.optim.Optimizer],
    config: Any,
    mel: MelConfig,
    keep: int = 3,
) -> Path:
    """Writes ``directory/step-<step>`` atomically and removes all but the newest `keep` checkpoints.

    Raises:
        OutputError: The folder cannot be written, or the disk is full; the checkpoints before stay.
    """
    for left in directory.glob(".*"):
        if left.name.startswith((".step-", ".partial-")):  # of a save that was killed
            shutil.rmtree(left)
    target = directory / f"step-{step:08d}"
    state = {
        "optimizers": {name: optimizer.state_dict() for name, optimizer in optimizers.items()},
        "torch_rng": torch.get_rng_state(),
        "cuda_rng": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
    }
    meta = {
        "format": FORMAT,
        "step": step,
        "modules": list(modules),
        "models": model_configs(modules),
        "ema_updates": {name: ema.updates for name, ema in emas.items()},
        "mel": to_mapping(mel),
        "config": to_mapping(config),
        "config_hash": config_hash(config),
    }
    with _full_disk_told(target), replacing_folder(target) as partial:
        for name, module in modules.items():
            _save_tensors(module.state_dict(), partial / f"{name}.safetensors")
        for name, ema in emas.items():
            _save_tensors(ema.state_dict(), partial / f"{name}.ema.safetensors")
        torch.save(state, partial / "optimizer.pt")
        (partial / "meta.json").write_text(json.dumps(meta, indent=1), encoding="utf-8")
    for old in _checkpoints(directory)[:-keep]:
        shutil.rmtree(old)
    return target


def save_weights(folder: Path, meta: Mapping[str, Any], modules: Mapping[str, Mapping[str, torch.Tensor]]) -> None:
    """Fills a folder with weights alone: a checkpoint of which training can start, but not resume.

    Args:
        folder: exists.
        meta: of the checkpoint that they come from.
        modules: tensors of each, the averaged ones where there are such.
    """
    for name, tensors in modules.items():
        _save_tensors(tensors, folder / f"{name}.safetensors")
    told = {**meta, "modules": list(modules), "ema_updates": {}}
    (folder / "meta.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


@contextmanager
def _full_disk_told(target: Path) -> Iterator[None]:
    """What is written is torch's and safetensors' work; their errors do not say which file it was.

    Raises:
        OutputError: It cannot be written.
    """
    try:
        yield
    except (OSError, RuntimeError, safetensors.SafetensorError) as error:
        raise OutputError(
            f"cannot write {target} ({error}): make room or choose another folder, and start again"
        ) from error


def _save_tensors(tensors: Mapping[str, torch.Tensor], path: Path) -> None:
    safetensors.torch.save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, path)


def load_checkpoint(
    path: Path,
    *,
    modules: Mapping[str, nn.Module],
    emas: Mapping[str, Ema],
    optimizers: Mapping[str, torch.optim.Optimizer],
    mel: MelConfig,
) -> int:
    """Restores everything that `save_checkpoint` wrote, random state included, and returns the step.

    Raises:
        CheckpointError: A part is missing or damaged, or has other names or shapes.
    """
    meta = read_meta(path, mel)
    for name, module in modules.items():
        load_module(path, name, module, average=False)
    for name, ema in emas.items():
        weights = _read_tensors(path / f"{name}.ema.safetensors")
        ema.load_state_dict(weights, int(meta["ema_updates"][name]))
    with _damage_told(path / "optimizer.pt") as saved:
        state = torch.load(saved, map_location="cpu", weights_only=True)
    for name, optimizer in optimizers.items():
        if name not in state["optimizers"]:
            raise CheckpointError(f"{path} has no optimiser {name!r}; it has {', '.join(state['optimizers'])}")
        try:
            optimizer.load_state_dict(state["optimizers"][name])
        except ValueError as error:
            raise CheckpointError(
                f"{path} has other parameters in the optimiser {name!r} ({error}): train in a new folder, "
                "which may start from these weights"
            ) from error
    torch.set_rng_state(state["torch_rng"])
    if state["cuda_rng"] and torch.cuda.is_available():
        torch.cuda.set_rng_state_all(state["cuda_rng"])
    return int(meta["step"])


def has_module(path: Path, name: str) -> bool:
    """Whether a checkpoint holds weights of a module of this name."""
    return (path / f"{name}.safetensors").exists()


def load_module(path: Path, name: str, module: nn.Module, average: bool = True) -> None:
    """Loads one module's weights strictly; the averaged ones where `average` is true and the checkpoint has them.

    Raises:
        CheckpointError: The file is missing or damaged, or names or shapes differ.
    """
    tensors = load_tensors(path, name, average)
    try:
        module.load_state_dict(tensors, strict=True)
    except RuntimeError as error:
        raise CheckpointError(f"{path / name}.safetensors does not fit the model: {error}") from error


def load_tensors(path: Path, name: str, average: bool = True) -> dict[str, torch.Tensor]:
    """One module's tensors by name; the averaged ones where `average` is true and the checkpoint has them.

    Raises:
        CheckpointError: The file is missing or damaged.
    """
    averaged = path / f"{name}.ema.safetensors"
    weights = _read_tensors(path / f"{name}.safetensors")
    if average and averaged.exists():
        weights.update(_read_tensors(averaged))
    return weights


def read_meta(path: Path, mel: MelConfig | None = None) -> dict[str, Any]:
    """Reads ``meta.json`` and, where `mel` is given, checks that the checkpoint was made with the same signal settings.

    Raises:
        CheckpointError: No such checkpoint, a damaged one, another format, or other signal settings.
    """
    with _damage_told(path / "meta.json") as saved:
        meta: dict[str, Any] = json.loads(saved.read_text(encoding="utf-8"))
    if meta.get("format") != FORMAT:
        raise CheckpointError(f"{path} has checkpoint format {meta.get('format')}, this version reads {FORMAT}")
    if mel is not None and meta["mel"] != to_mapping(mel):
        raise CheckpointError(
            f"{path} was made with mel settings {meta['mel']}, the configuration has {to_mapping(mel)}"
        )
    return meta


def model_configs(modules: Mapping[str, nn.Module]) -> dict[str, Any]:
    """The configurations, as JSON holds them, of those modules that have one (a dataclass called `config`)."""
    found = {name: getattr(module, "config", None) for name, module in modules.items()}
    return {
        name: to_mapping(config)
        for name, config in found.items()
        if dataclasses.is_dataclass(config) and not isinstance(config, type)
    }


def stored_config(path: Path, name: str, cls: type[ConfigT]) -> ConfigT | None:
    """The configuration that a module of a checkpoint was made with, or None where an old one does not hold it.

    Raises:
        CheckpointError: No such checkpoint, or another format.
        ConfigError: It does not fit the dataclass `cls`.
    """
    mapping = read_meta(path).get("models", {}).get(name)
    return None if mapping is None else from_mapping(cls, mapping, where=f"{path}: {name}")


def latest_checkpoint(directory: Path) -> Path | None:
    """The newest complete checkpoint below `directory`, or None."""
    found = _checkpoints(directory)
    return found[-1] if found else None


def _checkpoints(directory: Path) -> list[Path]:
    return sorted(path for path in directory.glob("step-*") if (path / "meta.json").exists())


def tensor_shape(path: Path, name: str, tensor: str) -> list[int]:
    """The shape of one tensor of a module, of which nothing else is read.

    Raises:
        CheckpointError: The file is missing or damaged, or has no such tensor.
    """
    with (
        _damage_told(path / f"{name}.safetensors") as saved,
        safetensors.safe_open(saved, framework="pt") as weights,
    ):
        return list(weights.get_slice(tensor).get_shape())


def _read_tensors(path: Path) -> dict[str, torch.Tensor]:
    with _damage_told(path) as saved:
        return safetensors.torch.load_file(saved)


@contextmanager
def _damage_told(path: Path) -> Iterator[Path]:
    """The file, which is there; whatever its reading raises is told as damage.

    Raises:
        CheckpointError: It is missing or damaged.
    """
    if not path.exists():
        raise CheckpointError(f"{path} does not exist; give the folder of a checkpoint (…/checkpoints/step-00001234)")
    try:
        yield path
    except (safetensors.SafetensorError, pickle.UnpicklingError, RuntimeError, ValueError, EOFError, OSError) as error:
        told = "it holds more than tensors and numbers" if isinstance(error, pickle.UnpicklingError) else error
        raise CheckpointError(
            f"{path} is damaged ({told}); restore it, or remove its folder to go on from an earlier checkpoint"
        ) from error
