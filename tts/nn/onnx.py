"""Torch modules to ONNX files."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from tts.files import replacing_path

OPSET = 20
"""The first with GELU as one operator; written out, its passes over memory are a fifth of the run-time."""


def export_graph(
    module: nn.Module,
    example: tuple[Tensor, ...],
    path: Path,
    *,
    inputs: Sequence[str],
    outputs: Sequence[str],
    lengths: Mapping[str, str],
) -> Path:
    """Write a module in evaluation mode as one ONNX file with any number of sequences in a batch.

    Args:
        module: On the CPU.
        example: Arguments of its `forward`, in the order of `inputs`.
        path: The file, replaced atomically; it is also what is returned.
        inputs: Names of the arguments.
        outputs: Names of the results.
        lengths: Of those that are sequences (B, L, ...), what L counts: those of one name are equally long.

    Raises:
        OutputError: The file cannot be written.
    """
    module.eval()
    axes = {name: {0: "batch"} | ({1: lengths[name]} if name in lengths else {}) for name in (*inputs, *outputs)}
    with replacing_path(path) as partial, warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the tracing exporter announces its successor
        torch.onnx.export(
            module,
            example,
            str(partial),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
    return path
