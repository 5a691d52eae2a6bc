"""One module for each locale: its words, its policies and the grammar that its verbalisers need."""

from __future__ import annotations

import importlib
from functools import cache, lru_cache

from frontend.locales import get_locale
from frontend.normalize.locales.language import Language

_MODULES = {
    "en-US": ("en_us", "AmericanEnglish"),
    "en-GB": ("en_gb", "BritishEnglish"),
    "es-US": ("es_us", "AmericanSpanish"),
    "de-DE": ("de_de", "German"),
    "fr-CA": ("fr_ca", "CanadianFrench"),
}


@lru_cache(maxsize=64)
def language_of(locale: str) -> Language:
    """The language object of a locale, loaded when it is first needed.

    Raises:
        UnknownLocaleError: the locale is not supported.
    """
    return _load(get_locale(locale).tag)


@cache
def _load(tag: str) -> Language:
    module, name = _MODULES[tag]
    language: Language = getattr(importlib.import_module(f"frontend.normalize.locales.{module}"), name)()
    return language
