"""German stems that espeak-ng does not know in their forms and in the middle of a word: quält, geprägt, engherzig,
stupsen, Fährverkehr, Raucherinnen.

Each rule takes the phones and the spelling of one word. Source: "Duden: Das Aussprachewörterbuch" (2015).
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from frontend.g2p.notation import moved
from frontend.types import Phone

Phones = tuple[Phone, ...]

_VER = re.compile("(?<!pul)(?<!kada)(?<!no)(?<!le)(?<!li)(?<!sil)(?<!do)(?<!ne)(?<!den)ver(?=[bcdfghjklmnpqrstvwzäöü])")
_PS = re.compile("[pk]s(?:e[nrs]?|end|el[nt]?|elte[nt]?)$")
_AE_BEFORE_T = re.compile(
    "(?:qu|sch)ä(l)(?=s?t)|(?:sch|gr)ä(m)(?=s?t)|prä(g)(?=s?t|sam)|blä(s)(?=t)|lä(d)(?=s?t$)|^sä(s)(?=t$)|(?:^|ver)gä(r)(?=t$)"
    "|gebä(r)(?=t$|de)|^wä(r)(?=t$)"
)
_AE_CLOSED_BY = {"l": "l", "m": "m", "g": ("k", "ɡ"), "s": "s", "d": ("t", "t͡s"), "r": "ʁ"}


def weak_er(phones: Phones, word: str) -> Phones:
    """The e of -erin is weak (Raucherinnen), which espeak-ng reads as a full vowel in the plural."""
    end = re.search("erin(nen)?$", word.casefold())
    place = len(phones) - (6 if end and end[1] else 4)
    if not end or place < 1 or phones[place].symbol not in ("eː", "ɛ") or phones[place].stress == 2:
        return phones
    return (*phones[:place], moved(replace(phones[place], stress=0), "ə"), *phones[place + 1 :])


def hearted(phones: Phones, word: str) -> Phones:
    """-herzig keeps the vowel of Herz (engherzig)."""
    if "herzig" not in word.casefold():
        return phones
    sounds = [phone.symbol for phone in phones]
    place = next((i for i in range(len(sounds) - 2) if sounds[i : i + 3] == ["h", "ɐ", "t͡s"]), -1)
    if place < 0:
        return phones
    vowel = moved(phones[place + 1], "ɛ")
    return (*phones[: place + 1], vowel, Phone("ʁ", 0, vowel.locale), *phones[place + 2 :])


def voiceless_s(phones: Phones, word: str) -> Phones:
    """s behind the p or k of its stem has no voice (stupsen, stakselte)."""
    if not _PS.search(word.casefold()):
        return phones
    last = max((i for i, phone in enumerate(phones) if phone.symbol == "z"), default=0)
    behind = last > 0 and phones[last - 1].symbol in ("p", "k")
    return tuple(moved(phone, "s") if behind and i == last else phone for i, phone in enumerate(phones))


def seam_before_sch(phones: Phones, word: str) -> Phones:
    """s and sch meet between two parts (rausschütteln), which espeak-ng reads as a small form (Fässchen)."""
    if not re.search("ssch(?!ens?$)", word.casefold()):
        return phones
    pairs = [(one.symbol, other.symbol) for one, other in pairwise(phones)]
    return tuple(moved(phone, "ʃ") if i and pairs[i - 1] == ("s", "ç") else phone for i, phone in enumerate(phones))


def prefix_ver(phones: Phones, word: str) -> Phones:
    """The prefix ver- is fɛɐ̯ inside of a word too (Fährverkehr), where espeak-ng says fɐ."""
    if not _VER.search(word.casefold()):
        return phones
    result: list[Phone] = []
    for i, phone in enumerate(phones):
        ver = phone.symbol == "ɐ" and i and phones[i - 1].symbol == "f" and i + 1 < len(phones)
        result += [moved(phone, "ɛ"), replace(phone, symbol="ɐ̯", stress=0)] if ver else [phone]
    return tuple(result)


def long_ae_in_forms(phones: Phones, word: str) -> Phones:
    """ä of a verb stays long before the t of its forms: quält, geschälte, geprägt, bläst, einlädt, gärt."""
    found = _AE_BEFORE_T.search(word.casefold())
    closing = _AE_CLOSED_BY[found[found.lastindex or 0]] if found else ()
    place = max(
        (i for i in range(len(phones) - 1) if phones[i].symbol == "ɛ" and phones[i + 1].symbol in closing), default=-1
    )
    if place < 0:
        return phones
    after = moved(phones[place + 1], "ɐ̯") if phones[place + 1].symbol == "ʁ" else phones[place + 1]
    return (*phones[:place], moved(phones[place], "ɛː"), after, *phones[place + 2 :])


RULES = (weak_er, hearted, voiceless_s, seam_before_sch, prefix_ver, long_ae_in_forms)
