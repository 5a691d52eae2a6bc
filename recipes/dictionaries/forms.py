"""Words that only look like a form of a row: called is no form of calle, improved none of improv, stasis none of stasi.

The frontend reads English plurals, pasts and -ing forms by the row of their stem. A word that the rules read otherwise
and that is not that stem's form gets a row without phones, which says that the rules read it well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from frontend.g2p import by_rules, homographs
from frontend.g2p.lexicon import inflected
from frontend.g2p.notation import parse
from frontend.types import Phone
from recipes.dictionaries.compare import is_exception
from recipes.dictionaries.english import MAX_RANK, Published, converted, key

_SIBILANTS = ("s", "x", "z", "ch", "sh", "o")
MIN_STEM = 5
"""Letters; the frontend looks for no shorter stem."""


def not_forms(
    rows: Mapping[str, str], locale: str, published: Published, ranks: Mapping[str, int], american: Iterable[str] = ()
) -> list[str]:
    """Words that need a row without phones, the most frequent first.

    Args:
        rows: the table so far.
        locale: "en-US" or "en-GB".
        published: its `second` readings, where there are any, say that a word is read by the rules.
        ranks: frequency ranks.
        american: words that were found so for American English, and hold for British.
    """
    found: list[str] = []
    known = frozenset(american)
    for word in sorted(ranks, key=lambda word: ranks[word]):
        if ranks[word] >= MAX_RANK:
            break
        if not word.isalpha() or word in rows or is_exception(word, locale) or homographs.senses_of(word, locale):
            continue
        stem, phones = _as_form(word, rows, locale)
        if phones is None:
            continue
        ours = by_rules(word, locale)
        if key(ours, locale) == key(phones, locale):
            continue
        readings = [read for text in published.second.get(word, ()) if (read := converted(text, locale)) is not None]
        keys = {key(reading, locale) for reading in readings}
        read_by_rules = key(ours, locale) in keys and key(phones, locale) not in keys
        if word in known or read_by_rules or _has_better_stem(word, stem, ranks):
            found.append(word)
    return found


def _as_form(word: str, rows: Mapping[str, str], locale: str) -> tuple[str, tuple[Phone, ...] | None]:
    """The row that the frontend would build the word from, and the phones that it would give it."""
    used = ""

    def stem(candidate: str) -> tuple[Phone, ...] | None:
        nonlocal used
        if len(candidate) < MIN_STEM or not word.startswith(candidate) or not rows.get(candidate):
            return None
        used = candidate
        return parse(rows[candidate], locale, candidate, stressed=True)

    phones = inflected(word, stem)
    return used, phones


def _stems(word: str) -> Iterable[str]:
    """What the word may be a form of, by its spelling."""
    for ending in ("ed", "ing", "es", "d", "s"):
        stem = word.removesuffix(ending)
        if stem != word and (ending != "es" or stem.endswith(_SIBILANTS)):
            yield from (stem, stem + "e", *([stem[:-1]] if ending in ("ed", "ing") and _doubled(stem) else []))


def _doubled(stem: str) -> bool:
    return len(stem) > 1 and stem[-1] == stem[-2]


def _has_better_stem(word: str, stem: str, ranks: Mapping[str, int]) -> bool:
    """True if a more frequent word could be the stem (call before calle)."""
    last = len(ranks)
    return any(ranks.get(other, last) < ranks.get(stem, last) for other in _stems(word) if other != stem)
