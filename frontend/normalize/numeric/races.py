"""Whether a text tells of horse races, where two numbers are odds and no day or fraction."""

from __future__ import annotations

from frontend.normalize.patterns import regex
from frontend.normalize.scan import Place

_REACH = 20
"""So many words to the left, a word of races is looked for."""
_BETWEEN = 3
"""So many words from the name of a course to the time of its race: "the 1.40 from Ludlow"."""
_OFF = regex("(?:1[0-2]|[1-9])[.:][0-5][0-9]")


def at_races(place: Place) -> bool:
    """Whether a word of races stands before, or a racecourse with a time of day."""
    if place.near("racing", _REACH):
        return True
    courses = place.cues("racecourses")
    if not courses:
        return False
    words = place.scan.lefts(_REACH + _BETWEEN)
    return any(
        word in courses and any(_OFF.fullmatch(time) for time in words[index : index + _BETWEEN + 1])
        for index, word in enumerate(words)
    )
