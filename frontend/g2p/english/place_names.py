"""English names in two parts: places of a known name and a common end (Reynoldsburg), people like LaKeisha.

espeak-ng reads them by the letter; here the first part is read as it is alone. Source: Kenyon and Knott, "A
Pronouncing Dictionary of American English" (1953).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from frontend.g2p.lexicon import with_ending
from frontend.g2p.notation import parse
from frontend.types import Phone

_ENDS = {
    "burg": "ˌbɜːɹɡ", "burgh": "ˌbɜːɹɡ", "ville": "vɪl", "town": "ˌtaʊn", "wood": "ˌwʊd", "field": "ˌfiːld",
    "dale": "ˌdeɪl", "port": "ˌpɔːɹt", "view": "ˌvjuː", "crest": "ˌkɹɛst", "haven": "ˌheɪvən", "brook": "ˌbɹʊk",
    "hurst": "ˌhɜːɹst", "ridge": "ˌɹɪdʒ", "gate": "ˌɡeɪt", "bridge": "ˌbɹɪdʒ", "side": "ˌsaɪd",
    "creek": "ˌkɹiːk", "park": "ˌpɑːɹk",
}  # fmt: skip
_PLACE = re.compile(f"(?P<first>[A-Z][a-z]{{3,}}?)(?P<s>s?)(?P<end>{'|'.join(sorted(_ENDS, key=len, reverse=True))})")

_PREFIXES = {"La": "lə", "Ja": "dʒə", "Da": "də", "Ta": "tə", "De": "də"}
_CAMEL = re.compile(f"(?P<prefix>{'|'.join(_PREFIXES)})(?P<rest>[BCDFGHJKLMNPQRSTVWXZ][a-z]{{2,}})")


def read(word: str, locale: str, table: Callable[[str], tuple[Phone, ...] | None]) -> tuple[Phone, ...] | None:
    """Phones of a place whose first part the tables have, or of a name whose second they have, None for other words.

    Args:
        word: as written.
        locale: en-US or en-GB.
        table: phones of a word in the tables.
    """
    found = _PLACE.fullmatch(word)
    if found is None:
        camel = _CAMEL.fullmatch(word)
        rest = table(camel["rest"]) if camel else None
        return (*parse(_PREFIXES[camel["prefix"]], locale, word), *rest) if camel and rest else None
    first = table(found["first"] + found["s"])  # Reynolds-burg before Reynold-s-burg
    if first is None and found["s"] and not found["first"].endswith("s"):
        first = table(found["first"])
        first = with_ending(first, "'s") if first else None
    return (*first, *parse(_ENDS[found["end"]], locale, word)) if first else None
