"""One module for each locale: its words, its policies and the grammar that its verbalisers need."""

from __future__ import annotations

import importlib
from functools import cache, lru_cache
from importlib.util import find_spec

from frontend.errors import UnknownLocaleError
from frontend.locales import LOCALES, get_locale
from frontend.normalize.locales.language import Language


@lru_cache(maxsize=64)
def language_of(locale: str) -> Language:
    """The language object of a locale, loaded when it is first needed.

    Raises:
        UnknownLocaleError: the locale is not supported.
    """
    return _load(get_locale(locale).tag)


@cache
def _load(tag: str) -> Language:
    return _class_of(tag)()


def _class_of(tag: str) -> type[Language]:
    """The class with this `tag` in the module of its name ("fr_ca"); without one, the locale speaks as that it is based
    on."""
    name, base = tag.replace("-", "_").lower(), LOCALES[tag].base
    if find_spec(f"{__name__}.{name}") is None:
        if not base:
            raise UnknownLocaleError(f"locale {tag} has no module: write frontend/normalize/locales/{name}.py")
        return type(base, (_class_of(base),), {"tag": tag})
    module = importlib.import_module(f"{__name__}.{name}")
    classes = (each for each in vars(module).values() if isinstance(each, type) and issubclass(each, Language))
    return next(each for each in classes if vars(each).get("tag") == tag)
