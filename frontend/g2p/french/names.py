"""Words that are written without their accents: names in lists (Helene, Theriault), words in capitals (DONNEES) and in
messages (reponse, lumiere)."""

from __future__ import annotations

import re
from functools import cache

from frontend.common_words import word_ranks
from frontend.g2p.lexicon import without_accents
from frontend.tables import read_words

_ACCENTED = re.compile("[àâçéèêëîïôùûü]")
_SEVERAL = 2
"""A word that has so many accents is no other word without them, as "cotes" or "marques" are."""
_NO_FRENCH = re.compile("ee|[^aeiou]emes?$|[^l]eres?$|^e[bcdfglmnpqrstv][lr]?[aeiou]|ieres?$")
"""What no French word has without an accent: donnees, systeme, lumiere, equipe."""
_SHORTEST = 4


@cache
def _names() -> dict[str, str]:
    """Names in plain lower-case letters to how they are written."""
    return {without_accents(name).casefold(): name for name in read_words("fr-CA/accented_names.txt")}


@cache
def _words() -> dict[str, str]:
    """Frequent words in plain letters to how they are written, without those that are a word in plain letters too."""
    plain: dict[str, str] = {}
    ranks = word_ranks("fr")
    for word, rank in ranks.items():
        bare = without_accents(word)
        told = _NO_FRENCH.search(bare) or len(_ACCENTED.findall(word)) >= _SEVERAL
        if bare != word and told and len(word) >= _SHORTEST and rank < ranks.get(bare, len(ranks)):
            plain.setdefault(bare, word)
    return plain


def with_accents(word: str) -> str | None:
    """The word as it is written, or None for what has its accents or is no word of the lists."""
    folded = word.casefold()
    return _names().get(folded) or _words().get(folded) if word.isascii() else None
