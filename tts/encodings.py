"""The encoding of text files: what their first bytes say, UTF-8, or the code page whose characters fit the text.

Spreadsheets on Windows save CSV in cp1252, "Unicode text" in UTF-16, and old ones on a Mac in mac_roman. No byte says
so, but German, English, Spanish and French have few letters beyond ASCII, and they stand where letters stand; in the
wrong code page they become signs, or capitals inside words.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # starts like UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CODE_PAGES = {"cp1252": "Windows", "mac_roman": "Mac", "cp850": "DOS"}
_LETTERS = "äöüßéèêëàâçîïôûùœæñáíóú"
_SIGNS = "¿¡«»“”„‘’‚–—…€£°ºª·§®©™²³½¼¾×÷±•‰¢¥µ¹"
_QUOTES = "“”‘"
"""With ’, in English sheets often all that is not ASCII; in other code pages they would be letters."""
_OPENING = "¿¡„‚"
_NOT_BEFORE_LETTERS, _NOT_BEHIND_LETTERS = "”™€‰", "‰"
_NO_BREAK = "\u00a0"
_JOINING = "’–—·\u00ad"
"""Signs that stand between letters ("aujourd’hui")."""

_BEYOND_ASCII = re.compile(r"(?P<before>.?)(?P<it>[^\0-\x7f])(?=(?P<after>.?))", re.S)
_ODD = -3
_USUAL = 2
"""What speaks for Windows, which nearly all such files come from, where few characters say anything."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and how it was read.

    Attributes:
        text: bytes that do not belong to the encoding are lone surrogates in it.
        encoding: the name of the encoding.
        guess: whose code page it seems to be, such as "Windows"; empty where the file says how it is to be read.
        wrong: the position of the first byte that does not belong to the encoding; None if there is none.
    """

    text: str
    encoding: str
    guess: str = ""
    wrong: int | None = None

    def note(self, name: str) -> str:
        """What to tell whoever gave the file called `name`; empty if nothing had to be guessed."""
        return f"{name} is not UTF-8: read as {self.encoding} ({self.guess})" if self.guess else ""


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Bytes as text.

    Args:
        data: a whole file.
        encoding: what it is said to be; a byte order mark comes first. If None, it is found out.

    Raises:
        LookupError, ValueError: the encoding is none of texts, or cannot hold what the file holds.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name)
    if encoding is not None:
        return _decoded(data, encoding)
    wide = _wide(data)
    if wide:
        return Decoded(data.decode(wide, "replace"), wide, "without its byte order mark")
    plain = _decoded(data, "utf-8")
    if plain.wrong is None or _some_utf8(plain.text):
        return plain
    scores = {name: _score(data.decode(name, "replace")) for name in _CODE_PAGES}
    best = max(scores, key=lambda name: scores[name] + (_USUAL if name == "cp1252" and scores[name] > 0 else 0))
    return Decoded(data.decode(best, "replace"), best, _CODE_PAGES[best]) if scores[best] > 0 else plain


def _decoded(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "surrogateescape")
    wrong = None
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        wrong = error.start
    return Decoded(text, encoding, wrong=wrong)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: every other byte of most is zero; empty if the data are no such text."""
    half = len(data) // 2
    for name, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if half and len(data) % 2 == 0 and zeros.count(0) > 0.7 * half and data.count(0) == zeros.count(0):
            return name
    return ""


def _some_utf8(text: str) -> bool:
    """Whether letters beyond ASCII were read: the file is UTF-8, but for some of its bytes."""
    return any(character.lower() in _LETTERS or character in _SIGNS for character in text)


def _score(text: str) -> int:
    """How well the characters beyond ASCII fit where they stand."""
    return sum(_fit(match["it"], match["before"], match["after"]) for match in _BEYOND_ASCII.finditer(text))


def _fit(character: str, before: str, after: str) -> int:
    if character.lower() in _LETTERS:
        return _fit_of_letter(character, before, after)
    if character in _SIGNS:
        return _fit_of_sign(character, before, after)
    return 0 if character == _NO_BREAK else _ODD


def _fit_of_letter(character: str, before: str, after: str) -> int:
    if not before.isalpha() and not after.isalpha():
        return 1  # hardly a word: in another code page it may be a dash or the sign of a currency
    if character.islower() and after.isupper():
        return _ODD
    return 2 if character in _LETTERS or not before.islower() else _ODD


def _fit_of_sign(character: str, before: str, after: str) -> int:
    inside = before.isalpha() and after.isalpha()
    if inside:
        return 2 if character in _JOINING else _ODD
    if character in _OPENING and before.isalnum():
        return _ODD
    if (character in _NOT_BEFORE_LETTERS and after.isalpha()) or (
        character in _NOT_BEHIND_LETTERS and before.isalpha()
    ):
        return _ODD
    return 2 if character in _QUOTES else 1
