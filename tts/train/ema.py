"""Exponential moving average of a module's parameters."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import torch
from torch import Tensor, nn


class Ema:
    """Average of the parameters of `module`; buffers are not averaged.

    The decay starts small and grows to `decay` (``(1 + n) / (10 + n)`` after n updates), so that the first values are
    forgotten soon.
    """

    def __init__(self, module: nn.Module, decay: float = 0.999) -> None:
        if not 0 <= decay < 1:
            raise ValueError(f"decay must be in [0, 1), got {decay}")
        self.decay = decay
        self.updates = 0
        self._names = [name for name, _ in module.named_parameters()]
        self._average = [parameter.detach().clone() for parameter in module.parameters()]

    @torch.no_grad()
    def update(self, module: nn.Module) -> None:
        """Moves the average towards the module's present parameters."""
        self.updates += 1
        decay = min(self.decay, (1 + self.updates) / (10 + self.updates))
        torch._foreach_lerp_(self._average, list(module.parameters()), 1.0 - decay)

    @torch.no_grad()
    def reset(self, module: nn.Module) -> None:
        """Starts again from the module's present parameters (after a warm start)."""
        self.updates = 0
        torch._foreach_copy_(self._average, list(module.parameters()))

    @contextlib.contextmanager
    def applied_to(self, module: nn.Module) -> Iterator[nn.Module]:
        """The module with averaged parameters inside the block; its own come back afterwards."""
        kept = [parameter.detach().clone() for parameter in module.parameters()]
        try:
            self.copy_to(module)
            yield module
        finally:
            with torch.no_grad():
                for parameter, value in zip(module.parameters(), kept, strict=True):
                    parameter.copy_(value)

    @torch.no_grad()
    def copy_to(self, module: nn.Module) -> None:
        """Overwrites the module's parameters with the average."""
        for parameter, value in zip(module.parameters(), self._average, strict=True):
            parameter.copy_(value)

    def state_dict(self) -> dict[str, Tensor]:
        """Averaged parameters by name."""
        return dict(zip(self._names, self._average, strict=True))

    @torch.no_grad()
    def load_state_dict(self, state: dict[str, Tensor], updates: int) -> None:
        """Restores what `state_dict` gave.

        Raises:
            KeyError: A parameter is missing.
        """
        for name, average in zip(self._names, self._average, strict=True):
            average.copy_(state[name])
        self.updates = updates
