"""French liaison: where espeak-ng links words that a speaker keeps apart, and small repairs where it links them.

Liaison belongs after determiners, pronouns, short prepositions and adverbs, numbers and adjectives before their noun;
after a noun it is wrong
before et and ou and stilted elsewhere. Source: Delattre, "Les modes phonétiques du français" (1966).
"""

from __future__ import annotations

from collections.abc import Sequence

from frontend.g2p.notation import is_vowel
from frontend.types import Phone

_LINKED = frozenset({"z", "t", "n", "ʁ", "p", "ɡ"})
_LINKING_WORDS = frozenset(
    [
        "les",
        "des",
        "ces",
        "mes",
        "tes",
        "ses",
        "nos",
        "vos",
        "leurs",
        "un",
        "mon",
        "ton",
        "son",
        "aux",
        "quels",
        "quelles",
        "nous",
        "vous",
        "ils",
        "elles",
        "on",
        "en",
        "dans",
        "sans",
        "chez",
        "sous",
        "dès",
        "très",
        "plus",
        "moins",
        "bien",
        "trop",
        "tout",
        "deux",
        "trois",
        "six",
        "dix",
        "vingt",
        "cents",
        "quatre-vingts",
        "grand",
        "grands",
        "grandes",
        "petit",
        "petits",
        "petites",
        "bon",
        "bons",
        "bonnes",
        "beaux",
        "belles",
        "gros",
        "grosses",
        "premier",
        "premiers",
        "dernier",
        "vieux",
        "vieilles",
        "nouveaux",
        "nouvelles",
        "autres",
        "plusieurs",
        "quelques",
        "certains",
        "certaines",
        "quand",
        "dont",
        "est",
        "sont",
        "ont",
        "était",
        "étaient",
        "c'est",
        "pas",
        "jamais",
        "rien",
        "mais",
        "comment",
        "d'autres",
        "différents",
        "différentes",
        "toutes",
        "mauvais",
        "jeunes",
        "longs",
        "hauts",
        "suis",
        "es",
        "êtes",
        "sommes",
        "serait",
        "seraient",
        "fait",
        "font",
        "vont",
        "peut",
        "peuvent",
        "doit",
        "doivent",
        "avant",
        "depuis",
        "après",
        "devant",
        "pendant",
        "temps",
    ]
)
_APART_BEFORE = frozenset(
    [
        "et",
        "ou",
        "ont",
        "a",
        "est",
        "à",
        "au",
        "aux",
        "avec",
        "en",
        "un",
        "une",
        "on",
        "où",
        "après",
        "il",
        "elle",
        "ils",
        "elles",
        "sont",
        "était",
        "étaient",
    ]
)
_NOT_COUNTED = frozenset(["pour", "sur", "par", "plus", "moins", "fois", "que", "de", "du", "des", "dans", "virgule"])
_NEVER_BEFORE = frozenset(["et", "ou", "oui", "onze", "onzième", "huit"])
_NEVER_EXCEPT = frozenset({("dix", "huit"), ("vingt", "et"), ("vingt", "huit")})


def connect(words: Sequence[str], read: list[tuple[Phone, ...]], locale: str) -> list[tuple[Phone, ...]]:
    """The phones of a clause with its liaisons put right; other locales pass unchanged.

    Args:
        words: the clause's words as written.
        read: the phones of each, liaison consonants at the end of the word before.
        locale: BCP-47 tag.
    """
    if locale != "fr-CA":
        return read
    result = list(read)
    for i in range(len(words) - 1):
        left, right = words[i].casefold(), words[i + 1].casefold()
        phones, after = result[i], result[i + 1]
        if left == "huit" and phones and phones[-1].symbol == "t" and _counts(right, after):
            result[i] = phones[:-1]
        if len(phones) < 2 or not after or (not is_vowel(after[0].symbol) and after[0].symbol not in {"w", "j", "ɥ"}):
            continue
        if _is_linked(left, phones) and _stays_apart(left, right):
            result[i] = phones[:-1]
        elif left == "bon" and phones[-1].symbol == "n":
            result[i] = tuple(Phone("ɔ", p.stress, p.locale) if p.symbol == "ɔ̃" else p for p in phones)
    return result


def _counts(right: str, after: Sequence[Phone]) -> bool:
    """True for a word that huit counts and that begins with a consonant (huit jours): its t is silent."""
    begins = bool(after) and not is_vowel(after[0].symbol) and after[0].symbol not in {"w", "j", "ɥ"}
    return begins and right not in _NOT_COUNTED


def _is_linked(word: str, phones: Sequence[Phone]) -> bool:
    """True if the last phone is a silent letter that has come alive: a linking consonant for a final s, x, z, t, d,
    n, r or p."""
    spelled = {"z": "sxz", "t": "td", "n": "n", "ʁ": "r", "p": "p", "ɡ": "g"}
    last = phones[-1].symbol
    if last not in _LINKED or word[-1:] not in spelled[last] or (last != "z" and word[-1:] == "r"):
        return False
    if last == "z":  # choses has a z of its own before the linking one
        return phones[-2].symbol == "z" or not word.endswith(("ses", "zes"))
    return is_vowel(phones[-2].symbol)


def _stays_apart(left: str, right: str) -> bool:
    if right in _NEVER_BEFORE:
        return (left, right) not in _NEVER_EXCEPT and not (right == "huit" and left in _LINKING_WORDS)
    return right in _APART_BEFORE and left not in _LINKING_WORDS
