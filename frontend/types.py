"""What the frontend hands on: normalised tokens, words with phones, sentences and whole utterances.

Offsets (`Span`) always count characters (code points) of the text that the caller passed in, before any
normalisation; whoever needs bytes (speech marks) converts at the edge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range ``[start, end)`` of characters in the caller's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span must satisfy 0 <= start <= end, got [{self.start}, {self.end})")


class TokenKind(Enum):
    WORD = "word"
    """`text` is one or more spoken words, separated by single spaces, letters only (apostrophes and inner hyphens may stay)."""
    PUNCTUATION = "punctuation"
    """`text` is one of `PUNCTUATION`."""


PUNCTUATION = (",", ".", "?", "!", ";", ":", "–", "…")
"""Punctuation that is spoken as a pause or a contour; everything else is dropped or normalised into one of these."""

SENTENCE_FINAL = (".", "?", "!", "…")


@dataclass(frozen=True, slots=True)
class Token:
    """One token of the spoken form.

    A written token such as ``$5`` gives one `Token` whose `text` is ``"five dollars"`` and whose span covers ``$5``.
    `locale` is set where the token is read by another locale than the sentence (code-switching).
    `ends_sentence` is true on the token after which a sentence ends; abbreviations' full stops never set it.
    """

    kind: TokenKind
    text: str
    span: Span
    locale: str | None = None
    ends_sentence: bool = False


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone of the shared inventory (`frontend.phonology`), or a boundary symbol between words.

    `stress` is 0 none, 1 secondary, 2 primary and sits on the syllable's nucleus.
    `locale` is the language that the phone is spoken in.
    """

    symbol: str
    stress: int
    locale: str


@dataclass(frozen=True, slots=True)
class Word:
    """One written word (or other token) with everything that is spoken for it.

    `phones` holds only phones; a token that is spoken as several words has `WORD_BOUNDARY` phones inside.
    `punctuation` is what follows the word ("" if nothing).
    """

    text: str
    spoken: str
    span: Span
    phones: tuple[Phone, ...]
    punctuation: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    words: tuple[Word, ...]
    span: Span
    locale: str

    def spoken(self) -> str:
        """The spoken form with punctuation, for people and logs."""
        return " ".join(w.spoken + w.punctuation for w in self.words)


@dataclass(frozen=True, slots=True)
class Utterance:
    """A whole request: sentences in order, and the text that the spans point into."""

    text: str
    locale: str
    sentences: tuple[Sentence, ...] = field(default=())

    def __iter__(self) -> Iterator[Sentence]:
        return iter(self.sentences)
