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
    text = source.text
    starts = source.starts if source.starts is not None else list(range(len(text)))
    ends = source.ends if source.ends is not None else list(range(1, len(text) + 1))
    pieces: list[str] = []
    first: list[int] = []
    last: list[int] = []
    position = 0
    for match in matches:
        begin, end = match.span()
        words = language.both_endings(match)
        pieces += (text[position:begin], words)
        first += [*starts[position:begin], *[starts[begin]] * len(words)]
        last += [*ends[position:begin], *[ends[end - 1]] * len(words)]
        position = end
    pieces.append(text[position:])
    return CleanText("".join(pieces), first + starts[position:], last + ends[position:])
