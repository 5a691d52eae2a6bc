"""Attribute values of SSML: durations, prosody, languages. Every reader raises ValueError and says what is allowed."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from frontend.locales import LOCALES, readers

LONGEST_BREAK_MS = 10_000
LONGEST_LIMITED_TEXT = 1_500
"""Characters inside of ``amazon:max-duration``."""
FASTEST, SLOWEST = 2.0, 0.2
LOUDEST_DB = 24.0

RATES = {"x-slow": 0.5, "slow": 0.75, "medium": 1.0, "default": 1.0, "fast": 1.25, "x-fast": 1.5}
VOLUMES_DB = {
    "silent": -math.inf, "x-soft": -12.0, "soft": -6.0, "medium": 0.0, "default": 0.0, "loud": 6.0, "x-loud": 12.0
}  # fmt: skip
PITCHES = {"x-low": 0.7, "low": 0.85, "medium": 1.0, "default": 1.0, "high": 1.2, "x-high": 1.4}
LOWEST_PITCH, HIGHEST_PITCH = 0.5, 1.5

STRENGTHS_MS = {"none": 0.0, "x-weak": 0.0, "weak": 250.0, "medium": 250.0, "strong": 450.0, "x-strong": 900.0}
"""Pauses of a comma, a sentence and a paragraph."""

_TIME = re.compile(r"\+?(\d{1,6}(?:\.\d{0,6})?|\.\d{1,6})\s*(ms|s)", re.ASCII)
_PERCENT = re.compile(r"([+-]?)(\d{1,4}(?:\.\d{0,4})?)%", re.ASCII)
_DECIBELS = re.compile(r"([+-]?\d{1,3}(?:\.\d{0,4})?)\s*dB", re.IGNORECASE | re.ASCII)
_POLLYS_LANGUAGES = re.compile("ar|arb|ca|cmn|cs|cy|da|de|en|es|fi|fr|hi|is|it|ja|ko|nb|nl|no|pl|pt|ro|ru|sv|tr|yue|zh")
"""Primary tags of the languages of Amazon Polly's voices; a voice without a language reads it with its own sounds."""

_LIKE_BRITISH = frozenset({"AU", "NZ", "IE", "ZA", "IN", "SG", "WLS", "UK"})


def one_of(attribute: str, value: str, allowed: Mapping[str, object] | tuple[str, ...]) -> str:
    """The value of an attribute that may have only some.

    Raises:
        ValueError: it is none of `allowed`.
    """
    if value not in allowed:
        raise ValueError(f"{attribute} is {value[:60]!r}: use one of {', '.join(allowed)}")
    return value


def duration_ms(attribute: str, value: str, longest_ms: float | None = None) -> float:
    """``"1.5s"`` or ``"300ms"`` in milliseconds; `longest_ms` bounds it."""
    match = _TIME.fullmatch(value.strip())
    if not match:
        raise ValueError(f"{attribute} is {value[:60]!r}: write seconds or milliseconds, e.g. '1.5s' or '300ms'")
    milliseconds = float(match[1]) * (1000.0 if match[2] == "s" else 1.0)
    if longest_ms is not None and milliseconds > longest_ms:
        raise ValueError(f"{attribute} is {value[:60]!r}: at most {longest_ms / 1000:g}s is allowed")
    return milliseconds


def rate(value: str, outer: float) -> float:
    """A named rate counts from the voice's own, a percentage from `outer`; the product stays in the allowed range."""
    if value in RATES:
        return RATES[value]
    match = _PERCENT.fullmatch(value.strip())
    if not match:
        raise ValueError(f"rate is {value[:60]!r}: use one of {', '.join(RATES)} or a percentage from 20% to 200%")
    signed = {"+": 100.0, "-": 100.0, "": 0.0}[match[1]]
    factor = (signed + float(match[2]) * (-1 if match[1] == "-" else 1)) / 100.0
    if not SLOWEST <= factor <= FASTEST:
        raise ValueError(f"rate is {value[:60]!r}: percentages go from 20% to 200%")
    return min(max(outer * factor, SLOWEST), FASTEST)


def volume_db(value: str, outer: float) -> float:
    """A named volume counts from the voice's own, decibels from `outer`."""
    if value in VOLUMES_DB:
        return VOLUMES_DB[value]
    match = _DECIBELS.fullmatch(value.strip())
    if not match:
        raise ValueError(f"volume is {value[:60]!r}: use one of {', '.join(VOLUMES_DB)} or decibels, e.g. '+6dB'")
    return min(outer + float(match[1]), LOUDEST_DB)


def pitch(value: str, outer: float) -> float:
    """A named pitch counts from the voice's own, a signed percentage from `outer`."""
    if value in PITCHES:
        return PITCHES[value]
    match = _PERCENT.fullmatch(value.strip())
    if not match or not match[1]:
        raise ValueError(
            f"pitch is {value[:60]!r}: use one of {', '.join(PITCHES)} or a signed percentage, e.g. '+10%'"
        )
    factor = 1.0 + float(match[2]) * (-1 if match[1] == "-" else 1) / 100.0
    return min(max(outer * max(factor, 0.0), LOWEST_PITCH), HIGHEST_PITCH)


def vocal_tract_length(value: str, outer: float) -> float:
    """``"+15%"`` (of `outer`) or ``"115%"`` (of the voice's own); Amazon Polly allows half to twice the length."""
    match = _PERCENT.fullmatch(value.strip())
    if not match:
        raise ValueError(
            f"vocal-tract-length is {value[:60]!r}: write a percentage from 50% to 200%, or a change such as '+15%'"
        )
    amount = float(match[2]) / 100.0
    factor = {"": amount, "+": outer * (1.0 + amount), "-": outer * (1.0 - amount)}[match[1]]
    if not 0.5 <= factor <= 2.0:
        raise ValueError(f"vocal-tract-length is {value[:60]!r}: the result must lie between 50% and 200%")
    return factor


def language(value: str) -> str | None:
    """The locale that reads text of this language tag; None if there is none.

    Raises:
        ValueError: not a language tag.
    """
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}", value.strip()):
        raise ValueError(f"xml:lang is {value[:60]!r}: write a language tag such as 'fr-CA'")
    parts = re.split("[-_]", value.strip())
    for tag in LOCALES:
        if tag.casefold() == "-".join(parts).casefold():
            return tag
    if parts[0].casefold() == "en" and any(part.upper() in _LIKE_BRITISH for part in parts[1:]):
        return "en-GB"
    return readers().get(parts[0].casefold())


def is_language_of_polly(value: str) -> bool:
    """Whether Amazon Polly has voices in the language of this tag."""
    return _POLLYS_LANGUAGES.fullmatch(re.split("[-_]", value.strip())[0].casefold()) is not None
