"""German names and addresses in capitals, as data bases keep them, in the case that people write: "PATIENTIN: VON DER
HEYDE, CHARLOTTE, GEB. 12.03.1987", "HERR DIPL.-ING. WOLFGANG JÄGER", "STRASSE DES 17. JUNI 135, 10623 BERLIN".

The recognisers then know titles, streets, towns and kinds of companies as they know them elsewhere.
"""

from __future__ import annotations

import re

from frontend.normalize.cleaning import CleanText
from frontend.normalize.codes.letters import has_vowel, is_acronym
from frontend.normalize.locales.language import Language
from frontend.normalize.patterns import regex
from frontend.tables import word_set

_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁĻŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽẞ"
_WORD = f"[{_CAPITAL}0-9][{_CAPITAL}ß0-9]*"
_RUN = regex(rf"(?<![\w&/-]){_WORD}\.?(?:(?:, ?|; ?| & | |-|/|(?<=\.)){_WORD}\.?){{1,30}}(?![\w-])")
"""Words in capitals and numbers, of one line."""
_STREET = (
    r"(?:STR\.?|STRASSE|STRAßE|WEG|PLATZ|PL\.|ALLEE|GASSE|RING|DAMM|UFER|CHAUSSEE|STEIG|PFAD|WALL|GRABEN|MARKT) [0-9]"
)
_COMPANY = r"(?<![\w])(?:GMBH|MBH|KG|OHG|GBR|KGAA|E\.K\.|E\.V\.|UG|AG)(?![\w])"
_EVIDENCE = regex(
    rf"{_STREET}|{_COMPANY}|(?<![0-9])[0-9]{{5}} [{_CAPITAL}]{{3}}|(?<![\w])GEB\. ?[0-9]|(?<![\w])STRASSE DE[SR] "
)
_TITLED = regex(r"(?<![\w])(?:PROF|DR|DIPL|MAG|HERRN?|FRAU|FAM|FA|GEBR)(?:\.|(?= ))")
_LABEL = regex(
    r"(?:[Nn]ame|[Kk]und(?:e|in)|[Pp]atient(?:in)?|[Ee]mpfänger(?:in)?|[Aa]bsender(?:in)?|[Ff]ahrer(?:in)?|[Hh]alter(?:in)?"
    r"|[Mm]ieter(?:in)?|[Vv]ersicherter?|[Nn]ehmer(?:in)?|[Ii]nhaber(?:in)?|[Pp]artner(?:in)?|Arzt|Ärztin|[Aa]dresse"
    r"|[Aa]nschrift|[Ff]irma|[Gg]eber(?:in)?|[Nn]achbar(?:in)?|Herrn?|Frau|Familie|Fr\.|Hr\.):? $"
)
"""What stands before a name or an address."""
_REACH = 24
_PART = regex(f"[{_CAPITAL}][{_CAPITAL}ß]*")
_SMALL = word_set(
    "der die das des dem den von vom zu zum zur am an im in auf bei beim und van de la geb med dent rer nat jur phil "
    "vet mult mbh bis"
)
"""Words that have no capital inside of a name or an address."""
_MIXED = {"GMBH": "GmbH", "GBR": "GbR", "KGAA": "KGaA", "STRASSE": "Straße", "DIPL": "Dipl", "ING": "Ing"}
_LETTERS = frozenset(("KG", "OHG", "AG", "UG", "SE", "EG", "OG", "DG", "UG", "EDV", "EC"))
_REGISTERED = regex(r"(?<![\w.])E\. ?(?=[KV]\.)")


def recased(source: CleanText, language: Language) -> CleanText:
    """The text with names and addresses in the case that people write."""
    changes: list[tuple[int, int, str]] = []
    for run in _RUN.finditer(source.text):
        begin = _begin(run, source.text)
        if begin >= 0:
            changes += _changes(source.text, begin, run.end(), language)
    return source.replaced(sorted(changes)) if changes else source


def _begin(run: re.Match[str], text: str) -> int:
    """Where names and addresses begin in a run of capitals, -1 if nothing tells that there are some."""
    if _EVIDENCE.search(run.group()) or _LABEL.search(text[max(0, run.start() - _REACH) : run.start()]):
        return run.start()
    title = _TITLED.search(text, run.start(), run.end())
    return title.start() if title else -1


def _changes(text: str, begin: int, end: int, language: Language) -> list[tuple[int, int, str]]:
    words = _PART.finditer(text, begin, end)
    changes = [(*word.span(), _cased(word.group(), language)) for word in words if len(word.group()) > 1]
    changes += [(match.start(), match.start() + 1, "e") for match in _REGISTERED.finditer(text, begin, end)]
    return [change for change in changes if text[change[0] : change[1]] != change[2]]


def _cased(word: str, language: Language) -> str:
    """A word of a name or an address in the case that people write."""
    lower = word.lower()
    if word in _MIXED:
        return _MIXED[word]
    if lower in _SMALL:
        return lower
    entries = language.abbreviations.get(lower, ())
    short = any(entry.written.rstrip(".").lower() == lower and entry.written[-1:] == "." for entry in entries)
    spelled = word in _LETTERS or is_acronym(word, language)
    return word if spelled or not (short or has_vowel(word)) else word[0] + lower[1:]
