"""Books in EPUB as text."""

from __future__ import annotations

import io
import zipfile

import pytest

from tts.documents.epub import epub_text
from tts.errors import InputError

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = """
<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <metadata><dc:title>The storm</dc:title><dc:creator>Acme</dc:creator><dc:creator>Others</dc:creator></metadata>
  <manifest>
    <item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
    <item id="b" href="text/two.xhtml" media-type="application/xhtml+xml"/>
    <item id="a" href="text/one%20a.xhtml" media-type="application/xhtml+xml"/>
    <item id="x" href="text/extra.xhtml" media-type="application/xhtml+xml"/>
    <item id="p" href="cover.jpg" media-type="image/jpeg"/>
  </manifest>
  <spine><itemref idref="p"/><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/>
    <itemref idref="x" linear="no"/><itemref idref="missing"/></spine>
</package>
"""
PAGES = {
    "META-INF/container.xml": CONTAINER,
    "OEBPS/book.opf": PACKAGE,
    "OEBPS/nav.xhtml": "<body>Contents</body>",
    "OEBPS/text/one a.xhtml": "<body><h1>One</h1><p>It blew.</p></body>",
    "OEBPS/text/two.xhtml": "<body><h1>Two</h1><p>Calm.</p></body>",
    "OEBPS/text/extra.xhtml": "<body>Beside</body>",
}


def book(**changed: str) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (PAGES | changed).items():
            archive.writestr(name, text)
    return sink.getvalue()


def test_chapters_come_in_the_order_of_reading() -> None:
    text = epub_text(book())
    assert text == "---\ntitle: The storm\nauthor: Acme, Others\n---\n\n# One\n\nIt blew.\n\n# Two\n\nCalm.\n"


def test_what_is_no_book_is_told() -> None:
    whole = book()
    broken = [
        b"no archive",
        whole[:400],
        whole[: len(whole) // 3] + b"\0" * 50 + whole[len(whole) // 3 + 50 :],
        book(**{"META-INF/container.xml": "<container/>"}),
        book(**{"META-INF/container.xml": "<container"}),
        book(**{"OEBPS/book.opf": ""}),
    ]
    for data in broken:
        with pytest.raises(InputError, match=r"tale\.epub is no EPUB that can be read"):
            epub_text(data, "tale.epub")


def test_what_would_grow_without_end_is_refused_before_it_is_unpacked() -> None:
    entities = PACKAGE.replace("\n<package", '<!DOCTYPE package [<!ENTITY a "aaaaaaaa">]>\n<package', 1)
    with pytest.raises(InputError, match="entities"):
        epub_text(book(**{"OEBPS/book.opf": entities}))
    page = "x" * (13 << 20)
    with pytest.raises(InputError, match="more than 128 MB"):
        epub_text(book(**{"OEBPS/text/two.xhtml": page, "OEBPS/book.opf": ten_times(PACKAGE)}))


def ten_times(package: str) -> str:
    """The package of a book that has one page ten times in its order of reading."""
    return package.replace('<itemref idref="b"/>', '<itemref idref="b"/>' * 10)


def test_a_protected_book_is_told() -> None:
    locked = '<encryption><CipherReference URI="OEBPS/text/two.xhtml"/></encryption>'
    with pytest.raises(InputError, match="protected"):
        epub_text(book(**{"META-INF/encryption.xml": locked}))
    fonts = '<encryption><CipherReference URI="OEBPS/font.otf"/></encryption>'
    assert "It blew." in epub_text(book(**{"META-INF/encryption.xml": fonts}))


def test_a_book_of_pictures_is_told() -> None:
    empty = {name: "<body><img src='a.jpg'/></body>" for name in PAGES if "text/" in name}
    with pytest.raises(InputError, match="holds no text"):
        epub_text(book(**empty))
