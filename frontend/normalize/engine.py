"""The one loop of the normaliser: lexeme by lexeme, ask the recognisers of the semiotic classes.

Every recogniser is anchored at its position and looks a bounded distance ahead, and the loop always moves forward, so
the time is linear in the length of the text. The loop stops at every token that nothing can change any more, until the
next one is asked for: a long text is cleaned at once, and read as it is spoken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from frontend.normalize import plain_words
from frontend.normalize.classes import DIGIT_CLASSES, MARK_CLASSES, WORD_CLASSES
from frontend.normalize.cleaning import LETTER, CleanText, clean
from frontend.normalize.codes.recasing import recased
from frontend.normalize.counted_nouns import capitalised
from frontend.normalize.emitter import MAX_WORD, Emitter
from frontend.normalize.locales import language_of
from frontend.normalize.locales.language import Language
from frontend.normalize.marks import symbols
from frontend.normalize.markup import unmarked
from frontend.normalize.numeric import digit_strings
from frontend.normalize.open_endings import written_out
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Recognisers
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.sentences import ornament_end
from frontend.normalize.spacing import respaced
from frontend.normalize.stretches import unstretched
from frontend.types import Span, Token, TokenKind

GIANT = 1000
"""A run of so many characters without a space is no text: the recognisers, which look around, are not asked."""
_GIANT = regex(rf"\S{{{GIANT},}}")
_PIECE = regex(f"(?P<word>[{LETTER}]{{1,{MAX_WORD}}})|(?P<digits>[0-9]{{1,60}})|(?P<mark>.)", re.S)
_LEXEME = regex(
    f"(?P<space>[ \u00a0\u202f\n]+)|(?P<word>[{LETTER}]+(?:['-][{LETTER}]+){{0,12}}'?)|(?P<digit>[0-9])|(?P<mark>.)",
    re.S,
)
_COLUMN = 3
"""So many spaces stand between the columns of a table; a tab is as wide."""
_SHORTEST_CUT = 3
"""A word cut short has more letters than these."""
_NAME = regex("[A-HJ-UWYZ][a-z]{2,40}")
"""A word with a capital that is no Roman numeral: few recognisers could want it, and none where it is in no table."""
_JOINS = frozenset("-–'")
_SUSPICIOUS = frozenset("0123456789@_/\\.:°&+#(²³^′″")


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
    reader = _Reader(recased(source, language), language)
    return _joined(reader.run(), language.elisions) if language.elisions else reader.run()


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


class _Reader:
    """Walks one text and hands out its tokens."""

    def __init__(self, source: CleanText, language: Language) -> None:
        self.text = source.text
        self.scan = Scan(source.text, language, aside=partial(normalize_to_text, locale=language.tag))
        self.language = language
        self.emitter = Emitter(source, self.scan)

    def run(self) -> Iterator[Token]:
        """The tokens, one by one."""
        text, position, tokens = self.text, 0, self.emitter.tokens
        giants = [match.span() for match in _GIANT.finditer(text)] if len(text) >= GIANT else []
        while position < len(text):
            if len(tokens) > 1:
                yield from tokens[:-1]
                del tokens[:-1]
            if giants and position >= giants[0][1]:
                del giants[0]
            elif giants and position >= giants[0][0]:
                position = self._giant(position, giants[0][1])
            else:
                position = self._lexeme(position)
        self.emitter.close()
        yield from tokens

    def _lexeme(self, position: int) -> int:
        """Reads what begins at `position`, and says where the text goes on."""
        match = _LEXEME.match(self.text, position)
        assert match is not None, "the last alternative takes any character"
        kind, end = match.lastgroup, match.end()
        if kind == "word":
            return self._at_word(match.group(), position, end)
        if kind == "space":
            if "\n" in match.group():
                self.emitter.line_end(match.group(), position)
            elif end - position >= _COLUMN and "\u00a0" not in match.group():
                self.emitter.column_end(position, end)
            return end
        if kind == "digit":
            return self._at(DIGIT_CLASSES, position)
        ornament = ornament_end(self.text, position)
        return ornament if ornament > position else self._at(MARK_CLASSES, position)

    def _at(self, classes: Recognisers, position: int) -> int:
        """Reads what begins with the digit or mark at `position`, and says where the text goes on."""
        reading = self.scan.with_genitive(classes.first(self.scan, position))
        if reading is not None:
            return self.emitter.read(reading, position)
        self.emitter.mark(self.text[position], position)
        return position + 1

    def _at_word(self, word: str, position: int, end: int) -> int:
        """Reads what begins with the word ``[position, end)``, and says where the text goes on."""
        if "'" in word and self.language.elisions:
            first, _, stem = word.partition("'")
            stopped = self.scan.character(end) == "."
            coded = stem[:2].isupper() and self.scan.character(end + (stopped and len(stem) > 1)).isdecimal()
            if f"{first.lower()}'" in self.language.elisions and (coded or self._is_short(stem, stopped)):
                end = position + len(first) + 1  # "l'app. 302", "l'UdeM", "l'A220-300", "d'IPv6", "l'ID.4"
                self._plain(f"{first}'", position, end)
                return end
        reading = None if self._is_ordinary(word, end) else WORD_CLASSES.first(self.scan, position)
        reading = self.scan.with_genitive(reading)
        if reading is not None:
            return self.emitter.read(reading, position)
        self._plain(word, position, end)
        return end

    def _plain(self, word: str, start: int, end: int) -> None:
        """Says a word that no recogniser wants."""
        small = len(word) == 1 and (word.islower() or self.scan.at_sentence_start() or self.scan.shouting)
        self.scan.history.append(word.lower())
        if word[-1] == "'" and not word.endswith(self.language.elisions):
            word, end = word[:-1], end - 1
        self.emitter.word(plain_words.spoken(self.scan, word, start, end, small=small), start, end)

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
        assert match is not None, "the last alternative takes any character"
        kind, piece = match.lastgroup, match.group()
        if kind == "word":
            self._plain(piece, position, match.end())
        elif kind == "digits":
            return self.emitter.read(Reading(match.end(), digit_strings.verbalise(piece, self.language)), position)
        elif (reading := symbols.recognise(self.scan, position)) is not None:
            return self.emitter.read(reading, position)
        else:
            self.emitter.mark(piece, position)
        return match.end()
