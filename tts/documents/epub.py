"""A book in EPUB as text: its title and authors in front, then its chapters in the order of reading."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from urllib.parse import unquote
from xml.etree import ElementTree

from tts.documents.html_text import html_text
from tts.errors import InputError

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml"))

_MOST_BYTES = 128 << 20
"""Of the pages of a book, unpacked; the longest novels have some 6 MB."""

_DAMAGE = (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, RuntimeError, zlib.error, EOFError)
"""What reading an archive raises that is damaged, or has a password, or is something else."""


def epub_text(data: bytes, name: str = "the book") -> str:
    """The text of a book.

    The title and the authors stand in front as Markdown has them, and are not spoken; the table of contents and what
    lies beside the order of reading are left out.

    Args:
        data: the file.
        name: what messages call it.

    Raises:
        InputError: it is no EPUB, is damaged, or is protected.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return _text(book, name)
    except InputError:
        raise
    except _DAMAGE as error:
        raise InputError(f"{name} is no EPUB that can be read ({error}): save it anew, or as HTML or text") from error


def _text(book: zipfile.ZipFile, name: str) -> str:
    package_path = _package_path(book)
    package = _xml(book, package_path)
    pages = list(_pages(package, dirname(package_path)))
    known = {entry.filename: entry.file_size for entry in book.infolist()}
    if sum(known.get(page, 0) for page in (*pages, _ENCRYPTION)) > _MOST_BYTES:
        raise InputError(f"{name} unpacks to more than {_MOST_BYTES >> 20} MB of text: that is no book")
    locked = book.read(_ENCRYPTION).decode("utf-8", "replace") if _ENCRYPTION in known else ""
    if any(page in locked for page in pages):
        raise InputError(f"{name} is protected against copying: its text cannot be read; take a copy that is not")
    texts = [html_text(book.read(page)) for page in pages if page in known]
    if not any(text.strip() for text in texts):
        raise InputError(f"{name} holds no text: its pages may be pictures")
    return "\n".join([_front_matter(package), *filter(str.strip, texts)])


def _xml(book: zipfile.ZipFile, path: str) -> ElementTree.Element:
    """A document about the book, refused if it is too large or declares entities, which can grow without end."""
    if book.getinfo(path).file_size > _MOST_BYTES:
        raise ValueError(f"{path} is too large")
    data = book.read(path)
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise ValueError(f"{path} declares entities")
    return ElementTree.fromstring(data)


def _package_path(book: zipfile.ZipFile) -> str:
    """Where the file lies that says what is in the book."""
    for element in _xml(book, _CONTAINER).iter():
        if _bare(element.tag) == "rootfile":
            return element.attrib["full-path"]
    raise KeyError(f"{_CONTAINER} names no book")


def _pages(package: ElementTree.Element, folder: str) -> Iterator[str]:
    """The pages in the order of reading, as they are called in the archive."""
    items = {element.get("id"): element for element in package.iter() if _bare(element.tag) == "item"}
    for reference in package.iter():
        item = items.get(reference.get("idref")) if _bare(reference.tag) == "itemref" else None
        if item is None or reference.get("linear") == "no" or "nav" in item.get("properties", "").split():
            continue
        if item.get("media-type") in _PAGES:
            yield normpath(join(folder, unquote(item.get("href", "").partition("#")[0])))


def _front_matter(package: ElementTree.Element) -> str:
    """What the book says about itself, as Markdown has it in front of a text."""
    found = {"title": _metadata(package, "title")[:1], "author": _metadata(package, "creator")}
    lines = [f"{key}: {', '.join(values)}\n" for key, values in found.items() if values]
    return f"---\n{''.join(lines)}---\n" if lines else ""


def _metadata(package: ElementTree.Element, name: str) -> list[str]:
    values = (" ".join((element.text or "").split()) for element in package.iter() if _bare(element.tag) == name)
    return [value for value in values if value]


def _bare(tag: object) -> str:
    """The name of an element without its namespace."""
    return str(tag).rpartition("}")[2]
