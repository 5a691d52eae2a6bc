"""The average of two checkpoints."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from recipes.average import average, main
from tts.train import CheckpointError


def checkpoint(folder: Path, value: float, size: int = 3) -> Path:
    folder.mkdir()
    (folder / "meta.json").write_text(f'{{"step": {value}}}', encoding="utf-8")
    for name in ("model", "model.ema"):
        save_file(
            {"weight": torch.full((size,), value), "count": torch.tensor(int(value))}, folder / f"{name}.safetensors"
        )
    return folder


def test_weights_lie_on_the_line_and_the_rest_is_the_second_s(tmp_path: Path) -> None:
    first, second = checkpoint(tmp_path / "a", 1.0), checkpoint(tmp_path / "b", 5.0)
    average(first, second, 0.75, tmp_path / "c")
    for name in ("model", "model.ema"):
        found = load_file(tmp_path / "c" / f"{name}.safetensors")
        assert found["weight"].tolist() == [4.0, 4.0, 4.0]
        assert int(found["count"]) == 5
    assert (tmp_path / "c" / "meta.json").read_text(encoding="utf-8") == '{"step": 5.0}'


def test_what_does_not_fit_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = checkpoint(tmp_path / "a", 1.0), checkpoint(tmp_path / "b", 5.0, size=4)
    with pytest.raises(CheckpointError, match="different tensors"):
        average(first, second, 0.5, tmp_path / "c")
    with pytest.raises(CheckpointError, match="no checkpoint"):
        average(tmp_path, second, 0.5, tmp_path / "c")
    assert (
        main(["--first", str(first), "--second", str(second), "--share", "1.5", "--output", str(tmp_path / "c")]) == 1
    )
    assert "between 0 and 1" in capsys.readouterr().err
    assert not (tmp_path / "c").exists()
