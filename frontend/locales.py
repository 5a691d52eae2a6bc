"""The locales: their BCP-47 tags, and what each has in common with others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from frontend.errors import UnknownLocaleError, nearest

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Locale:
    """One locale.

    `tag` is BCP-47; `espeak` the espeak-ng voice. `base` is the tag of the locale of the same language on which this
    one is based: what it does not say itself (tables, rules, phones, the language id of a model that has not learned
    it), that one says.
    """

    tag: str
    name: str
    espeak: str
    base: str = ""

    @property
    def language(self) -> str:
        """The language subtag of the tag, such as "en"."""
        return self.tag.partition("-")[0]


LOCALES: dict[str, Locale] = {
    locale.tag: locale
    for locale in (
        Locale("en-US", "American English", "en-us"),
        Locale("en-GB", "British English", "en-gb"),
        Locale("es-US", "US Spanish", "es-419"),
        Locale("de-DE", "German", "de"),
        Locale("fr-CA", "Canadian French", "fr-fr"),
    )
}
"""By tag. The order is that of the models' language ids: new ones come last."""


def get_locale(tag: str) -> Locale:
    """The locale with this tag (case and ``_``/``-`` do not matter).

    Raises:
        UnknownLocaleError: naming the supported tags of the same language, or else the nearest one.
    """
    folded = tag.replace("_", "-").casefold()
    for locale in LOCALES.values():
        if locale.tag.casefold() == folded:
            return locale
    language = folded.partition("-")[0]
    spoken = [repr(locale.tag) for locale in LOCALES.values() if locale.language == language]
    hint = f"; did you mean {' or '.join(spoken)}?" if spoken else nearest(folded, LOCALES)
    raise UnknownLocaleError(f"unknown locale {tag!r}: supported are {', '.join(LOCALES)}{hint}")


@cache
def lineage(tag: str) -> tuple[str, ...]:
    """The tag, those that its locale is based on, the nearest first, and the language: ("en-GB", "en").

    What is for all of a language asks for ``"fr" in lineage(tag)``, what is for a locale and those based on it for
    ``"en-GB" in lineage(tag)``.
    """
    tags = [tag]
    while tags[-1] in LOCALES and LOCALES[tags[-1]].base:
        tags.append(LOCALES[tags[-1]].base)
    return *tags, tag.partition("-")[0]


def entry_of(table: Mapping[str, Entry], tag: str, default: Entry) -> Entry:
    """The entry of the first of the `lineage` that a table has, keyed by tags and languages; else `default`."""
    return next((table[key] for key in lineage(tag) if key in table), default)


def readers() -> dict[str, str]:
    """For each language ("fr") the tag of the locale that reads it where nobody says which: the first one."""
    tags: dict[str, str] = {}
    for locale in LOCALES.values():
        tags.setdefault(locale.language, locale.tag)
    return tags
