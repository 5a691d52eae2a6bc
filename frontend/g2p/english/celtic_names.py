"""British places with a Gaelic or Welsh first part, which leaves the stress to the second: Dunvegan, Strathpeffer.

espeak-ng stresses many of them at the front and weakens what follows; here the second part is read as a word of its
own behind the unstressed first one. Only first parts are listed with which English names do not begin, or together with
the second parts that are known. After Wells, "Longman Pronunciation Dictionary" (2008).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from frontend.common_words import word_ranks
from frontend.g2p.english.foreign_names import is_name
from frontend.g2p.notation import is_vowel, parse
from frontend.locales import lineage
from frontend.types import Phone

_FIRST_PARTS = {
    "Achna": "ˌæknə",
    "Ard(?=beg|boe|chat|fern|fin|gar|gay|glass|gour|guss|keen|lui|mill|more|na|ree|rish|ross|torn|vas|verik)": "ɑːd",
    "Auche?n": "ˌɔːkən",
    "Auchin": "ˌɔːkɪn",
    "Auchter": "ˌɔːktəɹ",
    "Bal(?=brig|fron|gay|gow|gra|mac|med|muir|mul|nah|quh|rudd|vic)": "bæl",
    "Clon(?=[dfgkmst][a-z]{2})(?!ing|ed)": "klɒn",
    "Craig(?!ie|er|s|ton)": "kɹeɪɡ",
    "Craigen": "ˌkɹeɪɡən",
    "Cwm": "kʊm",
    "Dal(?=[bcghmn]|keit|rym|wh)(?!by|ham|mat|housing)": "dæl",
    "Drum(?!m[eio]|stick|beat|head|kit|lin|roll)": "dɹʌm",
    "Dun(?=[bcdgklmrtv]|sc|sta)(?!can|ce|dee|garee|ge|k[ie]|lap|lin|lop|mow|stable|stan|ton|tu)": "dʌn",
    "Inver(?!s[ei]|t)": "ˌɪnvəɹ",
    "Kin(?=buck|car|craig|fauns|loch|lough|nair|ross|sale|tail|tore|tyre|vara)": "kɪn",
    "Kinloch": "ˌkɪnlɒk",
    "Loch(?!house|lan|lain|man|ner|ridge|side|te|view)": "lɒk",
    "Pit(?=cap|car|fod|four|less|med|rea|slig)": "pɪt",
    "Ponty": "ˌpɒntə",
    "Rath(?=[cdfgkmn])": "ɹæθ",
    "Strath": "stɹæθ",
    "Tony(?=pan|ref)": "ˌtɒnə",
    "Tre(?=(?:[bfghlmrvw]|th)[aeiouy])(?!buch|foil|lawn|maine?$|mato|men|mo[lr]|mul|vor)": "tɹɪ",
    "Ynys": "ˌʌnɪs",
}
_VOWEL = re.compile("[aeiouy]")
_SHORTEST = 3
"""So many letters the second part has at least."""
_PATTERNS = tuple((re.compile(part), phones) for part, phones in reversed(_FIRST_PARTS.items()))
"""Longer first parts before those that they begin with (Craigen, Craig)."""


def read(name: str, locale: str, by_rules: Callable[[str, str], tuple[Phone, ...]]) -> tuple[Phone, ...] | None:
    """Phones of a British place with such a first part, None for other words.

    Args:
        name: as written, without 's.
        locale: en-US or en-GB; Americans stress their namesakes at the front.
        by_rules: phones of a word of that locale as if no table had it.
    """
    if "en-GB" not in lineage(locale) or not is_name(name) or name.lower() in word_ranks("en"):
        return None
    for pattern, first in _PATTERNS:
        found = pattern.match(name)
        rest = name[found.end() :] if found else ""
        if len(rest) >= _SHORTEST and _VOWEL.search(rest):
            return _joined(first, by_rules(_respelled(rest), locale), name)
    return None


def _respelled(rest: str) -> str:
    """The second part for English rules: its ch is k, its first g never soft."""
    hard = re.sub("^g(?=[ei])", "gh", rest)
    return (hard[:2] + hard[2:].replace("ch", "ck")).capitalize()


def _joined(first: str, second: tuple[Phone, ...], name: str) -> tuple[Phone, ...]:
    """Both parts as one word; the r of the first is spoken before a vowel alone."""
    spelled = first if not first.endswith("ɹ") or is_vowel(second[0].symbol) else first[:-1]
    linked = (Phone("ɹ", 0, "en-GB"),) if spelled.endswith("ɹ") else ()
    return (*parse(spelled, "en-GB", name), *linked, *second)
