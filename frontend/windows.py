"""Where a long text may be cut into parts, so that neither its first sound nor its cancelling waits for all of it.

That is for texts that lexicons make long: twenty words may stand for a letter, and what they make of a text has to be
known before it is read. All other texts are read as they are spoken (`frontend.normalize.stream_tokens`). A part ends
where a sentence does; only a text that ends no sentence is cut elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from frontend.normalize import stream_tokens

LONGEST_PART = 4_000
"""Characters: more than a request has that is not a task, and less than a tenth of a second of work."""

_CLOSING = re.compile(r"""["'”’»›)\]}*_]*""")


def ends_of_parts(text: str, locale: str) -> Iterator[int]:
    """Where the parts of a text end, one after another: the last one with it.

    Raises:
        UnknownLocaleError: the locale is not supported.
    """
    start = sentence_end = 0
    for token in stream_tokens(text, locale) if len(text) > LONGEST_PART else ():
        while token.span.end - start > LONGEST_PART:
            start = sentence_end if sentence_end > start else _end_of_words(text, start)
            yield start
        if token.ends_sentence:
            sentence_end = _CLOSING.match(text, token.span.end).end()  # type: ignore[union-attr]  # it matches nothing at least
    while len(text) - start > LONGEST_PART:  # nothing more is spoken, or one word is so long
        start = sentence_end if start < sentence_end < len(text) else _end_of_words(text, start)
        yield start
    yield len(text)


def _end_of_words(text: str, start: int) -> int:
    """Where the longest part that begins at `start` may end: at a space, where there is one in its second half."""
    earliest, latest = start + LONGEST_PART // 2, start + LONGEST_PART
    end = max(text.rfind(" ", earliest, latest), text.rfind("\n", earliest, latest))
    return end if end > 0 else latest
