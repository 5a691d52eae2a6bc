"""German r that closes a syllable: ɐ̯ after a long vowel (Uhr) and in the weak prefixes er-, ver-, zer- (ɛɐ̯), at the
head of a word, behind another prefix and in compounds (unerwartet, Güterverkehr).

Source: Kohler, "German" (Handbook of the IPA).
"""

from __future__ import annotations

import re

from frontend.g2p.notation import is_vowel, moved
from frontend.types import Phone

Phones = tuple[Phone, ...]

_BEFORE_VOWEL = re.compile("(v?er|zer|vor(?!ig|aus|über)|ur(?=alt|ein|enk|auf|ahn|oma|opa))[aeiouäöüy]")
_PREFIX = re.compile("er|ver|zer|her")
_NO_PREFIX = re.compile(
    "version|versal(?!z)|versier|verbal|verben|vertik|verdis?$|vernis|verif|veron|zerti|zerem|zermatt|erot|erbin|ergo[nm]|ernest|herz|herm[ei]"
)
"""Words that only begin like one (Version, Zertifikat)."""
_BEHIND_PREFIX = re.compile(
    "(un|an|auf|mit|aus|ab|aber|bei|nach|vor|um|zurück|weiter|selbst|wohl|wieder|wiederauf|hoch|miss|hinein)?(zu)?"
    "(er|ver|zer)(?!nte)"
)
_INNER_ER = re.compile(
    "[^aeiouäöü]er(?=(k)rank|(f)olg|(f)ass|(r)eich|(s)atz|(z)ieh|(h)alt|(m)itt|(z)eug|(l)eb|(l)aub|(k)lär|(w)erb)"
)
_INNER_VER = re.compile("[bdfghklmnprstz]ver(?=[bdfghklmnprstwz]|arb|ein|antw|änd|anst|öff)")
_FIRST = {"r": "ʁ", "s": "z", "z": "t͡s", "w": "v"}
_SEAM = re.compile(
    "(lehr|mehr|haar|terror|doktor|motor|kur|klär|fahr|tür|uhr|tor|meer|wehr|kehr|papier|bohr|vier)"
    "(?=amt|auf|aus|auto|an|ein|eck|eis|eng|arb|ent|akt|ind|inh|ins|ort|unf|öff|öl|ab|arm)"
)
"""First parts of compounds in r, before parts that begin with a vowel (Lehramt, Terroranschlag)."""


def vocalised(phones: Phones, word: str) -> Phones:
    """The phones with their closing r as ɐ̯ where it is one."""
    result = list(phones)
    folded = word.casefold()
    for i in range(1, len(phones)):
        if phones[i].symbol != "ʁ":
            continue
        if i + 1 < len(phones) and is_vowel(phones[i + 1].symbol):
            closes = _before_stem(phones, i, folded)
        else:
            before = phones[i - 1].symbol
            closes = "ː" in before or before in {"e", "o", "i", "u"}
        if closes or (phones[i - 1].symbol == "ɛ" and _is_prefix(phones, i, folded)):
            result[i] = moved(phones[i], "ɐ̯")
    return tuple(result)


def _before_stem(phones: Phones, at: int, word: str) -> bool:
    """True if the ʁ at a place ends er-, ver-, zer-, vor- or ur- before a stem that begins with a vowel (Verein,
    Vorort, uralt, but Erika with its eː and vorig), or the first part of a compound (Lehramt)."""
    before = phones[at - 1]
    if "ː" in before.symbol and _SEAM.search(word):
        return True
    if at > 2 or not _BEFORE_VOWEL.match(word):
        return False
    full = (before.symbol == "oː" and word.startswith("vor")) or (before.symbol == "uː" and word.startswith("ur"))
    return full or (before.symbol == "ɛ" and not before.stress and phones[at + 1].stress > 0)


def _is_prefix(phones: Phones, at: int, word: str) -> bool:
    """True if the ʁ at a place ends er-, ver-, zer- or her- at the head of the word, behind another prefix, or ver- at
    the head of a part of a compound."""
    before_vowel = at + 1 < len(phones) and is_vowel(phones[at + 1].symbol)
    if at <= 2:
        return not before_vowel and not phones[at - 1].stress and _starts(word)
    found = _BEHIND_PREFIX.match(word)
    earlier = [phone.symbol for phone in phones[: at - 1]]
    if found and (found[1] or found[2]) and earlier.count("ɛ") == (found[1] == "selbst"):
        return phones[at - 2].symbol == {"ver": "f", "zer": "t͡s"}.get(found[3], phones[at - 2].symbol)
    if at + 1 == len(phones):
        return False
    inner = _INNER_ER.search(word)
    if inner and phones[at + 1].symbol == _FIRST.get(inner[inner.lastindex or 0], inner[inner.lastindex or 0]):
        return True
    return phones[at - 2].symbol == "f" and _INNER_VER.search(word) is not None


def _starts(word: str) -> bool:
    return _PREFIX.match(word) is not None and _NO_PREFIX.match(word) is None
