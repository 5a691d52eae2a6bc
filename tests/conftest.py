"""Fixtures that several packages' tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.fake_voice import build_fake_voice

os.environ.setdefault("OMP_NUM_THREADS", "1")
"""Before torch is imported: the models of tests are tiny, and on a busy machine threads that wait for each other cost
more than they give."""

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
"""The processes that tests start share what the first of them compiled: each would take most of a second for it."""

_MOST_PROCESSES = 4
"""Each has models and dictionaries of its own."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Processes of `pytest -n auto`: none besides this one where speed may be measured."""
    if "not perf" not in config.option.markexpr:
        return 0
    return min(len(os.sched_getaffinity(0)), _MOST_PROCESSES)


@pytest.fixture(scope="session")
def voices_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A voices folder with one persona that hums (see `tests.fake_voice`)."""
    folder = tmp_path_factory.mktemp("voices")
    build_fake_voice(folder / "fake")
    return folder
