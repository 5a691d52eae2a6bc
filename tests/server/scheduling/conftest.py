"""The synthesiser of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.server.scheduling.paced import PacedSynthesizer


@pytest.fixture
def paced(voices_folder: Path) -> PacedSynthesizer:
    return PacedSynthesizer(voices_folder)
