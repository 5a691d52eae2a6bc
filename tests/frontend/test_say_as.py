"""say-as: every class in every locale, and text that does not fit its class."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontend.locales import LOCALES
from frontend.say_as import CLASSES, DATE_FORMATS, verbalise


@pytest.mark.parametrize(
    ("locale", "interpret_as", "format", "text", "spoken"),
    [
        ("en-US", "characters", "", "hello 5x", "H E L L O, five X"),
        ("de-DE", "spell-out", "", "aß1", "A ß eins"),
        ("en-US", "characters", "", "[a]", "open bracket A close bracket"),
        ("en-GB", "characters", "", "(]", "open bracket close square bracket"),
        ("es-US", "characters", "", "(\"¿", "abre paréntesis comillas abre interrogación"),
        ("de-DE", "characters", "", "{’", "geschweifte Klammer auf Apostroph"),
        ("fr-CA", "characters", "", "« …", "guillemet ouvrant, points de suspension"),
        ("en-US", "characters", "", "😀", "grinning face"),
        ("en-US", "cardinal", "", "-1,234.5", "minus one thousand two hundred thirty-four point five"),
        ("de-DE", "number", "", "1.234,5", "eintausendzweihundertvierunddreißig Komma fünf"),
        ("es-US", "number", "", "007", "siete"),
        ("en-GB", "ordinal", "", "21", "twenty-first"),
        ("fr-CA", "ordinal", "", "1er", "premier"),
        ("en-US", "digits", "", "2026", "two zero two six"),
        ("en-US", "digits", "", "12345", "one two three four five"),
        ("en-US", "fraction", "", "2/9", "two ninths"),
        ("en-US", "fraction", "", "3+1/2", "three and a half"),
        ("de-DE", "fraction", "", "2/9", "zwei Neuntel"),
        ("en-US", "unit", "", "5kg", "five kilograms"),
        ("en-US", "unit", "", "10 inch", "ten inches"),
        ("fr-CA", "unit", "", "1 km", "un kilomètre"),
        ("en-US", "date", "", "????0922", "September twenty-second"),
        ("en-GB", "date", "yyyymmdd", "20260922", "the twenty-second of September twenty twenty-six"),
        ("en-US", "date", "dmy", "1/2/22", "February first, twenty twenty-two"),
        ("es-US", "date", "m", "5", "mayo"),
        ("en-US", "date", "mdy", "9/22", "September twenty-second"),
        ("en-GB", "date", "dmy", "9/2021", "September twenty twenty-one"),
        ("de-DE", "date", "", "22.9.", "zweiundzwanzigster September"),
        ("en-US", "date", "y", "1999", "nineteen ninety-nine"),
        ("en-US", "time", "", "1'21\"", "one minute twenty-one seconds"),
        ("en-GB", "telephone", "", "2025551212x345",
         "two oh two, treble five, one two one two, extension three four five"),
        ("es-US", "telephone", "", "(202) 555-1212", "dos cero dos, cinco cinco cinco, uno dos uno dos"),
        ("en-US", "telephone", "", "555-CALL", "five five five, call"),
        ("de-DE", "telephone", "", "1-800-FLOWERS", "eins, acht null null, flowers"),
        ("de-DE", "expletive", "", "whatever", "piep"),
    ],
)  # fmt: skip
def test_classes(locale: str, interpret_as: str, format: str, text: str, spoken: str) -> None:
    assert verbalise(text, interpret_as, format, locale) == spoken


@pytest.mark.parametrize(
    ("interpret_as", "text"),
    [
        ("cardinal", "five"), ("cardinal", "1" * 5000), ("ordinal", "first"), ("fraction", "3 1/2"),
        ("fraction", "1/0"),
        ("unit", "5 parsnips"), ("date", "99/99/99"), ("date", "tomorrow"), ("time", "2:30pm"),
        ("telephone", "call me"),
        ("address", "12 Elm St."), ("digits", ""), ("characters", "漢字"), ("expletive", " "),
    ],
)  # fmt: skip
def test_text_of_another_class_is_left_to_the_normaliser(interpret_as: str, text: str) -> None:
    assert verbalise(text, interpret_as, "", "en-US") is None


def test_left_context_gives_the_case() -> None:
    assert verbalise("3.5.", "date", "dm", "de-DE", ("am", "", "", "")) == "dritten Mai"


def test_unknown_values_list_the_known_ones() -> None:
    with pytest.raises(ValueError, match="cardinal"):
        verbalise("1", "verse", "", "en-US")
    with pytest.raises(ValueError, match="yyyymmdd"):
        verbalise("1", "date", "mmm", "en-US")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("character", sorted(string.punctuation + "“”„‘’‚«»–—…¿¡•·©®™→§€½"))
def test_every_character_of_a_keyboard_has_a_name(locale: str, character: str) -> None:
    assert verbalise(character, "characters", "", locale)


@pytest.mark.parametrize("interpret_as", CLASSES)
@settings(max_examples=60, deadline=None)
@given(
    text=st.one_of(st.text(max_size=30), st.text(st.sampled_from("0123456789/+.,'\"- xX?²½kgm°%"), max_size=25)),
    format=st.sampled_from(["", *DATE_FORMATS]),
    locale=st.sampled_from(list(LOCALES)),
)
def test_any_text_is_spoken_or_left(interpret_as: str, text: str, format: str, locale: str) -> None:
    spoken = verbalise(text, interpret_as, format, locale)
    assert spoken is None or spoken.strip(" ,")
