"""What locales have in common: a locale that is based on another one reads as that one until it says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from frontend.errors import TableError, UnknownLocaleError
from frontend.languages import phrases
from frontend.locales import LOCALES, Locale, entry_of, get_locale, lineage, readers
from frontend.normalize import normalize_to_text
from frontend.pipeline import Frontend
from frontend.say_as import verbalise
from frontend.ssml.values import language

_TESTS = Path(__file__).resolve().parents[1]
_STEP = 16
"""One of so many golden rows is read."""

NewLocale = Callable[[str], str]


@pytest.fixture
def based_on(monkeypatch: pytest.MonkeyPatch) -> NewLocale:
    """Adds a locale that has nothing of its own, based on a given one, and gives its tag."""

    def add(base: str) -> str:
        tag = f"{base}-x-new"
        monkeypatch.setitem(LOCALES, tag, replace(LOCALES[base], tag=tag, base=base))
        return tag

    return add


def _rows(*paths: Path) -> list[str]:
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [line.split("\t")[0].replace("\\n", "\n") for line in lines if line and not line.startswith("# ")]


def test_tags_are_found_whatever_their_case() -> None:
    assert get_locale("EN_gb").tag == "en-GB"
    with pytest.raises(UnknownLocaleError, match=r"'en-NZ': supported are en-US.*; did you mean 'en-US' or 'en-GB'\?"):
        get_locale("en-NZ")
    with pytest.raises(UnknownLocaleError, match=r"did you mean 'de-DE'\?"):
        get_locale("dee-DE")


def test_a_language_is_read_by_its_first_locale() -> None:
    assert readers() == {"en": "en-US", "es": "es-US", "de": "de-DE", "fr": "fr-CA"}


def test_entries_are_of_the_nearest_in_the_lineage(based_on: NewLocale) -> None:
    tag = based_on("en-GB")
    assert lineage(tag) == (tag, "en-GB", "en")
    assert entry_of({"en": 1, "en-US": 2}, tag, 0) == 1
    assert entry_of({"en": 1, "en-GB": 3}, tag, 0) == 3
    assert entry_of({tag: 4, "en-GB": 3}, tag, 0) == 4
    assert entry_of({"de": 5}, tag, 0) == 0


@pytest.mark.parametrize("base", list(LOCALES))
def test_text_is_normalised_as_in_the_locale_that_one_is_based_on(base: str, based_on: NewLocale) -> None:
    tag, rows = based_on(base), _rows(*sorted((_TESTS / "golden" / base).glob("*.tsv")))[::_STEP]
    other = [row for row in rows if normalize_to_text(row, tag) != normalize_to_text(row, base)]
    assert len(rows) > 200
    assert not other


@pytest.mark.parametrize("base", list(LOCALES))
def test_words_have_the_phones_of_the_locale_that_one_is_based_on(base: str, based_on: NewLocale) -> None:
    tag, rows, frontend = based_on(base), _rows(_TESTS / "golden_phones" / f"{base}.tsv")[::_STEP], Frontend()

    def phones(text: str, locale: str) -> list[tuple[str, int]]:
        words = [word for sentence in frontend.process(text, locale) for word in sentence.words]
        assert {phone.locale for word in words for phone in word.phones} <= {locale}
        return [(phone.symbol, phone.stress) for word in words for phone in word.phones]

    other = [row for row in rows if phones(row, tag) != phones(row, base)]
    assert len(rows) > 30
    assert not other


@pytest.mark.parametrize("base", list(LOCALES))
def test_markup_works_as_in_the_locale_that_one_is_based_on(base: str, based_on: NewLocale) -> None:
    tag = based_on(base)
    document = (
        f'<speak><lang xml:lang="{tag}">1/2 <say-as interpret-as="expletive">x</say-as></lang>'
        '<phoneme alphabet="ipa" ph="ta">x</phoneme></speak>'
    )

    def spoken(locale: str) -> list[str]:
        sentences = Frontend().process_ssml(document.replace(tag, locale), locale)
        return [word.spoken for sentence in sentences for word in sentence.words]

    assert language(tag) == tag
    assert spoken(tag) == spoken(base)
    assert verbalise("5", "cardinal", "", tag) == verbalise("5", "cardinal", "", base)
    text = "Wait, das ist nicht gut. Mais ce n'est pas bon."
    assert phrases(text, tag) == phrases(text, base)


def test_a_language_without_tables_is_told_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A KeyError said neither which table nor which locale."""
    monkeypatch.setitem(LOCALES, "nl-NL", Locale("nl-NL", "Dutch", "nl"))
    with pytest.raises(UnknownLocaleError, match=r"frontend/normalize/locales/nl_nl\.py"):
        normalize_to_text("5", "nl-NL")


def test_a_table_without_a_row_that_is_needed_is_named() -> None:
    from frontend.tables import read_map

    words = read_map("de-DE", "words")
    assert words.get("no such word") is None
    with pytest.raises(TableError, match=r"^frontend/data/de-DE/words\.tsv has no row 'no such word'"):
        words["no such word"]
