"""Device choice and the mixed-precision switch."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import torch

from tts.errors import ParameterError

Precision = Literal["auto", "bf16", "fp32"]


def resolve_device(name: str) -> torch.device:
    """``auto`` is CUDA where there is a device, else the CPU; anything else is taken as given.

    Raises:
        ParameterError: CUDA was asked for and is not there.
    """
    if name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    device = torch.device(name)
    if device.type == "cuda" and not torch.cuda.is_available():
        raise ParameterError(f'device {name!r} was asked for, but torch finds no CUDA device; set device = "cpu"')
    return device


def has_fast_bf16(device: torch.device) -> bool:
    """Whether bf16 matrix products are faster than fp32 on this device (AVX512-BF16 or AMX on a CPU)."""
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported()
    cpuinfo = Path("/proc/cpuinfo")
    known = cpuinfo.read_text(encoding="utf-8", errors="replace") if cpuinfo.exists() else ""
    return "avx512_bf16" in known or "amx_bf16" in known


def autocast(device: torch.device, precision: Precision) -> torch.autocast:
    """Context for the matrix products of a model; losses and transforms belong outside it.

    Args:
        device: Where the model runs.
        precision: ``bf16``, ``fp32``, or ``auto`` (bf16 where the device is faster with it).
    """
    enabled = precision == "bf16" or (precision == "auto" and has_fast_bf16(device))
    return torch.autocast(device.type, dtype=torch.bfloat16, enabled=enabled)
