"""X-SAMPA to IPA, by the shared phone inventory and the usual letters around it.

X-SAMPA: J. C. Wells, "Computer-coding the IPA: a proposed extension of SAMPA" (1995).
"""

from __future__ import annotations

from functools import cache

from frontend.errors import UnknownPhoneError
from frontend.phonology import inventory

_MARKS = {
    '"': "ˈ", "%": "ˌ", ".": ".", ":": "ː", ":\\": "ˑ", "~": "\u0303", "_~": "\u0303", "=": "\u0329", "_=": "\u0329",
    "_^": "\u032f", "_": "\u0361", "|": "|", "||": "‖", "-": "", "'": "ʲ", "_j": "ʲ", "_h": "ʰ", "_d": "\u032a",
    "_0": "\u0325", "_w": "ʷ", "`": "˞", " ": " ",
}  # fmt: skip
_LETTERS = {
    "R\\": "ʀ", "P": "ʋ", "v\\": "ʋ", "L": "ʎ", "F": "ɱ", "c": "c", "J\\": "ɟ", "q": "q", "G\\": "ɢ", "X": "χ",
    "h\\": "ɦ", "M": "ɯ", "7": "ɤ", "1": "ɨ", "}": "ʉ", "@\\": "ɘ", "8": "ɵ", "3": "ɜ", "3\\": "ɞ", "&": "ɶ",
    "5": "ɫ", "l\\": "ɺ", "p\\": "ɸ", "s\\": "ɕ", "z\\": "ʑ", "K": "ɬ", "W": "ʍ", "I\\": "ᵻ",
}  # fmt: skip


@cache
def _to_ipa() -> dict[str, str]:
    return {**_MARKS, **_LETTERS, **{row.xsampa: symbol for symbol, row in inventory().items()}}


def to_ipa(xsampa: str) -> str:
    r"""IPA of an X-SAMPA string, e.g. ``'pI"kA:n'`` -> ``"pɪˈkɑːn"``; of several symbols that fit, the longest counts.

    Raises:
        UnknownPhoneError: a character is not X-SAMPA.
    """
    table = _to_ipa()
    longest = max(map(len, table))
    ipa: list[str] = []
    position = 0
    while position < len(xsampa):
        for length in range(min(longest, len(xsampa) - position), 0, -1):
            symbol = table.get(xsampa[position : position + length])
            if symbol is not None:
                ipa.append(symbol)
                position += length
                break
        else:
            raise UnknownPhoneError(
                f"{xsampa[position]!r} at position {position + 1} of {xsampa[:100]!r} is not X-SAMPA"
            )
    return "".join(ipa)
