"""Ordinals: ``21st``, ``3.``, ``1er``, ``2.ª``."""

from __future__ import annotations

import re
from functools import cache

from frontend.normalize.locales.language import Language
from frontend.normalize.numbers import COUNTING, MAX_DIGITS, Form
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.values import Quantity

_UNTIL = regex("(?: ([A-F]))?[-–](?=[0-9]{1,3}\\.?(?:st|nd|rd|th|e|er|re|[dt]o|[ºª])(?![A-Za-z0-9]))")

_OF_ONE_MONTH = regex(
    "(?:(?:,| &| and| or)(?: and| &)? [1-3]?[0-9](?:st|nd|rd|th)){1,4}(?: of)? ([A-Z][a-z]{2,8})(?![a-z])"
)
"""Other days of the month behind the first one: "1st & 2nd Dec"."""


def verbalise(digits: str, language: Language, form: Form = COUNTING) -> str:
    """The ordinal of a digit string; too long ones are read digit by digit."""
    if len(digits) > MAX_DIGITS or not digits:
        return language.digits(digits)
    return language.numbers.ordinal(int(digits), form)


@cache
def _suffix(language: Language) -> re.Pattern[str]:
    return regex(language.ordinal_suffix)


def recognise_suffix(scan: Scan, start: int, quantity: Quantity, end: int) -> Reading | None:
    """An ordinal, from the suffix at `end` (German: the full stop, where context allows)."""
    number = quantity.low
    if number.fraction is not None or number.negative or quantity.high is not None:
        return None
    match = _suffix(scan.language).match(scan.text, end)
    if not match or number.value is None:
        return None
    suffix = match.group().strip()
    form = scan.language.ordinal_form(scan, start, match.end(), suffix)
    if form is None:
        return None
    spoken = scan.language.ordinal_with_suffix(number.value, form, suffix)
    dayed = scan.language.tag.startswith("en") and scan.left().rstrip(".") in scan.language.weekdays
    after = scan.word_after(match.end())
    listed = _OF_ONE_MONTH.match(scan.text, match.end()) if scan.language.tag.startswith("en") else None
    of_month = listed is not None and listed[1].lower() in scan.language.months  # "open on 1st & 2nd Dec"
    alone = dayed and after.lower() not in scan.language.months and (not after or after.islower())  # "on Sat 14th"
    if alone or (of_month and scan.left() != "the"):
        spoken = f"the {spoken}"
    until = _UNTIL.match(scan.text, match.end())
    if until:  # "1st-3rd grade", "2.º A-3.º C"
        group = f" {until[1]}" if until[1] else ""
        return Reading(until.end(), f"{spoken}{group} {scan.language.words['to']}")
    return scan.with_genitive(Reading(match.end(), spoken))  # "the 50th's on 8 Nov."
