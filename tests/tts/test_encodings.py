from __future__ import annotations

import pytest

from tts.encodings import decode

TEXTS = (
    "Für Änderungen an Ihrem Konto drücken Sie die Fünf. Straße, Öl, „so“ – oder nicht.",
    "¿Dónde está el baño? Mañana, señor Núñez: ¡adiós!",
    "L’été dernier, à Noël, ça coûtait dix « œufs » où ? Voilà l’école.",
    "It’s “done” – almost… £5, 20 °C, café.",
    "Übermäßig",
    "It’s École 7",
    "Please say “agent” now, or press “one”.",
    "“Hello,” he said.",
)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_code_pages_are_found_out(text: str, encoding: str) -> None:
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        pytest.skip("the code page lacks a character")
    found = decode(data)
    assert found.text == text
    assert (found.encoding, found.wrong) == (encoding, None)


@pytest.mark.parametrize(
    "text",
    [
        "Please hold…",
        "Welcome – please hold.",
        "It costs £5 or 5 €, 5¢ and ¥7.",
        "— no —",
        "Say ‘no’.",
        "Acme™, 20 °C ± 1 • 5 × 3",
        "« Bonjour »",
        "E;é\nSS;ß",
    ],
)
def test_signs_of_windows_alone(text: str) -> None:
    """Four in five English sheets were read rightly: "hold…" became "holdà" of DOS, "–" the letter ñ of a Mac."""
    found = decode(text.encode("cp1252"))
    assert (found.text, found.guess) == (text, "Windows")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", TEXTS)
def test_unicode_is_read_as_it_is(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert (found.text, found.wrong) == (text, None)
    assert bool(found.guess) == (encoding[:6] == "utf-16" and encoding != "utf-16")


@pytest.mark.parametrize("data", [b"One more \xff time.", b"\xc3\xbc and \xfc", "\u0416\u0437".encode("koi8-r")])
def test_what_fits_no_code_page_is_told(data: bytes) -> None:
    found = decode(data)
    assert found.wrong is not None
    assert not found.guess


def test_a_space_that_does_not_break_is_no_sign_of_another_encoding() -> None:
    found = decode("Für 5\u00a0km".encode("cp1252"))
    assert (found.text, found.guess) == ("Für 5\u00a0km", "Windows")


def test_ascii_and_nothing() -> None:
    assert decode(b"").text == ""
    assert decode(b"Hello.").note("a.txt") == ""
