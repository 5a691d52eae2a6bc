"""Learning-rate schedules as pure functions of the step, so that a resumed run needs no scheduler state."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import torch

from tts.errors import ConfigError

ScheduleKind = Literal["constant", "linear", "sqrt", "cosine"]


@dataclass(frozen=True, slots=True)
class ScheduleConfig:
    """Warm-up from zero, then a decay to `floor` at `total_steps`.

    Attributes:
        kind: ``constant``; ``linear`` 1 - x; ``sqrt`` 1 - sqrt(x); ``cosine`` (1 + cos(pi x)) / 2; x runs from 0 at
            `decay_from` to 1 at `total_steps`.
        warmup_steps: Steps of linear warm-up.
        total_steps: Step at which the decay ends.
        decay_from: Step at which the decay starts (at least `warmup_steps`).
        floor: Smallest factor.
    """

    kind: ScheduleKind = "linear"
    warmup_steps: int = 0
    total_steps: int = 10_000
    decay_from: int = 0
    floor: float = 0.0

    def __post_init__(self) -> None:
        if self.total_steps <= max(self.warmup_steps, self.decay_from):
            raise ConfigError(
                f"total_steps must exceed warmup_steps and decay_from "
                f"({max(self.warmup_steps, self.decay_from)}), got {self.total_steps}"
            )


def learning_rate_factor(step: int, config: ScheduleConfig) -> float:
    """The factor in [0, 1] that the base learning rate is multiplied with at `step`."""
    if step < config.warmup_steps:
        return (step + 1) / config.warmup_steps
    start = max(config.warmup_steps, config.decay_from)
    x = min(1.0, max(0.0, (step - start) / (config.total_steps - start)))
    factor = {
        "constant": 1.0,
        "linear": 1.0 - x,
        "sqrt": 1.0 - math.sqrt(x),
        "cosine": 0.5 + 0.5 * math.cos(math.pi * x),
    }[config.kind]
    return max(config.floor, factor)


def set_learning_rate(optimizers: Iterable[torch.optim.Optimizer], factor: float) -> None:
    """Sets all groups of each optimiser to the rate that it was made with, times `factor` and the group's own "rate".

    The base is the constructor's ``lr`` and not the checkpoint's, so a new configuration holds after resuming.
    """
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["lr"] = optimizer.defaults["lr"] * factor * group.get("rate", 1.0)
