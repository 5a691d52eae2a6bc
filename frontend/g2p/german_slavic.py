"""Slavic names in German: -ow is -o in names of the north-east (Virchow, Malchow) and -ow, -ew end in f behind a short
vowel in Russian ones (Tschechow, Prokofjew), where espeak-ng reads -oːf and -eːf.

Source: "Duden: Das Aussprachewörterbuch" (2015).
"""

from __future__ import annotations

import re

from frontend.g2p.notation import moved
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
