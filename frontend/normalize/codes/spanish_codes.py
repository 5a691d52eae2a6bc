"""Codes that only Spanish texts have so: the ends of accounts, the rooms of a home, shifts, quarters, runways.

Like the formats of `codes`, among which they are asked first.
"""

from __future__ import annotations

import re

from frontend.normalize.codes.formats import code
from frontend.normalize.numbers import Form
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan
from frontend.normalize.shapes import shapes

_ROOMS = {
    "H": ("habitación", "habitaciones", "f"),
    "R": ("recámara", "recámaras", "f"),
    "D": ("dormitorio", "dormitorios", "m"),
    "B": ("baño", "baños", "m"),
}
_BEFORE_QUARTER = frozenset(("el", "del", "al", "y", "ventas", "ingresos", "resultados", "utilidades"))
_ONE = regex("(?:uno|una|un|ún)$|(?<=cient)[ao]s")
_PARTS = frozenset(("episodio", "episodios", "capítulo", "capítulos", "ep.", "cap."))
_INSURED = frozenset(("cobertura", "coberturas", "responsabilidad", "límite", "límites", "mínimos"))
_INSURED_REACH = 5
_HALF_MORE = "5"
"""Behind the point, for a room without a shower: "2.5B"."""


@code("x([0-9]{4})(?![\\w-]|[.,/][0-9])", "es")
@shapes("a0")
def ending(scan: Scan, match: re.Match[str]) -> str | None:
    """The last digits of an account or a card: "la tarjeta terminada en x4471"."""
    ended = scan.left(2) if scan.left() in ("en", "con") else scan.left().rstrip(".")
    announced = ended in scan.language.cues["ending"] or ended in ("cuenta", "cta", "tarjeta")
    return f"X {scan.language.digits(match[1])}" if announced else None


@code(r"([1-9][0-9]{0,2}) \(([a-záéíóú]{2,12}(?: [a-záéíóú]{1,12}){0,4})\)", "es")
@shapes("0 (")
def twice(scan: Scan, match: re.Match[str]) -> str | None:
    """A number once more in words, which agree with their noun, as contracts have it: "1 (una) hora"."""
    cardinal = _ONE.sub("", scan.language.numbers.cardinal(int(match[1])))
    return match[2] if _ONE.sub("", match[2]) == cardinal else None


@code("(1[0-2]|[1-9])([ap])[-–](1[0-2]|[1-9])([ap])(?![\\w-])", "es")
@shapes("0a-", "0a–")
def shift(scan: Scan, match: re.Match[str]) -> str:
    """From one hour to another, with the letters of their halves of the day: "turno 7p-7a"."""
    halves = {"a": "de la mañana", "p": "de la noche"}
    said = (
        f"{scan.language.numbers.cardinal(int(match[group]), Form('f'))} {halves[match[group + 1]]}" for group in (1, 3)
    )
    return f" {scan.language.words['to']} ".join(said)


@code("([1-4])T(?:[ -]?(?:20)?([0-9]{2}))?(?![\\w/-]|[.,][0-9])", "es")
@shapes("0A")
def quarter(scan: Scan, match: re.Match[str]) -> str | None:
    """A quarter of a business year: "en el 1T", "las ventas del 3T26"."""
    if scan.left() not in _BEFORE_QUARTER:
        return None
    ordinal = scan.language.numbers.ordinal(int(match[1]), Form("m", noun=True))
    year = f" de {scan.language.numbers.year(2000 + int(match[2]))}" if match[2] else ""
    return f"{ordinal} trimestre{year}"


@code("T([1-9][0-9]?),? ?(?:E|Ep\\.? ?)([0-9]{1,3})(?![\\w/-]|[.,][0-9])", "es")
@shapes("A0")
def episode(scan: Scan, match: re.Match[str]) -> str | None:
    """A part of a series: "La casa de papel, T5 E10", but "el episodio T2E5"."""
    if scan.left() in _PARTS:
        return None
    season, part = (scan.language.numbers.cardinal(int(number)) for number in match.groups())
    return f"temporada {season}, episodio {part}"


@code("([0-9]{2,3})/([0-9]{2,3})/([0-9]{2,3})(?![\\w/-]|[.,][0-9])", "es")
@shapes("0/0")
def liability(scan: Scan, match: re.Match[str]) -> str | None:
    """What an insurance pays, in thousands for a person, an accident and property: "cobertura 30/60/25"."""
    if _INSURED.isdisjoint(scan.lefts(_INSURED_REACH)):
        return None
    return ", ".join(scan.language.numbers.cardinal(int(amount)) for amount in match.groups())


@code("0([0-9])/100(?![\\w/])", "es")
@shapes("0/0")
def cents(scan: Scan, match: re.Match[str]) -> str | None:
    """Few hundredths of an amount in a cheque: "mil dólares con 00/100"."""
    if scan.left() != "con":
        return None
    noun = "centavo" if match[1] == "1" else "centavos"
    return f"{scan.language.numbers.cardinal(int(match[1]), Form('m', noun=True))} {noun}"


@code("([0-3]?[0-9])([LRC])/([0-3]?[0-9])([LRC])(?![\\w/-])", "es")
@shapes("0A")
def runways(scan: Scan, match: re.Match[str]) -> str | None:
    """The two ends of a runway: "pista 8R/26L"."""
    if scan.left() not in ("pista", "pistas", "y", ","):
        return None
    low, high = (f"{scan.language.numbers.cardinal(int(match[group]))} {match[group + 1]}" for group in (1, 3))
    return f"{low}, {high}"


@code("([1-9])([HRD])/([1-9])(?:[.](5))?(B)(?![\\w/-])", "es")
@shapes("0A")
def home(scan: Scan, match: re.Match[str]) -> str:
    """The rooms and the bathrooms of a home: "apto. 2H/1B", "casa 3R/2.5B"."""
    half = " y medio" if match[4] == _HALF_MORE else ""
    return f"{_rooms(scan, match[1], match[2])}, {_rooms(scan, match[3], match[5])}{half}"


def _rooms(scan: Scan, digit: str, letter: str) -> str:
    one, several, gender = _ROOMS[letter]
    count = scan.language.numbers.cardinal(int(digit), Form(gender, noun=True))
    return f"{count} {one if digit == '1' else several}"
