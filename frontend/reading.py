"""A checked document (SSML, or text with lexicons) to the tokens that are spoken, each with what markup says of it.

Markup must not disturb how the text around it is normalised: all text of one sentence and locale goes through the
normaliser as one string, with a placeholder word where something else is to be spoken.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from frontend import say_as
from frontend.normalize import normalize, stream_tokens
from frontend.normalize.sentences import goes_on
from frontend.pls import Matcher
from frontend.pronunciation import parse as parse_pronunciation
from frontend.ssml.model import Document, Node, Pronounced, Said, Section, Text, WeighedBreak
from frontend.ssml.values import STRENGTHS_MS
from frontend.types import NEUTRAL, SENTENCE_FINAL, Break, Delivery, Directive, Phone, Span, Token, TokenKind
from frontend.windows import ends_of_parts

_PLACEHOLDER = "zqxjk"
"""A word that the normaliser takes for an ordinary one: lower case, no abbreviation, no unit."""

_AHEAD = 80
"""Characters behind something in another language that tell whether the sentence goes on."""

_PLAIN: tuple[Delivery, str] = (NEUTRAL, "")

_PAUSE = re.compile(r"\s*([,;:])\s*")
_WORDS = re.compile(r"[^\W\d_]+")
_POSSESSIVE = re.compile(r"['’]s(?!\w)")
_VOICELESS = frozenset("ptkfθ")
_SIBILANTS = frozenset(("s", "z", "ʃ", "ʒ", "t͡ʃ", "d͡ʒ"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A token, and what markup or a lexicon says of it. `phones` is None where the token is to be phonemised."""

    token: Token
    phones: tuple[Phone, ...] | None = None
    sense: str = ""
    delivery: Delivery = NEUTRAL
    before: tuple[Directive, ...] = ()
    bleeped: bool = False


class Reading:
    """Iterates over everything that is spoken in a document, in order; `after` is what stands behind the last word,
    and known when the iteration has ended.

    The spans of the pieces point into the document's source. Where lexicons apply, which may make a text many times
    longer, no step reads more than a part of it.

    Args:
        document: its phonemes are known to be valid.
        matcher_of: the lexicons that apply to a locale.
    """

    def __init__(self, document: Document, matcher_of: Callable[[str], Matcher]) -> None:
        self._document = document
        self._reader = _Reader(document.locale, matcher_of)
        self.after: tuple[Directive, ...] = ()

    def __iter__(self) -> Iterator[Piece]:
        block: list[Node] = []
        for node in self._document.nodes:
            if isinstance(node, Section):
                yield from self._reader.read_block(block)
                block = []
                if node.paragraph:
                    self._reader.paragraph(node.span)
                continue
            for index, part in enumerate(self._reader.parts_of(node)):
                if index:
                    yield from self._reader.read_block(block)
                    block = []
                block.append(part)
        yield from self._reader.read_block(block)
        self.after = self._reader.after()


class _Reader:
    """Collects the pieces of one document, block by block; a block lies between two edges of sentences."""

    def __init__(self, locale: str, matcher_of: Callable[[str], Matcher]) -> None:
        self.locale = locale
        self.matcher_of = matcher_of
        self.has_spoken = False
        self.pending: list[Directive] = []
        self.paragraph_break: Break | None = None

    def paragraph(self, span: Span) -> None:
        """The edge of a paragraph: one long pause, if something stands on both sides of it."""
        if self.has_spoken and self.paragraph_break is None:
            self.paragraph_break = Break(STRENGTHS_MS["x-strong"], span)
            self.pending.append(self.paragraph_break)

    def after(self) -> tuple[Directive, ...]:
        return tuple(item for item in self.pending if item is not self.paragraph_break)

    def parts_of(self, node: Node) -> Iterator[Node]:
        """A node, or the parts of a long text that lexicons may make longer still."""
        if not isinstance(node, Text) or node.fixed or node.sense or not self.matcher_of(node.locale):
            yield node
            return
        start = 0
        for end in ends_of_parts(node.characters, node.locale):
            here = slice(start, end)
            yield replace(node, characters=node.characters[here], starts=node.starts[here], ends=node.ends[here])
            start = end

    def read_block(self, nodes: Sequence[Node]) -> Iterator[Piece]:
        """One block; texts in another language than most of it are read on their own and put in as one word."""
        locales = [_locale(node) for node in nodes if _speaks(node)]
        if not locales:
            self.pending += _directives(nodes)
            return
        main = self.locale if self.locale in locales else str(locales[0])
        stretch = _Stretch(main, self.locale, self.matcher_of(main))
        foreign: _Stretch | None = None
        for node in nodes:
            locale = _locale(node) or (foreign.locale if foreign else main)
            if foreign is not None and locale != foreign.locale:
                stretch.add_foreign(foreign)
                foreign = None
            if foreign is None and locale != main:
                foreign = _Stretch(locale, self.locale, self.matcher_of(locale))
            (foreign or stretch).add(node)
        if foreign is not None:
            stretch.add_foreign(foreign)
        last: Piece | None = None
        for piece in stretch.read():
            if last is not None:
                yield last
            else:
                piece = replace(piece, before=(*self.pending, *piece.before))
                self.pending, self.paragraph_break = [], None
                self.has_spoken = True
            last = piece
        if last is not None:
            yield replace(last, token=replace(last.token, ends_sentence=True))
        self.pending += stretch.after


def _locale(node: Node) -> str | None:
    if isinstance(node, Text | Pronounced):
        return node.locale
    return node.text.locale if isinstance(node, Said) else None


def _speaks(node: Node) -> bool:
    return _locale(node) is not None and not (isinstance(node, Text) and not node.characters.strip())


def _directives(nodes: Iterable[Node]) -> list[Directive]:
    """Directives far from any punctuation."""
    items: list[Directive] = []
    for node in nodes:
        if isinstance(node, WeighedBreak):
            items.append(Break(STRENGTHS_MS[node.strength or "medium"], node.span))
        elif not isinstance(node, Text | Pronounced | Said | Section):
            items.append(node)
    return items


@dataclass(slots=True)
class _Slot:
    """What a placeholder stands for; `span` is its place in the document."""

    pieces: list[Piece]
    span: Span


@dataclass(slots=True)
class _Stretch:
    """Text of one block and one locale as the normaliser is to see it, with the way back to the document."""

    locale: str
    outer_locale: str
    matcher: Matcher
    characters: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    style_starts: list[int] = field(default_factory=list)
    styles: list[tuple[Delivery, str]] = field(default_factory=list)
    items: list[tuple[int, Directive | WeighedBreak]] = field(default_factory=list)
    slots: dict[int, _Slot] = field(default_factory=dict)
    after: list[Directive] = field(default_factory=list)
    """What stands behind the last word, once all is read."""

    # Filling ------------------------------------------------------------------------------------------------------

    def add(self, node: Node) -> None:
        if isinstance(node, Text):
            for part in [node] if node.fixed or node.sense else self.matcher.apply(node):
                if isinstance(part, Text):
                    self._add_text(part)
                else:
                    self._add_pronounced(part)
        elif isinstance(node, Pronounced):
            self._add_pronounced(node)
        elif isinstance(node, Said):
            self._add_said(node)
        elif not isinstance(node, Section):
            self.items.append((len(self.starts), node))
            if isinstance(node, Break | WeighedBreak):
                self._space(node.span.start, 2)  # nothing may be read across a pause: "1 <break/>000"

    def add_foreign(self, other: _Stretch) -> None:
        """A stretch of another locale, as one word."""
        pieces = list(other.read())
        if pieces:
            last = pieces[-1].token
            closed = last.kind is TokenKind.PUNCTUATION and last.text in SENTENCE_FINAL
            pieces[-1] = replace(pieces[-1], token=replace(last, ends_sentence=closed and last.ends_sentence))
            start = min(piece.token.span.start for piece in pieces)
            self._add_slot(_Slot(pieces, Span(start, max(piece.token.span.end for piece in pieces))))
        self.items += [(len(self.starts), item) for item in other.after]

    def _add_text(self, text: Text) -> None:
        characters, starts, ends = text.characters, text.starts, text.ends
        possessive = _POSSESSIVE.match(characters) if self.locale.startswith("en-") else None
        before = len(self.starts) - 1 - len(_PLACEHOLDER)
        if possessive and before in self.slots and self.slots[before].pieces[0].phones is not None:
            self._add_possessive(self.slots[before], ends[1])
            characters, starts, ends = characters[2:], starts[2:], ends[2:]
        self.style_starts.append(len(self.starts))
        self.styles.append((text.delivery, text.sense))
        self.characters.append(characters)
        self.starts += starts
        self.ends += ends

    def _add_possessive(self, slot: _Slot, end: int) -> None:
        """``<phoneme>``'s: the ending is spoken as English grammar has it after the last phone."""
        piece = slot.pieces[0]
        phones = piece.phones or ()
        last = phones[-1].symbol if phones else ""
        ending = ("ɪ", "z") if last in _SIBILANTS else ("s",) if last in _VOICELESS else ("z",)
        phones += tuple(Phone(symbol, 0, self.locale) for symbol in ending)
        token = replace(piece.token, span=Span(piece.token.span.start, end))
        slot.pieces[0] = replace(piece, token=token, phones=phones)

    def _add_pronounced(self, node: Pronounced) -> None:
        phones = parse_pronunciation(node.ph, node.alphabet, self.locale)
        words = " ".join(t.text for t in normalize(node.characters, self.locale) if t.kind is TokenKind.WORD)
        token = self._token(TokenKind.WORD, words, node.span)
        self._add_slot(_Slot([Piece(token, phones, delivery=node.delivery)], node.span))

    def _add_said(self, node: Said) -> None:
        left = _WORDS.findall("".join(self.characters[-8:])[-120:].lower())[:-5:-1]
        context = (*left, "", "", "", "")
        spoken = say_as.verbalise(node.text.characters, node.interpret_as, node.format, self.locale, context)
        if spoken is None:
            self._add_text(replace(node.text, fixed=True))
            return
        bleeped = node.interpret_as == "expletive"
        pieces: list[Piece] = []
        for index, part in enumerate(_PAUSE.split(spoken)):
            if index % 2:
                pieces.append(Piece(self._token(TokenKind.PUNCTUATION, part, node.span), delivery=node.text.delivery))
            elif part:
                token = self._token(TokenKind.WORD, part, node.span)
                pieces.append(Piece(token, delivery=node.text.delivery, bleeped=bleeped))
        if pieces:
            self._add_slot(_Slot(pieces, node.span))

    def _add_slot(self, slot: _Slot) -> None:
        self._space(slot.span.start, 1)
        self.slots[len(self.starts)] = slot
        self.characters.append(_PLACEHOLDER)
        self.starts += [slot.span.start] * len(_PLACEHOLDER)
        self.ends += [slot.span.end] * len(_PLACEHOLDER)
        self._space(slot.span.end, 1)

    def _space(self, place: int, count: int) -> None:
        self.characters.append(" " * count)
        self.starts += [place] * count
        self.ends += [place] * count

    def _token(self, kind: TokenKind, text: str, span: Span, ends_sentence: bool = False) -> Token:
        locale = None if self.locale == self.outer_locale else self.locale
        return Token(kind, text, span, locale, ends_sentence)

    # Reading ------------------------------------------------------------------------------------------------------

    def read(self) -> Iterator[Piece]:
        """The pieces of the stretch."""
        text = "".join(self.characters)
        items = [(position, self._weigh(item, position, text)) for position, item in self.items]
        slots = sorted(self.slots)
        next_item = next_slot = 0
        for token in stream_tokens(text, self.locale):
            start, end = token.span.start, token.span.end
            before: list[Directive] = []
            if token.kind is TokenKind.WORD:
                while next_item < len(items) and items[next_item][0] <= start:
                    before.append(items[next_item][1])
                    next_item += 1
            found: list[Piece] = []
            taken = next_slot
            while taken < len(slots) and slots[taken] < end:  # more than one only if a class took in several
                taken += 1
            if next_slot == taken:
                found = [self._piece(token, token.text)]
            elif slots[next_slot] != start:  # the placeholder became a part of something else
                rest = token.text.replace(_PLACEHOLDER, "").strip(" -'")
                found = [self._piece(token, rest)] if rest else []
            for slot in slots[next_slot:taken]:
                found += self.slots[slot].pieces
            next_slot = taken
            found[0] = replace(found[0], before=(*before, *found[0].before))
            last = found[-1].token
            ends = last.ends_sentence and not self._goes_on(last, text[end : end + _AHEAD])
            found[-1] = replace(found[-1], token=replace(last, ends_sentence=ends or token.ends_sentence))
            yield from found
        self.after = [item for _, item in items[next_item:]]

    def _goes_on(self, last: Token, following: str) -> bool:
        """Whether a sentence goes on behind foreign words that end with `last`: <lang>Halt!</lang> he said."""
        quoted = f'{last.text}"{following.removeprefix(" ")}'
        return last.kind is TokenKind.PUNCTUATION and goes_on(quoted, 0, self.locale.partition("-")[0])

    def _piece(self, token: Token, spoken: str) -> Piece:
        """The token with its place in the document."""
        start, end = token.span.start, token.span.end
        first, last = (bisect_right(self.style_starts, place) - 1 for place in (start, end - 1))
        styles = self.styles[max(first, 0) : last + 1] or [_PLAIN]
        delivery, sense = next((style for style in styles if style != _PLAIN), styles[0])  # "$" and an emphasised "5"
        span = Span(self.starts[start], max(self.ends[start:end]))
        return Piece(self._token(token.kind, spoken, span, token.ends_sentence), None, sense, delivery)

    def _weigh(self, item: Directive | WeighedBreak, position: int, text: str) -> Directive:
        """A break without time and strength counts more beside punctuation."""
        if not isinstance(item, WeighedBreak):
            return item
        strength = item.strength
        if not strength:
            beside = text[max(position - 40, 0) : position].rstrip()[-1:] + text[position : position + 40].lstrip()[:1]
            strength = "x-strong" if set(beside) & set(".?!…") else "strong" if set(beside) & set(",;:") else "medium"
        return Break(STRENGTHS_MS[strength], item.span)
