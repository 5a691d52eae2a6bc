"""English verbs with German endings."""

from __future__ import annotations

import pytest

from frontend.g2p.german import english_verbs


def _spoken(word: str) -> str | None:
    phones = english_verbs.read(word)
    return None if phones is None else "".join(phone.symbol for phone in phones)


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        ("gedownloadet", "ɡədaʊnloːdət"),
        ("outgesourct", "aʊtɡəsɔʁst"),
        ("upgedatet", "apɡədeːtət"),
        ("abgecancelt", "apɡəkɛnsəlt"),
        ("canceln", "kɛnsəln"),
        ("einzuchecken", "aɪnt͡suːt͡ʃɛkən"),
        ("geposted", "ɡəpoːstət"),
        ("gefaked", None),
        ("Joint", None),
        ("daten", None),
    ],
)
def test_a_stem_takes_its_endings_ge_and_particles(word: str, phones: str | None) -> None:
    assert _spoken(word) == phones
