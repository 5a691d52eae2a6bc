"""English verbs with German endings (joggt, gestreamt, managte), which espeak-ng reads by German letters.

`data/de-DE/english_verbs.tsv` holds their stems; those in -el and -er take the endings without their e (cancelt). Such
a verb takes ge- before it or, behind a particle of either language, inside (gedownloadet, outgesourct, abgecheckt).
Source: "Duden: Das Aussprachewörterbuch" (2015).
"""

from __future__ import annotations

from functools import cache

from frontend.g2p.lexicon import stress_free
from frontend.g2p.notation import parse
from frontend.tables import read_table
from frontend.types import Phone

Phones = tuple[Phone, ...]

_LOCALE = "de-DE"
_ENDINGS = {
    "en": "ə n", "st": "s t", "est": "ə s t", "t": "t", "et": "ə t", "te": "t ə", "ete": "ə t ə", "ten": "t ə n",
    "eten": "ə t ə n", "test": "t ə s t", "etest": "ə t ə s t", "ter": "t ɐ", "eter": "ə t ɐ", "tes": "t ə s",
    "tem": "t ə m", "end": "ə n t", "ende": "ə n d ə", "enden": "ə n d ə n", "ender": "ə n d ɐ", "endes": "ə n d ə s",
    "ed": "t",
}  # fmt: skip
"""Not e, which nouns have too (Update, Style); ed as in English (gefaked)."""
_WITHOUT_E = {ending[1:]: phones[2:] for ending, phones in _ENDINGS.items() if ending.startswith("en")} | {
    ending: phones for ending, phones in _ENDINGS.items() if ending[0] in "st"
}
_PARTICLES = {
    "out": "aʊt", "down": "daʊn", "up": "ap", "on": "ɔn", "over": "ˈoːvɐ", "back": "bɛk", "ab": "ap", "an": "an",
    "auf": "aʊf", "aus": "aʊs", "ein": "aɪn", "hoch": "hoːx", "mit": "mɪt", "rum": "ʁʊm", "weg": "vɛk",
}  # fmt: skip
_INFIXES = {"": "", "ge": "ɡə", "zu": "t͡su"}
_VOICELESS = {"b": "p", "d": "t", "ɡ": "k", "d͡ʒ": "t͡ʃ", "z": "s", "v": "f"}
_LONGEST = 6


@cache
def _stems() -> dict[str, tuple[str, bool]]:
    """The phones of each stem, and whether it stands behind a particle or ge- only (upgedatet, but Daten)."""
    rows = read_table(_LOCALE, "english_verbs", "stem phones", "bound")
    return {row[0]: (row[1], len(row) > 2) for row in rows}


def read(word: str) -> Phones | None:
    """Phones of a form of an English verb in German, None for any other word."""
    lower = word.lower()
    if word[:1].isupper() and not lower.endswith(("en", "eln", "ern")):
        return None  # Joint is a noun
    whole = _verb(lower, word, "")
    for particle in _PARTICLES if whole is None else ():
        if lower.startswith(particle) and (phones := _verb(lower[len(particle) :], word, particle)) is not None:
            return (*parse(_PARTICLES[particle], _LOCALE, word, stressed=True), *stress_free(phones, 1))
    return whole


def _verb(written: str, word: str, particle: str) -> Phones | None:
    """Phones of a verb without its particle, with ge- or zu where it has them."""
    for infix in _INFIXES:
        if not written.startswith(infix) or (infix == "zu" and not particle):
            continue
        rest = written[len(infix) :]
        for length in range(1, _LONGEST):
            stem, ending = rest[:-length], rest[-length:]
            spelled, bound = _stems().get(stem, ("", False))
            endings = _WITHOUT_E if stem.endswith(("el", "er")) else _ENDINGS
            if spelled and ending in endings and not (bound and not particle and infix != "ge"):
                return _joined(_INFIXES[infix], spelled, endings[ending].split(), word)
    return None


def _joined(prefix: str, stem: str, ending: list[str], word: str) -> Phones:
    phones = list(parse(stem, _LOCALE, word, stressed=True))
    if ending[0] in {"t", "s"} and phones[-1].symbol in {"t", "d"} and ending == ["t"]:  # geposted
        ending = ["ə", "t"]
    elif ending[0] in {"t", "s"}:
        phones[-1] = Phone(_VOICELESS.get(phones[-1].symbol, phones[-1].symbol), 0, _LOCALE)
    return (*parse(prefix, _LOCALE, word), *phones, *(Phone(symbol, 0, _LOCALE) for symbol in ending))
