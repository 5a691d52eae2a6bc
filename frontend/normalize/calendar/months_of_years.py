"""A month and a year in digits, without the day: "06/2024", "exp. 11/28", "TÜV 08/26".

A rule is one small function that explains itself; the first that answers is used.
"""

from __future__ import annotations

from frontend.normalize.calendar.date_starts import Start
from frontend.normalize.calendar.months import is_valid
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Reading
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Date
from frontend.tables import word_set

_MONTH_YEAR = regex(r"(0?[1-9]|1[0-2])/((?:19|20)\d{2})(?![\d/])")
_DOTTED_MONTH_YEAR = regex(r"(0[1-9]|1[0-2])\.((?:19|20)\d{2})(?![\d/]|[.,]\d)")
"""Where a full stop is no decimal mark: "haltbar bis 08.2026"."""
_EXPIRY = regex(r"(0[1-9]|1[0-2])/([0-4]\d)(?![\d/])")
_YEAR_AND_MONTH = regex(r"(20[2-4]\d)-(0[1-9]|1[0-2])(?![\w-]|[.,]\d)")
_BARE_EXPIRY = regex(r"([1-9])/([2-4]\d)(?![\d/])")
_DOTTED_EXPIRY = regex(r"(0[1-9]|1[0-2])\.([2-4]\d)(?![\d.]|[ \u00a0]?(?:Uhr|h)\b)")
_BUILT = regex(r"([1-9]|1[0-2])/([0-2]\d)(?![\d/])")
_FIRST_EXPIRY = 20
"""What expires does so in a year from here on; what was built may be older."""
_CONSUMED = word_set("consumir consúmase consumase consúmalo úsese usar preferente preferentemente pref.")
"""Words of Spanish packages before "antes de"."""
_EXPIRES = word_set("exp expires expiring expiry expiration thru until")
_BETWEEN = frozenset((":", "date", "end", "of", "is"))
"""Words between what expires and when it does."""
_CARD_REACH = 14
"""So many words to the left, what expires is looked for."""

RULES: Rules[Start, Reading] = Rules()
rule = RULES.add


@rule()
@shapes("0/0")
def month_and_year(start: Start) -> Reading | None:
    """A month and a year, but no law: "06/2024", "antes del 03/2027", but "Ley 8/2023"."""
    match = start.match(_MONTH_YEAR)
    numbered = match is not None and match[1][0] != "0" and start.left in start.cues("act")
    if not match or numbered:
        return None
    month = "mes de " if start.left in ("el", "del", "al") and "es" in start.language.lineage else ""
    return Reading(match.end(), month + start.say(Date(None, int(match[1]), int(match[2]))))


@rule("de")
@shapes("0.0")
def dotted_month_and_year(start: Start) -> Reading | None:
    """A month and a year with a full stop: "haltbar bis 08.2026", "09.2015–07.2019 Studium"."""
    match = start.match(_DOTTED_MONTH_YEAR)
    return Reading(match.end(), start.say(Date(None, int(match[1]), int(match[2])))) if match else None


@rule()
@shapes("0/0", "0.0")
def expiry(start: Start) -> Reading | None:
    """A month and a short year behind what expires or was built: "TÜV 08/26", "EZ 04/19"."""
    match = start.match(_EXPIRY)
    announcing = _announcing(start)
    if not match and len(announcing) > len("seit"):
        match = start.match(_BARE_EXPIRY)  # "Stand 5/25"
    if not match and announcing in start.cues("registration"):
        match = start.match(_BUILT)  # "EZ 6/19"
    if not match and start.language.dotted_dates:
        match = start.match(_DOTTED_EXPIRY)  # "MHD 05.26"
    until = start.left == "bis" and not start.scan.left(2)[-1:].isdecimal()  # "außer Betrieb bis 12/25"
    ending = until and match is not None and int(match[2]) > _FIRST_EXPIRY + 3
    if not match or not (ending or announcing.rstrip(".") in start.cues("expiring")):
        return None
    if int(match[2]) < _FIRST_EXPIRY and announcing.rstrip(".") not in start.cues("built"):
        return None
    return Reading(match.end(), start.say(Date(None, int(match[1]), 2000 + int(match[2]))))


def _announcing(start: Start) -> str:
    """The word before, or before a colon; of Spanish "consumir antes de" the first."""
    scan = start.scan
    labelled = start.left in (":", "bis")
    if scan.lefts(5)[labelled : labelled + 2] == ("de", "antes") and not _CONSUMED.isdisjoint(scan.lefts(5)):
        return "vence"
    return scan.left(2) if labelled else start.left.partition(" ")[0]  # "expire le"


@rule("fr")
@shapes("0-0")
def year_and_month(start: Start) -> Reading | None:
    """A year and a month behind what expires: "Exp. : 2027-03"."""
    announcing = start.scan.left(2) if start.left == ":" else start.left
    match = start.match(_YEAR_AND_MONTH) if announcing.rstrip(".") in start.cues("expiring") else None
    return Reading(match.end(), start.say(Date(None, int(match[2]), int(match[1])))) if match else None


@rule("en")
@shapes("0/0")
def card_expiry(start: Start) -> Reading | None:
    """A month and a short year of a card or a medicine: "Visa, exp. 11/28", "Valid thru 08/27"."""
    match = start.match(_EXPIRY)
    announcing = next((entry for entry in start.scan.lefts(4) if entry not in _BETWEEN), "")
    carded = start.left == "thru" and start.scan.left(2) == "valid"
    carded = carded or not start.cues("carded").isdisjoint(entry.strip(".,") for entry in start.scan.lefts(_CARD_REACH))
    announced = announcing.rstrip(".:") in _EXPIRES and carded
    return (
        Reading(match.end(), start.say(Date(None, int(match[1]), 2000 + int(match[2]))))
        if match and announced
        else None
    )


@rule("en-GB")
@shapes("0/0")
def tested_until(start: Start) -> Reading | None:
    """A month and a short year up to which a car is tested or something is valid: "MOT'd to 11/26"."""
    match = start.match(_EXPIRY) or start.match(_BARE_EXPIRY)
    valid = not start.cues("valid until").isdisjoint(entry.strip(".,:") for entry in start.scan.lefts(4))
    if not match or not valid or int(match[2]) <= _FIRST_EXPIRY or is_valid(int(match[1]), int(match[2])):
        return None
    return Reading(match.end(), start.say(Date(None, int(match[1]), 2000 + int(match[2]))))
