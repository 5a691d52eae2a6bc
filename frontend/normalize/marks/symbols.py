"""Symbols that are read by name, and those that are only silent marks.

Some are read by `rules`, by what stands around them; the others always, or never. Dashes, stars and emoji have modules
of their own.
"""

from __future__ import annotations

from frontend.normalize.amounts import measures
from frontend.normalize.marks import (
    brackets,  # noqa: F401  adds its rules, before those of comparisons
    dashes,  # noqa: F401  adds its rules
    emoji,
    formula_signs,  # noqa: F401  adds its rules
    french_marks,  # noqa: F401  adds its rules
    hispanic_marks,  # noqa: F401  adds its rules, before those of slashes
    keys,  # noqa: F401  adds its rules
    slashes,  # noqa: F401  adds its rules
)
from frontend.normalize.marks.marks import RULES, Mark, rule
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan

_ALWAYS = frozenset("&@+=%‰§€£¥$¢±≤≥≠≈≙√∞°×÷²³№µΩ¶ªº∈∉∪∩∑∏∫∂∀∃⊂⊆∅∝∴⇒∛")
_MARKS = frozenset("–—→†…")
"""Marks from the part of Unicode where the emoji are."""
_TICKER = regex("[+]{3,10}(?=\\s|$)")
_BETWEEN_NUMBERS = {"·": "times", "^": "power", "<": "less", ">": "greater"}
_BEFORE_NUMBER = {"~": "about", "<": "less", ">": "greater"}
_CURRENCY = frozenset("$€£¥₹")
_BRAND = regex("(?<![\\w.])(?:[A-Z][a-z]{2,14}|ESPN|TV)$")
_BRAND_REACH = 16
_AVERAGE = regex(",([0-9]{3})(?![0-9])")
_PERCENT = regex("[0-9.,]{1,8} ?%")
"""The name of a book and a chapter: "Genesis 1", but not "the ratio is 3"."""
_LAP = regex(r"(?<=[2-9][0-9]):[0-5][0-9](?![0-9:])")
_DEGREE = regex(
    "[12](?: (?P<named>degree|hons|honours|boundary|threshold|classification)\\b| (?:in|from|or)\\b|[.,;)]|$)"
)
"""A British university degree: "a 2:1 in history"."""
_UP_TO = regex("(?:…|[.]{2,3}) ?(?P<number>(?P<plus>[+])?-?[0-9]{1,6}(?:,[0-9]{1,3})?)(?![0-9])")
_TIME_IN_DATIVE = regex("[0-9]{1,3} (?:Jahren|Monaten|Wochen|Tagen|Stunden|Minuten)(?![\\w])")
_UP_TO_VARIABLE = regex("(?:…|[.]{2,3}) ?(?=[a-zA-Z](?:[-–−+][0-9])?(?![\\w]))")
_EDITION = regex(":(?:19|20)[0-9]{2}(?![0-9:])")
_TO_PARAGRAPH = regex(r"\][-–]\[[0-9]|\)[-–]\([0-9a-z]{1,4}\)")
_OF_NUMBER = regex(" ?de \\$?[0-9]")
_ORDERED = 8
"""So many words before the price of one, how many are ordered may stand."""
_AMOUNT = regex("[0-9]{1,5}(?:[.,][0-9]{1,3})?")
_COUNTED = regex(" [a-záéíóúñ]{2,15}[aeo]s(?!\\w)")
_AT_TIME = regex(r"@ ?([01]?[0-9]|2[0-3])(?::[0-5][0-9](?![0-9])| ?[apAP]\.? ?[mM](?!\w))")
_AGED = regex(" ?[0-9]{1,2} ?(?:años?|a\\.)")
_DATED = regex("[0-9]{1,4}(?:[/:][0-9]|[.][0-9]{1,2}[.][0-9]{2})")
_FIELD = regex("[^\\W\\d_]{2}[.)]? · | · (?:[^\\W\\d_]{2}|[0-9]{1,3}\\.?[ºª])")
"""A field of words beside a dot that separates the fields of a line."""
_LINE = 60
_HEART = regex(
    "<3+(?: ?<3+)*(?![0-9.,]?[0-9]| ?[%°]"
    "| (?:Jahre?|Monate?|Tage?|Stunden?|(?:[kcm]?m|[km]?g|m?l|h|min|[smVWA])(?![\\w])))"
)
_LEADER = regex("\\.(?: \\.){2,60}(?= )")
_MENU = regex("> (?:[«\"'“„»‚›] ?)?(?:[A-ZÀ-ÖØ-Þ][^\\W\\d_]|À )")
_MENU_BEFORE = regex(r"(?:[A-Za-zÀ-ÿ]{3}\.?|\b[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ])(?: ?[»\"'”“«‘‹]|  ?| [☰⚙])? $")
"""The end of the name of a menu, which may be short if it has a capital: "Settings", "Save As"."""
_IN_BRACKETS = regex("<[A-Za-z][^<> ]{2,58}$")
_FRENCH_DIVISION = regex(": ?[0-9]{1,9}(?:,[0-9]{1,6})? ?[=+×x*:)-]")
_DIVISION = regex("[:][0-9]{1,3} ?=")


def recognise(scan: Scan, position: int) -> Reading | None:
    """The name of a symbol, where it is read."""
    character = scan.text[position]
    rules = RULES.get(character)
    reading = rules.first(Mark(scan, position), scan.language.tag) if rules else None
    if reading:
        return reading
    if character > "\u0370" and character not in _ALWAYS and character not in _MARKS:
        return emoji.recognise(scan, position, character)
    return _always(scan, position, character)


def _always(scan: Scan, position: int, character: str) -> Reading | None:
    """The name of a symbol that is read anywhere: "=", "%", "§§"."""
    names = scan.language.symbols
    if character not in _ALWAYS:
        return None
    if scan.character(position + 1) == character and character * 2 in names:
        return Reading(position + 2, names[character * 2])
    if character not in names or (character in "ªº" and not scan.character(position - 1).isdecimal()):
        return None
    return Reading(position + 1, names[character])


@rule("<")
def heart(mark: Mark) -> Reading | None:
    """A heart of two characters, which says nothing: "Danke <3", "hab dich lieb <3", but "Wert <3"."""
    found = _HEART.match(mark.scan.text, mark.position)
    if not found or mark.scan.left().rstrip("!.,") not in mark.cues("hearts"):
        return None
    return Reading(found.end(), "")


@rule("&")
def conjunction(mark: Mark) -> Reading | None:
    """The word for "and", which may depend on what follows: "padre & hijo"."""
    ahead = mark.scan.text[mark.operand : mark.operand + 4]
    twice = mark.next == "&"  # between commands
    return Reading(mark.position + 1 + twice, mark.scan.language.conjunction(ahead))


@rule("@", "es")
def at_time(mark: Mark) -> Reading | None:
    """Before a time of day: "reunión mañana @ 2:30 pm"."""
    hour = _AT_TIME.match(mark.scan.text, mark.position) if mark.left[-1:] != "m" else None  # "800 m @ 3:10"
    return Reading(hour.start(1), "a la" if hour[1] in ("1", "01") else "a las") if hour else None


@rule("@", "es")
def price_of_one(mark: Mark) -> Reading | None:
    """Between how many and what each costs: "12 uds. @ $3.25", "2 cafés gdes. @ $4.75"."""
    priced = mark.scan.character(mark.operand) in _CURRENCY
    reach = _ORDERED if priced else 2
    counted = mark.spaced and any(entry[:1].isdecimal() for entry in mark.scan.lefts(reach))
    return mark.word("to") if counted and (priced or mark.before_number) else None


@rule("+", "es")
def at_least(mark: Mark) -> Reading | None:
    """Right behind an amount of money: "carga $20+ al mes", but "$65+tax"."""
    least = mark.left[:1] in _CURRENCY and mark.before.isdecimal() and not mark.next.isalnum()
    return Reading(mark.position + 1, "o más") if least and not mark.before_number else None


@rule("+", "es")
def brand(mark: Mark) -> Reading | None:
    """Right behind a name: "en Disney+ y Apple TV+"."""
    named = not mark.next.isalnum() and mark.scan.is_behind(_BRAND, mark.position, _BRAND_REACH)
    return Reading(mark.position + 1, "plus") if named else None


@rule("+")
def ticker(mark: Mark) -> Reading | None:
    """Around a line of news: "+++ 3 Tote +++"."""
    match = _TICKER.match(mark.scan.text, mark.position) if mark.begins else None
    return Reading(match.end(), "") if match else None


@rule("+")
def tolerance(mark: Mark) -> Reading | None:
    """A plus or minus in three characters: "+/- 5 %"."""
    written = mark.scan.text.startswith("+/-", mark.position)
    spoken = mark.scan.language.symbols.get("±") if written else None
    return Reading(mark.position + 3, spoken) if spoken else None


@rule(",", "fr")
def average(mark: Mark) -> Reading | None:
    """A decimal without its zero: "une moyenne de ,281"."""
    match = _AVERAGE.match(mark.scan.text, mark.position) if mark.before == " " else None
    if not match or mark.left not in ("de", "à", "est", "était", "pour", "bâton"):
        return None
    language = mark.scan.language
    return Reading(match.end(), f"{language.decimal_words[',']} {language.fraction_digits(match[1])}")


@rule("µ", "en")
def mean(mark: Mark) -> Reading | None:
    """The Greek letter alone, as the mean is written: "μ = 0"."""
    return Reading(mark.position + 1, "mu") if mark.begins and mark.ends else None


@rule("°")
def scale(mark: Mark) -> Reading | None:
    """A scale of temperature without a number: "°F = 9/5 × °C + 32"."""
    unit = mark.scan.language.units.get(f"°{mark.next}") if mark.next else None
    alone = not mark.scan.character(mark.position + 2).isalnum()
    return Reading(mark.position + 2, unit.plural) if unit and alone else None


@rule("↑↓", "en", "es")
def change(mark: Mark) -> Reading | None:
    """What a price or an index has gained or lost: "S&P 500 ▲0.3%", "Euro 1.16 ↓ 0.2 %"."""
    told = mark.before_number and (mark.next != " " or _PERCENT.match(mark.scan.text, mark.operand))
    return mark.word("rises" if mark.scan.text[mark.position] == "↑" else "falls") if told else None


@rule("])")
def paragraphs(mark: Mark) -> Reading | None:
    """From one paragraph to another: "at [45]-[48]", "Q1(a)-(c)"."""
    return mark.word("to", length=2) if _TO_PARAGRAPH.match(mark.scan.text, mark.position) else None


@rule(":")
def parts(mark: Mark) -> Reading | None:
    """Parts of two things: "mix A:B"."""
    lone = mark.next.isupper() and not mark.scan.character(mark.position + 2).isalnum()
    return mark.word("ratio") if mark.after_capital and lone else None


@rule(":", "en-GB")
def degree(mark: Mark) -> Reading | None:
    """The class of a degree: "a 2:1 in history", "the 2:1 threshold"."""
    match = _DEGREE.match(mark.scan.text, mark.position + 1) if mark.before and mark.before in "12" else None
    classed = match is not None and (match["named"] is not None or mark.scan.left(2) in ("a", "an"))
    return Reading(mark.position + 1, "") if classed else None


@rule(":")
def division(mark: Mark) -> Reading | None:
    """One number by another one in an equation: "8 : 2 = 4"."""
    divided = mark.between_numbers and mark.in_equation
    if "fr" in mark.language.lineage and not _FRENCH_DIVISION.match(mark.scan.text, mark.position):
        return None  # "du 1er au 30 : 78,40 $ + tx = 90,14 $"
    return mark.word("divided") if divided and (mark.spaced or _DIVISION.match(mark.scan.text, mark.position)) else None


@rule(":", "de", "es")
def spaced_ratio(mark: Mark) -> Reading | None:
    """A ratio or result with spaces, but French puts one before any colon: "4 : 2"."""
    return mark.word("ratio") if mark.between_numbers and mark.spaced else None


def _is_joined(mark: Mark) -> bool:
    """Whether a colon has numbers on both sides and no spaces: no "00451: 2 kg"."""
    return mark.between_numbers and mark.next.isdecimal() and not mark.spaced


@rule(":")
def edition(mark: Mark) -> Reading | None:
    """The year of a standard: "ISO 27001:2022"."""
    dated = _is_joined(mark) and len(mark.left) > 3 and _EDITION.match(mark.scan.text, mark.position)
    if not dated:
        return None
    year = mark.scan.language.numbers.year(int(mark.scan.text[mark.position + 1 : mark.position + 5]))
    return Reading(mark.position + 5, f", {year}")


@rule(":", "en")
def lap(mark: Mark) -> Reading | None:
    """Minutes and seconds that no time of day can be: "ran it in 48:12", "in 41:08"."""
    if not _is_joined(mark) or not _LAP.match(mark.scan.text, mark.position):
        return None
    if mark.next == "0":
        seconds = int(mark.scan.character(mark.position + 2))
        return Reading(mark.position + 3, mark.scan.language.numbers.two_digits(seconds))
    return Reading(mark.position + 1, "")


@rule(":")
def ratio(mark: Mark) -> Reading | None:
    """Between any other numbers: "a ratio of 3:1"."""
    return mark.word("ratio") if _is_joined(mark) else None


@rule("….", "de")
def up_to(mark: Mark) -> Reading | None:
    """Dots from one number to another of a data sheet: "-10…+45 °C", "5 ... 95 %", but "1 … 2 … 3"."""
    match = _UP_TO.match(mark.scan.text, mark.position) if mark.left[-1:].isdecimal() else None
    if not match or mark.scan.character(mark.position - 1) == ".":
        return None
    measured = measures.unit_after(mark.scan, match.end("number")) is not None
    return Reading(match.start("number"), mark.scan.language.words["to"]) if match["plus"] or measured else None


@rule("….", "de")
def up_to_variable(mark: Mark) -> Reading | None:
    """From a number to a variable: "Index 0…n-1"."""
    match = _UP_TO_VARIABLE.match(mark.scan.text, mark.position) if mark.before.isdecimal() else None
    return Reading(match.end(), mark.scan.language.words["to"]) if match else None


@rule(".", "en")
def leader(mark: Mark) -> Reading | None:
    """Dots with spaces that lead from a dish to its price: "Soup . . . . 5.95"."""
    match = _LEADER.match(mark.scan.text, mark.position) if mark.before == " " else None
    return Reading(match.end(), ",") if match else None


@rule("·")
def column(mark: Mark) -> Reading | None:
    """Between fields of a line, though both are numbers: "14/11/2026 · 18:42 · Caja 4", "£6.20 · 250ml"."""
    if not mark.spaced or not mark.between_numbers or mark.in_equation:
        return None
    line = mark.scan.text[max(0, mark.position - _LINE) : mark.position + _LINE]
    fields = _DATED.search(mark.left) or _DATED.match(mark.scan.text, mark.operand) or _FIELD.search(line)
    return Reading(mark.position + 1, ",") if fields or not _AMOUNT.fullmatch(mark.left) else None


@rule("·^<>")
def between_numbers(mark: Mark) -> Reading | None:
    """An operator or a comparison: "3 < 5", "2^8"."""
    return mark.word(_BETWEEN_NUMBERS[mark.scan.text[mark.position]]) if mark.between_numbers else None


@rule("<>", "es")
def more_or_less(mark: Mark) -> Reading | None:
    """Before "de" and a number: "a > de 3.5 t"."""
    if not _OF_NUMBER.match(mark.scan.text, mark.position + 1):
        return None
    return Reading(mark.position + 1, "más" if mark.scan.text[mark.position] == ">" else "menos")


@rule("<>", "es")
def measured_limit(mark: Mark) -> Reading | None:
    """With an age or a measured amount: "niños <12 a.", "fibra <1 g", but "x <5", "colesterol < 200"."""
    more = mark.scan.text[mark.position] == ">"
    aged = _AGED.match(mark.scan.text, mark.position + 1) is not None
    people = mark.scan.left(2) if mark.left in ("y", "o") else mark.left  # "adultos y >12 a."
    if aged and people in (*mark.cues("rated people"), ",", ";", ":", "("):
        return Reading(mark.position + 1, "mayores de" if more else "menores de")
    if aged and mark.language.classify_word(mark.left):  # "la población >18 años"
        return Reading(mark.position + 1, "mayor de" if more else "menor de")
    if len(mark.left) > 1 and mark.next in _CURRENCY and mark.next:  # "gastos >$50"
        return Reading(mark.position + 1, "más de" if more else "menos de")
    start = mark.operand if mark.left == "a" else mark.position + 1  # "a < 25 °C"
    amount = _AMOUNT.match(mark.scan.text, start)
    if not amount or (len(mark.left) < 2 and mark.left != "a"):
        return None
    if not measures.unit_after(mark.scan, amount.end()) and not _COUNTED.match(mark.scan.text, amount.end()):
        return None
    return Reading(start, "más de" if more else "menos de")


@rule("<>", "de")
def of_age(mark: Mark) -> Reading | None:
    """Before so much time in the dative: "bei Kindern (<12 Jahren)"."""
    told = _TIME_IN_DATIVE.match(mark.scan.text, mark.operand) if not mark.between_numbers else None
    return Reading(mark.operand, "unter" if mark.scan.text[mark.position] == "<" else "über") if told else None


@rule("~<>")
def before_number(mark: Mark) -> Reading | None:
    """Before a number or an amount: "~5", "<$20"."""
    if mark.before.isalpha() and mark.left[:1].isdecimal():
        return None  # of a current: "240 V~ 50 Hz"
    if mark.scan.text[mark.position] == ">" and mark.scan.is_behind(_IN_BRACKETS, mark.position, _LINE):
        return None  # "<mailto:ann@example.org> 555 0142"
    followed = mark.before_number or mark.scan.character(mark.operand) in _CURRENCY
    return mark.word(_BEFORE_NUMBER[mark.scan.text[mark.position]]) if followed else None


@rule(">")
def path_of_menus(mark: Mark) -> Reading | None:
    """Between the names of menus: "Settings > Wi-Fi", but "x > y", "Note > 5"."""
    text, position = mark.scan.text, mark.position
    named = _MENU.match(text, position) and _MENU_BEFORE.search(text, max(0, position - 8), position)
    return Reading(mark.position + 1, ",") if named and mark.spaced and not mark.in_equation else None


@rule("<>")
def comparison(mark: Mark) -> Reading | None:
    """Between things with spaces: "x < y"."""
    spaced = mark.before in ("", " ") and mark.operand > mark.position + 1
    return mark.word("less" if mark.scan.text[mark.position] == "<" else "greater") if spaced else None


@rule("_")
def underscore(mark: Mark) -> Reading | None:
    """Inside of a name: "snake_case"."""
    return mark.word("underscore") if mark.before.isalnum() and mark.next.isalnum() else None
