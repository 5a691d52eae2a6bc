"""German endings on words of the dictionary: Kostüms is Kostüm and s, bewerteter is bewertet and er, niesenden is
niesen and den.

The stem's last consonant is voiced again before a vowel (Freund, Freunde), and its r is spoken.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from frontend.g2p import dictionary, lexicon
from frontend.locales import lineage
from frontend.types import Phone

_ENDINGS = {
    "s": "s", "es": "ə s", "n": "n", "en": "ə n", "e": "ə", "er": "ɐ", "ern": "ɐ n", "em": "ə m", "ens": "ə n s",
    "te": "t ə", "ten": "t ə n", "tes": "t ə s", "ter": "t ɐ", "tem": "t ə m", "t": "t", "st": "s t",
    "in": "ɪ n", "innen": "ɪ n ə n",
}  # fmt: skip
_OF_ADJECTIVES = frozenset(("e", "en", "er", "em", "es"))
_ABLE = re.compile("(.{3,}ierbar)keit(en)?")
"""Skalierbarkeit: as the adjective is said."""
_VOICED = {("b", "p"): "b", ("d", "t"): "d", ("g", "k"): "ɡ", ("s", "s"): "z", ("g", "ç"): "ɡ", ("v", "f"): "v"}
_MIN_STEM = 4
_OWNED = re.compile("[a-z](?:eau|sk[iy]|tti|cci|ini|ino|enko|[aeo]rto|ardo|aldo)s$")
"""Genitives of names that end in a vowel (Rousseaus, Tarantinos)."""
_OF_A_NAME = re.compile("(.{4,})sch(e|en|er|es|em)")
"""Goethesche, Shakespearesche."""
_PARTICIPLE = re.compile("(.{3,}(?:en|eln|ern))(d(?:e[mnrs]?)?)")
_PARTICIPLE_ENDS = {
    "d": "t", "de": "d ə", "den": "d ə n", "dem": "d ə m", "der": "d ɐ", "des": "d ə s"
}  # fmt: skip
_FIRST_PERSON = re.compile("(.{2,}[bcdfgkpstz])(l)e")
_FINITE_ENDS = {
    "st": "s t", "est": "ə s t", "t": "t", "et": "ə t", "te": "t ə", "ete": "ə t ə", "ten": "t ə n",
    "eten": "ə t ə n", "test": "t ə s t", "tet": "t ə t",
}  # fmt: skip
_DEVOICED = {"b": "p", "d": "t", "ɡ": "k", "z": "s", "v": "f"}


def read(word: str, locale: str, alone: Callable[[str], tuple[Phone, ...]]) -> tuple[Phone, ...] | None:
    """Phones of an inflected form whose stem has phones in the dictionary, of a noun there with s, e or n, or of the
    genitive of a name; else None.

    Args:
        word: as written.
        locale: BCP-47 tag.
        alone: phones of one word by itself.
    """
    if "de" not in lineage(locale):
        return None
    if word[:1].isupper():
        if _OWNED.search(word):
            return (*alone(word[:-1]), Phone("s", 0, locale))
        named = _OF_A_NAME.fullmatch(word)
        name = dictionary.look_up(named[1], locale) or lexicon.look_up(named[1], locale) if named else None
        if named and name:
            return (*name, *(Phone(symbol, 0, locale) for symbol in ("ʃ", *_ENDINGS[named[2]].split())))
    able = _ABLE.fullmatch(word)
    if able:
        ends = "k aɪ t ə n" if able[2] else "k aɪ t"
        return (*alone(able[1].lower()), *(Phone(symbol, 0, locale) for symbol in ends.split()))
    for length in (1, 2, 3, 5):
        ending, stem = word[-length:], word[:-length]
        if len(stem) < _MIN_STEM or ending not in _ENDINGS:
            continue
        phones = dictionary.look_up(stem, locale)
        if phones is None and ending == "s" and word[:1].isupper():
            phones = lexicon.look_up(stem, locale)  # the genitive of a name (Trumps)
        if phones is None and stem.endswith("en") and ending in _OF_ADJECTIVES and word.islower():
            phones = alone(stem) if dictionary.entry(stem, locale) is not None else None  # erschlagenen
        if phones is None and word[:1].isupper() and dictionary.entry(stem, locale) is not None:
            plain = ending in ("s", "e") or (ending == "n" and re.search("[^i]e$|e[rl]$", stem) is not None)
            phones = alone(stem) if plain else None
        if phones is not None:
            return _attach(phones, stem, _ENDINGS[ending].split(), locale)
    return None


def verb_form(word: str, locale: str, alone: Callable[[str], tuple[Phone, ...]]) -> tuple[Phone, ...] | None:
    """Phones of a form of a verb of the dictionary by its infinitive: a present participle (niesenden), the first
    person of a verb in -eln (bügle), and the other persons of one whose phones stand there (umarmst); else None.

    Args:
        word: as written.
        locale: BCP-47 tag.
        alone: phones of one word by itself.
    """
    participle = _PARTICIPLE.fullmatch(word.lower())
    if participle and not participle[1].endswith("ieren") and dictionary.entry(participle[1], locale) is not None:
        ends = _PARTICIPLE_ENDS[participle[2]].split()
        return (*alone(participle[1]), *(Phone(symbol, 0, locale) for symbol in ends))
    first = _FIRST_PERSON.fullmatch(word)
    if first and dictionary.entry(f"{first[1]}eln", locale) is not None:
        whole = alone(f"{first[1]}eln")
        if [phone.symbol for phone in whole[-3:]] == ["ə", "l", "n"]:
            return (*whole[:-3], whole[-2], Phone("ə", 0, locale))
    for length in range(len(word) - 1, _MIN_STEM - 1, -1):
        stem, ending = word[:length], _FINITE_ENDS.get(word[length:], "")
        infinitive = dictionary.look_up(f"{stem}en", locale) if ending and word.islower() else None
        if infinitive and [phone.symbol for phone in infinitive[-2:]] == ["ə", "n"]:
            last = infinitive[-3]
            if ending[0] in "ts":
                closed = "ɐ̯" if last.symbol == "ʁ" and "ː" in infinitive[-4].symbol else last.symbol
                last = Phone(_DEVOICED.get(closed, closed), last.stress, locale)
            return (*infinitive[:-3], last, *(Phone(symbol, 0, locale) for symbol in ending.split()))
    return None


def _attach(phones: tuple[Phone, ...], stem: str, ending: list[str], locale: str) -> tuple[Phone, ...]:
    last = phones[-1]
    if ending[0] in {"ə", "ɐ", "ɪ"}:
        voiced = None if stem.endswith("ss") else _VOICED.get((stem[-1], last.symbol))
        if last.symbol == "ɐ̯":
            phones = (*phones[:-1], Phone("ʁ", 0, locale))
        elif last.symbol == "ɐ" and stem.endswith("er"):
            phones = (*phones[:-1], Phone("ə", 0, locale), Phone("ʁ", 0, locale))
        elif last.symbol in {"ə", "ɐ"}:
            return phones + tuple(Phone(symbol, 0, locale) for symbol in ending[1:])
        elif voiced:
            phones = (*phones[:-1], Phone(voiced, 0, locale))
    return phones + tuple(Phone(symbol, 0, locale) for symbol in ending)
