"""Web pages as the Markdown that is read aloud."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tts.documents import converter_for
from tts.documents.html_text import html_text


def text_of(page: str) -> str:
    return html_text(page.encode()).removesuffix("\n")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>One <em>two</em>.</p><p>Three</p>", "One two.\n\nThree"),
        ("<p>One\n  two&nbsp;three &amp; four<br>five</p>", "One two\N{NO-BREAK SPACE}three & four\nfive"),
        ("<h1>The <i>storm</i></h1>It blew.<h3>Night<br/>fell</h3>", "# The storm\n\nIt blew.\n\n### Night fell"),
        ("<ul><li>rope<li><p>bread</p></ul>end", "- rope\n- bread\n\nend"),
        ("<ol><li>first</li><li>second<ul><li>inner</li></ul></li></ol>", "1. first\n2. second\n\n- inner"),
        ("<table><tr><th>A</th><th><p>B</p></th></tr><tr><td>1<td>2</table>end", "| A | B |\n\n| 1 | 2\n\nend"),
        ("<pre>Roses\n  are red</pre>", "Roses\nare red"),
        ('<p><img src="o.png" alt="O">nce <img src="x.png"></p>', "Once"),
        ("<title>T</title><style>p{}</style><script>if (a < b) {}</script><body>Yes<nav>Home</nav>", "Yes"),
        ("<p>Day<hr/>Night", "Day\n\n* * *\n\nNight"),
        ("<head><title>T<body>Yes", "Yes"),
        ('<p hidden>No</p><p aria-hidden="true">No</p>Yes', "Yes"),
        ("<script src='a.js'/><p>Yes</p>", "Yes"),
        ("12 m<sup>2</sup>, 10<sup>-3</sup>, 1<sup>st</sup>, x<sup>n</sup>", "12 m², 10⁻³, 1st, xⁿ"),
        ("", ""),
    ],
)
def test_what_readers_of_a_page_see(page: str, text: str) -> None:
    assert text_of(page) == text


@pytest.mark.parametrize(
    "mark",
    [
        '<a epub:type="noteref" href="#n">1</a>',
        '<a href="#n" class="footnote-ref" role="doc-noteref"><sup>1</sup></a>',
        '<sup><a href="#n">[2]</a></sup>',
        '<a href="#n"><sup>iv</sup></a>',
        '<sup><a href="#n">†</a></sup>',
    ],
)
def test_marks_of_notes_are_left_out_and_notes_stay(mark: str) -> None:
    page = f'<p>He left.{mark} She stayed.</p><aside id="n" epub:type="footnote">At noon.</aside>'
    assert text_of(page) == "He left. She stayed.\n\nAt noon."


def test_other_links_in_superscript_stay() -> None:
    assert text_of('the <sup><a href="x">encore</a></sup> <a href="y">1</a>') == "the encore 1"


@pytest.mark.parametrize(
    "data",
    [
        '<meta charset="iso-8859-1"><p>café</p>'.encode("iso-8859-1"),
        '<?xml version="1.0" encoding="utf-8"?><p>café</p>'.encode(),
        '<meta charset="no-such"><p>café</p>'.encode(),
        '<meta charset="utf-16"><p>café </p>'.encode(),
        '<?xml version="1.0" encoding="UTF-16"?><p>café</p>\n'.encode(),
        "<p>café</p>".encode("utf-16"),
    ],
)
def test_a_page_is_read_in_its_encoding(data: bytes) -> None:
    assert html_text(data) == "café\n"


def test_a_page_in_utf_16_may_be_cut_off() -> None:
    assert html_text("<p>café</p>".encode("utf-16")[:-1]) == "café</p\N{REPLACEMENT CHARACTER}\n"


@pytest.mark.parametrize(
    ("before", "piece", "behind"),
    [
        *(("", piece, "") for piece in ("<", "</p>", "<table><td>", "&amp", "<ul><li>", "<sup>", "<b hidden>")),
        ("<h1>", "<p>", ""),
        ("<li>", " <p>", ""),
        ("<p hidden>", "<i>", "</b>"),
        ("<p hidden>", "<i>", "</i>"),
        ("", "<sup>x", "</sup>"),
    ],
)
def test_broken_pages_take_linear_time(before: str, piece: str, behind: str) -> None:
    def seconds(count: int) -> float:
        begin = time.process_time()
        text_of(before + piece * count + behind * count)
        return time.process_time() - begin

    assert seconds(16_000) < 8 * max(seconds(4_000), 0.02)


@pytest.mark.parametrize("name", ["a.html", "b.HTM", "c.xhtml", "d.epub"])
def test_endings_of_documents(name: str) -> None:
    assert converter_for(Path(name)) is not None
    assert converter_for(Path("a.md")) is None
