"""Ordinary words at the end of a sentence are no abbreviations: "noch einmal.", "à la région.", "to the vet."

The frequent words of each language stand alone, at the end of a sentence, of a text, and inside a sentence. Those that
only abbreviations are written like ("etc.", "bzw.") are named in `tests/golden/<locale>/cut_words.txt`, with acronyms
that are spelled. Words that the lists have drawn out ("sooo") are read as the plain ones are.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from frontend.common_words import word_ranks
from frontend.locales import LOCALES
from frontend.normalize import normalize_to_text

_GOLDEN = Path(__file__).resolve().parents[2] / "golden"
_CARRIERS = {
    "en": "They said {0}. We said {0} to them and {0}.",
    "es": "Dijeron {0}. Luego dijimos {0} ayer y {0}.",
    "de": "Sie sagten {0}. Wir sagten {0} dazu und {0}.",
    "fr": "Ils ont dit {0}. Puis ils ont dit {0} hier. Ils ont dit {0}.",
}
_DRAWN_OUT = re.compile(r"(\w)\1\1|\w+?([aeo])\2\2$")
_SHORTEST = 3
_FREQUENT = 5_000
"""So many words of each language are looked at in every run."""
_DATA = Path(__file__).resolve().parents[3] / "frontend" / "data"


def _changed(locale: str, words: list[str]) -> list[str]:
    """Readings that are not the words themselves."""
    texts = [f"{word.capitalize()}." for word in words]
    texts += [_CARRIERS[locale[:2]].format(word) for word in _written(locale, words)]
    pairs = [(text, normalize_to_text(text, locale)) for text in texts]
    return [f"{text} -> {spoken}" for text, spoken in pairs if spoken.casefold() != text.casefold()]


def _written(locale: str, words: list[str]) -> list[str]:
    """The words as they are written inside a sentence: German nouns with their capital."""
    if not locale.startswith("de"):
        return words
    rows = (_DATA / locale / "dictionary.tsv").read_text(encoding="utf-8").splitlines()
    spellings = {row.partition("\t")[0] for row in rows}
    written = [word if word in spellings else word.capitalize() for word in words]
    return [word for word in written if word in spellings]


def _words(locale: str) -> list[str]:
    others = set((_GOLDEN / locale / "cut_words.txt").read_text(encoding="utf-8").split())
    common = word_ranks(locale[:2])
    assert others <= common.keys(), sorted(others - common.keys())
    whole = (word for word in common if len(word) >= _SHORTEST and word.isalpha() and word not in others)
    return [word for word in whole if not _DRAWN_OUT.match(word)]


@pytest.mark.parametrize("locale", LOCALES)
def test_frequent_words_stay_as_they_are(locale: str) -> None:
    changed = _changed(locale, _words(locale)[:_FREQUENT])
    assert not changed, "\n".join(changed)


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_less_frequent_words_stay_as_they_are(locale: str) -> None:
    changed = _changed(locale, _words(locale)[_FREQUENT:])
    assert not changed, "\n".join(changed)
