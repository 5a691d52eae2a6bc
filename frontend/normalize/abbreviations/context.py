"""Rules that a row of the table writes itself: the words that stand near the abbreviation.

A row may add to the name of a rule, or have instead of one, the words that tell its meaning, each behind a mark:
``<cour`` stands right before, ``>libre`` or ``>:`` right behind, ``~salaire`` among the words around. One of them is
enough; the rule, if there is one, must hold too, and no word may stand right before that has the mark ``!``: with
``!le`` "le toit. 2019" ends a sentence. A name behind ``@`` is a cue of the locale and stands for all its
words (``<@body``, an underscore for a space), so that what several rows ask for is written once.
"""

from __future__ import annotations

from functools import cache

from frontend.normalize.abbreviations.rules import Agreement, Rule, Site
from frontend.normalize.patterns import regex

NAME = "context"
"""Of all these rules."""
_MARKS = "<>~!"
_CUE = "@"
_BEFORE = 12
"""So many words before are around."""
_BEHIND = 60
"""So many characters behind are around."""
_NUMBER = regex("[0-9]{1,6}")


def split(cell: str) -> tuple[str, str]:
    """The name of the rule in a cell, "" if there is none, and the words of its context, "" if there are none."""
    name, _, words = ("", "", cell) if cell.startswith(tuple(_MARKS)) else cell.partition(" ")
    return name, words


class _Words:
    """The words of a row behind one mark.

    Args:
        words: of all marks.
        mark: one of them.
    """

    __slots__ = ("_cues", "_listed")

    def __init__(self, words: str, mark: str) -> None:
        named = [word[1:] for word in words.split() if word[0] == mark]
        self._listed = frozenset(word for word in named if word[0] != _CUE)
        self._cues = tuple(word[1:].replace("_", " ") for word in named if word[0] == _CUE)

    def __bool__(self) -> bool:
        return bool(self._listed or self._cues)

    def are_among(self, site: Site, found: set[str]) -> bool:
        """Whether one of them is among those that stand at `site`."""
        return not self._listed.isdisjoint(found) or any(not site.cues(cue).isdisjoint(found) for cue in self._cues)


@cache
def rule_of(words: str, rule: Rule | None) -> Rule:
    """The rule that holds where one of `words` stands (``"<cour >arrière"``) and `rule` holds.

    Raises:
        ValueError: a word has no mark.
    """
    unmarked = [word for word in words.split() if word[0] not in _MARKS or len(word) < 2]
    if unmarked:
        raise ValueError(f"{unmarked[0]!r} has no mark; words of a context are <before, >behind, ~near or !not before")
    before, behind, around, never = (_Words(words, mark) for mark in _MARKS)
    anywhere = not (before or behind or around)

    def stands(site: Site) -> bool:
        if never and never.are_among(site, {_bare(site.left())}):
            return False
        if anywhere:
            return True
        if before and before.are_among(site, _last(site)):
            return True
        if behind and behind.are_among(site, _next(site)):
            return True
        return bool(around) and around.are_among(site, _around(site))

    if rule is None:
        return Rule(NAME, stands, agrees=_agreeing)
    agrees: Agreement = rule.agrees or _agreeing
    return Rule(NAME, lambda site: rule.holds(site) and stands(site), rule.closing, rule.capitals, rule.glued, agrees)


def _agreeing(site: Site, spoken: str) -> str:
    return site.scan.language.agreeing(site.scan, spoken, site.word_after)


def _bare(entry: str) -> str:
    """The last word of an entry ("3 sem." is one) without its full stop and an elided word before it."""
    return (entry.rpartition("'")[2] or entry).rpartition(" ")[2].rstrip(".")


def _last(site: Site) -> set[str]:
    """The word before, as it is written and, if it is cut short, as it is spoken: "clin. dent.", "clinique dent."."""
    written = site.left()
    return {_bare(written), _bare(site.scan.spoken.lower())} if written.endswith(".") else {_bare(written)}


def _next(site: Site) -> set[str]:
    """The word behind, with its apostrophe if it is elided, the number and its first digit, or the mark."""
    word = site.word_after.lower()
    if not word:
        number = _NUMBER.match(site.scan.text, site.scan.skip_spaces(site.end))
        return {site.following[:1], number.group() if number else ""}
    return {word + "'" * (site.scan.character(site.scan.skip_spaces(site.end) + len(word)) == "'")}


def _around(site: Site) -> set[str]:
    ahead = site.scan.text[site.end : site.end + _BEHIND].lower().split()
    return {_bare(entry) for entry in site.scan.lefts(_BEFORE)} | {_bare(entry.strip(".,:;()")) for entry in ahead}
