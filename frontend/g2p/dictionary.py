"""Pronouncing dictionaries on disk: what espeak-ng and our rules read otherwise than published dictionaries do.

`data/<locale>/dictionary.tsv` holds sorted lines, a word and its phones in the notation of `frontend.g2p.notation`. A
word without phones is one that the rules read well; German keeps those too, because compounds are cut at known words.
`data/SOURCES.md` names where the entries come from, under which licences, and how they were chosen.

Lines are found by bisection in the bytes of the file, so that a dictionary costs neither time at the start nor memory
beyond its size.
"""

from __future__ import annotations

from functools import cache, lru_cache

from frontend.g2p.notation import parse
from frontend.locales import lineage
from frontend.tables import line_of, read_bytes
from frontend.types import Phone


@cache
def _data(locale: str) -> bytes:
    return read_bytes(locale, "dictionary")


@lru_cache(maxsize=20_000)
def entry(word: str, locale: str) -> str | None:
    """Phones of a word exactly as written: "" where the rules read it well, None where the dictionary lacks it."""
    key = word.encode("utf-8", "ignore")
    if not key or b"\t" in key or b"\n" in key:
        return None
    line = line_of(_data(locale), key)
    return None if line is None else line.partition(b"\t")[2].decode("utf-8")


def spellings(word: str, locale: str) -> tuple[str, ...]:
    """Ways to look a word up, the likeliest first. A German sentence may begin with any word in capitals."""
    lower = word.lower()
    if "de" in lineage(locale):
        return tuple(dict.fromkeys((word, lower, lower[:1].upper() + lower[1:])))
    return (lower,)


def knows(word: str, locale: str) -> bool:
    """True if the dictionary has the word, with phones or without."""
    return any(entry(spelling, locale) is not None for spelling in spellings(word, locale))


@lru_cache(maxsize=20_000)
def look_up(word: str, locale: str) -> tuple[Phone, ...] | None:
    """Phones of a word that the rules would read wrongly, or None."""
    for spelling in spellings(word, locale):
        phones = entry(spelling, locale)
        if phones is not None:
            return parse(phones, locale, f"data/{locale}/dictionary.tsv: {spelling}", stressed=True) if phones else None
    return None
