"""Pronunciation lexicons: W3C PLS 1.0 (Baggia, 2008), read safely, with the limits of Amazon Polly.

A lexeme gives its graphemes an alias or a phoneme. The first lexeme of a grapheme wins, and the first of several
lexicons.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.parsers import expat

from frontend import pronunciation
from frontend.errors import (
    LexemeLengthError,
    LexiconAlphabetError,
    LexiconError,
    LexiconLanguageError,
    LexiconSizeError,
    UnknownPhoneError,
)
from frontend.locales import LOCALES
from frontend.ssml.model import Pronounced, Text
from frontend.types import Span

LONGEST_LEXICON = 40_000
LONGEST_LEXEME = 100
"""Characters of a document, and of one grapheme, alias or phoneme."""

_NAMESPACE = "http://www.w3.org/2005/01/pronunciation-lexicon"
_ELEMENTS = frozenset({"lexicon", "lexeme", "grapheme", "alias", "phoneme", "example", "meta", "metadata"})
_XML = "http://www.w3.org/XML/1998/namespace "
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_SPACES = re.compile(r"\s+")
_SPACE = re.compile(r"\s")
_TOUCHES = re.compile(r"[^\s.,;:!?()\[\]{}\"'’«»-]")
_DECIMALS_AFTER, _DECIMALS_BEFORE = re.compile(r"[.,:/]\d"), re.compile(r"\d[.,:/]")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One grapheme and what is spoken for it: an `alias`, or `ph` in `alphabet`; exactly one of them is set."""

    grapheme: str
    alias: str = ""
    ph: str = ""
    alphabet: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A whole lexicon. `language` is its tag as written, `alphabet` that of the root, and `written` the number of its
    <lexeme> elements: one may have several graphemes, and of two with the same grapheme the first counts.
    """

    language: str
    alphabet: str
    lexemes: tuple[Lexeme, ...]
    written: int = 0

    def applies_to(self, locale: str) -> bool:
        """Whether it is for this locale; a bare "en" is for every English."""
        wanted, language = locale.casefold(), self.language.casefold()
        return wanted == language or wanted.startswith(language + "-")


def parse(document: str) -> Lexicon:
    """Read a PLS document.

    Raises:
        LexiconError: not well-formed, not a lexicon, or a lexeme without grapheme, alias and phoneme; the subclasses
            say what else can be wrong.
    """
    return _Parser(document).run()


@dataclass(slots=True)
class _Open:
    """The lexeme that is being read."""

    graphemes: list[str]
    choices: list[tuple[bool, str, str, str]]
    """(preferred, alias, ph, alphabet) in the order of the document."""


class _Parser:
    def __init__(self, document: str) -> None:
        if len(document) > LONGEST_LEXICON:
            raise LexiconSizeError(f"the lexicon has {len(document)} characters: at most {LONGEST_LEXICON} are allowed")
        self.raw = document.encode("utf-8", "replace")
        self.path: list[str] = []
        self.language = self.alphabet = ""
        self.lexemes: dict[str, Lexeme] = {}
        self.written = 0
        self.open = _Open([], [])
        self.text: list[str] = []
        self.preferred = False
        self.text_alphabet = ""
        self.parser = expat.ParserCreate("UTF-8", " ")  # whatever the declaration says: the document is text already
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = lambda text: self.text.append(text)
        self.parser.StartDoctypeDeclHandler = lambda *_: self._refuse("a document type declaration")
        self.parser.ProcessingInstructionHandler = lambda *_: self._refuse("a processing instruction")

    def run(self) -> Lexicon:
        try:
            self.parser.Parse(self.raw, True)
        except expat.ExpatError as error:
            raise self._not_well_formed(error) from error
        except LexiconError:
            self._check_well_formed()
            raise
        return Lexicon(self.language, self.alphabet, tuple(self.lexemes.values()), self.written)

    def _check_well_formed(self) -> None:
        """What is no XML document is told as such, not by what its first lines lack."""
        parser = expat.ParserCreate("UTF-8", " ")
        parser.StartDoctypeDeclHandler = lambda *_: self._refuse("a document type declaration")  # nothing is expanded
        try:
            parser.Parse(self.raw, True)
        except expat.ExpatError as error:
            raise self._not_well_formed(error) from error

    def _not_well_formed(self, error: expat.ExpatError) -> LexiconError:
        message = f"not well-formed XML: {expat.ErrorString(error.code)}"
        return LexiconError(message, self._tag, error.lineno, error.offset + 1)

    @property
    def _tag(self) -> str:
        return self.path[-1][:60] if self.path else ""

    def _error(self, kind: type[LexiconError], message: str) -> LexiconError:
        return kind(message, self._tag, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def _refuse(self, what: str) -> None:
        raise self._error(LexiconError, f"{what} is refused; remove it")

    def _alphabet(self, attributes: dict[str, str]) -> str:
        alphabet = attributes.get("alphabet", self.alphabet or "ipa")
        if alphabet not in pronunciation.ALPHABETS:
            allowed = " or ".join(pronunciation.ALPHABETS)
            raise self._error(LexiconAlphabetError, f"alphabet {alphabet[:60]!r} is not supported: use {allowed}")
        return alphabet

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, tag = name.rpartition(" ")
        # Metadata and elements of other vocabularies hold what they like; they are passed over. An element without a
        # namespace belongs to none: lexemes that lack theirs would be lost without a word.
        ours = namespace in ("", _NAMESPACE) and "metadata" not in self.path
        self.path.append(tag if ours else "")
        if ours and not namespace:
            message = f'has no namespace: write xmlns="{_NAMESPACE}" in <lexicon>'
            raise self._error(LexiconError, message)
        tag = self.path[-1]
        if ours and tag not in _ELEMENTS and len(self.path) > 1:
            raise self._error(LexiconError, f"is not an element of a lexicon: use {', '.join(sorted(_ELEMENTS))}")
        if len(self.path) == 1:
            self._start_root(tag, attributes)
        elif tag == "lexeme":
            self.open = _Open([], [])
        elif tag in ("grapheme", "alias", "phoneme"):
            if self.path[-2] != "lexeme":
                raise self._error(LexiconError, "must stand inside <lexeme>; move it")
            self.text = []
            self.preferred = attributes.get("prefer") == "true"
            self.text_alphabet = self._alphabet(attributes)
        elif len(self.path) > 8:
            raise self._error(LexiconError, "elements nest too deep; a lexicon needs three levels")

    def _start_root(self, tag: str, attributes: dict[str, str]) -> None:
        if tag != "lexicon":
            raise self._error(LexiconError, f'the root must be <lexicon xmlns="{_NAMESPACE}">')
        self.language = attributes.get(_XML + "lang", "")
        if not _LANGUAGE.fullmatch(self.language):
            message = f"xml:lang is {self.language[:60]!r}: write a language tag such as 'en-US'"
            raise self._error(LexiconLanguageError, message)
        self.alphabet = self._alphabet(attributes)

    def _end(self, name: str) -> None:
        tag = self.path[-1]
        if tag in ("grapheme", "alias", "phoneme"):
            self._end_text(tag)
        elif tag == "lexeme":
            self._end_lexeme()
        self.path.pop()

    def _end_text(self, tag: str) -> None:
        text = _SPACES.sub(" ", "".join(self.text)).strip()
        if len(text) > LONGEST_LEXEME:
            raise self._error(LexemeLengthError, f"{len(text)} characters: at most {LONGEST_LEXEME} are allowed")
        if not text:
            raise self._error(LexiconError, "is empty; write something in it")
        if tag == "grapheme":
            self.open.graphemes.append(text)
        elif tag == "alias":
            self.open.choices.append((self.preferred, text, "", ""))
        else:
            self._check_phoneme(text)
            self.open.choices.append((self.preferred, "", text, self.text_alphabet))

    def _check_phoneme(self, text: str) -> None:
        """Every locale that the lexicon applies to must be able to speak it."""
        for locale in LOCALES:
            if Lexicon(self.language, self.alphabet, ()).applies_to(locale):
                try:
                    pronunciation.parse(text, self.text_alphabet, locale)
                except UnknownPhoneError as error:
                    raise self._error(LexiconError, str(error)) from error

    def _end_lexeme(self) -> None:
        if not self.open.graphemes or not self.open.choices:
            raise self._error(LexiconError, "needs a <grapheme>, and an <alias> or a <phoneme>")
        self.written += 1
        _, alias, ph, alphabet = next((choice for choice in self.open.choices if choice[0]), self.open.choices[0])
        for grapheme in self.open.graphemes:
            self.lexemes.setdefault(grapheme, Lexeme(grapheme, alias, ph, alphabet))


def _folded(text: str) -> str:
    """The text, character by character, with one kind of space and of apostrophe."""
    return _SPACE.sub(" ", text).replace("’", "'")


class Matcher:
    """Finds the graphemes of several lexicons in a text: whole words, case as written, the longest first."""

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        self._lexemes: dict[str, Lexeme] = {}
        for lexicon in lexicons:
            for lexeme in lexicon.lexemes:
                self._lexemes.setdefault(_folded(lexeme.grapheme), lexeme)
        lengths: dict[str, set[int]] = {}
        for grapheme in self._lexemes:
            if first := _TOKEN.match(grapheme):
                lengths.setdefault(first.group(), set()).add(len(grapheme))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        """The first word or mark of a grapheme to the lengths of those that begin with it, the longest first."""

    def __bool__(self) -> bool:
        return bool(self._lengths)

    def apply(self, text: Text) -> list[Text | Pronounced]:
        """The text in parts: what no lexicon knows, aliases (fixed: they are not looked up again) and phonemes."""
        if not self._lengths:
            return [text]
        parts: list[Text | Pronounced] = []
        characters = _folded(text.characters)
        done = position = 0
        while match := _TOKEN.search(characters, position):
            lexeme = self._at(characters, match)
            if lexeme is None:
                position = match.end()
                continue
            position = match.start() + len(lexeme.grapheme)
            parts += _slice(text, done, match.start())
            parts.append(_replaced(text, lexeme, match.start(), position))
            done = position
        return parts + _slice(text, done, len(text.characters))

    def _at(self, characters: str, match: re.Match[str]) -> Lexeme | None:
        for length in self._lengths.get(match.group(), ()):
            end = match.start() + length
            lexeme = self._lexemes.get(characters[match.start() : end]) if end <= len(characters) else None
            if lexeme and _is_whole(characters, match.start(), end):
                return lexeme
        return None


def _slice(text: Text, start: int, end: int) -> list[Text | Pronounced]:
    if start == end:
        return []
    locale, delivery = text.locale, text.delivery
    return [
        Text(text.characters[start:end], text.starts[start:end], text.ends[start:end], locale, delivery, text.sense)
    ]


def _is_whole(characters: str, start: int, end: int) -> bool:
    """Whether what stands there is no part of a longer word or number ("5" of "5.5")."""
    if characters[end - 1].isalnum() and characters[end : end + 1].isalnum():
        return False
    number_after = characters[end - 1].isdecimal() and _DECIMALS_AFTER.match(characters, end)
    number_before = characters[start].isdecimal() and _DECIMALS_BEFORE.match(characters[max(0, start - 2) : start])
    return not number_after and not number_before


def _replaced(text: Text, lexeme: Lexeme, start: int, end: int) -> Text | Pronounced:
    span = Span(text.starts[start], max(text.ends[start:end]))
    if lexeme.ph:
        return Pronounced(lexeme.grapheme, lexeme.ph, lexeme.alphabet, span, text.locale, text.delivery)
    alias = lexeme.alias
    if not lexeme.grapheme[0].isalnum() and _TOUCHES.match(text.characters[start - 1 : start]):
        alias = " " + alias  # the words of a symbol stay apart from its neighbours
    if not lexeme.grapheme[-1].isalnum() and _TOUCHES.match(text.characters[end : end + 1]):
        alias += " "
    return Text(alias, [span.start] * len(alias), [span.end] * len(alias), text.locale, text.delivery, fixed=True)
