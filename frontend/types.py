"""What the frontend hands on: normalised tokens, words with phones, sentences and whole utterances.

SSML adds to each word how it is delivered (`Delivery`) and what stands before it (`Directive`); the defaults mean plain
text.

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
    """What a token is."""

    WORD = "word"
    """`text` is one or more spoken words, separated by single spaces: letters, apostrophes and inner hyphens only."""
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


class Emphasis(Enum):
    """The levels of SSML's ``<emphasis>``."""

    STRONG = "strong"
    MODERATE = "moderate"
    REDUCED = "reduced"


@dataclass(frozen=True, slots=True)
class Prosody:
    """Changes against the voice's own speech.

    `rate` is a factor of speed (2 halves every duration), `volume_db` a gain in decibels (-inf is silence), `pitch` a
    factor of F0.
    """

    rate: float = 1.0
    volume_db: float = 0.0
    pitch: float = 1.0


@dataclass(frozen=True, slots=True)
class Effects:
    """Dynamic range compression, soft phonation, whispering, and a factor of the vocal tract's length."""

    compressed: bool = False
    soft: bool = False
    whispered: bool = False
    vocal_tract_length: float = 1.0


@dataclass(frozen=True, slots=True)
class AutoBreaths:
    """Breaths that the synthesiser puts in by itself; each value is one of Amazon Polly's names ("x-low", "medium")."""

    volume: str = "default"
    frequency: str = "default"
    duration: str = "default"


@dataclass(frozen=True, slots=True)
class DurationLimit:
    """Words that share a limit (equal `span`, the element's place) must together take at most `duration_ms`."""

    duration_ms: float
    span: Span


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a word is spoken. The default changes nothing. `domain` is a speaking style such as "news"."""

    prosody: Prosody = Prosody()
    emphasis: Emphasis | None = None
    effects: Effects = Effects()
    domain: str | None = None
    auto_breaths: AutoBreaths | None = None
    limit: DurationLimit | None = None


NEUTRAL = Delivery()


@dataclass(frozen=True, slots=True)
class Break:
    """The silence between the words around it lasts `duration_ms`; 0 takes away a natural pause. Neighbours add up."""

    duration_ms: float
    span: Span


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A named position: its time is that of the word after it, or the end of the speech."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Breath:
    """An audible breath; the values are Amazon Polly's names ("default", "x-short", "x-loud")."""

    duration: str
    volume: str
    span: Span


Directive = Break | Bookmark | Breath
"""What can stand between two words."""


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
    `punctuation` is what follows the word ("" if nothing). `before` stands between the word before (perhaps of another
    sentence) and this one. `locale` is set where it differs from the sentence's. A `bleeped` word is to be covered by a
    tone; its phones say "beep", never the word in the text. The melody rises at the end of a word that `rises`. A
    reader pauses behind a word that `ends_phrase`, though nothing is written there. What `reports` are the narrator's
    words behind direct speech.
    """

    text: str
    spoken: str
    span: Span
    phones: tuple[Phone, ...]
    punctuation: str = ""
    delivery: Delivery = NEUTRAL
    before: tuple[Directive, ...] = ()
    locale: str | None = None
    bleeped: bool = False
    rises: bool = False
    ends_phrase: bool = False
    reports: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence in order; its span points into the text of the request."""

    words: tuple[Word, ...]
    span: Span
    locale: str

    def spoken(self) -> str:
        """The spoken form with punctuation, for people and logs."""
        return " ".join(w.spoken + w.punctuation for w in self.words)


@dataclass(frozen=True, slots=True)
class Utterance:
    """A whole request: sentences in order, and the text that the spans point into (for SSML, the document).

    `after` holds what stands behind the last word.
    """

    text: str
    locale: str
    sentences: tuple[Sentence, ...] = field(default=())
    after: tuple[Directive, ...] = ()

    def __iter__(self) -> Iterator[Sentence]:
        return iter(self.sentences)
