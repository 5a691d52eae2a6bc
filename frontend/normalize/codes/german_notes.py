"""Formats that only German reads so: ordinals whose full stop was forgotten, logarithms, goals."""

from __future__ import annotations

import re

from frontend.normalize.codes.addresses import directions_of
from frontend.normalize.codes.formats import code
from frontend.normalize.numbers import Form
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan
from frontend.normalize.shapes import shapes
from frontend.tables import word_set

_OF_ONE = word_set("der die das dem den im am vom zum zur beim")
_SAME_IN_PLURAL = ("er", "en", "el")
"""Ends of nouns whose plural may look like the singular: "die 3 Treffer"."""
_MINUTE_BEFORE = regex(r"[0-9](?:\.|'|\. Min\.)[/,] ?$")
_MINUTE_REACH = 10
_EQUATING = frozenset(("=", "≈"))
_RESULTS = word_set("ergebnis endstand endergebnis halbzeit halbzeitstand spielstand zwischenstand")
_AGE_BEFORE = regex("[0-9]{1,3} ?(?:J[.]|Jahre),? ?$")
_AGE_REACH = 14
_SEXES = {"w": "weiblich", "m": "männlich", "d": "divers"}
_LOGARITHMS = {"lg": "Zehnerlogarithmus", "ln": "natürlicher Logarithmus", "log": "Logarithmus"}


@code("([2-9]|[1-9][0-9]{1,2})(?= ([A-ZÄÖÜ][a-zäöüß]{3,24})(?![\\w-]))", "de")
@shapes("0 A")
def unstopped(scan: Scan, match: re.Match[str]) -> str | None:
    """An ordinal before a noun in the singular, without its full stop: "in der 29 Minute", but "die 29 Minuten"."""
    noun, language = match[2], scan.language
    ranked = scan.left() in _OF_ONE and noun.lower() in language.cues["ordinal_noun"]
    if not ranked or noun.endswith(_SAME_IN_PLURAL) or noun.lower() in language.months:
        return None
    gender = language.classify_word(noun)
    return (
        language.numbers.ordinal(int(match[1]), Form(ending=language.ordinal_ending(scan, gender))) if gender else None
    )


@code("(lg|ln|log)(?= ?[(\\[a-z0-9])(?![\\w])", "de")
@shapes("a", "a ", "a(")
def logarithm(scan: Scan, match: re.Match[str]) -> str | None:
    """Of what follows, behind a sign of equality: "pH = –lg c"."""
    return _LOGARITHMS[match[1]] if not _EQUATING.isdisjoint((scan.left(), scan.left(2))) else None


@code(
    "([1-9][0-9]{0,4}) ?([wm])(?: ?[,;/] ?| und )([1-9][0-9]{0,4}) ?([wm])(?:[,;/] ?([1-9][0-9]{0,3}) ?d)?"
    "(?![\\w²³/-])",
    "de",
)
@shapes("0a", "0 a")
def sexes(scan: Scan, match: re.Match[str]) -> str | None:
    """How many are women and how many men: "48 Pers. (26 w, 22 m)"."""
    if match[2] == match[4]:
        return None
    pairs = [(match[1], match[2]), (match[3], match[4]), *([(match[5], "d")] if match[5] else [])]
    return ", ".join(f"{scan.language.numbers.cardinal(int(number))} {_SEXES[sex]}" for number, sex in pairs)


@code("([NSEWO]) ?([0-9]{1,3})° ?([0-9]{1,2})[.,]([0-9]{1,4})['′]?(?![\\w])", "de")
@shapes("A 0", "A0")
def position(scan: Scan, match: re.Match[str]) -> str:
    """A place as hikers write it: "N 48° 08.231' E 011° 34.512'"."""
    degrees, minutes = (scan.language.numbers.cardinal(int(part)) for part in match.group(2, 3))
    decimals = scan.language.digits(match[4])
    return f"{directions_of(scan.language)[match[1]]} {degrees} Grad {minutes} Komma {decimals} Minuten"


@code("([mw])(?=[)])", "de")
@shapes("a)")
def sex(scan: Scan, match: re.Match[str]) -> str | None:
    """Of a patient, behind an age: "Pat. (72 J., m)"."""
    return _SEXES[match[1]] if scan.is_behind(_AGE_BEFORE, match.start(), _AGE_REACH) else None


@code("[FH]E(?=\\))", "de")
@shapes("A)")
def penalty(scan: Scan, match: re.Match[str]) -> str | None:
    """How a goal was scored, behind its minute: "Korwitz (48./FE)"."""
    scored = scan.is_behind(_MINUTE_BEFORE, match.start(), _MINUTE_REACH)
    return {"F": "Foulelfmeter", "H": "Handelfmeter"}[match.group()[0]] if scored else None


@code("D-([0-9]{2}) ([0-9]{3})(?= [A-ZÄÖÜ][a-zäöüß])", "de")
@shapes("A-0")
def old_postcode(scan: Scan, match: re.Match[str]) -> str | None:
    """A postcode with a space behind the letter of the country: "D-69 459 Weinheim"."""
    return f"D {scan.language.digits(match[1] + match[2])}"


@code("([0-9]{1,2})[-–]([0-9]{1,2})(?![0-9/:-]|[.,][0-9])", "de")
@shapes("0-0", "0–0")
def score(scan: Scan, match: re.Match[str]) -> str | None:
    """The result of a game with a hyphen, behind a word that announces it: "Ergebnis: 0-3"."""
    announced = scan.left() in _RESULTS or (scan.left() == ":" and scan.left(2) in _RESULTS)
    cardinal = scan.language.numbers.cardinal
    return f"{cardinal(int(match[1]))} {scan.language.words['ratio']} {cardinal(int(match[2]))}" if announced else None
