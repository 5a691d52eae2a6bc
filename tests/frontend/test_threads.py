"""Several threads read at once, from the very first word on."""

from __future__ import annotations

import multiprocessing
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from frontend.pipeline import Frontend
from frontend.types import Utterance

GOLDEN = Path(__file__).parents[1] / "golden"
LOCALES = ("en-US", "en-GB", "es-US", "de-DE", "fr-CA")
EACH = 12
THREADS = 6

Text = tuple[str, str]


def texts() -> list[Text]:
    """Sentences full of numbers, names and signs, with the locale to read them in."""
    found = []
    for locale in LOCALES:
        rows = (GOLDEN / locale / "sentences.tsv").read_text(encoding="utf-8").splitlines()
        found += [(locale, row.split("\t")[0]) for row in rows if row and not row.startswith("#")][:EACH]
    return found


def read(threads: int) -> list[Utterance]:
    """All texts, read by every thread in an order of its own; what they read is equal, or this fails."""
    frontend, wanted = Frontend(), texts()

    def work(seed: int) -> dict[Text, Utterance]:
        order = random.Random(seed).sample(wanted, len(wanted)) if seed else wanted
        return {(locale, text): frontend.process(text, locale) for locale, text in order}

    sys.setswitchinterval(1e-5)
    with ThreadPoolExecutor(threads) as pool:
        first, *others = pool.map(work, range(threads))
    assert all(other == first for other in others)
    return [first[text] for text in wanted]


def test_threads_read_what_one_alone_reads() -> None:
    with multiprocessing.get_context("spawn").Pool(2, maxtasksperchild=1) as pool:  # nothing is read in them yet
        together, alone = pool.map(read, (THREADS, 1), chunksize=1)
    assert together == alone
    assert sum(len(sentence.words) for utterance in alone for sentence in utterance.sentences) > 5 * len(alone)
