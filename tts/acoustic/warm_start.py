"""Starting a new model from another's weights, where the tables of names may have grown.

Speakers, ways of speaking, locales, phones and their features are rows (or columns) of tables. A new model that knows
more of them takes those it shares with the old one by name, and keeps its own initial values for the others; everything
else must fit exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor

from tts.acoustic.config import AcousticConfig
from tts.acoustic.export import load_acoustic
from tts.acoustic.model import AcousticModel
from tts.acoustic.transfer import PhoneJudge
from tts.train import CheckpointError, load_tensors


def warm_start(model: AcousticModel, checkpoint: Path) -> dict[str, tuple[str, ...]]:
    """Copies the (averaged) weights of a checkpoint into `model`, rows of tables by name.

    Args:
        model: the new model; `f0_statistics`, which come from its own data, stay.
        checkpoint: folder of the old one.

    Returns:
        For each kind of name ("speakers", "prosodies", "locales", "symbols"), those that the checkpoint does not have.

    Raises:
        CheckpointError: the checkpoint is missing, or another size than that of a table differs.
    """
    old, _ = load_acoustic(checkpoint)
    before, now = old.config, model.config
    tables: dict[str, tuple[Sequence[str], Sequence[str]]] = {
        "speakers.weight": (before.speakers, now.speakers),
        "prosodies.weight": (before.prosodies, now.prosodies),
        "encoder.language.weight": (before.locales, now.locales),
        "encoder.phone.weight": (before.symbols, now.symbols),
    }
    source, target = old.state_dict(), model.state_dict()
    for name in ("f0_statistics", "encoder.features"):
        del target[name]
    articulation = "encoder.articulation.weight"
    if before.features and now.features:
        _copy_rows(source[articulation].T, target.pop(articulation).T, before.features, now.features)
    _copy_weights(source, target, tables, checkpoint)
    return _new_names(before, now)


def warm_start_judge(judge: PhoneJudge, symbols: Sequence[str], checkpoint: Path) -> None:
    """Copies the weights of a checkpoint's judge of phones into `judge`, whose answers are `symbols` in that order.

    Raises:
        CheckpointError: the checkpoint has no judge, or one of another size.
    """
    before = load_acoustic(checkpoint)[0].config.symbols
    tables = dict.fromkeys(("output.weight", "output.bias"), (before, symbols))
    _copy_weights(load_tensors(checkpoint, "judge"), judge.state_dict(), tables, checkpoint)


def _copy_weights(
    source: Mapping[str, Tensor],
    target: Mapping[str, Tensor],
    tables: Mapping[str, tuple[Sequence[str], Sequence[str]]],
    checkpoint: Path,
) -> None:
    for name, values in target.items():
        found = tuple(source[name].shape) if name in source else ()
        rows = slice(1 if name in tables else 0, None)
        if name not in source or found[rows] != values.shape[rows]:
            raise CheckpointError(
                f"{checkpoint} has {found or 'nothing'} for {name}, the model wants {tuple(values.shape)}; "
                "give the configuration the sizes of the checkpoint (its meta.json)"
            )
        if name in tables:
            _copy_rows(source[name], values, *tables[name])
        else:
            values.copy_(source[name])


def _copy_rows(source: Tensor, target: Tensor, before: Sequence[str], now: Sequence[str]) -> None:
    shared = [name for name in now if name in before]
    with torch.no_grad():
        target[[now.index(name) for name in shared]] = source[[before.index(name) for name in shared]].to(target)


def _new_names(before: AcousticConfig, now: AcousticConfig) -> dict[str, tuple[str, ...]]:
    kinds = ("speakers", "prosodies", "locales", "symbols")
    return {kind: tuple(n for n in getattr(now, kind) if n not in getattr(before, kind)) for kind in kinds}
