"""Post-lexical rules: what happens to phones in context, after each word has been looked up.

Every rule takes the phones and the spelling of one word, returns its phones and is a pure function.
Source: Wells, "Accents of English" (1982) for the BATH words.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from frontend.g2p.english import postlexical as english
from frontend.g2p.french import postlexical as french
from frontend.g2p.german import final_r, glottal_stop, inseparable, latin_names, slavic_names
from frontend.g2p.german import names as german_names
from frontend.g2p.german import postlexical as german
from frontend.g2p.notation import is_vowel, moved
from frontend.g2p.spanish import postlexical as spanish
from frontend.locales import entry_of
from frontend.types import Phone

Rule = Callable[[tuple[Phone, ...], str], tuple[Phone, ...]]

_BATH = re.compile(
    r"after|\bask|basket|bath(?!e|os)|blast|branch|brass|can't|\bcast(?!ro|el|il|an|ig)|castl|broadcast|forecast|outcast|chanc|chant(?!e?l)|clasp|class(?!ic|if)|craft|danc|draft|draught"
    r"|example|\bfast|breakfast(?!$)|flask|\bfrance|ghast|giraff|glanc|glass|\bgrant|\bgasp|graph(?!ic|y|ol)|grasp|grass|\bhalf|halv|\bcalf|\bcalm|\blanc(?!as)|\blast|laugh|mask|\bmast"
    r"|master|nast|\bpass(?!ag|eng|ion|iv)|\bpast(?!a|e|r|i)|pastor|pastur|(?<!homeo)path(?!e|o|y)|\bplant|transplant|plaster|raft|\brasp|rather|\bsampl|shaft|slant|\bstaff|task"
    r"|tranc|vast|advanc|advantag|answer|\baunt|avalanch|command|demand|reprimand|disast|banana|\bslander|surpass|trespass|enchant|lather|moustach|\bvase|morale|sultana"
)


def english_bath(phones: tuple[Phone, ...], word: str) -> tuple[Phone, ...]:
    """BATH words have ɑː in British English (after, glass, answer), where espeak has the æ of TRAP."""
    if not _BATH.search(word.casefold()):
        return phones
    stressed = [i for i, phone in enumerate(phones) if phone.symbol == "æ"]
    if not stressed:
        return phones
    target = max(stressed, key=lambda i: (phones[i].stress, i))
    return (*phones[:target], moved(phones[target], "ɑː"), *phones[target + 1 :])


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
    "es": spanish.RULES,
    "de": (
        final_r.vocalised,
        slavic_names.polish_start,
        slavic_names.slavic_end,
        slavic_names.south_slavic_end,
        latin_names.stressed_before_ius,
        latin_names.stressed_before_ia,
        *german_names.RULES,
        *german.RULES,
        inseparable.stressed_stem,
        glottal_stop.with_stops,
    ),
    "fr": french.RULES,
    "fr-CA": (*french.RULES, *french.QUEBEC_RULES),
}
"""For each locale or language (see `frontend.locales.entry_of`)."""


def apply(phones: tuple[Phone, ...], word: str, locale: str) -> tuple[Phone, ...]:
    """All rules of the locale, in order, on the phones of one spoken word; a word without phones stays as it is."""
    for rule in entry_of(RULES, locale, ()) if phones else ():
        phones = rule(phones, word)
    return phones


EXCEPTION_RULES: dict[str, tuple[Rule, ...]] = {
    "en-US": (american_flap, english.weak_men, english.american_fire),
    "en-GB": (english.weak_men,),
    "fr": french.EXCEPTION_RULES,
    "fr-CA": (*french.EXCEPTION_RULES, *french.QUEBEC_RULES),
    "es": spanish.EXCEPTION_RULES,
    "de": (*german.EXCEPTION_RULES, inseparable.stressed_stem, glottal_stop.with_stops),
}
"""Rules of sounds alone, for the words of tables; what the spelling tells, a table has said."""


def apply_to_exception(phones: tuple[Phone, ...], word: str, locale: str) -> tuple[Phone, ...]:
    """The rules of the locale that hold for words from tables too."""
    for rule in entry_of(EXCEPTION_RULES, locale, ()) if phones else ():
        phones = rule(phones, word)
    return phones
