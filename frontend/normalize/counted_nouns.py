"""German nouns behind a number that a hurried writer left in lower case: "noch 1 stunde", "1/2 liter", "hab 1 kind".

The recognisers know nouns by their capital, so it is put there before they are asked.
"""

from __future__ import annotations

from frontend.normalize.cleaning import CleanText
from frontend.normalize.locales.language import Language
from frontend.normalize.patterns import regex

_COUNTED = regex("(?<![\\w.,:/+*=-])(?:(?:1 )?[1-9]/[2-9]|[½¼¾]|1)[ \u00a0](?P<noun>[a-zäöüß]{3,30})(?![\\w.=*+/-])")


def capitalised(source: CleanText, language: Language) -> CleanText:
    """The text with the capitals that are missing behind one and behind fractions, where the noun agrees."""
    if not language.capital_nouns:
        return source
    changes = [
        (match.start("noun"), match.end("noun"), match["noun"].capitalize())
        for match in _COUNTED.finditer(source.text)
        if match["noun"] in language.nouns and match["noun"] not in language.units
    ]
    return source.replaced(changes) if changes else source
