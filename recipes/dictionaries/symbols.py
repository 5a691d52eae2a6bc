"""Symbols of the sources in the notation of the frontend's tables (see `frontend/g2p/notation.py`)."""

from __future__ import annotations

import re
import unicodedata

from frontend.errors import UnknownPhoneError
from frontend.g2p.notation import parse

ARPABET = {
    "AA": "ɑː", "AE": "æ", "AH": "ʌ", "AO": "ɔː", "AW": "aʊ", "AY": "aɪ", "B": "b", "CH": "t͡ʃ", "D": "d", "DH": "ð",
    "EH": "ɛ", "ER": "ɜːɹ", "EY": "eɪ", "F": "f", "G": "ɡ", "HH": "h", "IH": "ɪ", "IY": "iː", "JH": "d͡ʒ", "K": "k",
    "L": "l", "M": "m", "N": "n", "NG": "ŋ", "OW": "oʊ", "OY": "ɔɪ", "P": "p", "R": "ɹ", "S": "s", "SH": "ʃ", "T": "t",
    "TH": "θ", "UH": "ʊ", "UW": "uː", "V": "v", "W": "w", "Y": "j", "Z": "z", "ZH": "ʒ",
}  # fmt: skip
MISAKI = (
    ("A", "eɪ"), ("I", "aɪ"), ("O", "oʊ"), ("Q", "əʊ"), ("W", "aʊ"), ("Y", "ɔɪ"), ("ʤ", "d͡ʒ"), ("ʧ", "t͡ʃ"), ("ᵊ", "ə"),
    ("ᵻ", "ɪ"), ("ɾ", "t"), ("ʔ", "t"),
)  # fmt: skip
LEXIQUE = {
    "a": "a", "i": "i", "y": "y", "u": "u", "o": "o", "O": "ɔ", "e": "e", "E": "ɛ", "°": "ə", "2": "ø", "9": "œ",
    "5": "ɛ̃", "1": "œ̃", "@": "ɑ̃", "§": "ɔ̃", "3": "ə", "j": "j", "8": "ɥ", "w": "w", "p": "p", "b": "b", "t": "t",
    "d": "d", "k": "k", "g": "ɡ", "f": "f", "v": "v", "s": "s", "z": "z", "S": "ʃ", "Z": "ʒ", "m": "m", "n": "n",
    "N": "ɲ", "l": "l", "R": "ʁ", "x": "ʁ", "G": "ŋ",
}  # fmt: skip

# In order: a later line sees what an earlier one wrote.
_WIKTIONARY = (
    ("ʔ", ""), ("‿", ""), ("͡", ""), ("͜", ""), (".", ""), ("|", ""), ("'", ""),
    ("aɪ̯", "aɪ"), ("aʊ̯", "aʊ"), ("ɔɪ̯", "ɔʏ"), ("ɔʏ̯", "ɔʏ"), ("ɔɪ", "ɔʏ"), ("ai̯", "aɪ"), ("au̯", "aʊ"), ("ɔy̯", "ɔʏ"),
    ("ɔi̯", "ɔʏ"), ("eɪ̯", "eː"), ("ɛɪ̯", "eː"), ("əʊ̯", "oː"), ("oʊ̯", "oː"), ("ɔʊ̯", "oː"), ("ʊɪ̯", "ʊɪ"), ("ɪə̯", "iːɐ̯"),
    ("i̯", "j"), ("ɪ̯", "j"), ("u̯", "u"), ("ʊ̯", "u"), ("o̯", "o"), ("y̯", "y"),
    ("n̩", "ən"), ("l̩", "əl"), ("m̩", "əm"), ("ŋ̍", "ən"), ("ŋ̩", "ən"),
    ("r", "ʁ"), ("ɹ", "ʁ"), ("ɾ", "ʁ"), ("ʀ", "ʁ"), ("χ", "x"), ("g", "ɡ"),
    ("æː", "ɛː"), ("æ", "ɛ"), ("ɜː", "œː"), ("ɜ", "œ"), ("œːɐ̯", "œʁ"), ("œː", "œ"), ("œɐ̯", "œʁ"), ("ʌ", "a"),
    ("θ", "s"), ("ð", "z"), ("w", "v"), ("ɑː", "aː"), ("ɒː", "oː"), ("ɒ", "ɔ"), ("ɔː", "oː"),
    ("ɔ̃ː", "ɔ̃"), ("ɑ̃ː", "ɑ̃"), ("ɛ̃ː", "ɛ̃"), ("œ̃ː", "œ̃"), ("ã", "ɑ̃"), ("õ", "ɔ̃"),
    ("ɨ", "ɪ"), ("ɐ̯ː", "ɐ̯"), ("ɪː", "iː"), ("ʊː", "uː"), ("ʏː", "yː"),
)  # fmt: skip
_AFFRICATES = (("ts", "t͡s"), ("tʃ", "t͡ʃ"), ("dʒ", "d͡ʒ"), ("pf", "p͡f"))
_ENGLISH_DIPHTHONGS = (("eɪ", "eː"), ("oʊ", "oː"), ("əʊ", "oː"), ("ɛɪ", "eː"))
_NASAL = (("a\u0303", "ɑ̃"), ("ã", "ɑ̃"), ("õ", "ɔ̃"), ("ẽ", "ɛ̃"))


def from_wiktionary(ipa: str) -> str | None:
    """German Wiktionary's IPA in our notation; None for phrases, optional sounds and phones German lacks."""
    text = unicodedata.normalize("NFC", ipa)
    for theirs, ours in _NASAL:
        text = text.replace(unicodedata.normalize("NFC", theirs), ours).replace(theirs, ours)
    if re.search(r"[()\[\]…\- ]", text):
        return None
    for theirs, ours in _WIKTIONARY:
        text = text.replace(unicodedata.normalize("NFC", theirs), ours)
    text = re.sub(r"ɑ(?!\u0303)", "a", text)
    for theirs, ours in _AFFRICATES:
        text = text.replace(theirs, ours)
    text = re.sub("(?<=[ɪʊʏœɔa])ɐ̯", "ʁ", text)  # r is a vowel after long vowels and in unstressed prefixes only
    try:
        parse(text, "de-DE", "German Wiktionary", stressed=True)
    except UnknownPhoneError:
        return None
    for theirs, ours in _ENGLISH_DIPHTHONGS:
        text = text.replace(theirs, ours)
    return text
