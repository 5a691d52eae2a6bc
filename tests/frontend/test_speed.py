"""Speed of the normaliser, which stands in front of every request; ``pytest -m perf -s`` prints the figures."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from frontend.locales import LOCALES
from frontend.normalize import normalize_to_text

_GOLDEN = Path(__file__).resolve().parents[1] / "golden"
_MINIMUM_PER_S = 2000
_START_MS = 150
_START = """
import time
begin = time.process_time()
from frontend.normalize import normalize_to_text
normalize_to_text("On 3/4/2025 at 2:30 PM, Dr. Smith paid $45.50.", {locale!r})
print(1000 * (time.process_time() - begin))
"""


def _sentences(locale: str) -> list[str]:
    lines = (_GOLDEN / locale / "hard.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[0] for line in lines if line and not line.startswith("# ")]


@pytest.mark.perf
@pytest.mark.parametrize("locale", LOCALES)
def test_sentences_a_second(locale: str) -> None:
    """Sentences that mix the classes, the slowest kind, on one core; the best of five rounds."""
    sentences = _sentences(locale)
    best = float("inf")
    for _ in range(5):
        begin = time.process_time()
        for sentence in sentences:
            normalize_to_text(sentence, locale)
        best = min(best, time.process_time() - begin)
    print(f"\n{locale}: {len(sentences) / best:,.0f} sentences a second")
    assert len(sentences) / best >= _MINIMUM_PER_S


@pytest.mark.perf
@pytest.mark.parametrize("locale", LOCALES)
def test_start_up(locale: str) -> None:
    """Import, tables and the first sentence in a new process, in processor time; the best of three."""
    command = [sys.executable, "-c", _START.format(locale=locale)]
    runs = [float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(3)]
    print(f"\n{locale}: {min(runs):.0f} ms to start")
    assert min(runs) < _START_MS
