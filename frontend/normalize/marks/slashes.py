"""What a slash stands for: rates, places of so many, fields of a line, divisions, and the sign itself."""

from __future__ import annotations

from frontend.normalize.marks import rates
from frontend.normalize.marks.marks import Mark, rule
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading

_CURRENCY = frozenset("$€£¥₹")
_PEOPLE = regex(" ?/ ?[0-9]{1,2} ?(?:pers|adultes|enfants|convives|portions)")
_ALL_DAYS = regex("7(?: ?j(?:ours)?)?(?: sur 7)?(?![\\w/]|[,.][0-9]| ?(?:[/$%]|j))")
_ROUND_THE_CLOCK = (" h", "\u00a0h", "\u202fh", "4h", " j", "\u00a0j", "\u202fj", "7j")
_COUNTED = regex("[0-9]{1,2} ?(?:nuits?|n)(?![a-z])")
_RANKED = regex("[0-9]{1,5}(?:e|er|re|ère|º|ª)")
_MINUTES_BEFORE = regex(r"\((?:[0-9]{1,3}\./?){1,6}$")
_MINUTES_REACH = 30
_OF_SO_MANY = regex("/[0-9]{1,3}(?:[ \u00a0,]?[0-9]{3})?(?![\\w/])")
_SWITCH = regex(r"/[A-Za-z?](?![\w/'])")
_FIELD_BEHIND = regex("[0-9]+ [^\\W\\d_]{2}")
_COUNT = regex("[0-9,]+")
_FORMULA = regex("[A-Za-z)] ?= ?[A-Za-zÄÖÜäöüß0-9 ()*×+-]{1,60} $")
_UNIT_BEFORE = regex(r"[a-z] \([A-Za-z]{1,4}\)[²³]? $")
_UNIT_BEHIND = regex(r"[a-z]{2,20} \([A-Za-z]{1,4}\)")
_FORMULA_REACH = 70
_LENGTH_BEFORE = regex("[0-9]{2,4} ?m ?$")
_GRAMS = regex("(?:25|50|100|150|200) ?g(?![\\w])")
"""What a ball of yarn weighs."""
_DECIMAL = regex(r"[0-9]+\.[0-9]+")
_OVEN = regex("[0-9] ?°?[CF] ?(?:fan)?$")
_OVEN_BEHIND = regex("/(?:(?:fan )?[0-9]{2,3} ?°?C(?![A-Za-z])|gas (?:mark )?[0-9½¼])")
_OVEN_REACH = 8
_WITH_COMMA = regex("[0-9]{1,4},[0-9]")
_OTHER_SIGN = regex(r"/ ?([-–−+])(?=[0-9])")
_SIGNED = regex(r"[-–−+][0-9]{1,4}(?:[.,][0-9]{1,4})? ?$")
_HIGHEST_MARK = regex(r"(?:5|10|12|20|25|50|100)(?![\w/%]|[.,][0-9]| ?[=+×])")
_RATED = regex(r"[0-9.]+(?! ?[a-z£$%]|[0-9.]| [/|])")
"""A number alone that no other column follows."""
_WITH_ARTICLE = regex("(?:eine[mnrs]?|ein|d(?:er|ie|as|em|en)) [A-ZÄÖÜ][a-zäöüß]")
_TOTAL = regex("[1-9][0-9]{0,3}(?![\\w/]|[.,][0-9])")
_ENCLOSED = {"(": ")", '"': '"', "'": "'", "«": "»"}
"""What may stand around a sign that is meant itself."""


@rule("/", "fr")
def round_the_clock(mark: Mark) -> Reading | None:
    """Hours of all hours: "24 h/24, 7 j/7"."""
    days = _ALL_DAYS.match(mark.scan.text, mark.operand) if mark.left[:2] == "24" else None
    if days:  # "24 h/7 j"
        return Reading(days.end(), "sur vingt-quatre, sept jours sur sept")
    counted = _COUNTED.match(mark.scan.text, mark.operand) is not None  # "3 j/2 n."
    timed = mark.left.rstrip(".")[-2:] in _ROUND_THE_CLOCK and mark.before_number and not counted
    return mark.word("over") if timed else None


@rule("/", "de")
def minutes(mark: Mark) -> Reading | None:
    """Between the minutes of goals and how they fell: "Abt (19./34.)", "Korwitz (48./FE)"."""
    scored = mark.before == "." and mark.scan.is_behind(_MINUTES_BEFORE, mark.position, _MINUTES_REACH)
    return Reading(mark.position + 1, ",") if scored else None


@rule("/")
def ranked(mark: Mark) -> Reading | None:
    """The place of so many: "81e/1 201"."""
    counted = _RANKED.fullmatch(mark.left) and _OF_SO_MANY.match(mark.scan.text, mark.position)
    return mark.word("out of") if counted else None


@rule("/")
def counted_out(mark: Mark) -> Reading | None:
    """One of a series, after a word such as "step": "paso 1 / 4"."""
    total = _TOTAL.match(mark.scan.text, mark.operand) if mark.spaced and mark.left.isdecimal() else None
    counted = total and int(mark.left) <= int(total.group()) and mark.scan.left(2) in mark.cues("out of")
    return mark.word("out of") if counted else None


@rule("/")
def tolerance(mark: Mark) -> Reading | None:
    """So much more or so much less: "25.00 +0.02/-0.01 mm"."""
    less = _OTHER_SIGN.match(mark.scan.text, mark.position)
    signed = less and mark.scan.is_behind(_SIGNED, mark.position, 12)
    if not less or not signed:
        return None
    return Reading(less.end(), f", {mark.language.words['plus' if less[1] == '+' else 'minus']}")


@rule("/")
def rate(mark: Mark) -> Reading | None:
    """A counted thing by another one: "3 tablets/day"."""
    return rates.read(mark)


@rule("/", "fr")
def frequency(mark: Mark) -> Reading | None:
    """So many for each of something, with spaces: "3 fois / semaine", "2 co. / jour"."""
    counted = mark.left == "fois" or mark.scan.left(2)[-1:].isdecimal()
    each = mark.spaced and counted and mark.scan.word_after(mark.position + 1) in mark.cues("rates")
    return mark.word("per") if each else None


@rule("/", "en")
def sold_for(mark: Mark) -> Reading | None:
    """So much of something for a price: "3lb/£5"."""
    measured = mark.left[:1].isdecimal() and mark.left[-1:].isalpha() and mark.before != " "
    return mark.word("offer") if measured and mark.next in _CURRENCY and mark.next else None


@rule("/", "fr")
def shared(mark: Mark) -> Reading | None:
    """Something for so many people: "1 bouteille de vin/2 pers."."""
    people = _PEOPLE.match(mark.scan.text, mark.position)
    return mark.word("offer") if people and mark.left.isalpha() else None


@rule("/", "fr")
def between_times(mark: Mark) -> Reading | None:
    """With spaces behind a date or a time: "10 h - 12 h 30 / 14 h - 18 h"."""
    named = mark.spaced and mark.between_numbers and any(character.isalpha() for character in mark.left)
    return Reading(mark.position + 1, ",") if named else None


@rule("/", "es")
def field(mark: Mark) -> Reading | None:
    """With spaces between fields of a line, though both are numbers: "Cajero 07 / 3 arts. / Total: $61.20"."""
    labelled = mark.scan.left(2)[-1:].isalpha() or _FIELD_BEHIND.match(mark.scan.text, mark.operand) is not None
    told = mark.spaced and mark.between_numbers and not mark.in_equation and labelled
    return Reading(mark.position + 1, ",") if told else None


@rule("/", "de")
def yarn(mark: Mark) -> Reading | None:
    """The length of so much yarn: "Lauflänge 120 m/50 g"."""
    measured = _LENGTH_BEFORE.search(mark.scan.text, max(0, mark.position - 10), mark.position)
    return mark.word("for so much") if measured and _GRAMS.match(mark.scan.text, mark.operand) else None


@rule("/", "de")
def either(mark: Mark) -> Reading | None:
    """Between a noun and another one with its article: "eine Köchin/einen Koch"."""
    named = mark.before.isalpha() and _WITH_ARTICLE.match(mark.scan.text, mark.position + 1)
    return Reading(mark.position + 1, "oder") if named else None


@rule("/", "de")
def sizes(mark: Mark) -> Reading | None:
    """With spaces, between two sizes or prices: "Schorle 0,2 l 2,80 / 0,4 l 4,60"."""
    parted = mark.spaced and not mark.in_equation and _WITH_COMMA.search(mark.left) is not None
    return Reading(mark.position + 1, ",") if parted and _WITH_COMMA.match(mark.scan.text, mark.operand) else None


@rule("/", "en")
def amounts(mark: Mark) -> Reading | None:
    """With spaces, between amounts of which the first is no bare number: "12 oz. $5 / 16 oz. $6.50"; no "3.50 / 4"."""
    parted = mark.spaced and mark.between_numbers and not mark.in_equation
    rated = _DECIMAL.fullmatch(mark.left) and _RATED.match(mark.scan.text, mark.operand)
    return Reading(mark.position + 1, ",") if parted and not rated and not _COUNT.fullmatch(mark.left) else None


@rule("/", "en", "de", "fr")
def formula(mark: Mark) -> Reading | None:
    """With spaces, between words behind a sign of equation or with their units: "speed = distance / time", "weight
    (kg) / height (m)"."""
    before = mark.scan.text[max(0, mark.position - _FORMULA_REACH) : mark.position]
    worded = mark.spaced and mark.scan.character(mark.operand).isalpha() and not mark.left[-1:].isdecimal()
    measured = _UNIT_BEFORE.search(before) and _UNIT_BEHIND.match(mark.scan.text, mark.operand)
    return mark.word("divided") if worded and (_FORMULA.search(before) or measured) else None


@rule("/", "en", "es")
def oven(mark: Mark) -> Reading | None:
    """Between the settings of ovens: "200C/180C fan/gas 6"."""
    if not mark.scan.is_behind(_OVEN, mark.position, _OVEN_REACH):
        return None
    return Reading(mark.position + 1, ",") if _OVEN_BEHIND.match(mark.scan.text, mark.position) else None


@rule("/", "en")
def rated(mark: Mark) -> Reading | None:
    """Between a decimal and the whole number that it can reach at most: "the pollen count is 9.7/12"."""
    highest = _HIGHEST_MARK.match(mark.scan.text, mark.position + 1)
    reached = highest is not None and _DECIMAL.fullmatch(mark.left) and float(mark.left) < int(highest.group())
    return mark.word("out of") if reached and not mark.in_equation else None


@rule("/")
def slash(mark: Mark) -> Reading | None:
    """Between numbers, of which one may be divided by the other: "12 / 3 = 4"."""
    if not mark.between_numbers:
        return None
    return mark.word("divided" if mark.spaced and mark.in_equation else "slash")


@rule("/")
def switch(mark: Mark) -> Reading | None:
    """A switch of a program: "chkdsk /f"."""
    return mark.word("slash") if mark.before == " " and _SWITCH.match(mark.scan.text, mark.position) else None


@rule("/")
def itself(mark: Mark) -> Reading | None:
    """The sign alone in brackets or quotes, or where a Spanish preposition asks for a noun: "el directorio raíz (/)",
    "montado en / (además"."""
    enclosed = mark.before and _ENCLOSED.get(mark.before) == mark.next
    noun = mark.spaced and mark.left in mark.cues("before a sign") and not mark.scan.character(mark.operand).isalnum()
    return mark.word("slash") if enclosed or noun else None
