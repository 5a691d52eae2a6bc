"""Phone error rates on ``tests/golden_phones/<locale>.tsv``: words and sentences with the phones that dictionaries give
them, written before anything was heard of them. Names of every kind, loans and sentences full of liaisons are among
them. Rules and rows have since been corrected by them, so that the rates on other words are higher.

The rate is the number of phones to insert, delete or replace, over the number of phones in the table; stress is set
aside.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from frontend.g2p import broad
from frontend.locales import LOCALES
from frontend.pipeline import Frontend

_TABLES = Path(__file__).resolve().parents[2] / "golden_phones"
_HIGHEST_RATE = {"en-US": 0.003, "en-GB": 0.003, "es-US": 0.002, "de-DE": 0.010, "fr-CA": 0.005}
_ENGLISH = "tʃ|dʒ|aɪ|aʊ|eɪ|ɔɪ"
_UNITS = {
    "en-US": f"{_ENGLISH}|oʊ",
    "en-GB": f"{_ENGLISH}|əʊ|ɪə|ɛə|ʊə",
    "es-US": "tʃ",
    "de-DE": "tʃ|dʒ|ts|pf|aɪ|aʊ|ɔʏ",
    "fr-CA": "tʃ|dʒ",
}
"""Phones of two letters."""
_SAME = {
    "es-US": {"β": "b", "ð": "d", "ɣ": "ɡ", "ŋ": "n"},
    "de-DE": {"ʁ": "ʀ", "ɛː": "ɛ", "ʔ": ""},
}
"""Phones that a table does not tell apart."""


def phones(text: str, locale: str) -> list[str]:
    """Phones of a transcription, without ties, boundaries and what the table does not tell apart."""
    text = re.sub("[\u0361 ]", "", text)
    for one, other in _SAME.get(locale, {}).items():
        text = text.replace(one, other)
    if locale == "de-DE":  # tense vowels are long
        text = re.sub("([eioøuy])(?!ː)", r"\1ː", text)
    return re.findall(f"(?:{_UNITS[locale]}|.)[ː\u0303\u0329\u032f]*", text)


def distance(one: list[str], other: list[str]) -> int:
    """Phones to insert, delete or replace; what both begin and end with counts for nothing."""
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    begin = 0
    while begin < min(len(one), len(other)) and one[begin] == other[begin]:
        begin += 1
    one, other = one[begin:], other[begin:]
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        above, row = row, [i]
        for j, right in enumerate(other, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (left != right)))
    return row[-1]


def errors(spoken: str, expected: str, locale: str) -> tuple[int, int]:
    """Errors against the nearest of the expected readings, and how many phones that has."""
    heard = phones(spoken, locale)
    best: tuple[int, int] | None = None
    for reading in expected.split(" | "):
        words = [word.split("/") for word in reading.split()]
        chosen = [alternatives[0] for alternatives in words]
        for i, alternatives in enumerate(words):
            costs = [
                distance(heard, phones("".join((*chosen[:i], word, *chosen[i + 1 :])), locale)) for word in alternatives
            ]
            chosen[i] = alternatives[costs.index(min(costs))]
        target = phones("".join(chosen), locale)
        found = (distance(heard, target), len(target))
        best = found if best is None else min(best, found)
    assert best is not None
    return best


@pytest.mark.parametrize("locale", LOCALES)
def test_phone_error_rate(locale: str) -> None:
    frontend = Frontend()
    wrong, total, report = 0, 0, []
    rows = [line for line in (_TABLES / f"{locale}.tsv").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    assert len(rows) >= 150
    for row in rows:
        written, expected = row.split("\t")
        words = [
            word.phones for sentence in frontend.process(written, locale) for word in sentence.words if word.phones
        ]
        spoken = " ".join("".join(phone.symbol for phone in broad(word, locale)) for word in words)
        count, length = errors(spoken, expected, locale)
        wrong, total = wrong + count, total + length
        if count:
            report.append(f"{written!r}: expected {expected}, got {spoken}")
    print(f"{locale}: {wrong} of {total} phones wrong ({wrong / total:.2%})", *report, sep="\n")
    assert wrong / total <= _HIGHEST_RATE[locale]


def test_the_rate_counts_what_is_wrong() -> None:
    assert errors("kæt", "kæt", "en-US") == (0, 3)
    assert errors("kɛts", "kæt | kɑt", "en-US") == (2, 3)
    assert errors("kækæt", "kæt", "en-US") == (2, 3)
    assert errors("æt", "kæt", "en-US") == (1, 3)
    assert errors("ðə kæt", "ði/ðə kæt", "en-US") == (0, 5)
    assert errors("t͡ʃɜːt͡ʃ", "tʃɜːtʃ", "en-GB") == (0, 3)
    assert errors("loβo", "lobo", "es-US") == (0, 4)
