"""The shared phone inventory of all five locales, and the encoding of a sentence for the models.

One table (`data/phones.tsv`), one row for each IPA phone: X-SAMPA, viseme and articulatory features. The visemes are
those that Amazon Polly documents; where its table of one locale differs, `data/visemes.tsv` says so. Symbols between
words (boundary, punctuation, sentence edges) complete the vocabulary.
The order of the vocabulary is stored with every trained model; rows are appended, never reordered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from frontend.errors import UnknownPhoneError
from frontend.locales import LOCALES
from frontend.tables import read_table
from frontend.types import PUNCTUATION, SENTENCE_FINAL, Sentence, Word

PAD, BOS, EOS, WORD_BOUNDARY = "_", "^", "$", " "
GLOTTAL_STOP = "ʔ"
STRESS_MARKS = {"ˈ": 2, "ˌ": 1}

_SPECIAL = (PAD, BOS, EOS, WORD_BOUNDARY, *PUNCTUATION)


@dataclass(frozen=True, slots=True)
class PhoneRow:
    """One phone. `features` are names such as ``vowel``, ``place:bilabial``, ``manner:plosive``, ``height:close``,
    ``long``.
    """

    symbol: str
    xsampa: str
    viseme: str
    features: frozenset[str]

    @property
    def is_vowel(self) -> bool:
        return "vowel" in self.features


@cache
def inventory() -> dict[str, PhoneRow]:
    """All phones by IPA symbol, in vocabulary order."""
    columns = "symbol xsampa viseme kind height_or_place backness_or_manner rounding_or_voicing flags"
    phones = {}
    for symbol, xsampa, viseme, kind, first, second, third, flags in read_table("", "phones", columns):
        names = ("height", "backness") if kind == "vowel" else ("place", "manner")
        features = {kind, f"{names[0]}:{first}", f"{names[1]}:{second}", third, *filter(None, flags.split(","))}
        phones[symbol] = PhoneRow(symbol, xsampa, viseme, frozenset(features))
    return phones


@cache
def _visemes() -> dict[tuple[str, str], str]:
    """Visemes that a locale has of its own, by locale and phone."""
    return {(locale, symbol): viseme for locale, symbol, viseme in read_table("", "visemes", "locale symbol viseme")}


def viseme(symbol: str, locale: str) -> str:
    """The shape of the mouth for a phone spoken in a locale, as Amazon Polly names it.

    Raises:
        UnknownPhoneError: the phone is not in the inventory.
    """
    row = inventory().get(symbol)
    if row is None:
        raise UnknownPhoneError(f"{symbol!r} is not a phone of the inventory (frontend/data/phones.tsv)")
    return _visemes().get((locale, symbol), row.viseme)


@cache
def vocabulary() -> tuple[str, ...]:
    """Every symbol of the models' input; the index is the id. Id 0 is padding."""
    return (*_SPECIAL, *inventory())


@cache
def symbol_ids() -> dict[str, int]:
    """The symbols of the vocabulary to their ids."""
    return {symbol: index for index, symbol in enumerate(vocabulary())}


@cache
def feature_names() -> tuple[str, ...]:
    """The columns of `feature_matrix`."""
    names = sorted(set().union(*(row.features for row in inventory().values())))
    return (*names, "boundary", "punctuation", "edge")


def feature_matrix() -> NDArray[np.float32]:
    """Articulatory features of the vocabulary: (len(vocabulary()), len(feature_names())), 0 or 1."""
    columns = {name: index for index, name in enumerate(feature_names())}
    matrix = np.zeros((len(vocabulary()), len(columns)), dtype=np.float32)
    rows = inventory()
    for index, symbol in enumerate(vocabulary()):
        if symbol in rows:
            names: frozenset[str] = rows[symbol].features
        elif symbol == WORD_BOUNDARY:
            names = frozenset({"boundary"})
        elif symbol in PUNCTUATION:
            names = frozenset({"punctuation"})
        else:
            names = frozenset() if symbol == PAD else frozenset({"edge"})
        for name in names:
            matrix[index, columns[name]] = 1.0
    return matrix


def is_phone(symbol: str) -> bool:
    """True for a sounding phone, false for boundaries and punctuation."""
    return symbol in inventory()


def syllables(word: Word) -> int:
    """How many syllables are spoken for a word: those of its phones that are vowels."""
    rows = inventory()
    return sum(phone.symbol in rows and rows[phone.symbol].is_vowel for phone in word.phones)


def language_ids() -> dict[str, int]:
    """Locale tag to the id that the models use."""
    return {tag: index for index, tag in enumerate(LOCALES)}


@dataclass(frozen=True, slots=True)
class EncodedSentence:
    """Model input of one sentence: int64 arrays of shape (N,).

    `word_index` is the index of the word in the sentence that a position belongs to, -1 for boundaries,
    punctuation and edges. `stops` are the positions of boundaries that stand for a glottal stop between vowels.
    """

    phone_ids: NDArray[np.int64]
    stress_ids: NDArray[np.int64]
    language_ids: NDArray[np.int64]
    word_index: NDArray[np.int64]
    stops: tuple[int, ...] = ()

    def symbols(self) -> list[str]:
        return [vocabulary()[i] for i in self.phone_ids]

    def locales(self) -> list[str]:
        """The locale that each position is spoken in."""
        tags = list(LOCALES)
        return [tags[i] for i in self.language_ids]


class _Symbol(NamedTuple):
    """A position of the models' input; `word` is as in `EncodedSentence`."""

    symbol: str
    stress: int
    locale: str
    word: int = -1
    is_stop: bool = False


def encode(*sentences: Sentence) -> EncodedSentence:
    """Ids of one sentence (or of several, read as one breath): BOS, phones, boundaries and punctuation, EOS.

    A sentence without final punctuation gets a full stop, so that the models always see how it ends. A glottal stop is
    a boundary: that is where natural recordings have theirs, unwritten, before the vowel of the next word.

    Raises:
        UnknownPhoneError: a phone is not in the inventory.
        ValueError: no sentence was given.
    """
    if not sentences:
        raise ValueError("encode() needs at least one sentence")
    ids, languages = symbol_ids(), language_ids()
    positions = [_Symbol(BOS, 0, sentences[0].locale)]
    word_count = 0
    for sentence in sentences:
        for word in sentence.words:
            _add(positions, _Symbol(WORD_BOUNDARY, 0, sentence.locale))
            _add_phones(positions, word, word_count)
            if word.punctuation:
                _add(positions, _Symbol(word.punctuation, 0, sentence.locale))
            word_count += 1
        full_stop = _Symbol(".", 0, sentence.locale)
        _add(positions, full_stop)
        if positions[-1].symbol in PUNCTUATION and positions[-1].symbol not in SENTENCE_FINAL:
            positions[-1] = full_stop
    positions.append(_Symbol(EOS, 0, sentences[-1].locale))
    return EncodedSentence(
        phone_ids=np.array([ids[place.symbol] for place in positions], dtype=np.int64),
        stress_ids=np.array([place.stress for place in positions], dtype=np.int64),
        language_ids=np.array([languages[place.locale] for place in positions], dtype=np.int64),
        word_index=np.array([place.word for place in positions], dtype=np.int64),
        stops=tuple(_stops(positions)),
    )


def _add(positions: list[_Symbol], mark: _Symbol) -> None:
    """A boundary or punctuation, if a phone stands before it."""
    if is_phone(positions[-1].symbol):
        positions.append(mark)


def _add_phones(positions: list[_Symbol], word: Word, index: int) -> None:
    for phone in word.phones:
        if phone.symbol in (WORD_BOUNDARY, GLOTTAL_STOP):
            _add(positions, _Symbol(WORD_BOUNDARY, 0, phone.locale, is_stop=phone.symbol == GLOTTAL_STOP))
        elif is_phone(phone.symbol):
            positions.append(_Symbol(phone.symbol, phone.stress, phone.locale, index))
        else:
            raise UnknownPhoneError(
                f"phone {phone.symbol!r} of {word.text!r} is not in the inventory (frontend/data/phones.tsv)"
            )


def _stops(positions: Sequence[_Symbol]) -> Iterator[int]:
    """Places of glottal stops between vowels; beside a consonant the boundary alone tells them."""
    rows = inventory()
    for place, position in enumerate(positions):
        beside = [rows.get(positions[near].symbol) for near in (place - 1, place + 1)] if position.is_stop else []
        if beside and all(row is not None and row.is_vowel for row in beside):
            yield place
