"""Eight-bit computation of the matrix products in the encoder's layers and the ConvNeXt blocks, where the time goes.

Weights are int8 with one scale for each output channel, activations are quantised while the graph runs (ONNX Runtime's
dynamic quantisation). The layers at the ends, which see signals of very different size side by side, stay in float32.
Weights use seven of the eight bits: without VNNI, processors add two products in 16 bits, and eight would overflow.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path

import onnx

from tts.files import replacing_path

_PRODUCT = re.compile(r"/(blocks|layers)\.\d+/(expand|contract|qkv|out)/MatMul$")


def quantize_layers(path: Path) -> int:
    """Rewrite the graph at `path`, atomically; returns how many matrix products are computed in eight bits.

    Raises:
        ValueError: the graph has no such product, or is quantised already.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    products = [node.name for node in onnx.load(path).graph.node if _PRODUCT.search(node.name)]
    if not products:
        raise ValueError(f"{path.name} has no matrix product named like /blocks.0/expand/MatMul: nothing to quantise")
    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.ERROR)  # it advises a preparation that changes nothing here
    try:
        with replacing_path(path) as partial:
            quantize_dynamic(
                path,
                partial,
                op_types_to_quantize=["MatMul"],
                nodes_to_quantize=products,
                per_channel=True,
                reduce_range=True,
                weight_type=QuantType.QInt8,
            )
    finally:
        root.setLevel(level)
    return len(products)
