"""English words of which only the consonants are written: ``Chldrn. free``, ``lthr. seats``, ``shpmt. 2 of 3``.

Nobody makes anything of the names of the letters. The word is the common one with just these consonants, if no other
with the same is nearly as common. A y inside is a vowel: "Bryn."
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan

if TYPE_CHECKING:
    from frontend.normalize.locales.language import Language

_WRITTEN = regex("((?![AEIOUaeiou])[A-Za-z][b-df-hj-np-tv-xz]{2,8}[b-df-hj-np-tv-z])\\.(?![\\w.])")
_VOWELS = regex("(?<=.)[aeiou]")
_DOUBLE = regex(r"(.)\1")
_FAR_MORE = 2
"""The rank of a word that is far more common than another is that part of the other's."""
_SHORTEST = 4
_COMMON = 4000
"""The rank of a word of which only so few letters are written: "lvls", but no "diverse" from "dvrs"."""


def recognise(scan: Scan, position: int) -> Reading | None:
    """The word whose consonants stand at `position` with a full stop behind them."""
    written = _WRITTEN.match(scan.text, position)
    if not written or scan.character(position - 1).isalnum():
        return None
    word = word_of(scan.language, written[1].lower())
    if not word:
        return None
    spoken = word.capitalize() if written[1][0].isupper() else word
    return Reading(written.end(), spoken, not scan.text[written.end() : written.end() + 2].strip())


def word_of(language: Language, consonants: str) -> str:
    """The common word of which only these letters are written, "" if there is none."""
    if consonants in language.word_ranks:
        return ""  # "rhythm", "hmm"
    return _words(language).get(_DOUBLE.sub(r"\1", consonants), "")


@cache
def _words(language: Language) -> dict[str, str]:
    """Consonants to the word that has them, "" where two words are nearly as common."""
    ranks: dict[str, list[int]] = {}
    words: dict[str, str] = {}
    for word, rank in language.word_ranks.items():
        bare = _DOUBLE.sub(r"\1", _VOWELS.sub("", word))
        if len(bare) < _SHORTEST or len(bare) == len(word):
            continue
        if not ranks.get(bare) or rank < ranks[bare][0]:
            words[bare] = word
        ranks[bare] = sorted([*ranks.get(bare, ()), rank])
    return {
        bare: word
        for bare, word in words.items()
        if (len(ranks[bare]) == 1 or ranks[bare][0] * _FAR_MORE <= ranks[bare][1])
        and (len(bare) > _SHORTEST or ranks[bare][0] <= _COMMON)
    }
