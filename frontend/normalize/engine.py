"""The one loop of the normaliser: lexeme by lexeme, ask the recognisers of the semiotic classes, emit tokens.

Every recogniser is anchored at its position and looks a bounded distance ahead, and the loop always moves forward, so
the time is linear in the length of the text. The loop stops at every token that nothing can change any more, until the
next one is asked for: a long text is cleaned at once, and read as it is spoken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property, partial

from frontend.normalize.abbreviations import skeletons
from frontend.normalize.classes import DIGIT_CLASSES, MARK_CLASSES, WORD_CLASSES
from frontend.normalize.cleaning import LETTER, CleanText, clean
from frontend.normalize.codes import spanish_addresses
from frontend.normalize.codes.recasing import recased
from frontend.normalize.counted_nouns import capitalised
from frontend.normalize.locales import language_of
from frontend.normalize.locales.language import Language
from frontend.normalize.marks import symbols
from frontend.normalize.markup import unmarked
from frontend.normalize.numeric import digit_strings
from frontend.normalize.numeric.maths import FUNCTIONS, in_equation
from frontend.normalize.open_endings import written_out
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Recognisers
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.sentences import (
    LineEnd,
    ends_abbreviated,
    goes_on,
    line_ends,
    numbers_item,
    ornament_end,
    trails_off,
)
from frontend.normalize.spacing import respaced
from frontend.normalize.stretches import unstretched
from frontend.types import SENTENCE_FINAL, Span, Token, TokenKind

MAX_WORD = 60
"""Longer runs of letters are cut: nothing that long is a word, and grapheme-to-phone must not choke on it."""

GIANT = 1000
"""A run of so many characters without a space is no text: the recognisers, which look around, are not asked."""

_GIANT = regex(rf"\S{{{GIANT},}}")
_PIECE = regex(f"(?P<word>[{LETTER}]{{1,{MAX_WORD}}})|(?P<digits>[0-9]{{1,60}})|(?P<mark>.)", re.S)
_LEXEME = regex(
    f"(?P<space>[ \u00a0\u202f\n]+)|(?P<word>[{LETTER}]+(?:['-][{LETTER}]+){{0,12}}'?)|(?P<digit>[0-9])|(?P<mark>.)",
    re.S,
)
_WORD_BEFORE = regex(f"([{LETTER}'-]+),? $")
_CONSONANTS = regex("[bcdfghjklmnpqrstvwxz]{2,5}")
_OPERATORS = frozenset("+=×÷<>≤≥≠≈√*^")
_TERM_END = regex(
    r" ?(?:$|[-–−+=×÷*/<>,;.:)\n²³^])"
    r"| (?:and|are|is|gives|holds|where|when|if|for|so|then|with|y|con|si|donde|und|wobei|mit|et|où|avec)\b"
)
"""Behind a term of an equation, where no other word follows that would make it a word: "x = the sum"."""
_OPERATION = regex("[²³^]| ?[+=×÷≤≥≠≈^] ?[0-9A-Za-z(-]")
"""Beside an operator, a one-letter word is a variable ("x + y = 10")."""
_IN_FORMULA = regex(" ?(?:->|[→⊥∥⇔↔∧∨≅≡±∪∩⊂⊆⊃⊇∈])")
"""Behind a letter that is a variable or a point."""
_PAUSE = regex(r"\s*([,;:.?!–…])\s*")
_MARKS = {",": ",", ";": ";", ":": ":", ".": ".", "?": "?", "!": "!", "…": "…", "–": "–", "—": "–"}
_DASHES = regex(f"(?:(?<= )--(?= )|(?<=[{LETTER}])--(?=[{LETTER}]))")
"""A dash as typewriters have it."""
_SHORTEST_CUT = 3
"""A word cut short has more letters than these."""
_NAME = regex("[A-HJ-UWYZ][a-z]{2,40}")
"""A word with a capital that is no Roman numeral: few recognisers could want it, and none where it is in no table."""

_JOINS = frozenset("-–'")
_SUSPICIOUS = frozenset("0123456789@_/\\.:°&+#(²³^")
_ANSWERS = frozenset(("oui", "non", "yes", "no", "sí", "ja", "nul", "tot"))
"""Words behind a sign of equation that are none of a formula: "A = oui"."""
_CURRENCIES = ("$", "€", "£")
"""Signs that begin a number: "niños (3-11) $6"."""
_SPACES = (" ", "\u00a0")
_COLUMNS = "|•·/"
"""Marks between the columns of a line: "Soupe 5,95 $ | Poulet 14,95 $"."""
_CLOSING = "\"')]}»*_"


def normalize(text: str, locale: str) -> list[Token]:
    """The spoken form of `text` as words and kept punctuation.

    Args:
        text: any string.
        locale: BCP-47 tag of one of the five locales.

    Returns:
        Tokens in reading order. Spans are character offsets into `text`, in non-decreasing order; the tokens of one
        written unit that needs a pause inside (a telephone number) carry the unit's span. A single capital letter in
        a token's text is the letter's name ("F B I"); one-letter words are in lower case.

    Raises:
        UnknownLocaleError: the locale is not supported.
    """
    return list(stream_tokens(text, locale))


def stream_tokens(text: str, locale: str) -> Iterator[Token]:
    """What `normalize` returns, token by token: each is worked out when it is asked for.

    Raises:
        UnknownLocaleError: the locale is not supported; raised here, not at the first token.
    """
    language = language_of(locale)
    source = respaced(
        capitalised(unstretched(written_out(unmarked(clean(text)), language), language), language), language
    )
    emitter = _Emitter(spanish_addresses.written_out(recased(source, language), language), language)
    return _joined(emitter.run(), language.elisions) if language.elisions else emitter.run()


def _joined(tokens: Iterator[Token], elisions: tuple[str, ...]) -> Iterator[Token]:
    """The tokens with each elided word and the one that it leans on in one ("l'app. 302": l'appartement), so that they
    are read as one word."""
    last: Token | None = None
    for token in tokens:
        if last is None:
            last = token
        elif last.kind is token.kind is TokenKind.WORD and last.text.lower().endswith(elisions):
            span = Span(last.span.start, token.span.end)
            last = Token(token.kind, last.text + token.text, span, token.locale, token.ends_sentence)
        else:
            yield last
            last = token
    if last is not None:
        yield last


def normalize_to_text(text: str, locale: str) -> str:
    """The spoken form of `text` as one line, e.g. ``"January second, twenty twenty-two."``."""
    parts: list[str] = []
    for token in normalize(text, locale):
        if token.kind is TokenKind.WORD:
            parts.append(" " + token.text)
        else:
            parts.append(" –" if token.text == "–" else token.text)
    return "".join(parts).strip()


class _Emitter:
    """Walks one text and hands out its tokens.

    `tokens` are those that were made last: the last one of them may still be changed, or taken back.
    """

    def __init__(self, source: CleanText, language: Language) -> None:
        self.source = source
        self.text = source.text
        self.scan = Scan(source.text, language, aside=partial(normalize_to_text, locale=language.tag))
        self.language = language
        self.tokens: list[Token] = []
        self.spoken_language = language.tag.partition("-")[0]

    def run(self) -> Iterator[Token]:
        """The tokens, one by one."""
        text, match_lexeme = self.text, _LEXEME.match
        position, length = 0, len(text)
        giants = [match.span() for match in _GIANT.finditer(text)] if length >= GIANT else []
        while position < length:
            if len(self.tokens) > 1:
                yield from self.tokens[:-1]
                del self.tokens[:-1]
            if giants and position >= giants[0][0]:
                if position < giants[0][1]:
                    position = self._giant(position, giants[0][1])
                else:
                    del giants[0]
                continue
            match = match_lexeme(text, position)
            if match is None:  # cannot happen: the last alternative takes any character
                break
            kind, end = match.lastgroup, match.end()
            if kind == "space":
                if "\n" in match.group():
                    self._line_end(match.group(), position)
                position = end
            elif kind == "word":
                position = self._at_word(match.group(), position, end)
            elif kind == "digit":
                position = self._at(DIGIT_CLASSES, position)
            elif (ornament := ornament_end(text, position)) > position:
                position = ornament
            else:
                position = self._at(MARK_CLASSES, position)
        self._close()
        yield from self.tokens

    def _at(self, classes: Recognisers, position: int) -> int:
        """Reads what begins with the digit or mark at `position`, and says where the text goes on."""
        reading = classes.first(self.scan, position)
        if reading is not None:
            return self._read(reading, position)
        self._mark(self.text[position], position)
        return position + 1

    def _at_word(self, word: str, position: int, end: int) -> int:
        """Reads what begins with the word ``[position, end)``, and says where the text goes on."""
        if "'" in word and self.language.elisions:
            first, _, stem = word.partition("'")
            stopped = self.scan.character(end) == "."
            coded = stem[:2].isupper() and self.scan.character(end).isdecimal()
            if f"{first.lower()}'" in self.language.elisions and (coded or self._is_short(stem, stopped)):
                word, end = f"{first}'", position + len(first) + 1  # "l'app. 302", "l'UdeM", "l'A220-300", "d'IPv6"
        reading = None if self._is_ordinary(word, end) else WORD_CLASSES.first(self.scan, position)
        if reading is not None:
            return self._read(reading, position)
        self._word(word, position, end)
        return end

    def _is_ordinary(self, word: str, end: int) -> bool:
        """Whether no recogniser could want the word that ends at `end`, as is so for most words."""
        following = self.scan.character(end)
        if following in _SUSPICIOUS:
            return False
        if following == "-" and self.scan.character(end + 1).isdecimal() and self.text.find("@", end, end + 40) > 0:
            return False  # "maria-1999@mail.com"
        triggers = self.language.word_triggers
        if word in triggers or ("-" in word and word.partition("-")[0] in triggers):
            return False
        if "'" in word and word.partition("'")[0] in triggers:
            return False  # "req'd"
        if word.islower():
            return True
        if following in _JOINS or not _NAME.fullmatch(word):
            return False
        return word.lower() not in triggers and word not in self.language.acronyms

    def _is_short(self, word: str, stopped: bool) -> bool:
        """Whether a word, with or without a full stop behind it, is short for another one."""
        entries = self.language.abbreviations.get(word.lower(), ())
        if stopped:
            known = bool(entries) or word.lower() in self.language.months
            cut = self.language.completes_words and len(word) > _SHORTEST_CUT
            return known or (cut and word.lower() not in self.language.word_ranks)
        return any(entry.written == word for entry in entries)

    def _giant(self, position: int, end: int) -> int:
        """Reads one piece of what is no text of people: a word, digits or a symbol, without a look around."""
        match = _PIECE.match(self.text, position, end)
        if match is None:  # cannot happen, as above
            return end
        kind, piece = match.lastgroup, match.group()
        if kind == "word":
            self._word(piece, position, match.end())
        elif kind == "digits":
            return self._read(Reading(match.end(), digit_strings.verbalise(piece, self.language)), position)
        elif (reading := symbols.recognise(self.scan, position)) is not None:
            return self._read(reading, position)
        else:
            self._mark(piece, position)
        return match.end()

    def _span(self, start: int, end: int) -> Span:
        return Span(*self.source.source_range(start, end))

    def _word(self, word: str, start: int, end: int) -> None:
        said = len(word) == 1 and (word.islower() or self.scan.at_sentence_start() or self.scan.shouting)
        self.scan.history.append(word.lower())
        if word[-1] == "'" and not word.endswith(self.language.elisions):
            word = word[:-1]
            end -= 1
        if len(word) == 1 and word.lower() in self.language.one_letter_words:
            after = self.scan.character(end)
            beside = self.scan.left(2) in _OPERATORS or _OPERATION.match(self.text, end) is not None
            bracketed = after == ")" and self.scan.character(start - 1) == "(" and word.islower()
            if bracketed or _IN_FORMULA.match(self.text, end):
                word = word.upper()  # "s. 2(1)(a)", "A → B"
            elif (beside or after in "/^²³=+*)") and word.islower() and in_equation(self.scan, start):
                word = word.upper()
            elif after and after not in " \u00a0\u202f\n":
                pass
            elif said or (self.language.title_case and self._in_title(start, end)):
                word = word.lower()
        elif 1 < len(word) < 4 and word.islower() and self._is_product(word, start, end):
            word = " ".join(word.upper())
        elif len(word) == 1 and "a" <= word <= "z":
            word = word.upper()  # a variable, an item: the letter's name
        elif (
            len(word) < 6
            and self.language.spells_consonants
            and _CONSONANTS.fullmatch(word)
            and word not in self.language.cues.get("sounds", ())
        ):
            word = skeletons.word_of(self.language, word) or " ".join(word.upper())  # "shwr"; "thx", "mc²"
        for offset in range(0, len(word), MAX_WORD):
            piece = word[offset : offset + MAX_WORD].strip("-'") if len(word) > MAX_WORD else word
            if piece:
                span = self._span(start + offset, min(start + offset + MAX_WORD, end))
                self.tokens.append(Token(TokenKind.WORD, piece, span))

    def _is_product(self, word: str, start: int, end: int) -> bool:
        """Whether the last word is variables side by side: "F = ma", "v = u + at", "2ab", "xy²"."""
        if word in FUNCTIONS:
            return False
        if self.scan.character(start - 1).isnumeric() or self.scan.character(end) in ("²", "³", "^"):
            return in_equation(self.scan, start)
        operated = self.scan.left(2).strip() in _OPERATORS and len(self.scan.left(3)) == 1 and word not in _ANSWERS
        return operated and _TERM_END.match(self.text, end) is not None and in_equation(self.scan, start)

    def _in_title(self, start: int, end: int) -> bool:
        """Whether a capital between two capitalised words may be an article ("Once Upon A Time", not "the A team")."""
        before, after = _WORD_BEFORE.search(self.text[max(0, start - 40) : start]), self.scan.word_after(end)
        return before is not None and before[1][0].isupper() and after[:1].isupper()

    def _read(self, reading: Reading, start: int) -> int:
        span = self._span(start, reading.end)
        last = self.tokens[-1] if self.tokens and self.language.elisions else None
        elidable = last is not None and last.kind is TokenKind.WORD and last.text.lower() in ("de", "que", "le", "la")
        ahead = self.text[reading.end : reading.end + 8]
        if last and elidable and self.language.elides(last.text.lower(), reading.spoken, ahead):
            self.tokens[-1] = replace(last, text=last.text[:-1] + "'")  # "de 1 citron": "d'un citron"
        for part in reading.parts:
            self._say(part.spoken, self._span(part.start, part.end))
        if not reading.parts:
            self._say(reading.spoken, span)
        self.scan.remember(self.text[start : min(reading.end, start + 80)].lower(), reading.spoken)
        if reading.closes_sentence or ends_abbreviated(self.text, start, reading.end, self.language.cues):
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

    def _mark(self, character: str, position: int) -> None:
        mark = "–" if character == "-" and _DASHES.match(self.text, position) else _MARKS.get(character)
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
        around = self.text[max(0, position - 1) : position + 2]
        spaced = around[:1] in _SPACES and (around[-1:] in _SPACES or around[1:2] != "/")
        return spaced and not self.language.joins_words(self.text, position) and self._within_sentence()

    def _within_sentence(self) -> bool:
        """Whether a pause may follow: behind a word that ends no sentence."""
        last = self.tokens[-1] if self.tokens else None
        return last is not None and last.kind is TokenKind.WORD and not last.ends_sentence

    def _pause(self, mark: str, position: int) -> None:
        self.scan.history.append(mark)
        if self._within_sentence():
            self.tokens.append(Token(TokenKind.PUNCTUATION, mark, self._span(position, position + 1)))

    def _final(self, mark: str, position: int) -> None:
        """A stop ends the sentence if nothing, a space or a closing quote follows, not inside of "a.b" or "?!"."""
        if mark == "." and self.scan.character(position + 1) in (",", ";"):
            return  # of an abbreviation that no table has: "im Okt., aber"
        following = position + 1
        while following < len(self.text) and self.text[following] in _CLOSING and following < position + 5:
            following += 1
        after = self.scan.character(following)
        inside = after and after not in " \u00a0\u202f\n"
        if inside and (mark == "…" or (mark == "." and (after.isalnum() or after in "-/\\@_"))):
            self._pause("…" if mark == "…" else ",", position)
            return
        dotted = mark == "." and self.scan.character(position - 1) == "."
        if mark == "…" or dotted:
            ends = self.scan.ends_here(position + 1)
            ends = ends and not trails_off(self.text, position + 1, self.spoken_language)
        else:
            ends = not goes_on(self.text, position, self.spoken_language)
        if dotted:
            self._ellipsis(position, ends)
        elif mark == "." and (not ends or numbers_item(self.text, position)):
            self._pause(",", position)
        else:
            self._punctuation(mark, self._span(position, position + 1), ends)

    def _ellipsis(self, position: int, ends: bool) -> None:
        if self.tokens and self.tokens[-1].kind is TokenKind.PUNCTUATION:
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

    def _line_end(self, space: str, position: int) -> None:
        self.scan.history.append("\n")
        place = position + space.index("\n")
        if space.count("\n") > 1:
            self._close()
        elif self._line_ends[place] is LineEnd.PAUSE:
            self._pause(",", place)
        elif self._line_ends[place] is LineEnd.SENTENCE and self.tokens and self.tokens[-1].text not in ",;–":
            self._close()

    @cached_property
    def _line_ends(self) -> dict[int, LineEnd]:
        return line_ends(self.text, self.spoken_language)

    def _close(self) -> None:
        """Marks the last token as the end of a sentence (end of the text, blank line)."""
        if self.tokens and not self.tokens[-1].ends_sentence:
            last = self.tokens[-1]
            self.tokens[-1] = Token(last.kind, last.text, last.span, last.locale, ends_sentence=True)
