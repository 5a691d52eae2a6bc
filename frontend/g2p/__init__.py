"""Graphemes to phones: homographs, then exceptions, else espeak-ng in context, and the post-lexical rules of the
locale."""

from __future__ import annotations

from functools import lru_cache, partial

from frontend.g2p import homographs, postlex
from frontend.g2p.broad import broad
from frontend.g2p.english import articles, linking_r, pronoun, rhythm, saints
from frontend.g2p.espeak import phonemize_clause, speakable
from frontend.g2p.french import liaison
from frontend.g2p.french import verbs as french_verbs
from frontend.g2p.german import english_letters
from frontend.g2p.spanish import postlexical as spanish
from frontend.g2p.spanish import verb_accents
from frontend.g2p.words import by_rules, read_alone
from frontend.g2p.words import read as read_word
from frontend.locales import lineage
from frontend.phonology import WORD_BOUNDARY
from frontend.types import Phone

__all__ = ["broad", "by_rules", "phonemize_words"]


_AFTER_LETTER = frozenset(["and", "or", "is", "to", "versus"])
"""After these at the head of a sentence A is a letter (A and E, A to Z), not the article."""


def _has_mute_h(word: str, locale: str) -> bool:
    """True if other French words link with this one (les heures), which espeak-ng knows of every h."""
    return phonemize_clause(("les", word), locale)[0][-1:] == ("z",)


@lru_cache(maxsize=4_000)
def phonemize_words(words: tuple[str, ...], locale: str, roles: tuple[str, ...] = ()) -> tuple[tuple[Phone, ...], ...]:
    """Phones of the words of one clause, read in context.

    Args:
        words: the clause's words; each may hold several spoken words separated by spaces ("five dollars").
        locale: BCP-47 tag of one of the five locales.
        roles: for each word the reading that SSML's ``<w role>`` asks for, "" for none (see `homographs.choose`); ()
        for none at all.

    Returns:
        One tuple of phones for each entry of `words`; spoken words inside an entry are separated by a word-boundary
        phone.

    Raises:
        PhonemizerError: espeak-ng could not be loaded.
        ValueError: `roles` has another length than `words`.
    """
    if roles and len(roles) != len(words):
        raise ValueError(f'{len(roles)} roles for {len(words)} words: give one for each word, "" for none')
    parts = [
        (index, clean)
        for index, word in enumerate(words)
        for piece in word.split()
        for clean in speakable(piece).split()
    ]
    spoken = tuple(clean for _, clean in parts)
    article = len(spoken) > 1 and spoken[0] == "A" and len(spoken[1]) > 1 and spoken[1] not in _AFTER_LETTER
    if article and parts[0][0] != parts[1][0] and locale.startswith("en"):  # no part of "A four paper"
        spoken = ("a", *spoken[1:])  # the article at the head of a sentence, not the letter
    if "es" in lineage(locale):
        spoken = verb_accents.with_accents(spoken)
    answers = phonemize_clause(spoken, locale)
    read: list[tuple[Phone, ...]] = []
    for position, ((index, _), clean, answer) in enumerate(zip(parts, spoken, answers, strict=True)):
        chosen = homographs.choose(spoken, position, locale, roles[index] if roles else "")
        phones = postlex.apply_to_exception(chosen, clean, locale) if chosen else read_word(clean, answer, locale)
        if "fr" in lineage(locale) and phones:
            phones = french_verbs.read(spoken, position, phones, lambda word: read_alone(word, locale))
            phones = liaison.restore(clean, phones, answer, lambda word: phonemize_clause((word,), locale)[0])
        read.append(phones)
    mute_h = partial(_has_mute_h, locale=locale)
    read = liaison.connect(spoken, read, locale, lambda word: read_alone(word, locale), mute_h)
    read = articles.connect(spoken, linking_r.connect(spoken, read, locale), locale)
    read = saints.connect(spoken, spanish.connect(spoken, read, locale), locale)
    entries = [index for index, _ in parts]
    read = english_letters.connect(spoken, entries, read, locale)
    read = rhythm.connect(spoken, pronoun.connect(spoken, entries, read, locale), locale)
    result: list[list[Phone]] = [[] for _ in words]
    for index, phones in zip(entries, read, strict=True):
        if phones and result[index]:
            result[index].append(Phone(WORD_BOUNDARY, 0, locale))
        result[index] += phones
    return tuple(tuple(phones) for phones in result)
