"""Rows of German: what German Wiktionary reads otherwise, and the words that the rules read well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from frontend.g2p import broad
from frontend.g2p.notation import parse
from recipes.dictionaries.compare import Phones, main_stress, symbols, without_dictionary
from recipes.dictionaries.symbols import from_wiktionary
from recipes.dictionaries.table import decided
from tts.evaluate.word_error import edit_distance

LOCALE = "de-DE"
MAX_RANK = 120_000
"""Words from this rank on are too rare to be worth a row."""
MAX_RANK_FAR = 90_000
"""The same for loans whose two readings have little in common."""

_WORD = re.compile(r"[A-Za-zÄÖÜäöüßéèêàâôîçñ'-]{3,}")
_ALIKE = (
    ("ʀ", "ʁ"), ("͡", ""), ("œ̃", "U"), ("ɛ̃", "E"), ("ɑ̃", "A"), ("ɔ̃", "O"), ("ɐ̯", "ʁ"), ("ts", "c"), ("tʃ", "C"),
    ("dʒ", "J"), ("pf", "f"), ("aɪ", "1"), ("aʊ", "2"), ("ɔʏ", "3"), ("ɔɪ", "3"), ("ɛː", "ɛ"), ("i̯", "j"),
)  # fmt: skip
_HIATUS = (("eʊ", "e.ʊ"), ("(?<!a)ɪə", "iːə"), ("ɔʊ", "oː"))
"""Vowels of two syllables that would be read as one diphthong of English."""


@dataclass
class _Choice:
    """Rows so far, and the words whose two readings differ too much for a blind choice."""

    rows: dict[str, str] = field(default_factory=dict)
    far: dict[str, str] = field(default_factory=dict)


def key(phones: Phones) -> str:
    """Phones with notation set aside: the kind of r, the length of tense vowels, syllabic i."""
    text = symbols(broad(phones, LOCALE))
    for one, other in _ALIKE:
        text = text.replace(one, other)
    text = re.sub("([eioøuy])ː", r"\1", text)
    return re.sub("(?<=[^aeiouyɛɪɔʊœʏə])i(?=[aeou])", "j", text)


def candidates(published: Mapping[str, list[str]], ranks: Mapping[str, int]) -> list[str]:
    """Words that may get a row, the most frequent first."""
    words = [
        word
        for word in published
        if _WORD.fullmatch(word) and not word.isupper() and ranks.get(word.casefold(), MAX_RANK) < MAX_RANK
    ]
    return sorted(words, key=lambda word: ranks[word.casefold()])


def choose(words: Iterable[str], published: Mapping[str, list[str]], ranks: Mapping[str, int]) -> dict[str, str]:
    """Rows for `words`: phones where no variant agrees with the rules or the stress sits elsewhere, else "".

    Args:
        words: from `candidates`.
        published: IPA of each word as `sources.wiktionary` reads it.
        ranks: frequency ranks of casefolded words.
    """
    choice = _Choice()
    known: set[str] = set()
    for word in words:
        variants = [text for ipa in published[word] if (text := from_wiktionary(ipa)) is not None]
        if variants:
            known.add(word)
            _add(choice, word, variants)
    for word, variant in choice.far.items():
        letters = len(re.sub("[ˈˌ͡ː]", "", variant))
        twin = word[0].islower() and word.capitalize() in known
        if not twin and 0.4 <= letters / len(word) <= 1.5 and ranks[word.casefold()] < MAX_RANK_FAR:
            choice.rows[word] = variant
    kept = _one_spelling({w: p for w, p in choice.rows.items() if w not in decided(LOCALE, "leave_out")})
    return {word: _final(word, phones) for word, phones in kept.items()}


def _add(choice: _Choice, word: str, variants: list[str]) -> None:
    ours = without_dictionary(word, LOCALE)
    readings = [parse(variant, LOCALE, word, stressed=True) for variant in variants]
    distances = [edit_distance(key(ours), key(reading)) for reading in readings]
    length = len(key(readings[0]))
    if length == 0 or (distances[0] / length > 0.65 and length > 3) or not 0.45 <= length / len(word) <= 1.35:
        choice.far[word] = variants[0]
        return
    here, vowels = main_stress(ours)
    there, their_vowels = main_stress(readings[0])
    moved = vowels == their_vowels > 1 and here is not None and there is not None and here != there
    choice.rows[word] = variants[0] if min(distances) or moved else ""


def _one_spelling(rows: dict[str, str]) -> dict[str, str]:
    """Of a noun and its twin in small letters one row, the noun's, save where a reader decided otherwise.

    At the head of a sentence both look alike, and the dictionary finds either by the other's spelling.
    """
    lower_only, both = decided(LOCALE, "lower_only"), decided(LOCALE, "both_cases")
    kept = dict(rows)
    for word, phones in rows.items():
        small, noun = word.lower(), word.lower().capitalize()
        if word[0].islower():
            if kept.get(noun, phones) != phones and word not in both | lower_only:
                del kept[word]
        elif small in lower_only or kept.get(small) == phones:
            del kept[word]
    return kept


def _final(word: str, phones: str) -> str:
    """Phones in the spelling that the frontend reads back; "" if no vowel would have the main stress."""
    if re.search("ɛj[kstmnlpd]", phones):
        phones = phones.replace("ɛj", "eː")
    phones = re.sub("əm(?=[ˈˌ]?[bp])", "ən", phones)
    for one, other in _HIATUS:
        phones = re.sub(one, other, phones)
    stressed = any(phone.stress == 2 for phone in parse(phones, LOCALE, word, stressed=True))
    return phones if stressed else ""
