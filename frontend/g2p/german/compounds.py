"""German compounds, cut at words that are known to form them: Vertragsnummer is Vertrag, s, nummer.

espeak-ng reads a compound letter by letter across the seam (ʃlat͡s for Schlafzimmer); its parts alone it reads well.
A word that the dictionary knows is never cut. The known words are those of the dictionary and of
`data/de-DE/compound_words.txt`, which holds short ones and stems; linking letters are s, n, en, es and e.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from frontend.g2p import dictionary
from frontend.g2p.lexicon import look_up, stress_free
from frontend.tables import read_words
from frontend.types import Phone

_PLAIN_LINKS = ("", "n", "en")
_LINKING = ("", "s", "n", "en", "es", "e")
_ENDINGS = ("", "n", "en", "s", "es", "e", "er", "ern", "innen", "in")
_PREFIXES = frozenset(
    [
        "ab",
        "an",
        "auf",
        "aus",
        "bei",
        "durch",
        "ein",
        "empor",
        "fort",
        "heran",
        "her",
        "herab",
        "heraus",
        "herunter",
        "hin",
        "hinaus",
        "hinter",
        "hoch",
        "los",
        "mit",
        "nach",
        "nieder",
        "um",
        "un",
        "unter",
        "vor",
        "vorbei",
        "voraus",
        "weg",
        "weiter",
        "wieder",
        "zu",
        "zurück",
        "zusammen",
        "über",
    ]
)
_NO_FIRST = frozenset(
    [
        "vers",
        "verb",
        "hint",
        "moder",
        "kartes",
        "sara",
        "somali",
        "erst",
        "gest",
        "sich",
        "ends",
        "holst",
        "warst",
        "radie",
        "alber",
        "eise",
        "aussens",
    ]
)
_NO_LAST = re.compile(
    r"end(e[nrsm]?)?|isch(e[nrsm]?)?|scher?|inn?(en)?|ingen|er(weise|geht|fuhr)|ehrte|ern?|est|offenen|tand|ehen|ale[nrsm]?|[lt]ina"
)
"""Letters that look like a word but are the end of another one (schlagende, Leserinnen)."""
_DOUBLE_PREFIX = re.compile("aus|ab|an|auf|ein|um|unter|über")
"""Behind her and hin these are a part of the prefix (heraus-bringen)."""
_BOUND_S = ("ung", "heit", "keit", "schaft", "ion", "tät", "tum", "ling")
"""Endings that take a linking s: Gewohnheits-Tiere, not Gewohnheit-Stiere."""
_MIN_LENGTH = 3
_MIN_PREFIX = 2
_MIN_DICTIONARY_LENGTH = 4
_MIN_AFTER_PREFIX = 5
_MAX_LENGTH = 60


@cache
def _listed() -> frozenset[str]:
    return frozenset(word.casefold().replace("ß", "ss") for word in read_words("de-DE/compound_words.txt"))


def _is_word(written: str, locale: str) -> bool:
    """A known word in exactly this form."""
    if len(written) < _MIN_LENGTH:
        return False
    if written.replace("ß", "ss") in _listed():
        return True
    return len(written) >= _MIN_DICTIONARY_LENGTH and (
        look_up(written, locale) is not None or dictionary.knows(written, locale)
    )


def _is_last(written: str, first: str, locale: str) -> bool:
    if _NO_LAST.fullmatch(written) and not (written.startswith("ende") and first.endswith(("s", "en"))):
        return False
    if first.endswith(_BOUND_S) and written.startswith("s") and _is_word(written[1:], locale):
        return False
    if first in _PREFIXES and len(written) < _MIN_AFTER_PREFIX:
        return False
    if _is_word(written, locale):
        return True
    return any(
        written.endswith(ending) and written[: len(written) - len(ending)].replace("ß", "ss") in _listed()
        for ending in _ENDINGS
        if ending
    )


def _is_first(written: str, rest: str, links: Sequence[str], locale: str) -> bool:
    if written in _NO_FIRST or (written in {"her", "hin"} and _DOUBLE_PREFIX.match(rest)):
        return False
    if written in _PREFIXES or _is_word(written, locale):
        return True
    return any(
        _is_word(written[: len(written) - len(link)], locale) for link in links if link and written.endswith(link)
    )


def split(word: str, locale: str) -> tuple[str, ...]:
    """The parts of a compound, linking letters kept on the part before; () for a word that is none."""
    written = word.lower()
    if "-" in written:
        rest = written.removeprefix("e-mail-")
        parts = tuple(part.capitalize() for part in rest.split("-") if part)
        return parts if rest == written else ("E-Mail", *parts)
    if not 2 * _MIN_LENGTH < len(written) <= _MAX_LENGTH or written.replace("ß", "ss") in _listed():
        return ()
    return tuple(part.capitalize() for part in _split(written, locale))


@cache
def _split(written: str, locale: str) -> tuple[str, ...]:
    """The fewest parts; among those with equally many, the longest last one (Chef-etage before Chefe-tage)."""
    cuts = range(_MIN_PREFIX, len(written) - _MIN_LENGTH + 1)
    for links in (_PLAIN_LINKS, _LINKING):
        for cut in cuts:
            if _is_first(written[:cut], written[cut:], links, locale) and _is_last(
                written[cut:], written[:cut], locale
            ):
                return (written[:cut], written[cut:])
    for cut in cuts:
        if len(written) - cut > 2 * _MIN_LENGTH and _is_first(written[:cut], written[cut:], _LINKING, locale):
            further = _split(written[cut:], locale)
            if further:
                return (written[:cut], *further)
    return ()


def join(parts: Sequence[tuple[Phone, ...]], word: str) -> tuple[Phone, ...]:
    """One word from its parts: the first keeps its primary stress, the others have secondary stress."""
    phones = list(parts[0])
    for part in parts[1:]:
        phones += stress_free(part, 1)
    return tuple(phones)
