"""Training infrastructure that every model shares.

A model's trainer is a `TrainingTask`: it owns modules and optimisers and knows how to take one step. `fit` does the
rest: resuming, checkpoints, logging, the time limit and interrupts.
"""

from tts.train.checkpoint import (
    CheckpointError,
    has_module,
    latest_checkpoint,
    load_module,
    load_tensors,
    read_meta,
    stored_config,
)
from tts.train.ema import Ema
from tts.train.loop import LoopConfig, TrainingTask, fit
from tts.train.precision import Precision, autocast, resolve_device
from tts.train.prefetch import Prefetcher
from tts.train.schedule import ScheduleConfig, learning_rate_factor, set_learning_rate

__all__ = [
    "CheckpointError",
    "Ema",
    "LoopConfig",
    "Precision",
    "Prefetcher",
    "ScheduleConfig",
    "TrainingTask",
    "autocast",
    "fit",
    "has_module",
    "latest_checkpoint",
    "learning_rate_factor",
    "load_module",
    "load_tensors",
    "read_meta",
    "resolve_device",
    "set_learning_rate",
    "stored_config",
]
