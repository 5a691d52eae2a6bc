"""First step of normalisation: any string to a string over a small alphabet, with a way back to the caller's offsets.

After `clean` the text holds only Latin letters (composed), ASCII digits, known symbols, vulgar fractions, spaces and
newlines, and single Greek letters and emoji, which may have names. Words of other scripts are transliterated. Control
characters and lone surrogates become spaces, so that the words around them stay apart; zero-width characters and soft
hyphens vanish, so that the word around them stays whole.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from frontend.normalize import scripts
from frontend.normalize.patterns import regex

LETTER = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
"""Inside of a regular-expression class: the letters that words are made of after `clean`."""

_PLAIN = regex(r"[\n -~]*")
_KEEP = frozenset(
    "\n\u00a0\u202f¡¿«»–—…·•€£¥¢₹₽₩₿₡₲₱§¶°ªº⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿµΩ×÷±≤≥≠≈≙√∞‰™®©№½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞′″→∈∉∪∩∑∏∫∂∀∃⊂⊆∅∝∴⇒∛†♯↑↓⌘⌥⇧ "
    "⇔⇐↦↔∧∨¬⊥∥∠∇⊃⊇≡≅≪≫≺⪯≻⪰∓∖⊕⊗∄∵≔∤△ℏ"
)
_REPLACE = {
    "\t": "   ", "\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n",
    "。": ". ", "、": ", ", "؟": "?", "،": ",", "؛": ";", "।": ".",
    "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "\u00b4": "'", "\u02b9": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u201a": '"', "\u2039": '"', "\u203a": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—", "\u2212": "-", "\u2043": "-",
    "\u2009": "\u202f", "\u2007": "\u00a0", "\u2044": "/", "\u2215": "/", "\u2024": ".",
    "▲": "↑", "▼": "↓", "μ": "µ", "Ω": "Ω", "\u2022": "•", "\u2027": "·", "\u22c5": "·", "\u2219": "·",
    **dict.fromkeys("‣▪▫■□●○◦◾◼◽◻🔹🔸🔷🔶👉☞", "•"),
    "⟶": "→", "⟹": "⇒", "⟺": "⇔", "➔": "→", "➜": "→", "∣": "|", "≼": "⪯", "≽": "⪰",
    "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\u2060": "", "\ufeff": "", "\ufe0f": "", "\ufe0e": "",
}  # fmt: skip
_GREEK = frozenset("αβγδεζηθικλνξοπρστυφχψωςΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨ")
_LATIN = regex(f"[{LETTER}]")
_SPACED = frozenset(("Cs", "Cc", "Cn", "Co", "Zs"))
"""Unicode categories of characters that become spaces: control characters, unknown ones, spaces."""
_LETTERS = frozenset(("Lu", "Ll", "Lo", "Lm"))
_NUMBERS = frozenset(("No", "Nl"))
"""Of numbers that are no decimal digits."""
_SILENT = frozenset(("Mn", "Cf"))
"""Of accents and marks without a width."""
_DEGREE = regex("(?<=[0-9 \u00a0\u202f][0-9 \u00a0\u202f])º(?=[CF](?![A-Za-z]))|(?<=[0-9][0-9])º(?= [CF](?![\\w'-]))")
"""The sign of an ordinal in the place of that of degrees: "-18ºC", "180º C", but the class "2ºC" of Spanish schools."""
_ORDINAL = regex("(?<![A-Za-z][Nn]\\.)(?<=[Nn]\\.)°(?=s?[ \u00a0\u202f]?[0-9A-Z])")
"""The sign of degrees in the place of that of an ordinal: "n.° 31"."""
_CRLF = regex("\r\n")
"""The end of a line as Windows writes it: one line end, not two, which would be a blank line."""


@dataclass(frozen=True, slots=True)
class CleanText:
    """`text` after cleaning; `starts[i]`/`ends[i]` bound the source of its character i (None: offsets are equal)."""

    text: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """The range of the caller's text for the range ``[start, end)``, ``start < end``, of `text`."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def replaced(self, changes: Iterable[tuple[int, int, str]]) -> CleanText:
        """The text with other characters in the place of ``[begin, end)``, which come from there; those of an empty
        range come from the end of the character before it.

        Args:
            changes: begin, end and new characters, from left to right; an empty range has a character before it.
        """
        text = self.text
        starts = self.starts if self.starts is not None else list(range(len(text)))
        ends = self.ends if self.ends is not None else list(range(1, len(text) + 1))
        pieces: list[str] = []
        first: list[int] = []
        last: list[int] = []
        position = 0
        for begin, end, new in changes:
            pieces += (text[position:begin], new)
            first += [*starts[position:begin], *[starts[begin] if begin < end else ends[end - 1]] * len(new)]
            last += [*ends[position:begin], *[ends[end - 1]] * len(new)]
            position = end
        pieces.append(text[position:])
        return CleanText("".join(pieces), first + starts[position:], last + ends[position:])


class _Alphabet(dict[str, str]):
    """Character to its replacement, computed once per character."""

    def __missing__(self, character: str) -> str:
        replacement = _replacement(character)
        if len(self) < 20_000:  # an attacker's text of every code point must not grow this without bound
            self[character] = replacement
        return replacement


def _replacement(character: str) -> str:
    """What stands for a character in the alphabet of the normaliser."""
    if character in _REPLACE:
        return _REPLACE[character]
    if " " <= character <= "~" or character in _KEEP or character in _GREEK or _LATIN.match(character):
        return character
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category in _SPACED:
        return " "
    if category == "So" and character >= "\u2600":
        return character  # emoji: `symbols` knows the frequent ones by name and drops the rest
    written_out = _folded(character) or _counted(character, category)
    if not written_out and category in _LETTERS:
        written_out = scripts.letters_of(character)
    return written_out or ("" if category in _SILENT else " ")


def _folded(character: str) -> str:
    """Full-width forms, ligatures, circled numbers and Roman numeral characters as plain ones, else ""."""
    folded = unicodedata.normalize("NFKC", character)
    if folded == character:
        return ""
    folded = folded.replace("\u2044", "/")
    plain = (folded.isascii() and folded.isprintable()) or (len(folded) == 1 and _LATIN.match(folded))
    return folded if plain else ""


def _counted(character: str, category: str) -> str:
    """The digits of a character that is a whole number, else ""."""
    value = unicodedata.numeric(character) if category in _NUMBERS else 0.5
    return f" {int(value)} " if value == int(value) else ""


_ALPHABET = _Alphabet()


def clean(text: str) -> CleanText:
    """Map `text` (any string) to the alphabet of the normaliser. Never raises."""
    if _PLAIN.fullmatch(text):
        return CleanText(text)
    if not unicodedata.is_normalized("NFC", text):
        return _clean_decomposed(text)
    pieces = [_ALPHABET[character] for character in text]
    for line_end in _CRLF.finditer(text):
        pieces[line_end.start()] = ""
    if scripts.FOREIGN.search(text):
        scripts.transliterate(text, pieces)
    joined = _ORDINAL.sub("º", _DEGREE.sub("°", "".join(pieces)))
    if len(joined) == len(text) and "" not in pieces:
        return CleanText(joined)
    starts: list[int] = []
    for index, piece in enumerate(pieces):
        starts.extend([index] * len(piece))
    return CleanText(joined, starts, [start + 1 for start in starts])


def _clean_decomposed(text: str) -> CleanText:
    """The slow way, for text with combining marks: each base character is composed with the marks after it."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, character in enumerate(text):
        if _CRLF.match(text, index):
            continue
        if unicodedata.combining(character) and out:
            composed = unicodedata.normalize("NFC", out[-1] + character)
            if len(composed) == 1 and _LATIN.match(composed):
                out[-1] = composed
            ends[-1] = index + 1
            continue
        for piece in _ALPHABET[character]:
            out.append(piece)
            starts.append(index)
            ends.append(index + 1)
    return CleanText("".join(out), starts, ends)
