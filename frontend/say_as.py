"""``<say-as>``: the caller names the semiotic class, the normaliser's verbaliser of that class speaks.

Text that does not fit its class is left to the normaliser, as if the tag were not there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from frontend.normalize import scripts
from frontend.normalize.amounts import measures
from frontend.normalize.calendar import dates, durations
from frontend.normalize.cleaning import clean
from frontend.normalize.codes import letters, telephone
from frontend.normalize.locales import language_of
from frontend.normalize.locales.language import Language
from frontend.normalize.numbers import COUNTING
from frontend.normalize.numerals import match_number
from frontend.normalize.numeric import digit_strings, fractions, ordinals
from frontend.normalize.scan import Scan
from frontend.normalize.values import Number, Quantity, Unit
from frontend.tables import read_map

DATE_FORMATS = ("mdy", "dmy", "ymd", "md", "dm", "ym", "my", "d", "m", "y", "yyyymmdd")

LONGEST = 200
"""Characters of a number, date or other class; longer text is read like any other."""

_Verbaliser = Callable[[str, Language, str, tuple[str, ...]], "str | None"]

_COMPACT_DATE = re.compile(r"(?:\d{4}|\?{4})(?:\d{4}|\d{2}\?\?)")
_NUMERIC_DATE = re.compile(r"[\d?][\d?\s./,'-]*")
_FRACTION = re.compile(r"(?:(\d{1,15})\+)?(\d{1,15})/(\d{1,15})")
_TELEPHONE = re.compile(
    r"[\d\s()+\-./#*,]*\d[\d\s()+\-./#*,]*(?:(?:x|ext\.?|extension|poste|anexo)\s*\d+)?", re.IGNORECASE
)
_VANITY = re.compile(r"[\d(][\d\s()\-./]*[A-Z][A-Z\d\s\-.]*")
"""A number whose end is dialled by letters: "1-800-FLOWERS"."""
_DIGIT_GROUPS = re.compile(r"\d[\d\s\-./,]*")
_NUMBER = re.compile(r"([-+−]?)\s*(\d[\d.,'’ \u00a0\u202f]*)")


@cache
def _names(language: Language) -> Mapping[str, str]:
    """What each sign is called, brackets and quotation marks among them, which are silent in a text."""
    names = dict(language.symbols)
    for table in ("greek", "emoji", "character_names"):
        names |= read_map(language.tag, table)
    return names


def _characters(text: str, language: Language, format: str, left: tuple[str, ...]) -> str | None:
    spelled = (letters.verbalise(part, language, _names(language)) for part in text.split())
    return ", ".join(part for part in spelled if part) or None


def _signed_number(text: str, language: Language) -> Number | None:
    """The number that the whole text is, in the locale's format; None if it is something else."""
    match = _NUMBER.fullmatch(text)
    if not match:
        return None
    written = match[2].rstrip(".,'’ \u00a0\u202f")
    found = match_number(Scan(written, language), 0, match[1] in {"-", "−"})
    return found[0] if found and found[1] == len(written) else None


def _cardinal(text: str, language: Language, format: str, left: tuple[str, ...]) -> str | None:
    number = _signed_number(text, language)
    if number is None:
        return None
    digits = number.digits.lstrip("0") or "0"
    return language.number(Number(digits, number.fraction, number.mark, number.negative), COUNTING)


def _ordinal(text: str, language: Language, format: str, left: tuple[str, ...]) -> str | None:
    match = re.fullmatch(r"(\d+)\s*(?:[.ºª°]|\.?[^\W\d]{1,3})?", text)
    return ordinals.verbalise(match[1].lstrip("0") or "0", language) if match else None


def _digits(text: str, language: Language, format: str, left: tuple[str, ...]) -> str | None:
    if _DIGIT_GROUPS.fullmatch(text):
        return digit_strings.verbalise(text, language)
    return _characters(text, language, format, left)


def _parse_fraction(text: str) -> tuple[int | None, int, int] | None:
    match = _FRACTION.fullmatch(re.sub(r"\s*([+/])\s*", r"\1", text))
    if not match or not int(match[3]):
        return None
    return int(match[1]) if match[1] else None, int(match[2]), int(match[3])


def _fraction(text: str, language: Language, format: str, left: tuple[str, ...]) -> str | None:
    parts = _parse_fraction(text)
    return fractions.verbalise(*parts, language) if parts else None


def _find_unit(text: str, language: Language) -> Unit | None:
    """By symbol, else by its name in the singular or plural."""
    named = (
        unit
        for unit in language.units.values()
        if text.casefold() in (unit.singular.casefold(), unit.plural.casefold())
    )
    return measures.find_unit(text, language) or next(named, None)


def _unit(text: str, language: Language, format: str, left: tuple[str, ...]) -> str | None:
    match = re.fullmatch(r"([-+−]?\d[\d.,+/ \u00a0\u202f]*?)[ \u00a0\u202f]*([^\d\s.,+/][^.,]*)", text)
    unit = _find_unit(match[2].strip(), language) if match else None
    if match is None or unit is None:
        return None
    number, parts = _signed_number(match[1], language), _parse_fraction(match[1])
    if number is not None:
        return measures.verbalise(Quantity(number), unit, language)
    if parts is None:
        return None
    return f"{fractions.verbalise(*parts, language)} {unit.singular if parts[0] is None else unit.plural}"


def _date(text: str, language: Language, format: str, left: tuple[str, ...]) -> str | None:
    if not _NUMERIC_DATE.fullmatch(text):
        return None
    order = format or ("yyyymmdd" if _COMPACT_DATE.fullmatch(text) else "")
    whole = order or language.date_order
    shorter = [whole.replace(part, "") for part in "yd"] if len(whole) == 3 else []  # 9/22 and 9/2026 as mdy
    date = next(filter(None, (dates.parse(text, language, parts) for parts in (order, *shorter))), None)
    return dates.verbalise(date, language, left) if date else None


def _duration(text: str, language: Language, format: str, left: tuple[str, ...]) -> str | None:
    return durations.verbalise(text, language) or None


def _telephone(text: str, language: Language, format: str, left: tuple[str, ...]) -> str | None:
    if _TELEPHONE.fullmatch(text):
        return telephone.verbalise(text.lower(), language)
    return telephone.verbalise(text, language) if _VANITY.fullmatch(text) else None


def _address(text: str, language: Language, format: str, left: tuple[str, ...]) -> str | None:
    return None  # the normaliser knows addresses from their context


def _expletive(text: str, language: Language, format: str, left: tuple[str, ...]) -> str | None:
    return language.words["beep"]  # where no tone is laid over it


_VERBALISERS: dict[str, _Verbaliser] = {
    "characters": _characters,
    "spell-out": _characters,
    "cardinal": _cardinal,
    "number": _cardinal,
    "ordinal": _ordinal,
    "digits": _digits,
    "fraction": _fraction,
    "unit": _unit,
    "date": _date,
    "time": _duration,
    "telephone": _telephone,
    "address": _address,
    "expletive": _expletive,
}

CLASSES = tuple(_VERBALISERS)
"""The values of ``interpret-as``, as Amazon Polly documents them."""


def verbalise(
    text: str, interpret_as: str, format: str, locale: str, left: tuple[str, ...] = ("", "", "", "")
) -> str | None:
    """The spoken form of a text whose class is known.

    Args:
        text: the content of the element.
        interpret_as: one of `CLASSES`.
        format: for dates one of `DATE_FORMATS` or "", else ignored.
        locale: BCP-47 tag of one of the five locales.
        left: at least four words before the text in lower case, nearest first, "" where there are none.

    Returns:
        Words and ``", "`` for pauses; None if the text is not of the class and is to be read like any other.

    Raises:
        ValueError: `interpret_as` or `format` is unknown.
        UnknownLocaleError: the locale is not supported.
    """
    if interpret_as not in _VERBALISERS:
        raise ValueError(f"interpret-as {interpret_as!r} is unknown: use one of {', '.join(CLASSES)}")
    if interpret_as == "date" and format and format not in DATE_FORMATS:
        raise ValueError(f"date format {format!r} is unknown: use one of {', '.join(DATE_FORMATS)}")
    if interpret_as in ("characters", "spell-out") and scripts.FOREIGN.search(text):
        return None  # the letters of other scripts have no names here
    written = clean(text).text.strip()
    if not written or (len(written) > LONGEST and interpret_as not in ("characters", "spell-out", "expletive")):
        return None
    return _VERBALISERS[interpret_as](written, language_of(locale), format, left)
