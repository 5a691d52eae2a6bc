"""German words that are known: the lists of what is often cut short, and the nouns and words of the dictionary."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from frontend.normalize.patterns import regex
from frontend.tables import keys_beginning, line_of, read_bytes, read_words

if TYPE_CHECKING:
    from frontend.normalize.locales.language import Language

FIRST_PART = 4
"""So many letters the first part of a compound has at least; that of a known one may have one less."""
LINKS = ("", "s", "n", "en", "es")
"""What may stand between the parts of a compound."""
LEAST = 5
"""So many letters of a noun of the dictionary must be there."""
_LISTS = ("cut_words.txt", "cut_words_rarer.txt")
"""The second is asked where the first has nothing that begins so."""
_MISSING = 3
"""So many letters must be missing: "Kaltenbrunn." is no "Kaltenbrunner"."""
_MOST_FORMS = 24
_ENDING = regex("(?:en|e|er|n|s)$")
_LONGEST_ENDING = 3
"""Of the forms of a noun: "ern", "es"."""


@cache
def _words(name: str, nouns: bool) -> tuple[str, ...]:
    """The nouns or the adjectives of a list, in lower case, sorted."""
    return tuple(sorted(word.lower() for word in read_words(name) if word[0].isupper() == nouns))


@cache
def _dictionary(tag: str) -> bytes:
    return read_bytes(tag, "dictionary")


@lru_cache(maxsize=2048)
def is_word(tag: str, letters: str) -> bool:
    """Whether the letters are a word of the dictionary, which ends its sentence."""
    spellings = {letters, letters.lower(), letters.capitalize()}
    return any(line_of(_dictionary(tag), spelling.encode()) is not None for spelling in spellings)


def is_known(language: Language, stem: str) -> bool:
    """Whether letters in lower case are a word, or one that is linked to the next part of a compound."""
    stems = [stem.removesuffix(joint) for joint in LINKS if stem.endswith(joint)]
    known = (known for known in stems if len(known) >= FIRST_PART - 1)
    return any(s in language.word_ranks or s in language.nouns or is_word(language.tag, s) for s in known)


def completion(tag: str, nouns: bool, letters: str, rarer: bool = True) -> str:
    """The only word of its kind that begins with `letters` and goes on, "" if there is none or more than one.

    Of words that begin with one another the shortest is meant: "Versich." is no "Versicherungsnehmer". The list of
    those that are cut short less often is asked where the other has none, unless it is not `rarer`.
    """
    found: list[str] = []
    for name in _LISTS if rarer else _LISTS[:1]:
        words = _words(f"{tag}/{name}", nouns)
        place = bisect_left(words, letters)
        found = found or [*takewhile(lambda word: word.startswith(letters), words[place : place + _MOST_FORMS])]
    first = found[0] if found else ""  # in order, the shortest comes first
    return first if len(first) > len(letters) + 1 and all(word.startswith(first) for word in found) else ""


@lru_cache(maxsize=512)
def family(tag: str, letters: str) -> tuple[str, ...]:
    """The forms of the only noun that begins so, the shortest first."""
    if len(letters) < LEAST:
        return ()
    keys = keys_beginning(_dictionary(tag), letters.encode(), _MOST_FORMS)
    forms = sorted((key for key in keys if key.istitle() and key.isalpha()), key=len)
    if not forms or len(forms) == _MOST_FORMS or len(forms[0]) < len(letters) + _MISSING:
        return ()
    stem = _ENDING.sub("", forms[0])
    several = any(not form.startswith(stem) or len(form) > len(stem) + _LONGEST_ENDING for form in forms)
    return () if several or len(stem) < len(letters) else tuple(forms)


@lru_cache(maxsize=512)
def is_entry(tag: str, spelling: str) -> bool:
    """Whether the dictionary has a word in this spelling."""
    return line_of(_dictionary(tag), spelling.encode()) is not None


def is_noun(language: Language, letters: str) -> bool:
    """Whether letters in lower case, not few of them, are a noun of the dictionary."""
    return len(letters) >= LEAST and is_entry(language.tag, letters.capitalize())


def is_noun_only(tag: str, letters: str) -> bool:
    """Whether the dictionary has letters in lower case with a capital alone."""
    return is_entry(tag, letters.capitalize()) and not is_entry(tag, letters)
