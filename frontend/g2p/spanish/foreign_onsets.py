"""Names that begin with consonants no Spanish word begins with (Mladić, Gvardiol, Nkunku), of which espeak-ng names the
first letter: it is said before the rest of the name, or mute."""

from __future__ import annotations

import re
from collections.abc import Callable

from frontend.g2p.spanish.postlexical import prothetic_e
from frontend.types import Phone

Phones = tuple[Phone, ...]

_LOCALE = "es-US"
_ONSET = re.compile(
    "(?:B(?=[dghjkmnstvz])|D(?=[bdgklmnptvz])|F(?=[jkmnptv])|G(?=[bdjkmtvz])|H(?=[lmnrv])|K(?=[bdgjkmnpstvz])"
    "|L(?=[bdgkmnptv])|M(?=[dghjklprstvwzñ]|na)|N(?=[bdgjklprtvwz])|P(?=[dgjkmvz]|sh)|R(?=[bdgjklmnptvwz])|S(?=r[aeiou])"
    "|T(?=[bdgjkmnptv]|ch)|V(?=[bdgjkmnptvz])|X(?=[bdghklmnptv])|Z(?=[bdgjklmnprtvw]))(?=.{3})(?=[^aeiou]*[aeiouyáéíóúü])"
)
"""A letter before others that it makes no beginning of a Spanish syllable with."""
_POLISH = re.compile("(?<=^[KP])rz(?=[aeiouy])")
_SOUNDS = {"b": "b", "d": "d", "f": "f", "g": "ɡ", "k": "k", "l": "l", "m": "m", "n": "n", "p": "p", "r": "r", "s": "s",
           "v": "b", "x": "ʃ", "z": "s"}  # fmt: skip
_MUTE = frozenset("HT")
"""Tchouaméni, Hrvoje."""


def read(word: str, alone: Callable[[str], Phones]) -> Phones | None:
    """Phones of such a name; None of any other word.

    Args:
        word: as written.
        alone: gives the phones of another word in the same locale.
    """
    word = _POLISH.sub("sh", word)
    onset = _ONSET.match(word)
    if onset is None or not word[1:].islower():
        return None
    rest = alone(word[1:].capitalize())
    letter = word[0]
    mute = letter in _MUTE and word[1] in "rc"
    if mute or not rest:
        return rest
    return prothetic_e((Phone(_SOUNDS.get(letter.lower(), "t"), 0, _LOCALE), *rest), word)
