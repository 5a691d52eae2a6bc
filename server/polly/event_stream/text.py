"""Text that comes in parts, cut anywhere, handed on in whole sentences."""

from __future__ import annotations

import re
from itertools import pairwise

from frontend.normalize import normalize

LONGEST_SENTENCE = 2_000
"""Characters after which a text without a sentence's end is cut at its last space."""

_MAY_END = re.compile(r"[.!?…:;\n]")
_CONTEXT = 100
"""Characters before a possible end that are read with it, so that numbers and abbreviations are known."""

_UNDECIDED = 4
"""Words at the end of what has come that are read again with what comes next: it decides whether one of them ends."""


class SentenceBuffer:
    """Collects text and gives whole sentences. However a text is cut, it is read about once.

    Args:
        locale: of the voice; abbreviations and numbers of that locale do not end a sentence.
    """

    def __init__(self, locale: str) -> None:
        self._locale = locale
        self._text = ""
        self._read = 0
        """Up to here no sentence ends."""

    def add(self, text: str) -> str:
        """The sentences that this text completes; "" if there is none.

        A sentence is complete when something stands behind it: "3." may still become "3.5".
        """
        # Inside a word nothing ends: a text that comes letter by letter is not read again for each of them.
        at_word = self._text[-1:].isspace() or any(character.isspace() for character in text)
        self._text += text
        end = self._last_end() if at_word else 0
        if not end and len(self._text) > LONGEST_SENTENCE:
            end = self._text.rfind(" ") + 1 or len(self._text)
        complete, self._text = self._text[:end], self._text[end:]
        self._read = 0 if end else self._read
        return complete if complete.strip() else ""

    def flush(self) -> str:
        """What is left; "" if nothing is."""
        rest, self._text, self._read = self._text, "", 0
        return rest if rest.strip() else ""

    def _last_end(self) -> int:
        """Where the last sentence ends that something stands behind; 0 if none does."""
        last_space = next((i for i in reversed(range(self._read, len(self._text))) if self._text[i].isspace()), 0)
        mark = _MAY_END.search(self._text, self._read, last_space)
        if mark is None:
            return 0
        start = self._text.rfind(" ", 0, max(mark.start() - _CONTEXT, 0)) + 1
        if behind := self._end_behind(start):
            return start + behind
        words = self._text.rsplit(None, _UNDECIDED)
        if len(words) > _UNDECIDED:  # the first are all that stands before
            self._read = max(self._read, len(words[0]))
        return 0

    def _end_behind(self, start: int) -> int:
        """The same in the text from `start` on."""
        text, behind = self._text[start:], 0
        for token, following in pairwise(normalize(text, self._locale)):
            if token.ends_sentence:
                # Quotes and brackets behind the full stop belong to the sentence before.
                behind = following.span.start
                while behind > token.span.end and not text[behind - 1].isspace():
                    behind -= 1
        return behind
