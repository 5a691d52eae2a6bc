"""Post-lexical rules: what happens to phones in context, after each word has been looked up.

Every rule takes the phones and the spelling of one word, returns its phones and is a pure function.
Sources: Wells, "Accents of English" (1982) for the BATH words; Kohler, "German" (Handbook of the IPA) for vocalised
r.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from frontend.g2p import english, french, german, spanish
from frontend.g2p.notation import is_vowel, moved
from frontend.types import Phone

Rule = Callable[[tuple[Phone, ...], str], tuple[Phone, ...]]

_BATH = re.compile(
    r"after|\bask|basket|bath(?!e|os)|blast|branch|brass|can't|\bcast(?!ro|el|il|an|ig)|castl|broadcast|forecast|outcast|chanc|chant(?!e?l)|clasp|class(?!ic|if)|craft|danc|draft|draught"
    r"|example|\bfast|breakfast(?!$)|flask|\bfrance|ghast|giraff|glanc|glass|\bgrant|\bgasp|graph(?!ic|y|ol)|grasp|grass|\bhalf|halv|\bcalf|\bcalm|\blanc(?!as)|\blast|laugh|mask|\bmast"
    r"|master|nast|\bpass(?!ag|eng|ion|iv)|\bpast(?!a|e|r|i)|pastor|pastur|(?<!homeo)path(?!e|o|y)|\bplant|transplant|plaster|raft|\brasp|rather|\bsampl|shaft|slant|\bstaff|task"
    r"|tranc|vast|advanc|advantag|answer|\baunt|avalanch|command|demand|reprimand|disast|banana|\bslander|surpass|trespass|enchant|lather|moustach|\bvase|morale|sultana"
)
_PREFIX_BEFORE_VOWEL = re.compile("(v?er|zer|vor(?!ig))[aeiouäöüy]")
_INNER_VER = re.compile("[bdfgklmnprst]ver(?=[bdfghklmnprstwz])")


def english_bath(phones: tuple[Phone, ...], word: str) -> tuple[Phone, ...]:
    """BATH words have ɑː in British English (after, glass, answer), where espeak has the æ of TRAP."""
    if not _BATH.search(word.casefold()):
        return phones
    stressed = [i for i, phone in enumerate(phones) if phone.symbol == "æ"]
    if not stressed:
        return phones
    target = max(stressed, key=lambda i: (phones[i].stress, i))
    return (*phones[:target], moved(phones[target], "ɑː"), *phones[target + 1 :])


def german_r(phones: tuple[Phone, ...], word: str) -> tuple[Phone, ...]:
    """ʁ in a syllable's coda becomes ɐ̯ after a long vowel and in unstressed er-, ver-, zer-, her- (ɛɐ̯)."""
    result = list(phones)
    for i in range(1, len(phones)):
        if phones[i].symbol != "ʁ":
            continue
        if i + 1 < len(phones) and is_vowel(phones[i + 1].symbol):
            if _before_stem(phones, i, word.casefold()):
                result[i] = moved(phones[i], "ɐ̯")
            continue
        before = phones[i - 1].symbol
        long_vowel = "ː" in before or before in {"e", "o", "i", "u"}
        prefix = before == "ɛ" and not phones[i - 1].stress and _begins_part(phones, i, word.casefold())
        if long_vowel or prefix:
            result[i] = moved(phones[i], "ɐ̯")
    return tuple(result)


def _before_stem(phones: tuple[Phone, ...], at: int, word: str) -> bool:
    """True if the ʁ at a place ends er-, ver-, zer- or vor- before a stem that begins with a vowel (Verein, Vorort,
    but Erika with its eː and vorig)."""
    if at > 2 or not _PREFIX_BEFORE_VOWEL.match(word):
        return False
    vor = phones[at - 1].symbol == "oː" and word.startswith("vor")
    return vor or (phones[at - 1].symbol == "ɛ" and not phones[at - 1].stress and phones[at + 1].stress > 0)


def _begins_part(phones: tuple[Phone, ...], at: int, word: str) -> bool:
    """True if the ʁ at a place ends er-, ver-, zer- or her- at the head of the word, or ver- at that of a part
    (Mietvertrag)."""
    if at <= 2:
        return word.startswith(("er", "ver", "zer", "her"))
    return phones[at - 2].symbol == "f" and at + 1 < len(phones) and _INNER_VER.search(word) is not None


def american_flap(phones: tuple[Phone, ...], word: str) -> tuple[Phone, ...]:
    """t is a tap between a vowel or r and an unstressed vowel (city, party), not before a final -ən (button). espeak-
    ng writes it; tables do not."""
    result = list(phones)
    for i in range(1, len(phones) - 1):
        before, after = phones[i - 1].symbol, phones[i + 1]
        if (
            phones[i].symbol != "t"
            or not (is_vowel(before) or before == "ɹ")
            or not is_vowel(after.symbol)
            or after.stress
        ):
            continue
        if not (after.symbol == "ə" and i + 2 < len(phones) and phones[i + 2].symbol == "n"):
            result[i] = moved(phones[i], "ɾ")
    return tuple(result)


RULES: dict[str, tuple[Rule, ...]] = {
    "en-US": english.RULES,
    "en-GB": (english_bath, *english.RULES),
    "es-US": spanish.RULES,
    "de-DE": (german_r, *german.RULES),
    "fr-CA": french.RULES,
}


def apply(phones: tuple[Phone, ...], word: str, locale: str) -> tuple[Phone, ...]:
    """All rules of the locale, in order, on the phones of one spoken word; a word without phones stays as it is."""
    for rule in RULES[locale] if phones else ():
        phones = rule(phones, word)
    return phones


EXCEPTION_RULES: dict[str, tuple[Rule, ...]] = {
    "en-US": (american_flap, english.weak_men, english.american_fire),
    "en-GB": (english.weak_men,),
    "fr-CA": french.RULES,
    "es-US": spanish.EXCEPTION_RULES,
    "de-DE": german.EXCEPTION_RULES,
}
"""Rules of sounds alone, for the words of tables; what the spelling tells, a table has said."""


def apply_to_exception(phones: tuple[Phone, ...], word: str, locale: str) -> tuple[Phone, ...]:
    """The rules of the locale that hold for words from tables too."""
    for rule in EXCEPTION_RULES.get(locale, ()) if phones else ():
        phones = rule(phones, word)
    return phones
