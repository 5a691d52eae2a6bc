"""Rules for parts of speech behind the headword of a dictionary."""

from __future__ import annotations

from frontend.normalize.abbreviations.rules import Closing, Site, rule
from frontend.normalize.patterns import regex

_HEADWORD = regex(r"(?:^|\n|[.:] )[\"'(]{0,2}[A-Za-z][\w' /-]{1,40}[\"')]{0,2}, (?:[1-9]\. ?)?$")
_ENTRY = regex(r":|;| ?\n|$| ?\(?[/A-Z0-9\"']|,? (?:&|and|or) (?:v|n|adj|adv)\.")
_REACH = 48


@rule(Closing.NEVER)
def of_headword(site: Site) -> bool:
    """Behind the headword of a dictionary and a comma, before what it means: "scribble, n.: a note in haste"."""
    after_comma = site.left() == "," and _HEADWORD.search(site.before(_REACH)) is not None
    return after_comma and site.precedes(_ENTRY)
