"""The shared loop on a toy task: resuming equals not stopping, and checkpoints are strict."""

from __future__ import annotations

import csv
import json
import os
import resource
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from tts.config import MelConfig
from tts.errors import OutputError
from tts.train import (
    CheckpointError,
    Ema,
    LoopConfig,
    ScheduleConfig,
    fit,
    latest_checkpoint,
    learning_rate_factor,
    load_module,
    set_learning_rate,
)
from tts.train.checkpoint import load_checkpoint, save_checkpoint
from tts.train.log import DivergedError, MetricLog
from tts.train.schedule import ScheduleKind

LOOP = LoopConfig(total_steps=12, log_every=3, evaluate_every=6)


@dataclass(frozen=True)
class ToyConfig:
    width: int = 4


class ToyTask:
    """Fits a linear map to random targets; draws from torch's global generator, so its state matters."""

    def __init__(self, width: int = 4, fail_at: int | None = None) -> None:
        torch.manual_seed(0)
        self.model = nn.Linear(width, 1)
        self.modules: Mapping[str, nn.Module] = {"model": self.model}
        self.optimizers: Mapping[str, torch.optim.Optimizer] = {
            "model": torch.optim.AdamW(self.model.parameters(), lr=0.1)
        }
        self.emas: Mapping[str, Ema] = {"model": Ema(self.model, 0.9)}
        self.fail_at = fail_at
        self.seen: list[int] = []

    def train_step(self, step: int) -> Mapping[str, float | Tensor]:
        set_learning_rate(self.optimizers.values(), 1.0 - step / 20)
        x = torch.randn(8, self.model.in_features)
        loss = (self.model(x).squeeze(-1) - x.sum(-1)).square().mean()
        self.optimizers["model"].zero_grad()
        loss.backward()
        self.optimizers["model"].step()
        self.emas["model"].update(self.model)
        self.seen.append(step)
        return {"loss": float("nan") if step == self.fail_at else loss}

    def evaluate(self, step: int, directory: Path) -> Mapping[str, float]:
        return {"valid": 1.0 / step}


def run(task: ToyTask, folder: Path, loop: LoopConfig = LOOP, **options: Any) -> int:
    return fit(task, loop, folder, config=ToyConfig(), mel=MelConfig(), progress=False, **options)


def test_resumed_equals_uninterrupted(tmp_path: Path) -> None:
    whole = ToyTask()
    run(whole, tmp_path / "whole")
    run(ToyTask(), tmp_path / "parts", LoopConfig(total_steps=5, log_every=3, evaluate_every=6))
    torch.manual_seed(99)
    second = ToyTask()
    assert run(second, tmp_path / "parts") == 12
    assert second.seen == list(range(5, 12))
    for name, value in whole.model.state_dict().items():
        assert torch.equal(value, second.model.state_dict()[name])
        assert torch.equal(whole.emas["model"].state_dict()[name], second.emas["model"].state_dict()[name])


def test_time_limit_stops_with_a_checkpoint(tmp_path: Path) -> None:
    assert run(ToyTask(), tmp_path, max_minutes=0.0) == 0
    assert run(ToyTask(), tmp_path, max_minutes=5.0) == 12
    newest = latest_checkpoint(tmp_path / "checkpoints")
    assert newest is not None
    assert json.loads((newest / "meta.json").read_text())["step"] == 12


def test_log_holds_means_and_drops_lost_steps(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    log = MetricLog(path)
    for value in (1.0, 2.0, torch.tensor(6.0)):
        log.add({"loss": value})
    assert log.write(3) == "loss 3"
    log.write_row(6, {"loss": 9.0})
    MetricLog(path, resume_at=5)
    with path.open() as file:
        assert [(row["step"], row["value"]) for row in csv.DictReader(file)] == [("3", "3")]
    log.plot(tmp_path / "curves.png")
    assert (tmp_path / "curves.png").stat().st_size > 1000


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_an_interrupted_start_keeps_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    MetricLog(tmp_path / "log.csv").write_row(1, {"loss": 2.0})
    before = (tmp_path / "log.csv").read_text()
    monkeypatch.setattr(csv.DictWriter, "writerows", interrupted)
    with pytest.raises(KeyboardInterrupt):
        MetricLog(tmp_path / "log.csv", resume_at=1)
    assert (tmp_path / "log.csv").read_text() == before


def test_other_groups_of_parameters_are_told(tmp_path: Path) -> None:
    run(ToyTask(), tmp_path)
    other = ToyTask()
    parts = [{"params": [parameter]} for parameter in other.model.parameters()]
    other.optimizers = {"model": torch.optim.AdamW(parts, lr=0.1)}
    with pytest.raises(CheckpointError, match="optimiser 'model'"):
        run(other, tmp_path)


def test_a_metric_that_is_not_finite_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(DivergedError, match="step 6: loss not finite"):
        run(ToyTask(fail_at=4), tmp_path)


def test_only_the_newest_checkpoints_stay(tmp_path: Path) -> None:
    for total in (2, 4, 6, 8):
        run(ToyTask(), tmp_path, LoopConfig(total_steps=total, keep_checkpoints=2))
    assert sorted(p.name for p in (tmp_path / "checkpoints").iterdir()) == ["step-00000006", "step-00000008"]


def test_checkpoints_load_strictly(tmp_path: Path) -> None:
    run(ToyTask(), tmp_path)
    newest = latest_checkpoint(tmp_path / "checkpoints")
    assert newest is not None
    with pytest.raises(CheckpointError, match="does not fit the model"):
        load_module(newest, "model", nn.Linear(5, 1))
    with pytest.raises(CheckpointError, match="does not exist"):
        load_module(newest, "generator", nn.Linear(4, 1))
    task = ToyTask()
    with pytest.raises(CheckpointError, match="mel settings"):
        load_checkpoint(newest, modules=task.modules, emas={}, optimizers={}, mel=MelConfig(n_mels=100))


def test_a_checkpoint_runs_no_code(tmp_path: Path) -> None:
    run(ToyTask(), tmp_path)
    newest = latest_checkpoint(tmp_path / "checkpoints")
    assert newest is not None
    trace = tmp_path / "trace"
    torch.save({"optimizers": _Called(trace)}, newest / "optimizer.pt")
    with pytest.raises(CheckpointError, match=r"optimizer.pt is damaged \(it holds more than tensors and numbers\)"):
        run(ToyTask(), tmp_path, LoopConfig(total_steps=20))
    assert not trace.exists()


class _Called:
    """Makes a folder when it is unpickled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.folder),)


@pytest.mark.parametrize("name", ["model.safetensors", "model.ema.safetensors", "optimizer.pt", "meta.json"])
def test_a_damaged_checkpoint_is_told(tmp_path: Path, name: str) -> None:
    run(ToyTask(), tmp_path)
    newest = latest_checkpoint(tmp_path / "checkpoints")
    assert newest is not None
    whole = (newest / name).read_bytes()
    for damaged in (b"", whole[: len(whole) // 2], b"\xff" * 100):
        (newest / name).write_bytes(damaged)
        with pytest.raises(CheckpointError, match=rf"{name} is damaged .*; restore it"):
            run(ToyTask(), tmp_path, LoopConfig(total_steps=20))


def test_a_full_disk_leaves_the_checkpoint_before(tmp_path: Path) -> None:
    """Seen: a traceback of the package that writes tensors."""
    run(ToyTask(), tmp_path, LoopConfig(total_steps=2))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(OutputError, match=r"step-00000004 .*: make room"):
            save_checkpoint(
                tmp_path / "checkpoints", 4, modules=ToyTask().modules, emas={}, optimizers={},
                config=LoopConfig(), mel=MelConfig(),
            )  # fmt: skip
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [path.name for path in (tmp_path / "checkpoints").iterdir()] == ["step-00000002"]


def test_averaged_weights_are_preferred_and_swapped_back(tmp_path: Path) -> None:
    task = ToyTask()
    run(task, tmp_path)
    newest = latest_checkpoint(tmp_path / "checkpoints")
    assert newest is not None
    loaded = nn.Linear(4, 1)
    load_module(newest, "model", loaded)
    own = task.model.weight.detach().clone()
    with task.emas["model"].applied_to(task.model) as averaged:
        assert torch.equal(averaged.weight, loaded.weight)
        assert not torch.equal(averaged.weight, own)
    assert torch.equal(task.model.weight, own)


@pytest.mark.parametrize(
    ("kind", "middle"), [("constant", 1.0), ("linear", 0.5), ("sqrt", 1 - 0.5**0.5), ("cosine", 0.5)]
)
def test_schedules(kind: ScheduleKind, middle: float) -> None:
    config = ScheduleConfig(kind=kind, warmup_steps=10, decay_from=100, total_steps=200, floor=0.1)
    assert learning_rate_factor(0, config) == pytest.approx(0.1)
    assert learning_rate_factor(50, config) == 1.0
    assert learning_rate_factor(150, config) == pytest.approx(middle)
    assert learning_rate_factor(500, config) == (1.0 if kind == "constant" else 0.1)


def test_weights_that_are_not_finite_are_not_saved(tmp_path: Path) -> None:
    class Diverging(ToyTask):
        def train_step(self, step: int) -> Mapping[str, float | Tensor]:
            metrics = super().train_step(step)
            if step == 3:
                with torch.no_grad():
                    self.model.weight.fill_(float("inf"))
            return {"loss": 1.0, **{name: 0.0 for name in metrics if name != "loss"}}

    every_step = LoopConfig(total_steps=12, log_every=100, evaluate_every=100, save_every_minutes=0.0)
    with pytest.raises(DivergedError, match="step 4: weight of model is not finite"):
        run(Diverging(), tmp_path, every_step)
    assert sorted(p.name for p in (tmp_path / "checkpoints").iterdir())[-1] == "step-00000003"


def test_what_killed_saves_left_behind_goes(tmp_path: Path) -> None:
    for left in (".partial-00000001-4711", ".step-00000001.part"):
        (tmp_path / "checkpoints" / left).mkdir(parents=True)
    run(ToyTask(), tmp_path, LoopConfig(total_steps=2))
    assert [p.name for p in (tmp_path / "checkpoints").iterdir()] == ["step-00000002"]
