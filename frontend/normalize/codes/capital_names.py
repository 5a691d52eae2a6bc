"""Names of people in capitals: "NGUYEN THI HOA", "LI, WEI", "MARIA NG"."""

from __future__ import annotations

import re

from frontend.normalize.codes.letters import has_vowel, is_acronym
from frontend.normalize.locales.language import Language
from frontend.normalize.patterns import regex

_NAMES = regex(r"(?<![\w&.'/-])[A-Z][A-Z'-]*(?:[,.]? [A-Z][A-Z'-]*){1,4}(?![\w&/-])")
_TITLED = regex(r"(?:MRS?|MS|DR|PROF|REV)\. [A-Z]{2}")
_SHORT = 3
_TITLES = frozenset(("mr", "mrs", "ms", "dr", "jr", "sr", "st"))
_NAME = regex("[A-Z][A-Z'-]+")


def named(run: str, language: Language) -> str:
    """Words in capitals, with those beside a first name or a surname in small letters but for the first."""
    return _NAMES.sub(lambda names: _in_names(names.group(), language), run)


def _in_names(words: str, language: Language) -> str:
    known = language.cues.get("first names", frozenset()) | language.cues.get("surnames", frozenset())
    if known.isdisjoint(word.lower() for word in _NAME.findall(words)) and not _TITLED.match(words):
        return words
    known |= language.cues.get("short surnames", frozenset())
    return _NAME.sub(lambda name: _name(name, known, language), words)


def _name(match: re.Match[str], known: frozenset[str], language: Language) -> str:
    written = match.group()
    lower = written.lower()
    other = is_acronym(written, language)
    other = other or len(written) <= _SHORT or not has_vowel(written)
    return written if other and lower not in known | _TITLES else written.title().replace("'S", "'s")
