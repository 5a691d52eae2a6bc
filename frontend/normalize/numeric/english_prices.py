"""English prices that have no currency: of a menu, of a receipt, behind a word of a bill, or of so many of a thing."""

from __future__ import annotations

from frontend.normalize.amounts import measures
from frontend.normalize.numeric import continuations
from frontend.normalize.numeric.written import Written
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Number, Quantity

_PRICE_END = regex(r" ?(?:[|\n…;]|$|\.\.)| [/·•] | \. ?\.| {2,}| [A-Z](?:\n|$| {2,})")
_ANOTHER_DISH = regex(r", [A-Za-z][A-Za-z &'()-]{2,40} [0-9]{1,3}\.[0-9][05](?![0-9%])")
"""Behind a comma: "rump 17.95, steak pie 14.50"."""
_DISH_BEFORE = regex(r"[0-9]{1,3}\.[0-9][05], [A-Za-z][A-Za-z &'()-]{2,40} $")
_ITEM_BEFORE = regex(r"(?:[A-Za-z.)|/·•…] {1,3}|x[0-9] |[+])$")
_OTHER_ENTRY = regex(
    r"(?:[A-Za-z.)|/·•…] {1,3}[1-9][0-9]{0,2}\.[0-9][059](?: ?(?:[|\n…;]|$|\.\.)| [/·•] | \. ?\.| {2,})"
    r"|[+](?:[£$€][0-9]|[0-9]{2}p(?![a-z])))"
)
"""The price of another dish, or what something costs more."""
_FIRST_ALTERNATIVE = regex(r"(?<=[A-Za-z] )[0-9]+\.[0-9]+ / $")
_ALTERNATIVE = regex(r" / [0-9]+\.[0-9]+(?! /|[0-9])")
"""A number alone behind a slash makes no list: "average 3.50 / 4.00"."""
_BILL_END = regex(r"(?! ?[a-z%°]|[A-Z0-9]|[.,:/–-][0-9])")
_GAP = regex("[A-Za-z)] {4,}$")
"""The space of a receipt between an article and its price at the end of the line."""
_RECEIPT_LINE = regex("(?:^|\n)(?=[^\na-z]*[A-Z]{2})[^\na-z]*[A-Z0-9).] {2,}$")
"""A line of a receipt, in capitals, before the price at its end: "MILK 2% GAL  3.89"."""
_LEADER = regex(r"(?:\.{4,}| \.{3}| …|(?: \.){3,}) ?$")
"""Dots that lead from a dish to its price."""
_NEVER_PRICED = 10
"""So many words before, one may say that the numbers are no prices."""
_LINE = 60
_MENU = 160
"""So many characters around a price, another one of a menu may stand."""
_DISHES = 10
"""So many words before, a dish may stand."""
_LABEL_REACH = 5
"""So many words and marks before an amount, its label is looked for."""
_BETWEEN = regex("[:,(]|[0-9.]+%")
"""What may stand between a label and its amount: "Tax (7%): 14.98"."""
_OWED = frozenset(("amount", "amt", "total", "balance", "bal", "change"))
"""Words before "due" that make it one of a bill."""
_RECKONED = regex(
    r"(?<![\w.])[0-9]{1,4}(?:\.[0-9]{1,3})?(?: ?(?:lbs?|kg|oz|ea)\.?)? ?@ ?"
    r"(?:[$£]?[0-9]{1,4}(?:\.[0-9]{2})?(?: ?ea(?:ch|\.)?)?(?: ?= ?| {2,}))?$"
)


@continuations.rule("en")
@shapes(" |", "\n", "")
def of_menu(written: Written) -> Reading | None:
    """A price behind dots, or one of a list with bars or lines: "Soup .... 5.95", "Soup 5.95 | Chicken 14.95"."""
    cents = written.number.fraction or ""
    if not written.is_single or not 0 < len(cents) <= len("95"):
        return None
    if not (_is_billed(written) or _is_reckoned(written) or _is_listed(written)):
        return None
    cents = cents.ljust(len("95"), "0")
    whole = written.cardinal(int(written.number.digits))
    low = int(cents)
    spoken = f"{whole} {written.scan.language.numbers.two_digits(low)}" if low else whole
    if low and not int(written.number.digits):
        language = written.scan.language
        spoken = language.money(Quantity(Number("0", cents)), language.currencies[language.home_currency])
    sign = f"{written.scan.language.words['minus']} " if written.number.negative else ""
    return Reading(written.end, sign + spoken)


def _is_billed(written: Written) -> bool:
    """Whether it stands behind a word of a bill, or behind the share that a bracket tells of it: "Change 1.40"."""
    scan, exact = written.scan, len(written.number.fraction or "") == len("95")
    if not exact or not written.start or not _BILL_END.match(scan.text, written.end):
        return False
    if measures.unit_after(scan, written.end):
        return False  # "in total 4.25 Mbps"
    before = [entry.rstrip(".") for entry in scan.lefts(_LABEL_REACH) if not _BETWEEN.fullmatch(entry)]
    label, other = (*before, "", "")[:2]
    return label in written.cues("billed") and (label != "due" or other in _OWED)


def _is_reckoned(written: Written) -> bool:
    """Whether it is the price of each of several, or of all of them behind it: "2 @ 1.99   3.98"."""
    exact = len(written.number.fraction or "") == len("95")
    begin = max(0, written.start - _LINE)
    return exact and _RECKONED.search(written.scan.text, begin, written.start) is not None


def _is_listed(written: Written) -> bool:
    """Whether dots lead to it, or a dish stands before and another price of the same kind is near."""
    text, start, end = written.scan.text, written.start, written.end
    if _is_of_dishes(written):
        return True
    if not _PRICE_END.match(text, end):
        return False
    if _LEADER.search(text, max(0, start - 8), start):
        return True
    if not written.cues("never priced").isdisjoint(written.scan.lefts(_NEVER_PRICED)):
        return False
    cents = written.number.fraction or ""
    if len(cents) == len("95") and _RECEIPT_LINE.search(text, max(0, start - _LINE), start):
        return True
    if len(cents) != len("95") or cents[1] not in "059":
        return False
    if _GAP.search(text, max(0, start - 12), start):
        return True
    alternative = _ALTERNATIVE.match(text, end)
    behind = alternative.end() if alternative else end
    before = _FIRST_ALTERNATIVE.sub("", text[max(0, start - _MENU) : start])
    around = before + text[behind : behind + _MENU]
    return _ITEM_BEFORE.search(text, max(0, start - 5), start) is not None and _OTHER_ENTRY.search(around) is not None


def _is_of_dishes(written: Written) -> bool:
    """Whether dishes stand before and another price of them beside it: "rump 17.95, steak pie 14.50"."""
    text, start = written.scan.text, written.start
    if written.cues("dishes").isdisjoint(written.scan.lefts(_DISHES)):
        return False
    before = _DISH_BEFORE.search(text, max(0, start - _LINE), start)
    return before is not None or _ANOTHER_DISH.match(text, written.end) is not None
