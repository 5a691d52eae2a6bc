"""X-SAMPA to IPA and back, by the shared phone inventory and the usual letters around it.

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


@cache
def _to_xsampa() -> dict[str, str]:
    marks = {ipa: xsampa for xsampa, ipa in reversed(list(_MARKS.items())) if ipa}
    return {
        **marks,
        **{ipa: x for x, ipa in _LETTERS.items()},
        **{symbol: row.xsampa for symbol, row in inventory().items()},
    }


def _convert(text: str, table: dict[str, str], alphabet: str) -> str:
    longest = max(map(len, table))
    converted: list[str] = []
    position = 0
    while position < len(text):
        for length in range(min(longest, len(text) - position), 0, -1):
            answer = table.get(text[position : position + length])
            if answer is not None:
                converted.append(answer)
                position += length
                break
        else:
            raise UnknownPhoneError(
                f"{text[position]!r} at position {position + 1} of {text[:100]!r} is not {alphabet}"
            )
    return "".join(converted)


def to_ipa(xsampa: str) -> str:
    r"""IPA of an X-SAMPA string, e.g. ``'pI"kA:n'`` -> ``"pɪˈkɑːn"``.

    Raises:
        UnknownPhoneError: a character is not X-SAMPA.
    """
    return _convert(xsampa, _to_ipa(), "X-SAMPA")


def from_ipa(ipa: str) -> str:
    """X-SAMPA of an IPA string written with the inventory's symbols.

    Raises:
        UnknownPhoneError: a symbol has no X-SAMPA here.
    """
    return _convert(ipa, _to_xsampa(), "IPA that this inventory knows")
