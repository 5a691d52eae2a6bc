"""espeak-ng's symbols, locale by locale, in the shared inventory.

Each locale has its own phones and a table for the phones that espeak borrows from other languages in foreign words,
which a native
speaker replaces by the nearest phone of the own language.
"""

from __future__ import annotations

import unicodedata

_AFFRICATES = {"tʃ": "t͡ʃ", "dʒ": "d͡ʒ", "ts": "t͡s", "dz": "d͡z", "pf": "p͡f"}

_ENGLISH = {
    **_AFFRICATES, "g": "ɡ", "r": "ɹ", "x": "k", "ç": "k", "ʔ": "t", "n̩": "ə n", "l̩": "ə l", "əl": "ə l", "ɐ": "ə",
    "ᵻ": "ɪ", "ɬ": "l", "ʲ": "",
    "aɪə": "aɪ ə", "aɪɚ": "aɪ ɚ", "aʊə": "aʊ ə", "ɑ̃": "ɑ n", "ɔ̃": "ɔ n", "ɛ̃": "æ n", "y": "u", "ø": "ɜ", "œ": "ɜ",
    "β": "b", "ɣ": "ɡ", "ɲ": "n j", "ʁ": "ɹ",
}  # fmt: skip

ESPEAK_TO_IPA: dict[str, dict[str, str]] = {
    "en-US": {
        **_ENGLISH, "iː": "i", "uː": "u", "ɑː": "ɑ", "ɔː": "ɔ", "ɜː": "ɝ", "ɜ": "ɝ", "oː": "oʊ", "oːɹ": "ɔ ɹ",
        "ɔːɹ": "ɔ ɹ", "ɑːɹ": "ɑ ɹ", "ɛɹ": "ɛ ɹ", "ɪɹ": "ɪ ɹ",
        "ʊɹ": "ʊ ɹ", "iə": "i ə", "ɪə": "ɪ ə", "eə": "ɛ ɹ", "a": "æ", "aː": "ɑ", "e": "eɪ", "eː": "eɪ", "o": "oʊ",
        "ɒ": "ɑ", "əʊ": "oʊ", "ɪː": "i", "ʊə": "ʊ ɹ",
        "ø": "ɝ", "œ": "ɝ",
    },
    "en-GB": {
        **_ENGLISH, "a": "æ", "aː": "ɑː", "eə": "ɛə", "iə": "ɪə", "ɚ": "ə", "ɑ": "ɑː", "ɔ": "ɒ", "u": "uː", "e": "ɛ",
        "eː": "eɪ", "o": "əʊ", "oː": "ɔː", "oʊ": "əʊ",
        "ɜ": "ɜː", "ɪː": "iː", "ɾ": "t", "ɔ̃": "ɒ n", "ɑ̃": "ɒ n", "ø": "ɜː", "œ": "ɜː", "y": "uː",
    },
    "es": {
        **_AFFRICATES, "g": "ɡ", "ɛ": "e", "ɔ": "o", "oɪ": "ɔɪ", "ʎ": "ʝ", "dʒ": "ʝ", "h": "x", "θ": "s", "z": "s",
        "ʒ": "ʝ", "pː": "p", "v": "b", "ɹ": "ɾ", "ə": "e", "ɪ": "i",
        "ʊ": "u", "æ": "a", "ʌ": "a", "ɑː": "a", "iː": "i", "uː": "u", "oʊ": "o", "əʊ": "o", "ɔː": "o", "ɜː": "e ɾ",
        "ɐ": "a", "ɚ": "e ɾ", "ʔ": "", "ʲ": "j",
        "oʊɹ": "o ɾ", "ɔːɹ": "o ɾ", "ɑːɹ": "a ɾ", "ɛɹ": "e ɾ", "ɪɹ": "i ɾ", "ʊɹ": "u ɾ", "əl": "e l", "iə": "i a",
        "ç": "x", "ɒ": "o", "eə": "e a", "uɪ": "u i", "iʊ": "i u",
        "ɔɪ": "ɔɪ", "ᵻ": "i", "ɬ": "l", "ɲ": "ɲ",
    },
    "de": {
        **_AFFRICATES, "g": "ɡ", "ɾ": "ʁ", "r": "ʁ", "ɹ": "ʁ", "ɜ": "ɐ", "ɑː": "aː", "ɑ": "a", "ɔø": "ɔʏ",
        "ɔɪ": "ɔʏ", "ʊɐ": "uː ɐ̯", "ʊə": "uː ɐ̯", "eɪ": "eː", "ɛɪ": "ɛ ɪ", "əʊ": "oː", "oʊ": "oː",
        "ɒ": "ɔ", "ɔː": "oː", "ɜː": "œ ɐ̯", "æ": "ɛ", "ʌ": "a", "θ": "s", "ð": "z", "w": "v", "əl": "ə l",
        "l̩": "ə l", "n̩": "ə n", "eə": "ɛː ɐ̯", "iə": "iː ɐ", "aɪə": "aɪ ɐ", "ɚ": "ɐ",
        "ʔ": "", "y": "yː", "ø": "øː", "u": "u", "ɪː": "iː", "ʎ": "l j", "ɲ": "n j", "ɥ": "yː", "β": "b", "ɣ": "ɡ",
        "ʝ": "j", "ɐ": "ɐ", "uɪ": "u ɪ", "aɪɚ": "aɪ ɐ", "œ̃": "œ n", "ᵻ": "ɪ",
        "ɔ̃": "ɔ ŋ", "ɑ̃": "a ŋ", "ɛ̃": "ɛ ŋ", "ʊɹ": "uː ɐ̯", "ɑːɹ": "aː ɐ̯", "ɔːɹ": "ɔ ʁ", "ɛɹ": "ɛː ɐ̯",
        "ɪɹ": "iː ɐ̯",
    },
    "fr": {
        **_AFFRICATES, "g": "ɡ", "ɹ": "ʁ", "r": "ʁ", "ɾ": "ʁ", "oː": "o", "aː": "a", "iː": "i", "yː": "y", "uː": "u",
        "eː": "e", "ɛː": "ɛ", "øː": "ø", "ɑː": "ɑ", "ɔː": "ɔ", "ɪ": "i", "ɪː": "i", "ʊ": "u", "θ": "t",
        "ð": "d", "h": "", "ɒ": "ɔ", "eɪ": "e", "əʊ": "o", "oʊ": "o", "iə": "i ə", "ɜː": "œ ʁ", "aʊ": "a w",
        "aɪ": "a j", "ʌ": "œ", "eə": "ɛ ʁ", "ɔɪ": "ɔ j", "ɐ": "a", "ʊə": "u ə",
        "æ": "a", "ŋ": "ŋ", "əl": "ə l", "aɪə": "a j ə", "x": "ʁ", "ç": "ʃ", "ɚ": "œ ʁ", "ʔ": "", "n̩": "ə n",
        "l̩": "ə l", "ᵻ": "i", "ʎ": "j", "ʏ": "y",
    },
}  # fmt: skip
"""For each locale or language (see `frontend.locales.entry_of`): espeak symbol (stress removed) -> phones separated by
spaces ("" for none). Symbols that are missing are kept."""


def decompose(symbol: str) -> list[str]:
    """A symbol that no table knows, cut into base letters with their marks: ``"abː"`` -> ``["a", "bː"]``."""
    pieces: list[str] = []
    for letter in symbol:
        if pieces and (letter in "ː̯̩͡" or unicodedata.combining(letter)):
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces
