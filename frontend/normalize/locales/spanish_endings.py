"""Spanish words for both sexes or any number: "Estimado(a)", "los/as alumnos/as", "tod@s", "su(s) hijo(s)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.normalize.numeric.maths import FUNCTIONS
from frontend.normalize.patterns import regex
from frontend.spanish_vowels import unaccented
from frontend.tables import word_set

if TYPE_CHECKING:
    from frontend.normalize.locales.es_us import AmericanSpanish

_LETTER = "A-Za-zÁÉÍÓÚÑáéíóúñ"
OPEN_ENDINGS = regex(
    rf"(?<![{_LETTER}@/#.'-])(?:(?P<count>[0-9]{{1,6}}) )?(?P<stem>[{_LETTER}]{{2,24}})(?:"
    r"\((?P<plural>[sS]|[eE][sS])\)"
    r"|(?P<stop>\.?) ?\((?P<bracketed>l?[aA][sS]?|[oO][sS]?|LAS?)\)(?P<stopped>\.?)"
    rf"|\.?/(?P<slashed>l?[ao]s?|es?|[AO]S?|LAS?)(?P<short>\.?)"
    rf"|/(?P<other>[{_LETTER}]{{2,24}})"
    r"|(?P<mark>@)(?P<several>s?)"
    rf")(?![{_LETTER}@/(0-9-]|\.[{_LETTER}0-9])|(?<![{_LETTER}@/#.'-])(?P<crossed>[A-Za-zñáéíóú][a-zñáéíóú]{{0,24}})(?P<cross>[@x])(?P<all>s)"
    rf"(?![{_LETTER}@0-9/-]|\.[{_LETTER}0-9])"
)
_ARTICLES = {"el": "la", "él": "ella", "un": "una", "del": "de la", "al": "a la", "este": "esta", "aquel": "aquella"}
"""Masculine words whose feminine is not told by its ending."""
_TITLES = word_set("sr dr lic ing prof arq sres dres")
_ENDS = regex("(?:o|os|or|ores|[áí]n|(?<!i)ón|és|[lz]|ones|eses|anes|ente|entes)$")
"""Of masculine words that have a feminine in -a."""
_AGENTS = regex("[ei]ntas?$|jefas?$")
"""Feminine words whose masculine has -e: "dependienta/e"."""
_LISTED = word_set(
    "inciso punto apartado párrafo grupo caso artículo numeral ejercicio tipo rubro anexo capítulo cuadro sub número "
    "por son con los las título fondo código lado dato requisito renglón recurso criterio paso término"
)
"""Words before a letter that counts in brackets, "punto (a)", and others that have no feminine."""


def both_endings(language: AmericanSpanish, match: re.Match[str]) -> str:
    """The words for a match of `OPEN_ENDINGS`; what is written where it is none."""
    written = match.group()
    stem = match["stem"] or match["crossed"]
    lower = stem.lower()
    count = f"{match['count']} " if match["count"] else ""
    if match["plural"]:
        spoken = "" if lower in FUNCTIONS else _plural(lower, match["plural"].lower(), match["count"])
    elif match["mark"] or match["cross"]:
        many = bool(match["several"] or match["all"])
        known = match["mark"] or match["cross"] == "@" or f"{lower}os" in language.word_ranks or lower == "l"
        spoken = _both(language, f"{lower}{'os' if many else 'o'}", f"{lower}{'as' if many else 'a'}") if known else ""
    elif match["other"]:
        feminine = _feminine(lower)
        spoken = _both(language, lower, feminine) if match["other"].lower() == feminine else ""
    else:
        spoken = _with_ending(language, match, lower)
    if not spoken:
        return written
    if stem.isupper() and len(stem) > 2:
        return count + spoken.upper()
    return count + (spoken[0].upper() + spoken[1:] if stem[0].isupper() else spoken)


def _with_ending(language: AmericanSpanish, match: re.Match[str], stem: str) -> str:
    """The words for a stem with the ending of the other sex in brackets or behind a slash."""
    part = (match["bracketed"] or match["slashed"]).lower()
    spaced = match["bracketed"] is not None and " (" in match.group()
    if stem in _TITLES and part in ("a", "as"):
        return f"{stem}. o {stem.removesuffix('es')}{part}."
    rest = match["stopped"] or match["short"] or ""
    if spaced and match["bracketed"].isupper() and not match["stem"].isupper():
        return ""  # "el tablero (A)"
    if match["stop"] or (spaced and (stem in _LISTED or stem not in language.word_ranks)):
        return ""
    if part in ("o", "os"):
        masculine = stem[: -len(part)] + part
        return _both(language, stem, masculine) + rest if stem.endswith(("a", "as")[part == "os"]) else ""
    if part in ("e", "es"):
        masculine = stem.removesuffix("s")[:-1] + part
        return _both(language, stem, masculine) + rest if _AGENTS.search(stem) else ""
    feminine = _feminine(stem)
    if feminine.endswith(part) and (stem in _ARTICLES or stem in ("los", "unos") or _told(stem)):
        return _both(language, stem, feminine) + rest
    return ""


def _told(stem: str) -> bool:
    """Whether the ending of a masculine word tells its feminine."""
    return stem not in _LISTED and stem not in FUNCTIONS and _ENDS.search(stem) is not None


def _feminine(masculine: str) -> str:
    if masculine in _ARTICLES:
        return _ARTICLES[masculine]
    if masculine.endswith(("os", "es")) and not masculine.endswith("és") and len(masculine) > 2:
        return masculine[:-2] + "as"
    if masculine[-1:] in ("o", "e"):
        return masculine[:-1] + "a"
    return masculine[:-2] + unaccented(masculine[-2:]) + "a"


def _both(language: AmericanSpanish, first: str, second: str) -> str:
    """ "Estimado o estimada", "alumnos y alumnas", "hijos e hijas"."""
    if first.endswith("s") and second.endswith("s"):
        return f"{first} {language.conjunction(second)} {second}"
    return f"{first} {'u' if second.startswith(('o', 'ho')) else 'o'} {second}"


def _plural(noun: str, ending: str, count: str | None) -> str:
    if count == "1":
        return noun
    if ending == "s":
        return noun + ending
    return noun[:-1] + "ces" if noun[-1] == "z" else noun[:-2] + unaccented(noun[-2:]) + ending
