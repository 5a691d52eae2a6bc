"""What a recogniser sees (`Scan`) and what it answers (`Reading`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from frontend.normalize.cleaning import LETTER
from frontend.normalize.patterns import regex
from frontend.normalize.shapes import shape_of

if TYPE_CHECKING:
    from frontend.normalize.locales.language import Language

WORD = regex(f"[{LETTER}]+")
_SPACES_WORD = regex(f"[ \u00a0\u202f]{{1,3}}([{LETTER}]{{1,40}}(?:-[{LETTER}]{{1,40}})?)")
_SPACES = " \u00a0\u202f"

GENITIVE = regex("'s(?![A-Za-z0-9])")
"""Of an English name that is no plain word: "the F-16's range", "Apollo XIII's", "Radio 4's"."""

_ACRONYM = 3
"""Longer words in capitals are seldom acronyms."""

_NAME_BEFORE = regex(r"(?:^|[\s(/])[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿ'-]{1,30} $")
_AROUND = 100
"""So many characters on both sides of a word are searched for others in capitals."""
_REACH = 34

SENTENCE_START = frozenset((".", "?", "!", "…", ":", "\n"))


_REST = regex(r"\s*\Z")


def line_around(text: str, position: int, reach: int) -> tuple[int, str]:
    """The line of `position`, no farther than `reach` characters on each side, and where it begins."""
    earliest = max(0, position - reach)
    begin = max(text.rfind("\n", earliest, position) + 1, earliest)
    return begin, text[begin : position + reach].partition("\n")[0]


@dataclass(frozen=True, slots=True)
class Part:
    """Words, or a pause, that the characters ``[start, end)`` of a long reading stand for."""

    start: int
    end: int
    spoken: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How the text from the recogniser's position up to `end` is spoken.

    `spoken` is words with single spaces; ``", "`` inside of it is a pause. `closes_sentence` says that the last
    character is an abbreviation's full stop that also ends the sentence. `parts` say the same with their places, from
    left to right, where the reading is long.
    """

    end: int
    spoken: str
    closes_sentence: bool = False
    parts: tuple[Part, ...] = ()


def _as_written(text: str) -> str:
    return text


@dataclass(slots=True)
class Scan:
    """The cleaned text, and the written words and punctuation to the left of the current position.

    `history` holds the left context in lower case, one entry for each word, number or mark, newest last. `aside` says
    how a text of its own is read, as one line.
    """

    text: str
    language: Language
    history: list[str] = field(default_factory=list)
    aside: Callable[[str], str] = _as_written
    _read: tuple[int, str] = (0, "")
    _shouting: bool | None = None
    _shaped: tuple[int, str] = (-1, "")

    def with_genitive(self, reading: Reading | None) -> Reading | None:
        """A reading with the genitive behind it, in English: "2004's", "the shop.com's", "£5's worth"."""
        if reading is None or reading.parts or reading.closes_sentence or not self.language.tag.startswith("en"):
            return reading
        if not reading.spoken or not GENITIVE.match(self.text, reading.end):
            return reading
        last = reading.spoken.rpartition(" ")[2]
        ending = "" if last.islower() and last[-1] == "s" else "'s"
        return replace(reading, end=reading.end + 2, spoken=reading.spoken + ending)

    def shape(self, position: int) -> str:
        """The shape of the text at `position` (see `shapes`)."""
        if self._shaped[0] != position:
            self._shaped = (position, shape_of(self.text, position))
        return self._shaped[1]

    def remember(self, written: str, spoken: str) -> None:
        """Adds an entry that is not spoken as it is written."""
        self.history.append(written)
        self._read = (len(self.history), spoken)

    @property
    def spoken(self) -> str:
        """How the last entry was spoken, "" if as it is written."""
        return self._read[1] if self._read[0] == len(self.history) else ""

    def left(self, distance: int = 1) -> str:
        """The entry `distance` places to the left ("" before the beginning)."""
        return self.history[-distance] if len(self.history) >= distance else ""

    def left_past(self, *marks: str) -> str:
        """The entry to the left, or the one before it if that is one of these marks."""
        return self.left(2) if self.left() in marks else self.left()

    def lefts(self, count: int) -> tuple[str, ...]:
        """The `count` entries to the left, nearest first."""
        there = self.history[: -count - 1 : -1]
        return (*there, *("",) * (count - len(there)))

    def at_sentence_start(self) -> bool:
        return not self.history or self.history[-1] in SENTENCE_START

    def word_after(self, position: int) -> str:
        """The word that follows `position` after at least one space, as written ("" if there is none)."""
        match = _SPACES_WORD.match(self.text, position)
        return match[1] if match else ""

    def is_after_name(self, position: int) -> bool:
        """Whether a word with a capital, of two letters at least, and a space stand right before `position`."""
        return self.is_behind(_NAME_BEFORE, position, _REACH)

    def is_behind(self, pattern: re.Pattern[str], position: int, reach: int) -> bool:
        """Whether `pattern`, which ends with ``$``, is found in the `reach` characters before `position`."""
        return pattern.search(self.text, max(0, position - reach), position) is not None

    def character(self, position: int) -> str:
        """The character at `position`, "" outside of the text."""
        return self.text[position] if 0 <= position < len(self.text) else ""

    def skip_spaces(self, position: int) -> int:
        while position < len(self.text) and self.text[position] in _SPACES:
            position += 1
        return position

    def is_end(self, position: int) -> bool:
        """Whether nothing but space stands behind `position`."""
        return _REST.match(self.text, position) is not None

    def ends_here(self, position: int) -> bool:
        """Whether a sentence can end right after `position`: end of the text, a new line, or a capital after space."""
        if position >= len(self.text):
            return True
        if self.text[position] not in " \u00a0\u202f\n\"')»":
            return False
        rest = self.text[position : position + 8].lstrip(" \u00a0\u202f\"')»(«¿¡•")
        return not rest or rest[0] == "\n" or rest[0].isupper()

    @property
    def shouting(self) -> bool:
        """Whether the whole text is in capitals, so that capitals say nothing about acronyms."""
        if self._shouting is None:
            words = WORD.findall(self.text, 0, 2000)
            shouted = [word for word in words if len(word) > 1 and word.isupper()]
            lower = sum(not word.isupper() for word in words)
            self._shouting = len(shouted) > 2 and len(shouted) > 4 * lower and 3 * self._said(shouted) > len(shouted)
        return self._shouting

    def emphasises(self, position: int) -> bool:
        """Whether words around `position` are in capitals for emphasis: "a BIG SALE on LILACS"."""
        around = WORD.findall(self.text, max(0, position - _AROUND), position + _AROUND)
        capitals = [word for word in around if len(word) > 1 and word.isupper()]
        ranks, acronyms = self.language.word_ranks, self.language.acronyms
        words = sum(
            word.lower() in self.language.capital_words
            or (len(word) > _ACRONYM and word not in acronyms and word.lower() in ranks)
            for word in capitals
        )
        return words > 1 and 2 * words >= len(capitals)

    def _said(self, capitals: list[str]) -> int:
        """How many words in capitals are words: "BP 128/82, HR 71, BMI 27" has none."""
        return sum(len(word) > _ACRONYM or word.lower() in self.language.capital_words for word in capitals)


class Place:
    """A place in a scanned text that rules are asked about; what each kind knows of it is the subclass's."""

    __slots__ = ()
    scan: Scan

    def cues(self, kind: str) -> frozenset[str]:
        """The words of the table ``cues`` of one kind."""
        return self.scan.language.cues.get(kind, frozenset())

    def near(self, kind: str, reach: int = 8) -> bool:
        """Whether a cue of this kind is one of `reach` words before."""
        return not self.cues(kind).isdisjoint(self.scan.lefts(reach))


class Anchor(Place):
    """The character at `position`, with which what a rule reads begins."""

    __slots__ = ("position", "scan")

    def __init__(self, scan: Scan, position: int) -> None:
        self.scan = scan
        self.position = position

    @property
    def language(self) -> Language:
        return self.scan.language

    @property
    def before(self) -> str:
        """The character before, "" at the start."""
        return self.scan.character(self.position - 1)

    @property
    def left(self) -> str:
        """The word, number or mark before, in lower case."""
        return self.scan.left()

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.match(self.scan.text, self.position)


class Numeral(Place):
    """A number ``[start, end)`` of the scanned text, whose form depends on what stands around it."""

    def __init__(self, scan: Scan, start: int, end: int) -> None:
        self.scan = scan
        self.start = start
        self.end = end
        self.left = scan.left()
        self.written = scan.text[start:end]

    @property
    def is_one(self) -> bool:
        """Whether it is the number 1 alone."""
        return self.written == "1"

    @property
    def before(self) -> str:
        """The character before, "" at the start."""
        return self.scan.character(self.start - 1)

    @property
    def after(self) -> str:
        """The character behind, "" at the end."""
        return self.scan.character(self.end)

    def matches(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What `pattern` finds right behind the number."""
        return pattern.match(self.scan.text, self.end)

    def is_behind(self, pattern: re.Pattern[str], reach: int) -> bool:
        """Whether `pattern`, which ends with ``$``, is found in the `reach` characters before the number."""
        return self.scan.is_behind(pattern, self.start, reach)

    def is_cut_short(self, word: str) -> bool:
        """Whether a full stop stands behind `word`, which follows the number."""
        return self.scan.character(self.scan.skip_spaces(self.end) + len(word)) == "."


Recogniser = Callable[[Scan, int], "Reading | None"]
"""Answers how the text at a position is read, or None when it is not of the recogniser's class."""
