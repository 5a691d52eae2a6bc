"""Normalising a long text part by part, so that neither its first sound nor its cancelling waits for all of it.

That is for texts that lexicons have made long: twenty words may stand for a letter. Other texts are normalised as a
whole, since what a date or an abbreviation means may be told far away. A part ends where a sentence does, which the
normaliser tells: it sees some text behind the part, too. Only a text that ends no sentence is cut elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from frontend.normalize import normalize
from frontend.types import Span, Token

LONGEST_PART = 4_000
"""Characters: more than a request has that is not a task, and less than a tenth of a second of work."""

_AHEAD = 300
"""Characters behind a part that are looked at, and by which a text may be longer than a part and stay whole."""

_CLOSING = re.compile(r"""["'”’»›)\]}*_]*""")


def tokens_of(text: str, locale: str) -> Iterator[Token]:
    """What `frontend.normalize.normalize` makes of a text, a part at a time.

    Raises:
        UnknownLocaleError: the locale is not supported.
    """
    for start, _, tokens in _parts(text, locale):
        if not start:
            yield from tokens
            continue
        for token in tokens:
            yield replace(token, span=Span(token.span.start + start, token.span.end + start))


def ends_of_parts(text: str, locale: str) -> Iterator[int]:
    """Where the parts of a text end, one after another: the last one with it."""
    if len(text) <= LONGEST_PART + _AHEAD:
        yield len(text)
        return
    for _, end, _ in _parts(text, locale):
        yield end


def _parts(text: str, locale: str) -> Iterator[tuple[int, int, Sequence[Token]]]:
    """Where each part starts and ends, and its tokens, whose spans count from its start."""
    start = 0
    while len(text) - start > LONGEST_PART + _AHEAD:
        part = text[start : start + LONGEST_PART + _AHEAD]
        tokens = normalize(part, locale)
        count, end = _last_sentence(tokens)
        if count:
            end = _CLOSING.match(part, end).end()  # type: ignore[union-attr]  # it matches nothing at least
        else:
            end = max(
                part.rfind(" ", LONGEST_PART // 2, LONGEST_PART), part.rfind("\n", LONGEST_PART // 2, LONGEST_PART)
            )
            end = end if end > 0 else LONGEST_PART
            tokens = normalize(part[:end], locale)
            count = len(tokens)
        yield start, start + end, tokens[:count]
        start += end
    yield start, len(text), normalize(text[start:], locale)


def _last_sentence(tokens: Sequence[Token]) -> tuple[int, int]:
    """How many tokens there are up to the last end of a sentence in a part, and where that is; zeros without one."""
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.ends_sentence and token.span.end <= LONGEST_PART:
            return index + 1, token.span.end
    return 0, 0
