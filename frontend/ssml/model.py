"""What an SSML document says, as a flat list in reading order.

Tags that only change the manner (prosody, emphasis, effects, language) are gone: their values sit on each piece of
text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from frontend.types import NEUTRAL, Bookmark, Break, Breath, Delivery, Span


@dataclass(frozen=True, slots=True)
class Text:
    """Text to be normalised; character i of it comes from ``[starts[i], ends[i])`` of the document.

    `sense` is the role of a ``<w>`` ("amazon:VB"). Lexicons do not apply to `fixed` text (the alias of ``<sub>``).
    """

    characters: str
    starts: Sequence[int]
    ends: Sequence[int]
    locale: str
    delivery: Delivery = NEUTRAL
    sense: str = ""
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Pronounced:
    """``<phoneme>``: `characters` are spoken as `ph`, which is written in `alphabet` and checked."""

    characters: str
    ph: str
    alphabet: str
    span: Span
    locale: str
    delivery: Delivery = NEUTRAL


@dataclass(frozen=True, slots=True)
class Said:
    """``<say-as>``: the class of `text`."""

    text: Text
    interpret_as: str
    format: str
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """An edge of a paragraph or (`paragraph` false) of a sentence."""

    paragraph: bool
    span: Span


@dataclass(frozen=True, slots=True)
class WeighedBreak:
    """A ``<break/>`` without a time; `strength` "" means: by the punctuation beside it."""

    strength: str
    span: Span


Node = Text | Pronounced | Said | Section | WeighedBreak | Break | Bookmark | Breath


@dataclass(frozen=True, slots=True)
class Document:
    """A checked document. `source` is what the caller sent; all spans count its characters.

    `text_length` is the number of characters of text, that is without tags: what Amazon Polly bills.
    """

    source: str
    locale: str
    nodes: tuple[Node, ...]
    text_length: int
