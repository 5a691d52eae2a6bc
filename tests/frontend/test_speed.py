"""Speed of the normaliser, which stands in front of every request; ``pytest -m perf -s`` prints the figures.

The figures depend on the machine and on what else it does, so that only relations are asserted. The goals are 3,000
sentences that mix the classes a second on one core and a start in less than 100 ms.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest

from frontend.locales import LOCALES
from frontend.normalize import normalize_to_text

_GOLDEN = Path(__file__).resolve().parents[1] / "golden"
_START = """
import sys, time
begin = time.process_time()
from frontend.normalize import normalize_to_text
normalize_to_text("On 3/4/2025 at 2:30 PM, Dr. Smith paid $45.50.", {locale!r})
first = time.process_time() - begin
begin = time.process_time()
normalize_to_text("On 5/6/2024 at 3:40 PM, Dr. Jones paid $54.05.", {locale!r})
second = time.process_time() - begin
assert "anyascii" not in sys.modules, "the tables of other scripts are only for texts that need them"
print(1000 * first, 1000 * second)
"""


def _sentences(locale: str) -> list[str]:
    lines = (_GOLDEN / locale / "hard.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[0] for line in lines if line and not line.startswith("# ")]


def _best_s(texts: list[str], locale: str) -> float:
    """Processor time for all texts, the best of five rounds."""
    rounds = []
    for _ in range(5):
        begin = time.process_time()
        for text in texts:
            normalize_to_text(text, locale)
        rounds.append(time.process_time() - begin)
    return min(rounds)


@pytest.mark.perf
@pytest.mark.parametrize("locale", LOCALES)
def test_sentences_a_second(locale: str) -> None:
    """Sentences that mix the classes, the slowest kind, alone and as one long text, which must not cost much more."""
    sentences = _sentences(locale)
    normalize_to_text(" ".join(sentences), locale)
    alone, together = _best_s(sentences, locale), _best_s([" ".join(sentences)], locale)
    print(
        f"\n{locale}: {len(sentences) / alone:,.0f} sentences a second, {len(sentences) / together:,.0f} in a long text"
    )
    assert together < 5 * alone


@pytest.mark.perf
@pytest.mark.parametrize("locale", LOCALES)
def test_start_up(locale: str, tmp_path: Path) -> None:
    """Import, tables and the first sentence in a new process, in processor time; the median of five.

    As of an installed package the byte code is there: a run before them, which does not count, writes it.
    """
    command = [sys.executable, "-c", _START.format(locale=locale)]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(tmp_path)}
    outputs = [
        subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout.split()
        for _ in range(6)
    ][1:]
    first, second = (median(float(output[index]) for output in outputs) for index in (0, 1))
    print(f"\n{locale}: {first:.0f} ms to start, then {second:.2f} ms for a sentence")
    assert second < first
