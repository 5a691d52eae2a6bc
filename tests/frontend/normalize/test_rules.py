"""The small rules of the recognisers; what they read is in the golden tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontend.normalize import codes, continuations, dates, days_of_year, named_dates, slashes, unit_limits, unit_senses
from frontend.normalize.locales import british_times

_RULES: list[Callable[..., object]] = [
    *slashes.RULES,
    *continuations.RULES,
    *dates.RULES,
    *named_dates.RULES,
    *unit_limits.RULES,
    *(saying for _, saying, _ in codes.CODES),
    *days_of_year.RULES,
    *days_of_year.VETOES,
    *dict.fromkeys(holds for senses in unit_senses.SENSES.values() for holds, _ in senses),
    *british_times.CERTAIN,
    *british_times.RULES,
]


@pytest.mark.parametrize("rule", _RULES, ids=[rule.__name__ for rule in _RULES])
def test_every_rule_explains_itself_with_an_example(rule: Callable[..., object]) -> None:
    assert (rule.__doc__ or "").count('"') >= 2, "one line that ends with an example in double quotes"


@pytest.mark.parametrize(
    "module", [codes, continuations, dates, named_dates, slashes, days_of_year, unit_limits, unit_senses, british_times]
)
def test_rules_have_names_of_their_own(module: object) -> None:
    names = [rule.__name__ for rule in _RULES if rule.__module__ == getattr(module, "__name__", "")]
    assert names
    assert len(set(names)) == len(names)
