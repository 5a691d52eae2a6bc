"""The frontend as one object: text in, sentences of words with phones and spans out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from frontend.g2p import phonemize_words
from frontend.locales import get_locale
from frontend.normalize import normalize
from frontend.types import Sentence, Span, Token, TokenKind, Utterance, Word


class Frontend:
    """Text to phones. One object serves every locale; it holds no state between calls."""

    def process(self, text: str, locale: str) -> Utterance:
        """Read a text the way the locale reads it.

        Args:
            text: plain text, any length; never fails on its content.
            locale: BCP-47 tag of one of the five locales.

        Returns:
            Sentences of words with phones; spans point into `text`.

        Raises:
            UnknownLocaleError: the locale is not supported.
            PhonemizerError: espeak-ng could not be loaded.
        """
        tag = get_locale(locale).tag
        sentences = tuple(
            sentence for tokens in _split_sentences(normalize(text, tag)) if (sentence := _read(tokens, tag)) is not None
        )
        return Utterance(text, tag, sentences)


def _split_sentences(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    current: list[Token] = []
    for token in tokens:
        current.append(token)
        if token.ends_sentence:
            yield current
            current = []
    if current:
        yield current


def _split_clauses(tokens: Sequence[Token], locale: str) -> Iterator[tuple[list[Token], str, str]]:
    """Runs of words of one locale, each with the punctuation after it ("" at a mere change of locale)."""
    words: list[Token] = []
    for token in tokens:
        if token.kind is TokenKind.PUNCTUATION:
            if words:
                yield words, token.text, words[0].locale or locale
            words = []
            continue
        if words and (token.locale or locale) != (words[0].locale or locale):
            yield words, "", words[0].locale or locale
            words = []
        words.append(token)
    if words:
        yield words, "", words[0].locale or locale


def _read(tokens: Sequence[Token], locale: str) -> Sentence | None:
    words: list[Word] = []
    for clause, punctuation, clause_locale in _split_clauses(tokens, locale):
        phones = phonemize_words(tuple(token.text for token in clause), clause_locale)
        for index, (token, spoken) in enumerate(zip(clause, phones, strict=True)):
            mark = punctuation if index == len(clause) - 1 else ""
            words.append(Word(token.text, token.text, token.span, spoken, mark))
    if not any(word.phones for word in words):
        return None
    return Sentence(tuple(words), Span(words[0].span.start, max(word.span.end for word in words)), locale)
