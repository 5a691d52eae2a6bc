"""The rules of the tables ``abbreviations``; what they read is in the golden tables."""

from __future__ import annotations

import pytest

from frontend.errors import TableError
from frontend.locales import LOCALES
from frontend.normalize.abbreviations import RULES, AbbreviationTable
from frontend.normalize.abbreviations.rules import rule
from frontend.normalize.locales import language_of
from frontend.tables import parse_rows


def test_every_rule_is_used_by_a_table() -> None:
    rows = [row for locale in LOCALES for rows in language_of(locale).abbreviations.values() for row in rows]
    assert {row.rule.name for row in rows} == set(RULES)


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_rule_explains_itself_with_an_example(name: str) -> None:
    explanation = RULES[name].holds.__doc__ or ""
    assert explanation.count('"') >= 2, "one line that ends with an example in double quotes"


def test_a_row_with_an_unknown_rule_is_refused() -> None:
    table = AbbreviationTable(parse_rows("# a table\nNo.\tbefor_number\tnumber", "abbreviations.tsv", "1 2 3"), False)
    with pytest.raises(TableError, match=r"^abbreviations\.tsv line 2: .*'befor_number'.*'before_number'"):
        table["no"]


def test_two_rules_of_one_name_are_refused() -> None:
    def plain(site: object) -> bool:
        return site is not None

    with pytest.raises(TableError, match="two rules are called 'plain'"):
        rule()(plain)
