"""The frontend as one object: text or SSML in, sentences of words with phones and spans out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from frontend import ssml
from frontend.g2p import phonemize_words
from frontend.g2p.homographs import role_in_story
from frontend.g2p.spanish import question_words
from frontend.intonation import with_rises
from frontend.languages import phrases
from frontend.locales import get_locale, lineage
from frontend.normalize import stream_tokens
from frontend.phrasing import with_phrases
from frontend.pls import Lexicon, Matcher
from frontend.reading import Piece, Reading
from frontend.reported_speech import with_reports
from frontend.ssml.tags import MARKUP
from frontend.types import Directive, Sentence, Span, TokenKind, Utterance, Word

_LONGEST_SENTENCE = 500
"""Spoken words: about three minutes of speech. Hardly anybody writes such a sentence; lists without a full stop, and
attackers, do. Its first sound waits for the timing of all of it."""

_LONGEST_CLAUSE = 80
"""Words that espeak-ng reads in one go, with the alignment behind it, whose cost grows faster than their number."""

_QUOTE = r"""["'«»‹›“”„‟‘’‚]|&quot;|&apos;"""
_OPENING = re.compile(rf"(?:[¿¡(\[{{]|{_QUOTE}|(?<=[«‹])\s|{MARKUP})+\Z")
_LEADING_TAGS = re.compile(rf"(?:{MARKUP})*")
_OPENS_ALWAYS = re.compile(r"[¿¡(\[{„‚]")
_CLOSING = re.compile(rf"(?:(?:</[^<>]*>)*(?:[)\]}}!?]|{_QUOTE}|\s?[»›]))+(?=[\s<.,;:!?…]|\Z)")
_LONGEST_OPENING = 200
"""Characters before a sentence in which its opening punctuation is looked for, tags included."""


class Frontend:
    """Text to phones. One object serves every locale; it holds no state between calls but its lexicons.
    Several threads may use it at once: espeak-ng, which only one may, has a lock of its own.

    Args:
        lexicons: pronunciations that come before the frontend's own (see `frontend.pls.parse`); the first that has a
            word wins. Each applies only to text of its own language.
        limits: bounds on SSML documents.
        detect_languages: read phrases of another of the five languages in plain text by that language, as if
            ``<lang>`` stood around them (see `frontend.languages`). SSML says itself what is in which language.
    """

    def __init__(
        self, lexicons: Sequence[Lexicon] = (), limits: ssml.Limits | None = None, detect_languages: bool = False
    ) -> None:
        self._lexicons = tuple(lexicons)
        self._limits = limits
        self._detect_languages = detect_languages
        self._matchers: dict[str, Matcher] = {}

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
        return _joined(self.stream(text, locale))

    def process_ssml(self, document: str, locale: str) -> Utterance:
        """Read an SSML document; text without markup is read as `process` does.

        Args:
            document: SSML with the tags that Amazon Polly documents.
            locale: BCP-47 tag of one of the five locales: the voice's own.

        Returns:
            Sentences of words with phones, delivery and directives; spans point into `document`, tags included.

        Raises:
            SsmlError: the document cannot be read; says where and why.
            UnknownLocaleError: the locale is not supported.
            PhonemizerError: espeak-ng could not be loaded.
        """
        return _joined(self.stream(document, locale, ssml=True))

    def stream(self, text: str, locale: str, *, ssml: bool = False) -> Iterator[Utterance]:
        """What `process` or `process_ssml` returns, in parts: each sentence is phonemised when it is asked for.

        Every part but the last holds one sentence; the last holds none, but what stands behind the last word.
        Arguments and errors are those of `process` and `process_ssml`; nothing is yielded of a bad document.
        """
        tag = get_locale(locale).tag
        if not ssml and not self._matcher(tag) and not self._detect_languages:
            return _parts(text, tag, map(Piece, stream_tokens(text, tag)), lambda: ())
        reading = Reading(self._document(text, tag, ssml), self._matcher)
        return _parts(text, tag, reading, lambda: reading.after)

    def _document(self, text: str, locale: str, is_ssml: bool) -> ssml.Document:
        if is_ssml:
            return ssml.parse(text, locale, self._limits)
        found = phrases(text, locale) if self._detect_languages else ()
        nodes: list[ssml.Text] = []
        start = 0
        for phrase in found:
            nodes += [_plain(text, start, phrase.start, locale), _plain(text, phrase.start, phrase.end, phrase.locale)]
            start = phrase.end
        nodes.append(_plain(text, start, len(text), locale))
        return ssml.Document(text, locale, tuple(node for node in nodes if node.characters), len(text))

    def _matcher(self, locale: str) -> Matcher:
        """The lexicons for text of a locale."""
        matcher = self._matchers.get(locale)
        if matcher is None:
            matcher = Matcher([lexicon for lexicon in self._lexicons if lexicon.applies_to(locale)])
            self._matchers[locale] = matcher
        return matcher


def _plain(text: str, start: int, end: int, locale: str) -> ssml.Text:
    return ssml.Text(text[start:end], range(start, end), range(start + 1, end + 1), locale)


def _joined(parts: Iterator[Utterance]) -> Utterance:
    """One utterance of all parts; the last one has what stands behind the last word."""
    sentences: list[Sentence] = []
    for part in parts:
        sentences += part.sentences
    return replace(part, sentences=tuple(sentences))


def _parts(
    text: str, locale: str, pieces: Iterable[Piece], after: Callable[[], tuple[Directive, ...]]
) -> Iterator[Utterance]:
    """One utterance for each sentence, and the last one for what is `after` all pieces, which is asked for then."""
    waiting: tuple[Directive, ...] = ()  # of sentences in which nothing is spoken
    end = 0
    for group in _split_sentences(pieces):
        sentence = _read_sentence(group, locale, text)
        if sentence is None:
            end = max(end, *(piece.token.span.end for piece in group))
            waiting += tuple(directive for piece in group for directive in piece.before)
            continue
        if waiting:
            first, *rest = sentence.words
            sentence = replace(sentence, words=(replace(first, before=waiting + first.before), *rest))
            waiting = ()
        span = _with_quotes(sentence.span, text, end)
        end = span.end
        yield Utterance(text, locale, (replace(sentence, span=span),))
    yield Utterance(text, locale, (), waiting + after())


def _with_quotes(span: Span, text: str, end_before: int) -> Span:
    """The span of a sentence with the quotation marks, brackets, ¿ and ¡ that open it and those that close it.

    Which side a quotation mark belongs to, its place tells: „so“ and »so« open with what closes elsewhere.

    Args:
        span: from its first token to its last.
        text: the whole text, or the document with its tags.
        end_before: where the sentence before ends.
    """
    start, end = span.start, span.end
    gap = text[max(end_before, start - _LONGEST_OPENING) : start]
    if found := _OPENING.search(gap):
        run = found.start()
        run = _LEADING_TAGS.match(gap, run).end()  # type: ignore[union-attr]  # it matches nothing at least
        attached = start - len(gap) > 0 if run == 0 else not re.match(r"[\s>\[–—-]", gap[run - 1])
        if attached:  # to a word or full stop: it may close what is before
            sure = _OPENS_ALWAYS.search(gap, run)
            run = sure.start() if sure else len(gap)
        start -= len(gap) - run
    if closing := _CLOSING.match(text, end):
        end = closing.end()
    return Span(start, end)


def _split_sentences(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Sentences; a text that never ends one is cut, if it can be where it pauses."""
    current: list[Piece] = []
    spoken = 0
    for piece in pieces:
        current.append(piece)
        spoken += _words_in(piece)
        if piece.token.ends_sentence:
            yield current
            current, spoken = [], 0
        elif spoken >= _LONGEST_SENTENCE:
            count = _pause_in(current)
            yield current[:count]
            current = current[count:]
            spoken = sum(map(_words_in, current))
    if current:
        yield current


def _words_in(piece: Piece) -> int:
    """How many words are spoken for it."""
    return piece.token.text.count(" ") + 1 if piece.token.kind is TokenKind.WORD else 0


def _pause_in(pieces: Sequence[Piece]) -> int:
    """How many pieces there are up to the last pause in the second half; all of them if there is none."""
    for count in range(len(pieces), len(pieces) // 2, -1):
        if pieces[count - 1].token.kind is TokenKind.PUNCTUATION:
            return count
    return len(pieces)


def _split_clauses(pieces: Sequence[Piece], locale: str) -> Iterator[tuple[list[Piece], str, str]]:
    """Runs of words of one locale, each with the punctuation after it ("" at a mere change of locale, or where a run is
    cut because it grows too long).
    """
    words: list[Piece] = []
    for piece in pieces:
        token = piece.token
        if token.kind is TokenKind.PUNCTUATION:
            if words:
                yield words, token.text, words[0].token.locale or locale
            words = []
            continue
        other_locale = words and (token.locale or locale) != (words[0].token.locale or locale)
        if other_locale or len(words) == _LONGEST_CLAUSE:
            yield words, "", words[0].token.locale or locale
            words = []
        words.append(piece)
    if words:
        yield words, "", words[0].token.locale or locale


def _sentence_locale(pieces: Sequence[Piece], locale: str) -> str:
    """The locale that every word of the sentence has; the document's if they differ."""
    found = {piece.token.locale or locale for piece in pieces if piece.token.kind is TokenKind.WORD}
    return found.pop() if len(found) == 1 else locale


def _opens_question(clause: Sequence[Piece], text: str) -> bool:
    """Whether the question that a clause ends has its ¿, before the clause or in it."""
    start, end = clause[0].token.span.start, clause[-1].token.span.end
    return "¿" in text[max(0, start - _LONGEST_OPENING) : start].rpartition("?")[2] + text[start:end]


def _read_sentence(pieces: Sequence[Piece], locale: str, text: str) -> Sentence | None:
    words: list[Word] = []
    sentence_locale = _sentence_locale(pieces, locale)
    before: tuple[str, ...] = ()  # the clause before, if a comma ends it
    for clause, punctuation, clause_locale in _split_clauses(pieces, locale):
        senses = tuple(piece.sense for piece in clause)
        texts = tuple(piece.token.text for piece in clause)
        if not senses[0]:
            senses = (role_in_story(texts[0], before, clause_locale), *senses[1:])
        before = texts if punctuation == "," else ()
        if punctuation == "?" and "es" in lineage(clause_locale) and not _opens_question(clause, text):
            texts = question_words.with_accents(texts)
        read_in_context = phonemize_words(texts, clause_locale, senses if any(senses) else ())
        for index, (piece, phones) in enumerate(zip(clause, read_in_context, strict=True)):
            token = piece.token
            words.append(
                Word(
                    token.text,
                    token.text,
                    token.span,
                    piece.phones or phones,
                    punctuation if index == len(clause) - 1 else "",
                    piece.delivery,
                    piece.before,
                    clause_locale if clause_locale != sentence_locale else None,
                    piece.bleeped,
                )
            )
    if not any(word.phones for word in words):
        return None
    spans = [piece.token.span for piece in pieces]  # the final punctuation belongs to the sentence
    span = Span(min(span.start for span in spans), max(span.end for span in spans))
    read = with_reports(with_phrases(words, sentence_locale), text, sentence_locale)
    return Sentence(with_rises(read, text, sentence_locale), span, sentence_locale)
