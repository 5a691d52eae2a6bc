"""The verbalisers on their own, the way SSML's say-as calls them."""

from __future__ import annotations

import pytest

from frontend.locales import LOCALES
from frontend.normalize.amounts import measures, money
from frontend.normalize.calendar import dates, durations, times
from frontend.normalize.codes import letters, telephone
from frontend.normalize.locales import language_of
from frontend.normalize.numbers import FEMININE, MASCULINE, Form
from frontend.normalize.numeric import digit_strings, fractions, ordinals
from frontend.normalize.values import Date, Number, Quantity, Time


@pytest.mark.parametrize("locale", LOCALES)
def test_every_cardinal_has_its_own_words(locale: str) -> None:
    numbers = language_of(locale).numbers
    tested = [*range(2000), *range(2000, 1_000_000, 997), *(10**power for power in range(6, 15))]
    assert len({numbers.cardinal(n) for n in tested}) == len(set(tested))
    assert all(numbers.ordinal(n) for n in tested)


@pytest.mark.parametrize(
    ("locale", "n", "form", "spoken"),
    [
        ("es-US", 21, MASCULINE, "veintiún"),
        ("es-US", 200_021, FEMININE, "doscientas mil veintiuna"),
        ("es-US", 101_300, Form(), "ciento un mil trescientos"),
        ("de-DE", 1, Form("m", noun=True, case="acc"), "einen"),
        ("de-DE", 21_000, Form(), "einundzwanzigtausend"),
        ("fr-CA", 71, FEMININE, "soixante et onze"),
        ("fr-CA", 200_000_000, Form(), "deux cents millions"),
    ],
)
def test_agreement(locale: str, n: int, form: Form, spoken: str) -> None:
    assert language_of(locale).numbers.cardinal(n, form) == spoken


@pytest.mark.parametrize(
    ("locale", "text", "order", "date"),
    [
        ("en-US", "1/2/22", "", Date(2, 1, 2022)),
        ("en-US", "1/2/22", "dmy", Date(1, 2, 2022)),
        ("en-GB", "1/2/1999", "", Date(1, 2, 1999)),
        ("fr-CA", "2022-02-01", "", Date(1, 2, 2022)),
        ("en-US", "????0922", "yyyymmdd", Date(22, 9, None)),
        ("en-US", "12/2024", "my", Date(None, 12, 2024)),
        ("en-US", "99/99", "md", None),
        ("en-US", "", "mdy", None),
    ],
)
def test_parse_date(locale: str, text: str, order: str, date: Date | None) -> None:
    assert dates.parse(text, language_of(locale), order) == date


def test_each_class_speaks_alone() -> None:
    english = language_of("en-GB")
    assert dates.verbalise(Date(1, 2, 2022), english) == "the first of February twenty twenty-two"
    assert ordinals.verbalise("21", english) == "twenty-first"
    assert digit_strings.verbalise("1234567", english) == "one two three, four five six seven"
    assert telephone.verbalise("2025551212x345", english).endswith("extension three four five")
    assert letters.verbalise("a1b", english) == "A one B"
    assert fractions.verbalise(3, 1, 2, english) == "three and a half"
    assert times.verbalise(Time(14, 5), english) == "fourteen oh five"
    assert durations.verbalise("1'21\"", english) == "one minute twenty-one seconds"
    pound, metre = money.find_currency("£", english), measures.find_unit("m", english)
    assert pound is not None
    assert metre is not None
    assert money.verbalise(Quantity(Number("1", "5")), pound, english) == "one pound fifty"
    assert measures.verbalise(Quantity(Number("2")), metre, english) == "two metres"
