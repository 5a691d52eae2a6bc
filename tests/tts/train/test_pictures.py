"""Pictures of a training."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import pytest

from tts.train.log import MetricLog
from tts.train.pictures import picture


def test_a_picture_is_whole_or_not_there_and_leaves_matplotlib_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mpl, "use", None)
    with picture(tmp_path / "a.png", 2.0, 1.0, dpi=50) as figure:
        figure.subplots().plot([1, 2])
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(ZeroDivisionError), picture(tmp_path / "b.png", 2.0, 1.0):
        raise ZeroDivisionError
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_curves_of_a_log_are_drawn(tmp_path: Path) -> None:
    log = MetricLog(tmp_path / "log.csv")
    log.plot(tmp_path / "nothing.png")
    for step in (1, 2):
        log.write_row(step, {"loss": 1.0 / step, "gain": -1.0})
    log.plot(tmp_path / "curves.png")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["curves.png", "log.csv"]
