"""Quantities with a unit: ``5 km``, ``10-15 kg``, ``20 °C``, ``50 %``, ``6'2"``, ``90 km/h``, ``5 GB/month``."""

from __future__ import annotations

from dataclasses import replace

from frontend.normalize.amounts.unit_limits import is_unit
from frontend.normalize.amounts.unit_senses import Symbol, unit_of
from frontend.normalize.cleaning import LETTER
from frontend.normalize.locales.language import Language
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Number, Quantity, Unit
from frontend.tables import word_set

SIGNS = "%‰°★⭐☆'\"′″²³/·¢"
"""What is no letter and may begin the symbol of a unit."""
CANDIDATE = regex(
    "(?P<gap>[ \u00a0\u202f-]?)(?P<symbol>(?:[lL]|kWh)/100 ?km(?![A-Za-z])|dB\\(A\\)|lb-ft|lb-pi|pi-lb|V~|"
    f"[{LETTER}µΩ{SIGNS}]{{1,14}}2?3?(?:\\.?\\ [{LETTER}]{{1,3}})?)"
)
_PORTION = regex("[.] (?:de (?!plus|moins)|d'|[(](?:[0-9]{2,3} ?m[lL]|[0-9] ?L)[)])")
_PAGED = regex(r"(?<![A-Za-z])(?:pp?|S|págs?)\. ?(?:[0-9]{1,4}(?: ?[-–] ?[0-9]{1,4})?)?$")
_OPENED = {quote: regex(rf"(?:^|[\s(]){quote}(?=[^\s{quote}])(?!.*\s{quote}\S)") for quote in ("'", '"')}
_INSIDE = regex(" [NSEW]{1,3} (?:of|on|along|via) | [A-Z]{2,4}[,;)]| V(?:[2468]|1[026])(?![0-9])")
"""What goes on behind the full stop of a unit though it has capitals: "7.4 mi. RT, 9 mi. NE of"."""
_ARTICLES = word_set("a an the this my your his her its our their")
_NAMED = regex(" (?:[A-Z][0-9]|[A-Z]{2,5}s?(?![a-z]))")
"""Behind the full stop of what an article of the sentence belongs to: "a 390 cu. in. V8", "a 55 in. TV"."""
_NO_STOP = regex("(?:[%‰°$€£¢²³]|°[CF]|(?<![A-Za-z])(?:[kcm]?m|[km]?g|m?L|ml))$")
"""Ends of symbols that have no full stop of their own: one before a number ends the sentence."""
TIMES = regex(r"[ \u00a0]?[xX×][ \u00a0]?(?=[0-9])")
PRICE = regex("[$£€] ?[0-9]|[0-9][0-9 .,\u00a0]{0,9}[ \u00a0]?[$£€¢](?![A-Z])")
_FEET_AND = regex(r"([3-7])ft ?(1[01]|[0-9])(?![\w%]|[.,]\d|[-/:]\d| ?(?:in|x|by)\b)")
_FRENCH_LENGTHS = {"ft": "pi", "in": "po"}
_FEET_INCHES = regex(r"(\d{1,2})['′] ?(\d{1,2})(?:\"|″|'')(?!\w)")
SHOUTED = {unit.upper(): unit for unit in ("g", "kg", "oz", "lb", "mm", "cm", "ml", "po", "pi")} | {
    "GR": "g",
    "LBS": "lb",
}
"""Units in a line in capitals: "BEURRE 454 G"."""
_SHOUTED_WORD = 3
"""So many letters the word before the number has at least."""
_LINE = 120
"""Longer lines are none of a receipt."""
_SHORT = regex("(?<![A-Za-zµ])[A-Z][a-z]{1,3}$")
WORD_CHARACTER = regex(f"[{LETTER}0-9]")


def verbalise(quantity: Quantity, unit: Unit, language: Language) -> str:
    """Example: 5, metre -> "five metres"."""
    return language.measure(quantity, unit)


def find_unit(text: str, language: Language) -> Unit | None:
    """The unit with this symbol or name, for ``say-as unit``."""
    return language.units.get(text)


def named_by(scan: Scan, symbol: str, stop: int) -> Unit | None:
    """The unit of a symbol that ends at `stop`; some are others with a full stop before "de" ("1/3 t. de lait")."""
    units = scan.language.units
    stopped = scan.character(stop) == "." and _PORTION.match(scan.text, stop) is not None
    bulk = stopped and scan.word_after(stop + len(". de")) in scan.language.cues.get("bulk", ())
    stopped = stopped and not bulk  # "3 t. de gravier"
    portion = units.get(f"portion {symbol}") if stopped else None
    return portion or units.get(symbol)


def quoted(scan: Scan, position: int, quote: str) -> bool:
    """Whether a quotation is open at `position`, so that the next quote closes it."""
    before = scan.text[max(0, position - 80) : position]
    if _PAGED.search(before):
        return True  # the quoted "p. 139 - 146"
    if before.endswith(quote) and not before[:-1][-1:].isalnum():
        return True  # "for '1,400' read"
    opened = _OPENED[quote].search(before)
    return opened is not None and quote not in before[opened.end() :]


def attributive_unit(scan: Scan, unit: Unit, start: int, end: int, hyphened: bool) -> Unit:
    """The unit with its singular for every number where it stands like an adjective ("a 5 lb bag", "a 12-oz can")."""
    stop = after_stop(scan, end)
    if scan.language.attributive(scan, start, stop) or (hyphened and scan.language.tag.startswith("en")):
        return unit if unit.plural == "pence" else replace(unit, plural=unit.singular)
    return unit


_PRICED = regex(r"\. [$€£][0-9]")
"""A price behind a unit, which is no part of it: "wifi de 300 Mbps. $95 la noche"."""
_OWNING = regex(r"\.'(?= [a-z])")
"""An apostrophe behind a unit: "5 yrs.' experience"."""
_NEXT_ITEM = regex(r"\. \d{1,2}[.)] [¿¡]?[A-ZÀ-ÖØ-Þ]")
"""The number of a list behind a unit: "Espere 1 min. 4. Coloque las pilas"."""


def after_stop(scan: Scan, end: int) -> int:
    """Past the full stop of an abbreviated unit ("8 oz. of"), unless it ends the sentence."""
    following = scan.character(end + 1)
    if _OWNING.match(scan.text, end):
        return end + len(".'")
    if following == " " and scan.character(end + 2).isdecimal() and _NO_STOP.search(scan.text, max(0, end - 3), end):
        return end  # "10 %. 20 % demain", "5 kg. 3 jours plus tard"
    if not scan.language.capital_nouns and _NEXT_ITEM.match(scan.text, end):
        return end
    enclosed = following == ")" and scan.character(end + 2) in (",", ";", " ") and not scan.ends_here(end + 2)
    ends = scan.ends_here(end + 1) or _PRICED.match(scan.text, end) is not None
    goes_on = not ends or _INSIDE.match(scan.text, end + 1) is not None
    goes_on = goes_on or (scan.left() in _ARTICLES and _NAMED.match(scan.text, end + 1) is not None)
    dish = scan.word_after(end + 1)
    field = not scan.left()[-1:].isalpha()  # "8 oz. Sirloin" of a menu, but "add 6 oz. Salmon goes in"
    served = field and dish.lower() in scan.language.cues.get("dishes", ())
    named = dish.lower() in scan.language.cues.get("kitchen names", ())  # "2 tsp. Dijon mustard"
    goes_on = goes_on or ((served or named) and dish[:1].isupper())
    inside = scan.character(end) == "." and (
        following in ("/", ",", ";", "-", "–", ":") or enclosed or (following == " " and goes_on)
    )
    if not inside and scan.language.capital_nouns and scan.character(end) == "." and following == " ":
        short = _SHORT.search(scan.text[max(0, end - 6) : end])  # "12 Min. Verspätung": a noun, no new sentence
        symbol = short[0] if short else ""
        unit = scan.language.units.get(symbol)
        cut = unit is not None and unit.singular != symbol  # not "20 Zoll. Material: Holz"
        inside = cut and bool(scan.text[end + 1 : end + 40].strip())
    return end + inside


def times_after(scan: Scan, end: int) -> int | None:
    """Where the sign between two sides of something (``3 ft x 5 ft``) ends, if it stands at `end`."""
    match = TIMES.match(scan.text, end)
    return match.end() if match else None


def in_small_letters(scan: Scan, position: int, symbol: str) -> str:
    """The symbol of a unit in a line in capitals that has a word before the number, as receipts do: "BEURRE 454 G"; ""
    for any other."""
    small = SHOUTED.get(symbol, "")
    if small not in scan.language.unit_symbols or (len(small) == 1 and not scan.character(position - 2).isdecimal()):
        return ""  # the networks "4 G" and "5 G"
    text = scan.text
    begin, end = text.rfind("\n", 0, position) + 1, text.find("\n", position)
    line = text[begin : end if end >= 0 else len(text)][:_LINE]
    word = scan.left(2) if scan.left() == "." else scan.left()
    named = word.rstrip(".").isalpha() and len(word) >= _SHOUTED_WORD  # "YOGOURT NAT. 750 G"
    return small if named and text[begin:position].isupper() and len(line) < _LINE else ""


def unit_after(scan: Scan, end: int) -> tuple[Unit, int] | None:
    """The unit symbol that follows `end`, and where it ends."""
    match = CANDIDATE.match(scan.text, end)
    if not match or match["gap"] == "-":
        return None
    for length in range(len(match["symbol"]), 0, -1):
        if match["symbol"][:length] not in scan.language.unit_symbols:
            continue
        stop = match.start("symbol") + length
        unit = named_by(scan, match["symbol"][:length], stop)
        if match["symbol"][:length] == '"' and quoted(scan, end, '"'):
            continue  # "„Miete 3/25“"
        if unit and not WORD_CHARACTER.match(scan.character(stop)) and is_unit(scan, unit, match["gap"], stop):
            symbol = Symbol(scan, end, stop)
            return unit_of(match["symbol"][:length], symbol, unit), after_stop(scan, stop)
    return None


@shapes("0a", "0'", "0′")
def recognise_height(scan: Scan, position: int) -> Reading | None:
    """``5'10"``: feet and inches."""
    tall = _FEET_AND.match(scan.text, position)
    if tall and scan.language.tag.startswith("en"):  # "6ft2"
        cardinal = scan.language.numbers.cardinal
        return Reading(tall.end(), f"{cardinal(int(tall[1]))} foot {cardinal(int(tall[2]))}")
    match = _FEET_INCHES.match(scan.text, position)
    keys = ("min", "s") if match and int(match[2]) > 11 else ("ft", "in")  # 1'30" is a length of time
    units = scan.language.units
    foot, inch = (units.get(key) or units.get(_FRENCH_LENGTHS.get(key, "")) for key in keys)
    if not match or foot is None or inch is None:
        return None
    if keys[0] == "ft" and scan.language.attributive(scan, position, match.end()):  # "a 6'11" guard"
        cardinal = scan.language.numbers.cardinal
        return Reading(match.end(), f"{cardinal(int(match[1]))} {foot.singular} {cardinal(int(match[2]))}")
    feet = verbalise(Quantity(Number(str(int(match[1])))), foot, scan.language)
    inches = verbalise(Quantity(Number(str(int(match[2])))), inch, scan.language)
    by = times_after(scan, match.end())
    if by:  # 12'6" x 10'3"
        return Reading(by, f"{feet} {inches} {scan.language.words['by']}")
    return Reading(match.end(), f"{feet} {inches}")
