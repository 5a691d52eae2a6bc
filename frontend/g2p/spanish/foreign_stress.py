"""The stress of foreign names in Spanish (Foster, Sanders, Robert), which espeak-ng puts where Spanish words have it.

Spanish stresses the last syllable of a word that ends in -er, -ert, -ard, -ald, -old, -ford, -mond, -berg,
-burg, -mann, -ov or -x, but foreign names that end so, or with an s more, have the stress before it (in
Gutenberg two before). Verbs and the surnames of Spain keep theirs (Vender, Ferrer).
"""

from __future__ import annotations

import re

from frontend.common_words import word_ranks
from frontend.g2p.notation import is_vowel
from frontend.spanish_accents import restored
from frontend.tables import word_set
from frontend.types import Phone

Phones = tuple[Phone, ...]

_STRESSED_BEFORE = re.compile(
    "[^aeiou]er$|[ae]uer$|[^aeiou](?:(?:e|a)rd|ert|[ao]ld)s?$|[^aeiou](?:ford|mond|b[eu]rg)$|[aeiouy](?:mond|b[eu]rg)$"
    "|mann$|[^aeiou][eo]v$|..[aeiou]x$"
)
_WEAK = re.compile("e[lmnr]s?(?:berg|mann)$")
_AGENT = re.compile("[a-z]{2,20}[^aeiou]er")
_VERB = re.compile(
    "(?:c|nd|rd|ced|hed|[ch]ab|mbeb|[oau]l|[ol]v|cav|cern|met|ompet|vert|[eo]g|rg|pon|ten|mp|rr|sorb|os|tem|lam|com|[eo]j"
    "|ñ|qu|pel)er$"
)
"""Ends of infinitives, which begin sentences."""
_SPANISH = word_set(
    "mercader ester esther javier xavier santander fuster oller escuder moliner sabater ballester roser giner forner "
    "lucifer taller rocher alfiler bachiller menester neceser enser alquiler mujer canciller placer chofer charter "
    "hiper ciber magister postrer malaver savater montaner berenguer alcocer alcover bover colomer bellver muntaner "
    "ferrater sumiller bereber jemer relax gorbachov gorbachev iceberg"
)
_PREFIXED = re.compile("(?:pre|entre|at?re|re|ante|vice|super|ex|contra|sobre|mal|hiper)(?=[a-z]{3})")
"""What stands before a Spanish word: prever, anteayer, viceprimer."""
_FOREIGN = word_set(
    "spencer mercer sander alexander dover hanover ender peter kirchner hitler parker oliver lander homer robert "
    "albert richard tinder fender spicer dancer pacer racer mercer officer calder slender gender glover "
    "silver over master carter oxford raymond edmond"
)
"""Foreign names that look like verbs, or are common words of texts."""


def is_foreign_agent(word: str) -> bool:
    """Whether a word in -er in lower case is none of Spanish: "broker", "servers", but "toser"."""
    single = word.removesuffix("s")
    if not word.islower() or not word.isascii() or not _AGENT.fullmatch(single):
        return False
    known = single in _SPANISH or _is_spanish(single) or _VERB.search(single) is not None
    return not known and restored(single) == single


def _is_spanish(word: str) -> bool:
    """Whether a frequent word, or one with a prefix."""
    prefix = _PREFIXED.match(word)
    return word in word_ranks("es") or (prefix is not None and word[prefix.end() :] in word_ranks("es"))


def foreign_stress(phones: Phones, word: str) -> Phones:
    """The stress of a foreign name is on the syllable before the last, or before a weak one."""
    folded = word.casefold()
    if not word[:1].isupper() or not word.isascii() or not _STRESSED_BEFORE.search(folded):
        return phones
    if folded not in _FOREIGN and (folded in _SPANISH or _VERB.search(folded) or _is_spanish(folded)):
        return phones
    nuclei = [i for i, phone in enumerate(phones) if is_vowel(phone.symbol)]
    if len(nuclei) < 2 or phones[nuclei[-1]].stress < 2:
        return phones
    before = 3 if len(nuclei) > 2 and _WEAK.search(folded) else 2
    stresses = {nuclei[-1]: 0, nuclei[-before]: 2}
    return tuple(Phone(p.symbol, stresses.get(i, p.stress), p.locale) for i, p in enumerate(phones))
