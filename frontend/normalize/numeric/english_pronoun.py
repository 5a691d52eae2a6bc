"""The English word "I" behind a word that numerals follow: "the book I read", but "type I diabetes"."""

from __future__ import annotations

from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan
from frontend.tables import word_set

_BEFORE = regex("(?<![A-Za-z'])[a-z]{3,12} $")
"""A word in lower case, as parts of books and seasons seldom are before their number."""
_REACH = 16
_BEHIND = regex("I(?:'(?:m|d|ve|ll)(?![a-z])| ([a-z']{2,}))")
_RANKED = word_set("type types class phase stage stages grade category level world figure table")
"""Behind these, a number stands before what it ranks: "class I drugs"."""
_OF_NUMBER = word_set("of and or to through in is are for at on by with scene versus vs")
_VERBS = word_set(
    "am have had was were will would can could shall should may might must do did don't didn't won't can't couldn't "
    "need needed want wanted like liked love loved hate hated think thought know knew see saw use used get got make "
    "made feel felt say said prefer preferred always never usually often really just also still ever only actually"
)
"""What people say of themselves behind a word that ranks."""


def is_pronoun(scan: Scan, position: int) -> bool:
    """Whether the capital I at `position` of an English text is the speaker and no numeral."""
    if scan.text[position] != "I" or not scan.language.tag.startswith("en"):
        return False
    behind = _BEHIND.match(scan.text, position)
    if not behind or not scan.is_behind(_BEFORE, position, _REACH):
        return False
    following = behind[1]
    if following is None:
        return True
    return following in _VERBS if scan.left() in _RANKED else following not in _OF_NUMBER
