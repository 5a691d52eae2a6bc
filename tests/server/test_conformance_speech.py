"""Conformance with Amazon Polly: formats, sample rates, limits, billed characters, speech marks."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from tests.server.conformance import PROMPT, VOICES, Service, decoded, refusal

CONTENT_TYPES = {
    "mp3": "audio/mpeg",
    "ogg_vorbis": "audio/ogg",
    "ogg_opus": "audio/ogg",
    "pcm": "audio/pcm",
    "mulaw": "audio/mulaw",
    "alaw": "audio/alaw",
}
MUSIC_RATES = (8_000, 16_000, 22_050, 24_000, 44_100, 48_000)
RATES = {
    "mp3": MUSIC_RATES,
    "ogg_vorbis": MUSIC_RATES,
    "ogg_opus": (48_000,),
    "pcm": (8_000, 16_000),
    "mulaw": (8_000,),
    "alaw": (8_000,),
}
DEFAULTS = {"mp3": 24_000, "ogg_vorbis": 24_000, "ogg_opus": 48_000, "pcm": 16_000, "mulaw": 8_000, "alaw": 8_000}
VISEMES = {*"ptSTfkirsu@aeEoOBJx", "sil"}


def _synthesize(service: Service, output_format: str, rate: int | None = None) -> tuple[np.ndarray, int, str]:
    members = {"SampleRate": str(rate)} if rate else {}
    answer = service.polly.synthesize_speech(Text=PROMPT, VoiceId="Matthew", OutputFormat=output_format, **members)
    samples, said = decoded(answer["AudioStream"].read(), output_format, rate or DEFAULTS[output_format])
    return samples, said, answer["ContentType"]


@pytest.mark.parametrize(("output_format", "rate"), [(name, rate) for name, rates in RATES.items() for rate in rates])
def test_every_format_at_every_rate(service: Service, output_format: str, rate: int) -> None:
    samples, said, content_type = _synthesize(service, output_format, rate)
    assert (said, content_type) == (rate, CONTENT_TYPES[output_format])
    reference = service.pcm(PROMPT)
    # MP3 comes in whole frames and begins with its encoder's delay: up to 2,304 samples more.
    slack = 2_304 / rate if output_format == "mp3" else 0.001
    assert len(samples) / rate == pytest.approx(len(reference) / 16_000, abs=slack)
    energy, expected = np.sum(samples**2) / rate, np.sum(reference**2) / 16_000
    assert energy == pytest.approx(expected, rel=0.2)  # 8 kHz has no hiss


@pytest.mark.parametrize("output_format", RATES)
def test_default_rates(service: Service, output_format: str) -> None:
    samples, said, _ = _synthesize(service, output_format)
    assert said == DEFAULTS[output_format]
    assert len(samples) / said == pytest.approx(len(service.pcm(PROMPT)) / 16_000, abs=0.15)


@pytest.mark.parametrize(
    ("output_format", "rate"),
    [("pcm", "22050"), ("pcm", "24000"), ("pcm", "48000"), ("mulaw", "16000"), ("alaw", "16000"), ("ogg_opus", "24000"),
     ("ogg_opus", "16000"), ("mp3", "11025"), ("mp3", "96000"), ("mp3", "fast"), ("mp3", "-8000"), ("mp3", "8000.0"),
     ("mp3", "8000 "), ("mp3", ""), ("ogg_vorbis", "12000")],
)  # fmt: skip
def test_other_rates_are_refused(service: Service, output_format: str, rate: str) -> None:
    service.speech(OutputFormat=output_format, SampleRate=rate).is_error("InvalidSampleRateException")


@pytest.mark.parametrize("voice", VOICES)
def test_every_voice_speaks(service: Service, voice: str) -> None:
    answer = service.polly.synthesize_speech(Text="Radio, 3.", VoiceId=voice, Engine="neural", OutputFormat="pcm")
    samples = np.frombuffer(answer["AudioStream"].read(), "<i2") / 32_768
    assert 0.4 < len(samples) / 16_000 < 4
    assert np.abs(samples).max() > 0.05


@pytest.mark.parametrize("engine", ["standard", "long-form", "generative"])
def test_engines_that_the_voice_lacks(service: Service, engine: str) -> None:
    reply = service.speech(VoiceId="Arthur", Engine=engine)
    assert reply.code in ("ValidationException", "EngineNotSupportedException")
    assert "engine" in reply.message


def test_languages(service: Service) -> None:
    assert service.speech(LanguageCode="en-US").status == 200
    service.speech(LanguageCode="fr-FR").is_error("LanguageNotSupportedException")
    service.speech(VoiceId="Liam", LanguageCode="en-US").is_error("LanguageNotSupportedException")


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("Yes.", 4),
        ("  Yes,  no.\n", 12),
        ("Größe", 5),
        ("Hi \U0001f600.", 5),
        ("<speak>Yes.</speak>", 4),
        ("<speak>Fish &amp; chips</speak>", 12),
        ('<speak>Yes. <break time="1s"/><prosody rate="fast">No.</prosody></speak>', 8),
        ('<speak><sub alias="a very long alias indeed">short</sub></speak>', 5),
        ("<speak><!-- nobody hears this -->Yes.</speak>", 4),
    ],
)
def test_billed_characters(service: Service, text: str, characters: int) -> None:
    kind = "ssml" if text.startswith("<") else "text"
    reply = service.speech(Text=text, TextType=kind)
    assert reply.headers["x-amzn-RequestCharacters"] == str(characters)
    answer = service.polly.synthesize_speech(
        Text=text, TextType=kind, VoiceId="Matthew", OutputFormat="json", SpeechMarkTypes=["word"]
    )
    assert answer["RequestCharacters"] == characters


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("a" * 3_001, True),
        ("é" * 3_001, True),
        ("<speak>" + "<mark name='m'/>" * 380 + "</speak>", True),  # 6,095 characters, none of them billed
        ("<speak>" + "<mark name='m'/>" * 373 + "Yes.</speak>", False),  # 5,987
        ("<speak>" + "a" * 3_001 + "</speak>", True),
        ("Yes." + " " * 2_996, False),
    ],
    ids=range(6),
)
def test_the_length_of_a_text(service: Service, text: str, long: bool) -> None:
    reply = service.speech(Text=text, TextType="ssml" if text.startswith("<") else "text")
    if long:
        reply.is_error("TextLengthExceededException")
    else:
        assert reply.status == 200


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"OutputFormat": "mp3", "SpeechMarkTypes": ["word"]}, "MarksNotSupportedForFormatException"),
        ({"OutputFormat": "pcm", "SpeechMarkTypes": ["ssml"]}, "MarksNotSupportedForFormatException"),
        ({"OutputFormat": "json", "SpeechMarkTypes": ["ssml"]}, "SsmlMarksNotSupportedForTextTypeException"),
        ({"OutputFormat": "json", "SpeechMarkTypes": ["word", "ssml"]}, "SsmlMarksNotSupportedForTextTypeException"),
        ({"OutputFormat": "json", "SpeechMarkTypes": []}, "MarksNotSupportedForFormatException|ValidationException"),
        ({"OutputFormat": "json"}, "MarksNotSupportedForFormatException|ValidationException"),
        ({"LexiconNames": ["missing"]}, "LexiconNotFoundException"),
        ({"Text": "a < b", "TextType": "ssml"}, "InvalidSsmlException"),
        ({"Text": "", "TextType": "ssml"}, "InvalidSsmlException"),
    ],
)
def test_documented_errors(service: Service, members: dict[str, Any], code: str) -> None:
    reply = service.speech(**members)
    reply.is_error(reply.code, 404 if code.startswith("Lexicon") else 400)
    assert reply.code in code.split("|")


def test_an_audio_format_takes_an_empty_list_of_marks(service: Service) -> None:
    assert service.speech(SpeechMarkTypes=[]).status == 200


def test_plain_text_is_not_read_as_ssml(service: Service) -> None:
    assert len(service.pcm("a < b & c")) > 8_000
    assert service.speech(Text="<speak>Yes.</speak>").status == 200


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "...",
        "\U0001f600",
        "\u200b",
        "\x00",
        "a\x07b",
        "\ud800",
        "漢字",
        "مرحبا",
        "\ufeffYes.",
        "e\u0301\u0301" * 20,
    ],
    ids=range(12),
)
def test_odd_texts_never_break_the_service(service: Service, text: str) -> None:
    reply = service.speech(Text=text)
    assert reply.status in (200, 400), reply.body
    if reply.status == 400:
        reply.is_error(reply.code)


TEXTS = {
    "Matthew": "Hello there, world. The “café” costs $42 — 5 apples & I’m happy!",
    "Arthur": "Naïve façades cost £3.50; that’s it.",
    "Pedro": "¿Dónde está el niño? El señor Núñez llegó a las 3:30.",
    "Daniel": "Größere Straßen führen über Köln. Er zahlte 12,50 € dafür.",
    "Liam": "Ça va, l’été ? « Très bien », dit-elle à 15 h 30.",
}


@pytest.mark.parametrize("voice", TEXTS)
def test_marks_are_slices_of_the_bytes(service: Service, voice: str) -> None:
    text = TEXTS[voice]
    marks = service.marks(text, "sentence", "word", "viseme", voice=voice)
    encoded, samples = text.encode(), service.pcm(text, voice)
    assert {mark["type"] for mark in marks} == {"sentence", "word", "viseme"}
    for mark in marks:
        assert type(mark["time"]) is int
        assert 0 <= mark["time"] <= 1_000 * len(samples) / 16_000
        if mark["type"] == "viseme":
            assert list(mark) == ["time", "type", "value"]
            assert mark["value"] in VISEMES
        else:
            assert list(mark) == ["time", "type", "start", "end", "value"]
            assert encoded[mark["start"] : mark["end"]].decode() == mark["value"]
    assert all(first["time"] <= second["time"] for first, second in pairwise(marks))
    words = [mark for mark in marks if mark["type"] == "word"]
    assert all(first["end"] <= second["start"] for first, second in pairwise(words))
    assert not any(word["value"][-1] in ".,!?;»”" for word in words)
    assert sum(mark["type"] == "sentence" for mark in marks) == {"Arthur": 1}.get(voice, 2)


def test_marks_line_by_line(service: Service) -> None:
    reply = service.speech(Text="Mary had a little lamb.", OutputFormat="json", SpeechMarkTypes=["sentence", "word"])
    assert reply.headers["Content-Type"] == "application/x-json-stream"
    lines = reply.body.decode().splitlines()
    assert reply.body.endswith(b"\n")
    start = json.loads(lines[0])["time"]
    assert lines[0] == f'{{"time":{start},"type":"sentence","start":0,"end":23,"value":"Mary had a little lamb."}}'
    spans = [(mark["start"], mark["end"], mark["value"]) for mark in map(json.loads, lines[1:])]
    assert spans == [(0, 4, "Mary"), (5, 8, "had"), (9, 10, "a"), (11, 17, "little"), (18, 22, "lamb")]


@pytest.mark.parametrize("types", [["word"], ["viseme"], ["sentence"], ["word", "viseme"]], ids=str)
def test_only_the_marks_that_were_asked_for(service: Service, types: list[str]) -> None:
    assert {mark["type"] for mark in service.marks(PROMPT, *types)} == set(types)


def test_the_order_at_one_time(service: Service) -> None:
    marks = service.marks('<speak><mark name="m"/>Two.</speak>', "sentence", "ssml", "word", "viseme")
    first = [mark["type"] for mark in marks[:4]]
    assert sorted(first[:2]) == ["sentence", "ssml"]
    assert first[2:] == ["word", "viseme"]


def test_visemes_of_a_word(service: Service) -> None:
    values = [mark["value"] for mark in service.marks("Fish.", "viseme") if mark["value"] != "sil"]
    assert values == ["f", "i", "S"]
    values = [mark["value"] for mark in service.marks("Mutter.", "viseme", voice="Daniel") if mark["value"] != "sil"]
    assert values[:2] == ["p", "u"]


def test_words_begin_when_they_are_heard(service: Service) -> None:
    samples = service.ssml('Yes. <break time="2s"/> No.')
    marks = service.marks('<speak>Yes. <break time="2s"/> No.</speak>', "word")
    onset = 16 * next(mark["time"] for mark in marks if mark["value"] == "No")
    assert np.abs(samples[onset - 16_000 : onset - 2_000]).max() < 0.01
    assert np.abs(samples[onset : onset + 4_800]).max() > 0.05


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ('<speak>Take <sub alias="aluminium">Al</sub> home.</speak>', ["Take", "Al", "home"]),
        ('<speak>Room <say-as interpret-as="digits">407</say-as>.</speak>', ["Room", "407"]),
        ("<speak>Fish &amp; chips</speak>", ["Fish", "&amp;", "chips"]),
        ('<speak><prosody rate="slow">Größe</prosody> zählt.</speak>', ["Größe", "zählt"]),
        ("<speak><p><s>One.</s><s>Two.</s></p></speak>", ["One", "Two"]),
    ],
)
def test_words_of_ssml(service: Service, document: str, expected: list[str]) -> None:
    marks = service.marks(document, "word")
    encoded = document.encode()
    assert [mark["value"] for mark in marks] == expected
    assert [encoded[mark["start"] : mark["end"]].decode() for mark in marks] == expected


def test_ssml_marks(service: Service) -> None:
    document = '<speak>The <mark name="animal"/>cat <mark name="verb"/>sat.<mark name="end"/></speak>'
    marks = service.marks(document, "ssml", "word")
    tags = {mark["value"]: mark for mark in marks if mark["type"] == "ssml"}
    words = {mark["value"]: mark for mark in marks if mark["type"] == "word"}
    assert list(tags) == ["animal", "verb", "end"]
    for name, mark in tags.items():
        assert document[mark["start"] : mark["end"]] == f'<mark name="{name}"/>'
    assert tags["animal"]["time"] == words["cat"]["time"]
    assert tags["verb"]["time"] == words["sat"]["time"]
    assert tags["end"]["time"] > tags["verb"]["time"]


def test_speech_is_cut_after_ten_minutes(service: Service) -> None:
    document = "<speak>One." + '<break time="10s"/>' * 61 + "Two.</speak>"
    speech = service.polly.synthesize_speech(Text=document, TextType="ssml", VoiceId="Matthew", OutputFormat="mulaw")
    assert len(speech["AudioStream"].read()) == 600 * 8_000
    assert [mark["value"] for mark in service.marks(document, "word")] == ["One"]


@pytest.mark.slow
def test_the_longest_text(service: Service) -> None:
    sentence = "Every number that follows is one more than the one before. "
    text = (sentence * 60)[:2_999] + "."
    answer = service.polly.synthesize_speech(Text=text, VoiceId="Matthew", OutputFormat="pcm")
    seconds = len(answer["AudioStream"].read()) / 32_000
    assert answer["RequestCharacters"] == 3_000
    assert 3_000 / 20 < seconds < 3_000 / 9
    words = service.marks(text, "word")
    assert [mark["value"] for mark in words[:-1]] == text.replace(".", "").split()[:-1]
    assert words[-1]["end"] == 2_999
    assert seconds - 3 < words[-1]["time"] / 1_000 < seconds


def test_boto3_reads_the_headers(service: Service) -> None:
    answer = service.polly.synthesize_speech(Text=PROMPT, VoiceId="Matthew", OutputFormat="mp3")
    assert (answer["ContentType"], answer["RequestCharacters"]) == ("audio/mpeg", len(PROMPT))
    assert refusal(service.polly.synthesize_speech, Text="a" * 3_001, VoiceId="Matthew", OutputFormat="mp3") == (
        "TextLengthExceededException", 400,
    )  # fmt: skip
