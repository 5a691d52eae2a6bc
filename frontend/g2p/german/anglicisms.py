"""English words and names in German (Wimbledon, Coworking, Reynolds), with the phones of German.

German takes them by ear: mɪlɐ, vɪmbəldən, final consonants without voice. A word is English where
`data/de-DE/english_words.txt` lists it, or where a name is spelled as no German one is; the dictionary's loans come
first. Source: "Duden: Das Aussprachewörterbuch" (2015), on English names.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from frontend.common_words import word_ranks
from frontend.g2p import borrowed, dictionary
from frontend.g2p.german import compounds
from frontend.g2p.german.english_words import english_words
from frontend.g2p.notation import is_vowel
from frontend.g2p.vowel_letters import letters_of_vowels
from frontend.types import Phone

Phones = tuple[Phone, ...]

_LOCALE = "de-DE"
_ENGLISH_NAME = re.compile(
    r"^Mc[A-Z]|^(Wh|Kn[aeo]wl)|[aiou]gh(?!i)|[a-z]{2}(field|ford|worth|town|bridge|shire|wood|ington|[bt]y|ley|cy)s?$"
)
_GERMAN_END = re.compile("(?:ier)?ung(?:en)?$|ieren$|isch(?:e[mnrs]?)?$|lich(?:e[mnrs]?)?$|[hk]eit(?:en)?$")
"""No English name ends so: "Spaghettisierung"."""
_CONSONANTS = {"ɹ": "ʁ", "θ": "s", "ð": "z", "ɾ": "t", "ʔ": "t", "w": "v"}
_VOICELESS = {"b": "p", "d": "t", "ɡ": "k", "z": "s", "v": "f", "d͡ʒ": "t͡ʃ", "ʒ": "ʃ"}
_VOWELS = {
    "i": "iː", "ɪ": "ɪ", "ɛ": "ɛ", "æ": "ɛ", "ʊ": "ʊ", "u": "uː", "ɔ": "ɔ", "ʌ": "a", "ɑ": "a", "eɪ": "eː", "aɪ": "aɪ",
    "aʊ": "aʊ", "ɔɪ": "ɔʏ", "oʊ": "oː",
}  # fmt: skip


def is_english(word: str) -> bool:
    """True for a word that German takes from English with its sounds."""
    if not word.isascii() or "-" in word or not re.search("[aeiouyAEIOUY]", word):
        return False
    if word in english_words() and word[0].isupper():
        return True
    if dictionary.knows(word, _LOCALE):
        return False
    genitive = word[0].isupper() and word[-1] == "s" and word[:-1] in english_words()
    if word.lower() in english_words() or genitive:
        return True
    name = word.removesuffix("'s")
    if name != word and word[0].isupper():
        return not dictionary.knows(name, _LOCALE) and name.lower() not in word_ranks("de")  # "Gibt's" is German
    named = word[0].isupper() and not word.isupper() and not _GERMAN_END.search(word)
    spelled = _ENGLISH_NAME.search(word) if named else None
    return spelled is not None and not _is_german(word, spelled.group().removesuffix("s"))


def _is_german(word: str, spelled: str) -> bool:
    """True for a compound whose last part is more than the ending that looks English (Hausparty, not Kingsbridge)."""
    parts = compounds.split(word, _LOCALE)
    return len(parts) > 1 and not spelled.endswith(parts[-1].lower())


def read(word: str, english: Callable[[str], Phones]) -> Phones | None:
    """Phones of an English word in German, None for any other word; see `borrowed.read`."""
    return None if "-" in word else borrowed.read(word, english, is_english, _moved)


def _moved(word: str, spoken: Phones) -> Phones:
    """American phones of a word moved to those of German."""
    folded = word.lower()
    letters = letters_of_vowels(folded, [phone.symbol for phone in spoken if is_vowel(phone.symbol)])
    result: list[Phone] = []
    for i, phone in enumerate(spoken):
        after = spoken[i + 1].symbol if i + 1 < len(spoken) else ""
        if is_vowel(phone.symbol):
            symbols = _vowel(phone, letters.pop(0), first=i == 0, after=after)
            result += [Phone(symbol, phone.stress if not j else 0, _LOCALE) for j, symbol in enumerate(symbols)]
            continue
        symbol = _CONSONANTS.get(phone.symbol, phone.symbol)
        before = result[-1].symbol if result else ""
        if phone.symbol == "ɹ" and before == "ʁ":
            continue
        if phone.symbol == "ɹ" and not (after and is_vowel(after)) and before in {"ɛ", "ɪ", "uː", "ʊ", "iː"}:  # Blair
            result[-1] = Phone({"ɛ": "ɛː", "ɪ": "iː", "ʊ": "uː"}.get(before, before), result[-1].stress, _LOCALE)
            symbol = "ɐ̯"
        result.append(Phone(symbol, 0, _LOCALE))
    if word.startswith("Mc") and len(result) > 1 and is_vowel(result[1].symbol):
        result[1] = Phone("ɛ", result[1].stress, _LOCALE)
    return tuple(_devoiced(result))


def _devoiced(phones: list[Phone]) -> list[Phone]:
    """Consonants at the end of the word, and before another that has no voice, are voiceless (Edwards)."""
    result = list(phones)
    for i in range(len(result) - 1, -1, -1):
        symbol = result[i].symbol
        after = result[i + 1].symbol if i + 1 < len(result) else ""
        if symbol in _VOICELESS and (not after or after in {"p", "t", "k", "s", "f", "t͡ʃ", "ʃ"}):
            result[i] = Phone(_VOICELESS[symbol], 0, _LOCALE)
    return result


def _vowel(phone: Phone, written: str, first: bool, after: str) -> list[str]:
    """German phones of an American vowel; `after` is the phone that follows, "" at the end."""
    symbol, letter = phone.symbol, written[:1]
    if symbol == "ɝ":
        return ["œ", "ʁ"]
    if symbol == "ɚ":
        return ["ə", "ʁ"] if after and (is_vowel(after) or after == "ɹ") else ["ɐ"]
    if symbol == "ə":
        return [
            "a" if letter == "a" and (first or not after) else "i" if letter == "i" and is_vowel(after or "t") else "ə"
        ]
    if symbol == "ɑ":
        return ["ɔ" if letter == "o" else "aː" if not after else "a"]
    if symbol == "ʌ" and letter == "o" and not phone.stress:
        return ["ɔ"]
    if symbol == "i" and not phone.stress:
        return ["i"]
    if symbol == "ɪ" and after == "ɹ" and phone.stress and letter == "e":  # Sheeran
        return ["iː"]
    return [_VOWELS.get(symbol, "ə")]
