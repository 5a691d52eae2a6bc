"""Exceptions of a locale: words whose phones espeak-ng gets wrong, or letters that it takes for words.

Tables are `data/<locale>/lexicon.tsv`: the word, a tab, its phones separated by spaces, stress marks in front of the nucleus. A word is looked
up as written first, then in lower case; single capital letters are letter names and are looked up as written only.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from frontend.errors import UnknownPhoneError
from frontend.phonology import STRESS_MARKS, inventory
from frontend.types import Phone


@cache
def _table(locale: str) -> dict[str, tuple[Phone, ...]]:
    source = files("frontend").joinpath(f"data/{locale}/lexicon.tsv")
    if not source.is_file():
        return {}
    entries: dict[str, tuple[Phone, ...]] = {}
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        word, _, spelled = line.partition("\t")
        phones = tuple(Phone(part.lstrip("ˈˌ"), STRESS_MARKS.get(part[0], 0), locale) for part in spelled.split())
        unknown = [phone.symbol for phone in phones if phone.symbol not in inventory()]
        if unknown or not phones:
            raise UnknownPhoneError(f"data/{locale}/lexicon.tsv line {number}: {word!r} has unknown phones {unknown}; see data/phones.tsv")
        entries[word] = phones
    return entries


def look_up(word: str, locale: str) -> tuple[Phone, ...] | None:
    """Phones of an exception, or None."""
    table = _table(locale)
    if word in table:
        return table[word]
    return table.get(word.casefold()) if len(word) > 1 else None
