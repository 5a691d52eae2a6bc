"""The sentences that every voice is asked to say: prompts, news, questions and plain statements in equal parts.

They hold no digits and no rare names, so that neither text normalisation nor guessing blurs the word error rate, and
none of them occurs in the training prompts.
"""

from __future__ import annotations

from importlib.resources import files

from frontend.locales import get_locale
from tts.evaluate.manifests import spread


def load_sentences(locale: str, limit: int | None = None) -> list[str]:
    """The sentences of one locale, evenly spaced where `limit` asks for fewer.

    Raises:
        UnknownLocaleError: the locale is not supported.
        ValueError: `limit` is below one.
    """
    tag = get_locale(locale).tag
    text = (files("tts.evaluate") / "sentences" / f"{tag}.txt").read_text(encoding="utf-8")
    return written_lines(text, limit)


def written_lines(text: str, limit: int | None = None) -> list[str]:
    """The lines of a text that are not blank, evenly spaced where `limit` asks for fewer."""
    return spread([line.strip() for line in text.splitlines() if line.strip()], limit)
