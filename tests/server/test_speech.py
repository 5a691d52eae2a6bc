"""SynthesizeSpeech and DescribeVoices with boto3."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest
import soundfile
from botocore.exceptions import ClientError

from tests.server.support import BUSY_TEXT

RATES = ["8000", "16000", "22050", "24000", "44100", "48000"]
TEXT = "Good morning, my friends."


def speak(polly, **members):
    response = polly.synthesize_speech(**{"Text": TEXT, "VoiceId": "Arthur", "OutputFormat": "mp3", **members})
    return response, response["AudioStream"].read()


def refused(polly, **members) -> dict:
    with pytest.raises(ClientError) as caught:
        speak(polly, **members)
    return caught.value.response


@pytest.fixture(scope="module")
def pcm_seconds(polly) -> float:
    _, data = speak(polly, OutputFormat="pcm")
    return len(data) / 2 / 16_000


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("format_name", ["mp3", "ogg_vorbis"])
def test_compressed_formats_have_the_rate_and_length(polly, pcm_seconds, format_name, rate):
    response, data = speak(polly, OutputFormat=format_name, SampleRate=rate)
    assert response["ContentType"] == {"mp3": "audio/mpeg", "ogg_vorbis": "audio/ogg"}[format_name]
    samples, found = soundfile.read(io.BytesIO(data))
    assert found == int(rate)
    assert abs(len(samples) / found - pcm_seconds) < 0.2
    assert np.sqrt(np.mean(samples**2)) > 0.005


def test_opus(polly, pcm_seconds):
    response, data = speak(polly, OutputFormat="ogg_opus")
    info = soundfile.info(io.BytesIO(data))
    assert response["ContentType"] == "audio/ogg"
    assert (info.subtype, info.samplerate) == ("OPUS", 48_000)
    assert abs(info.duration - pcm_seconds) < 0.2


@pytest.mark.parametrize(
    ("format_name", "rate", "media_type", "bytes_per_second"),
    [
        ("pcm", None, "audio/pcm", 32_000),
        ("pcm", "16000", "audio/pcm", 32_000),
        ("pcm", "8000", "audio/pcm", 16_000),
        ("mulaw", None, "audio/mulaw", 8_000),
        ("mulaw", "8000", "audio/mulaw", 8_000),
        ("alaw", None, "audio/alaw", 8_000),
    ],
)
def test_raw_formats(polly, pcm_seconds, format_name, rate, media_type, bytes_per_second):
    members = {"SampleRate": rate} if rate else {}
    response, data = speak(polly, OutputFormat=format_name, **members)
    assert response["ContentType"] == media_type
    assert abs(len(data) / bytes_per_second - pcm_seconds) < 0.001


def test_default_rate_of_mp3_is_24_khz(polly):
    _, data = speak(polly)
    assert soundfile.info(io.BytesIO(data)).samplerate == 24_000


@pytest.mark.parametrize(
    ("format_name", "rate"),
    [
        ("mp3", "11025"), ("mp3", "abc"), ("mp3", " 8000"), ("ogg_opus", "24000"), ("pcm", "24000"), ("pcm", "22050"),
        ("mulaw", "16000"), ("alaw", "16000"), ("ogg_vorbis", "32000"), ("mp3", "-8000"), ("json", "1"),
    ],
)  # fmt: skip
def test_other_rates_are_refused(polly, format_name, rate):
    marks = {"SpeechMarkTypes": ["word"]} if format_name == "json" else {}
    response = refused(polly, OutputFormat=format_name, SampleRate=rate, **marks)
    assert response["Error"]["Code"] == "InvalidSampleRateException"
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 400


def test_headers(polly):
    response, _ = speak(polly)
    headers = response["ResponseMetadata"]["HTTPHeaders"]
    assert response["RequestCharacters"] == len(TEXT)
    assert headers["transfer-encoding"] == "chunked"
    assert len(response["ResponseMetadata"]["RequestId"]) == 36


def test_text_counts_characters_not_bytes(polly):
    response, _ = speak(polly, Text="Füße 😀.", VoiceId="Daniel")
    assert response["RequestCharacters"] == 7


def test_ssml_counts_without_tags(polly):
    text = '<speak>Good <break time="200ms"/>morning, <prosody rate="slow">my friends</prosody> &amp; foes.</speak>'
    response, data = speak(polly, Text=text, TextType="ssml")
    assert response["RequestCharacters"] == len("Good morning, my friends & foes.")
    assert data


def test_break_is_in_the_audio(polly):
    _, short = speak(polly, OutputFormat="pcm", TextType="ssml", Text="<speak>One. <break time='1s'/>Two.</speak>")
    _, long = speak(polly, OutputFormat="pcm", TextType="ssml", Text="<speak>One. <break time='3s'/>Two.</speak>")
    assert (len(long) - len(short)) / 32_000 == pytest.approx(2.0, abs=0.002)


def test_the_same_request_gives_the_same_bytes(polly):
    assert speak(polly)[1] == speak(polly)[1]


def marks(polly, kinds, **members) -> list[dict]:
    response, data = speak(polly, OutputFormat="json", SpeechMarkTypes=kinds, **members)
    assert response["ContentType"] == "application/x-json-stream"
    return [json.loads(line) for line in data.decode().splitlines()]


def test_marks_point_into_the_bytes_of_the_text(polly):
    text = "Schöne Grüße. Bis 1/2/22!"
    found = marks(polly, ["sentence", "word"], Text=text, VoiceId="Daniel")
    raw = text.encode()
    assert {mark["type"] for mark in found} == {"sentence", "word"}
    for mark in found:
        assert raw[mark["start"] : mark["end"]].decode() == mark["value"]
    assert [mark["value"] for mark in found if mark["type"] == "word"][:2] == ["Schöne", "Grüße"]
    assert found == sorted(found, key=lambda mark: mark["time"])


def test_marks_of_the_wanted_types_only(polly):
    found = marks(polly, ["viseme"])
    assert found
    assert {frozenset(mark) for mark in found} == {frozenset({"time", "type", "value"})}


def test_ssml_marks(polly):
    text = '<speak>First <mark name="here"/>second.</speak>'
    found = marks(polly, ["ssml", "word"], Text=text, TextType="ssml")
    mark = next(mark for mark in found if mark["type"] == "ssml")
    assert text[mark["start"] : mark["end"]] == '<mark name="here"/>'
    assert mark["value"] == "here"
    assert mark["time"] == next(m["time"] for m in found if m["value"] == "second")


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"OutputFormat": "mp3", "SpeechMarkTypes": ["word"]}, "MarksNotSupportedForFormatException"),
        ({"OutputFormat": "json", "SpeechMarkTypes": ["ssml"]}, "SsmlMarksNotSupportedForTextTypeException"),
        ({"OutputFormat": "json"}, "ValidationException"),
        ({"Engine": "standard"}, "ValidationException"),
        ({"Engine": "long-form"}, "ValidationException"),
        ({"Engine": "fast"}, "ValidationException"),
        ({"LanguageCode": "de-DE"}, "LanguageNotSupportedException"),
        ({"LanguageCode": "xx-XX"}, "ValidationException"),
        ({"VoiceId": "Nobody"}, "ValidationException"),
        ({"VoiceId": "arthur"}, "ValidationException"),
        ({"OutputFormat": "wav"}, "ValidationException"),
        ({"TextType": "html"}, "ValidationException"),
        ({"LexiconNames": ["missing"]}, "LexiconNotFoundException"),
        ({"LexiconNames": ["bad name"]}, "ValidationException"),
        ({"LexiconNames": ["a", "b", "c", "d", "e", "f"]}, "ValidationException"),
        ({"SpeechMarkTypes": ["letter"], "OutputFormat": "json"}, "ValidationException"),
        ({"Text": ""}, "ValidationException"),
        ({"Text": "a" * 3_001}, "TextLengthExceededException"),
        ({"Text": f"<speak>{'a' * 3_001}</speak>", "TextType": "ssml"}, "TextLengthExceededException"),
        ({"Text": f"<speak>{'<p>a</p>' * 800}</speak>", "TextType": "ssml"}, "TextLengthExceededException"),
        ({"Text": "no tags", "TextType": "ssml"}, "InvalidSsmlException"),
        ({"Text": "<speak>open", "TextType": "ssml"}, "InvalidSsmlException"),
        ({"Text": "<speak>a & b</speak>", "TextType": "ssml"}, "InvalidSsmlException"),
        ({"Text": "<speak><audio src='x'/></speak>", "TextType": "ssml"}, "InvalidSsmlException"),
        ({"Text": "<speak><voice name='Joe'>a</voice></speak>", "TextType": "ssml"}, "InvalidSsmlException"),
        ({"Text": "<speak><break time='11s'/>a</speak>", "TextType": "ssml"}, "InvalidSsmlException"),
        ({"Text": "<!DOCTYPE speak [<!ENTITY a 'b'>]><speak>&a;</speak>", "TextType": "ssml"}, "InvalidSsmlException"),
        (
            {"Text": "<speak><amazon:domain name='news'>a</amazon:domain></speak>", "TextType": "ssml"},
            "InvalidSsmlException",
        ),
        ({"Text": BUSY_TEXT}, "ThrottlingException"),
    ],
)
def test_refusals(polly, members, code):
    response = refused(polly, **members)
    assert response["Error"]["Code"] == code
    assert response["ResponseMetadata"]["HTTPStatusCode"] == (404 if code == "LexiconNotFoundException" else 400)
    assert response["ResponseMetadata"]["RequestId"]


def test_matthew_reads_the_news(polly):
    text = "<speak><amazon:domain name='news'>Good evening.</amazon:domain></speak>"
    assert speak(polly, Text=text, TextType="ssml", VoiceId="Matthew")[1]


def test_throttling_says_when_to_come_back(polly):
    assert refused(polly, Text=BUSY_TEXT)["ResponseMetadata"]["HTTPHeaders"]["retry-after"] == "3"


def test_the_message_of_an_enum(polly):
    message = refused(polly, VoiceId="Nobody")["Error"]["Message"]
    assert message == (
        "1 validation error detected: Value 'Nobody' at 'voiceId' failed to satisfy constraint: "
        "Member must satisfy enum value set: [Matthew, Arthur, Pedro, Daniel, Liam]"
    )


def test_the_neural_engine_and_the_own_language_may_be_named(polly):
    assert speak(polly, Engine="neural", LanguageCode="en-GB")[1]


def test_presigned_get(polly):
    import requests

    url = polly.generate_presigned_url(
        "synthesize_speech",
        Params={"Text": "Schöne Grüße + mehr", "VoiceId": "Daniel", "OutputFormat": "json",
                "SpeechMarkTypes": ["word", "sentence"]},
        HttpMethod="GET",
    )  # fmt: skip
    response = requests.get(url, timeout=60)
    assert response.status_code == 200
    assert response.headers["x-amzn-RequestCharacters"] == "19"
    assert '"value":"Schöne Grüße + mehr"' in response.content.decode()


def test_voices(polly):
    voices = polly.describe_voices()["Voices"]
    assert [(voice["Id"], voice["LanguageCode"], voice["LanguageName"]) for voice in voices] == [
        ("Matthew", "en-US", "US English"),
        ("Arthur", "en-GB", "British English"),
        ("Pedro", "es-US", "US Spanish"),
        ("Daniel", "de-DE", "German"),
        ("Liam", "fr-CA", "Canadian French"),
    ]
    assert all(voice["SupportedEngines"] == ["neural"] and voice["Gender"] == "Male" for voice in voices)


def test_voices_by_language_and_engine(polly):
    assert [voice["Id"] for voice in polly.describe_voices(LanguageCode="fr-CA")["Voices"]] == ["Liam"]
    assert polly.describe_voices(LanguageCode="ja-JP")["Voices"] == []
    assert len(polly.describe_voices(Engine="neural", IncludeAdditionalLanguageCodes=True)["Voices"]) == 5
    assert polly.describe_voices(Engine="standard")["Voices"] == []
    assert len(list(polly.get_paginator("describe_voices").paginate())) == 1
    with pytest.raises(ClientError, match="languageCode"):
        polly.describe_voices(LanguageCode="xx")
    with pytest.raises(ClientError, match="InvalidNextToken"):
        polly.describe_voices(NextToken="made-up")
