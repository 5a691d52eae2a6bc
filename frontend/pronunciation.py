"""Pronunciations that people write (SSML ``<phoneme>``, lexicons) as phones of the inventory.

A phone that the locale's voice has not learned becomes the nearest one of its own, by the same table that serves the
phones which espeak-ng borrows for foreign words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from frontend.errors import UnknownPhoneError
from frontend.g2p.symbols import ESPEAK_TO_IPA
from frontend.locales import entry_of, lineage
from frontend.phonology import GLOTTAL_STOP, STRESS_MARKS, WORD_BOUNDARY, inventory
from frontend.types import Phone
from frontend.xsampa import to_ipa

ALPHABETS = ("ipa", "x-sampa")

_SYNONYMS = {
    "ʀ": "ʁ", "χ": "x", "ɫ": "l", "ʋ": "v", "ɱ": "m", "ɨ": "ɪ", "ʉ": "u", "ɵ": "ø", "ɘ": "ə", "ɞ": "ɜː", "ɦ": "h",
    "ɯ": "u", "ɤ": "ʌ", "ɕ": "ʃ", "ʑ": "ʒ", "ɸ": "f", "c": "k", "ɟ": "ɡ", "q": "k", "ɢ": "ɡ", "ʍ": "w", "ʎ": "l j",
    "ɶ": "a", "ɜ˞": "ɝ", "ə˞": "ɚ", "ɜɹ": "ɝ", "ʧ": "t͡ʃ", "ʤ": "d͡ʒ", "ʦ": "t͡s", "ʣ": "d͡z", "ɺ": "ɾ", "ɬ": "l",
    "m̩": "ə m", "g": "ɡ", "ã": "ɑ̃", "õ": "ɔ̃", "ẽ": "ɛ̃",
}  # fmt: skip
"""Other letters for phones of the inventory, and the nearest phone for those that no locale has."""
_OWN = {"fr-CA": frozenset("ɪʏʊ"), "de": frozenset({"ɑ̃", "ɛ̃", "ɔ̃", "œ̃", "ʔ"})}
"""Phones that post-lexical rules and lexicons make (vite; Restaurant; beenden), so that the voice knows them although
espeak-ng's table would change them."""
_GERMAN_AFFRICATES = {"ts": "t͡s", "pf": "p͡f"}
_IGNORED = frozenset(".|‖‿ˑʰʲʷ-\u0303\u0325\u0329\u032a\u032f\u0361ː˞ːˑ")
_SEPARATORS = frozenset(" \t\n\u00a0")
_SILENT = (WORD_BOUNDARY, GLOTTAL_STOP)


@cache
def _table(locale: str) -> dict[str, tuple[str, ...]]:
    """Every symbol that can be written, decomposed, to phones of the locale."""
    known = inventory()
    own = entry_of(_OWN, locale, frozenset())
    borrowed = {symbol: target for symbol, target in entry_of(ESPEAK_TO_IPA, locale, {}).items() if symbol not in own}
    for untied in ("ts", "dz", "pf"):  # English "cats" ends in two phones
        borrowed.pop(untied, None)
    if "de" in lineage(locale):
        borrowed |= _GERMAN_AFFRICATES
    table: dict[str, tuple[str, ...]] = {}
    for symbol, target in {**{phone: phone for phone in known}, **_SYNONYMS, **borrowed}.items():
        parts = [step for part in target.split() for step in borrowed.get(part, part).split()]
        table[unicodedata.normalize("NFD", symbol)] = tuple(part for part in parts if part in known)
    return table


def _choice(alphabet: str, locale: str) -> str:
    """What an error names as allowed: the phones that a locale's voice speaks, as the alphabet writes them."""
    spoken = {phone for phones in _table(locale).values() for phone in phones}
    known = inventory().items()
    symbols = [row.xsampa if alphabet == "x-sampa" else symbol for symbol, row in known if symbol in spoken]
    return f"{locale} takes {' '.join(symbols)}"


def parse(text: str, alphabet: str, locale: str) -> tuple[Phone, ...]:
    """Phones of a pronunciation, e.g. ``"pɪˈkɑːn"``. A stress mark may stand before the syllable or its vowel.

    Args:
        text: of the alphabet; spaces separate words, full stops syllables.
        alphabet: one of `ALPHABETS`.
        locale: BCP-47 tag of one of the five locales.

    Raises:
        UnknownPhoneError: a symbol is not known, or nothing is left to speak.
        ValueError: `alphabet` is not supported.
    """
    if alphabet not in ALPHABETS:
        raise ValueError(f"alphabet {alphabet!r} is not supported: use {' or '.join(ALPHABETS)}")
    phones: list[Phone] = []
    stress = 0
    for symbols in _steps(text, alphabet, locale):
        for symbol in symbols:
            if symbol in STRESS_MARKS:
                stress = STRESS_MARKS[symbol]
            elif symbol != WORD_BOUNDARY:
                nucleus = stress and inventory()[symbol].is_vowel
                phones.append(Phone(symbol, stress if nucleus else 0, locale))
                stress = 0 if nucleus else stress
            elif phones and phones[-1].symbol != WORD_BOUNDARY:
                phones.append(Phone(WORD_BOUNDARY, 0, locale))
    while phones and phones[-1].symbol in _SILENT:
        phones.pop()
    if not phones:
        raise UnknownPhoneError(
            f"the pronunciation {text[:100]!r} has no phones; write it in {alphabet}, e.g. 'pɪˈkɑːn' in IPA"
        )
    return tuple(phones)


def _steps(text: str, alphabet: str, locale: str) -> Iterator[tuple[str, ...]]:
    """What is written, symbol by symbol: a mark of stress, the boundary of a word, or phones of the locale.

    Raises:
        UnknownPhoneError: a symbol is not known.
    """
    source, table, position = _decomposed(text, alphabet, locale), _table(locale), 0
    longest = max(map(len, table))
    while position < len(source):
        character = source[position]
        length = next((n for n in range(longest, 0, -1) if source[position : position + n] in table), 0)
        if character in STRESS_MARKS:
            yield (character,)
        elif character in _SEPARATORS:
            yield (WORD_BOUNDARY,)
        elif length:
            yield table[source[position : position + length]]
            position += length - 1
        elif character not in _IGNORED:
            raise UnknownPhoneError(
                f"{character!r} (U+{ord(character):04X}) in the pronunciation {text[:100]!r} is not a phone; "
                f"{_choice(alphabet, locale)}"
            )
        position += 1


def _decomposed(text: str, alphabet: str, locale: str) -> str:
    """A pronunciation in IPA, with every accent a character of its own, as the keys of `_table` are."""
    ipa = text
    if alphabet == "x-sampa":
        try:
            ipa = to_ipa(text)
        except UnknownPhoneError as error:
            raise UnknownPhoneError(f"{error}; {_choice(alphabet, locale)}") from error
        ipa = ipa.replace("t͡s", "ts").replace("d͡z", "dz").replace("p͡f", "pf")
    ipa = ipa.strip().strip("/[]").replace(":", "ː").replace("'", "ˈ").replace("\u035c", "\u0361")
    return unicodedata.normalize("NFD", ipa)
