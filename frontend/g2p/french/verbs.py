"""French verbs in -ent, whose ending is silent (les hiboux hululent), and those in -tionner (nous mentionnons).

espeak-ng knows the common ones and those behind ils. Behind a plural noun no adjective ends in -ent (it would be
-ents), so that what stands there is a verb, unless it is an adverb.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from frontend.types import Phone

_SOFT = re.compile("(?<=[^s]t)ionn(?:ons|ez|ions|iez)$")
"""Behind nous and vous espeak-ng reads the ti of such a verb as that of a verb in -ter (nous portions)."""
_SILENT = re.compile("(?:ul|ol|aul|arr|(?<!c)omm|brum|[ln]ud|dévid|trépid|quiesc|misc|susurr|essaim|gramm|colori)ent$")
"""Ends of verbs, which espeak-ng takes for adjectives (ondulent, bricolent, redémarrent)."""
_ADJECTIVES = re.compile(
    "(?:corp|crap|flat|féc|fraud|op|pulvér|pur|succ|truc|turb|vir)ulent$|(?:ind|ins|sanguin|somn|vi)olent$|dolent$"
)
_DETERMINERS = frozenset([
    "les", "des", "ces", "mes", "tes", "ses", "nos", "vos", "leurs", "plusieurs", "quelques", "certains", "certaines",
    "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "vingt", "cent", "mille",
])  # fmt: skip
_PRONOUNS = frozenset(["ils", "elles"])
_BEFORE_VERBS = frozenset([
    "ne", "se", "me", "te", "le", "la", "lui", "leur", "y", "en", "nous", "vous", "les", "n'en",
])  # fmt: skip
_NO_VERBS = frozenset([
    "souvent", "cent", "argent", "talent", "accent", "agent", "client", "adolescent", "accident", "incident",
    "continent", "patient", "torrent", "serpent", "orient", "occident", "absent", "présent", "récent", "innocent",
    "urgent",
])  # fmt: skip
"""No forms of verbs, whatever stands before them (les bagues en argent)."""
_NO_NOUNS = frozenset(
    ["sans", "dans", "pas", "plus", "moins", "très", "mais", "vers", "chez", "sous", "depuis", "après"]
)


def read(
    words: Sequence[str], position: int, phones: tuple[Phone, ...], alone: Callable[[str], tuple[Phone, ...]]
) -> tuple[Phone, ...]:
    """The phones of a word, without its ending where it is a verb in -ent.

    Args:
        words: the clause's words as written.
        position: the word in question.
        phones: its phones so far.
        alone: gives the phones of a word that stands alone.
    """
    word = words[position].casefold()
    if _SOFT.search(word):
        return alone(word)
    if phones[-1].symbol == "ɑ̃" and _SILENT.search(word) and not _ADJECTIVES.search(word):
        return alone(word[:-2])
    if len(word) < 5 or not word.endswith("ent") or phones[-1].symbol not in {"ɑ̃", "ɛ̃"} or _is_noun(words[position]):
        return phones
    before = [other.casefold() for other in words[:position]]
    while before and before[-1] in _BEFORE_VERBS:
        before.pop()
    if before and before[-1] in _PRONOUNS:
        return alone(word[:-2])
    if phones[-1].symbol == "ɛ̃":  # le bien des uns vient
        return phones
    noun = len(before) > 1 and before[-1].endswith(("s", "x")) and before[-1] not in _NO_NOUNS | _DETERMINERS
    if noun and not word.endswith("ment") and _DETERMINERS & set(before[-3:-1]):
        return alone(word[:-2])
    return phones


def _is_noun(word: str) -> bool:
    """True for what can only be a noun or a name: argent, d'adolescent, Laurent."""
    elision, apostrophe, noun = word.replace("’", "'").rpartition("'")
    return noun.casefold() in _NO_VERBS or noun.istitle() or (bool(apostrophe) and elision.casefold() == "d")
