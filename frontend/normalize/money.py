"""Amounts of money: ``$5.50``, ``5,50 €``, ``USD 3M``, ``$5-$10``, ``5 M$``, ``50p``."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

from frontend.normalize import measures, unit_limits
from frontend.normalize.cleaning import LETTER
from frontend.normalize.locales.language import Language
from frontend.normalize.numerals import match_number, match_quantity
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Currency, Number, Quantity, Scale, Unit

_AFTER_RANGE = regex(" (?:per|each|an?|in|for|to|at|on|or|and|the|depending|is|are)(?![a-z])")
_FRACTION_BEFORE = regex(r"\.[0-9]{1,2}$")
_NOTES = regex("[$£€](1|5|10|20|50|100)s(?![A-Za-z0-9])")
_EXCHANGE = regex("([£$€¥])/([£$€¥])(?![0-9])")
SYMBOLS = "$€£¥₹₽₩₿¢₡₲₱"
_PREFIX = regex(
    f"((?:[A-Z]{{1,3}})?[{SYMBOLS}]|S/|[A-Z]{{2,3}}(?![A-Za-z])"
    f"|[RB]s\\.?|[QL](?=[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[0-9]+\\.[0-9]{{2}}(?![0-9])))"
    "[ \u00a0\u202f]?(-?)(?=\\.?[0-9])"
)
_SUFFIX = regex(
    f"[ \u00a0\u202f]?((?:[A-Z]{{1,3}})?[{SYMBOLS}](?:[ \u00a0]?[A-Z]{{2,3}}(?![{LETTER}0-9]))?|TEUR|[A-Z]{{2,3}}"
    f"|m{{1,2}}d[pd])(?![{LETTER}0-9])"
)
_OF = regex("[ \u00a0](?:de |d')")
"""After a magnitude that has no currency: "8,5 M de Québécois"."""
_ONE_RACE_EN = ("a", "the", "run", "ran", "runs", "running", "jog", "walk", "raced")
_ONE_RACE = ("un", "ein", "einen")
"""Before "5K" where it is a run."""
_BOOKED_LOSS = regex(r"([$£€])\(([0-9][0-9.,]{0,15})\)((?:bn|m|k|M|B|K)?)(?![A-Za-z0-9])")
"""A loss as accountants write it."""
_NATIONAL = regex("(?:[0-9]{2}/100 )?M\\. ?N\\.")
"""Mexican "moneda nacional" behind an amount."""
_OFFER = regex("([1-9][0-9]?)/(?=[$£€][0-9]|[0-9]{1,3}(?:,[0-9]{2})?[ \u00a0]?[$](?! (?:par|de) ))")
_WORDS = regex("[a-z]+")
_AROUND = 80
"""So many characters around a code, a word that tells another meaning may stand."""
_HYPHENED = regex("-([a-z]{2,5})(?:[.](?= [a-z]))?(?![A-Za-z])")
_PART = regex("(?:1/[0-9]|3/4)[ \u00a0]?[$]")
_BEHIND_MILLIONS = regex(" (?:en|por|para|al|más|menos|entre|desde)(?![\\w])")
"""What goes on behind Spanish millions: "68 M en EE. UU."."""
_POINT_BEFORE = regex(r"[0-9]\.[0-9]{1,2}$")
_DECIMAL_BEFORE = regex("[0-9],[0-9]{1,2}$")
"""Before the letter of a magnitude that has no currency: "6,2 M en 1971"."""
_COUNTED = Unit("", "", "f")
"""What a bare magnitude counts: its own gender is the scale's."""
_PLURAL = regex("[ \u00a0][a-zà-ÿ]{4,20}[sx](?![\\w])")
_NO_CENTS = regex(r"[,.][-–—]{1,2}(?=[ \u00a0\u202f]?(?:[€$]|EUR|Euro|CHF))")
_CENTS = regex(r"\.([0-9]{2})(?![0-9])")
_AMERICAN = regex(r"([0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]{1,2}))?(?![0-9]|,[0-9])")
_EUROPEAN = regex(r"([0-9]{1,3}(?:\.[0-9]{3})*),([0-9]{2})(?![0-9]|[,.][0-9])")
_SCALE_WORDS = regex(f"( )([{LETTER}]{{3}} [{LETTER}]{{8}})(?![{LETTER}])")  # Spanish "mil millones"
_FIVE = regex("(?<![0-9.,$£€-])(?:5|10|15)$")
_RACE = regex("K(?! [a-z]{3,12}s(?![a-z])| (?:mi|km|sq|people)(?![a-z])|\\.[0-9])")
"""Of a race where nothing is counted: "her 5K PR"."""
_FEW = 100
"""An amount below it is seldom an amount of its own beside one of millions."""
_SCALE = regex(f"([ \u00a0\u202f-]?)([{LETTER}]{{1,12}}\\.?)")
_PER_M = regex("[ \u00a0]?/[ \u00a0]?m(?![\\w²³/'-])")
_FOR_COUNT = regex("/(?=[1-9][0-9]{0,2} ?[a-zà-ÿ])")
_OF_AMOUNT = regex("/(?=10{1,3}[ \u00a0]?[$€](?![A-Z]))")
_MEASURE = regex("[0-9]{1,3} ?(?:m?[gl]|mL|[ck]?m|h|oz|lb)(?![a-zà-ÿ])")
_SEXES = regex("(?:,| et|/)? ?[0-9]{1,3} ?[FW](?!\\w)")
"""Behind the number of men: that of women."""
_RENT = 200
"""From so much on, nothing is sold by the metre."""
_REACH = 16
"""So many words to the left, a word of what is paid each month may stand."""


def verbalise(quantity: Quantity, currency: Currency, language: Language) -> str:
    """Example: 1.50, dollar -> "one dollar and fifty cents"."""
    return language.money(quantity, currency)


def find_currency(code: str, language: Language) -> Currency | None:
    """The currency of a symbol or ISO code, for ``say-as currency``."""
    return language.currencies.get(code)


@shapes("0/0", "0/$", "0/€", "0/£")
def recognise_offer(scan: Scan, position: int) -> Reading | None:
    """``2/$3``, French ``2/5 $``: so many for so much."""
    match = _OFFER.match(scan.text, position)
    if not match or "offer" not in scan.language.words or scan.character(position - 1).isalnum():
        return None
    if _PART.match(scan.text, position):
        return None
    return Reading(match.end(), f"{scan.language.numbers.cardinal(int(match[1]))} {scan.language.words['offer']}")


@shapes(*SYMBOLS, *map("".join, product("A", ("0", " ", ".", "-", "/", *SYMBOLS))))
def recognise_prefix(scan: Scan, position: int) -> Reading | None:
    """An amount whose currency stands first."""
    following = scan.character(position + 1)
    loss = _BOOKED_LOSS.match(scan.text, position) if following == "(" else None
    if loss and scan.language.tag.startswith("en"):  # "£(4.2)m"
        amount = recognise_prefix(Scan(f"{loss[1]}{loss[2]}{loss[3]}", scan.language), 0)
        return Reading(loss.end(), f"{scan.language.words['minus']} {amount.spoken}") if amount else None
    notes = _NOTES.match(scan.text, position)
    if notes and scan.language.tag.startswith("en"):  # "paid in $20s"
        name = scan.language.numbers.cardinal(int(notes[1])).removeprefix("one ")  # "two $100s": two hundreds
        return Reading(notes.end(), scan.language.plural_of(name))
    rate = _EXCHANGE.match(scan.text, position) if following == "/" else None
    if rate and scan.language.tag.startswith("en"):  # "£/$ 1.3142"
        return Reading(rate.end(), " ".join(scan.language.currencies[symbol].unit.singular for symbol in rate.groups()))
    match = _PREFIX.match(scan.text, position)
    currency = scan.language.currencies.get(match[1]) if match else None
    if not match or currency is None or not _beside_money(scan, match):
        return None
    cents = _CENTS.match(scan.text, match.end())  # "$.50"
    if cents:
        matched: tuple[Quantity, int] | None = (Quantity(Number("0", cents[1], negative=bool(match[2]))), cents.end())
    else:
        matched = match_quantity(scan, match.end(), negative=bool(match[2]))
    european = _EUROPEAN.match(scan.text, match.end()) if "." in scan.language.decimal_words else None
    if european:  # "€120,00" where the full stop is decimal
        matched = (Quantity(Number(european[1].replace(".", ""), european[2], negative=bool(match[2]))), european.end())
    american = "$" in match[1] and "," in scan.language.decimal_words
    grouped = _AMERICAN.match(scan.text, match.end()) if american else None
    if grouped:  # "$1,000.50" where the comma is decimal
        matched = (Quantity(Number(grouped[1].replace(",", ""), grouped[2], negative=bool(match[2]))), grouped.end())
    if matched is None:
        return None
    quantity, end = _without_next_item(scan, match.end(), *matched)
    quantity, end = _second_amount(scan, match[1], quantity, end)
    scale, end = match_scale(scan, end, money=True)
    shared = _with_shared_scale(scan, match[1], quantity, end, currency) if scale is None else None
    if shared:
        return shared
    if scale and quantity.high is None:
        wider, stop = _second_amount(scan, match[1], quantity, end)
        other, stop = match_scale(scan, stop, money=True)
        if wider.high is not None and other == scale:
            quantity, end = wider, stop
    if scale:
        quantity = replace(quantity, scale=scale)
    if "MN" in scan.language.currencies and _NATIONAL.match(scan.text, scan.skip_spaces(end)):
        currency = scan.language.currencies["MN"]
    code = _SUFFIX.match(scan.text, end)  # "$5 CAD", "$20 USD"
    if code and code[1] in scan.language.currencies and code[1].isalpha():
        currency, end = scan.language.currencies[code[1]], code.end()
    return _spoken(scan, position, end, quantity, currency)


def _without_next_item(scan: Scan, position: int, quantity: Quantity, end: int) -> tuple[Quantity, int]:
    """An amount with cents alone where a whole number behind a spaced dash counts what comes next: "$1.50 – 5 gal.",
    but "$7.50 - 10 each"."""
    if quantity.high is None or not quantity.low.fraction or quantity.high.fraction:
        return quantity, end
    first = match_number(scan, position)
    apart = first is not None and scan.character(first[1]) == " "
    if not first or not apart or scan.left() in ("from", "between") or _AFTER_RANGE.match(scan.text, end):
        return quantity, end
    return Quantity(quantity.low), first[1]


def _beside_money(scan: Scan, match: re.Match[str]) -> bool:
    """Whether a code means money: "INR 2.4" beside "warfarin" is a measure of blood."""
    other = scan.language.cues.get(f"no {match[1]}", frozenset())
    around = scan.text[max(0, match.start() - _AROUND) : match.end() + _AROUND].lower()
    return not other or other.isdisjoint(_WORDS.findall(around))


def _spoken(scan: Scan, start: int, end: int, quantity: Quantity, currency: Currency) -> Reading:
    of = _OF.match(scan.text, end) if quantity.scale else None  # "$5 millones de dólares"
    behind = of.end() - 1 if of else end
    name = scan.word_after(behind)
    if name and currency == scan.language.currencies["$"]:
        currency = _named(scan, scan.skip_spaces(behind)) or currency
    unit = measures.attributive_unit(scan, currency.unit, start, end, hyphened=False)
    spoken = verbalise(quantity, replace(currency, unit=unit), scan.language)
    spoken = scan.language.in_context(scan, start, quantity, currency.unit, spoken)
    begin = scan.skip_spaces(behind)
    if name and _is_named(scan, begin, currency):
        end = begin + len(currency.unit.plural)  # "$100 pesos mexicanos"
    elif name and scan.language.full_word(name) in (currency.unit.singular, *currency.unit.plural.split(" ")[:1]):
        end = begin + len(name)  # "$100 dólares", "$100 dlls."
        end += scan.character(end) == "." and not scan.ends_here(end + 1)
    several = None if scan.language.tag.startswith("en") else _FOR_COUNT.match(scan.text, end)
    if several and "offer" in scan.language.words:  # "60 $/5 séances"; "pour cent grammes" would be a percentage
        measured = _MEASURE.match(scan.text, several.end())
        joint = scan.language.words.get("offer measured") if measured else None
        return Reading(several.end(), f"{spoken} {joint or scan.language.words['offer']}")
    rated = _OF_AMOUNT.match(scan.text, end)
    if rated:  # "0,62 $/100 $"
        return Reading(rated.end(), f"{spoken} {scan.language.words['per']}")
    return _per_month(scan, end, quantity, spoken) or measures.per(scan, end, spoken)


def _named(scan: Scan, position: int) -> Currency | None:
    """The currency with the longest name there, whatever the sign before ("$500 pesos mexicanos"); no pound, which is a
    weight too."""
    named = [currency for currency in scan.language.currencies.values() if _is_named(scan, position, currency)]
    if not named:
        return None
    weights = {unit.plural for unit in scan.language.units.values()}
    there = [currency for currency in named if currency.unit.plural not in weights]
    return max(there, key=lambda currency: len(currency.unit.plural), default=None)


def _is_named(scan: Scan, position: int, currency: Currency) -> bool:
    end = position + len(currency.unit.plural)
    return scan.text.startswith(currency.unit.plural, position) and not scan.character(end).isalnum()


def _per_month(scan: Scan, end: int, quantity: Quantity, spoken: str) -> Reading | None:
    """French "1 100 $/m" of a rent; what is sold by the metre costs less and has no word of rents before it."""
    month = scan.language.words.get("month")
    match = _PER_M.match(scan.text, end) if month else None
    if not match:
        return None
    paid = scan.language.cues["paid monthly"] | scan.language.cues["housing"]
    if quantity.low.magnitude < _RENT and paid.isdisjoint(entry.rpartition("'")[2] for entry in scan.lefts(_REACH)):
        return None
    stop = match.end() + (scan.character(match.end()) == "." and not scan.ends_here(match.end() + 1))
    return Reading(stop, f"{spoken} {scan.language.words['per']} {month}")


def _with_shared_scale(scan: Scan, symbol: str, quantity: Quantity, end: int, currency: Currency) -> Reading | None:
    """Two amounts of which the second says the magnitude and the currency of both: "$1.5 a $2 millones"."""
    word = scan.word_after(end)
    if quantity.high is not None or word not in scan.language.cues.get("amounts between", ()):
        return None
    begin = scan.skip_spaces(scan.skip_spaces(end) + len(word))
    begin += len(symbol) if scan.text.startswith(symbol, begin) else 0
    second = match_number(scan, begin) if scan.character(begin).isdecimal() else None
    scale, stop = match_scale(scan, second[1], money=True) if second else (None, end)
    if second is None or scale is None or quantity.low.magnitude >= max(_FEW, second[0].magnitude):
        return None
    both = verbalise(Quantity(second[0], scale=scale), currency, scan.language)
    return Reading(stop, f"{scan.language.quantity(quantity)} {word} {both}")


def _second_amount(scan: Scan, symbol: str, quantity: Quantity, end: int) -> tuple[Quantity, int]:
    """``$5-$10``: the same currency again after a dash."""
    for dash in ("-", "–", "—", " - ", " – "):
        head = dash + symbol
        if quantity.high is None and scan.text.startswith(head, end) and scan.character(end + len(head)).isdecimal():
            second = match_number(scan, end + len(head))
            if second:
                return replace(quantity, high=second[0]), second[1]
    return quantity, end


def match_scale(scan: Scan, position: int, money: bool) -> tuple[Scale | None, int]:
    """A magnitude at `position` and its end; rules "glued" and "money" of the table apply."""
    match = _SCALE.match(scan.text, position)
    if not match:
        return None, position
    double = _SCALE_WORDS.match(scan.text, position)
    for written in (double[2] if double else "", match[2], match[2].rstrip(".")):
        found = scan.language.scales.get(written)
        if found is None:
            # "5 M$", "3k€": the letters before a currency symbol
            continue
        scale, rule = found
        end = match.start(2) + len(written)
        counted = (
            written.isupper()
            and (
                (_OF.match(scan.text, end) and (written != "G" or match[1] == " "))  # not "le 5G de Bell"
                or _DECIMAL_BEFORE.search(scan.text[max(0, position - 8) : position])
            )
        )
        counted = counted or (
            written == "B" and not match[1] and _FRACTION_BEFORE.search(scan.text[max(0, position - 4) : position])
        )  # "2.5B", "3.27B"
        if written == "M" and scan.language.tag.startswith("es") and not scan.text.startswith(" hab", end):
            broken = _POINT_BEFORE.search(scan.text, max(0, position - 8), position)
            counted = counted or broken is not None  # "1.1 M en Phoenix"
            counted = counted or (match[1] == " " and _BEHIND_MILLIONS.match(scan.text, end) is not None)
        if written == "K" and not money and unit_limits.is_colour_of_light(scan.text, end - 1):
            return None, position
        distant = scan.word_after(end) in ("mi", "km", "miles", "kilometers", "kilometres", "tons", "tonnes", "years")
        counted = counted or (written == "B" and distant)  # "15B mi."
        thousands = written in ("M", "MM", "mil") and not scan.language.tag.startswith("en")
        counted = counted or (thousands and measures.unit_after(scan, end) is not None)  # "2.4 M km²"
        counted = counted or (written == "k" and _PLURAL.match(scan.text, end) is not None)  # "10 k visiteurs"
        apart = written == "M" and match[1] == " " and not scan.language.capital_nouns  # German "6 M.": months
        counted = counted or (apart and scan.text[end : end + 2].strip()[:1] in ("", ".", ",", ";", ")", "("))
        barred = not money and "money" in rule and not counted
        one = _ONE_RACE_EN if scan.language.tag.startswith("en") else _ONE_RACE
        raced = scan.left() in one or scan.word_after(end) in scan.language.cues.get("race", ())
        raced = raced or (
            written == "K"
            and not match[1]
            and _RACE.match(scan.text, position) is not None
            and _FIVE.search(scan.text, max(0, position - 2), position) is not None
        )
        seated = scan.left() in scan.language.cues.get("places", ()) and not match[1]
        if not money and written in ("k", "K", "B") and (raced or seated):
            return None, position  # "a 5K run", "seat 34K", "la salida 7B de la I-35"
        if barred and not match[1] and written == "m" and scan.word_after(end) in scan.language.cues.get("race", ()):
            return None, position  # "the 400m hurdles"
        if barred and not match[1] and written == "m":
            grown = scan.left(2) in scan.language.cues.get("changes of amounts", ())  # "fell by 1.1m"
            if scan.left().endswith(" x ") or scan.left() == "x" or (scan.left() == "by" and not grown):
                return None, position  # "2.4m x 1.2m sheets"
            counted = not scan.language.cues.get("millions", frozenset()).isdisjoint(scan.lefts(12))
            barred = not counted and not scan.language.counted_in_millions(scan.word_after(end))
        if written == "M" and _NATIONAL.match(scan.text, end - 1):
            return None, position
        if written == "M" and (unit_limits.SOLUTE.match(scan.text, end) or _SEXES.match(scan.text, end)):
            return None, position  # "0.5M HCl", "7 M, 4 F"
        glued = match[1] and "glued" in rule and not money and not counted
        if glued or barred or (match[1] == "-" and not money):
            return None, position
        if scan.character(end).isalnum():
            return None, position
        if written.endswith(".") and scan.ends_here(end) and not scan.text[end:].strip():
            end -= 1
        return scale, end
    return None, position


def recognise_suffix(scan: Scan, start: int, quantity: Quantity, end: int) -> Reading | None:
    """An amount whose currency stands last, or a bare magnitude (``5k``, ``3 Mio.``)."""
    whole = _NO_CENTS.match(scan.text, end)  # "99,- €"
    if whole:
        end = whole.end()
    after_number = end
    scale, end = match_scale(scan, end, money=True)
    if scale:
        quantity = replace(quantity, scale=scale)
    name = scan.word_after(end) if scan.language.capital_nouns and len(quantity.low.fraction or "") == 2 else ""
    named = next((entry for entry in scan.language.currencies.values() if entry.unit.plural == name), None)
    if name and named:  # "4,99 Euro"
        return _spoken(scan, start, scan.skip_spaces(end) + len(name), quantity, named)
    match = _SUFFIX.match(scan.text, end)
    if match:
        code = match[1].replace(" ", "").replace("\u00a0", "")  # "20 $ US"
        currency = scan.language.currencies.get(code)
        stop = match.end()
        if currency is None and len(code) < len(match[1]):
            symbol = match[1].split()[0]
            currency, stop = scan.language.currencies.get(symbol), match.start(1) + len(symbol)
        if currency is not None:
            return _spoken(scan, start, stop, quantity, currency)
    if scale is None:
        return None
    scale, end = match_scale(scan, after_number, money=False)
    if scale is None:
        return None
    hyphened = _HYPHENED.match(scan.text, end) if scan.language.tag.startswith("en") else None
    unit = scan.language.units.get(hyphened[1]) if hyphened else None
    if hyphened and unit:  # "a 60K-mi. warranty"
        spoken = scan.language.quantity(replace(quantity, scale=scale))
        return Reading(hyphened.end(), f"{spoken} {unit.singular}")
    found = measures.unit_after(scan, end)  # "1,5 Mio. km²"
    spelled = scan.text[end - 1 : end] == "." and not scan.language.tag.startswith("en")  # "12,4 Mio. t"
    tonnes = scan.text[found[1] - 1] == "t" and not scan.language.tag.startswith("en") if found else False  # "3 M t"
    if found and (found[1] - end > 2 or spelled or tonnes):
        return measures.per(scan, found[1], scan.language.measure(replace(quantity, scale=scale), found[0]))
    scaled = replace(quantity, scale=scale)
    spoken = scan.language.in_context(scan, start, scaled, _COUNTED, scan.language.quantity(scaled))
    return measures.per(scan, end, spoken)
