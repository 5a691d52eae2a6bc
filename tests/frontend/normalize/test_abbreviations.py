"""The rules of the tables ``abbreviations``; what they read is in the golden tables."""

from __future__ import annotations

import pytest

from frontend.errors import TableError
from frontend.locales import LOCALES
from frontend.normalize.abbreviations import RULES, AbbreviationTable, context
from frontend.normalize.abbreviations.rules import Site, rule
from frontend.normalize.locales import language_of
from frontend.normalize.scan import Scan
from frontend.tables import parse_rows


def test_every_rule_is_used_by_a_table() -> None:
    rows = [row for locale in LOCALES for rows in language_of(locale).abbreviations.values() for row in rows]
    assert {row.rule.name for row in rows} - {context.NAME} == set(RULES)


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_rule_explains_itself_with_an_example(name: str) -> None:
    explanation = RULES[name].holds.__doc__ or ""
    assert explanation.count('"') >= 2, "one line that ends with an example in double quotes"


def test_a_row_with_an_unknown_rule_is_refused() -> None:
    table = AbbreviationTable(parse_rows("# a table\nNo.\tbefor_number\tnumber", "abbreviations.tsv", "1 2 3"), False)
    with pytest.raises(TableError, match=r"^abbreviations\.tsv line 2: .*'befor_number'.*'before_number'"):
        table["no"]


def test_a_row_may_name_the_words_of_its_context() -> None:
    table = AbbreviationTable(parse_rows("av.\t<cour >libre ~frein\tavant", "abbreviations.tsv", "1 2 3"), False)
    language = language_of("fr-CA")

    def holds(text: str, history: str) -> bool:
        start = text.index("av.")
        return table["av"][0].rule.holds(Site(Scan(text, language, history.split()), start, start + 3))

    assert holds("en cour av. fermée", "en cour")
    assert holds("place av. libre", "place")
    assert holds("un frein droit av.", "un frein droit")
    assert not holds("la cour du 5, av. Roy", "la cour du 5 ,")


def test_a_row_may_ask_for_a_rule_and_a_context() -> None:
    table = AbbreviationTable(parse_rows("av.\tbefore_lower <cour\tavant", "abbreviations.tsv", "1 2 3"), False)
    language = language_of("fr-CA")
    lower, capital = (Scan(text, language, ["cour"]) for text in ("cour av. fermée", "cour av. Roy"))
    assert table["av"][0].rule.holds(Site(lower, 5, 8))
    assert not table["av"][0].rule.holds(Site(capital, 5, 8))


def test_a_word_of_a_context_without_its_mark_is_refused() -> None:
    table = AbbreviationTable(parse_rows("# a table\nav.\t<cour roue\tavant", "abbreviations.tsv", "1 2 3"), False)
    with pytest.raises(TableError, match=r"^abbreviations\.tsv line 2: 'roue' has no mark"):
        table["av"]


def test_two_rules_of_one_name_are_refused() -> None:
    def plain(site: object) -> bool:
        return site is not None

    with pytest.raises(TableError, match="two rules are called 'plain'"):
        rule()(plain)
