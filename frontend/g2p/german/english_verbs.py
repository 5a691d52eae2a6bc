"""English verbs with German endings (joggt, gestreamt, managte), which espeak-ng reads by German letters.

`data/de-DE/english_verbs.tsv` holds their stems. Source: "Duden: Das Aussprachewörterbuch" (2015).
"""

from __future__ import annotations

from functools import cache

from frontend.g2p.notation import parse
from frontend.tables import read_rows
from frontend.types import Phone

_LOCALE = "de-DE"
_ENDINGS = {
    "en": "ə n", "st": "s t", "est": "ə s t", "t": "t", "et": "ə t", "te": "t ə", "ete": "ə t ə", "ten": "t ə n",
    "eten": "ə t ə n", "test": "t ə s t", "etest": "ə t ə s t", "ter": "t ɐ", "eter": "ə t ɐ", "tes": "t ə s",
    "tem": "t ə m", "end": "ə n t", "ende": "ə n d ə", "enden": "ə n d ə n", "ender": "ə n d ɐ", "endes": "ə n d ə s",
}  # fmt: skip
"""Not e, which nouns have too (Update, Style)."""
_VOICELESS = {"b": "p", "d": "t", "ɡ": "k", "d͡ʒ": "t͡ʃ", "z": "s", "v": "f"}


@cache
def _stems() -> dict[str, str]:
    return {row[0]: row[1] for row in read_rows(_LOCALE, "english_verbs", "stem phones")}


def read(word: str) -> tuple[Phone, ...] | None:
    """Phones of a form of an English verb in German, None for any other word."""
    lower = word.lower()
    for prefix in ("", "ge"):
        rest = lower.removeprefix(prefix)
        for length in range(1, 6):
            stem, ending = rest[:-length], rest[-length:]
            if ending not in _ENDINGS or stem not in _stems() or (word[:1].isupper() and ending != "en"):
                continue  # Joint is a noun
            if not prefix or rest != lower:
                return _joined("ɡə" if prefix else "", _stems()[stem], _ENDINGS[ending].split(), word)
    return None


def _joined(prefix: str, stem: str, ending: list[str], word: str) -> tuple[Phone, ...]:
    phones = list(parse(stem, _LOCALE, word, stressed=True))
    if ending[0] in {"t", "s"}:
        phones[-1] = Phone(_VOICELESS.get(phones[-1].symbol, phones[-1].symbol), 0, _LOCALE)
    return (*parse(prefix, _LOCALE, word), *phones, *(Phone(symbol, 0, _LOCALE) for symbol in ending))
