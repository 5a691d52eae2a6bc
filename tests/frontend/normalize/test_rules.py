"""The small rules of the recognisers; what they read is in the golden tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontend.normalize import (
    codes,
    continuations,
    dashes,
    dates,
    days_of_year,
    digit_groups,
    english_codes,
    english_slashes,
    formats,
    keys,
    marks,
    named_dates,
    ranges,
    rates,
    scores,
    slashes,
    symbols,
    unit_limits,
    unit_senses,
)
from frontend.normalize.locales import british_times
from frontend.normalize.rules import Rules

_MODULES = [
    codes,
    continuations,
    dashes,
    dates,
    days_of_year,
    digit_groups,
    english_codes,
    english_slashes,
    keys,
    named_dates,
    ranges,
    rates,
    scores,
    slashes,
    symbols,
    unit_limits,
    unit_senses,
    british_times,
]

_RULES: list[Callable[..., object]] = [
    *slashes.RULES,
    *english_slashes.RULES,
    *continuations.RULES,
    *dates.RULES,
    *digit_groups.RULES,
    *named_dates.RULES,
    *ranges.RULES,
    *rates.RULES,
    *scores.RULES,
    *unit_limits.RULES,
    *formats.CODES,
    *dict.fromkeys(rule for rules in marks.RULES.values() for rule in rules),
    *days_of_year.RULES,
    *days_of_year.VETOES,
    *dict.fromkeys(holds for senses in unit_senses.SENSES.values() for holds, _ in senses),
    *british_times.CERTAIN,
    *british_times.RULES,
]


@pytest.mark.parametrize("rule", _RULES, ids=[rule.__name__ for rule in _RULES])
def test_every_rule_explains_itself_with_an_example(rule: Callable[..., object]) -> None:
    assert (rule.__doc__ or "").count('"') >= 2, "one line that ends with an example in double quotes"


@pytest.mark.parametrize("module", _MODULES)
def test_rules_have_names_of_their_own(module: object) -> None:
    names = [rule.__name__ for rule in _RULES if rule.__module__ == getattr(module, "__name__", "")]
    assert names
    assert len(set(names)) == len(names)


def test_the_first_rule_of_the_language_that_answers_is_used() -> None:
    rules: Rules[int, str] = Rules()

    @rules.add("de")
    def german(place: int) -> str | None:
        return "de"

    @rules.add("en-GB")
    def british(place: int) -> str | None:
        return "en-GB" if place > 1 else None

    @rules.add()
    def any_language(place: int) -> str | None:
        return "any" if place else None

    assert rules.first(2, "en-GB") == "en-GB"
    assert rules.first(1, "en-GB") == "any"
    assert rules.first(2, "en-US") == "any"
    assert rules.first(0, "de-DE") == "de"
    assert rules.first(0, "fr-CA") is None
    assert [rule.__name__ for rule in rules] == ["german", "british", "any_language"]
