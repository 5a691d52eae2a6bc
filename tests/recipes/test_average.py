"""The average of two checkpoints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from recipes.average import average, main
from tts.train import CheckpointError, load_tensors, read_meta


def checkpoint(folder: Path, value: float, sizes: dict[str, int], averaged: float | None = None) -> Path:
    """Modules of one weight each, `value`, and where it is given their running averages."""
    folder.mkdir()
    meta = {"format": 1, "step": value, "modules": list(sizes), "ema_updates": {"model": 9}}
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    for name, size in sizes.items():
        tensors = {"weight": torch.full((size,), value), "count": torch.tensor(int(value))}
        save_file(tensors, folder / f"{name}.safetensors")
        if averaged is not None:
            save_file({"weight": torch.full((size,), averaged)}, folder / f"{name}.ema.safetensors")
    return folder


def test_weights_lie_on_the_line_and_the_rest_is_the_second_s(tmp_path: Path) -> None:
    first = checkpoint(tmp_path / "a", 1.0, {"model": 3})
    second = checkpoint(tmp_path / "b", 7.0, {"model": 3}, averaged=5.0)
    average(first, second, 0.75, tmp_path / "c")
    found = load_tensors(tmp_path / "c", "model")
    assert found["weight"].tolist() == [4.0, 4.0, 4.0]
    assert int(found["count"]) == 7
    meta = read_meta(tmp_path / "c")
    assert (meta["step"], meta["modules"], meta["ema_updates"]) == (7.0, ["model"], {})


def test_one_module_of_several(tmp_path: Path) -> None:
    first = checkpoint(tmp_path / "a", 1.0, {"model": 3, "critic": 2})
    second = checkpoint(tmp_path / "b", 2.0, {"model": 3, "critic": 5})
    options = ["--first", str(first), "--second", str(second), "--module", "model", "--output", str(tmp_path / "c")]
    assert main(options) == 0
    assert load_tensors(tmp_path / "c", "model")["weight"].tolist() == [1.5, 1.5, 1.5]
    assert read_meta(tmp_path / "c")["modules"] == ["model"]
    with pytest.raises(CheckpointError, match=r"critic of .* have different tensors; name others with --module"):
        average(first, second, 0.5, tmp_path / "d")


def test_what_does_not_fit_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = checkpoint(tmp_path / "a", 1.0, {"model": 3}), checkpoint(tmp_path / "b", 5.0, {"model": 4})
    with pytest.raises(CheckpointError, match="different tensors"):
        average(first, second, 0.5, tmp_path / "c")
    with pytest.raises(CheckpointError, match=r"meta\.json"):
        average(tmp_path, second, 0.5, tmp_path / "c")
    assert (
        main(["--first", str(first), "--second", str(second), "--share", "1.5", "--output", str(tmp_path / "c")]) == 1
    )
    assert "between 0 and 1" in capsys.readouterr().err
    assert not (tmp_path / "c").exists()
