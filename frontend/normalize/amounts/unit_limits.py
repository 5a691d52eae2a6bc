"""Whether a symbol of a unit behind a number is that unit: "a 20-A fuse", but "seat 12A", "Interstate 10 W".

A rule is one small function that explains itself and says yes, no, or None for the next one; where none decides, the
symbol is the unit.
"""

from __future__ import annotations

from dataclasses import dataclass

from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Place, Scan
from frontend.normalize.values import Unit

SOLUTE = regex(
    " (?:[A-Z][a-z]?[0-9]?){1,3}(?:Cl|OH|O[2-4]|Na|Br|F)[0-9]?(?![a-z])| (?:solution|buffer|stock|sucrose|urea)\\b"
)
"""A chemical formula after the letter of a concentration."""
_SHARE_REACH = 10
_DOTTED = regex("[.] ?[a-z][.]|[.]-?[A-Z][.]|[.] de [a-z][.]|[.] (?:d'eau|à manger|de (?:bains?|séjour))(?!\\w)")
_DEGREES = regex(
    r"(?:(?:^|[ (])(?:[-–−+][0-9]{1,2}|1[0-9]0|2[0-5]0)|[0-9]\.[0-9]|[0-9][-–][0-9]{1,2})C$|(?:^|[ (])[2-5][0-9][05]F$"
)
"""What can only be degrees: a sign, a fraction, a range, an oven: "-5C", "1.5C", "20-25C", "180C", "350F"."""
_HEAT = regex("^(?:[0-9]{1,3}[-–])?[0-9]{1,3} ?°?c$")
_HEAT_PAIR = regex("/[0-9]{2,3}(?: ?°)?[CF](?![A-Za-z])")
_DIRECTED = regex(r"\. (?:[0-9]{1,3}(?:st|nd|rd|th)|[A-Z][a-z])")
"""Behind the letter of a direction: "214 W. 3rd", "8 N. Main"."""
_DECIMAL = regex("[0-9][.,][0-9]{1,3} ?A$")
_TAXED = regex("[0-9],[0-9]{2} -?[0-9]{1,4},[0-9]{2} A$")
_WARMER = regex(" (?:wärmer|kälter|kühler|über dem|unter dem|höher|niedriger)(?![\\w])")
_VOLTS = regex(",? [0-9]{1,4}[ -]?V(?![A-Za-z])")
_CHARGE = regex("[0-9][ \u00a0]?m?ah?$")
"""The entry of another current or charge: "5 000 mAh", "1 A"."""
_GRADED = regex("[A-Z]-[0-9]{1,3}(?![0-9A-Za-z]|[.][0-9])")
_CODED = regex("-[0-9]{2,}(?![0-9a-z])")
_MARK = regex(",? [0-9]")
_STANDINGS = regex(
    r"(?<![A-Za-z])W [0-9]+,? +(?:[DT] [0-9]+,? +)?L [0-9]|[0-9] W,? [0-9]+ (?:[DT],? [0-9]+ )?L(?![A-Za-z])"
    r"|(?<![A-Za-z])L [0-9]+,? +[DT] [0-9]"
)
"""A line that tells of games won and lost: "W 12 L 4", "12 W, 4 L"."""
_TABLE = 40
_MODE = regex("-(?:Moll|Dur)(?![a-zäöüß])")
_NO_NUMBER = regex("/[nN](?![A-Za-z])")
_LIGHT = regex("(?:^|[^0-9.,])(?:1[89]|[2-9][0-9])00K$")
_POSTCODE = regex("(?<![A-Za-z0-9])[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}$")
_CODED_THINGS = frozenset(("model", "team", "bay", "seat"))
_HOURS = regex("[ \u00a0][0-9]{1,2}[ \u00a0]?h(?![a-z])")
_FIELD = regex("/[A-ZÉ][a-zé]{2}")
_SHEET = regex("/[01][0-9](?![0-9]| ?[A-Za-z])")
_ELIDED = regex("['’][^\\W\\d_]")
_PATTERN_REACH = 40
_WORDS = regex(r"[^\W\d_]+")
_LITTER = 12
"""So many words before, young animals or games played are looked for."""
_FORECAST = 10
"""So many words before, a word of the weather is looked for."""
_REACH = 8
"""So many words before, something electric is looked for."""


def is_colour_of_light(text: str, position: int) -> bool:
    """Whether the K at `position` stands behind thousands that nobody counts in thousands: "2700K"."""
    return _LIGHT.search(text, max(0, position - 5), position + 1) is not None


def is_beside_celsius(scan: Scan, start: int, end: int) -> bool:
    """Whether degrees Celsius stand near what is written from `start` to `end`: "0 °C, soit 273,15 K"."""
    return "°C" in scan.text[max(0, start - _PATTERN_REACH) : end + _PATTERN_REACH]


@dataclass(frozen=True, slots=True, eq=False)
class Candidate(Place):
    """A symbol that ends at `stop`, with `gap` ("", a space or a hyphen) between the number and it."""

    scan: Scan
    unit: Unit
    gap: str
    stop: int

    @property
    def left(self) -> str:
        """The word before the number."""
        return self.scan.left()

    @property
    def last(self) -> str:
        """The last character of the symbol."""
        return self.scan.text[self.stop - 1]

    @property
    def next(self) -> str:
        """The character right behind the symbol."""
        return self.scan.character(self.stop)

    @property
    def noun(self) -> str:
        """The word after, "" if none follows."""
        return self.scan.word_after(self.stop)

    @property
    def is_letter(self) -> bool:
        """Whether the symbol is one character right behind the number."""
        return not self.gap and self.scan.character(self.stop - 2).isdecimal()

    def has(self, flag: str) -> bool:
        """Whether the table of units gives the unit this flag."""
        return flag in self.unit.flags


RULES: Rules[Candidate, bool] = Rules()
rule = RULES.add


def is_unit(scan: Scan, unit: Unit, gap: str, stop: int) -> bool:
    """Whether the symbol of `unit` that ends at `stop` stands for it there."""
    answer = RULES.first(Candidate(scan, unit, gap, stop), scan.language.tag)
    return answer is None or answer


@rule("es")
def of_code(symbol: Candidate) -> bool | None:
    """Digits of a code behind a hyphen: "Lote 4L-221B"."""
    return False if symbol.is_letter and symbol.last.isalpha() and _CODED.match(symbol.scan.text, symbol.stop) else None


@rule("es")
def road_mark(symbol: Candidate) -> bool | None:
    """Where a numbered road has its mark: "Carr. 2 km 18.5"."""
    marked = symbol.gap == " " and symbol.scan.text[symbol.stop - 2 : symbol.stop] == "km"
    marked = marked and symbol.left.rstrip(".") in symbol.cues("numbered roads")
    return False if marked and _MARK.match(symbol.scan.text, symbol.stop) else None


@rule("es")
def road_side(symbol: Candidate) -> bool | None:
    """The way of a numbered road: "la Loop 1604 W"."""
    sided = symbol.gap == " " and symbol.scan.text[symbol.stop - 2 : symbol.stop] == " W"
    return False if sided and symbol.left.rstrip(".") in symbol.cues("numbered roads") else None


@rule("es")
def points(symbol: Candidate) -> bool | None:
    """Points of a percentage, no pints: "subió al 2.7 %, 0.1 pt. más"."""
    short = symbol.scan.text[symbol.stop - 2 : symbol.stop] == "pt"
    return False if short and any("%" in entry for entry in symbol.scan.lefts(_SHARE_REACH)) else None


@rule("es")
def without_number(symbol: Candidate) -> bool | None:
    """ "Sin número" of a house behind a numbered street: "Calle 5 s/n"."""
    return False if symbol.last in "sS" and _NO_NUMBER.match(symbol.scan.text, symbol.stop) else None


@rule("fr")
def field(symbol: Candidate) -> bool | None:
    """A letter and a slash before the name of a field: "4471 V/Réf. 88"."""
    single = symbol.gap != "-" and not symbol.scan.character(symbol.stop - 2).isalpha()
    return False if single and _FIELD.match(symbol.scan.text, symbol.stop) else None


@rule("fr")
def kelvins(symbol: Candidate) -> bool | None:
    """Beside degrees of another scale: "0 °C, soit 273,15 K"."""
    if symbol.gap != " " or symbol.scan.text[symbol.stop - 2 : symbol.stop] != " K":
        return None
    return True if is_beside_celsius(symbol.scan, symbol.stop, symbol.stop) else None


@rule("fr")
def sheet(symbol: Candidate) -> bool | None:
    """The letter of a sheet of maps: "feuillet 21L/14", but "8L/100 km", "5V/12V"."""
    return False if symbol.is_letter and _SHEET.match(symbol.scan.text, symbol.stop) else None


@rule("fr")
def elided(symbol: Candidate) -> bool | None:
    """A word that leans on the next one: "¼ s'est abstenu"."""
    return False if symbol.last.isalpha() and _ELIDED.match(symbol.scan.text, symbol.stop) else None


@rule("fr")
def of_litter(symbol: Candidate) -> bool | None:
    """Males of a litter, stitches of a pattern: "chatons, 8 sem., 2 m., 1 f.", "2 m. end., 2 m. env."."""
    if symbol.last != "m" or symbol.scan.character(symbol.stop - 2).isalpha():
        return None
    ahead = _WORDS.findall(symbol.scan.text[symbol.stop : symbol.stop + _PATTERN_REACH].lower())
    knitted = symbol.near("knitted", _LITTER) or not symbol.cues("knitted").isdisjoint(ahead)
    return False if symbol.near("litters", _LITTER) or (knitted and symbol.next == ".") else None


@rule("fr")
def games_won(symbol: Candidate) -> bool | None:
    """Games won: "41 PJ, 24 V, 13 D"."""
    return False if symbol.last == "V" and symbol.near("standings", _LITTER) else None


@rule("fr")
def of_dwelling(symbol: Candidate) -> bool | None:
    """Rooms of a dwelling: "plain-pied, 3 cc", but "moto 650 cc"."""
    rooms = symbol.scan.text[symbol.stop - 2 : symbol.stop] == "cc"
    return False if rooms and symbol.near("housing", _LITTER) else None


@rule("en")
def postcode(symbol: Candidate) -> bool | None:
    """The second half of a British postcode, or a number with a letter: "W2 3BD", "Flat 2BR", but "a 3BD condo"."""
    end = symbol.stop
    coded = symbol.has("glued") and symbol.left in symbol.scan.language.cues["places"] | _CODED_THINGS
    coded = coded or _POSTCODE.search(symbol.scan.text, max(0, end - 9), end) is not None
    return False if symbol.gap == "" and coded and symbol.scan.text[end - 2 : end].isupper() else None


@rule("en")
def initials(symbol: Candidate) -> bool | None:
    """Letters with full stops: "3 s.f."."""
    return False if symbol.next == "." and symbol.scan.character(symbol.stop + 1).isalpha() else None


@rule("en-GB")
def country(symbol: Candidate) -> bool | None:
    """Great Britain before people: "2,190 GB adults"."""
    british = symbol.gap == " " and symbol.scan.text[symbol.stop - 2 : symbol.stop] == "GB"
    return False if british and symbol.noun.lower() in symbol.cues("britons") else None


@rule("en")
def of_standings(symbol: Candidate) -> bool | None:
    """The head of a column of games won, lost or drawn: "W 12 L 4 D 3", "12 W. 4 L."."""
    text, end = symbol.scan.text, symbol.stop
    if symbol.gap != " " or symbol.last not in "WLD" or text[end - 2] != " ":
        return None
    return False if _STANDINGS.search(text, max(0, end - _TABLE), end + _TABLE) else None


@rule("en")
def normality(symbol: Candidate) -> bool | None:
    """The concentration of a solution: "6N HCl"."""
    return False if symbol.last == "N" and SOLUTE.match(symbol.scan.text, symbol.stop) else None


@rule("de")
def musical_key(symbol: Candidate) -> bool | None:
    """The note of a key behind the number of a work: "Nr. 40 g-Moll"."""
    return False if _MODE.match(symbol.scan.text, symbol.stop) else None


@rule()
def dotted(symbol: Candidate) -> bool | None:
    """Letters with full stops that begin with the symbol: "1 s.d.b.", "1 s. d. b."."""
    return False if _DOTTED.match(symbol.scan.text, symbol.stop) else None


@rule()
def spaced(symbol: Candidate) -> bool | None:
    """A unit that needs its space: "at 300 K", but "a 5K", "Form 10-K"; not of a lamp: "2700K"."""
    lit = symbol.has("spaced") and is_colour_of_light(symbol.scan.text, symbol.stop - 1)
    return False if symbol.has("spaced") and symbol.gap != " " and not lit else None


@rule()
def hyphened_current(symbol: Candidate) -> bool | None:
    """Before something electric: "a 20-A fuse", but "Lot 14-A"."""
    return symbol.noun.lower() in symbol.cues("electric") if symbol.gap == "-" and symbol.has("cued") else None


@rule()
def title(symbol: Candidate) -> bool | None:
    """The first word of a name: "116 Gt. Portland Street", "14 Gt Western Rd"."""
    scan, stopped = symbol.scan, symbol.next == "."
    if symbol.gap != " " or not scan.word_after(symbol.stop + stopped)[:1].isupper():
        return None
    text = scan.text[scan.text.rfind(" ", 0, symbol.stop) + 1 : symbol.stop]
    entries = scan.language.abbreviations.get(text.lower(), ())
    written = text + "." * stopped
    return False if any(entry.written == written and entry.rule.name == "title" for entry in entries) else None


@rule()
def hyphened(symbol: Candidate) -> bool | None:
    """Any behind a hyphen but those that words are too: "a 5-km run", "a 65-in. TV"."""
    if symbol.gap != "-":
        return None
    abbreviated = symbol.next == "." and symbol.scan.text[symbol.stop - 2 : symbol.stop] == "in"
    return not symbol.has("glued") and (not symbol.has("strict") or abbreviated)


@rule()
def heat(symbol: Candidate) -> bool | None:
    """Degrees without their sign where it is said what is hot: "set it to 72F", "200C (180C fan)", but "a 34C"."""
    if not symbol.has("heat"):
        return None
    scan = symbol.scan
    left = scan.left(2) if symbol.left in (",", ":") else symbol.left
    if not symbol.cues("places").isdisjoint(scan.lefts(3)):
        return False  # "your seat is 22C"
    signed = _DEGREES.search(scan.text[max(0, symbol.stop - 8) : symbol.stop]) is not None
    heated = signed or not left or left in symbol.cues("heat") or _HEAT.search(left) is not None
    heated = heated or left.rstrip(".") in scan.language.weekdays  # "Sat: 4C"
    heated = heated or _HEAT_PAIR.match(scan.text, symbol.stop) is not None  # "180C/160C fan"
    heated = heated or symbol.noun in ("fan", "oven", "gas")
    heated = heated or not symbol.cues("weather").isdisjoint(scan.lefts(_FORECAST))  # "sunny spells, 19C"
    return bool(heated) and not (symbol.gap and symbol.has("glued")) and not symbol.next.isalnum()


@rule()
def direction(symbol: Candidate) -> bool | None:
    """A letter of the compass in an address or behind a road: "214 W. 3rd", "Interstate 10 W"."""
    if not symbol.gap or symbol.last not in "NSEW":
        return None
    addressed = _DIRECTED.match(symbol.scan.text, symbol.stop) is not None
    return False if addressed or symbol.left in symbol.cues("roads") else None


@rule("de")
def tax(symbol: Candidate) -> bool | None:
    """The letter of a tax behind the price of one and of all: "2 x Brezel 0,85 1,70 A"."""
    priced = symbol.last == "A" and _TAXED.search(symbol.scan.text[max(0, symbol.stop - 20) : symbol.stop])
    return False if priced else None


@rule()
def decimal(symbol: Candidate) -> bool | None:
    """Behind a decimal, which no seat and no house has: "1,5 A"."""
    measured = symbol.last == "A" and _DECIMAL.search(symbol.scan.text[max(0, symbol.stop - 10) : symbol.stop])
    return True if measured else None


@rule("de")
def kelvin(symbol: Candidate) -> bool | None:
    """A difference of temperature: "um 1,1 K wärmer"."""
    warmer = symbol.last == "K" and symbol.gap and _WARMER.match(symbol.scan.text, symbol.stop)
    return True if warmer else None


@rule()
def current(symbol: Candidate) -> bool | None:
    """Beside a fuse or a voltage, else it is a seat or a house: "a 16A fuse"."""
    cues = symbol.cues("electric")
    if not symbol.has("cued"):
        return None
    if symbol.noun.lower() in cues or _VOLTS.match(symbol.scan.text, symbol.stop):
        return True
    if symbol.gap and (symbol.left == "=" or (symbol.left == "±" and symbol.last == "N")):  # "F = 21 N ± 1 N"
        return True
    entries = symbol.scan.lefts(_REACH)
    near = any(entry in cues or entry.endswith("v") or _CHARGE.search(entry) for entry in entries)
    near = near or any(entry.rpartition(" ")[2] in cues for entry in entries)  # "806 lm, 2.700 K"
    return None if near else False


@rule()
def code(symbol: Candidate) -> bool | None:
    """The letter of a code: "tax code 1257L"."""
    return False if not symbol.gap and symbol.left in ("code", "codes") else None


@rule()
def grade(symbol: Candidate) -> bool | None:
    """The grade of an oil: "5W-20"."""
    return False if not symbol.gap and _GRADED.match(symbol.scan.text, symbol.stop - 1) else None


@rule()
def place(symbol: Candidate) -> bool | None:
    """The letter of a seat or a door: "row 12m"."""
    return False if symbol.is_letter and symbol.left.rstrip(".") in symbol.cues("places") else None


@rule()
def plural(symbol: Candidate) -> bool | None:
    """The plural of a number, no seconds: "under-16s"."""
    many = symbol.is_letter and symbol.last == "s" and symbol.scan.language.plural_number(symbol.scan, symbol.stop)
    return False if many else None


@rule("en")
def force(symbol: Candidate) -> bool | None:
    """Newtons behind a sign of equality or near a word of forces: "F = 6 N", "a force of 6 N"."""
    if symbol.gap != " " or symbol.last != "N" or symbol.scan.character(symbol.stop - 2) != " ":
        return None
    return True if symbol.left in ("=", "≈") or symbol.near("forces", _FORECAST) else None


@rule()
def glued(symbol: Candidate) -> bool | None:
    """A unit that must have no space: "5'"."""
    return not symbol.gap if symbol.has("glued") else None


@rule()
def stone(symbol: Candidate) -> bool | None:
    """A weight, where no street or saint follows: "11 st 4 lb"."""
    if not symbol.has("stone") or not symbol.gap:
        return None
    follows = symbol.scan.character(symbol.scan.skip_spaces(symbol.stop)).isalpha()
    return not follows or symbol.noun in ("is", "and", "of", "or")


@rule()
def before_hours(symbol: Candidate) -> bool | None:
    """The symbol of days before hours: French "204 j 14 h"."""
    return True if symbol.last in "jd" and symbol.gap and _HOURS.match(symbol.scan.text, symbol.stop) else None


@rule()
def alone(symbol: Candidate) -> bool | None:
    """A symbol that is a word too, where no other word follows: "a board of 5 in", "21 ha de maíz"."""
    if not symbol.has("strict") or not symbol.gap:
        return None
    following = symbol.scan.character(symbol.scan.skip_spaces(symbol.stop))
    joined = symbol.noun == "of" or symbol.noun in symbol.cues("after unit")
    return joined or not (following and (following.isalnum() or following in "'\"$£€("))
