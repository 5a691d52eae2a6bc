"""Tags that change the manner of the text inside them: language, prosody, emphasis, effects, domain, breaths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from frontend.locales import LOCALES
from frontend.ssml import values
from frontend.ssml.tags import BREATH_DURATIONS, BREATH_FREQUENCIES, BREATH_VOLUMES, DOMAINS, EMPHASIS_LEVELS
from frontend.types import NEUTRAL, AutoBreaths, Delivery, DurationLimit, Emphasis, Prosody, Span


@dataclass(frozen=True, slots=True)
class Manner:
    """What holds at a place of the document."""

    locale: str
    delivery: Delivery = NEUTRAL


def apply_manner(outer: Manner, tag: str, attributes: Mapping[str, str], span: Span) -> Manner:
    """The manner inside an element.

    Args:
        outer: holds around it.
        tag: its name.
        attributes: known to be allowed for the tag.
        span: of the start tag.

    Raises:
        ValueError: a value is not allowed; the message names the attribute.
        NotImplementedError: a value is known, but no voice can do it.
    """
    if tag in ("lang", "p", "s") and "xml:lang" in attributes:
        return replace(outer, locale=_locale(attributes["xml:lang"], outer.locale))
    change = _CHANGES.get(tag)
    return outer if change is None else replace(outer, delivery=change(outer.delivery, attributes, span))


def _locale(value: str, outer: str) -> str:
    """Who reads text of this language: the locale nearest to it, or, with the sounds it has, that around it."""
    locale = values.language(value)
    if locale is None and not values.is_language_of_polly(value):
        raise NotImplementedError(f"language {value} is not supported; use {', '.join(LOCALES)}")
    return locale or outer


def _chosen(attributes: Mapping[str, str], name: str, allowed: tuple[str, ...], default: str) -> str:
    return values.one_of(name, attributes.get(name, default), allowed)


def _prosody(outer: Delivery, attributes: Mapping[str, str], span: Span) -> Delivery:
    rate, volume_db, pitch, limit = outer.prosody.rate, outer.prosody.volume_db, outer.prosody.pitch, outer.limit
    if "volume" in attributes:
        volume_db = values.volume_db(attributes["volume"], volume_db)
    if "pitch" in attributes:
        pitch = values.pitch(attributes["pitch"], pitch)
    if "rate" in attributes:
        inner = values.rate(attributes["rate"], rate)
        rate = rate if outer.limit else inner  # a limited duration overrides the rates inside of it
    if "amazon:max-duration" in attributes:
        milliseconds = values.duration_ms("amazon:max-duration", attributes["amazon:max-duration"])
        limit = outer.limit or DurationLimit(milliseconds, span)
    return replace(outer, prosody=Prosody(rate, volume_db, pitch), limit=limit)


def _emphasis(outer: Delivery, attributes: Mapping[str, str], span: Span) -> Delivery:
    level = _chosen(attributes, "level", EMPHASIS_LEVELS, "moderate")
    return replace(outer, emphasis=None if level == "none" else Emphasis(level))


def _effect(outer: Delivery, attributes: Mapping[str, str], span: Span) -> Delivery:
    effects = outer.effects
    if "name" in attributes:
        name = _chosen(attributes, "name", ("drc", "whispered"), "")
        effects = replace(effects, compressed=True) if name == "drc" else replace(effects, whispered=True)
    if "phonation" in attributes:
        _chosen(attributes, "phonation", ("soft",), "")
        effects = replace(effects, soft=True)
    if "vocal-tract-length" in attributes:
        length = values.vocal_tract_length(attributes["vocal-tract-length"], effects.vocal_tract_length)
        effects = replace(effects, vocal_tract_length=length)
    return replace(outer, effects=effects)


def _domain(outer: Delivery, attributes: Mapping[str, str], span: Span) -> Delivery:
    return replace(outer, domain=_chosen(attributes, "name", DOMAINS, ""))


def _auto_breaths(outer: Delivery, attributes: Mapping[str, str], span: Span) -> Delivery:
    volume = _chosen(attributes, "volume", BREATH_VOLUMES, "default")
    frequency = _chosen(attributes, "frequency", BREATH_FREQUENCIES, "default")
    duration = _chosen(attributes, "duration", BREATH_DURATIONS, "default")
    return replace(outer, auto_breaths=AutoBreaths(volume, frequency, duration))


_CHANGES = {
    "prosody": _prosody,
    "emphasis": _emphasis,
    "amazon:effect": _effect,
    "amazon:domain": _domain,
    "amazon:auto-breaths": _auto_breaths,
}
