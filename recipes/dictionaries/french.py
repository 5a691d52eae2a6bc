"""Rows of French: what Lexique reads with other phones, or with another vowel in the last syllable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from frontend.g2p import broad, by_rules, homographs
from recipes.dictionaries.compare import is_exception, symbols
from recipes.dictionaries.table import decided

LOCALE = "fr-CA"
MAX_RANK = 80_000
FUNCTION_WORDS = 60
"""Words before this rank keep the reading that the clause gives them."""

_WORD = re.compile("[a-zàâäéèêëîïôöùûüÿçœæ-]{3,}")
_MUTE = re.compile("(ent|es|s)$")
_VOWELS = "aeiouyɛɔœøəɑ"
_NASAL = (("ɛ̃", "E"), ("ɑ̃", "A"), ("ɔ̃", "O"), ("œ̃", "E"))
_ALIKE = (
    *_NASAL, ("t͡ʃ", "tʃ"), ("d͡ʒ", "dʒ"), ("t͡s", "ts"), ("ɑ", "a"), ("ɪ", "i"), ("ʏ", "y"), ("ʊ", "u"), ("ə", ""),
)  # fmt: skip
_OPEN = (("ɛ", "e"), ("ɔ", "o"), ("œ", "ø"))
_GLIDES = (("ij", "j"), ("ɲj", "ɲ"), ("nj", "ɲ"), ("jj", "j"), ("uw", "w"), ("ŋɡ", "ŋ"))
_LOOSE = (
    *_NASAL, ("izm", "ism"), ("ø", ""), ("œ", ""), ("ə", ""), ("ɛ", "e"), ("ɔ", "o"), ("ɑ", "a"), ("gz", "ks"),
    ("ɡz", "ks"), ("dz", "tz"), ("ij", "j"), ("bs", "ps"), ("zb", "sb"), ("zj", "sj"), ("ʃj", "ʃij"),
)  # fmt: skip


def _replace(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    for one, other in pairs:
        text = text.replace(one, other)
    return text


def key(text: str, open_vowels: bool = False) -> str:
    """IPA with notation set aside: schwa, Quebec's lax vowels, glides, and ɛ ɔ œ unless `open_vowels` count."""
    text = _replace(text, _ALIKE)
    text = _replace(text, _GLIDES if open_vowels else (*_OPEN, *_GLIDES))
    vowels = "aeiouEAOøɛɔœ"
    text = re.sub(f"u(?=[{vowels}])", "w", text)
    text = re.sub(f"i(?=[{vowels.replace('i', '')}])", "j", text)
    text = re.sub(f"y(?=[{vowels}])", "ɥ", text)
    return re.sub(r"(.)\1", r"\1", _replace(text, (("bs", "ps"), ("bt", "pt"))))


def loose_key(text: str) -> str:
    """IPA with what varies between speakers set aside too: ø and œ, voicing before voiced consonants, -isme."""
    text = re.sub("[iy](?=[aeiouEAO])", "j", _replace(text, _LOOSE))
    return re.sub(r"(.)\1", r"\1", re.sub("u(?=[aeiouEAO])", "w", text))


def candidates(published: Mapping[str, list[str]], ranks: Mapping[str, int]) -> list[str]:
    """Words with one reading that may get a row, the most frequent first."""
    words = [
        word
        for word, readings in published.items()
        if _WORD.fullmatch(word)
        and FUNCTION_WORDS <= ranks.get(word, MAX_RANK) < MAX_RANK
        and len({key(reading) for reading in readings}) == 1
        and word not in decided(LOCALE, "leave_out")
        and not homographs.senses_of(word, LOCALE)
        and not is_exception(word, LOCALE)
    ]
    return sorted(words, key=lambda word: ranks[word])


def choose(words: Iterable[str], published: Mapping[str, list[str]]) -> dict[str, str]:
    """Rows for `words` (from `candidates`); stress and length are left to the rules, as Lexique has neither."""
    rows: dict[str, str] = {}
    for word in words:
        ours, theirs = symbols(broad(by_rules(word, LOCALE), LOCALE)), published[word][0]
        if key(ours) != key(theirs):
            plausible = 0.45 * len(_MUTE.sub("", word)) <= len(theirs) <= 1.3 * len(word)
            row = _open_o(word, theirs) if plausible and loose_key(ours) != loose_key(theirs) else None
        else:
            row = _last_vowel(word, ours, theirs) if key(ours, True) != key(theirs, True) else None
        if row and any(symbol in _VOWELS for symbol in row):
            rows[word] = row.replace("tʃ", "t͡ʃ").replace("dʒ", "d͡ʒ")
    return rows


def _open_o(word: str, theirs: str) -> str:
    """o is open before the last syllable, unless the spelling says otherwise."""
    if re.search("au|ô|o[st]e?s?$", word):
        return theirs
    last = max((i for i, symbol in enumerate(theirs) if symbol in _VOWELS), default=0)
    return re.sub("o(?!\u0303)", "ɔ", theirs[:last]) + theirs[last:]


def _last_vowel(word: str, ours: str, theirs: str) -> str | None:
    """Our reading with the source's vowel in a closed last syllable; None where nothing is to be changed."""
    if ours[-1] in _VOWELS + "\u0303":
        return None
    i, j = (
        max((k for k, symbol in enumerate(text) if symbol in _VOWELS and symbol != "ə"), default=-1)
        for text in (ours, theirs)
    )
    if i < 0 or j < 0 or ours[i] == theirs[j] or not {ours[i], theirs[j]} <= set("oɔøœeɛ"):
        return None
    if ours[i + 1 :].replace("ə", "") != theirs[j + 1 :].replace("ə", ""):
        return None
    if {ours[i], theirs[j]} == {"o", "ɔ"} and re.search("ô|au", word):
        return None
    if theirs[j] in "øo" and theirs[j + 1 :] == "ʁ":
        return None
    return ours[:i] + theirs[j] + ours[i + 1 :]
