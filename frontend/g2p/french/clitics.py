"""French words that lean on another: pronouns behind their verb (parle-t-il, dit-elle, vas-y) are read apart and
linked, what is elided before a word (l'épreuve) leaves that word's phones alone.

espeak-ng takes the t of "-t-" and the y of "-y" for letters, and links none of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from frontend.g2p.lexicon import stress_free
from frontend.g2p.notation import parse
from frontend.types import Phone

_LOCALE = "fr-CA"
_PRONOUNS = {"il": "il", "ils": "il", "elle": "ɛl", "elles": "ɛl", "on": "ɔ̃", "y": "i", "en": "ɑ̃"}
_INVERTED = re.compile(r"(?P<verb>[^\W\d_][\w'-]*?)-(?P<t>t-)?(?P<pronoun>ils?|elles?|on|y|en)", re.IGNORECASE)
_COMMON = {"a": "a", "est": "ɛ", "sont": "sɔ̃", "ont": "ɔ̃", "va": "va", "vas": "va"}
"""Verbs that are read otherwise alone."""
_NO_VERB = re.compile(r"(.*-)?(arc|va-et|rez|peut|sur|là|mi|non|non-.*|tout|demi|jusqu'.*)", re.IGNORECASE)


def read(word: str, alone: Callable[[str], tuple[Phone, ...]]) -> tuple[Phone, ...] | None:
    """Phones of a verb and the pronoun behind it, None for any other word.

    Args:
        word: as written.
        alone: gives the phones of a word that stands alone.
    """
    found = _INVERTED.fullmatch(word)
    if found is None or _NO_VERB.fullmatch(found["verb"]):
        return None
    verb, pronoun = found["verb"], found["pronoun"].casefold()
    common = _COMMON.get(verb.casefold())
    phones = alone(verb.casefold()) if common is None else parse(common, _LOCALE, word)
    if not phones:
        return None
    link = _link(verb.casefold(), pronoun, bool(found["t"]))
    if link and phones[-1].symbol == link and verb.casefold().endswith(("t", "d")) and not found["t"]:
        phones = phones if _speaks_its_t(verb.casefold()) else phones[:-1]
    tail = parse(_PRONOUNS[pronoun], _LOCALE, word, stressed=True)
    return (*stress_free(phones, 1), *((Phone(link, 0, _LOCALE),) if link else ()), *tail)


_ELIDED = {
    "l": "l", "d": "d", "j": "ʒ", "m": "m", "n": "n", "s": "s", "t": "t", "c": "s", "qu": "k", "jusqu": "ʒysk",
    "lorsqu": "lɔʁsk", "puisqu": "pɥisk", "quoiqu": "kwask", "presqu": "pʁɛsk",
}  # fmt: skip


def elided(word: str, table: Callable[[str], tuple[Phone, ...] | None]) -> tuple[Phone, ...] | None:
    """Phones of a word behind an elided one (l'épreuve, d'août) if the table has it, None for any other word."""
    before, apostrophe, noun = word.replace("’", "'").partition("'")
    if not apostrophe or before.casefold() not in _ELIDED or not noun:
        return None
    phones = table(noun)
    return None if phones is None else (*parse(_ELIDED[before.casefold()], _LOCALE, word), *phones)


def _link(verb: str, pronoun: str, written: bool) -> str:
    if written:
        return "t"
    if pronoun in {"y", "en"}:
        return "z" if verb.endswith(("s", "z", "x")) else ""
    return "t" if verb.endswith(("t", "d")) else ""


def _speaks_its_t(verb: str) -> bool:
    """True for a verb whose last consonant but the mute -ent is a t of its own (chantent-ils)."""
    return verb.endswith("tent")
