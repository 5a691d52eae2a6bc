"""Postal addresses of Spanish-speaking countries in capitals, as data bases keep them, among other words: "Envíe a AV.
INSURGENTES SUR 1602 INT. 3, COL. ROMA", "CRA 7 # 71-21 OF 902".

Words for streets and parts of houses are written out and capitals become small letters but for the first of a name,
before the recognisers are asked, so that nothing is spelled that only looks like an acronym.
"""

from __future__ import annotations

import re

from frontend.normalize.cleaning import CleanText
from frontend.normalize.codes.addresses import streets_of
from frontend.normalize.codes.letters import has_vowel, is_acronym
from frontend.normalize.locales.language import Language
from frontend.normalize.patterns import regex
from frontend.tables import word_set

_CAPITAL = "A-ZÀ-ÖØ-Þ"
_WORD = rf"[{_CAPITAL}0-9#&][{_CAPITAL}0-9.'&#°º-]{{0,29}}"
_RUN = regex(rf"(?<![\w'&.#/-]){_WORD}(?:(?:,? | - |, ?){_WORD}){{2,40}}(?![\w/]|'[a-z])")
"""Words in capitals and numbers, of one line."""
_EVIDENCE = regex(
    r"(?<!\w)(?:(?:AV|AVE|AVDA|BLVD|CALLE|CALZ|CARR|COL|FRACC|URB|MPIO|EDO|JR|QTA|BO|CRA|CLL|PRIV|PROL|PJE|PSJE|MZA?|"
    r"COLONIA|AVENIDA|CARRERA|CALZADA|BULEVAR|BOULEVARD|CARRETERA|URBANIZACION|URBANIZACIÓN)"
    r"(?:(?:\. ?| )(?=[A-ZÀ-ÖØ-Þ]{2})|\.? ?(?=[0-9]))"
    r"|(?:CL|CR|KR|AK|AC|DG|TV) [0-9]{1,3}[A-Z]? ?#)"
)
"""A word for a street or a part of a town, before a name or number."""
_PIECE = regex(rf"([{_CAPITAL}]+)(?:(\.)(?=[ ,]|$))?")
_ADDRESS_WORD = regex(rf"(?<![\w.&/]){_PIECE.pattern}(?![\w&/.])")
_NUMBER = regex(r"\.? ?(?:#|N\S{0,2} )?[0-9]|\.? [A-Z0-9](?![\w])")
_HOUSE = regex(r"\.? [0-9]{1,3}[A-Z]? ?- ?[0-9]")
"""A house of Colombia, whose number is read by its parts: "NO. 12-30"."""
_PARTICLES = word_set("a al con de del el en la las los para por y e o")
_NUMBERED = "+"

Change = tuple[int, int, str]


def written_out(source: CleanText, language: Language) -> CleanText:
    """The text with addresses as people write them with care."""
    changes: list[Change] = []
    for run in _RUN.finditer(source.text):
        if _EVIDENCE.search(run.group()):
            changes += _in_small_letters(run, language)
    return source.replaced(changes) if changes else source


def _in_small_letters(run: re.Match[str], language: Language) -> list[Change]:
    changes = []
    for word in _ADDRESS_WORD.finditer(run.group()):
        begin, end = word.start(), word.end()
        full = _written_out(word, run.group(), language)
        new = full or _name(word[1], language)
        if new != word[1]:
            stop = end if full and end < len(run.group()) else begin + len(word[1])
            changes.append((run.start() + begin, run.start() + stop, new))
    return changes


def _written_out(word: re.Match[str], run: str, language: Language) -> str:
    """What a word of the table is short for, "" of any other."""
    full = streets_of(language).get(word[1].lower(), "")
    if full.startswith(_NUMBERED) and not _NUMBER.match(run, word.end(1)):
        return ""
    full = full.removeprefix(_NUMBERED)
    return "#" if full == "número" and _HOUSE.match(run, word.end(1)) else full


def _name(written: str, language: Language) -> str:
    """A word with one capital, or none; letters alone and acronyms stay."""
    lower = written.lower()
    if lower in _PARTICLES:
        return lower if len(written) > 1 or written in "AY" else written
    short = any(entry.written == written for entry in language.abbreviations.get(lower, ()))  # "CDMX"
    kept = len(written) < 2 or short or is_acronym(written, language)
    known = lower in language.word_ranks or (len(written) > 2 and has_vowel(written))
    return written.capitalize() if known and not kept else written
