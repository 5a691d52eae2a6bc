"""German compounds, cut at words that are known to form them: Vertragsnummer is Vertrag, s, nummer.

espeak-ng reads a compound letter by letter across the seam (ʃlat͡s for Schlafzimmer); its parts alone it reads well.
The words are in `data/de-DE/compound_words.txt`; linking letters are s, n, en, es and e.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from frontend.g2p.lexicon import look_up, stress_free
from frontend.types import Phone

_PLAIN_LINKS = ("", "n", "en")
_LINKING = ("", "s", "n", "en", "es", "e")
_ENDINGS = ("", "n", "en", "s", "es", "e", "er", "ern", "innen", "in")
_MIN_LENGTH = 3


@cache
def _known() -> frozenset[str]:
    text = files("frontend").joinpath("data/de-DE/compound_words.txt").read_text(encoding="utf-8")
    return frozenset(
        word.casefold().replace("ß", "ss")
        for line in text.splitlines()
        if not line.startswith("#")
        for word in line.split()
    )


def _is_last(folded: str) -> bool:
    return any(
        folded.endswith(e) and len(folded) - len(e) >= _MIN_LENGTH and folded[: len(folded) - len(e)] in _known()
        for e in _ENDINGS
    )


def split(word: str, locale: str) -> tuple[str, ...]:
    """The parts of a compound, linking letters kept on the part before; () for a word that is none."""
    written = word.lower()
    if "-" in written:
        rest = written.removeprefix("e-mail-")
        parts = tuple(part.capitalize() for part in rest.split("-") if part)
        return parts if rest == written else ("E-Mail", *parts)
    if len(written) < 2 * _MIN_LENGTH + 1 or written in _known():
        return ()
    return tuple(part.capitalize() for part in _split(written, locale))


@cache
def _split(written: str, locale: str) -> tuple[str, ...]:
    for links in (_PLAIN_LINKS, _LINKING):  # Chef-etage before Chefe-tage
        for cut in range(len(written) - _MIN_LENGTH, _MIN_LENGTH - 1, -1):
            first, rest = written[:cut], written[cut:]
            if not _is_first(first, links, locale):
                continue
            if _is_last(rest.replace("ß", "ss")) or (len(rest) > _MIN_LENGTH and look_up(rest, locale) is not None):
                return (first, rest)
            further = _split(rest, locale) if len(rest) > 2 * _MIN_LENGTH else ()
            if further:
                return (first, *further)
    return ()


def _is_first(first: str, links: Sequence[str], locale: str) -> bool:
    folded = first.replace("ß", "ss")
    if len(first) > _MIN_LENGTH and look_up(first, locale) is not None:
        return True
    stems = (folded[: len(folded) - len(link)] for link in links if folded.endswith(link))
    return any(len(stem) >= _MIN_LENGTH and stem in _known() for stem in stems)


def join(parts: Sequence[tuple[Phone, ...]], word: str) -> tuple[Phone, ...]:
    """One word from its parts: the first keeps its primary stress, the others have secondary stress."""
    phones = list(parts[0])
    for part in parts[1:]:
        phones += stress_free(part, 1)
    return tuple(phones)
