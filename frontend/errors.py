"""Errors of the frontend.

FrontendError
├── UnknownLocaleError      the locale is not one of the five
├── UnknownPhoneError       a symbol is not in the phone inventory
├── TableError              a row of a table of the frontend names what does not exist
├── PhonemizerError         espeak-ng could not be loaded or failed
└── DocumentError           an XML document cannot be used; has tag, line and column
    ├── SsmlError
    │   ├── SsmlSyntaxError         not well-formed, or uses a DTD, an entity or a processing instruction
    │   ├── SsmlLimitError          too long, too deep, too many elements
    │   ├── SsmlTagError            an unknown or misplaced tag; an unknown, missing or bad attribute
    │   └── SsmlUnsupportedError    a tag, feature or language that is known but that no voice here has
    └── LexiconError            not well-formed, or not a PLS lexicon
        ├── LexiconAlphabetError    its alphabet is neither IPA nor X-SAMPA
        ├── LexiconLanguageError    it does not say which language it is for
        ├── LexiconSizeError        too long
        └── LexemeLengthError       an alias, a phoneme or a grapheme is too long
"""

from __future__ import annotations

from collections.abc import Iterable


class FrontendError(Exception):
    """Base of all errors that the frontend raises on purpose."""


class UnknownLocaleError(FrontendError, ValueError):
    """The locale is not supported; the message lists the supported ones."""


class UnknownPhoneError(FrontendError, ValueError):
    """A phone symbol is not in the shared inventory."""


class TableError(FrontendError, ValueError):
    """A row of a table below ``frontend/data`` names something that does not exist."""


class PhonemizerError(FrontendError, RuntimeError):
    """espeak-ng could not be loaded or did not answer."""


class DocumentError(FrontendError, ValueError):
    """An error at a place of an XML document; `line` and `column` count from 1, `tag` is "" outside of any element."""

    def __init__(self, message: str, tag: str = "", line: int = 1, column: int = 1) -> None:
        place = f"line {line}, column {column}"
        super().__init__(f"<{tag}> at {place}: {message}" if tag else f"{place}: {message}")
        self.tag = tag
        self.line = line
        self.column = column


class SsmlError(DocumentError):
    """Base of all errors of SSML documents."""


class SsmlSyntaxError(SsmlError):
    """The document is not well-formed XML, or uses what is refused for safety."""


class SsmlLimitError(SsmlError):
    """The document is too long, too deeply nested or has too many elements."""


class SsmlTagError(SsmlError):
    """A tag is unknown or misplaced, or an attribute is unknown, missing or has a bad value."""


class SsmlUnsupportedError(SsmlError):
    """The tag, value or language is known, but no voice here can do it."""


class LexiconError(DocumentError):
    """A document is not well-formed or not a PLS lexicon."""


class LexiconAlphabetError(LexiconError):
    """The alphabet of the lexicon or of a phoneme is not supported."""


class LexiconLanguageError(LexiconError):
    """The lexicon's ``xml:lang`` is missing or not a language tag."""


class LexiconSizeError(LexiconError):
    """The lexicon has too many characters."""


class LexemeLengthError(LexiconError):
    """An alias, phoneme or grapheme has too many characters."""


_LONGEST_GIVEN = 200
"""Characters that are compared: a name that somebody has mistyped is no longer."""


def nearest(given: str, allowed: Iterable[str]) -> str:
    """``"; did you mean 'X'?"`` for the most similar allowed value (case ignored), or an empty string."""
    import difflib  # for messages alone, and slow to import

    by_fold = {value.casefold(): value for value in allowed}
    close = difflib.get_close_matches(given[:_LONGEST_GIVEN].casefold(), by_fold, n=1, cutoff=0.5)
    return f"; did you mean {by_fold[close[0]]!r}?" if close else ""
