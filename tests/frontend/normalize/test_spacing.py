"""Spaces that a hurried writer left out are read as if they stood there, and the spans point at what was written."""

from __future__ import annotations

import pytest

from frontend.normalize import normalize, normalize_to_text


@pytest.mark.parametrize(
    ("locale", "hurried", "careful"),
    [
        ("de-DE", "Praxis Dr.Meier,2.OG", "Praxis Dr. Meier, 2. OG"),
        ("de-DE", "Tore:12:04 und 19:31", "Tore: 12:04 und 19:31"),
        ("es-US", "pág45 y 2huevos", "pág. 45 y 2 huevos"),
        ("es-US", "Cerró la puerta.Luego salió", "Cerró la puerta. Luego salió"),
        ("fr-CA", "1c. à soupe d'huile", "1 c. à soupe d'huile"),
    ],
)
def test_missing_spaces_are_read(locale: str, hurried: str, careful: str) -> None:
    assert normalize_to_text(hurried, locale) == normalize_to_text(careful, locale)


def test_spans_point_at_what_was_written() -> None:
    text = "Praxis Dr.Meier, 3Eier"
    written = {token.text: text[token.span.start : token.span.end] for token in normalize(text, "de-DE")}
    assert written["Doktor"] == "Dr."
    assert written["Meier"] == "Meier"
    assert written["drei"] == "3"
    assert written["Eier"] == "Eier"


@pytest.mark.parametrize("address", ["www.dr.meier.de", "nr.5@post.de", "str.docx"])
def test_addresses_stay_whole(address: str) -> None:
    tokens = normalize(f"Siehe {address} dort", "de-DE")
    spans = {(token.span.start, token.span.end) for token in tokens if token.text not in ("Siehe", "dort")}
    assert spans == {(6, 6 + len(address))}
