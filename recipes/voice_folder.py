"""What an exported voice folder holds beside `voice.toml`: graphs made smaller, weights to start from, whole or not."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from recipes.onnx_half import store_in_half
from recipes.onnx_quantize import quantize_layers
from tts.files import replacing_folder, replacing_path
from tts.train import load_tensors, read_meta
from tts.train.checkpoint import save_weights
from tts.voice import FILE_NAME, GraphFile, file_sha256

WEIGHTS = "weights"


def compress_graph(path: Path, eight_bit: bool = True) -> None:
    """Rewrites a graph for serving: layers computed in eight bits, the other weights stored in float16."""
    if eight_bit:
        quantize_layers(path)
    store_in_half(path)


def embedding(table: nn.Embedding, index: int) -> tuple[float, ...]:
    """A row of a table of speakers or of ways of speaking, as `voice.toml` holds it."""
    return tuple(round(value, 6) for value in table.weight[index].detach().tolist())


def graph_file(path: Path) -> GraphFile:
    """The entry of a graph in `voice.toml`."""
    return GraphFile(path.name, file_sha256(path))


def write_weights(checkpoint: Path, folder: Path, models: Mapping[str, Any]) -> None:
    """Averaged weights in float16 and the configuration, in the layout of a checkpoint: a later run can start there.

    Args:
        checkpoint: where they come from.
        folder: is made.
        models: configurations of modules (`tts.train.checkpoint.model_configs`), which an old checkpoint does not hold.

    Raises:
        ValueError: a weight does not fit half precision.
    """
    meta = read_meta(checkpoint)
    halved = {
        name: {key: _in_half(value, f"{name}.{key}") for key, value in load_tensors(checkpoint, name).items()}
        for name in meta["modules"]
    }
    folder.mkdir(parents=True)
    save_weights(folder, meta | {"models": {**meta.get("models", {}), **models}}, halved)


def _in_half(tensor: Tensor, name: str) -> Tensor:
    """The tensor in float16; integers and single numbers (statistics) stay as they are."""
    if not tensor.is_floating_point() or tensor.numel() == 1:
        return tensor
    half = tensor.half()
    if not bool(torch.isfinite(half).all()):
        raise ValueError(f"weight {name} does not fit float16 (magnitude above 65504); export an earlier checkpoint")
    return half


def install(made: Path, output: Path) -> None:
    """Moves new files into the voice folder; `voice.toml`, which holds the checksums of the others, comes last."""
    output.mkdir(parents=True, exist_ok=True)
    for path in sorted(made.iterdir(), key=lambda path: path.name == FILE_NAME):
        target = output / path.name
        if path.is_dir():
            with replacing_folder(target) as folder:
                shutil.copytree(path, folder, dirs_exist_ok=True)
        else:
            with replacing_path(target) as file:
                shutil.copyfile(path, file)
