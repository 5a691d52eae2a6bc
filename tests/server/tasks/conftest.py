"""Settings of the queues that the tests start."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.config import Settings


@pytest.fixture
def settings(tmp_path: Path, voices_folder: Path) -> Settings:
    return Settings(data_dir=tmp_path, voices=voices_folder, task_lease_s=1.0)
