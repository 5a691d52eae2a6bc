"""Conformance with Amazon Polly: what SSML does to the audio, and which SSML is refused."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from tests.server.conformance import VOICES, Service, level_db, speech_s

SENTENCE = "The quick brown fox jumps over the lazy dog"
RATE = 16_000


@pytest.mark.parametrize(
    ("time", "seconds"), [("1s", 1.0), ("250ms", 0.25), ("10s", 10.0), ("0.5s", 0.5), ("1234ms", 1.234)]
)
def test_a_break_is_exact(service: Service, time: str, seconds: float) -> None:
    """Two breaks differ by what they say, to the sample."""
    reference = service.ssml('One <break time="2s"/> two')
    assert len(service.ssml(f'One <break time="{time}"/> two')) - len(reference) == round((seconds - 2.0) * RATE)


def test_a_break_is_silent_and_in_its_place(service: Service) -> None:
    samples = service.ssml('One <break time="3s"/> two')
    quiet = np.abs(samples) < 1e-3
    edges = np.flatnonzero(np.diff(np.concatenate(([0], quiet.astype(int), [0]))))
    assert max(edges[1::2] - edges[::2]) >= 2.75 * RATE  # the sounds before and after fade into it


def test_a_break_of_nothing(service: Service) -> None:
    assert len(service.ssml('One <break time="0ms"/> two')) <= len(service.ssml('One <break time="1ms"/> two'))


def test_breaks_add_up(service: Service) -> None:
    one = service.ssml('One <break time="1s"/> two <break time="2s"/> three')
    both = service.ssml('One <break time="1500ms"/> two <break time="4s"/> three')
    assert len(both) - len(one) == 2.5 * RATE


def test_strengths_of_breaks_are_ordered(service: Service) -> None:
    names = ("none", "weak", "strong", "x-strong")
    lengths = [len(service.ssml(f'One <break strength="{name}"/> two')) for name in names]
    assert lengths[0] < lengths[1] < lengths[2] < lengths[3]
    same = [("none", "x-weak"), ("weak", "medium")]
    for first, second in same:
        assert len(service.ssml(f'One <break strength="{first}"/> two')) == len(
            service.ssml(f'One <break strength="{second}"/> two')
        )


def _between_words(service: Service, document: str) -> int:
    """Milliseconds from the first word to the last."""
    times = [mark["time"] for mark in service.marks(document, "word")]
    return int(times[-1] - times[0])


@pytest.mark.parametrize("rate", ["20%", "50%", "80%", "100%", "130%", "200%"])
def test_the_rate_in_percent(service: Service, rate: str) -> None:
    plain = _between_words(service, f"<speak>{SENTENCE}</speak>")
    changed = _between_words(service, f'<speak><prosody rate="{rate}">{SENTENCE}</prosody></speak>')
    assert changed * int(rate[:-1]) / 100 == pytest.approx(plain, rel=0.01)


def test_the_rate_is_heard(service: Service) -> None:
    plain = speech_s(service.ssml(SENTENCE))
    assert speech_s(service.ssml(f'<prosody rate="50%">{SENTENCE}</prosody>')) == pytest.approx(2 * plain, rel=0.04)
    assert np.array_equal(service.ssml(f'<prosody rate="medium">{SENTENCE}</prosody>'), service.ssml(SENTENCE))


def test_rates_by_name_are_ordered(service: Service) -> None:
    names = ("x-fast", "fast", "medium", "slow", "x-slow")
    lengths = [len(service.ssml(f'<prosody rate="{name}">{SENTENCE}</prosody>')) for name in names]
    assert lengths == sorted(lengths)
    assert len(set(lengths)) == 5


@pytest.mark.parametrize("change", ["-6dB", "-12dB", "-20dB", "+3dB"])
def test_the_volume_in_decibels(service: Service, change: str) -> None:
    plain = level_db(service.ssml(SENTENCE))
    changed = level_db(service.ssml(f'<prosody volume="{change}">{SENTENCE}</prosody>'))
    assert changed - plain == pytest.approx(float(change[:-2]), abs=0.3)


def test_volumes_by_name_are_ordered(service: Service) -> None:
    names = ("x-soft", "soft", "medium", "loud", "x-loud")
    levels = [level_db(service.ssml(f'<prosody volume="{name}">{SENTENCE}</prosody>')) for name in names]
    assert all(second - first > 1 for first, second in pairwise(levels))
    assert np.array_equal(service.ssml(f'<prosody volume="default">{SENTENCE}</prosody>'), service.ssml(SENTENCE))


def test_silence_lasts_as_long_as_the_words(service: Service) -> None:
    samples = service.ssml(f'<prosody volume="silent">{SENTENCE}</prosody>')
    assert len(samples) == len(service.ssml(SENTENCE))
    assert np.abs(samples).max() < 1e-4


def test_prosody_ends_with_its_tag(service: Service) -> None:
    samples = service.ssml(f'<prosody volume="-20dB">{SENTENCE}.</prosody> <break time="2s"/> {SENTENCE}.')
    middle = len(samples) // 2
    assert level_db(samples[middle:]) - level_db(samples[:middle]) > 15


def test_nested_prosody(service: Service) -> None:
    inner = f'<prosody rate="50%"><prosody volume="-12dB">{SENTENCE}</prosody></prosody>'
    samples = service.ssml(inner)
    assert speech_s(samples) == pytest.approx(2 * speech_s(service.ssml(SENTENCE)), rel=0.05)
    assert level_db(service.ssml(f'<prosody rate="50%">{SENTENCE}</prosody>')) - level_db(samples) == pytest.approx(
        12, abs=0.5
    )


@pytest.mark.parametrize(("limit", "shorter"), [("2s", True), ("1500ms", True), ("60s", False)])
def test_max_duration(service: Service, limit: str, shorter: bool) -> None:
    body = f"{SENTENCE}, and then it sleeps."
    document = f'<speak><mark name="a"/><prosody amazon:max-duration="{limit}">{body}</prosody><mark name="b"/></speak>'
    begin, end = (mark["time"] for mark in service.marks(document, "ssml"))
    seconds = float(limit[:-2]) / 1000 if limit.endswith("ms") else float(limit[:-1])
    if shorter:
        assert 0.8 * seconds <= (end - begin) / 1000 <= seconds + 0.02
    else:
        assert len(service.pcm(document)) == len(service.ssml(body))


def test_an_alias_is_spoken(service: Service) -> None:
    replaced = service.ssml('Take <sub alias="aluminium">Al</sub> home.')
    assert np.array_equal(replaced, service.ssml("Take aluminium home."))


@pytest.mark.parametrize(
    ("kind", "text", "spoken"),
    [
        ("digits", "407", "four zero seven"),
        ("ordinal", "3", "third"),
        ("cardinal", "12", "twelve"),
        ("number", "12", "twelve"),
        ("unit", "5kg", "five kilograms"),
        ("fraction", "2/9", "two ninths"),
    ],
)
def test_say_as(service: Service, kind: str, text: str, spoken: str) -> None:
    samples = service.ssml(f'Number <say-as interpret-as="{kind}">{text}</say-as> now.')
    assert len(samples) == pytest.approx(len(service.ssml(f"Number {spoken} now.")), rel=0.12)
    assert abs(len(samples) - len(service.ssml("Number now."))) > 0.2 * RATE


def test_spelling_takes_longer_than_the_word(service: Service) -> None:
    word = service.ssml("It is spelled hotel.")
    for kind in ("characters", "spell-out"):
        assert len(service.ssml(f'It is spelled <say-as interpret-as="{kind}">hotel</say-as>.')) > 1.3 * len(word)


def test_a_beep_hides_a_word(service: Service) -> None:
    samples = service.ssml('You <say-as interpret-as="expletive">rascal</say-as> you.')
    assert not np.array_equal(samples, service.ssml("You rascal you."))
    assert np.abs(samples).max() > 0.05


@pytest.mark.parametrize(
    "content",
    [
        '<say-as interpret-as="date" format="dmy">1/2/22</say-as>',
        '<say-as interpret-as="date">????0922</say-as>',
        """<say-as interpret-as="time">1'21"</say-as>""",
        '<say-as interpret-as="telephone">2025551212</say-as>',
        '<say-as interpret-as="address">12 Main St</say-as>',
        '<w role="amazon:VBD">read</w>',
        '<w role="amazon:NN">lead</w>',
        '<emphasis level="strong">big</emphasis>',
        '<amazon:effect name="drc">loud</amazon:effect>',
        "<p>One.</p><p>Two.</p>",
        "<s>One.</s><s>Two.</s>",
        '<amazon:domain name="news">Markets rose.</amazon:domain>',
        "<!-- a comment -->Yes.",
        "<![CDATA[a < b]]>",
        "Caf&#233; &quot;A&apos;s&quot; &lt;&gt;",
        '<prosody pitch="+20%">up</prosody>',
        "<break/>Go",
    ],
)
def test_what_is_spoken(service: Service, content: str) -> None:
    assert len(service.ssml(f"Say {content} now.")) > 0.5 * RATE


@pytest.mark.parametrize("voice", VOICES)
def test_another_language(service: Service, voice: str) -> None:
    code = "de-DE" if voice != "Daniel" else "en-US"
    word = "Jürgen Müller" if voice != "Daniel" else "George Washington"
    switched = service.ssml(f'<lang xml:lang="{code}">{word}</lang>', voice)
    assert len(switched) > 0.4 * RATE
    assert not np.array_equal(switched, service.ssml(word, voice))


def test_the_language_of_the_voice_changes_nothing(service: Service) -> None:
    assert np.array_equal(service.ssml(f'<lang xml:lang="en-US">{SENTENCE}</lang>'), service.ssml(SENTENCE))


@pytest.mark.parametrize(
    ("ipa", "xsampa", "other"),
    [("pɪˈkɑːn", 'pI"kA:n', "ˈpiː.kæn"), ("ˈtoʊmeɪtoʊ", '"toUmeItoU', "təˈmɑːtoʊ")],
)
def test_pronunciations_in_both_alphabets(service: Service, ipa: str, xsampa: str, other: str) -> None:
    def said(alphabet: str, symbols: str) -> np.ndarray:
        escaped = symbols.replace('"', "&quot;")
        return service.ssml(f'I say <phoneme alphabet="{alphabet}" ph="{escaped}">word</phoneme>.')

    assert np.array_equal(said("ipa", ipa), said("x-sampa", xsampa))
    assert not np.array_equal(said("ipa", ipa), said("ipa", other))


def test_the_beginning_and_the_end_of_a_document(service: Service) -> None:
    plain = service.ssml("Yes.")
    for document in (
        "<speak>\n Yes.\n</speak>",
        "<speak version='1.1'>Yes.</speak>",
        '<speak xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en-US">Yes.</speak>',
    ):
        assert len(service.pcm(document)) == len(plain)
    declared = service.speech(Text='<?xml version="1.0"?><speak>Yes.</speak>', TextType="ssml")
    assert len(declared.body) == 2 * len(plain)


@pytest.mark.parametrize(
    "document",
    [
        "Yes.",
        "<speak>Yes.",
        "<speak>Yes.</spoken>",
        "<speak>Yes.</speak><speak>No.</speak>",
        "<speak>Yes.</speak> No.",
        "<p>Yes.</p>",
        "<speak>a & b</speak>",
        "<speak>a < b</speak>",
        "<speak>&nbsp;</speak>",
        "<speak>&#0;</speak>",
        '<speak><break time="1s>Yes.</speak>',
        '<!DOCTYPE speak [<!ENTITY a "b">]><speak>&a;</speak>',
        '<!DOCTYPE speak SYSTEM "file:///etc/passwd"><speak>Yes.</speak>',
        "<speak>" + "<p>" * 3 + "Yes.</speak>",
        "<speak>" + "<prosody rate='fast'>" * 120 + "Yes." + "</prosody>" * 120 + "</speak>",
        '<speak><audio src="https://example.com/a.mp3"/></speak>',
        '<speak><voice name="Joanna">Yes.</voice></speak>',
        '<speak><lexicon uri="https://example.com/a.pls"/>Yes.</speak>',
        "<speak><lookup>Yes.</lookup></speak>",
        "<speak><blink>Yes.</blink></speak>",
        "<speak><Break time='1s'/>Yes.</speak>",
        '<speak>Yes.<break time="11s"/></speak>',
        '<speak>Yes.<break time="10001ms"/></speak>',
        '<speak>Yes.<break time="-1s"/></speak>',
        '<speak>Yes.<break time="long"/></speak>',
        '<speak>Yes.<break time="1"/></speak>',
        '<speak>Yes.<break strength="huge"/></speak>',
        "<speak><prosody>Yes.</prosody></speak>",
        '<speak><prosody rate="10%">Yes.</prosody></speak>',
        '<speak><prosody rate="201%">Yes.</prosody></speak>',
        '<speak><prosody rate="quick">Yes.</prosody></speak>',
        '<speak><prosody volume="11">Yes.</prosody></speak>',
        '<speak><prosody volume="noisy">Yes.</prosody></speak>',
        '<speak><prosody amazon:max-duration="soon">Yes.</prosody></speak>',
        '<speak><phoneme alphabet="ipa">Yes.</phoneme></speak>',
        '<speak><phoneme ph="jɛs">Yes.</phoneme></speak>',
        '<speak><phoneme alphabet="sampa" ph="jEs">Yes.</phoneme></speak>',
        '<speak><phoneme alphabet="ipa" ph="12§">Yes.</phoneme></speak>',
        "<speak><say-as>7</say-as></speak>",
        '<speak><say-as interpret-as="roman">VII</say-as></speak>',
        "<speak><sub>Al</sub></speak>",
        "<speak><lang>Yes.</lang></speak>",
        '<speak><lang xml:lang="tlh">Yes.</lang></speak>',
        "<speak><mark/>Yes.</speak>",
        "<speak><w>read</w></speak>",
        '<speak><w role="VB">read</w></speak>',
        '<speak><amazon:effect name="DRC">Yes.</amazon:effect></speak>',
        '<speak><amazon:effect name="echo">Yes.</amazon:effect></speak>',
        '<speak><amazon:domain name="weather">Yes.</amazon:domain></speak>',
        '<speak><emphasis level="huge">Yes.</emphasis></speak>',
    ],
    ids=lambda document: document[:70],
)
def test_refused_documents(service: Service, document: str) -> None:
    reply = service.speech(Text=document, TextType="ssml")
    reply.is_error("InvalidSsmlException")


def test_news_is_for_matthew_only(service: Service) -> None:
    document = '<speak><amazon:domain name="news">Markets rose.</amazon:domain></speak>'
    reply = service.speech(Text=document, TextType="ssml", VoiceId="Arthur")
    assert reply.status == 400
    assert reply.code in ("InvalidSsmlException", "ValidationException")
