"""French words of documents cut short as the field of their line tells: ``Purée, lég. 9 $``, ``Ferr. 31 µg/L``.

The table ``fields`` has the words of each field, the likelier first (`fields`). A line that tells no field, and a
sentence in which nothing else is cut short, are left to the other rules.
"""

from __future__ import annotations

from frontend.normalize.abbreviations import fields
from frontend.normalize.abbreviations.rules import Site
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan

_FIELD_BEFORE = regex(r"(?:^|[-–—|•·/(:;,.\n»]|[0-9$%] ?) ?$")
"""Where a capital begins the entry of a document."""
_VALUES = frozenset("0123456789:")
_SHORTEST = 3
_VOWELS = "aeiouy"
_REST = 2
"""So many letters a full stop stands for at least."""


def in_field(scan: Scan, position: int, letters: str) -> Reading | None:
    """What letters at `position` that no table has are short for in the field of documents that the line is of."""
    lower, end = letters.lower(), position + len(letters) + 1
    if "fr" not in scan.language.lineage or len(lower) < _SHORTEST or not _stands_cut(scan, position, letters):
        return None
    language = scan.language
    if lower in language.word_ranks or lower in language.nouns or lower in language.cues["words of their own"]:
        return None
    found = fields.meaning(language.tag, scan.text, position, letters)
    if found is None or not found.begun or len(found.word) < len(lower) + _REST:
        return None
    if scan.ends_here(end) and not found.cuts:
        return None  # a sentence ends with a word that nobody knows
    site = Site(scan, position, end)
    word = language.plural_word(found.word) if found.several else found.word
    heads = scan.text[end : end + 2].strip()[:1] in _VALUES  # "Séq. 004 417", the label of what follows
    spoken = word if heads else language.agreeing(scan, word, site.word_after)
    return Reading(end, spoken.capitalize() if letters[0].isupper() else spoken, scan.is_end(end))


def _stands_cut(scan: Scan, position: int, letters: str) -> bool:
    """Whether letters may be cut short: they end where a word goes on, and are no name."""
    named = not letters.islower() and not (letters.istitle() and _FIELD_BEFORE.search(scan.text, 0, position))
    return not named and letters[-1].lower() not in _VOWELS and not scan.character(position - 1).isalnum()
