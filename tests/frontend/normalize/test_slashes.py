"""The rules for two numbers with a slash; what they read is in the golden tables."""

from __future__ import annotations

import pytest

from frontend.normalize.slashes import RULES, Rule


@pytest.mark.parametrize("rule", [rule for rule, _ in RULES], ids=[rule.__name__ for rule, _ in RULES])
def test_every_rule_explains_itself_with_an_example(rule: Rule) -> None:
    assert (rule.__doc__ or "").count('"') >= 2, "one line that ends with an example in double quotes"


def test_rules_have_names_of_their_own() -> None:
    names = [rule.__name__ for rule, _ in RULES]
    assert len(set(names)) == len(names)
