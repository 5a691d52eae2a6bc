"""Hostile input: whatever comes in, speakable output or a clear error comes out, in time linear in its length."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

from frontend.errors import FrontendError
from frontend.locales import LOCALES
from frontend.normalize import normalize
from frontend.pipeline import Frontend
from frontend.types import TokenKind

_ALPHABETS = (
    "".join(map(chr, range(32))) + "\x7f\x85\u2028",  # control characters
    "\ud800\udbff\udc00\udfff",  # lone surrogates
    "שלום مرحبا \u202e\u202d\u2067\u2069",  # right to left
    "a\u200b\u200c\u200d\u2060\ufeff\u00ad\u0301\u0308\u0327",  # zero width, combining
    "0123456789.,:/-–$€£%°'\" ",
    "漢字かなカナ한글ไทย🙂🏳\u200d🌈🇺🇸👩\u200d👧",
    "<>&;/!?-[]{}()\"'=abc ",
    "ABCXIVabcxiv.'-& \u00a0\n\t",
)
_MARKUP = (
    "<speak>", "</speak>", "<p>", "</p>", "<s>", "</s>", "<prosody rate='200%'>", "<prosody volume='+6dB'>",
    "</prosody>",
    "<say-as interpret-as='date'>", "<say-as interpret-as='telephone'>", "</say-as>", "<break time='1s'/>",
    "<break time='x'/>", "<lang xml:lang='fr-CA'>", "</lang>", "<!-- -->", "<![CDATA[x]]>", "<!DOCTYPE a>", "&amp;",
    "&bad;",
    "<phoneme ph='a'>", "<mark name='m'/>", "<sub alias='World Wide Web'>", "</sub>", "1/2/22", "Dr. Smith", " ", "$5",
)  # fmt: skip
_GROWTH_UNITS = (
    "a", "A", "1", "1,", "1.", "1-", "1:", "1/", "a.", "A.", "a-", "'", "$", "(", "a@", "🙂", "e\u0301", "\ud800", "XI",
    "A1", "1a", "x^", "http://a.", "#a", "1 ", "$5 ", "Dr. ", "Jan-", "5th ", "1 A ", "AB12 ", "f(x)=", "1/2 ",
    "A.B. ", "no. ",
)  # fmt: skip


def _hostile(generator: random.Random) -> str:
    kind = generator.randrange(4)
    if kind == 0:
        return "".join(generator.choices(_MARKUP, k=generator.randint(1, 20)))
    if kind == 1:
        return f"<speak>{''.join(generator.choices(_MARKUP, k=generator.randint(1, 12)))}</speak>"
    alphabet = generator.choice(_ALPHABETS)
    if kind == 2:
        alphabet += generator.choice(_ALPHABETS)
    return "".join(generator.choices(alphabet, k=generator.randint(1, 80)))


def _check_read(frontend: Frontend, text: str, locale: str) -> None:
    """The utterance is speakable and points into the text, or the error says what is wrong."""
    try:
        utterance = frontend.process_ssml(text, locale)
    except FrontendError:
        return
    for sentence in utterance:
        for word in sentence.words:
            assert 0 <= word.span.start < word.span.end <= len(text)
            assert word.spoken.strip()


@pytest.mark.parametrize("locale", LOCALES)
def test_hostile_strings_are_read_or_refused(locale: str) -> None:
    generator, frontend = random.Random(f"hostile {locale}"), Frontend()
    for _ in range(60):
        _check_read(frontend, _hostile(generator), locale)


@pytest.mark.slow
def test_ten_thousand_hostile_strings_are_read_or_refused() -> None:
    generator, frontend = random.Random("ten thousand"), Frontend()
    for number in range(10_000):
        _check_read(frontend, _hostile(generator), tuple(LOCALES)[number % len(LOCALES)])


def test_markup_without_end_is_refused() -> None:
    with pytest.raises(FrontendError, match="line 1"):
        Frontend().process_ssml("<speak>" + "<p>" * 5_000, "en-US")


@pytest.mark.parametrize("unit", ["1A,", "é", "\ud800漢"])
def test_hundred_kilobytes_without_a_space(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    tokens = normalize(text, "en-GB")
    assert all(token.span.end <= len(text) for token in tokens)


@pytest.mark.parametrize("unit", _GROWTH_UNITS)
def test_time_grows_with_the_length_and_no_faster(unit: str) -> None:
    """Four times the text takes about four times as long; quadratic reading would take sixteen times."""
    piece = unit * (400 // len(unit)) + " "

    def spent(text: str) -> float:
        return _least(lambda: normalize(text, "en-US"))

    short, long = spent(piece), spent(piece * 4)
    assert long < 10 * short + 0.02, f"{short * 1000:.1f} ms, then {long * 1000:.1f} ms"


def _least(call: Callable[[], object]) -> float:
    """Processor time of the faster of two runs, in seconds."""
    times = []
    for _ in range(2):
        begin = time.process_time()
        call()
        times.append(time.process_time() - begin)
    return min(times)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_letter_and_digit_is_covered_by_a_spoken_word(locale: str) -> None:
    pieces = [
        "24/7", "$1.50", "£3", "Dr.", "St.", "No.", "1/2", "3:30", "p.m.", "XIV", "iOS17", "a@b.co",
        "www.a.com", "5'10\"", "5 m²", "10^6", "-5", ".5", "A1", "B2B", "1st", "5kg", "9-5", "b.", "Z",
    ]  # fmt: skip
    generator = random.Random(f"covered {locale}")
    for _ in range(60):
        text = generator.choice(["", " "]).join(generator.choices(pieces, k=generator.randint(1, 6)))
        spoken = [token.span for token in normalize(text, locale) if token.kind is TokenKind.WORD]
        lost = [
            character
            for index, character in enumerate(text)
            if character.isalnum() and not any(span.start <= index < span.end for span in spoken)
        ]
        assert not lost, (text, lost)


@pytest.mark.parametrize("locale", sorted(LOCALES))
def test_a_letter_said_many_times_is_said_every_time(locale: str) -> None:
    (sentence,) = Frontend().process("N " * 40, locale)
    assert [bool(word.phones) for word in sentence.words] == [True] * 40
