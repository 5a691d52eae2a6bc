"""Endings that a writer leaves open: French "employé(e)s", "étudiant·e·s", "le(s) nom(s)".

They are written out before the recognisers are asked, so that these see whole words.
"""

from __future__ import annotations

from frontend.normalize.cleaning import CleanText
from frontend.normalize.locales.language import Language


def written_out(source: CleanText, language: Language) -> CleanText:
    """The text with the words that the language says for what its pattern of open endings matches."""
    pattern = language.open_endings
    matches = list(pattern.finditer(source.text)) if pattern is not None else []
    if not matches:
        return source
    return source.replaced((*match.span(), language.both_endings(match)) for match in matches)
