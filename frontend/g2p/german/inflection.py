"""German endings on words of the dictionary: Kostüms is Kostüm and s, bewerteter is bewertet and er, niesenden is
niesen and den.

The stem's last consonant is voiced again before a vowel (Freund, Freunde), and its r is spoken.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from frontend.g2p import dictionary, lexicon
from frontend.locales import lineage
from frontend.types import Phone

_ENDINGS = {
    "s": "s", "es": "ə s", "n": "n", "en": "ə n", "e": "ə", "er": "ɐ", "ern": "ɐ n", "em": "ə m", "ens": "ə n s",
    "te": "t ə", "ten": "t ə n", "tes": "t ə s", "ter": "t ɐ", "tem": "t ə m", "t": "t", "st": "s t",
    "in": "ɪ n", "innen": "ɪ n ə n",
}  # fmt: skip
_PERSONS = ("er", "ant", "ent", "ist", "at", "et", "eur")
_OF_ADJECTIVES = frozenset(("e", "en", "er", "em", "es"))
_ABLE = re.compile("(.{3,}ierbar)keit(en)?")
"""Skalierbarkeit: as the adjective is said."""
_VOICED = {("b", "p"): "b", ("d", "t"): "d", ("g", "k"): "ɡ", ("s", "s"): "z", ("g", "ç"): "ɡ", ("v", "f"): "v"}
_MIN_STEM = 4
_NOUN_BEFORE_N = re.compile("[^i]e$|e[rl]$")
_OWNED = re.compile("[a-z](?:eau|sk[iy]|tti|cci|ini|ino|enko|[aeo]rto|ardo|aldo)s$")
"""Genitives of names that end in a vowel (Rousseaus, Tarantinos)."""
_OF_A_NAME = re.compile("(.{4,})sch(e|en|er|es|em)")
"""Goethesche, Shakespearesche."""
_PARTICIPLE = re.compile("(.{3,}(?:en|eln|ern))(d(?:e[mnrs]?)?)")
_PARTICIPLE_ENDS = {
    "d": "t", "de": "d ə", "den": "d ə n", "dem": "d ə m", "der": "d ɐ", "des": "d ə s"
}  # fmt: skip
_SHORT_ES = re.compile("([^\\W\\d_]{2,})['’]s")
_FIRST_PERSON = re.compile("(.{2,}[bcdfgkpstz])(l)e")
_LOAN_VERB = re.compile("[^\\W\\d_]{2,}iere?(?:st|te?st|t|ten?|tet)")
"""A form of a verb in -ieren, at the head of a sentence too: "Spionierst du?"."""
_FINITE_ENDS = {
    "st": "s t", "est": "ə s t", "t": "t", "et": "ə t", "te": "t ə", "ete": "ə t ə", "ten": "t ə n",
    "eten": "ə t ə n", "test": "t ə s t", "tet": "t ə t",
}  # fmt: skip
_DEVOICED = {"b": "p", "d": "t", "ɡ": "k", "z": "s", "v": "f"}


class _Written(NamedTuple):
    """A word as written, and how other words are said."""

    word: str
    locale: str
    alone: Callable[[str], tuple[Phone, ...]]
    """Phones of one word by itself."""

    @property
    def is_capital(self) -> bool:
        return self.word[:1].isupper()

    def known(self, stem: str) -> bool:
        """Whether the dictionary has the stem, with phones of its own or as espeak-ng says it."""
        return dictionary.entry(stem, self.locale) is not None

    def unstressed(self, symbols: str) -> tuple[Phone, ...]:
        """The phones of an ending."""
        return tuple(Phone(symbol, 0, self.locale) for symbol in symbols.split())


_Way = Callable[[_Written], tuple[Phone, ...] | None]


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
    return _first(
        (_with_es, _genitive_of_name, _adjective_of_name, _ability, _with_ending), _Written(word, locale, alone)
    )


def verb_form(word: str, locale: str, alone: Callable[[str], tuple[Phone, ...]]) -> tuple[Phone, ...] | None:
    """Phones of a form of a verb of the dictionary by its infinitive: a present participle (niesenden), the first
    person of a verb in -eln (bügle), and the other persons of one whose phones stand there (umarmst); else None.

    Args:
        word: as written.
        locale: BCP-47 tag.
        alone: phones of one word by itself.
    """
    return _first((_present_participle, _first_person, _finite), _Written(word, locale, alone))


def _first(ways: tuple[_Way, ...], written: _Written) -> tuple[Phone, ...] | None:
    """What the first way gives that reads the word."""
    return next((phones for phones in (way(written) for way in ways) if phones is not None), None)


def _with_es(written: _Written) -> tuple[Phone, ...] | None:
    """gibt's, war's: the word and a short es, or the s of a genitive; t and s are one sound."""
    match = _SHORT_ES.fullmatch(written.word)
    if not match:
        return None
    phones = written.alone(match[1])
    if phones and phones[-1].symbol == "t":
        return (*phones[:-1], *written.unstressed("t͡s"))
    return (*phones, *written.unstressed("s"))


def _genitive_of_name(written: _Written) -> tuple[Phone, ...] | None:
    if not written.is_capital or not _OWNED.search(written.word):
        return None
    return (*written.alone(written.word[:-1]), *written.unstressed("s"))


def _adjective_of_name(written: _Written) -> tuple[Phone, ...] | None:
    match = _OF_A_NAME.fullmatch(written.word) if written.is_capital else None
    if not match:
        return None
    name = dictionary.look_up(match[1], written.locale) or lexicon.look_up(match[1], written.locale)
    return (*name, *written.unstressed(f"ʃ {_ENDINGS[match[2]]}")) if name else None


def _ability(written: _Written) -> tuple[Phone, ...] | None:
    match = _ABLE.fullmatch(written.word)
    if not match:
        return None
    return (*written.alone(match[1].lower()), *written.unstressed("k aɪ t ə n" if match[2] else "k aɪ t"))


def _with_ending(written: _Written) -> tuple[Phone, ...] | None:
    """A stem of the dictionary with the shortest ending that leaves one."""
    for length in (1, 2, 3, 5):
        stem, ending = written.word[:-length], written.word[-length:]
        if len(stem) < _MIN_STEM or ending not in _ENDINGS or (ending == "t" and stem.endswith(("d", "t"))):
            continue  # Gebhardt is no form of Gebhard
        phones = _stem(written, stem, ending)
        if phones is not None:
            return _attach(phones, stem, _ENDINGS[ending].split(), written.locale)
    return None


def _stem(written: _Written, stem: str, ending: str) -> tuple[Phone, ...] | None:
    """The phones of what stands before an ending that it can have, None if it is no word of ours."""
    phones = dictionary.look_up(stem, written.locale)
    if phones is None and written.is_capital and ending == "s":
        phones = lexicon.look_up(stem, written.locale)  # the genitive of a name (Trumps)
    if phones is not None:
        return phones
    if written.is_capital:
        woman = ending in ("in", "innen") and stem.endswith(_PERSONS)  # Schwimmerinnen
        inflected = woman or ending in ("s", "e") or (ending == "n" and _NOUN_BEFORE_N.search(stem) is not None)
    else:
        participle = stem.endswith("en") and written.word.islower()  # erschlagenen
        inflected = participle and ending in _OF_ADJECTIVES
    return written.alone(stem) if inflected and written.known(stem) else None


def _present_participle(written: _Written) -> tuple[Phone, ...] | None:
    match = _PARTICIPLE.fullmatch(written.word.lower())
    if not match or match[1].endswith("ieren") or not written.known(match[1]):
        return None
    return (*written.alone(match[1]), *written.unstressed(_PARTICIPLE_ENDS[match[2]]))


def _first_person(written: _Written) -> tuple[Phone, ...] | None:
    """bügle: the infinitive's l goes before its ə, and its n is gone."""
    match = _FIRST_PERSON.fullmatch(written.word)
    if not match or not written.known(f"{match[1]}eln"):
        return None
    phones = written.alone(f"{match[1]}eln")
    if [phone.symbol for phone in phones[-3:]] != ["ə", "l", "n"]:
        return None
    return (*phones[:-3], phones[-2], *written.unstressed("ə"))


def _finite(written: _Written) -> tuple[Phone, ...] | None:
    """umarmst: the infinitive without -en, and the ending of the person, the shortest that leaves a verb."""
    word, locale = written.word, written.locale
    if _LOAN_VERB.fullmatch(word):
        word = word.lower()
    if not word.islower():
        return None
    for length in range(len(word) - 1, _MIN_STEM - 1, -1):
        ending = _FINITE_ENDS.get(word[length:])
        infinitive = dictionary.look_up(f"{word[:length]}en", locale) if ending else None
        if ending and infinitive and [phone.symbol for phone in infinitive[-2:]] == ["ə", "n"]:
            last = _closed(infinitive[-4:-2]) if ending[0] in "ts" else infinitive[-3]
            return (*infinitive[:-3], last, *written.unstressed(ending))
    return None


def _closed(end: tuple[Phone, ...]) -> Phone:
    """The last of two phones as it is said before a t or s: without voice, r as a vowel behind a long one."""
    before, last = end
    symbol = "ɐ̯" if last.symbol == "ʁ" and "ː" in before.symbol else _DEVOICED.get(last.symbol, last.symbol)
    return Phone(symbol, last.stress, last.locale)


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
