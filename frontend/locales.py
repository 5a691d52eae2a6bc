"""The five locales, their BCP-47 tags and how each is named elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from frontend.errors import UnknownLocaleError


@dataclass(frozen=True, slots=True)
class Locale:
    """`tag` is BCP-47; `espeak` the espeak-ng voice; `babel` the CLDR identifier; `num2words` that library's code."""

    tag: str
    name: str
    espeak: str
    babel: str
    num2words: str


LOCALES: dict[str, Locale] = {
    locale.tag: locale
    for locale in (
        Locale("en-US", "American English", "en-us", "en_US", "en"),
        Locale("en-GB", "British English", "en-gb", "en_GB", "en_GB"),
        Locale("es-US", "US Spanish", "es-419", "es_US", "es"),
        Locale("de-DE", "German", "de", "de_DE", "de"),
        Locale("fr-CA", "Canadian French", "fr-fr", "fr_CA", "fr"),
    )
}


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
    near = [known for known in LOCALES if known.partition("-")[0] == language]
    if not near:
        import difflib  # for the message alone, and slow to import

        by_folded = {known.casefold(): known for known in LOCALES}
        near = [by_folded[known] for known in difflib.get_close_matches(folded, by_folded, n=1)]
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise UnknownLocaleError(f"unknown locale {tag!r}: supported are {', '.join(LOCALES)}{hint}")
