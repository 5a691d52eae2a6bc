"""Texts from files of other kinds: web pages and books in EPUB become the Markdown that the engine reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from tts.documents.epub import epub_text
from tts.documents.html_text import html_text

CONVERTERS: dict[str, Callable[[bytes, str], str]] = {
    ".epub": epub_text,
    ".html": html_text,
    ".htm": html_text,
    ".xhtml": html_text,
}
"""By the ending of a file: what makes text of its bytes and of the name that messages call it by."""


def converter_for(path: PurePath) -> Callable[[bytes, str], str] | None:
    """What makes text of a file of this kind; None if it is text already."""
    return CONVERTERS.get(path.suffix.casefold())
