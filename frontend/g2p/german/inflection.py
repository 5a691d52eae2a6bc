"""German endings on words of the dictionary: Kostüms is Kostüm and s, bewerteter is bewertet and er.

The stem's last consonant is voiced again before a vowel (Freund, Freunde), and its r is spoken.
"""

from __future__ import annotations

from frontend.g2p import dictionary, lexicon
from frontend.locales import lineage
from frontend.types import Phone

_ENDINGS = {
    "s": "s", "es": "ə s", "n": "n", "en": "ə n", "e": "ə", "er": "ɐ", "ern": "ɐ n", "em": "ə m", "ens": "ə n s",
    "te": "t ə", "ten": "t ə n", "tes": "t ə s", "ter": "t ɐ", "tem": "t ə m", "t": "t", "st": "s t",
    "in": "ɪ n", "innen": "ɪ n ə n",
}  # fmt: skip
_VOICED = {("b", "p"): "b", ("d", "t"): "d", ("g", "k"): "ɡ", ("s", "s"): "z", ("g", "ç"): "ɡ", ("v", "f"): "v"}
_MIN_STEM = 4


def read(word: str, locale: str) -> tuple[Phone, ...] | None:
    """Phones of an inflected form whose stem has phones in the dictionary, or of the genitive of a name; else None."""
    if "de" not in lineage(locale):
        return None
    for length in (1, 2, 3, 5):
        ending, stem = word[-length:], word[:-length]
        if len(stem) < _MIN_STEM or ending not in _ENDINGS:
            continue
        phones = dictionary.look_up(stem, locale)
        if phones is None and ending == "s" and word[:1].isupper():
            phones = lexicon.look_up(stem, locale)  # the genitive of a name (Trumps)
        if phones is not None:
            return _attach(phones, stem, _ENDINGS[ending].split(), locale)
    return None


def _attach(phones: tuple[Phone, ...], stem: str, ending: list[str], locale: str) -> tuple[Phone, ...]:
    last = phones[-1]
    if ending[0] in {"ə", "ɐ", "ɪ"}:
        voiced = _VOICED.get((stem[-1], last.symbol))
        if last.symbol == "ɐ̯":
            phones = (*phones[:-1], Phone("ʁ", 0, locale))
        elif last.symbol == "ɐ" and stem.endswith("er"):
            phones = (*phones[:-1], Phone("ə", 0, locale), Phone("ʁ", 0, locale))
        elif last.symbol in {"ə", "ɐ"}:
            return phones + tuple(Phone(symbol, 0, locale) for symbol in ending[1:])
        elif voiced:
            phones = (*phones[:-1], Phone(voiced, 0, locale))
    return phones + tuple(Phone(symbol, 0, locale) for symbol in ending)
