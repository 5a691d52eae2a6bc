"""Words of medicine and Greek names in German, which espeak-ng reads like German ones.

Medicines have the stress on their last syllable and c as in Cent (Ranitidin, Amoxicillin), inflammations on the one
before it (Gastritis); Greek names end in -ɛs and -ɔs (Perikles, Aischylos).

Source: "Duden: Das Aussprachewörterbuch" (2015).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from frontend.g2p import dictionary
from frontend.g2p.german import compounds
from frontend.g2p.notation import LONG_IN_GERMAN, is_vowel
from frontend.types import Phone

Phones = tuple[Phone, ...]

_LOCALE = "de-DE"
_LONG = LONG_IN_GERMAN | {"ʏ": "yː", "œ": "øː"}
_MEDICINE = re.compile(
    "[A-ZÄÖÜa-zäöü][a-zäöü]{1,}(?:[bdfghklmnprstvxz]idin|illin|[aeiouy]cin|cyclin|oxin|statin|[bdfgklnrtxy]amin|[ai]zin"
    "|parin|farin|[ai]pin|tinin|rritin|rubin|globin|oxetin|abin|azol|olol|epam|olam|pril|sartan|oxim|isolon|afil|abol)(?P<genitive>s?)"
)
_INFLAMMATION = re.compile("[A-ZÄÖÜ]?[a-zäöü]{3,}itis")
_SOFT_C = re.compile("[cC](?=[eiyäö])")
_GREEK = re.compile("[A-Z][a-z]{1,}(?:kles|medes|[aiy]des|[aeo]nes|[ao]tes|eles|genes|[^eou]os)")
_PLURALS = 2
"""Letters of the longest ending of a German noun."""


def medicine(word: str, rules: Callable[[str], Phones]) -> Phones | None:
    """Phones of a medicine or an inflammation, None for any other word.

    Args:
        word: as it is written.
        rules: phones of another spelling by espeak-ng.
    """
    healing = _MEDICINE.fullmatch(word)
    known = dictionary.knows(word, _LOCALE) or (healing and compounds.split(word, _LOCALE))  # "Kunstmagazin"
    if known or not (healing or _INFLAMMATION.fullmatch(word)):
        return None
    return _stressed(rules(_SOFT_C.sub(_as_z, word)), 0 if healing else 1)


def _as_z(found: re.Match[str]) -> str:
    return "z" if found.group() == "c" else "Z"


def _stressed(phones: Phones, behind: int) -> Phones:
    """With the stress on a long vowel that has so many syllables behind it."""
    nuclei = [i for i, phone in enumerate(phones) if is_vowel(phone.symbol)]
    if len(nuclei) <= behind + 1:
        return phones
    main, first = nuclei[-1 - behind], nuclei[0]
    apart = len(nuclei) - behind > 2
    result = [Phone(phone.symbol, int(apart and i == first), phone.locale) for i, phone in enumerate(phones)]
    symbol = phones[main].symbol
    result[main] = Phone(_LONG.get(symbol, symbol), 2, phones[main].locale)
    return tuple(result)


def greek_name(word: str, phones: Phones) -> Phones | None:
    """A name in -es or -os that is no compound and no form of a known noun: Perikles, but "des Bades", "Autos".

    Args:
        word: as it is written.
        phones: what espeak-ng has for it.
    """
    name = _GREEK.fullmatch(word) if not dictionary.knows(word, _LOCALE) else None
    forms = any(dictionary.knows(word[:-count], _LOCALE) for count in range(1, _PLURALS + 1))
    if not name or forms or len(phones) < _PLURALS or phones[-1].symbol != "s":
        return None
    vowel = phones[-2]
    open_vowel = {"ə": "ɛ", "oː": "ɔ"}.get(vowel.symbol, "")
    return (*phones[:-2], Phone(open_vowel, 0, vowel.locale), phones[-1]) if open_vowel and vowel.stress < 2 else None
