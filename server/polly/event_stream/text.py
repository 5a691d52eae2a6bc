"""Text that comes in parts, cut anywhere, handed on in whole sentences."""

from __future__ import annotations

import re
from itertools import pairwise

from frontend.normalize import normalize

LONGEST_SENTENCE = 2_000
"""Characters after which a text without a sentence's end is cut at its last space."""

_MAY_END = re.compile(r"[.!?…:;\n]\S*\s")


class SentenceBuffer:
    """Collects text and gives whole sentences.

    Args:
        locale: of the voice; abbreviations and numbers of that locale do not end a sentence.
    """

    def __init__(self, locale: str) -> None:
        self._locale = locale
        self._text = ""

    def add(self, text: str) -> str:
        """The sentences that this text completes; "" if there is none.

        A sentence is complete when something stands behind it: "3." may still become "3.5".
        """
        # Inside a word nothing ends: a text that comes letter by letter is not read again for each of them.
        at_word = self._text[-1:].isspace() or any(character.isspace() for character in text)
        self._text += text
        may_end = at_word and _MAY_END.search(self._text)
        end = self._last_end() if may_end else 0
        if not end and len(self._text) > LONGEST_SENTENCE:
            end = self._text.rfind(" ") + 1 or len(self._text)
        complete, self._text = self._text[:end], self._text[end:]
        return complete if complete.strip() else ""

    def flush(self) -> str:
        """What is left; "" if nothing is."""
        rest, self._text = self._text, ""
        return rest if rest.strip() else ""

    def _last_end(self) -> int:
        behind = 0
        tokens = normalize(self._text, self._locale)
        for token, following in pairwise(tokens):
            if token.ends_sentence:
                # Quotes and brackets behind the full stop belong to the sentence before.
                behind = following.span.start
                while behind > token.span.end and not self._text[behind - 1].isspace():
                    behind -= 1
        return behind
