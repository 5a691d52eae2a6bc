"""Half-precision storage of ONNX weights: the file holds float16, the run-time computes in float32.

Each large weight becomes a float16 initialiser and a Cast, which ONNX Runtime folds when it loads the graph. Files
halve; outputs change by the rounding of the weights only (about 1e-3 relative).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from tts.files import replacing

SMALLEST = 256
"""Weights with fewer values stay in float32, and so do vectors: biases and scales cost nothing."""


def store_in_half(path: Path) -> None:
    """Rewrite the graph at `path` with float16 weights, atomically.

    Raises:
        ValueError: a weight does not fit float16 (magnitude above 65504).
    """
    model = onnx.load(path)
    kept, casts = [], []
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if tensor.data_type != TensorProto.FLOAT or values.ndim < 2 or values.size < SMALLEST:
            kept.append(tensor)
            continue
        half = values.astype(np.float16)
        if not np.isfinite(half).all():
            raise ValueError(f"{path.name}: weight {tensor.name} does not fit float16; keep this graph in float32")
        name = f"{tensor.name}.half"
        kept.append(numpy_helper.from_array(half, name))
        casts.append(helper.make_node("Cast", [name], [tensor.name], to=TensorProto.FLOAT))
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    nodes = list(model.graph.node)
    del model.graph.node[:]
    model.graph.node.extend([*casts, *nodes])
    onnx.checker.check_model(model)
    with replacing(path) as stream:
        onnx.save_model(model, stream)
