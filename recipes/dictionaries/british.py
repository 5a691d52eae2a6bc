"""American rows of names moved to British vowels, where espeak-ng makes the same mistake in both accents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from frontend.g2p import broad, by_rules
from frontend.g2p.english.postlexical import close_front
from recipes.dictionaries.compare import spelled
from recipes.dictionaries.english import Published, converted, is_open, key

MAX_RANK = 60_000

_VOWEL = "aæɑɛɪiʊuɔəoe"
_ENDINGS = ("s", "es", "ies", "ed", "d", "ing", "er", "ers", "ly", "'s", "ied")


def british(phones: str, word: str) -> str:
    """An American reading with the vowels of British English; a rule of thumb that fits names.

    Args:
        phones: in the notation of the American table, ``bəɹˈoʊk``.
        word: its spelling, which tells LOT (ɒ) from PALM (ɑː) and has the u or ew of a yod.
    """
    text = re.sub("ɚɹ", "əɹ", phones).replace("ɝɹ", "ɜːɹ").replace("ɝ", "ɜː").replace("ɚ", "ə")
    text = text.replace("ɔɹ", "ɔːɹ").replace("ɑɹ", "ɑːɹ")
    text = re.sub(f"ɛɹ(?![ˈˌ]?[{_VOWEL}])", "ɛəɹ", text)
    text = re.sub(f"ɪɹ(?![ˈˌ]?[{_VOWEL}])", "ɪəɹ", text)
    text = re.sub("ɑ(?!ː)", "ɒ" if "o" in word and "a" not in word else "ɑː", text)
    text = re.sub("ɔ(?![ːɪ])", "ɒ" if _is_cloth(word) else "ɔː", text).replace("oʊ", "əʊ")
    text = re.sub(f"i(?![ːə])([ˈˌ]?)(?=[^{_VOWEL}ˈˌ])", r"iː\1", text)
    text = re.sub("(?<=[ˈˌ])i(?!ː)", "iː", text)
    text = re.sub("u(?!ː)", "uː", text)
    if re.search("[tdn](u|ew|eu)", word):
        text = re.sub("(?<=[tdn])([ˈˌ]?)uː", r"j\1uː", text)
    return text


def _is_cloth(word: str) -> bool:
    """True if ɔ is written o alone (Crosby, Hong), which British English has as ɒ, and not au, aw, al, or, oa, ough."""
    return "o" in word and not re.search("a[uwlo]|o(?:[aru]|hr)|wa", word)


def _is_form(word: str, lexicon: Mapping[str, object]) -> bool:
    """True if the word is a form of one that the British lexicon has, which the frontend inflects itself."""
    stems = [word.removesuffix(end) for end in _ENDINGS if word.endswith(end)]
    return any(form in lexicon for stem in stems for form in (stem, stem + "e", stem + "y", stem[:-1]))


def transfer(
    american: Mapping[str, str], published: Published, taken: Iterable[str], ranks: Mapping[str, int]
) -> dict[str, str]:
    """British rows made of American ones.

    Args:
        american: rows of the American table.
        published: the British lexicon; its words are left alone.
        taken: words that have a British row.
        ranks: frequency ranks.
    """
    rows: dict[str, str] = {}
    taken = frozenset(taken)
    for word, phones in american.items():
        if word in taken or word in published.lexicon or ranks[word] >= MAX_RANK or _is_form(word, published.lexicon):
            continue
        if not is_open(word, "en-GB", published):
            continue
        ours = by_rules(word, "en-GB")
        moved = converted(british(spelled(broad(by_rules(word, "en-US"), "en-US")), word), "en-GB")
        target = converted(british(phones.replace("u.ə", "ʊə").replace("ɛ.ə", "ɛə"), word), "en-GB")
        if moved is None or target is None or key(moved, "en-GB") != key(ours, "en-GB") != key(target, "en-GB"):
            continue
        row = spelled(close_front(target, word))
        if not re.search("[aɑæɛɪʊ]ː?ə?ɹ", row):  # r after these vowels is where the rules of thumb fail
            rows[word] = row
    return rows
