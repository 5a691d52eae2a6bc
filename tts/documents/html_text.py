"""A web page as text: headings, lists and tables in Markdown, blank lines between paragraphs, nothing that is not read.

Scripts, styles, controls and navigation are left out, and so are the marks of notes; a note itself stays where it
stands. Pictures are read by their description.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from html.parser import HTMLParser

from frontend.tables import word_set
from tts.encodings import decode

_SKIPPED = word_set(
    "title script style template noscript svg nav button select textarea iframe object audio video canvas rt rp"
)
_PARAGRAPHS = word_set(
    "p div section article aside header footer main blockquote figure figcaption table ul ol dl dt dd pre hr address "
    "details summary caption body center fieldset form"
)
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_CELLS = frozenset(("td", "th"))
_VOID = word_set("area base br col embed hr img input link meta source track wbr")
_NOTE_KINDS = frozenset(("noteref", "doc-noteref", "doc-backlink", "backlink"))
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶↩⏎↑^]{1,3})\uFE0E?[\])]?", re.I)
"""What a link in superscript shows if it leads to a note."""
_POWER = re.compile(r"[-−+]?\d{1,3}|n")
_POWER_PARTS = 16
"""More pieces of text than these are no power, however short."""
_RAISED = str.maketrans("0123456789-−+n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺ⁿ")
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}(?:charset|encoding)\s*=\s*[\"']?(?!utf-?(?:16|32))([\w-]{2,40})", re.I
)
"""Not UTF-16: what names it in ASCII is not written in it."""
_CHARSET_REACH = 1024
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WIDE = re.compile(r" {2,}")
_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_BLANK = re.compile(r"\n{2,}")
_ITEM = re.compile(r"\n(?:-|\d+\.) ")


def html_text(data: bytes, name: str = "the page") -> str:
    """The text of a page in HTML or XHTML, as its readers see it.

    Args:
        data: the file, in the encoding that it names or that fits it.
        name: what messages call it.
    """
    del name  # no page is refused
    page = _Page()
    page.feed(_source(data))
    page.close()
    return page.text()


def _source(data: bytes) -> str:
    declared = _CHARSET.search(data[:_CHARSET_REACH])
    if declared:
        with suppress(LookupError, ValueError):
            return decode(data, declared[1].decode("ascii")).text
    try:
        return decode(data).text
    except UnicodeDecodeError as error:  # UTF-16 by its mark, cut off inside a character
        return error.object.decode(error.encoding, "replace")


class _Page(HTMLParser):
    """Collects the text of a page; lines and paragraphs are made where elements begin and end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._silent: list[str] = []
        """What is open inside an element that is left out, with that element in front."""
        self._silent_tags: Counter[str] = Counter()
        """How often each is in it."""
        self._flat = 0
        """How many headings and cells are open, which stand on one line."""
        self._verbatim = 0
        self._counts: list[int | None] = []
        """Of each open list the number of its last item; None where items have none."""
        self._raised: list[int] = []
        """Where the text of each open superscript begins."""
        self._link: int | None = None
        self._link_raised = False
        self._begin: dict[str, Callable[[], None]] = {
            "a": self._link_begins,
            "body": self._speak,
            "br": self._line,
            "hr": lambda: self._parts.append("\n\n* * *\n\n"),
            "li": self._item,
            "ol": lambda: self._counts.append(0),
            "pre": self._preformatted,
            "sup": self._raise,
            "table": self._table,
            "tr": self._row,
            "ul": lambda: self._counts.append(None),
        }
        self._end: dict[str, Callable[[], None]] = {
            "a": self._link_ends,
            "ol": self._list_ends,
            "pre": self._flowing,
            "sup": self._lower,
            "table": self._table,
            "tr": self._row_ends,
            "ul": self._list_ends,
        }

    def text(self) -> str:
        """What was collected, without needless white space."""
        lines = _LINE_END.sub("\n", _WIDE.sub(" ", "".join(self._parts)))
        return _BLANK.sub("\n\n", lines).strip() + "\n"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag != "body" and (self._silent or tag in _SKIPPED or _is_hidden(given)):
            if tag not in _VOID:
                self._silent.append(tag)
                self._silent_tags[tag] += 1
            return
        if tag in _PARAGRAPHS:
            self._paragraph()
        if tag in _HEADINGS:
            self._parts.append(f"\n\n{_HEADINGS[tag]} ")
        if tag in _CELLS:
            self._parts.append(" | ")
        if tag in _HEADINGS or tag in _CELLS:
            self._flat += 1
        if given.get("alt") and tag == "img":
            self._add(_SPACES.sub(" ", given["alt"]))
        self._begin.get(tag, _nothing)()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element of XHTML that is empty: "<p/>"."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            self._silent_ends(tag)
            return
        if tag in _HEADINGS or tag in _CELLS:
            self._flat = max(0, self._flat - 1)
        self._end.get(tag, _nothing)()
        if tag in _PARAGRAPHS or tag in _HEADINGS:
            self._paragraph()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            flowing = self._flat or not self._verbatim
            self._add(_SPACES.sub(" ", data) if flowing else data)

    def _add(self, text: str) -> None:
        """Never one blank part behind another: `_paragraph` looks back over them."""
        if text.strip(" ") or not (self._parts and self._parts[-1].endswith(" ")):
            self._parts.append(text)

    def _speak(self) -> None:
        self._silent.clear()
        self._silent_tags.clear()

    def _silent_ends(self, tag: str) -> None:
        """What was never closed inside ends here, too."""
        closed = ""
        while self._silent_tags[tag] and closed != tag:
            closed = self._silent.pop()
            self._silent_tags[closed] -= 1

    def _paragraph(self) -> None:
        """A blank line, but not between the mark of an item and its text."""
        opened = next((part for part in reversed(self._parts) if part.strip(" ")), "")
        if self._flat:
            self._add(" ")
        elif not _ITEM.fullmatch(opened):
            self._parts.append("\n\n")

    def _line(self) -> None:
        self._add(" " if self._flat else "\n")

    def _table(self) -> None:
        """Cells need not be closed: they end with the row or the table."""
        self._flat = 0

    def _row(self) -> None:
        self._flat = 0
        self._parts.append("\n")

    def _row_ends(self) -> None:
        self._flat = 0
        self._parts.append(" |\n")

    def _item(self) -> None:
        number = self._counts[-1] if self._counts else None
        if number is not None:
            self._counts[-1] = number + 1
        self._parts.append("\n- " if number is None else f"\n{number + 1}. ")

    def _list_ends(self) -> None:
        if self._counts:
            self._counts.pop()

    def _preformatted(self) -> None:
        self._verbatim += 1

    def _flowing(self) -> None:
        self._verbatim = max(0, self._verbatim - 1)

    def _raise(self) -> None:
        self._raised.append(len(self._parts))
        self._link_raised = True

    def _lower(self) -> None:
        """A power, and the mark of a note that is no link, are written in raised figures."""
        if not self._raised:
            return
        start = self._raised.pop()
        if len(self._parts) - start > _POWER_PARTS:
            return
        inside = "".join(self._parts[start:]).strip()
        if _POWER.fullmatch(inside):
            self._parts[start:] = [inside.translate(_RAISED)]

    def _link_begins(self) -> None:
        self._link, self._link_raised = len(self._parts), bool(self._raised)

    def _link_ends(self) -> None:
        """Takes back a link in superscript that is but the mark of a note."""
        if self._link is not None and self._link_raised:
            shown = "".join(self._parts[self._link :]).strip().translate(_LOWERED)
            if _NOTE_MARK.fullmatch(shown):
                del self._parts[self._link :]
        self._link = None


_LOWERED = {raised: plain for plain, raised in _RAISED.items()}


def _nothing() -> None:
    """For elements that change nothing where they begin or end."""


def _is_hidden(given: dict[str, str]) -> bool:
    """Whether an element is not shown, or leads to a note or back from it."""
    kinds = {*given.get("epub:type", "").split(), *given.get("role", "").split(), *given.get("class", "").split()}
    return "hidden" in given or given.get("aria-hidden") == "true" or not kinds.isdisjoint(_NOTE_KINDS)
