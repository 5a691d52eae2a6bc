"""How words sound, for telling what was misheard from what was only spelled in another way.

A recogniser writes "envoyé" where "envoyée" was said. In French, where endings are silent, such spellings are up to
half of what is counted as word error, and no voice can do anything about them. The phones are those of the frontend.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from frontend.locales import LOCALES
from frontend.pipeline import Frontend
from tts.evaluate.scoring_text import language_of

_ELIDED = re.compile(r"\b([cdjlmnst]|(?:jus|lors|puis|quoi)?qu) (?=[^\W\d_])")
"""Words of French that have lost their vowel before the next one; `canonical_words` takes their apostrophe away."""


class Homophones:
    """Tells which words of a locale sound the same.

    Args:
        locale: BCP-47 tag; one that the engine does not read ("fr-FR") sounds as the first locale of its language.

    Raises:
        UnscoredLanguageError: the engine reads no locale of this language.
    """

    def __init__(self, locale: str) -> None:
        self._locale = locale if locale in LOCALES else _of_language(language_of(locale))
        self._frontend = Frontend()
        self._phones = lru_cache(maxsize=65536)(self._spoken)

    def sound(self, words: Sequence[str]) -> tuple[str, ...]:
        """The phones of some words that follow one another, without stress and without their limits."""
        return self._phones(" ".join(words))

    def _spoken(self, text: str) -> tuple[str, ...]:
        if self._locale.startswith("fr"):
            text = _ELIDED.sub(r"\1'", text)
        utterance = self._frontend.process(text, self._locale)
        return tuple(phone.symbol for sentence in utterance for word in sentence.words for phone in word.phones)


def _of_language(language: str) -> str:
    return next(locale.tag for locale in LOCALES.values() if locale.language == language)
