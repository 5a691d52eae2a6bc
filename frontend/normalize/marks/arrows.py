"""Arrows: from one amount to another, what a variable tends to, from letter to letter, and the steps of a menu."""

from __future__ import annotations

from frontend.normalize.marks.marks import Mark
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes

_ARROW = regex("[→⟶]|->(?!>)|=>(?![=>])")
_AMOUNT = regex(r"[-–−+]?[$€£¥]?[0-9][0-9.,:\u00a0\u202f]{0,14}[ \u00a0\u202f]?(?P<unit>[°%$€£¥]?[^\W\d_]{0,9})")
_TARGET = regex(r"[-–−+]?(?:[0-9∞]|[a-z](?![\w]))")
_LETTER = regex(r"(?<![\w'])[A-Za-z] ?$")
_NEXT_LETTER = regex(r" ?[A-Za-z](?![\w'])")
_VARIABLE = regex(r"(?:(?<![\w'])[hkntxyzε]|\([a-z]\)) ?$")
_WORD_BEFORE = regex(r"[\w.…%$€£)\]\"'»*] ?$")
_WORD = regex(r"[ \u00a0\u202f]{1,3}[\"'«*(\[]{0,3}\w")
_UNIT = regex(r"[^\W\d_]+|[°%$€£¥]")
_SCALES = frozenset("kKmM")
_CALL = regex(r"\) ?$")
_CLOCK = ":"

ARROWS: Rules[Mark, Reading] = Rules()
"""What an arrow says, by what stands beside it."""


@shapes("→", "⟶", "->", "=>")
def recognise(scan: Scan, position: int) -> Reading | None:
    """An arrow, between two things."""
    arrow = _ARROW.match(scan.text, position)
    reading = ARROWS.first(Mark(scan, position), scan.language.tag) if arrow else None
    return Reading(arrow.end(), reading.spoken) if arrow and reading is not None else None


def _end(mark: Mark) -> int:
    """Where the arrow ends, which typewriters write with two signs."""
    return mark.position + (2 if mark.scan.text[mark.position] in "-=" else 1)


def _is_double(mark: Mark) -> bool:
    """Whether it is a double arrow, which may also be an inequality: "x => 5"."""
    return mark.scan.text[mark.position] == "="


def _behind(mark: Mark) -> int:
    """Where the text goes on behind the arrow and its spaces."""
    return mark.scan.skip_spaces(_end(mark))


def _units(text: str) -> frozenset[str]:
    """The units and currencies of an amount, without its magnitude."""
    return frozenset(unit.lower() for unit in _UNIT.findall(text) if unit not in _SCALES)


@ARROWS.add()
def amounts(mark: Mark) -> Reading | None:
    """From one amount to another of the same unit: "$12.5M → $14M", "10 °C → 15 °C", but "2 kg → 12 portions"."""
    target = _AMOUNT.match(mark.scan.text, _behind(mark))
    if not target or not any(character.isdecimal() for character in mark.left):
        return None
    before, after = _units(mark.left), _units(target.group())
    if before and after and before.isdisjoint(after):
        return None
    words = mark.scan.language.words
    return Reading(mark.position, words["to"] if _CLOCK in mark.left else words["arrow amount"])


@ARROWS.add()
def limit(mark: Mark) -> Reading | None:
    """What a variable tends to: "x → 0"."""
    target = None if _is_double(mark) else _TARGET.match(mark.scan.text, _behind(mark))
    tends = target and mark.scan.is_behind(_VARIABLE, mark.position, 4)
    return Reading(mark.position, mark.scan.language.words["limit"]) if tends else None


@ARROWS.add()
def letters(mark: Mark) -> Reading | None:
    """From one thing with a letter to another: "A → B"."""
    following = None if _is_double(mark) else _NEXT_LETTER.match(mark.scan.text, _end(mark))
    lettered = following and mark.scan.is_behind(_LETTER, mark.position, 4)
    return Reading(mark.position, mark.scan.language.symbols["->"]) if lettered else None


@ARROWS.add()
def result(mark: Mark) -> Reading | None:
    """What a call gives: "len(x) → 3"."""
    gives = mark.scan.language.words.get("gives")
    called = mark.scan.is_behind(_CALL, mark.position, 3) and mark.scan.character(_behind(mark)).isdecimal()
    return Reading(mark.position, gives) if gives and called else None


@ARROWS.add()
def bullet(mark: Mark) -> Reading | None:
    """A double arrow in the place of a bullet: "=> Unterlagen"."""
    begins = _is_double(mark) and mark.left in ("", "\n") and _WORD.match(mark.scan.text, _end(mark))
    return Reading(mark.position, "") if begins else None


@ARROWS.add()
def step(mark: Mark) -> Reading | None:
    """From one step to the next, with spaces: "Settings → Privacy"."""
    begin = _end(mark)
    spaced = mark.before in (" ", "\u00a0", "\u202f") and _WORD.match(mark.scan.text, begin)
    return Reading(mark.position, ",") if spaced and mark.scan.is_behind(_WORD_BEFORE, mark.position, 3) else None
