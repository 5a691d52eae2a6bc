"""Brings a reference and a transcript to the same words, so that only mishearing counts as an error.

Whisper writes "5", "$20", "20 h 30" and "p.m." where the reference spells words out, and mixes American and British
spelling. Both sides therefore pass through `canonical_words`: numbers and symbols are spelled, case, punctuation and
spelling variants are removed. The result is for scoring only; it is not the frontend's normaliser, and it may merge
words that differ ("advise" and "advize") since that is done on both sides alike.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from tts.evaluate.errors import MissingExtraError, UnscoredLanguageError

_CURRENCIES = {
    "en": {"$": "dollars", "€": "euros", "£": "pounds", "¢": "cents"},
    "es": {"$": "dólares", "€": "euros", "£": "libras", "¢": "centavos"},
    "de": {"$": "dollar", "€": "euro", "£": "pfund", "¢": "cent"},
    "fr": {"$": "dollars", "€": "euros", "£": "livres", "¢": "cents"},
}
_SMALL_CHANGE = {"en": "and {} cents", "es": "con {} centavos", "de": "{}", "fr": "{}"}
"""How the part behind the decimal mark of an amount is read most often."""
_EN_WORDS = {
    "ok": "okay", "mr": "mister", "mrs": "missus", "dr": "doctor", "vs": "versus", "cheque": "check",
    "cheques": "checks", "grey": "gray", "programme": "program", "programmes": "programs", "tyre": "tire",
    "tyres": "tires", "kerb": "curb", "catalogue": "catalog", "dialogue": "dialog", "licence": "license",
    "defence": "defense", "practise": "practice", "jewellery": "jewelry", "plough": "plow", "storey": "story",
    "towards": "toward", "enquiry": "inquiry", "enquiries": "inquiries", "ageing": "aging", "judgement": "judgment",
    "fulfil": "fulfill", "enrol": "enroll", "mum": "mom", "aeroplane": "airplane", "aluminium": "aluminum",
    "learnt": "learned", "whilst": "while",
}  # fmt: skip
_EN_PATTERNS = (
    (r"(col|fav|hon|lab|neighb|behavi|flav|harb|hum|rum|vap|od|arm|parl|end|sav|rig|vig|clam)our", r"\1or"),
    (r"(cent|theat|lit|met|fib|calib|meag|spect)re(s?)$", r"\1er\2"),
    (r"ys(e[ds]?|ing)$", r"yz\1"),
    (r"is(ation|ations|e[ds]?|ing)$", r"iz\1"),
    (r"([aeiou])ll(ed|ing|er|ers)$", r"\1l\2"),
)
"""American and British spelling, as rewriting of single words, on both sides."""
_EN_DAY = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December) (\d\d?)(?![\w:]|[.,]\d)"
)
_EN_POINT = re.compile(r"\b(\d{1,2})\.([0-5]\d)(?=\s?[ap]\.?m\b)", re.IGNORECASE)
_HALF = re.compile(r"\b([ap])\.\s(m)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Language:
    """What differs between languages in scoring.

    `grouping` is a pattern of the marks between thousands; `words` maps single words, `symbols` single characters.
    """

    number_code: str
    decimal_mark: str
    grouping: str
    decimal_word: str
    words: dict[str, str] = field(default_factory=dict)
    symbols: dict[str, str] = field(default_factory=dict)
    apostrophe: str = ""
    ordinal: str | None = None
    year_style: bool = False


_LANGUAGES = {
    "en": _Language(
        "en", ".", ",", "point", _EN_WORDS, {"%": "percent", "&": "and", "+": "plus", "@": "at"},
        ordinal=r"(?:st|nd|rd|th)\b", year_style=True,
    ),
    "es": _Language(
        "es", ".", "[,.]", "punto",
        {"ud": "usted", "sr": "señor", "sra": "señora", "veintiun": "veintiuno", "ok": "okay"},
        {"%": "por ciento", "&": "y", "+": "más", "@": "arroba"}, ordinal=r"(?:[ºª°]|er\b|ra\b)",
    ),
    "de": _Language(
        "de", ",", "[. ]", "komma", {"ok": "okay", "hr": "herr", "fr": "frau", "dr": "doktor"},
        {"%": "prozent", "&": "und", "+": "plus", "@": "at"}, ordinal=r"\.(?=\s+[A-ZÄÖÜ])", year_style=True,
    ),
    "fr": _Language(
        "fr", ",", "[. ]", "virgule", {"ok": "okay", "m": "monsieur", "mme": "madame", "dr": "docteur"},
        {"%": "pour cent", "&": "et", "+": "plus", "@": "arobase", "n°": "numéro"},
        apostrophe=" ", ordinal=r"(?:e|er|re|ère|ème)\b",
    ),
}  # fmt: skip


def canonical_words(text: str, locale: str) -> list[str]:
    """The words of `text` as they are compared.

    Args:
        text: a reference or a transcript.
        locale: BCP-47 tag, of which only the language counts (en, es, de, fr).

    Returns:
        Lower-case words of letters only.

    Raises:
        UnscoredLanguageError: no rules for this language.
    """
    code = language_of(locale)
    language = _LANGUAGES[code]
    text = unicodedata.normalize("NFC", text).replace("\u2019", "'").replace("\u00a0", " ").replace("\u202f", " ")
    text = _HALF.sub(r"\1.\2", text)  # Spanish writes "p. m."
    if code == "en":
        text = _EN_DAY.sub(r"\1 \2th", _EN_POINT.sub(r"\1:\2", text))  # "May 31" is read as "May 31st"
    text = _spell_amounts(text, code)
    for symbol, word in language.symbols.items():
        text = text.replace(symbol, f" {word} ")
    text = _spell_digits(text, code)
    text = text.casefold().replace("œ", "oe").replace("æ", "ae").replace("'", language.apostrophe)
    text = re.sub(r"(?<=\b[a-z])\.(?=[a-z]\b)", "", text)  # "p.m." and "u.s.a." are one word
    words = re.findall(r"[^\W\d_]+", text)
    words = [language.words.get(word, word) for word in words]
    if code == "en":
        words = [_american(word) for word in words]
        words = _without_number_and(words)
    return words


def language_of(locale: str) -> str:
    """The two-letter language of a BCP-47 tag.

    Raises:
        UnscoredLanguageError: no rules for this language.
    """
    code = locale.split("-")[0].casefold()
    if code not in _LANGUAGES:
        raise UnscoredLanguageError(f"no scoring rules for {locale!r}: the languages are {', '.join(_LANGUAGES)}")
    return code


def _spell_amounts(text: str, code: str) -> str:
    """Writes amounts as they are read: "$20" becomes "20 dollars", "2,50 €" becomes "2 euro 50"."""
    if code == "fr":
        text = re.sub(r"(\d)\s?([$€£])\s?(\d\d)(?!\d)", r"\1,\3 \2", text)  # "18 $50"
    mark = re.escape(_LANGUAGES[code].decimal_mark)
    number = rf"(\d[\d.,]*?)(?:{mark}(\d\d))?"
    for sign, word in _CURRENCIES[code].items():

        def read(match: re.Match[str], word: str = word) -> str:
            whole, change = match.groups()
            return f"{whole} {word} {_SMALL_CHANGE[code].format(change) if change else ''}"

        text = re.sub(rf"{re.escape(sign)}\s?{number}(?![\d]|[.,]\d)", read, text)
        text = re.sub(rf"(?<![\d.,]){number}\s?{re.escape(sign)}", read, text)
    return text


def _spell_digits(text: str, code: str) -> str:
    """Spells every number of `text` the way it is most likely read."""
    language = _LANGUAGES[code]
    mark = re.escape(language.decimal_mark)
    grouped = rf"(?<!\d)\d{{1,3}}(?:{language.grouping}\d{{3}})+(?!\d)"
    # "1,984" is never a year; with decimals the separators only go
    text = re.sub(rf"{grouped}(?={mark}\d)", lambda m: _digits_of(m[0]), text)
    text = re.sub(grouped, lambda m: f" {_spoken(int(_digits_of(m[0])), code, 'cardinal')} ", text)
    text = _spell_times(text, code)
    text = re.sub(r"\b\d+(?:-\d+)+\b", lambda m: " ".join(m[0].replace("-", "")), text)  # telephone numbers
    if language.ordinal is not None:
        text = re.sub(rf"(\d+){language.ordinal}", lambda m: f" {_spoken(int(m[1]), code, 'ordinal')} ", text)
    text = re.sub(
        rf"(\d+){mark}(\d+)",
        lambda m: f" {_integer(m[1], code)} {language.decimal_word} {' '.join(_integer(d, code) for d in m[2])} ",
        text,
    )
    return re.sub(r"\d+", lambda m: f" {_integer(m[0], code)} ", text)


def _spell_times(text: str, code: str) -> str:
    """Writes clock times as they are read: "3:30" is "3 30", "14:30 Uhr" is "14 uhr 30", "9 h 05" is "9 heures 05"."""
    if code == "fr":
        text = re.sub(r"(\d)\s?h\s?(?=\d\d\b|\W|$)", r"\1:", text)
        text = re.sub(r"(\d):(?!\d)", r"\1:00", text)
    hour_word = {"fr": " heures ", "de": " uhr "}.get(code, " ")

    def read(match: re.Match[str]) -> str:
        hour, minute = match.groups()
        return f"{hour}{hour_word}{'' if minute == '00' else minute.lstrip('0')} "

    return re.sub(r"\b(\d{1,2})[:](\d\d)\b(?:\s?Uhr)?", read, text)


def _integer(digits: str, code: str) -> str:
    """A whole number in words: digit by digit when it looks like an identifier, as a year where that is usual."""
    if (len(digits) > 1 and digits[0] == "0") or len(digits) > 9:
        return " ".join(_spoken(int(digit), code, "cardinal") for digit in digits)
    value = int(digits)
    is_year = len(digits) == 4 and (1100 <= value < 2000 or (2010 <= value < 2100 and code == "en"))
    return _spoken(value, code, "year" if is_year and _LANGUAGES[code].year_style else "cardinal")


def _digits_of(number: str) -> str:
    return re.sub(r"\D", "", number)


def _spoken(value: int, code: str, form: str) -> str:
    try:
        from num2words import num2words
    except ImportError as error:
        raise MissingExtraError.for_package("num2words") from error
    spoken = str(num2words(value, lang=_LANGUAGES[code].number_code, to=form)).replace("-", " ")
    # German ordinals stand mostly in dates: "am dritten März"
    return f"{spoken}n" if code == "de" and form == "ordinal" else spoken


def _american(word: str) -> str:
    for pattern, replacement in _EN_PATTERNS:
        word = re.sub(pattern, replacement, word)
    return _EN_WORDS.get(word, word)


def _without_number_and(words: list[str]) -> list[str]:
    """Drops the "and" of "one hundred and five"."""
    scales = {"hundred", "thousand", "million", "billion"}
    return [word for i, word in enumerate(words) if not (word == "and" and i > 0 and words[i - 1] in scales)]
