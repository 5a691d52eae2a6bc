"""German compounds of two parts that are both cut short: "Rechn.-Dat.", "Energieeff.-Kl."."""

from __future__ import annotations

from frontend.normalize.abbreviations import german_cuts
from frontend.normalize.abbreviations.linking import link
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.tables import word_set

_NEXT = regex("(?<=[.])-([A-ZÄÖÜ][a-zäöüß]{0,24})[.](?!-)")
_WHOLE = regex("(?<=[.])-([A-ZÄÖÜ][a-zäöüß]{2,24})(?![\\w.-])")
"""A part that is whole: "Künd.-Frist"."""
_NO_PARTS = word_set("Professor Doktor Ingenieur Sankt Herr Frau")
"""Titles, which begin and end no compounds."""


def with_next(scan: Scan, position: int, reading: Reading) -> Reading:
    """The noun of `reading`, which begins at `position`, with the next part of its compound, cut short too.

    It is the first part: "3-Zi.-Whg." has another reading.
    """
    whole = _WHOLE.match(scan.text, reading.end)
    written = whole or _NEXT.match(scan.text, reading.end)
    if not written or scan.character(position - 1) == "-" or not _is_part(reading.spoken):
        return reading
    language = scan.language
    end = written[1] if whole else language.noun_ends.get(f"{written[1].lower()}.", "").capitalize()
    end = end or german_cuts.noun_of(language, written[1]) or german_cuts.of_documents(language, written[1])
    if not _is_part(end) or end.lower().endswith(language.street_endings):
        return reading  # "Friedr.-Str." is a name
    return Reading(written.end(), f"{reading.spoken}{link(reading.spoken)}{end.lower()}")


def _is_part(spoken: str) -> bool:
    return spoken.isalpha() and spoken.istitle() and spoken not in _NO_PARTS
