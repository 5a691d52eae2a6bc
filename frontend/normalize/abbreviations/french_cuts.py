"""French words cut short at any length: ``clign.``, ``clignot.``, ``calib.``.

The table ``abbreviations`` names the usual lengths. What it says in full, and the words of the cue "cut short", are the
words that people cut short, and two of them rarely begin alike where French cuts them: between a consonant and a vowel.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from frontend.normalize.abbreviations.rules import Site
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan

if TYPE_CHECKING:
    from frontend.normalize.locales.language import Language

_CUT = regex(r"([^\W\d_]{3,14})\.(?= ?[a-zà-ÿ0-9(%$|•±+–-]| [A-Z](?![\w'.])|[,;)/]| ?: )")
"""A cut word and its full stop, with which no sentence ends."""
_VOWELS = frozenset("aeiouyàâäéèêëîïôöùûüœ")
_SEVERAL = frozenset(("les", "des", "aux", "ces", "nos", "vos", "ses", "leurs"))
_ONE = {"le": "m", "un": "m", "du": "m", "au": "m", "ce": "m", "la": "f", "une": "f", "cette": "f"}
_OPENING = frozenset("|•/:-–")
_WORD = regex(r"[^\W\d_]{5,24}")
_REST = 2
"""So many letters a full stop stands for at least."""


def recognise(scan: Scan, position: int, letters: str) -> Reading | None:
    """The one word that `letters` at `position` are the beginning of, in the form that the words around ask for."""
    language = scan.language
    cut = _CUT.match(scan.text, position) if language.tag.startswith("fr") else None
    if not cut or cut[1] != letters or letters.isupper() or scan.character(position - 1).isalnum():
        return None
    lower = letters.lower()
    named = letters[0].isupper() and not _begins_entry(scan, position)
    whole = lower in language.word_ranks or lower in language.nouns or lower in language.cues["words of their own"]
    if named or whole or lower[-1] in _VOWELS:
        return None
    gender = _ONE.get(scan.left(), "")
    words = tuple(
        word for word in _words_of(language, lower) if not gender or language.classify_word(word) in ("", gender)
    )
    if not words:
        return None  # "le locat.", no "location"
    site = Site(scan, position, cut.end())
    adjectives = [word for word in words if word in language.cues["adjectives"]]
    nouns = words[: len(words) - len(adjectives)]
    meant = adjectives if adjectives and (not nouns or _describes(site)) else nouns
    if len(meant) != 1 or (not nouns and scan.left() in _SEVERAL):
        return None  # "les statist."
    word = meant[0]
    spoken = language.agreeing(scan, word, site.word_after)
    return Reading(cut.end(), spoken.capitalize() if letters[0].isupper() else spoken)


def _begins_entry(scan: Scan, position: int) -> bool:
    """Whether a capital says nothing about a name: at the start, or behind a mark between columns or fields."""
    return scan.at_sentence_start() or scan.text[max(0, position - 2) : position].strip() in _OPENING


def _describes(site: Site) -> bool:
    return bool(site.scan.language.described(site.scan)[0])


def _kind(language: Language, word: str) -> str:
    return "adjective" if word in language.cues["adjectives"] else "noun"


@cache
def _words(language: Language) -> tuple[str, ...]:
    """All words that are often cut short, sorted."""
    spoken = (word for word in language.abbreviations.spoken_words() if _WORD.fullmatch(word))
    return tuple(sorted({*spoken, *language.cues["cut short"]}))


@lru_cache(maxsize=4_000)
def _words_of(language: Language, letters: str) -> tuple[str, ...]:
    """Those that go on with a vowel behind `letters`, nouns first."""
    words = _words(language)
    found = []
    for index in range(bisect_left(words, letters), len(words)):
        word = words[index]
        if not word.startswith(letters):
            break
        if word[len(letters) : len(letters) + 1] in _VOWELS and len(word) >= len(letters) + _REST:
            found.append(word)
    found = [word for word in found if word.rstrip("sx") == word or word.rstrip("sx") not in found]
    return tuple(sorted(found, key=lambda word: _kind(language, word) == "adjective"))
