"""Two numbers with a slash that are no fraction: odds, marks, blood pressure, seasons, prices.

A rule is one small function that explains itself, for all languages or for those that it names; the first rule that
answers is used. What no rule wants is a fraction (`fractions`).
"""

from __future__ import annotations

from math import gcd

from frontend.normalize.numbers import MASCULINE
from frontend.normalize.numeric import english_slashes
from frontend.normalize.numeric.digit_strings import is_announced
from frontend.normalize.numeric.maths import in_equation
from frontend.normalize.numeric.pairs import Pair
from frontend.normalize.numeric.races import at_races
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Reading
from frontend.tables import word_set

_LEAST_SHARE = 10
PRICED = regex("[ \u00a0]?[€$£](?![A-Za-z0-9])")
_DIVISIONS = frozenset((12, 16, 32, 64, 100))
"""Denominators of fractions of a measure: "11/16 po"."""
_BEFORE_PARTS = word_set(
    "etwa rund circa fast über unter sind waren desde hasta entre sobre cerca casi unos avec dans pour presque environ "
    "près plus chance"
)
"""Words before a part of something that no noun is ("fast 2/365")."""
_PARTED = word_set("les des aux de à environ près presque")
"""Words before a part of something: French "les 9/10 du lot"."""
_OF_PART = frozenset(("de", "del", "du", "des", "of", "der"))
"""Behind a part of something: "entrega 1/3 de la casa"."""
_OF_AMOUNT = regex(" (?:de|von) [0-9]")
"""Behind a fraction: "le versement (1/3 de 900 $)"."""
_HIGHEST_TENSION = 25
_TIMES = regex(" ?[×x](?![A-Za-z])")
_STEP = 5
"""Seconds by which intervals differ."""
_FORECAST = 14
"""So many words to the left, the weather may be told."""
_HOTTEST = 115
_COLDEST = 20
"""Degrees Fahrenheit between which the weather is."""
_NAMED_PARTS = 4
"""Parts of four or fewer are fractions: "3/4 ocupadas"."""
_TAKEN = regex(" (?:[a-záéíóúñ]{3,15}[aeo]s )?[a-z]{3,12}[ai]d[ao]s(?![a-z])")
_SNELLEN = 20
"""Feet from which an eye reads the chart."""
_TENSE = 6
"""So many words before, the tension of a heart is looked for."""
_WITH = frozenset(("con", "avec", "mit"))
"""Between a verb of ratings and the marks: "lo calificó con 3/5"."""
_BEFORE_MARKS = _WITH | {"de", ":", "à"}
_MARKS_BEFORE = regex("(?<![0-9/.,])[0-5]/5(?![0-9/.,])")
_TYRE = regex(r" ?(Z?R) ?([12][0-9])(?: ([0-9]{2,3}) ?([A-Z]))?(?![\w])")
_SMALL_PARTS = 8
"""Larger denominators are rare in fractions of a degree."""
_FIRST_ISSUES = 70
"""Years of magazines, which no parts of anything are."""
_SIZES_BEFORE = regex(
    r"(?<![^\W\d_])([^\W\d_]{2,18})[.:]{0,2} "
    r"(?:\(?[0-9]{1,3}/[0-9]{1,3}\)?[,;]? (?:(?:und|oder|bis|u\.|o\.) )?){0,8}\(?$"
)
"""Before two sizes, the word that says so and the sizes between."""
_LIST_OF_SIZES = 100
_EQUALS = regex(" ?=")


RULES: Rules[Pair, Reading] = Rules()
rule = RULES.add


def read(pair: Pair) -> Reading | None:
    """The reading of the first rule that answers; None for a fraction."""
    return RULES.first(pair, pair.scan.language.tag)


@rule()
def counted_out(pair: Pair) -> Reading | None:
    """One of a series, after a word such as "round": "Runde 23/57", French "mensualité (12/60)"."""
    enclosed = pair.scan.left() == "," and pair.scan.character(pair.start - 1) == "("
    labelled = pair.scan.left() == ":"  # "Quorum : 7/11"
    counted = pair.scan.left(2 if enclosed or labelled else 1) in pair.cues("out of")
    counted = counted and pair.following not in _OF_PART and _OF_AMOUNT.match(pair.scan.text, pair.end) is None
    return pair.said("out of") if pair.first <= pair.second and counted else None


@rule()
def split(pair: Pair) -> Reading | None:
    """Two parts of a hundred: "the 80/20 rule", "a 60/40 split"."""
    hundred = pair.first + pair.second == 100 and pair.first >= pair.second and pair.first % 5 == 0
    return pair.said() if hundred else None


@rule("es")
def eyesight(pair: Pair) -> Reading | None:
    """What an eye sees, after Snellen: "agudeza 20/40", "visión 20/20"."""
    return pair.said() if pair.first == _SNELLEN and pair.near("eyesight", 8) else None


@rule("es")
def intervals(pair: Pair) -> Reading | None:
    """Seconds of work and of rest, and how often: "HIIT 20/10 × 8"."""
    timed = pair.first % _STEP == 0 == pair.second % _STEP and _TIMES.match(pair.scan.text, pair.end)
    return pair.said() if timed and not in_equation(pair.scan, pair.end) else None


@rule("es")
def forecast(pair: Pair) -> Reading | None:
    """The highest and the lowest of a day: "sáb. soleado 84/68"."""
    told = _HOTTEST > pair.first > pair.second > _COLDEST and pair.near("forecast", _FORECAST)
    measured = pair.unit or pair.left in ("pa", "ta") or pair.near("pressures", _FORECAST)
    return pair.said() if told and not measured else None


@rule("es")
def pain(pair: Pair) -> Reading | None:
    """How much something hurts: "dolor tipo cólico 6/10"."""
    return pair.said("out of") if pair.second == 10 and pair.near("pain", 5) else None


@rule("es")
def instalments(pair: Pair) -> Reading | None:
    """How many of all that must be paid: "equipo (24/36)"."""
    paid = _NAMED_PARTS < pair.second < 100 and pair.first <= pair.second and pair.near("instalments", 5)
    return pair.said("out of") if paid and not pair.unit and not pair.following else None


@rule("es")
def taken(pair: Pair) -> Reading | None:
    """So many of them, before a participle: "9/12 camas ocupadas"."""
    part = pair.second > _NAMED_PARTS and pair.first <= pair.second and _TAKEN.match(pair.scan.text, pair.end)
    return pair.said("out of") if part else None


@rule("de", "es", "fr")
def tyres(pair: Pair) -> Reading | None:
    """The size of a tyre, and what it bears: "205/55 R16 91V"."""
    match = _TYRE.match(pair.scan.text, pair.end) if pair.first > 100 > pair.second else None
    if not match:
        return None
    cardinal = pair.scan.language.numbers.cardinal
    spoken = f"{cardinal(pair.first)} {cardinal(pair.second)} {' '.join(match[1])} {cardinal(int(match[2]))}"
    return Reading(match.end(), f"{spoken}, {cardinal(int(match[3]))} {match[4]}" if match[3] else spoken)


@rule("de", "es", "fr")
def strengths(pair: Pair) -> Reading | None:
    """Two substances of one medicine: "875/125 mg", "100/25 mg"."""
    mass = pair.unit is not None and pair.unit[0] in (
        pair.scan.language.units.get(unit) for unit in ("mg", "mcg", "µg")
    )
    return pair.measured("slash") if mass and pair.first > 4 and pair.second > 4 else None


@rule("de", "es", "fr")
def parcel(pair: Pair) -> Reading | None:
    """Far more than a whole, outside of a calculation: "Flurstück 112/3"."""
    improper = pair.first > 20 and pair.first > 3 * pair.second and pair.second > 2
    return pair.said("slash") if improper and not in_equation(pair.scan, pair.end) else None


@rule("de")
def issue(pair: Pair) -> Reading | None:
    """The number of a magazine and its year of the last century, behind its name: "c't 5/97", "Heft 12/96"."""
    numbered = pair.first <= 12 and _FIRST_ISSUES <= pair.second < 100 and pair.unit is None
    return pair.said() if numbered and not pair.following[:1].islower() else None


@rule("es", "fr")
def memories(pair: Pair) -> Reading | None:
    """The two memories of a telephone: "8/256 GB", French "8/256 Go"."""
    units, sized = pair.scan.language.units, pair.first < pair.second and pair.second % 32 == 0
    return pair.measured() if sized and pair.unit and pair.unit[0] in (units.get("GB"), units.get("Go")) else None


@rule("de", "es", "fr")
def prices(pair: Pair) -> Reading | None:
    """Two prices, the higher first, before a currency: "Eintritt 8/5 €"."""
    if not PRICED.match(pair.scan.text, pair.end) or not pair.first > pair.second > 1:
        return None
    symbol = pair.scan.skip_spaces(pair.end)
    currency = pair.scan.language.currencies[pair.scan.text[symbol]]
    return Reading(symbol + 1, f"{pair.said('slash').spoken} {currency.unit.plural}")


@rule("de")
def shares(pair: Pair) -> Reading | None:
    """Two amounts of which the second is higher, too high for a part of one: "Selbstbeteiligung 150/300 €"."""
    several = _LEAST_SHARE <= pair.first < pair.second and PRICED.match(pair.scan.text, pair.end)
    if not several:
        return None
    symbol = pair.scan.skip_spaces(pair.end)
    currency = pair.scan.language.currencies[pair.scan.text[symbol]]
    cardinal = pair.scan.language.numbers.cardinal
    return Reading(symbol + 1, f"{cardinal(pair.first)}, {cardinal(pair.second)} {currency.unit.plural}")


@rule("de", "es", "fr")
def hours(pair: Pair) -> Reading | None:
    """Two lengths of time: "en 24/48 h"."""
    timed = pair.second >= 24 and pair.unit is not None and pair.unit[0] == pair.scan.language.units["h"]
    return pair.measured("slash" if pair.first > pair.second else "") if timed else None


@rule()
def classes(pair: Pair) -> Reading | None:
    """Two labels after a word such as "class": "Klasse 5/6"."""
    return pair.said() if pair.left in pair.cues("classes") else None


@rule("es")
def temperatures(pair: Pair) -> Reading | None:
    """The lowest and the highest of a day: "Monterrey 9/26 °C"."""
    ordered = pair.first < pair.second > _SMALL_PARTS and pair.scan.character(pair.scan.skip_spaces(pair.end)) == "°"
    return pair.measured("to") if ordered and pair.unit else None


@rule("de", "es", "fr")
def pressures(pair: Pair) -> Reading | None:
    """Two amounts of one unit, the lower first: "33/35 psi"."""
    two = 10 < pair.first < pair.second and pair.second not in _DIVISIONS
    return pair.measured() if two and pair.unit else None


@rule("fr")
def tension(pair: Pair) -> Reading | None:
    """Blood pressure in centimetres of mercury: "une tension de 13/8"."""
    told = 8 < pair.first <= _HIGHEST_TENSION and 3 < pair.second < pair.first and pair.near("tensions", _TENSE)
    return pair.said("over") if told else None


@rule()
def registered(pair: Pair) -> Reading | None:
    """The number of a case and its year: "VIII ZR 144/19"."""
    filed = any(entry.rstrip(".") in ("az", "aktenzeichen") for entry in pair.scan.lefts(5))
    filed = filed and pair.scan.left().isalpha()
    registered = filed or pair.scan.left().rstrip(".") in pair.cues("register")
    return pair.said("slash") if registered and 9 < pair.second < 100 else None


@rule()
def sizes(pair: Pair) -> Reading | None:
    """Two sizes, also further ones in a list: "Größe 38/40", "Größe 36/38 (40/42) 44/46"."""
    worn = pair.scan.left(2) if pair.left == "du" else pair.left  # "elle porte du 34/36"
    listed = _SIZES_BEFORE.search(pair.scan.text, max(0, pair.start - _LIST_OF_SIZES), pair.start)
    words = {worn, listed[1].lower() if listed else ""}
    return pair.said() if not words.isdisjoint(pair.cues("sizes")) else None


@rule()
def seasons(pair: Pair) -> Reading | None:
    """Two years beside a word such as "season", in English also any later ones: "Saison 24/25"."""
    named = pair.following.lower() in pair.cues("season")
    named = named or (pair.first > 17 and pair.scan.language.tag.startswith("en"))  # "the tax year 24/25"
    follows = pair.first + 1 == pair.second and named
    return pair.said() if follows or pair.scan.left() in pair.cues("season") else None


@rule("de")
def penalties(pair: Pair) -> Reading | None:
    """Goals of handball and those of them that were penalties: "9/4 Tore"."""
    scored = pair.following in ("Tore", "Toren") and pair.first >= pair.second
    return pair.said("slash") if scored else None


@rule("de")
def announced(pair: Pair) -> Reading | None:
    """A number with a slash behind a word that announces one: "Kennung 83/2"."""
    return pair.said("slash") if is_announced(pair.scan) else None


@rule()
def houses(pair: Pair) -> Reading | None:
    """Two houses of a street: "Bahnhofstr. 7/9"."""
    street = pair.left.endswith(pair.scan.language.street_endings)
    return pair.said("slash") if street and not pair.unit else None  # but "Federweg 140/130 mm"


@rule("en")
def english(pair: Pair) -> Reading | None:
    """What only English writes so: "Flat 3/2", "the favourite, at 11/4"."""
    return english_slashes.RULES.first(pair, pair.scan.language.tag)


@rule()
def codes(pair: Pair) -> Reading | None:
    """Two codes: "HTTP 404/500"."""
    if pair.scan.left() not in pair.cues("coded"):
        return None
    return Reading(
        pair.end, ", ".join(pair.scan.language.model_number(str(code)) for code in (pair.first, pair.second))
    )


@rule()
def division(pair: Pair) -> Reading | None:
    """A division without a remainder before its result: "8/2=4"."""
    divides = pair.first % pair.second == 0 and _EQUALS.match(pair.scan.text, pair.end)
    return pair.said("divided") if divides else None


@rule("es")
def rooms(pair: Pair) -> Reading | None:
    """The bedrooms and the bathrooms of a home: "apto. 2/1"."""
    home = pair.left.rstrip(".") in ("apto", "apartamento", "apt", "casa", "condo", "depto", "unidad")
    home = home or (pair.first >= pair.second and pair.left == "," and pair.near("dwellings", 8) and not pair.following)
    return pair.said() if home and pair.first < 8 and pair.second < 8 else None


@rule("en", "es", "fr")
def odds(pair: Pair) -> Reading | None:
    """So many to one, or beside a word of races: "100/1", "5/2 favourite"."""
    words = pair.cues("odds")
    raced = pair.first > pair.second and (at_races(pair) or pair.before("backed", 40))
    priced = raced or (pair.second == 1 and pair.first > 1)
    named = pair.following in words or pair.scan.left() in words or "odds" in pair.scan.lefts(3)
    return pair.said("to") if priced or named else None


@rule("es")
def lottery(pair: Pair) -> Reading | None:
    """So many numbers out of so many: "el ganador del 6/49"."""
    drawn = 3 < pair.first < 8 and 30 < pair.second < 70
    return pair.said() if drawn and pair.near("lottery", 12) else None


@rule("es")
def cents(pair: Pair) -> Reading | None:
    """The hundredths of an amount in a cheque: "mil pesos 50/100"."""
    joined = pair.scan.left() == "con"  # "cien dólares con 00/100"
    left = pair.scan.left(2) if joined else pair.scan.left()
    if pair.second != 100 or not (left[:1] in ("$", "€") or left in ("pesos", "dólares", "euros")):
        return None
    cents = f"{pair.scan.language.numbers.cardinal(pair.first, MASCULINE)} centavos"
    return Reading(pair.end, cents if joined else f"con {cents}")


@rule("es")
def scale(pair: Pair) -> Reading | None:
    """Of a map or a model: "escala 1/50"."""
    return pair.said("ratio") if pair.left == "escala" else None


@rule("es")
def of_hundred(pair: Pair) -> Reading | None:
    """So many of a hundred: "la mayoría (51/100)"."""
    return pair.said("out of") if pair.second == 100 and 10 < pair.first <= 100 and not pair.unit else None


@rule()
def agreeing(pair: Pair) -> Reading | None:
    """A fraction that agrees with the noun after it: "2/3 partes"."""
    spoken = pair.scan.language.fraction_of(pair.following, pair.first, pair.second)
    return Reading(pair.end, spoken) if spoken else None


@rule()
def full_marks(pair: Pair) -> Reading | None:
    """All of all, or before a word of ratings: "10/10", "4/5 stars"."""
    rated = pair.following.lower() in pair.cues("rated")
    full = pair.first == pair.second > 1 and not pair.near("musical time", 4)
    return pair.said("out of") if rated or full else None


@rule("en")
def releases(pair: Pair) -> Reading | None:
    """Two releases of a program: "Windows 10/11"."""
    told = pair.left in pair.cues("programs") and pair.second == pair.first + 1
    return pair.said("slash") if told else None


@rule("en")
def scored(pair: Pair) -> Reading | None:
    """Marks in a text of tests: "scored 48/60 in maths"."""
    return pair.said("out of") if 9 < pair.second >= pair.first and pair.near("tests", 14) else None


@rule("en", "es")
def tenths(pair: Pair) -> Reading | None:
    """Tenths in a sentence, where nothing is measured and one tenth of nothing meant: "Pain was 7/10"."""
    if pair.second != 10 or pair.first == 1 or not pair.scan.history:
        return None
    measured = (
        pair.following in ("of", "the", "as", "de", "del")
        or pair.scan.language.partitive(pair.following, 2)
        or pair.unit
    )
    return None if measured or in_equation(pair.scan, pair.end) else pair.said("out of")


@rule("fr")
def out_of_ten(pair: Pair) -> Reading | None:
    """Tenths of nothing: "état 9/10", but "les 9/10 du lot"."""
    if pair.second != 10 or pair.first == 1 or not pair.scan.history:
        return None
    parted = pair.left in _PARTED or pair.following in ("de", "des", "du", "d") or pair.unit
    return None if parted or in_equation(pair.scan, pair.end) else pair.said("out of")


@rule("fr")
def reducible(pair: Pair) -> Reading | None:
    """What nobody would write of a measure, since it can be made shorter: "24/32" points, but "12/16 po"."""
    shorter = gcd(pair.first, pair.second) > 1 and pair.first > _LEAST_SHARE < pair.second
    if not shorter or pair.unit or in_equation(pair.scan, pair.end):
        return None
    return None if pair.left in _PARTED or pair.following in ("de", "des", "du", "d") else pair.said("out of")


@rule("de", "es", "fr")
def month_of(pair: Pair) -> Reading | None:
    """A month and a year behind what is paid or published each month: "Miete 3/25"."""
    monthly = pair.left in pair.cues("monthly") and 0 < pair.first < 13 and 19 < pair.second < 40
    return pair.said() if monthly else None


@rule()
def marks(pair: Pair) -> Reading | None:
    """Fifths, tenths or hundredths after a word of ratings: "a solid 8/10", French "danger 3/5, 2/5 en forêt"."""
    if pair.second not in (5, 10, 20, 100):
        return None
    french, begin = "fr" in pair.scan.language.lineage, max(0, pair.start - _LIST_OF_SIZES)
    left = pair.scan.left(2) if pair.scan.left() in (_BEFORE_MARKS if french else _WITH) else pair.scan.left()
    again = french and pair.second == 5 and _MARKS_BEFORE.search(pair.scan.text, begin, pair.start) is not None
    again = again and pair.near("ratings", 14) and pair.following not in _OF_PART | {"d"}
    marked = again or left.rpartition("'")[2] in pair.cues("ratings")
    return pair.said("out of") if marked or (french and pair.second > 10 and pair.first > 1) else None


@rule()
def past(pair: Pair) -> Reading | None:
    """Before a word of the clock: "1/2 past 3"."""
    spoken = pair.scan.language.words.get(f"{pair.first}/{pair.second} past")
    return Reading(pair.end, spoken) if spoken and pair.following in pair.cues("clock") else None


@rule()
def blood_pressure(pair: Pair) -> Reading | None:
    """What a heart can do: "120/80 mmHg"."""
    if not (pair.first > pair.second > 20 and pair.first >= 70 and 40 <= pair.second <= 140):
        return None
    if pair.unit and pair.unit[0] != pair.scan.language.units.get("mmHg"):
        return None  # "95/65 lb"
    return pair.measured("pressure" if "pressure" in pair.scan.language.words else "over")


@rule()
def ratio(pair: Pair) -> Reading | None:
    """Other numbers too large for a fraction, of an act or a ratio: "64/29"."""
    return pair.measured("slash") if pair.first > pair.second > 20 else None


@rule("de", "es", "fr")
def numbered(pair: Pair) -> Reading | None:
    """A noun stands before a pair too small for any part: "den Antrag 17/338", but "eine Chance von 1/365"."""
    named = len(pair.left) > 3 and pair.left.isalpha() and pair.left not in _BEFORE_PARTS
    if not named or pair.first < 2 or pair.second <= 100 or pair.second % 500 == 0 or pair.unit:
        return None
    return None if in_equation(pair.scan, pair.end) else pair.said("slash")
