"""What has been read, as tokens: words, the pauses between them, and the ends of sentences."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from frontend.normalize.cleaning import LETTER, CleanText
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.sentences import (
    LineEnd,
    ends_abbreviated,
    goes_on,
    line_ends,
    numbers_item,
    trails_off,
)
from frontend.types import SENTENCE_FINAL, Span, Token, TokenKind

MAX_WORD = 60
"""Longer runs of letters are cut: nothing that long is a word, and grapheme-to-phone must not choke on it."""
_PAUSE = regex(r"\s*([,;:.?!–…])\s*")
_MARKS = {",": ",", ";": ";", ":": ":", ".": ".", "?": "?", "!": "!", "…": "…", "–": "–", "—": "–"}
_DASHES = regex(f"(?:(?<=[ \u00a0])-{{1,3}}(?=[ \u00a0])|(?<=[{LETTER}])-{{2,3}}(?=[{LETTER}]))")
"""A dash as typewriters have it: "he came - and went", "to -- us", "so--and"."""
_TURN = regex('[ \u00a0][-–—][ \u00a0]?[«"]?[A-ZÀ-ÖØ-Þ]')
"""Behind the dots of one speaker, the dash before the next: "Hum... - Tu viens?"."""
_CURRENCIES = ("$", "€", "£")
"""Signs that begin a number: "niños (3-11) $6"."""
_SPACES = (" ", "\u00a0")
_COLUMNS = "|•·/"
"""Marks between the columns of a line: "Soupe 5,95 $ | Poulet 14,95 $"."""
_CLOSING = "\"')]}»*_"


class Emitter:
    """Makes the tokens of one text, from its start to its end.

    `tokens` are those that were made last: the last one of them may still be changed, or taken back.

    Args:
        source: the text, and where its characters stand in that of the caller.
        scan: over the same text.
    """

    def __init__(self, source: CleanText, scan: Scan) -> None:
        self.scan = scan
        self.tokens: list[Token] = []
        self._source = source
        self._spoken_language = scan.language.tag.partition("-")[0]

    def _span(self, start: int, end: int) -> Span:
        return Span(*self._source.source_range(start, end))

    def word(self, word: str, start: int, end: int) -> None:
        """Adds a word, in pieces where it is longer than any."""
        for offset in range(0, len(word), MAX_WORD):
            piece = word[offset : offset + MAX_WORD].strip("-'") if len(word) > MAX_WORD else word
            if piece:
                span = self._span(start + offset, min(start + offset + MAX_WORD, end))
                self.tokens.append(Token(TokenKind.WORD, piece, span))

    def read(self, reading: Reading, start: int) -> int:
        """Adds what a recogniser made of the text from `start`, and says where it ends."""
        span = self._span(start, reading.end)
        last = self.tokens[-1] if self.tokens and self.scan.language.elisions else None
        elidable = last is not None and last.kind is TokenKind.WORD and last.text.lower() in ("de", "que", "le", "la")
        ahead = self.scan.text[reading.end : reading.end + 8]
        if last and elidable and self.scan.language.elides(last.text.lower(), reading.spoken, ahead):
            self.tokens[-1] = replace(last, text=last.text[:-1] + "'")  # "de 1 citron": "d'un citron"
        for part in reading.parts:
            self._say(part.spoken, self._span(part.start, part.end))
        if not reading.parts:
            self._say(reading.spoken, span)
        self.scan.remember(self.scan.text[start : min(reading.end, start + 80)].lower(), reading.spoken)
        if reading.closes_sentence or ends_abbreviated(self.scan.text, start, reading.end, self.scan.language.cues):
            stop = Span(max(span.end - 1, span.start), span.end)
            self._punctuation(".", stop, ends=True)
        return reading.end

    def _say(self, spoken: str, span: Span) -> None:
        """Adds words, and the pauses between them."""
        for index, part in enumerate(_PAUSE.split(spoken)):
            if index % 2:
                if self._within_sentence():
                    self.tokens.append(Token(TokenKind.PUNCTUATION, part, span))
            elif part:
                self.tokens.append(Token(TokenKind.WORD, part, span))

    def _within_sentence(self) -> bool:
        """Whether a pause may follow: behind a word that ends no sentence."""
        last = self.tokens[-1] if self.tokens else None
        return last is not None and last.kind is TokenKind.WORD and not last.ends_sentence

    def mark(self, character: str, position: int) -> None:
        """Adds what a mark is heard as that no recogniser wants: a pause, the end of a sentence or nothing."""
        mark = "–" if character == "-" and _DASHES.match(self.scan.text, position) else _MARKS.get(character)
        if mark is None:
            if character in "([{" and self._within_sentence():
                self._pause(",", position)
            elif character in ")]}":
                after = self.scan.character(self.scan.skip_spaces(position + 1))
                if (after.isalnum() or after in _CURRENCIES) and self._within_sentence():
                    self._pause(",", position)
            elif character in _COLUMNS and self._is_column(position):
                self._pause(",", position)
            return
        if mark in SENTENCE_FINAL:
            self._final(mark, position)
        elif mark != ":" or not self.scan.character(position + 1).isalnum():
            self._pause(mark, position)

    def _is_column(self, position: int) -> bool:
        """Whether the mark at `position` stands freely between two entries of a line, and begins no item."""
        around = self.scan.text[max(0, position - 1) : position + 2]
        spaced = around[:1] in _SPACES and (around[-1:] in _SPACES or around[1:2] != "/")
        return spaced and not self.scan.language.joins_words(self.scan.text, position) and self._within_sentence()

    def _pause(self, mark: str, position: int) -> None:
        self.scan.history.append(mark)
        if self._within_sentence():
            self.tokens.append(Token(TokenKind.PUNCTUATION, mark, self._span(position, position + 1)))

    def _final(self, mark: str, position: int) -> None:
        """A stop ends the sentence if nothing, a space or a closing quote follows, not inside of "a.b" or "?!"."""
        if mark == "." and self.scan.character(position + 1) in (",", ";", ":"):
            return  # of an abbreviation that no table has: "im Okt., aber", "Att.: 36,441"
        following = position + 1
        while following < len(self.scan.text) and self.scan.text[following] in _CLOSING and following < position + 5:
            following += 1
        after = self.scan.character(following)
        inside = after and after not in " \u00a0\u202f\n"
        if inside and (mark == "…" or (mark == "." and (after.isalnum() or after in "-/\\@_"))):
            self._pause("…" if mark == "…" else ",", position)
            return
        dotted = mark == "." and self.scan.character(position - 1) == "."
        if mark == "…" or dotted:
            ends = self.scan.ends_here(position + 1) or _TURN.match(self.scan.text, position + 1) is not None
            ends = ends and not trails_off(self.scan.text, position + 1, self._spoken_language)
        else:
            ends = not goes_on(self.scan.text, position, self._spoken_language)
        if dotted:
            self._ellipsis(position, ends)
        elif mark == "." and (not ends or numbers_item(self.scan.text, position)):
            self._pause(",", position)
        else:
            self._punctuation(mark, self._span(position, position + 1), ends)

    def _ellipsis(self, position: int, ends: bool) -> None:
        if self.tokens and ends and self.tokens[-1].kind is TokenKind.WORD:  # behind an abbreviation: "usw.. Danach"
            self._punctuation(".", self._span(position, position + 1), ends)
        elif self.tokens and self.tokens[-1].kind is TokenKind.PUNCTUATION:
            last = self.tokens.pop()
            span = Span(last.span.start, self._span(position, position + 1).end)
            self.tokens.append(Token(TokenKind.PUNCTUATION, "…", span, ends_sentence=ends))

    def _punctuation(self, mark: str, span: Span, ends: bool) -> None:
        self.scan.history.append(mark)
        if not self.tokens:
            return
        last = self.tokens[-1]
        if last.kind is TokenKind.PUNCTUATION:
            if last.text in SENTENCE_FINAL:
                kept = mark if mark == "?" or (mark == "!" and last.text in ".…") else last.text
                span = Span(last.span.start, span.end)
                self.tokens[-1] = Token(last.kind, kept, span, ends_sentence=ends or last.ends_sentence)
                return
            self.tokens.pop()
        self.tokens.append(Token(TokenKind.PUNCTUATION, mark, span, ends_sentence=ends))

    def column_end(self, position: int, end: int) -> None:
        """Adds the pause between two columns of a table; none between small letters, as of justified text."""
        left, right = self.scan.character(position - 1), self.scan.character(end)
        worded = (left.isalnum() or left in ".%)") and (right.isalnum() or right in "$¿(")
        if worded and not (left.islower() and right.islower()):
            self._pause(",", position)

    def line_end(self, space: str, position: int) -> None:
        """Adds what the end of a line in white space is heard as."""
        self.scan.history.append("\n")
        place = position + space.index("\n")
        if space.count("\n") > 1:
            self.close()
        elif self._line_ends[place] is LineEnd.PAUSE:
            self._pause(",", place)
        elif self._line_ends[place] is LineEnd.SENTENCE and self.tokens and self.tokens[-1].text not in ",;–":
            self.close()

    @cached_property
    def _line_ends(self) -> dict[int, LineEnd]:
        return line_ends(self.scan.text, self._spoken_language)

    def close(self) -> None:
        """Marks the last token as the end of a sentence (end of the text, blank line)."""
        if self.tokens and not self.tokens[-1].ends_sentence:
            last = self.tokens[-1]
            self.tokens[-1] = Token(last.kind, last.text, last.span, last.locale, ends_sentence=True)
