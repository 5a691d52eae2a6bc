"""English words and names in the French of Quebec (Gallagher, Scotiabank, Blue Jays), with the phones of French.

Quebec takes them by ear: bœfalo, majk, tʃis. A word is English where `data/fr-CA/english_words.txt` lists it, or where
a name is spelled as no French name is; its American phones are moved to the nearest ones of French, weak vowels to what
is written. Source: Walker, "The Pronunciation of Canadian French" (1984), on loans.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from frontend.g2p import borrowed
from frontend.g2p.notation import is_vowel
from frontend.g2p.vowel_letters import letters_of_vowels
from frontend.tables import read_words
from frontend.types import Phone

Phones = tuple[Phone, ...]

_LOCALE = "fr-CA"
_ENGLISH_NAME = re.compile(
    r"'s$|^mc[a-z]{2}|sh(?!e|i)|sh(er|in|ire)|[^i]ck(?!er[et]|l[ei]r)|^wh|^kn|oo(?!l)|ee[dklmnpt]|[aiou]gh|[aeo]w(?!ski)"
    r"|[a-z]{2}(ings?|fields?|fords?|woods?|worth|towns?|leys?|burgh|bridge|stone|smith|shire|hills?|wells?|ston|ham"
    r"|brooks?|gate|view|[a-z]{2}house|ridge|stead|dale|[dklrt](?:in)?son|(ing|ling|mp|ck|ll?|n|r)ton|[dfklt]man)$"
)
_FRENCH_NAME = re.compile(
    "macken|macky|franck|abraham|gaston|danton|menton|canton|fronton|manawan|charleston|mackay|[dl]eshaies|desh"
)
_CONSONANTS = {"ɹ": "ʁ", "h": "", "θ": "t", "ð": "d", "ɾ": "t", "ʔ": "t"}
_VOWELS = {
    "i": "i", "ɪ": "i", "ɛ": "ɛ", "æ": "a", "ʊ": "u", "u": "u", "ɔ": "ɔ", "ʌ": "œ", "ɑ": "a", "eɪ": "e", "aɪ": "a j",
    "aʊ": "a w", "ɔɪ": "ɔ j", "oʊ": "o",
}  # fmt: skip
_WRITTEN = {"a": "a", "e": "e", "i": "i", "o": "ɔ", "u": "œ", "y": "i"}
_ENGLISH_SYMBOLS = frozenset([
    "ɹ", "ɪ", "ʊ", "ʌ", "ɐ", "əʊ", "oʊ", "eɪ", "aɪ", "aʊ", "ɔɪ", "ɔː", "ɑː", "iː", "uː", "ɜː", "θ", "ð", "h", "ɒ", "æ",
    "ɚ", "iə", "eə", "ʊə",
])  # fmt: skip
"""Symbols that espeak-ng's French never has."""
_CODA = frozenset({"n", "l", "m", "ŋ", "ʁ", "d"})


@cache
def _listed() -> frozenset[str]:
    return frozenset(read_words("fr-CA/english_words.txt"))


def is_english(word: str) -> bool:
    """True for a word that Quebec takes from English with its sounds."""
    folded = word.casefold().replace("’", "'")
    if not word.isascii() or not re.search("[aeiouy]", folded):
        return False
    if word in _listed() or folded in _listed():
        return True
    name = word[0].isupper() and not word.isupper() and "-" not in word
    return name and _ENGLISH_NAME.search(folded) is not None and _FRENCH_NAME.match(folded) is None


def sounds_english(symbols: Sequence[str]) -> bool:
    """True if espeak-ng has read a French word by its English voice, which it takes for some names (Waterville)."""
    return any(symbol.lstrip("ˈˌ") in _ENGLISH_SYMBOLS for symbol in symbols)


def read(word: str, english: Callable[[str], Phones]) -> Phones | None:
    """Phones of an English word in French, None for any other word; see `borrowed.read`."""
    return borrowed.read(word, english, is_english, moved)


def moved(word: str, spoken: Phones) -> Phones:
    """American phones of a word moved to those of French."""
    folded = word.casefold()
    letters = letters_of_vowels(folded, [phone.symbol for phone in spoken if is_vowel(phone.symbol)])
    result: list[str] = []
    for i, phone in enumerate(spoken):
        if is_vowel(phone.symbol):
            last = not any(is_vowel(other.symbol) for other in spoken[i + 1 :])
            result += _vowel(
                phone, letters.pop(0), folded, closed=last and i + 1 < len(spoken), final=i + 1 == len(spoken)
            )
        elif phone.symbol != "ɹ" or result[-1:] != ["ʁ"]:
            result += [symbol for symbol in (_CONSONANTS.get(phone.symbol, phone.symbol),) if symbol]
    result = _with_glide(result, folded)
    if result[-1:] == ["z"] and result[-2:-1] and result[-2] in _CODA and folded.endswith("s"):
        result[-1] = "s"  # Winners
    if folded.startswith("mc") and result[1:2] and is_vowel(result[1]):
        result[1] = "a"
    result = [
        "j"
        if symbol == "i" and 0 < i < len(result) - 1 and is_vowel(result[i + 1]) and not is_vowel(result[i - 1])
        else symbol
        for i, symbol in enumerate(result)
    ]  # Columbia
    nuclei = [i for i, symbol in enumerate(result) if is_vowel(symbol) and symbol != "ə"]
    return tuple(Phone(symbol, 2 if nuclei[-1:] == [i] else 0, _LOCALE) for i, symbol in enumerate(result))


def _with_glide(symbols: Sequence[str], word: str) -> list[str]:
    """The w of a spoken ow before another vowel (Owen, Snowy)."""
    result: list[str] = []
    for symbol in symbols:
        if result[-1:] == ["o"] and is_vowel(symbol) and re.search("ow[aeiy]", word):
            result.append("w")
        result.append(symbol)
    return result


def _vowel(phone: Phone, written: str, word: str, closed: bool, final: bool) -> list[str]:
    """French phones of an American vowel; it may stand in a last syllable that is closed, or at the end."""
    symbol, first = phone.symbol, written[:1]
    if symbol in {"ɚ", "ɝ"}:
        return ["a" if first == "a" and not final else "ɔ" if first == "o" and symbol == "ɚ" else "œ", "ʁ"]
    if symbol == "ə":
        if closed and first in {"a", "e", ""} and not word.endswith("ham"):
            return ["ə" if not first or word.endswith(("le", "les")) else "œ"]
        if first == "i" and len(written) > 1:  # Georgia, station
            return ["a" if final else "œ"]
        return [_WRITTEN.get(first, "œ")]
    if final and symbol == "i" and written == "ey":
        return ["e"]  # Bailey
    if symbol == "ɑ" and (first == "o" or (phone.stress and re.search("wh?a", word))):
        return ["ɔ"]
    if symbol == "ɪ" and first in {"a", "e"} and not phone.stress:
        return [_WRITTEN[first] if first == "a" else "ɛ" if closed else "e"]
    return _VOWELS.get(symbol, "œ").split()
