"""Exceptions of a locale: words whose phones espeak-ng gets wrong, or letters that it takes for words.

Tables are `data/<locale>/lexicon.tsv` for words and `data/<locale>/names.tsv` for names: the word, a tab, its phones
(see `frontend.g2p.notation`). Both English locales also share those of `data/en`; their own tables win. A word is
looked up as written first, then in lower case; single capital letters are letter names and are looked up as written
only. English plurals, genitives, pasts and -ing forms follow from their stem.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files

from frontend.g2p.notation import is_vowel, parse
from frontend.types import Phone

_WEAK = frozenset(
    {"der", "er", "vor", "wer", "on", "been", "your", "into", "votre", "notre", "they're"}
)  # function words, which a sentence leaves without stress
_FILES = ("lexicon.tsv", "names.tsv")
_VOICELESS = frozenset({"p", "t", "k", "f", "θ"})
_SIBILANTS = frozenset({"s", "z", "ʃ", "ʒ", "t͡ʃ", "d͡ʒ"})


@cache
def _table(locale: str) -> dict[str, tuple[Phone, ...]]:
    entries: dict[str, tuple[Phone, ...]] = {}
    for folder in dict.fromkeys((locale.split("-")[0], locale)):
        for name in _FILES:
            source = files("frontend").joinpath(f"data/{folder}/{name}")
            if not source.is_file():
                continue
            for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), start=1):
                if line.strip() and not line.startswith("#"):
                    word, _, spelled = line.partition("\t")
                    where = f"data/{folder}/{name} line {number}"
                    entries[word] = parse(spelled.strip(), locale, where, stressed=word not in _WEAK)
    return entries


def look_up(word: str, locale: str) -> tuple[Phone, ...] | None:
    """Phones of an exception, or None."""
    table = _table(locale)
    if word in table:
        return table[word]
    if len(word) < 2:
        return None
    folded = word.casefold()
    if locale == "de-DE":  # nouns stand with a capital in the table, and anything may at the head of a sentence
        lowered = word.lower()
        return table.get(lowered) or table.get(lowered.capitalize())
    found = table.get(folded) or (table.get(folded.capitalize()) if word.isupper() else None)  # NAMES IN CAPITALS
    if found is not None or not locale.startswith("en"):
        return found
    return inflected(word, table.get) or inflected(folded, table.get)


def inflected(word: str, stems: Callable[[str], tuple[Phone, ...] | None]) -> tuple[Phone, ...] | None:
    """Phones of an English plural, genitive, past or -ing form whose stem is known, or None."""
    for ending in ("'s", "s", "ed", "d", "ing"):
        if not word.endswith(ending) or len(word) - len(ending) < 3:
            continue
        stem = word[: -len(ending)]
        candidates = [stem, stem + "e"] if ending == "ing" else [stem]
        candidates += [stem[:-2] + "y"] if stem.endswith("ie") else []
        candidates += [stem[:-1]] if ending == "s" and stem.endswith("e") else []
        for candidate in candidates:
            if len(candidate) > 2 and (phones := stems(candidate)) is not None:
                return with_ending(phones, ending, has_r=candidate.endswith(("r", "re")))
    return None


def with_ending(phones: tuple[Phone, ...], ending: str, has_r: bool = False) -> tuple[Phone, ...]:
    """An English stem with ``s``, ``'s``, ``ed``, ``d`` or ``ing``; `has_r` says that it is written with a final r,
    which British English speaks before -ing (altering, not withdrawing)."""
    locale, last = phones[0].locale, phones[-1].symbol
    if ending == "ing":
        linking = ("ɹ",) if has_r and locale == "en-GB" and last in {"ɔː", "ɑː", "ɜː", "ɛə", "ɪə", "ʊə", "ə"} else ()
        tail: tuple[str, ...] = (*linking, "ɪ", "ŋ")
    elif ending in {"ed", "d"}:
        tail = ("ɪ", "d") if last in {"t", "d"} else ("t",) if last in _VOICELESS | {"s", "ʃ", "t͡ʃ"} else ("d",)
    else:
        tail = ("ɪ", "z") if last in _SIBILANTS else ("s",) if last in _VOICELESS else ("z",)
    return phones + tuple(Phone(symbol, 0, locale) for symbol in tail)


def stress_free(phones: tuple[Phone, ...], ceiling: int) -> tuple[Phone, ...]:
    """The phones with every stress lowered to at most `ceiling`."""
    return tuple(Phone(p.symbol, min(p.stress, ceiling) if is_vowel(p.symbol) else 0, p.locale) for p in phones)
