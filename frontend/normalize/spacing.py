"""The spaces that people leave out in a hurry: "Dr.Meier", "2.OG", "pág45", "3pers.", "Tore:12:04"; and those
which are too many, around the slash of a rate or before the bracket of a function: "200 km / h", "P (r + 1)".

Recognisers look for words and spaces, so the missing ones are put in before they are asked; addresses and file names
stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from frontend.normalize.abbreviations import german_cuts
from frontend.normalize.cleaning import LETTER, CleanText
from frontend.normalize.codes import electronic, paths
from frontend.normalize.locales.language import Language
from frontend.normalize.patterns import regex

_SUSPICIOUS = regex(f"[{LETTER}][.:]?[0-9]|[{LETTER}]\\.[{LETTER}]|[0-9]\\.?[{LETTER}]")
_TOKEN = regex(r"[^\s,;()]{3,80}")
_STOPPED = regex(f"(?<![{LETTER}])([{LETTER}]{{1,12}})\\.(?=([{LETTER}]{{2,}}|[0-9]))")
_ENDED = regex(
    f"(?<![{LETTER}])([{LETTER}]{{1,19}}[a-zß-ÿ])[.?!](?=[¿¡]?([A-ZÁÉÍÓÚÑ][a-záéíóúñ]{{0,20}})(?![{LETTER}.]))"
)
"""A sentence and the first word of the next one without a space between: "la calle.El perro"."""
_ORDINAL = regex("(?<![\\w.,])[0-9]{1,2}\\.(?=[A-ZÄÖÜ][A-Za-zäöüß])")
_NUMBERED = regex(f"(?<![{LETTER}0-9-])([{LETTER}]{{2,6}})(?=[0-9]{{1,4}}(?![0-9]))")
_COUNTED = regex(f"[0-9](?=([{LETTER}]+))")
_TYPE = regex("(?:[A-RT-Z]|Dr)\\.")
"""Of an aircraft, before a Roman numeral; S is "siglo"."""
_ROMAN = frozenset("IVX")
_LABELLED = regex(f"[{LETTER}]{{2}}:(?=[0-9]{{1,2}}(?![0-9]))")
_SECTION = regex(f"(?<![{LETTER}0-9-])([A-ZÀ-Þ][a-zà-ÿ]{{3,20}})(?=[0-9]{{1,2}}(?:\\.[0-9]{{1,3}})+\\.?$)")
"""A word and the number of a section that a page lost the space between: "Siguiente15.3. Copias"."""
_HEADING = regex(r"(?<![\w/.-])([A-Z][a-z]{3,20})(?=[0-9]{1,2}(?:\.[0-9]{1,3})+\.? [A-Z])")
"""The same before its title, in languages that are not written without spaces: "Next14.4. Introduction"."""
_PRICED = regex("(?<![A-Za-z])[A-Z]{2,3}(?=[0-9]{3,6} ?€)")
_RATE = regex(
    f"(?:[$£€] ?[0-9][0-9.,]{{0,9}}|[0-9][ \u00a0\u202f]?(?P<unit>[{LETTER}µ%€$£]{{1,5}}[²³]?))"
    f"(?P<slash>[ \u00a0\u202f]/[ \u00a0\u202f])(?P<each>[{LETTER}µ]{{1,10}}[²³]?)(?![\\w'/])"
)
"""An amount of money or of a unit for each of something, with spaces around the slash: "200 km / h", "$15 / hr"."""
_FUNCTION = regex(
    r"(?<![\w'])(?:[fghP](?P<gap> )\((?:[a-z](?: ?[-+*,] ?[A-Za-z0-9]){1,4}|[xyztnk])\)"
    r"|P(?P<set> )\([A-Z] ?[∪∩|] ?[A-Z]\))(?!\w)"
)
"""A function with a space before its bracket: "P (r + 1)", "f (x)"."""
_DASHED = regex(
    f"(?<![\\w-])(?P<thing>[{LETTER}]{{2,9}}\\.?)(?P<dash> [-–] ?)(?=[0-9]{{1,3}}(?![\\w%°]|[.,:/-][0-9]| ?[-–+=]))"
)
"""A dash with a space before it between a thing and its number: "Sector -37"."""
_EACH = frozenset(("h", "hr", "s", "s²", "sec", "min", "d", "m²", "m³", "km²", "cm²", "cm³"))
"""Units by which anything may be rated; what is dissolved or eaten, by volumes and weights too."""
_VOLUMES = frozenset(("l", "L", "dl", "dL", "ml", "mL", "kg"))
_SUBSTANCES = frozenset(("g", "mg", "µg", "kg", "mol", "mmol", "kcal", "kJ", "J"))
_AROUND = "\"'«».!?…"
"""Marks around an address that are none of its own."""
_AFTER_COUNT = frozenset(("after_one", "after_number"))
_BEFORE_COUNT = frozenset(("before_number", "before_item"))


def respaced(source: CleanText, language: Language) -> CleanText:
    """The text with the missing spaces; the new ones stand for nothing in the caller's text."""
    source = _closed_up(source, language)
    if not language.respaces:
        return _filled(source, (), {match.end(1) for match in _HEADING.finditer(source.text)})
    if not _SUSPICIOUS.search(source.text):
        return source
    gaps: set[int] = set()
    headings: set[int] = set()
    for token in _TOKEN.finditer(source.text):
        written = token.group()
        bare = written.strip(_AROUND)
        if _SUSPICIOUS.search(written) and not (electronic.is_address(bare) or paths.is_path(bare)):
            gaps.update(
                token.start() + gap
                for gap in _gaps(written, source.text[token.start() : token.start() + 100], language)
            )
            headings.update(token.start() + gap for gap in _before_sections(written, language))
    return _filled(source, gaps, headings)


def _closed_up(source: CleanText, language: Language) -> CleanText:
    """The text without the spaces around the slashes of rates, and before the brackets of functions."""
    closed: list[tuple[int, int, str]] = []
    if " / " in source.text.replace("\u00a0", " "):
        rates = (match for match in _RATE.finditer(source.text) if _is_rate(language, match))
        closed += [(*match.span("slash"), "/") for match in rates]
    if " (" in source.text:
        closed += [(*match.span(match.lastgroup or 0), "") for match in _FUNCTION.finditer(source.text)]
    if "dashed" in language.cues:
        found = (match for match in _DASHED.finditer(source.text) if match["thing"].lower() in language.cues["dashed"])
        closed += [(*match.span("dash"), " ") for match in found]
    return source.replaced(sorted(closed)) if closed else source


def _is_rate(language: Language, match: re.Match[str]) -> bool:
    """Whether a known unit, or money, stands before the slash and what it may be rated by behind."""
    unit, each = match["unit"], match["each"]
    if unit and unit not in language.units and unit not in language.currencies:
        return False
    if each in _EACH or each.lower() in language.cues["rates"]:
        return unit != each
    return unit in _SUBSTANCES and each in _VOLUMES


def _filled(source: CleanText, gaps: Collection[int], headings: Collection[int]) -> CleanText:
    """The text with spaces in the gaps, and new lines before the numbers of headings."""
    if not gaps and not headings:
        return source
    return source.replaced((gap, gap, "\n" if gap in headings else " ") for gap in sorted({*gaps, *headings}))


def _before_sections(token: str, language: Language) -> list[int]:
    """Where in the token the number of a section begins behind a word."""
    return [match.end(1) for match in _SECTION.finditer(token) if match[1].lower() in language.word_ranks]


def _gaps(token: str, text: str, language: Language) -> list[int]:
    """Where in the token a space is missing; `text` begins with it and goes on."""
    gaps = [match.end() for match in _STOPPED.finditer(token) if _is_cut_short(language, match)]
    gaps += [match.end() for match in _ENDED.finditer(token) if _is_sentence_end(language, match)]
    gaps += [match.end() for match in _NUMBERED.finditer(token) if _announces(language, match[1])]
    gaps += [match.end() for match in _COUNTED.finditer(token) if _is_counted(language, text, match.end(), match[1])]
    gaps += [match.end() for match in _LABELLED.finditer(token)]
    if language.capital_nouns:
        gaps += [match.end() for pattern in (_ORDINAL, _PRICED) for match in pattern.finditer(token)]
    return gaps


def _is_cut_short(language: Language, match: re.Match[str]) -> bool:
    """Whether an abbreviation stands before a full stop; one of one letter only before a number or a long word."""
    letters, after = match[1], match[2]
    if len(letters) == 1 and len(after) < 3 and not after.isdecimal():
        return False  # "z.B."
    if _TYPE.fullmatch(match.group()) and _ROMAN.issuperset(after):
        return False  # "Albatros D.III"
    if language.capital_nouns and letters[0].isupper() and german_cuts.is_last_part(language, after):
        return False  # "Vers.karte": one noun
    stopped = f"{letters}."
    entries = language.abbreviations.get(letters.lower(), ())
    if len(letters) == 1 and letters.isupper() and after.isdecimal():
        entries = tuple(entry for entry in entries if entry.rule.name in _BEFORE_COUNT)  # the section "D.2"
    return any(stopped in (entry.written, entry.capital) for entry in entries)


def _is_sentence_end(language: Language, match: re.Match[str]) -> bool:
    """Whether two ordinary words stand around a full stop, where only names have capitals."""
    words = (match[1].lower(), match[2].lower())
    return not language.capital_nouns and all(word in language.word_ranks for word in words)


def _announces(language: Language, word: str) -> bool:
    """Whether a word is an abbreviation before a number: "pág45"."""
    if word.isupper() or word in language.units:
        return False  # a code, "km2"
    entries = language.abbreviations.get(word.lower(), ())
    return any(entry.rule.name in _BEFORE_COUNT and entry.written.rstrip(".") == word for entry in entries)


def _is_counted(language: Language, text: str, position: int, word: str) -> bool:
    """Whether the letters at `position` are a counted thing: "3pers.", "98mil", "2huevos"."""
    if word in language.units:
        return False
    if word[0].isupper() == language.capital_nouns and word[1:].islower():
        known = len(word) > 2 and word in language.scales
        if known or (len(word) > 3 and (word.lower() in language.nouns or word.lower() in language.word_ranks)):
            return True
    entries = language.abbreviations.get(word.lower(), ())
    counted = [entry.written for entry in entries if entry.rule.name in _AFTER_COUNT and len(entry.written) > 2]
    return any(text.startswith(written, position) for written in counted)
