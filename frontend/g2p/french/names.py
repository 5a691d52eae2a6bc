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
_TELLING = re.compile("[çê]|(?<!xc)ités?$|(?:aut|iét|bert|ert|volont|cult|ret|^sant|^caf)és?$|ès$")
"""Accents without which a word sounds otherwise, and which tell no two words apart: francais, tete, qualite, succes."""
_NO_FRENCH = re.compile("ee|[^aeiou]emes?$|[^l]eres?$|ieres?$")
"""What no French word has without an accent: donnees, systeme, lumiere."""
_SHORTEST = 4
_OTHER_WORDS = word_set("these edit echo cote general")
_FAR = 15
"""So many times rarer than a word with accents, its plain letters are no word of their own."""


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
        if (
            bare == word
            or len(word) < _SHORTEST
            or bare in _OTHER_WORDS
            or (word.endswith("és") and bare[:-1] in ranks)
        ):
            continue  # invités: "tu invites"
        if _is_rare(bare, rank) if bare in ranks else _lacks_accents(bare, word):
            plain.setdefault(bare, word)
    return plain


def _is_rare(bare: str, rank: int) -> bool:
    """Whether plain letters in the list of frequent words are but a misspelling of the word of that rank (tres)."""
    rank_of_bare = word_ranks("fr")[bare]
    return rank * _FAR < rank_of_bare or (rank < rank_of_bare and _NO_FRENCH.search(bare) is not None)


def _lacks_accents(bare: str, word: str) -> bool:
    """Whether `bare` can only be `word` without its accents: "equipe", "societe", but not "marques"."""
    told = _NO_FRENCH.search(bare) or len(_ACCENTED.findall(word)) >= _SEVERAL
    return bool(told or word[0] == "é" or _INNER.fullmatch(word) or _TELLING.search(word))


def with_accents(word: str) -> str | None:
    """The word as it is written, or None for what has its accents or is no word of the lists."""
    folded = word.casefold()
    return _names().get(folded) or _words().get(folded) if word.isascii() else None
