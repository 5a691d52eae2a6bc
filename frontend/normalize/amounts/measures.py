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
    "(?P<gap>[ \u00a0\u202f-]?)(?P<symbol>(?:[lL]|kWh)/100 km(?![A-Za-z])|lb-ft|lb-pi|pi-lb|V~|"
    f"[{LETTER}µΩ{SIGNS}]{{1,14}}2?3?(?:\\.?\\ [{LETTER}]{{1,3}})?)"
)
_PORTION = regex("[.] (?:de (?!plus|moins)|d'|[(](?:[0-9]{2,3} ?m[lL]|[0-9] ?L)[)])")
_RATED = regex("[ \u00a0\u202f]?/|[ ·\u00a0]?[A-Za-z]{1,4}⁻")
_PER = regex(
    f"/((?:sq|cu|fl)\\.? (?:ft|in|mi|yd|oz|m)(?:\\.(?= [a-z]))?|(?:pi|m) (?:lin|ca)\\.?|[{LETTER}µ]{{1,20}}[²³23]?)"
    f"(?![{LETTER}0-9]|/(?![a-z])|\\.[{LETTER}])"
)
_WRITTEN_SHORT = regex("[a-z]{3,5}(?![\\w.])")
"""May be short for a word without a full stop: "2 $/bte"."""
_SPACED_PER = regex(f" / ([{LETTER}]{{1,12}})(?![{LETTER}'])")
_INVERSE = regex("[ ·\u00a0]?([A-Za-z]{1,4})⁻([¹²³])")
_PER_PRODUCT = regex("/\\(([A-Za-z]{1,4}[²³]?)[·* ]?([A-Za-z]{1,4})\\)")
_PER_AREA_AND_YEAR = regex("/(?:\\(m[²2][·*⋅ ]?a\\)|m[²2][·*]?a(?![\\w]))")
"""What a house needs: "118 kWh/(m²·a)"."""
_PER_COUNT = regex("/([1-9][0-9]{0,2}(?:,?000){0,2})(?![0-9/.,])")
_DOSED = regex(
    "(?<![A-Za-z])(?:[mµkn]?g|UI|I\\.?E\\.?|mcg|kcal|kJ|mmol|ml|mL|doses?|dosis|comprimés?|caps\\.|co\\.|gouttes?|fois|€|[$])$"
)
_HEATED = ("Celsius", "Fahrenheit")
_OPENED = {quote: regex(rf"(?:^|[\s(]){quote}(?=[^\s{quote}])(?!.*\s{quote}\S)") for quote in ("'", '"')}
_PAIRED = frozenset(("electric", "glued"))
"""What is told beside something else, no rate of it."""
_INSIDE = regex(" [NSEW]{1,3} of | [A-Z]{2,4}[,;)]")
"""What goes on behind the full stop of a unit though it has capitals: "7.4 mi. RT, 9 mi. NE of"."""
_ARTICLES = word_set("a an the this my your his her its our their")
_NAMED = regex(" (?:[A-Z][0-9]|[A-Z]{2,5}s?(?![a-z]))")
"""Behind the full stop of what an article of the sentence belongs to: "a 390 cu. in. V8", "a 55 in. TV"."""
_NO_STOP = regex("(?:[%‰°$€£¢²³]|°[CF]|(?<![A-Za-z])(?:[kcm]?m|[km]?g|m?L|ml))$")
"""Ends of symbols that have no full stop of their own: one before a number ends the sentence."""
_ALONE = regex(
    r"([kMGTmcµ]?[A-Za-z]{1,3}[²³]?)(?:(?![\w/²³-])"
    r"|(?=/(?:[a-zµ]{0,2}(?:m[²³]?|[gsh]|min|ml|[lL]|jour|mois|an|sem)|100 ?(?:g|ml)|kWh)(?![\w/])))"
)
_NO_WORD = regex("[b-df-hj-np-tv-zB-DF-HJ-NP-TV-Z]{2,4}[²³]?")
TIMES = regex(r"[ \u00a0]?[xX×][ \u00a0]?(?=[0-9])")
PRICE = regex("[$£€] ?[0-9]|[0-9][0-9 .,\u00a0]{0,9}[ \u00a0]?[$£€¢](?![A-Z])")
_FEET_AND = regex(r"([3-7])ft ?(1[01]|[0-9])(?![\w%]|[.,]\d|[-/:]\d| ?(?:in|x|by)\b)")
_FRENCH_LENGTHS = {"ft": "pi", "in": "po"}
_FEET_INCHES = regex(r"(\d{1,2})['′] ?(\d{1,2})(?:\"|″|'')(?!\w)")
_WORDS = frozenset(("bar", "in", "at", "ton", "rod", "mil", "pm", "am", "ha", "min", "max"))
"""Symbols of units that are words too: "foo bar/g"."""
_SHOUTED = {"G": "g", "GR": "g", "OZ": "oz", "LB": "lb", "LBS": "lb", "MM": "mm", "PO": "po", "PI": "pi"}
"""Units in a line in capitals: "BEURRE 454 G"."""
_SHOUTED_WORD = 3
"""So many letters the word before the number has at least."""
_LINE = 120
"""Longer lines are none of a receipt."""
_SHORT = regex("[A-Z][a-z]{1,3}$")
WORD_CHARACTER = regex(f"[{LETTER}0-9]")


def verbalise(quantity: Quantity, unit: Unit, language: Language) -> str:
    """Example: 5, metre -> "five metres"."""
    return language.measure(quantity, unit)


def recognise_alone(scan: Scan, position: int) -> Reading | None:
    """A unit without a quantity that no word can be: "por kWh", "Poids (kg)", "(kg/m²)"."""
    match = _ALONE.match(scan.text, position)
    unit = scan.language.units.get(match[1]) if match else None
    if not match or unit is None or scan.left()[-1:].isdecimal():
        return None
    slashed = scan.character(match.end()) == "/"
    rated = scan.language.units.get(scan.text[position : match.end() + 2]) if slashed else None
    if rated and not scan.character(match.end() + 2).isalnum():  # "en km/h"
        return Reading(match.end() + 2, rated.plural)
    enclosed = scan.character(position - 1) == "(" and scan.character(match.end()) == ")" and scan.left(2).isalpha()
    if enclosed and _NO_WORD.fullmatch(match[1]) and not match[1].isupper():
        return Reading(match.end(), unit.plural)
    worded = len(match[1]) < 2 or match[1] in _WORDS or not slashed
    if scan.language.tag.startswith("en") and worded:
        return None  # but "ft/s", "mg/dL"
    one = scan.left() in scan.language.cues["one of"]
    name = unit.singular if one else unit.plural
    each = scan.left() in scan.language.cues.get("each", ())
    stopped = scan.character(match.end()) == "." and bool(scan.text[match.end() + 1 :].strip())  # "der Mt. Everest"
    if each and _NO_WORD.fullmatch(match[1]) and scan.character(match.end()) != "/" and not stopped:
        return Reading(match.end(), unit.singular)  # "gramos por km"
    if scan.left() in scan.language.scales and scan.left(2)[-1:].isdecimal():  # "61 mil km"
        return Reading(match.end(), name)
    if match[1] == scan.text[match.end() + 1 : match.end() + 1 + len(match[1])] and scan.character(match.end()) == "/":
        return None  # "0.3 % m/m"
    if scan.character(match.end()) != "/":
        mixed = len(match[1]) > 1 and not match[1].islower() and not match[1].isupper() and not match[1].istitle()
        return Reading(match.end(), name) if mixed else None
    reading = per(scan, match.end(), name)
    return reading if reading.end > match.end() else None


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


def after_stop(scan: Scan, end: int) -> int:
    """Past the full stop of an abbreviated unit ("8 oz. of"), unless it ends the sentence."""
    following = scan.character(end + 1)
    if following == " " and scan.character(end + 2).isdecimal() and _NO_STOP.search(scan.text, max(0, end - 3), end):
        return end  # "10 %. 20 % demain", "5 kg. 3 jours plus tard"
    enclosed = following == ")" and scan.character(end + 2) in (",", ";", " ") and not scan.ends_here(end + 2)
    goes_on = not scan.ends_here(end + 1) or _INSIDE.match(scan.text, end + 1) is not None
    goes_on = goes_on or (scan.left() in _ARTICLES and _NAMED.match(scan.text, end + 1) is not None)
    dish = scan.word_after(end + 1)
    field = not scan.left()[-1:].isalpha()  # "8 oz. Sirloin" of a menu, but "add 6 oz. Salmon goes in"
    served = field and dish.lower() in scan.language.cues.get("dishes", ())
    goes_on = goes_on or (served and dish[:1].isupper())
    inside = scan.character(end) == "." and (
        following in ("/", ",", ";", "-", "–") or enclosed or (following == " " and goes_on)
    )
    if not inside and scan.language.capital_nouns and scan.character(end) == "." and following == " ":
        short = _SHORT.search(scan.text[max(0, end - 6) : end])  # "12 Min. Verspätung": a noun, no new sentence
        inside = short is not None and short[0] in scan.language.units and bool(scan.text[end + 1 : end + 40].strip())
    return end + inside


_ELECTRIC = ("volts", "amps", "milliamps", "watts", "kilowatts", "volt-amps", "amp hours", "milliamp hours", "hertz")
"""Units of which several are told of one device."""


def per(scan: Scan, end: int, spoken: str) -> Reading:
    """Adds "per month" where ``/month`` (a unit or a word) follows an amount."""
    if not _RATED.match(scan.text, end):
        return Reading(end, spoken)
    inverse = _INVERSE.match(scan.text, end)
    if inverse and inverse[1] in scan.language.units and scan.language.tag.startswith("en"):  # "9.8 m s⁻²"
        power = {"²": f" {scan.language.symbols['²']}", "³": f" {scan.language.symbols['³']}"}.get(inverse[2], "")
        unit_name = scan.language.units[inverse[1]].singular + power
        return per(scan, inverse.end(), f"{spoken} {scan.language.words['per']} {unit_name}")
    product = _PER_PRODUCT.match(scan.text, end)
    if product and product[1] in scan.language.units and product[2] in scan.language.units:  # "J/(mol·K)"
        names = " ".join(scan.language.units[symbol].singular for symbol in product.groups())
        return Reading(product.end(), f"{spoken} {scan.language.words['per']} {names}")
    yearly = _PER_AREA_AND_YEAR.match(scan.text, end) if scan.language.capital_nouns else None
    if yearly:
        area = scan.language.units["m²"].singular
        return Reading(yearly.end(), f"{spoken} {scan.language.words['per']} {area} {scan.language.words['and']} Jahr")
    spaced = _SPACED_PER.match(scan.text, end) if not scan.language.tag.startswith("en") else None
    unit = scan.language.units.get(spaced[1]) if spaced else None
    if spaced and ((unit and len(spaced[1]) > 1) or spaced[1] in scan.language.cues.get("rates", ())):  # "5 $ / jour"
        end = spaced.end() if unit else spaced.start(1)
        return Reading(end, f"{spoken} {scan.language.words['per']} {unit.singular if unit else ''}".rstrip())
    match = _PER.match(scan.text, end)
    if not match:
        return _per_count(scan, end, spoken) or Reading(end, spoken)
    units = scan.language.units
    unit = units.get(f"per {match[1]}") or units.get(match[1].removesuffix(".")) or units.get(match[1].replace(".", ""))
    if unit is None and match[1].isupper() and match[1] in scan.language.currencies:
        unit = scan.language.currencies[match[1]].unit  # "18.21 MXN/USD"
    entries = scan.language.abbreviations.get(match[1].lower(), ()) if unit is None else ()
    abbreviated = next(
        (entry.spoken for entry in entries if entry.written.rstrip(".") == match[1] and entry.rule.name == "after_per"),
        scan.language.unstopped_word(match[1]) if _WRITTEN_SHORT.match(scan.text, match.start(1)) else match[1],
    )
    stopped = scan.character(match.end()) == "." and scan.language.capital_nouns
    if unit and stopped and len(match[1]) == 1 and scan.language.full_word(match[1]) != match[1]:
        unit = None  # "244 €/J."
    name = unit.singular if unit else abbreviated
    if not unit and scan.character(match.end()) == ".":  # "20 $/pers.", "120 €/P."
        full = abbreviated if abbreviated != match[1] else scan.language.full_word(match[1])
        if full != match[1]:
            stop = match.end() + (not scan.ends_here(match.end() + 1))
            return Reading(stop, f"{spoken} {scan.language.words['per']} {full}")
    if not unit and any(entry.rule.name in ("before_degrees", "before_temperature") for entry in entries):
        return Reading(end, spoken)  # "min 3°/max 15°"
    if not unit and (spoken.endswith(_HEATED) or (len(name) == 1 and name.isupper())):
        return Reading(end, spoken)  # "180°C/gas 4", "F 3mm/R 5mm"
    if not unit and any(character.isdecimal() for character in name):
        return Reading(end, spoken)  # "3m/sAA3"
    if not unit and len(name) < 3 and not name.isupper() and name not in scan.language.nouns:
        return Reading(end, spoken)
    if not unit and 1 < len(name) < 5 and name.isupper() and not scan.shouting:
        name = " ".join(name)  # "0,20 €/SMS"
    stop = after_stop(scan, match.end()) if unit else match.end()
    spoken = f"{spoken} {scan.language.words['per']} {name}"
    return per(scan, stop, spoken) if scan.character(stop) == "/" else Reading(stop, spoken)  # "ml/kg/day"


def _per_count(scan: Scan, end: int, spoken: str) -> Reading | None:
    """ "36 g/100 mL", "4 doses/24 hrs", "12 deaths/100,000 people"."""
    match = _PER_COUNT.match(scan.text, end)
    if not match or spoken.endswith(_HEATED):
        return None
    count = Quantity(Number(match[1].replace(",", "")))
    if int(count.low.digits) > 12 and int(count.low.digits) % 5 and match[1] not in ("24", "28", "48", "72"):
        return None  # "1,590kJ/378kcal": twice the same
    if not scan.language.tag.startswith("en") and not _DOSED.search(scan.text[max(0, end - 12) : end]):
        return None  # "18 V/2 Ah"
    found = unit_after(scan, match.end())
    energy = found is not None and spoken.endswith(("joules", "julios")) and "calor" in found[0].plural
    energy = energy or (found is not None and found[0].plural in _ELECTRIC and spoken.endswith(_ELECTRIC))  # "5V/2A"
    paired = found is not None and any(flag in found[0].flags for flag in _PAIRED)
    if found and (energy or paired or spoken.endswith((found[0].singular, found[0].plural))):
        return None  # "12GB/512GB": a choice; "120V/60Hz", "3BR/2BA"
    if found:
        return Reading(found[1], f"{spoken} {scan.language.words['per']} {verbalise(count, found[0], scan.language)}")
    noun = scan.word_after(match.end())  # "12 deaths/100,000 people", "3 €/100 Blatt"
    if not (noun[:1].isupper() if scan.language.capital_nouns else noun.islower()):
        return None
    if not (scan.language.capital_nouns or scan.language.tag.startswith("en")):
        return None
    return Reading(match.end(), f"{spoken} {scan.language.words['per']} {scan.language.quantity(count)}")


def times_after(scan: Scan, end: int) -> int | None:
    """Where the sign between two sides of something (``3 ft x 5 ft``) ends, if it stands at `end`."""
    match = TIMES.match(scan.text, end)
    return match.end() if match else None


def in_small_letters(scan: Scan, position: int, symbol: str) -> str:
    """The symbol of a unit in a line in capitals that has a word before the number, as receipts do: "BEURRE 454 G"; ""
    for any other."""
    small = _SHOUTED.get(symbol, "")
    if small not in scan.language.unit_symbols or (len(small) == 1 and not scan.character(position - 2).isdecimal()):
        return ""  # the networks "4 G" and "5 G"
    text = scan.text
    begin, end = text.rfind("\n", 0, position) + 1, text.find("\n", position)
    line = text[begin : end if end >= 0 else len(text)][:_LINE]
    word = scan.left(2) if scan.left() == "." else scan.left()
    named = word.isalpha() and len(word) >= _SHOUTED_WORD
    return small if named and line.isupper() and len(line) < _LINE else ""


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
