"""Abbreviations that no table has: ``raf. à 60``, completed where only one common word begins so.

A word in a sentence that goes on behind its full stop is cut short, and a listener makes nothing of "raf". It is
completed only if all common words that begin so are forms of one word; else it is left as it is.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from frontend.normalize.abbreviations.rules import Site
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan

if TYPE_CHECKING:
    from frontend.normalize.locales.language import Language

_CUT = regex(r"([^\W\d_]{4,12})\.(?= [a-zà-ÿ0-9(]|[,;)/]|: )")
_VOWELS = frozenset("aeiouyàâäéèêëîïíóôöòùûüúœ")
_ENDINGS = regex("(?:en|es|er|em|[aeo]s?|[nsx])$")
_STEM = 4


def recognise(scan: Scan, position: int, end: int) -> Reading | None:
    """The only common word that begins like the letters at ``[position, end)``, which a full stop cuts short."""
    language = scan.language
    cut = _CUT.match(scan.text, position) if language.completes_words else None
    if not cut or cut.end(1) != end or scan.character(position - 1).isalnum() or cut[1].isupper():
        return None
    letters = cut[1].lower()
    named = cut[1][0].isupper() and not language.capital_nouns and not scan.at_sentence_start()
    if named or letters[-1] in _VOWELS or letters in language.word_ranks or letters in language.nouns:
        return None
    forms = _completions(language, letters)
    if not forms:
        return None
    site = Site(scan, position, cut.end())
    word = _in_number(site, forms)
    return Reading(site.end, word.capitalize() if cut[1][0].isupper() else word)


def _in_number(site: Site, forms: tuple[str, ...]) -> str:
    """The plural behind a number above one, if the word has one; else the commonest form."""
    counted = site.left()[-1:].isdecimal() and site.left() != "1"
    return next((form for form in forms if form.endswith("s")), forms[0]) if counted else forms[0]


@cache
def _sorted_words(language: Language) -> tuple[str, ...]:
    return tuple(sorted(language.word_ranks))


@cache
def _completions(language: Language, letters: str) -> tuple[str, ...]:
    """The forms of the one common word that begins with `letters`, the commonest first; none if there are two."""
    words, ranks = _sorted_words(language), language.word_ranks
    forms: list[str] = []
    for index in range(bisect_left(words, letters), len(words)):
        if not words[index].startswith(letters):
            break
        forms.append(words[index])
    stems = {_stem(form) for form in forms}
    if len(stems) != 1 or _stem(letters) in stems or len(min(forms, key=len)) < len(letters) + 2:
        return ()
    return tuple(sorted(forms, key=lambda form: ranks[form]))


def _stem(word: str) -> str:
    ending = _ENDINGS.search(word)
    return word[: ending.start()] if ending and ending.start() >= _STEM else word
