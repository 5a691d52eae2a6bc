"""Words that are written without their accents: names in lists (Helene, Theriault), words in capitals (DONNEES) and in
messages (reponse, lumiere)."""

from __future__ import annotations

import re
from functools import cache

from frontend.common_words import word_ranks
from frontend.g2p.lexicon import without_accents
from frontend.tables import read_words, word_set

_ACCENTED = re.compile("[àâçéèêëîïôùûü]")
_SEVERAL = 2
_INNER = re.compile("[a-z]*[éè][a-z]{2,}")
"""An accent before the last letters, of reponse and medecin; one on a vowel that is long may tell two words apart."""
_NO_FRENCH = re.compile("ee|[^aeiou]emes?$|[^l]eres?$|ieres?$")
"""What no French word has without an accent: donnees, systeme, lumiere."""
_SHORTEST = 4
_ENGLISH = word_set("these edit echo")


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
        if bare == word or len(word) < _SHORTEST or bare in _ENGLISH:
            continue
        if _lacks_accents(bare, word) if bare not in ranks else (_NO_FRENCH.search(bare) and rank < ranks[bare]):
            plain.setdefault(bare, word)
    return plain


def _lacks_accents(bare: str, word: str) -> bool:
    """Whether `bare` can only be `word` without its accents: "equipe", "societe", but not "marques"."""
    told = _NO_FRENCH.search(bare) or len(_ACCENTED.findall(word)) >= _SEVERAL
    return bool(told or word[0] == "é" or _INNER.fullmatch(word))


def with_accents(word: str) -> str | None:
    """The word as it is written, or None for what has its accents or is no word of the lists."""
    folded = word.casefold()
    return _names().get(folded) or _words().get(folded) if word.isascii() else None
