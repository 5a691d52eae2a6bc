"""SSML documents to `Document`: expat reads, this module checks tags and keeps track of places.

Safe on any input: DTDs, entities and processing instructions are refused, size, depth and the number of elements are
bounded, and time is linear in the length of the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from xml.parsers import expat

from frontend.errors import SsmlError, SsmlLimitError, SsmlSyntaxError, SsmlTagError, SsmlUnsupportedError
from frontend.locales import get_locale
from frontend.ssml import values
from frontend.ssml.checks import check_attributes, check_place, check_values
from frontend.ssml.manner import Manner, apply_manner
from frontend.ssml.model import Document, Node, Pronounced, Said, Section, Text, WeighedBreak
from frontend.ssml.tags import TAGS
from frontend.types import Bookmark, Break, Breath, Span

_TAG_END = re.compile(rb"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")
_SAFE_ENTITIES = "&lt; &gt; &amp; &quot; &apos;"
_AROUND = "put the text between <speak> and </speak>"
_HINTS = {
    expat.errors.XML_ERROR_SYNTAX: _AROUND,
    expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: f"{_AROUND}, all of it, and write each of the two once",
    expat.errors.XML_ERROR_UNCLOSED_TOKEN: "end the tag with >",
    expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION: "end it with ]]>",
    expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE: "write each attribute once",
    expat.errors.XML_ERROR_MISPLACED_XML_PI: "let nothing stand before <?xml ...?>",
}
"""What to do about an error of expat; most others come from characters that have to be escaped."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on a document: characters, open elements at once, elements in all, characters of one attribute."""

    characters: int = 200_000
    depth: int = 32
    elements: int = 20_000
    attribute_characters: int = 2_000


@dataclass(slots=True)
class _Frame:
    """An open element: its tag starts at character `start`, its content at `body`; `closed` is true for ``<p/>``."""

    tag: str
    start: int
    body: int
    closed: bool
    outer: Manner
    attributes: dict[str, str]
    text_before: int


def parse(document: str, locale: str, limits: Limits | None = None) -> Document:
    """Read and check a document.

    Args:
        document: SSML with ``<speak>`` as its root.
        locale: BCP-47 tag of the voice's locale; an ``xml:lang`` of the root does not change it.
        limits: bounds; the defaults are those of `Limits`.

    Raises:
        SsmlError: the document cannot be read; the subclass says in which way.
        UnknownLocaleError: the locale is not supported.
    """
    return _Parser(document, get_locale(locale).tag, limits or Limits()).run()


@dataclass(slots=True)
class _Places:
    """Byte offsets of the UTF-8 document as character offsets; questions must come in rising order."""

    raw: bytes
    ascii_only: bool
    byte: int = 0
    character: int = 0

    def at(self, byte: int) -> int:
        if self.ascii_only:
            return byte
        self.character += len(self.raw[self.byte : byte].decode("utf-8"))
        self.byte = byte
        return self.character


@dataclass(slots=True)
class _Buffer:
    """Text between two tags, with the place of each character."""

    characters: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)


def _unwrapped(text: str) -> str:
    """The text with its line ends as spaces, but for blank lines: in XML they show how the document is laid out. So
    does what lines are set in by, which is no gap between columns either."""
    lines = text.split("\n")
    is_blank = [False, *(not line.strip() for line in lines[1:-1]), False]
    ends = ("\n" if blank or before else " " for before, blank in pairwise(is_blank))
    return lines[0] + "".join(end + _flush_left(line) for end, line in zip(ends, lines[1:], strict=False))


def _flush_left(line: str) -> str:
    """The line with spaces that join in the place of those before it."""
    text = line.lstrip(" \t")
    return "\u00a0" * (len(line) - len(text)) + text


class _Parser:
    def __init__(self, source: str, locale: str, limits: Limits) -> None:
        self.source, self.locale, self.limits = source, locale, limits
        if len(source) > limits.characters:
            raise SsmlLimitError(
                f"the document has {len(source)} characters: at most {limits.characters} are allowed; split it"
            )
        try:
            raw = source.encode("utf-8")
        except UnicodeEncodeError as error:
            place = self._line_column(error.start)
            raise SsmlSyntaxError("a lone surrogate is not a character; remove it", "", *place) from error
        self.places = _Places(raw, len(raw) == len(source))
        self.nodes: list[Node] = []
        self.frames: list[_Frame] = []
        self.manner = Manner(locale)
        self.buffer = _Buffer()
        self.in_cdata = False
        self.element_count = self.text_length = 0
        self.parser = expat.ParserCreate("UTF-8")  # whatever the declaration says: the document is text already
        self.parser.buffer_text = False  # one call for each run, so that offsets stay exact
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartCdataSectionHandler = lambda: self._cdata(True)
        self.parser.EndCdataSectionHandler = lambda: self._cdata(False)
        self.parser.StartDoctypeDeclHandler = lambda *_: self._refuse("a document type declaration")
        self.parser.ProcessingInstructionHandler = lambda *_: self._refuse("a processing instruction")

    def run(self) -> Document:
        try:
            self.parser.Parse(self.places.raw, True)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            if error.code == expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]:
                reason = f"entities are refused, only {_SAFE_ENTITIES} and numbers such as &#233; are allowed"
            tag = self.frames[-1].tag if self.frames else ""
            hint = self._hint(reason, tag)
            message = f"not well-formed XML: {reason}; {hint}"
            raise SsmlSyntaxError(message, tag, error.lineno, error.offset + 1) from error
        return Document(self.source, self.locale, tuple(self.nodes), self.text_length)

    def _hint(self, reason: str, tag: str) -> str:
        if reason == expat.errors.XML_ERROR_NO_ELEMENTS and not tag:
            return _AROUND
        if reason in (expat.errors.XML_ERROR_NO_ELEMENTS, expat.errors.XML_ERROR_TAG_MISMATCH):
            return f"close <{tag}> with </{tag}>, and nothing else before that"
        return _HINTS.get(reason, f'write & < > " \' of the text as {_SAFE_ENTITIES}, and attributes as name="value"')

    # Places and errors --------------------------------------------------------------------------------------------

    def _line_column(self, offset: int) -> tuple[int, int]:
        return self.source.count("\n", 0, offset) + 1, offset - self.source.rfind("\n", 0, offset)

    def _error(self, kind: type[SsmlError], tag: str, offset: int, message: str) -> SsmlError:
        return kind(message, tag, *self._line_column(offset))

    def _refuse(self, what: str) -> None:
        offset = self.places.at(self.parser.CurrentByteIndex)
        tag = self.frames[-1].tag if self.frames else ""
        raise self._error(SsmlSyntaxError, tag, offset, f"{what} is refused; remove it")

    def _tag_end(self, byte: int) -> tuple[int, bool]:
        """Where the tag that starts at `byte` ends, as a character offset, and whether it closes itself."""
        match = _TAG_END.match(self.places.raw, byte)
        end = match.end() if match else byte
        return self.places.at(end), self.places.raw[end - 2 : end] == b"/>"

    # Handlers -----------------------------------------------------------------------------------------------------

    def _cdata(self, inside: bool) -> None:
        self.in_cdata = inside

    def _text(self, text: str) -> None:
        byte = self.parser.CurrentByteIndex
        start, raw = self.places.at(byte), self.places.raw
        if not self.in_cdata and raw[byte : byte + 1] == b"&":  # one character, written as a reference
            ends = [start + raw.index(b";", byte) + 1 - byte] * len(text)
            starts = [start] * len(text)
        elif text == "\n":
            starts, ends = [start], [start + (2 if raw[byte : byte + 2] == b"\r\n" else 1)]
        else:
            starts, ends = list(range(start, start + len(text))), list(range(start + 1, start + len(text) + 1))
        self.buffer.characters.append(text)
        self.buffer.starts += starts
        self.buffer.ends += ends
        self.text_length += len(text)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        byte = self.parser.CurrentByteIndex
        start = self.places.at(byte)
        self._check_size(name, attributes, start)
        self._flush()
        body, closed = self._tag_end(byte)
        frame = _Frame(name, start, body, closed, self.manner, attributes, self.text_length)
        try:
            check_place(name, [open_frame.tag for open_frame in self.frames])
            check_attributes(name, attributes)
            self.manner = apply_manner(self.manner, name, attributes, Span(start, frame.body))
            check_values(name, attributes, self.manner.locale)
        except ValueError as error:
            raise self._error(SsmlTagError, name[:60], start, str(error)) from error
        except NotImplementedError as error:
            raise self._error(SsmlUnsupportedError, name, start, str(error)) from error
        self.frames.append(frame)
        if name in ("p", "s"):
            self.nodes.append(Section(name == "p", Span(start, frame.body)))

    def _end(self, name: str) -> None:
        byte = self.parser.CurrentByteIndex
        frame = self.frames.pop()
        inner = end = frame.body
        if not frame.closed:
            inner = self.places.at(byte)
            end, _ = self._tag_end(byte)
        span = Span(frame.start, end)
        content = TAGS[name].content
        if content == "flow":
            self._flush()
            self._check_limit(frame)
        elif content == "empty":
            if "".join(self.buffer.characters).strip():
                raise self._error(SsmlTagError, name, frame.start, "must be empty; put the text behind it")
            self.buffer = _Buffer()
            self.nodes.append(self._point(name, frame.attributes, span))
        else:
            self._close_text(frame, span)
        if name in ("p", "s"):
            self.nodes.append(Section(name == "p", Span(inner, end)))
        self.manner = frame.outer

    # Content ------------------------------------------------------------------------------------------------------

    def _take(self, sense: str = "") -> Text | None:
        buffer, self.buffer = self.buffer, _Buffer()
        if not buffer.starts:
            return None
        text = _unwrapped("".join(buffer.characters))
        return Text(text, buffer.starts, buffer.ends, self.manner.locale, self.manner.delivery, sense)

    def _flush(self) -> None:
        text = self._take()
        if text is not None:
            self.nodes.append(text)

    def _close_text(self, frame: _Frame, element: Span) -> None:
        """The end of an element that holds text only: its content becomes one node."""
        attributes = frame.attributes
        text = self._take(attributes.get("role", ""))
        if frame.tag == "w":
            self.nodes += [text] if text else []
            return
        written = text.characters if text else ""
        span = element
        if text and written.strip():
            first = len(written) - len(written.lstrip())
            span = Span(text.starts[first], text.ends[len(written.rstrip()) - 1])
        manner = self.manner
        if frame.tag == "sub":
            alias = attributes["alias"]
            starts, ends = [span.start] * len(alias), [span.end] * len(alias)
            self.nodes.append(Text(alias, starts, ends, manner.locale, manner.delivery, fixed=True))
        elif frame.tag == "phoneme":
            ph, alphabet = attributes["ph"], attributes["alphabet"]
            self.nodes.append(Pronounced(written.strip(), ph, alphabet, span, manner.locale, manner.delivery))
        elif text and written.strip():
            self.nodes.append(Said(text, attributes["interpret-as"], attributes.get("format", ""), span))

    def _point(self, name: str, attributes: dict[str, str], span: Span) -> Node:
        if name == "mark":
            return Bookmark(attributes["name"], span)
        if name == "amazon:breath":
            return Breath(attributes.get("duration", "default"), attributes.get("volume", "default"), span)
        if "time" in attributes:
            return Break(values.duration_ms("time", attributes["time"], values.LONGEST_BREAK_MS), span)
        return WeighedBreak(attributes.get("strength", ""), span)

    # Checks -------------------------------------------------------------------------------------------------------

    def _check_size(self, name: str, attributes: dict[str, str], start: int) -> None:
        limits = self.limits
        self.element_count += 1
        longest = max(map(len, attributes.values()), default=0)
        message = ""
        if self.element_count > limits.elements:
            message = f"at most {limits.elements} elements are allowed; split the document"
        elif len(self.frames) >= limits.depth:
            message = f"elements nest deeper than {limits.depth}; close some first"
        elif longest > limits.attribute_characters:
            message = f"an attribute has {longest} characters: at most {limits.attribute_characters} are allowed"
        if message:
            raise self._error(SsmlLimitError, name[:60], start, message)

    def _check_limit(self, frame: _Frame) -> None:
        most = values.LONGEST_LIMITED_TEXT
        if "amazon:max-duration" in frame.attributes and self.text_length - frame.text_before > most:
            message = f"amazon:max-duration allows at most {most} characters of text; use several"
            raise self._error(SsmlTagError, frame.tag, frame.start, message)
