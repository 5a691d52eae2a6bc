"""Amounts of money: ``$5.50``, ``5,50 €``, ``USD 3M``, ``$5-$10``, ``5 M$``, ``50p``."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

from frontend.normalize.amounts import measures
from frontend.normalize.amounts.rated import per
from frontend.normalize.amounts.scales import NATIONAL, OF, match_scale
from frontend.normalize.cleaning import LETTER
from frontend.normalize.locales.language import Language
from frontend.normalize.numerals import match_number, match_quantity
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Recognisers
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Currency, Number, Quantity, Unit

_AFTER_RANGE = regex(" (?:per|each|an?|in|for|to|at|on|or|and|the|depending|is|are)(?![a-z])")
_NOTES = regex("[$£€](1|5|10|20|50|100)s(?![A-Za-z0-9])")
_EXCHANGE = regex("([£$€¥])/([£$€¥])(?![0-9])")
SYMBOLS = "$€£¥₹₽₩₿¢₡₲₱"
_PREFIX = regex(
    f"((?:[A-Z]{{1,3}})?[{SYMBOLS}]|S/|[A-Z]{{2,3}}(?![A-Za-z])"
    f"|[RB]s\\.?|[QL](?=[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[0-9]+\\.[0-9]{{2}}(?![0-9])"
    "|[0-9]{2,6}(?: ?/| (?:por|al|cada|mensual|mensuales|diarios|netos|c/u)(?![a-zà-ÿ]))))"
    "[ \u00a0\u202f]?(-?)(?=\\.?[0-9])"
)
_SUFFIX = regex(
    f"[ \u00a0\u202f]?((?:[A-Z]{{1,3}}|(?:US|CA|CAN)[ \u00a0](?=\\$(?![A-Z0-9])))?[{SYMBOLS}]"
    f"(?:[ \u00a0]?[A-Z]{{2,3}}(?![{LETTER}0-9]))?|TEUR|[A-Z]{{2,3}}"
    f"|m{{1,2}}d[pd])(?![{LETTER}0-9])"
)
_OCTANE = "RON"
"""The Romanian leu, and the measure of petrol: "500 RON", but "98 RON"."""
_OCTANE_DIGITS = 3
_BOOKED_LOSS = regex(r"([$£€])\(([0-9][0-9.,]{0,15})\)((?:bn|m|k|M|B|K)?)(?![A-Za-z0-9])")
"""A loss as accountants write it."""
_SIGN_TOLD = regex(r"\$ ?[0-9][0-9.,]{0,15} (MXN|COP|CLP|ARS)(?![A-Za-z])")
_LINE = 160
"""So many characters behind an amount are the line."""
_OFFER = regex("([1-9][0-9]?)/(?=[$£€][0-9]|[0-9]{1,3}(?:,[0-9]{2})?[ \u00a0]?[$](?! (?:par|de) ))")
_WORDS = regex("[a-z]+")
_AROUND = 80
"""So many characters around a code, a word that tells another meaning may stand."""
_HYPHENED = regex("-([a-z]{2,5})(?:[.](?= [a-z]))?(?![A-Za-z])")
_PART = regex("(?:1/[0-9]|3/4)[ \u00a0]?[$]")
_COUNTED = Unit("", "", "f")
"""What a bare magnitude counts: its own gender is the scale's."""
_NO_CENTS = regex(r"[,.] ?[-–—]{1,2}(?=[ \u00a0\u202f]?(?:[€$]|EUR|Euro|CHF))")
_CENTS = regex(r"\.([0-9]{2})(?![0-9])")
_AMERICAN = regex(r"([0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]{1,2}))?(?![0-9]|,[0-9])")
_EUROPEAN = regex(r"([0-9]{1,3}(?:\.[0-9]{3})*),([0-9]{2})(?![0-9]|[,.][0-9])")
_FEW = 100
"""An amount below it is seldom an amount of its own beside one of millions."""
_COINS = frozenset(("BTC", "ETH", "XRP"))
_PRICED_IN = regex("[ \u00a0]?(?:[$€£]|USD|EUR)")
"""Behind the price of a coin: its currency."""
_PER_M = regex("[ \u00a0]?/[ \u00a0]?m(?![\\w²³/'-])")
_FOR_COUNT = regex("/(?=[1-9][0-9]{0,2} ?[a-zà-ÿ])")
_OF_AMOUNT = regex("/(?=10{1,3}[ \u00a0]?[$€](?![A-Z]))")
_MEASURE = regex("[0-9]{1,3} ?(?:m?[gl]|mL|[ck]?m|h|oz|lb)(?![a-zà-ÿ])")
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
    return _PREFIXED.first(scan, position)


_PREFIXED = Recognisers()


@_PREFIXED.add("en")
@shapes("$(", "£(", "€(")
def booked_loss(scan: Scan, position: int) -> Reading | None:
    """ "£(4.2)m"."""
    loss = _BOOKED_LOSS.match(scan.text, position)
    amount = amount_behind_currency(Scan("".join(loss.groups()), scan.language), 0) if loss else None
    return Reading(loss.end(), f"{scan.language.words['minus']} {amount.spoken}") if loss and amount else None


@_PREFIXED.add("en")
@shapes("$0", "£0", "€0")
def notes(scan: Scan, position: int) -> Reading | None:
    """ "paid in $20s"; "two $100s" are two hundreds."""
    match = _NOTES.match(scan.text, position)
    if not match:
        return None
    name = scan.language.numbers.cardinal(int(match[1])).removeprefix("one ")
    return Reading(match.end(), scan.language.plural_of(name))


@_PREFIXED.add("en")
@shapes(*map("".join, product("£$€¥", "/")))
def exchange_rate(scan: Scan, position: int) -> Reading | None:
    """ "£/$ 1.3142"."""
    rate = _EXCHANGE.match(scan.text, position)
    if not rate:
        return None
    return Reading(rate.end(), " ".join(scan.language.currencies[symbol].unit.singular for symbol in rate.groups()))


@_PREFIXED.add()
def amount_behind_currency(scan: Scan, position: int) -> Reading | None:
    """ "$5.50", "USD 3M", "$5-$10"."""
    match = _PREFIX.match(scan.text, position)
    currency = scan.language.currencies.get(match[1]) if match else None
    if not match or currency is None or not _beside_money(scan, match):
        return None
    found = _first_amount(scan, match)
    if found is None:
        return None
    if match[1] in _COINS and _PRICED_IN.match(scan.text, found[1]):
        return None  # "BTC 91.204,50 $"
    quantity, end = _without_next_item(scan, match.end(), *found)
    quantity, end = _second_amount(scan, match[1], quantity, end)
    scale, end = match_scale(scan, end, money=True)
    if scale is None:
        shared = _with_shared_scale(scan, match[1], quantity, end, currency)
        if shared is not None:
            return shared
    else:
        quantity, end = _second_of_scale(scan, match[1], replace(quantity, scale=scale), end)
    currency, end = _told_behind(scan, currency, end)
    return _spoken(scan, position, end, quantity, currency)


def _first_amount(scan: Scan, match: re.Match[str]) -> tuple[Quantity, int] | None:
    """The number behind a currency and where it ends; its marks may be those of the currency's country: "$1,000.50"
    where the comma is decimal, "€120,00" where the full stop is."""
    start, negative, decimal_marks = match.end(), bool(match[2]), scan.language.decimal_words
    american = _AMERICAN.match(scan.text, start) if "$" in match[1] and "," in decimal_marks else None
    european = _EUROPEAN.match(scan.text, start) if "." in decimal_marks else None
    for foreign, group_mark in ((american, ","), (european, ".")):
        if foreign:
            number = Number(foreign[1].replace(group_mark, ""), foreign[2], negative=negative)
            return Quantity(number), foreign.end()
    cents = _CENTS.match(scan.text, start)  # "$.50"
    if cents:
        return Quantity(Number("0", cents[1], negative=negative)), cents.end()
    return match_quantity(scan, start, negative=negative)


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
    of = OF.match(scan.text, end) if quantity.scale else None  # "$5 millones de dólares"
    behind = of.end() - 1 if of else end
    name = scan.word_after(behind)
    if name and currency == scan.language.currencies["$"]:
        currency = _named(scan, scan.skip_spaces(behind)) or currency
    unit = measures.attributive_unit(scan, currency.unit, start, end, hyphened=False)
    minor = currency.minor
    if minor and unit != currency.unit and minor.plural == "cents":
        minor = replace(minor, plural=minor.singular)  # "a $5.99 fee"
    spoken = verbalise(quantity, Currency(unit, minor), scan.language)
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
    return _per_month(scan, end, quantity, spoken) or per(scan, end, spoken)


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


def _second_of_scale(scan: Scan, symbol: str, quantity: Quantity, end: int) -> tuple[Quantity, int]:
    """``$5M-$10M``: the same currency again, with the same magnitude."""
    wider, stop = _second_amount(scan, symbol, quantity, end)
    scale, stop = match_scale(scan, stop, money=True)
    same = quantity.high is None and wider.high is not None and scale == quantity.scale
    return (wider, stop) if same else (quantity, end)


def _told_behind(scan: Scan, currency: Currency, end: int) -> tuple[Currency, int]:
    """The currency of an amount that ends at `end`, which what follows may tell ("$5 CAD", "$20 USD"), and its end."""
    known = scan.language.currencies
    if "MN" in known and NATIONAL.match(scan.text, scan.skip_spaces(end)):
        currency = known["MN"]
    code = _SUFFIX.match(scan.text, end)
    told = code is not None and code[1] in known and code[1].isalpha()
    return (known[code[1]], code.end()) if code and told else (_of_line(scan, currency, end), end)


def _of_line(scan: Scan, currency: Currency, end: int) -> Currency:
    """The currency of an amount with nothing behind it, which the same sign farther on the line tells: "IVA: $200.00;
    total: $1,450.00 MXN"."""
    known = scan.language.currencies
    if "MN" not in known or currency is not known["$"] or scan.character(end) == "/":
        return currency
    begin = scan.text.rfind("\n", 0, end) + 1
    line = scan.text[begin : end + _LINE].partition("\n")[0]
    named = {known[code] for code in _SIGN_TOLD.findall(line) if code in known}
    return named.pop() if len(named) == 1 else currency


def recognise_suffix(scan: Scan, start: int, quantity: Quantity, end: int) -> Reading | None:
    """An amount whose currency stands last, or a bare magnitude (``5k``, ``3 Mio.``)."""
    whole = _NO_CENTS.match(scan.text, end)  # "99,- €"
    number_end = whole.end() if whole else end
    scale, end = match_scale(scan, number_end, money=True)
    if scale:
        quantity = replace(quantity, scale=scale)
    found = _currency_behind(scan, quantity, end)
    if found:
        return _spoken(scan, start, found[1], quantity, found[0])
    return _bare_magnitude(scan, start, quantity, number_end) if scale else None


def _currency_behind(scan: Scan, quantity: Quantity, end: int) -> tuple[Currency, int] | None:
    """The currency whose name ("4,99 Euro") or sign ("20 $ US") follows an amount, and where that ends."""
    known = scan.language.currencies
    name = scan.word_after(end) if scan.language.capital_nouns and len(quantity.low.fraction or "") == 2 else ""
    named = next((entry for entry in known.values() if entry.unit.plural == name), None) if name else None
    if named:
        return named, scan.skip_spaces(end) + len(name)
    match = _SUFFIX.match(scan.text, end)
    if not match:
        return None
    code = match[1].replace(" ", "").replace("\u00a0", "")
    if code in known and not (code == _OCTANE and len(quantity.low.digits) < _OCTANE_DIGITS):
        return known[code], match.end()
    symbol = match[1].split()[0]
    return (known[symbol], match.start(1) + len(symbol)) if symbol in known and symbol != match[1] else None


def _bare_magnitude(scan: Scan, start: int, quantity: Quantity, number_end: int) -> Reading | None:
    """A number with a magnitude and no currency, and what it counts: "1,5 Mio. km²", "a 60K-mi. warranty"."""
    language = scan.language
    scale, end = match_scale(scan, number_end, money=False)
    if scale is None:
        return None
    quantity, english = replace(quantity, scale=scale), language.tag.startswith("en")
    hyphened = _HYPHENED.match(scan.text, end) if english else None
    unit = language.units.get(hyphened[1]) if hyphened else None
    if hyphened and unit:
        return Reading(hyphened.end(), f"{language.quantity(quantity)} {unit.singular}")
    found = measures.unit_after(scan, end)
    spelled = scan.text[end - 1 : end] == "." and not english  # "12,4 Mio. t"
    tonnes = found is not None and scan.text[found[1] - 1] == "t" and not english  # "3 M t"
    if found and (found[1] - end > 2 or spelled or tonnes):
        return per(scan, found[1], language.measure(quantity, found[0]))
    return per(scan, end, language.in_context(scan, start, quantity, _COUNTED, language.quantity(quantity)))
