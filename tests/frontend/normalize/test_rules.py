"""The small rules of the recognisers; what they read is in the golden tables."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

import frontend.normalize
from frontend.normalize import classes
from frontend.normalize.amounts import unit_senses
from frontend.normalize.calendar import day_vetoes, days_of_year
from frontend.normalize.locales import british_times
from frontend.normalize.marks import marks
from frontend.normalize.rules import Index, Rules

Rule = Callable[..., object]


def _collections() -> Iterator[Index[Rule] | Rules[object, object]]:
    """The collections of all modules, save those of the semiotic classes, which have docstrings of another kind."""
    for module in pkgutil.walk_packages(frontend.normalize.__path__, "frontend.normalize."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, Index | Rules) and not hasattr(classes, name):
                yield value


_RULES: list[Rule] = [
    *dict.fromkeys(
        [
            *(rule for rules in _collections() for rule in rules),
            *(rule for rules in marks.RULES.values() for rule in rules),
            *days_of_year.RULES,
            *day_vetoes.VETOES,
            *(holds for senses in unit_senses.SENSES.values() for holds, _ in senses),
            *british_times.CERTAIN,
            *british_times.RULES,
        ]
    )
]


def test_there_are_rules_of_many_modules() -> None:
    modules = Counter(rule.__module__.rpartition(".")[2] for rule in _RULES)
    assert len(modules) > 15
    assert {"codes", "english_slashes", "full_dates", "german_times", "hyphens", "keys", "scores"} <= modules.keys()


@pytest.mark.parametrize("rule", _RULES, ids=[rule.__name__ for rule in _RULES])
def test_every_rule_explains_itself_with_an_example(rule: Rule) -> None:
    assert (rule.__doc__ or "").count('"') >= 2, "one line that ends with an example in double quotes"


def test_rules_have_names_of_their_own() -> None:
    names = Counter((rule.__module__, rule.__name__) for rule in _RULES)
    assert [name for name, count in names.items() if count > 1] == []


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
