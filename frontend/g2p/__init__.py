"""Graphemes to phones: homographs, then exceptions, else espeak-ng in context, and the post-lexical rules of the
locale."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from frontend.g2p import (
    articles,
    celtic_names,
    clitics,
    compounds,
    dictionary,
    english_compounds,
    french_anglicisms,
    french_names,
    french_verbs,
    german_anglicisms,
    german_foreign,
    german_loans,
    german_spelling,
    homographs,
    inflection,
    italian_names,
    liaison,
    linking_r,
    pinyin,
    place_names,
    polish_names,
    postlex,
    saints,
    spanish,
    spanish_anglicisms,
    spanish_futures,
    yoruba_names,
)
from frontend.g2p.broad import broad
from frontend.g2p.espeak import phonemize_clause, speakable
from frontend.g2p.lexicon import inflected, look_up, stress_free, with_ending, without_accents
from frontend.g2p.notation import parse
from frontend.g2p.symbols import ESPEAK_TO_IPA, decompose
from frontend.phonology import STRESS_MARKS, WORD_BOUNDARY, inventory
from frontend.types import Phone

__all__ = ["broad", "by_rules", "phonemize_words"]


_SPANISH_LETTERS = frozenset("áíóúñÁÍÓÚÑ")
_SHORT_PART = 3
"""Letters of a part of a word with hyphens that may be a function word (on, the)."""
_AFTER_LETTER = frozenset(["and", "or", "is", "to", "versus"])
"""After these at the head of a sentence A is a letter (A and E, A to Z), not the article."""


def _to_inventory(symbols: tuple[str, ...], locale: str) -> tuple[Phone, ...]:
    table, known = ESPEAK_TO_IPA[locale], inventory()
    phones: list[Phone] = []
    for marked in symbols:
        stress = STRESS_MARKS.get(marked[0], 0)
        symbol = marked.lstrip("ˈˌ")
        if symbol in table:
            parts = table[symbol].split()
        elif symbol in known:
            parts = [symbol]
        else:
            parts = [part for piece in decompose(symbol) for part in table.get(piece, piece).split() if part in known]
        nucleus = next((i for i, part in enumerate(parts) if part in known and known[part].is_vowel), 0)
        phones += [Phone(part, stress if i == nucleus else 0, locale) for i, part in enumerate(parts)]
    return tuple(phones)


def by_rules(word: str, locale: str) -> tuple[Phone, ...]:
    """Phones of one word by espeak-ng and the post-lexical rules alone, as if no table had it.

    Raises:
        PhonemizerError: espeak-ng could not be loaded.
    """
    (answer,) = phonemize_clause((speakable(word),), locale)
    return postlex.apply(_to_inventory(answer, locale), word, locale)


def _stem(stem: str, word: str, locale: str) -> tuple[Phone, ...] | None:
    """The dictionary's phones of a stem that stands whole in the word; short ones and those without their e are names
    too often (Reade, reading)."""
    return dictionary.look_up(stem, locale) if len(stem) > 4 and word.startswith(stem) else None


def _alone(word: str, locale: str) -> tuple[Phone, ...]:
    return _word(word, phonemize_clause((word,), locale)[0], locale)


def _american(word: str) -> tuple[Phone, ...]:
    return _alone(word, "en-US")


_ANGLICISMS = {"de-DE": german_anglicisms.read, "es-US": spanish_anglicisms.read, "fr-CA": french_anglicisms.read}
"""English words in the other languages, from their American phones."""


def _has_mute_h(word: str) -> bool:
    """True if other French words link with this one (les heures), which espeak-ng knows of every h."""
    return phonemize_clause(("les", word), "fr-CA")[0][-1:] == ("z",)


def _tabled(word: str, locale: str) -> tuple[Phone, ...] | None:
    """Phones of a word from the tables; names are found without their accents too (Chávez), in French without those
    that French has not."""
    found = look_up(word, locale) or dictionary.look_up(word, locale)
    foreign = locale.startswith("en") or (locale == "fr-CA" and not _SPANISH_LETTERS.isdisjoint(word))
    if found is None and foreign and word[:1].isupper() and not word.isascii():
        plain = without_accents(word)
        return look_up(plain, locale) or dictionary.look_up(plain, locale)
    return found


def _noun(word: str) -> tuple[Phone, ...] | None:
    """Phones of a French noun from the tables, or of an English one."""
    return _tabled(word, "fr-CA") or french_anglicisms.read(word, _american)


def _hyphenated(word: str, locale: str) -> tuple[Phone, ...] | None:
    """A word with hyphens, part by part, if the tables have one of its longer parts (Anheuser-Busch, Valleyfield), or
    in English if all parts are long (cross-examination)."""
    parts = [part for part in word.split("-") if part]
    if locale.startswith("en") and parts[0] == "A" and len(parts) > 1 and parts[1].islower():  # A-level
        return (*_alone("A", locale), *_alone("-".join(parts[1:]), locale))
    long = locale.startswith("en") and all(len(part) > _SHORT_PART for part in parts)
    known = _noun if locale == "fr-CA" else lambda part: _tabled(part, locale)
    if len(parts) < 2 or not (long or any(len(part) > _SHORT_PART and known(part) for part in parts)):
        return None
    read = [_alone(part, locale) for part in parts]
    if long:  # the last part has the main stress (self-employed)
        read = [*(stress_free(phones, 1) for phones in read[:-1]), read[-1]]
    return tuple(phone for phones in read for phone in phones)


@lru_cache(maxsize=20_000)
def _word(word: str, espeak_symbols: tuple[str, ...], locale: str) -> tuple[Phone, ...]:
    """A word that is no homograph."""
    phones = _tabled(word, locale)
    if phones is None and locale == "fr-CA" and (name := french_names.with_accents(word)):
        return _alone(name, locale)
    if phones is None and locale == "de-DE":
        phones = german_loans.read(word) or german_foreign.read(word)
    if phones is None and locale in _ANGLICISMS:
        phones = _ANGLICISMS[locale](word, _american)
    if phones is None and locale == "es-US" and "-" in word:
        pieces = [piece for piece in word.split("-") if piece]
        if any(map(spanish_anglicisms.is_english, pieces)):  # check-in, Miami-Dade
            return tuple(phone for piece in pieces for phone in _alone(piece, locale))
    if phones is None and locale == "fr-CA":
        phones = clitics.elided(word, _noun)
    if phones is None and locale == "fr-CA" and "-" in word:
        phones = clitics.read(word, lambda verb: _alone(verb, locale))
    if phones is None and "-" in word and (locale.startswith("en") or (locale == "fr-CA" and not word.islower())):
        phones = _hyphenated(word, locale)
    if phones is None and locale.startswith("en") and not dictionary.knows(word, locale):
        folded = word.lower()
        phones = inflected(folded, lambda stem: _stem(stem, folded, locale))
        phones = phones or place_names.read(word, locale, lambda first: _tabled(first, locale))
        phones = phones or celtic_names.read(word, locale, by_rules)
        phones = phones or english_compounds.dropped_g(word, lambda whole: _alone(whole, locale))
        phones = phones or english_compounds.plural_of_name(word, lambda name: _alone(name, locale))
        chinese = pinyin.phones(word.removesuffix("'s")) if phones is None else None
        spelled = chinese or (italian_names.phones(word.removesuffix("'s")) if phones is None else None)
        if phones is None and not spelled and locale == "en-GB":
            spelled = polish_names.phones(word.removesuffix("'s"))
        if phones is None and not spelled:
            spelled = yoruba_names.phones(word.removesuffix("'s"))
        if spelled:
            phones = parse(spelled, locale, word)
            phones = with_ending(phones, "'s") if word.endswith("'s") else phones
        if phones is None:
            heard = _to_inventory(espeak_symbols, locale)
            phones = english_compounds.read(word, heard, lambda part: _alone(part, locale))
    if phones is None and locale == "fr-CA" and french_anglicisms.sounds_english(espeak_symbols):
        if "-" in word and not word.islower():  # Wilfrid-Laurier
            return tuple(phone for part in word.split("-") if part for phone in _alone(part, locale))
        single = word.removesuffix("s") if word.islower() and not word.endswith("ss") else word  # hot-dogs
        phones = french_anglicisms.moved(single, _american(single))
    if phones is not None:
        return postlex.apply_to_exception(phones, word, locale)
    if locale == "de-DE" and (standard := german_spelling.standard(word)) != word:
        return _alone(standard, locale)
    if locale == "de-DE" and not dictionary.knows(word, locale):
        parts = compounds.split(word, locale)
        if len(parts) > 1:
            return compounds.join([_word(part, phonemize_clause((part,), locale)[0], locale) for part in parts], word)
        phones = inflection.read(word, locale)
        if phones is not None:
            return phones
    return postlex.apply(_to_inventory(espeak_symbols, locale), word, locale)


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
    if article and locale.startswith("en"):
        spoken = ("a", *spoken[1:])  # the article at the head of a sentence, not the letter
    if locale == "es-US":
        spoken = spanish_futures.with_accents(spoken)
    answers = phonemize_clause(spoken, locale)
    read: list[tuple[Phone, ...]] = []
    for position, ((index, _), clean, answer) in enumerate(zip(parts, spoken, answers, strict=True)):
        chosen = homographs.choose(spoken, position, locale, roles[index] if roles else "")
        phones = postlex.apply_to_exception(chosen, clean, locale) if chosen else _word(clean, answer, locale)
        if locale == "fr-CA" and phones:
            phones = french_verbs.read(spoken, position, phones, lambda word: _alone(word, locale))
            phones = liaison.restore(clean, phones, answer, lambda word: phonemize_clause((word,), locale)[0])
        read.append(phones)
    read = liaison.connect(spoken, read, locale, lambda word: _alone(word, locale), _has_mute_h)
    read = articles.connect(spoken, linking_r.connect(spoken, read, locale), locale)
    read = saints.connect(spoken, spanish.connect(spoken, read, locale), locale)
    if spoken[:1] == ("I",) and locale.startswith("en"):  # said weakly at the head of a clause it is not heard
        read[0] = tuple(replace(phone, stress=max(phone.stress, 1)) for phone in read[0])
    result: list[list[Phone]] = [[] for _ in words]
    for (index, _), phones in zip(parts, read, strict=True):
        if phones and result[index]:
            result[index].append(Phone(WORD_BOUNDARY, 0, locale))
        result[index] += phones
    return tuple(tuple(phones) for phones in result)
