"""One word to phones: by the tables, else by what its locale knows about its own and foreign words, else by espeak-ng
and the post-lexical rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from frontend.common_words import word_ranks
from frontend.g2p import dictionary, pinyin, postlex
from frontend.g2p.english import celtic_names, italian_names, place_names, polish_names, spanish_names, yoruba_names
from frontend.g2p.english import compounds as english_compounds
from frontend.g2p.english import hyphens as english_hyphens
from frontend.g2p.english.foreign_names import ordinary_words
from frontend.g2p.espeak import phonemize_clause, speakable
from frontend.g2p.french import anglicisms as french_anglicisms
from frontend.g2p.french import clitics, liaison
from frontend.g2p.french import english_verbs as french_english_verbs
from frontend.g2p.french import names as french_names
from frontend.g2p.french import respelling as french_respelling
from frontend.g2p.german import anglicisms as german_anglicisms
from frontend.g2p.german import (
    compounds,
    english_verbs,
    foreign_names,
    inflection,
    inseparable,
    numerals,
    scholarly_words,
)
from frontend.g2p.german import respelling as german_respelling
from frontend.g2p.lexicon import entry, inflected, look_up, with_ending, without_accents
from frontend.g2p.notation import parse
from frontend.g2p.spanish import anglicisms as spanish_anglicisms
from frontend.g2p.spanish import foreign_onsets
from frontend.g2p.symbols import ESPEAK_TO_IPA, decompose
from frontend.locales import entry_of, lineage
from frontend.phonology import STRESS_MARKS, inventory
from frontend.types import Phone

_NO_PLURALS = ("ss", "ons", "ws")
"""Ends of French words that are no plurals, or of no noun."""
_NO_FORMS = (*_NO_PLURALS, "is", "us", "os")
_SPANISH_LETTERS = frozenset("áíóúñÁÍÓÚÑ")
_NO_NAMES = frozenset(("union", "gore", "pines"))
"""Spanish words that are names with a capital."""
_SHORT_PART = 3
"""Letters of a part of a word with hyphens that may be a function word (on, the)."""


def _to_inventory(symbols: tuple[str, ...], locale: str) -> tuple[Phone, ...]:
    table, known = entry_of(ESPEAK_TO_IPA, locale, {}), inventory()
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
    return dictionary.look_up(stem, locale) if len(stem) > 4 and word.startswith(stem.removesuffix("y")) else None


def read_alone(word: str, locale: str) -> tuple[Phone, ...]:
    """Phones of a word that stands in no clause."""
    return read(word, phonemize_clause((word,), locale)[0], locale)


def _american(word: str) -> tuple[Phone, ...]:
    return read_alone(word, "en-US")


def _tabled(word: str, locale: str) -> tuple[Phone, ...] | None:
    """Phones of a word from the tables; names are found without their accents too (Chávez), in French without those
    that French has not."""
    found = look_up(word, locale) or dictionary.look_up(word, locale)
    foreign = locale.startswith("en") or ("fr" in lineage(locale) and not _SPANISH_LETTERS.isdisjoint(word))
    if found is None and foreign and word[:1].isupper() and not word.isascii():
        plain = without_accents(word)
        found = look_up(plain, locale) or dictionary.look_up(plain, locale)
        if found and locale.startswith("en") and spanish_names.ends_stressed(word) and not _ends_stressed(found):
            return None  # Nicolás is no Nicolas
    return found


def _ends_stressed(phones: tuple[Phone, ...]) -> bool:
    """Whether the last vowel has the main stress."""
    vowels = [phone for phone in phones if inventory()[phone.symbol].is_vowel]
    return bool(vowels) and vowels[-1].stress == 2


def _english_in_french(word: str) -> tuple[Phone, ...] | None:
    """Phones of a form of an English verb, or of another English word, in French."""
    return french_english_verbs.read(word) or french_anglicisms.read(word, _american)


def _noun(word: str, locale: str) -> tuple[Phone, ...] | None:
    """Phones of a French noun from the tables, or of an English word."""
    return _tabled(word, locale) or _english_in_french(word)


def _hyphenated(word: str, locale: str) -> tuple[Phone, ...] | None:
    """A word with hyphens, part by part, if the tables have one of its longer parts (Anheuser-Busch, Valleyfield), or
    in English if all parts are long (cross-examination)."""
    parts = [part for part in word.split("-") if part]
    long = locale.startswith("en") and all(len(part) > _SHORT_PART for part in parts)
    known = _noun if "fr" in lineage(locale) else _tabled
    if len(parts) < 2 or not (long or any(len(part) > _SHORT_PART and known(part, locale) for part in parts)):
        return None
    said = [read_alone(part, locale) for part in parts]
    if locale.startswith("en"):
        return english_hyphens.settled(english_hyphens.joined(parts, said), word)
    return tuple(phone for phones in said for phone in phones)


@lru_cache(maxsize=20_000)
def read(word: str, espeak_symbols: tuple[str, ...], locale: str) -> tuple[Phone, ...]:
    """Phones of a word that is no homograph.

    Args:
        word: as `speakable` gives it.
        espeak_symbols: what espeak-ng has for it in its clause.
        locale: BCP-47 tag of one of the five locales.
    """
    phones = _tabled(word, locale)
    if phones is not None:
        return _with_inner_stop(postlex.apply_to_exception(phones, word, locale), word, locale)
    heard = _Heard(word, espeak_symbols, locale)
    found = (reader(heard) for reader in entry_of(_READERS, locale, ()))
    phones = next((phones for phones in found if phones is not None), None)
    if phones is not None:
        return phones
    return _with_inner_stop(postlex.apply(heard.phones, word, locale), word, locale)


def _with_inner_stop(phones: tuple[Phone, ...], word: str, locale: str) -> tuple[Phone, ...]:
    """The phones of a word of the tables with the glottal stop of a German compound."""
    if "de" not in lineage(locale):
        return phones
    return compounds.with_stop(phones, word, locale, lambda part: read_alone(part, locale))


@dataclass(frozen=True, slots=True)
class _Heard:
    """A word that no table has, and what espeak-ng has for it."""

    word: str
    symbols: tuple[str, ...]
    locale: str

    @property
    def phones(self) -> tuple[Phone, ...]:
        return _to_inventory(self.symbols, self.locale)

    @property
    def pieces(self) -> list[str]:
        """The words between hyphens."""
        return [piece for piece in self.word.split("-") if piece]

    def in_pieces(self) -> tuple[Phone, ...]:
        return tuple(phone for piece in self.pieces for phone in self.alone(piece))

    def alone(self, word: str) -> tuple[Phone, ...]:
        """The phones of another word in the same locale."""
        return read_alone(word, self.locale)


_Reader = Callable[[_Heard], tuple[Phone, ...] | None]


def _exception(reader: _Reader) -> _Reader:
    """A reader whose phones are like those of a table: the post-lexical rules for exceptions are still to come."""

    def read_exception(heard: _Heard) -> tuple[Phone, ...] | None:
        phones = reader(heard)
        if phones is None:
            return None
        own = tuple(replace(phone, locale=heard.locale) for phone in phones)  # what is for a language knows no locale
        return postlex.apply_to_exception(own, heard.word, heard.locale)

    return read_exception


# English ----------------------------------------------------------------------------------------------------------


@_exception
def _english_parts(heard: _Heard) -> tuple[Phone, ...] | None:
    word, locale = heard.word, heard.locale
    return english_hyphens.read(word, heard.alone) or _hyphenated(word, locale) if "-" in word else None


@_exception
def _english_word(heard: _Heard) -> tuple[Phone, ...] | None:
    """A word or a name that the dictionary lacks."""
    word, locale = heard.word, heard.locale
    if dictionary.knows(word, locale):
        return None
    folded = word.lower()
    return (
        inflected(folded, lambda stem: _stem(stem, folded, locale))
        or _small_name(word, locale, word in word_ranks("en") or word in ordinary_words())
        or place_names.read(word, locale, lambda first: _tabled(first, locale))
        or _possessed(word, lambda name: celtic_names.read(name, locale, by_rules))
        or english_compounds.beside(word, heard.alone)
        or english_compounds.would(word, heard.alone)
        or english_compounds.possessed(word, heard.alone)
        or english_compounds.dropped_g(word, heard.alone)
        or english_compounds.plural_of_name(word, heard.alone)
        or _possessed(word, lambda name: _foreign_name(name, locale))
        or english_compounds.read(word, heard.phones, heard.alone)
    )


def _small_name(word: str, locale: str, ordinary: bool) -> tuple[Phone, ...] | None:
    """A name without its capital, as in messages and texts in capitals: "ask siobhan", "vivo en hialeah"; no word that
    is `ordinary` without (ravel)."""
    if ordinary or not word.islower() or len(word) <= _SHORT_PART:
        return None
    return entry(word.capitalize(), locale)


def _possessed(word: str, of_name: Callable[[str], tuple[Phone, ...] | None]) -> tuple[Phone, ...] | None:
    """What `of_name` has for a name, with its 's if the word has one."""
    name = word.removesuffix("'s")
    phones = of_name(name)
    return with_ending(phones, "'s") if phones and name != word else phones


def _foreign_name(name: str, locale: str) -> tuple[Phone, ...] | None:
    """A name in the spelling of a language that is told by it: Zhang, Giuseppe, Wojciech, Adebayo."""
    spelled = next(filter(None, (phones(name) for phones in entry_of(_SPELLED_NAMES, locale, ()))), None)
    return parse(spelled, locale, name) if spelled else None


_SPELLED_NAMES: dict[str, tuple[Callable[[str], str | None], ...]] = {
    "en-US": (pinyin.phones, italian_names.phones, yoruba_names.phones, spanish_names.marked),
    "en-GB": (pinyin.phones, italian_names.phones, polish_names.phones, yoruba_names.phones, spanish_names.marked),
}

# German -----------------------------------------------------------------------------------------------------------


@_exception
def _german_foreign_word(heard: _Heard) -> tuple[Phone, ...] | None:
    word = heard.word
    return english_verbs.read(word) or foreign_names.read(word) or german_anglicisms.read(word, _american)


def _german_spelling(heard: _Heard) -> tuple[Phone, ...] | None:
    standard = german_respelling.standard(heard.word)
    return heard.alone(standard) if standard != heard.word else None


@_exception
def _german_numeral(heard: _Heard) -> tuple[Phone, ...] | None:
    return numerals.read(heard.word, heard.alone)


def _german_medicine(heard: _Heard) -> tuple[Phone, ...] | None:
    return scholarly_words.medicine(heard.word, lambda spelling: by_rules(spelling, heard.locale))


def _greek_name(heard: _Heard) -> tuple[Phone, ...] | None:
    return scholarly_words.greek_name(heard.word, postlex.apply(heard.phones, heard.word, heard.locale))


def _german_word(heard: _Heard) -> tuple[Phone, ...] | None:
    """A compound by its parts, an inflected form by its stem."""
    if dictionary.knows(heard.word, heard.locale):
        return None
    phones = _german_parts(heard)
    return None if phones is None else inseparable.stressed_stem(phones, heard.word)


def _german_parts(heard: _Heard) -> tuple[Phone, ...] | None:
    word, locale = heard.word, heard.locale
    verb = inflection.verb_form(word, locale, heard.alone)
    parts = compounds.split(word, locale) if verb is None else ()
    if len(parts) > 1:
        return compounds.join([compounds.alone(part, locale, heard.alone) for part in parts], word)
    return inflection.read(word, locale, heard.alone) if verb is None else verb


# Spanish ----------------------------------------------------------------------------------------------------------


@_exception
def _spanish_anglicism(heard: _Heard) -> tuple[Phone, ...] | None:
    return spanish_anglicisms.read(heard.word, _american)


@_exception
def _spanish_small_name(heard: _Heard) -> tuple[Phone, ...] | None:
    return _small_name(heard.word, heard.locale, heard.word in word_ranks("es") or heard.word in _NO_NAMES)


@_exception
def _spanish_onset(heard: _Heard) -> tuple[Phone, ...] | None:
    return foreign_onsets.read(heard.word, heard.alone)


def _spanish_parts(heard: _Heard) -> tuple[Phone, ...] | None:
    """ "check-in", "Miami-Dade"."""
    english = "-" in heard.word and any(map(spanish_anglicisms.is_english, heard.pieces))
    return heard.in_pieces() if english else None


# French -----------------------------------------------------------------------------------------------------------


def _french_name(heard: _Heard) -> tuple[Phone, ...] | None:
    """A name without its accents."""
    name = french_names.with_accents(heard.word)
    return heard.alone(name) if name else None


@_exception
def _french_plural(heard: _Heard) -> tuple[Phone, ...] | None:
    """A plural whose singular is in the tables (séquoias): its s is silent."""
    word = heard.word.casefold()
    plural = len(word) > _SHORT_PART and word.endswith("s") and not word.endswith(_NO_PLURALS)
    return _tabled(word[:-1], heard.locale) if plural else None


def _french_noun(noun: str, heard: _Heard) -> tuple[Phone, ...] | None:
    """A word behind an elided one, which may be English ("d'Oliver") or elided itself ("j'l'aime")."""
    if "'" in noun:
        return heard.alone(noun)
    return _noun(noun, heard.locale)


def _french_compound(heard: _Heard) -> tuple[Phone, ...] | None:
    """ "bandes-annonces": two nouns that are not linked."""
    word = heard.word
    apart = word.islower() and word.count("-") == 1 and "'" not in word
    known = word_ranks("fr")
    return heard.in_pieces() if apart and liaison.is_noun_with_noun(word, known.__contains__) else None


@_exception
def _french_word(heard: _Heard) -> tuple[Phone, ...] | None:
    word = heard.word
    phones = _english_in_french(word)
    phones = clitics.elided(word, lambda noun: _french_noun(noun, heard)) if phones is None else phones
    if phones is None and "-" in word:
        phones = clitics.read(word, heard.alone)
    if phones is None and "-" in word and not (word[1:].islower() and french_respelling.respelled(word).islower()):
        phones = _hyphenated(word, heard.locale)
    return phones


def _french_english_parts(heard: _Heard) -> tuple[Phone, ...] | None:
    """ "Wilfrid-Laurier", of which espeak-ng says a part in English."""
    parted = "-" in heard.word and not heard.word.islower()
    return heard.in_pieces() if parted and french_anglicisms.sounds_english(heard.symbols) else None


@_exception
def _french_english_word(heard: _Heard) -> tuple[Phone, ...] | None:
    """ "hot-dogs", which espeak-ng says in English."""
    word = heard.word
    if not french_anglicisms.sounds_english(heard.symbols):
        return None
    single = word.removesuffix("s") if word.islower() and not word.endswith("ss") else word
    return french_anglicisms.moved(single, _american(single))


def _french_as_singular(heard: _Heard) -> tuple[Phone, ...] | None:
    """A plural, or a form in -es, like its singular (galeries, autonomes), which espeak-ng reads otherwise at times."""
    word = heard.word
    form = word.islower() and word.isalpha() and word.endswith("s") and len(word) > _SHORT_PART + 1
    if not form or word.endswith(_NO_FORMS):
        return None
    single = word.removesuffix("s")
    if not word.endswith("es") and single not in word_ranks("fr"):
        return None
    own, phones = by_rules(word, heard.locale), heard.alone(single)
    told_apart = [phone.symbol for phone in own] != [phone.symbol for phone in phones]
    return phones if told_apart else None  # what sounds alike keeps the stress that it has in its clause


_READERS: dict[str, tuple[_Reader, ...]] = {
    "en": (_english_parts, _english_word),
    "es": (_spanish_small_name, _spanish_anglicism, _spanish_onset, _spanish_parts),
    "de": (_german_numeral, _german_foreign_word, _german_spelling, _german_medicine, _german_word, _greek_name),
    "fr": (
        *(_french_name, _french_plural, _french_compound, _french_word, _french_english_parts, _french_english_word),
        _french_as_singular,
    ),
}
"""For each language or locale, what is asked for words that no table has, in this order; the first that knows the word
is heard."""
