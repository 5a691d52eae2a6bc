"""The training loop: resume, step, log, checkpoint, stop in time."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, Protocol

import torch
from torch import Tensor, nn
from tqdm import tqdm

from tts.config import MelConfig, config_hash
from tts.train.checkpoint import latest_checkpoint, load_checkpoint, read_meta, save_checkpoint
from tts.train.ema import Ema
from tts.train.log import DivergedError, MetricLog

_TELL_EVERY_S = 60.0
"""Where no terminal shows a bar."""


@dataclass(frozen=True, slots=True)
class LoopConfig:
    """When to stop, log, evaluate and save (all in steps unless named otherwise).

    Attributes:
        total_steps: Training ends after this many steps.
        log_every: A row of mean metrics in ``log.csv``.
        evaluate_every: A call of the task's `evaluate`, and new loss curves.
        save_every_minutes: A checkpoint at least this often, besides the one at the end.
        keep_checkpoints: How many checkpoints stay.
        torch_threads: Intra-op threads; 0 leaves torch's setting alone.
        plan_convolutions: Let cuDNN find the best way to compute each shape of a batch. Only where all batches have one
            shape: planning takes 2 s for each new one, where PyTorch's own kernels take 0.1 s for a step.
    """

    total_steps: int = 10_000
    log_every: int = 50
    evaluate_every: int = 1000
    save_every_minutes: float = 10.0
    keep_checkpoints: int = 3
    torch_threads: int = 0
    plan_convolutions: bool = False


class TrainingTask(Protocol):
    """What a model gives to `fit`. Every mapping has one entry for each part that a checkpoint must hold.

    A checkpoint holds nothing else of a task: which clips a batch has follows from the step.
    """

    modules: Mapping[str, nn.Module]
    optimizers: Mapping[str, torch.optim.Optimizer]
    emas: Mapping[str, Ema]

    def train_step(self, step: int) -> Mapping[str, float | Tensor]:
        """Takes one optimiser step (data, learning rate and averages included) and returns scalars to log."""

    def evaluate(self, step: int, directory: Path) -> Mapping[str, float]:
        """Writes samples and pictures into `directory` and returns validation scalars."""


def fit(
    task: TrainingTask,
    loop: LoopConfig,
    run_dir: Path,
    *,
    config: Any,
    mel: MelConfig,
    max_minutes: float | None = None,
    progress: bool = True,
) -> int:
    """Trains until `total_steps`, `max_minutes` or an interrupt, and resumes from the newest checkpoint in `run_dir`.

    The first SIGINT or SIGTERM ends the run after the step under way, with a checkpoint.

    Args:
        task: The model, its optimisers and its step.
        loop: Intervals.
        run_dir: Gets ``checkpoints/``, ``log.csv``, ``curves.png`` and ``samples/``.
        config: The whole configuration (a dataclass); stored in each checkpoint. A resumed run may change it; that is
            reported.
        mel: Signal settings; a checkpoint with others is refused.
        max_minutes: Limit of this call's duration.
        progress: Whether to show how far it is: a bar on a terminal, a line a minute in a file.

    Returns:
        The number of steps done in total.

    Raises:
        CheckpointError: The newest checkpoint does not fit the task.
        DivergedError: A logged metric is not finite, or a weight that would be saved.
    """
    if loop.torch_threads:
        torch.set_num_threads(loop.torch_threads)
    torch.backends.cudnn.enabled = torch.backends.cudnn.benchmark = loop.plan_convolutions
    deadline = time.monotonic() + max_minutes * 60 if max_minutes is not None else float("inf")
    checkpoints = run_dir / "checkpoints"
    step = _resume(task, checkpoints, config, mel)
    log = MetricLog(run_dir / "log.csv", resume_at=step)
    bar = tqdm(total=loop.total_steps, initial=step, disable=None if progress else True, unit="step", mininterval=2.0)

    def save() -> None:
        _require_finite(task, step)
        save_checkpoint(
            checkpoints,
            step,
            modules=task.modules,
            emas=task.emas,
            optimizers=task.optimizers,
            config=config,
            mel=mel,
            keep=loop.keep_checkpoints,
        )

    saved_at, saved_step = time.monotonic(), step
    told_at = time.monotonic() if progress and bar.disable else float("inf")
    with _InterruptFlag() as interrupted:
        try:
            while step < loop.total_steps and time.monotonic() < deadline and not interrupted.is_set:
                log.add(task.train_step(step))
                step += 1
                bar.update()
                if step % loop.log_every == 0:
                    metrics = log.write(step)
                    bar.set_postfix_str(metrics)
                    if time.monotonic() - told_at > _TELL_EVERY_S:
                        print(f"step {step} of {loop.total_steps}: {metrics}", file=sys.stderr, flush=True)
                        told_at = time.monotonic()
                if step % loop.evaluate_every == 0:
                    log.write_row(step, task.evaluate(step, run_dir / "samples"))
                    log.plot(run_dir / "curves.png")
                if time.monotonic() - saved_at > loop.save_every_minutes * 60:
                    save()
                    saved_at, saved_step = time.monotonic(), step
        finally:
            bar.close()
        if step != saved_step:
            save()
            log.plot(run_dir / "curves.png")
    return step


def _resume(task: TrainingTask, checkpoints: Path, config: Any, mel: MelConfig) -> int:
    newest = latest_checkpoint(checkpoints)
    if newest is None:
        return 0
    step = load_checkpoint(newest, modules=task.modules, emas=task.emas, optimizers=task.optimizers, mel=mel)
    tqdm.write(f"resumed {newest} at step {step}")
    if read_meta(newest)["config_hash"] != config_hash(config):
        tqdm.write("the configuration differs from the checkpoint's; the new one holds from here on")
    return step


def _require_finite(task: TrainingTask, step: int) -> None:
    """Keeps weights that are lost from taking the places of good ones: few checkpoints stay."""
    parts = [(name, module.state_dict()) for name, module in task.modules.items()]
    parts += [(f"{name} (averaged)", ema.state_dict()) for name, ema in task.emas.items()]
    for part, tensors in parts:
        for name, tensor in tensors.items():
            if tensor.is_floating_point() and not bool(torch.isfinite(tensor).all()):
                raise DivergedError(
                    f"step {step}: {name} of {part} is not finite, so no checkpoint was written; "
                    "go back to the last one with a lower learning rate"
                )


class _InterruptFlag:
    """Sets `is_set` at the first SIGINT or SIGTERM instead of raising; the second SIGINT raises as usual."""

    def __init__(self) -> None:
        self.is_set = False
        self._previous: dict[int, Any] = {}

    def __enter__(self) -> _InterruptFlag:
        for number in (signal.SIGINT, signal.SIGTERM):
            try:
                self._previous[number] = signal.signal(number, self._handle)
            except ValueError:  # not the main thread: leave interrupts to the caller
                break
        return self

    def __exit__(self, *error: object) -> None:
        for number, handler in self._previous.items():
            signal.signal(number, handler)

    def _handle(self, number: int, frame: FrameType | None) -> None:
        if self.is_set:
            raise KeyboardInterrupt
        self.is_set = True
