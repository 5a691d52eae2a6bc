"""What a number goes on with decides how it is read: a suffix, a currency, a unit, a dash, a sign of multiplication.

A rule is one small function that explains itself; the first that answers is used. What no rule wants is counted. The
`shapes` are those of what follows the number.
"""

from __future__ import annotations

import re
from itertools import product as combinations

from frontend.normalize.amounts import measures, money, unit_suffixes
from frontend.normalize.amounts.rated import per
from frontend.normalize.cleaning import LETTER
from frontend.normalize.codes import serials
from frontend.normalize.numbers import FEMININE
from frontend.normalize.numerals import AIRCRAFT
from frontend.normalize.numeric import digit_strings, hyphens, ordinals
from frontend.normalize.numeric.maths import in_equation
from frontend.normalize.numeric.written import Written
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import GENITIVE, Reading, Scan
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Number, Quantity

_TO_RELEASE = frozenset(("to", "than", "from", "and", "or", "vs", "vs.", "until", "through"))
_RELEASE_REACH = 8
_DAYTIME = regex("(?:noon|midnight|midday|dusk|dawn|sunset|late|close|closing)(?![a-z])")
_LETTER = regex(f"[{LETTER}]")
_VARIANT = regex("-([0-9]{1,3})(?![0-9])")
_SPACES = " \u00a0\u202f"
_DASHES = "-–—"
_PACKED = regex("[0-9]{1,4}(?:\\.[0-9])? ?(?:k?g|mg|m[lL]|c[lL]|oz|lbs?|[GT]B)(?![A-Za-z])")
"""So much is packed together, several times."""
_POWER_OF_TEN = regex("10[\\^⁰¹²³⁴⁵⁶⁷⁸⁹⁻]")
_SCREEN = regex("([1-9][0-9]{2,3}) ?[x×] ?([1-9][0-9]{2,3})(?![0-9.,]| ?[x×] ?[0-9]| ?(?:[cmk]?m|ft|in)\\b)")
_JET = regex("7[0-8]7(?![0-9.,:/%-])")
_BEST = regex(r"/(?:(5|10|20|100)|(4|5|10)(\.0))(?![0-9/]|[.,][0-9])")
_PRODUCT_END = regex("[0-9.,]{1,12}(?:$|[?;)]|\\.$)")
_REPEATED = regex(
    r"[0-9]{1,3}(?:[-–][0-9]{1,3}(?=[\n,;)]|$)|(?=\n)|(?: s| ?(?:km|min|sec))(?!\w)| (?:à|at|bei|al?) [0-9]{2} ?%"
    r"| ?(?:[-–] ?[0-9]{1,3} ?)?(?:reps?|répétitions?|rép|repeticiones|Wdh|Wiederholungen)(?!\w))"
)
"""How often something is done in each set of an exercise: "4 × 8-10", "3 x 12 reps", "4 x 8 à 70 %"."""
_DISTANCE = regex("(?:50|[1-9][05]?00|[1-9] 000) ?m(?![\\w²³]| ?[x×])")
_MOST_RUNS = 12
_X_IN_CODE = regex("X[0-9]{1,4}[A-Z]{1,3}[0-9]?")
_PRICE = regex("[0-9]{1,6}(?:[.,][0-9]{2})?[ \u00a0]?[$€]")
_OTHER_PRICE = regex(
    " (?:auf|bis|und|oder|statt|nur|à|et|ou) [0-9]{1,4},[0-9]{2}[ \u00a0]?(€|Euro|Dollar|EUR|[$£]|CHF)(?!\\w)"
)
_NO_CENTS = regex(",(?:[-–—]{1,2})(?![0-9-]|[ \u00a0]?[€$£]|[ \u00a0]?EUR| ?[A-Z]{3}(?![A-Z]))")
_ROUND = regex(r"[.,](?:[–—]|-(?=$|[\s,;.)]))(?![0-9-]|[ \u00a0]?[€$£]|[ \u00a0]?[A-Z]{3}(?![A-Z]))")
_MULTIPLY = regex(r"[ \u00a0\u202f]?[xX×][ \u00a0\u202f]?(?=\.?[0-9]|[$£€][0-9]|A[0-9](?![0-9]))")
_INVERSE = regex(r"[ \u00a0\u202f]?(?:1/(min|s|h)|(min|s|h)(?:⁻¹|\^?-1))(?!\w)")
_SO_MANY = regex(" [x×] (?=[A-Z]{0,3}[a-z]{3}|sz |[A-Z]{1,4}[0-9]?)")
_SO_OFTEN = regex(
    r" ?[x×](?=$|[,;.)](?![0-9])| (?:par|sans|plus|moins|la|le|chaque|aux?|en)(?![\w])|/(?:j|sem|mois|an))"
)
_NAMED_BEFORE = regex("[a-zà-ÿ,;] [A-Z][a-z]+ $")
"""A name in the middle of a sentence, of which the number is a part: "sous Windows 9x"."""
_DWELLINGS = regex(' ?[x×] (?=[2-8](?:½| ½| 1/2)(?! ?(?:[cm]?m|po|pi|h|t|L)(?![\\w])| ?["″]))')
_AND_MORE = regex(r"\+(?: ans(?! et))?(?=$|[),;]|\.(?:$| )| seulement(?![\w]))")
_OR_MORE = regex(r"\+(?= [a-záéíóúñ]{3,20}s(?!\w))")
_AND_OLDER = regex(r"\+(?![\w+]| ?[0-9])")
_AGES = frozenset(("18", "21", "50", "55", "60", "62", "65", "70", "75", "80"))
"""Ages from which something is dearer or cheaper."""
_COMING_OF_AGE = frozenset(("13", "16", "18", "65"))
"""Ages that films, bars and fares ask for."""
_AGED_REACH = 4
_GAPS = ("", " ", "-")
_MULTIPLIED = (" a", " A", " ×", "a", "A", "×")
_TIMES_AT_END = regex(" [x×][1-9][0-9]?(?=$|[,;)\n]|[.](?![0-9]))")
"""How often something with a version is there: "HDMI 2.1 x4"."""

RULES: Rules[Written, Reading] = Rules()
rule = RULES.add


def read(scan: Scan, start: int, quantity: Quantity, end: int) -> Reading:
    """The reading of the first rule that answers, else so many of what follows."""
    written = Written(scan, start, quantity, end)
    return RULES.first(written, scan.language.tag, scan.shape(end)) or counted(written)


def counted(written: Written) -> Reading:
    """So many of what follows: "21 people", "the 10-year-old"."""
    scan, end = written.scan, written.end
    language = scan.language
    spoken = language.quantity(written.quantity, language.form_for(scan, written.start, end))
    if written.noun and language.classify_word(written.noun):
        spoken = f"{spoken} {language.of_millions(written.quantity.last, written.noun)}".rstrip()
    if written.next == "-" and _LETTER.match(scan.character(end + 1)):
        end += 1  # the hyphen is silent
        if _DAYTIME.match(scan.text, end) and language.tag.startswith("en"):
            spoken = f"{spoken} {language.words['to']}"  # "9-noon"
    return Reading(end, spoken)


@rule()
@shapes("a", "A", ".", "°", " a")
def ordinal(written: Written) -> Reading | None:
    """The suffix of an ordinal: "21st"."""
    return ordinals.recognise_suffix(written.scan, written.start, written.quantity, written.end)


@rule("de")
@shapes(",-", ",–", ",—")
def bare_price(written: Written) -> Reading | None:
    """A price with a dash in the place of the cents and no currency: "KM 890,-", "warm 420,–/Mon."."""
    match = _NO_CENTS.match(written.scan.text, written.end) if written.is_single else None
    if not match or written.number.fraction is not None:
        return None
    euro = written.scan.language.currencies["€"].unit
    spoken = written.scan.language.measure(written.quantity, euro)
    return per(written.scan, match.end(), spoken)


@rule("fr")
@shapes(*map("".join, combinations(",.", "-–—")))
def round_price(written: Written) -> Reading | None:
    """A price with a dash in the place of the cents and no currency, as Switzerland writes it: "20'000.–"."""
    match = _ROUND.match(written.scan.text, written.end) if written.is_single else None
    return Reading(match.end(), written.scan.language.number(written.number)) if match else None


@rule("en")
def release(written: Written) -> Reading | None:
    """The number of a release of software, whose second part is counted too: "Python 3.12", "Node 20.11"."""
    minor = written.number.fraction or ""
    counted = written.is_single and len(minor) == len("12") and minor[0] != "0"
    if not counted or not _of_software(written):
        return None
    major, point = written.cardinal(int(written.number.digits)), written.scan.language.words["point"]
    spoken = f"{major} {point} {written.cardinal(int(minor))}"
    genitive = GENITIVE.match(written.scan.text, written.end)
    return Reading(genitive.end(), f"{spoken}'s") if genitive else Reading(written.end, spoken)


def _of_software(written: Written) -> bool:
    """Whether a program or "version" stands before it, or before another one: "from version 3.9 to 3.11"."""
    software, left = written.cues("software"), written.scan.left()
    return left in software or (left in _TO_RELEASE and not software.isdisjoint(written.scan.lefts(_RELEASE_REACH)))


@rule("de", "fr")
@shapes(" a")
def first_price(written: Written) -> Reading | None:
    """The first of two prices of one currency: "von 1,10 auf 1,08 Dollar", "de 24,11 à 31,21 $"."""
    exact = written.is_single and len(written.number.fraction or "") == len("10")
    match = _OTHER_PRICE.match(written.scan.text, written.end) if exact else None
    if not match:
        return None
    language = written.scan.language
    currency = language.currencies["$" if match[1] == "Dollar" else match[1].replace("Euro", "€")]
    spoken = language.money(written.quantity, currency)
    return Reading(
        written.end, language.in_context(written.scan, written.start, written.quantity, currency.unit, spoken)
    )


@rule()
@shapes(*map("".join, combinations(_GAPS, ("a", "A", *money.SYMBOLS))), *map("".join, combinations(",.", "-–—")))
def amount(written: Written) -> Reading | None:
    """A currency or a magnitude: "5 €", "3M"."""
    return money.recognise_suffix(written.scan, written.start, written.quantity, written.end)


@rule("de")
@shapes("a", " a", " 0")
def frequency(written: Written) -> Reading | None:
    """So many in a unit of time, written as its inverse: "2.800 min⁻¹", "1.500 1/min", "30 s⁻¹"."""
    match = _INVERSE.match(written.scan.text, written.end)
    if not match:
        return None
    language = written.scan.language
    unit = language.units["1/min" if "min" in match.group() else match[1] or match[2]]
    if "min" in match.group():
        return Reading(match.end(), language.measure(written.quantity, unit))
    return Reading(match.end(), f"{language.quantity(written.quantity)} {language.words['per']} {unit.singular}")


@rule()
@shapes(*map("".join, combinations(_GAPS, ("a", "A", *measures.SIGNS))))
def measure(written: Written) -> Reading | None:
    """A unit: "5 km"."""
    return unit_suffixes.recognise(written.scan, written.start, written.quantity, written.end)


@rule()
@shapes("+")
def at_least(written: Written) -> Reading | None:
    """A plus before a unit: "80+ mph"."""
    found = measures.unit_after(written.scan, written.end + 1) if written.next == "+" else None
    if not found or found[1] <= written.end + 2:
        return None
    language = written.scan.language
    plus = f"{language.quantity(written.quantity)} {language.words['plus']}"
    return per(written.scan, found[1], f"{plus} {found[0].plural}")


@rule()
@shapes("/0")
def marks(written: Written) -> Reading | None:
    """A decimal out of the best: "7.5/10", "a GPA of 3.7/4.0"."""
    best = _BEST.match(written.scan.text, written.end)
    if best and "es" in written.scan.language.lineage and measures.unit_after(written.scan, best.end()):
        return None  # "Wi-Fi 2.4/5 GHz"
    if not best or written.number.fraction is None or not written.is_single:
        return None
    language = written.scan.language
    top = language.number(Number(best[2], "0")) if best[3] else written.cardinal(int(best[1]))
    spoken = f"{language.number(written.number)} {language.words['out of']} {top}"
    return Reading(best.end(), spoken)


@rule()
def hyphened(written: Written) -> Reading | None:
    """Two numbers with a hyphen that are no range: "3-1"."""
    if written.is_single and written.next not in _DASHES:
        return None
    return hyphens.read(written)


@rule()
def multiplied(written: Written) -> Reading | None:
    """A range with a word of multiplication: German "2-3-mal"."""
    return None if written.is_single else written.scan.language.multiplied(written.scan, written.quantity, written.end)


@rule("es")
@shapes("+")
def or_more(written: Written) -> Reading | None:
    """So many at least, in Spanish: "2+ años de experiencia", "500+ empleadas", the age "65+"."""
    aged = written.number.digits in _AGES and written.scan.left() not in ("los", "las")  # "los 60+"
    pattern = _AND_OLDER if aged else _OR_MORE
    match = pattern.match(written.scan.text, written.end) if written.is_single else None
    if not match:
        return None
    language = written.scan.language
    form = language.form_for(written.scan, written.start, match.end())
    return Reading(match.end(), f"{language.quantity(written.quantity, form)} o más")


@rule()
@shapes(*_MULTIPLIED)
def screen(written: Written) -> Reading | None:
    """The pixels of a screen: "1920x1080"."""
    scan = written.scan
    match = _SCREEN.match(scan.text, written.start) if _is_multiplied(written) else None
    if not match:
        return None
    width, height = (scan.language.paired(side) for side in match.groups())
    found = measures.unit_after(scan, match.end())
    pixels = f" {found[0].plural}" if found else ""
    return Reading(found[1] if found else match.end(), f"{width} {scan.language.words['by']} {height}{pixels}")


def _is_multiplied(written: Written) -> re.Match[str] | None:
    """The sign of multiplication that follows one number."""
    times = _MULTIPLY.match(written.scan.text, written.end) if written.is_single else None
    return None if _X_IN_CODE.match(written.scan.text, written.end) else times


@rule("fr")
@shapes(*_MULTIPLIED)
def so_often(written: Written) -> Reading | None:
    """How often, at the end or before a word of French that goes on so: "sonner 2x", "3x sans frais"."""
    match = _SO_OFTEN.match(written.scan.text, written.end) if written.is_single else None
    if not match or in_equation(written.scan, written.end) or _is_version(written):
        return None
    count = written.scan.language.number(written.number, FEMININE)  # "1×/sem."
    return Reading(match.end(), f"{count} {written.scan.language.words['times']}")


def _is_version(written: Written) -> bool:
    """Whether the letter x stands for any figure: "Windows 9x", "la série 7x", "08x"."""
    named = _NAMED_BEFORE.search(written.scan.text[max(0, written.start - 24) : written.start]) is not None
    padded = written.number.digits.startswith("0") and len(written.number.digits) > 1
    return named or padded or written.scan.left() in written.cues("enumerated")


@rule("fr")
@shapes(*_MULTIPLIED)
def dwellings(written: Written) -> Reading | None:
    """How many dwellings of so many rooms: "duplex, 2 x 5½"."""
    match = _DWELLINGS.match(written.scan.text, written.end) if written.is_plain else None
    return Reading(match.end(), written.cardinal(int(written.number.digits))) if match else None


@rule("fr")
@shapes("+")
def and_more(written: Written) -> Reading | None:
    """The age or number from which something is for people, with a plus: "aînés (65+)", "18+ seulement"."""
    match = _AND_MORE.match(written.scan.text, written.end) if written.is_plain else None
    if not match:
        return None
    near = not written.cues("people by age").isdisjoint(written.scan.lefts(_AGED_REACH))
    enclosed = written.scan.character(written.start - 1) == "("
    aged = len(written.number.digits) < len("100") and (near or match.group().endswith("ans"))
    aged = aged or (enclosed and written.number.digits in _COMING_OF_AGE)
    if not aged and not enclosed:
        return None
    spoken = written.scan.language.quantity(written.quantity)
    return Reading(match.end(), f"{spoken}{' ans' if aged else ''} et plus")


@rule()
@shapes(*_MULTIPLIED)
def product(written: Written) -> Reading | None:
    """A number of times, or a length by a width: "2x 15 kg", "3 × 4", "12 x 8 m"."""
    scan, times = written.scan, _is_multiplied(written)
    if not times:
        return None
    ahead = scan.text[times.end() : times.end() + 20]
    packed = times.group()[0] not in _SPACES and times.group()[-1] in _SPACES  # "2x 15 kg"
    priced = scan.character(times.end()) in "$£€A" or _PRICE.match(ahead) is not None
    alone = times.group() == " × " and _PRODUCT_END.match(scan.text, times.end()) is not None  # "3 × 4"
    alone = alone or _REPEATED.match(ahead) is not None or _is_run_again(written, ahead)
    packed = packed or (_PACKED.match(ahead) is not None and scan.left()[-1:] not in ("x", "×"))  # "2 x 500g"
    alone = alone or (written.number.fraction is not None and _TIMES_AT_END.match(scan.text, written.end) is not None)
    equation = "=" in ahead or "≈" in ahead or scan.left() == "="
    computed = packed or priced or alone or equation or _POWER_OF_TEN.match(ahead)
    word = scan.language.words["times" if computed else "by"]
    one = written.number.digits == "1" and written.number.fraction is None
    one = one and not scan.left().rstrip().endswith(("x", "×"))  # "2 x 1 x 0,5 m"
    if scan.language.capital_nouns and one and not in_equation(scan, written.end):
        return Reading(times.end(), f"ein{word}")  # "1x 23 kg"
    return Reading(times.end(), f"{scan.language.number(written.number)} {word}")


def _is_run_again(written: Written, ahead: str) -> bool:
    """Whether it is how often a distance is run or swum, in French: "le relais 4 × 100 m"."""
    often = "fr" in written.scan.language.lineage and written.number.magnitude <= _MOST_RUNS
    return often and written.scan.left()[-1:] not in ("x", "×") and _DISTANCE.match(ahead) is not None


@rule("en")
@shapes(" a", " ×")
def so_many(written: Written) -> Reading | None:
    """A number of things: "4 x M6 bolts", "2 x large pizzas", "10 x faster"."""
    match = _SO_MANY.match(written.scan.text, written.end) if written.is_single else None
    if not match or in_equation(written.scan, written.end):
        return None
    spoken = written.scan.language.number(written.number)
    if written.number.digits == "1" and written.number.fraction is None:
        return Reading(match.end(), spoken)  # "1 x onion"
    return Reading(match.end(), f"{spoken} {written.scan.language.words['times']}")


@rule()
def compound(written: Written) -> Reading | None:
    """The first part of a word, in German: "3-Zimmer-Wohnung"."""
    return written.scan.language.compound(written.scan, written.number, written.end) if written.is_single else None


@rule()
@shapes("a", "A")
def serial(written: Written) -> Reading | None:
    """Letters right behind: "4K", "3D"."""
    lettered = written.is_plain and written.next and _LETTER.match(written.next)
    return serials.recognise(written.scan, written.start) if lettered else None


@rule()
def padded(written: Written) -> Reading | None:
    """A zero in front that does not count: "007"."""
    if not written.number.padded or written.number.fraction is not None:
        return None
    return Reading(written.end, digit_strings.verbalise(written.number.digits, written.scan.language))


@rule()
def model(written: Written) -> Reading | None:
    """The number of a model, a road, an aircraft: "Boeing 737-800", "U.S. 101", "the 747 took off"."""
    scan, number, end = written.scan, written.number, written.end
    if not written.is_plain or number.value is None:
        return None
    typed = (
        scan.left() in written.cues("model")
        or scan.language.names_number(scan, written.start, end)
        or _numbered_road(scan, end)
        or _aircraft(scan, written.start, end)
        or AIRCRAFT.match(scan.text, written.start)
    )
    if not typed:
        return None
    spoken = scan.language.model_number(number.digits)
    variant = _VARIANT.match(scan.text, end)
    if variant:
        return scan.with_genitive(Reading(variant.end(), f"{spoken} {scan.language.model_number(variant[1])}"))
    return Reading(end, spoken)


def _aircraft(scan: Scan, start: int, end: int) -> bool:
    """ "The 747 took off": an aircraft where nothing is counted."""
    after = scan.word_after(end)
    return scan.left() in ("the", "a") and _JET.match(scan.text, start) is not None and after[-1:] != "s"


def _numbered_road(scan: Scan, end: int) -> bool:
    """ "U.S. 101": not the country, if no counted thing follows."""
    after = scan.word_after(end)
    return (
        scan.left() == "u.s."
        and not scan.left(2).isdecimal()
        and (not after or after[0].isupper() or after in ("in", "near", "at", "from", "to"))
    )
