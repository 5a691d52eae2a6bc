"""Stores the weights of an ONNX graph in half precision: half the file, the same arithmetic.

Every large float32 weight becomes float16 followed by a Cast to float32. ONNX Runtime folds the casts while it loads,
so the graph computes in float32 as before; only the weights are rounded (11 significant bits).

    python -m recipes.compact_graph runs/export/*.onnx
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SMALLEST = 1024
"""Weights with fewer values stay as they are: norms and biases cost nothing and matter more."""


def compact_graph(path: Path) -> None:
    """Rewrite the file in place, atomically; a second time changes nothing.

    Raises:
        ValueError: a weight is too large for float16, which a trained model never has.
    """
    model = onnx.load(path)
    graph = model.graph
    casts = []
    for tensor in graph.initializer:
        if tensor.data_type != TensorProto.FLOAT or np.prod(tensor.dims) < SMALLEST:
            continue
        values = numpy_helper.to_array(tensor)
        if np.abs(values).max() > np.finfo(np.float16).max:
            raise ValueError(f"{path}: weight {tensor.name!r} has values beyond 65504 and cannot be stored as float16")
        name = f"{tensor.name}.half"
        casts.append(helper.make_node("Cast", [name], [tensor.name], name=f"{name}.cast", to=TensorProto.FLOAT))
        tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), name))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    partial = path.with_suffix(f".partial-{os.getpid()}")
    onnx.save(model, str(partial))
    partial.replace(path)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m recipes.compact_graph", description=__doc__.split("\n")[0])
    parser.add_argument("graphs", nargs="+", type=Path, help="ONNX files, rewritten in place")
    for path in parser.parse_args(arguments).graphs:
        before = path.stat().st_size
        compact_graph(path)
        print(f"{path}: {before / 1e6:.1f} MB to {path.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
