"""Slavic names in German: -ow is -o in names of the north-east (Virchow, Malchow) and -ow, -ew end in f behind a short
vowel in Russian ones (Tschechow, Prokofjew), where espeak-ng reads -oːf and -eːf. South Slavic ones in -ović and -ević
(Jovanović, Milosevic) have the stress before that ending, others in -ić (Modrić) on the first syllable. Of the first
consonants of Polish ones (Przybylski, Wrzesniewski, Szczepanski) espeak-ng keeps only the last.

Source: "Duden: Das Aussprachewörterbuch" (2015).
"""

from __future__ import annotations

import re

from frontend.g2p.notation import LONG_IN_GERMAN, is_vowel, moved
from frontend.types import Phone

Phones = tuple[Phone, ...]

_NAME = re.compile("^[A-ZÄÖÜ].*[oe]ws?$")
_RUSSIAN_OW = re.compile(
    "((?<!tel)schow|[ao]now|smirnow|[dt]unow|(?:an|st?ant|tw|al|ub)inow|(?<!^kr)akow|nikow|^schukow|wolkow|peskow|bykow"
    "|lenkow|^markow|^subkow|strelkow|pskow|lawrow|(?<!^)[pzjbkms]arow|charow|^asarow|petrow|[dm]itrow|androw"
    "|(?<!^d)orow|kurow|[td]yrow|^kirow|pawlow|orlow|okolow|ailow|ylow|[nr]ilow|uwalow|koslow|oblomow|[lsxr]imow|efimow"
    "|pow|^tambow|(?:wy|ri|mi)dow|olotow|^rostow|aratow|ontow|[am]{2}tow|metow|^titow|(?<!^)(?<!^gl)[aou]sow|[rn]issow"
    "|nossow|rassow|wlassow|nezow|nemzow|inzow|onzow|worzow|rogow|nigow|jow|tschechow|lachow|^lwow)s?$"
)
_RUSSIAN_EW = re.compile("(jew|t?schew|schnew|wedew|bedew|terew|gussew|dejew|[pw]o?lew|pelew)s?$")
_IC = re.compile("[A-ZČĆŠŽĐ][^\\W\\d_]*?([oe]v)?i(?:ć|(?<=[oe]vi)c)s?")
_STARTS = {"Prz": ("p", "ʃ"), "Wrz": ("v", "ʃ"), "Szcz": ("ʃ", "t͡ʃ")}
_SHORT = {"iː": "ɪ"}


def polish_start(phones: Phones, word: str) -> Phones:
    """The first consonants of a Polish name, where espeak-ng has only ʃ."""
    first = next((sounds for letters, sounds in _STARTS.items() if word.startswith(letters)), ())
    if not first or phones[0].symbol != "ʃ":
        return phones
    return (*(moved(phones[0], sound) for sound in first), *phones[1:])


def slavic_end(phones: Phones, word: str) -> Phones:
    """The end of a name in -ow or -ew that is read as a long vowel and f."""
    if not _NAME.search(word):
        return phones
    tail = phones[-1:] if word.endswith("s") else ()
    body = phones[: len(phones) - len(tail)]
    if len(body) < 3 or body[-1].symbol != "f" or body[-2].symbol not in {"oː", "eː"}:
        return phones
    lower = word.casefold()
    if body[-2].symbol == "eː":
        return (*body[:-2], moved(body[-2], "ɛ"), body[-1], *tail) if _RUSSIAN_EW.search(lower) else phones
    if _RUSSIAN_OW.search(lower):
        head = (moved(body[0], "s"), *body[1:-2]) if re.match("s[tp]", lower) else body[:-2]
        return (*head, moved(body[-2], "ɔ"), body[-1], *tail)
    return (*body[:-1], *tail)


def south_slavic_end(phones: Phones, word: str) -> Phones:
    """A name in -ić, or in -ovic and -evic without its mark: how it ends, and where its stress is."""
    found = _IC.fullmatch(word)
    tail = phones[-1:] if found and word.endswith("s") and phones[-1].symbol == "s" else ()
    body = phones[: len(phones) - len(tail)]
    if [phone.symbol for phone in body[-2:]] == ["t", "ʃ"]:
        body = (*body[:-2], moved(body[-1], "t͡ʃ"))
    nuclei = [i for i, phone in enumerate(body) if is_vowel(phone.symbol)]
    if not found or len(nuclei) < 2 or nuclei[-1] != len(body) - 2 or body[-1].symbol != "t͡ʃ":
        return phones
    before = nuclei[:-2] if found[1] else nuclei[:-1]
    main = before[-1 if found[1] else 0] if before else nuclei[0]
    result = [Phone(phone.symbol, 2 if i == main else 0, phone.locale) for i, phone in enumerate(body)]
    is_open = main + 2 < len(body) and is_vowel(body[main + 2].symbol)
    if found[1] and is_open and len(before) > 1:  # Ivanović
        result[main] = moved(result[main], LONG_IN_GERMAN.get(body[main].symbol, body[main].symbol))
    result[-2] = moved(result[-2], _SHORT.get(body[-2].symbol, body[-2].symbol))
    return (*result, *tail)
