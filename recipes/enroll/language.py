"""Texts in another language than the recordings are said to have: a forgotten --locale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from frontend.languages import phrases
from frontend.locales import LOCALES
from recipes.corpora.layouts import SourceClip
from recipes.enroll.errors import EnrollmentError

FOREIGN_SHARE = 0.4
"""Of the characters. Of ten sentences of a German, English or French reader .59 or more are found to be in another
language than that of a wrong locale, and none in that of the right one."""


def check_language(clips: Iterable[SourceClip]) -> None:
    """Refuses texts that the locale's rules would misread, before they are aligned: most of such recordings pass there.

    Raises:
        EnrollmentError: the texts are in another language; the message says which.
    """
    texts: dict[str, list[str]] = {}
    for clip in clips:
        texts.setdefault(clip.locale, []).append(clip.text)
    for locale, written in texts.items():
        other = _other_language(written, locale)
        if other:
            raise EnrollmentError(
                f"the texts are {LOCALES[other].name}, and the locale of the recordings is {locale}: "
                f"give --locale {other}, or correct what the manifest says"
            )


def _other_language(texts: Sequence[str], locale: str) -> str:
    """The locale of another language that most of the texts are in; empty if they are in that of `locale`."""
    found: Counter[str] = Counter()
    for text in texts:
        for phrase in phrases(text, locale):
            found[phrase.locale] += phrase.end - phrase.start
    other, characters = next(iter(found.most_common(1)), ("", 0))
    return other if characters > FOREIGN_SHARE * sum(map(len, texts)) else ""
