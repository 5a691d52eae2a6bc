"""Pointed brackets around addresses, which are silent: "<jane@example.org>"."""

from __future__ import annotations

from frontend.normalize.marks.marks import Mark, rule
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading

_ADDRESS = regex("< ?(?=[^ <>@]{1,80}(?:@[^ <>@]{1,80}| (?:at|AT) ))(?=[^<>\n]{3,160}>)")


@rule("<")
def before_address(mark: Mark) -> Reading | None:
    """Before an address of mail or the number of a message: "<1997093.XAA05@example.org>"."""
    match = mark.match(_ADDRESS)
    return Reading(match.end(), "") if match else None
