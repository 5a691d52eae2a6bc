"""Conformance with Amazon Polly: asynchronous tasks, their states, lists and outputs."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

from tests.server.clients import OTHER_KEY, OTHER_SECRET, TOPIC
from tests.server.conformance import PROMPT, UUID, Service, refusal

_regions = count()
TASK = {"Text": PROMPT, "VoiceId": "Matthew", "OutputFormat": "mp3", "OutputS3BucketName": "prompts"}


@pytest.fixture
def region() -> str:
    """One in which nothing is yet."""
    return f"task-region-{next(_regions)}"


@pytest.fixture
def polly(service: Service, region: str) -> Any:
    return service.client(region)


def finished(polly: Any, task_id: str) -> dict[str, Any]:
    for _ in range(3_000):
        task = polly.get_speech_synthesis_task(TaskId=task_id)["SynthesisTask"]
        if task["TaskStatus"] in ("completed", "failed"):
            return dict(task)
        assert task["TaskStatus"] in ("scheduled", "inProgress")
        time.sleep(0.02)
    raise AssertionError("the task never ended")


def test_the_life_of_a_task(polly: Any, service: Service) -> None:
    before = datetime.now(UTC)
    members = {**TASK, "Engine": "neural", "SampleRate": "16000", "LanguageCode": "en-US", "TextType": "text"}
    task = polly.start_speech_synthesis_task(**members, OutputS3KeyPrefix="menu/main")["SynthesisTask"]
    assert UUID.fullmatch(task["TaskId"])
    assert task["TaskStatus"] in ("scheduled", "inProgress", "completed")
    assert abs((task["CreationTime"] - before).total_seconds()) < 60
    assert task["RequestCharacters"] == len(PROMPT)
    done = finished(polly, task["TaskId"])
    assert done["TaskStatus"] == "completed"
    for name in ("Engine", "SampleRate", "LanguageCode", "TextType", "OutputFormat", "VoiceId"):
        assert done[name] == members[name]
    assert done["OutputUri"].endswith(f"prompts/menu/main.{task['TaskId']}.mp3")
    output = service.data / "outputs" / "prompts" / "menu" / f"main.{task['TaskId']}.mp3"
    spoken = polly.synthesize_speech(Text=PROMPT, VoiceId="Matthew", OutputFormat="mp3", SampleRate="16000")
    assert output.read_bytes() == spoken["AudioStream"].read()


@pytest.mark.parametrize(
    ("members", "ending"),
    [
        ({"OutputFormat": "mp3"}, "mp3"),
        ({"OutputFormat": "ogg_vorbis"}, "ogg"),
        ({"OutputFormat": "ogg_opus"}, "ogg|opus"),
        ({"OutputFormat": "pcm"}, "pcm"),
        ({"OutputFormat": "mulaw"}, "mulaw|ulaw"),
        ({"OutputFormat": "alaw"}, "alaw"),
        ({"OutputFormat": "json", "SpeechMarkTypes": ["sentence", "word"]}, "marks"),
    ],
)
def test_outputs_of_every_format(polly: Any, service: Service, members: dict[str, Any], ending: str) -> None:
    task_id = polly.start_speech_synthesis_task(**{**TASK, **members})["SynthesisTask"]["TaskId"]
    done = finished(polly, task_id)
    assert done["TaskStatus"] == "completed"
    name = done["OutputUri"].rpartition("/")[2]
    assert name.partition(".")[0] == task_id
    assert name.partition(".")[2] in ending.split("|")
    found = list((service.data / "outputs" / "prompts").glob(f"*{task_id}*"))
    assert [path.name for path in found] == [name]
    speech = {"Text": PROMPT, "VoiceId": "Matthew", **members}
    expected = polly.synthesize_speech(**speech)["AudioStream"].read()
    written = found[0].read_bytes()
    assert written == expected if not members["OutputFormat"].startswith("ogg") else len(written) == len(expected)


def test_times_and_numbers_in_json(service: Service, region: str) -> None:
    task = service.call("POST", "/v1/synthesisTasks", TASK, region=region).json()["SynthesisTask"]
    assert isinstance(task["CreationTime"], (int, float))
    assert abs(task["CreationTime"] - time.time()) < 60
    assert type(task["RequestCharacters"]) is int
    assert "SnsTopicArn" not in task


def test_a_task_of_ssml_and_lexicons(polly: Any) -> None:
    lexicon = (
        '<lexicon version="1.0" alphabet="ipa" xml:lang="en-US" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon">'
        "<lexeme><grapheme>W3C</grapheme><alias>World Wide Web</alias></lexeme></lexicon>"
    )
    polly.put_lexicon(Name="w3c", Content=lexicon)
    document = '<speak>W3C <break time="1s"/> now.</speak>'
    task = polly.start_speech_synthesis_task(**{**TASK, "Text": document, "TextType": "ssml"}, LexiconNames=["w3c"])
    assert task["SynthesisTask"]["LexiconNames"] == ["w3c"]
    assert task["SynthesisTask"]["RequestCharacters"] == len("W3C  now.")
    assert finished(polly, task["SynthesisTask"]["TaskId"])["TaskStatus"] == "completed"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("", "text"), (" \n\n ", "text"), ("?! …", "text"), ("<speak> </speak>", "ssml"), ("<speak>..</speak>", "ssml")],
)
def test_a_text_that_cannot_be_spoken_is_refused_as_by_synthesize_speech(polly: Any, text: str, kind: str) -> None:
    """Seen: such a task was taken, and failed later."""
    members = {"Text": text, "TextType": kind}
    spoken = refusal(polly.synthesize_speech, **members, VoiceId="Matthew", OutputFormat="mp3")
    assert spoken == ("ValidationException", 400)
    assert refusal(polly.start_speech_synthesis_task, **{**TASK, **members}) == spoken
    assert not polly.list_speech_synthesis_tasks()["SynthesisTasks"]


def test_a_topic(polly: Any) -> None:
    task = polly.start_speech_synthesis_task(**TASK, SnsTopicArn=TOPIC)["SynthesisTask"]
    assert finished(polly, task["TaskId"])["SnsTopicArn"] == TOPIC


@pytest.mark.parametrize("prefix", ["../../outside", "/absolute", "a/../../b", "..", "./x", "a//b", "$(id)", "a/b/c.d"])
def test_a_prefix_never_leaves_its_bucket(polly: Any, service: Service, prefix: str) -> None:
    try:
        task = polly.start_speech_synthesis_task(**TASK, OutputS3KeyPrefix=prefix)["SynthesisTask"]
    except polly.exceptions.InvalidS3KeyException:
        return
    finished(polly, task["TaskId"])
    bucket = (service.data / "outputs" / "prompts").resolve()
    for path in service.data.parent.rglob(f"*{task['TaskId']}*"):
        assert path.resolve().is_relative_to(bucket)


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"OutputS3BucketName": "A"}, "InvalidS3BucketException|ValidationException"),
        ({"OutputS3BucketName": "Upper"}, "InvalidS3BucketException|ValidationException"),
        ({"OutputS3BucketName": "../up"}, "InvalidS3BucketException|ValidationException"),
        ({"OutputS3BucketName": "b" * 64}, "InvalidS3BucketException|ValidationException"),
        ({"OutputS3BucketName": ""}, "InvalidS3BucketException|ValidationException"),
        ({"OutputS3KeyPrefix": "a b"}, "InvalidS3KeyException|ValidationException"),
        ({"OutputS3KeyPrefix": "ü"}, "InvalidS3KeyException|ValidationException"),
        ({"OutputS3KeyPrefix": "a" * 801}, "InvalidS3KeyException|ValidationException"),
        ({"SnsTopicArn": "topic"}, "InvalidSnsTopicArnException|ValidationException"),
        ({"SnsTopicArn": "arn:aws:sqs:us-east-1:123456789012:a"}, "InvalidSnsTopicArnException|ValidationException"),
        ({"Text": "a" * 100_001}, "TextLengthExceededException"),
        ({"Text": f"<speak>{'<p> </p>' * 25_001}</speak>", "TextType": "ssml"}, "TextLengthExceededException"),
        ({"Text": "<speak>", "TextType": "ssml"}, "InvalidSsmlException"),
        ({"SampleRate": "7"}, "InvalidSampleRateException"),
        ({"LexiconNames": ["missing"]}, "LexiconNotFoundException"),
        ({"SpeechMarkTypes": ["word"]}, "MarksNotSupportedForFormatException"),
        ({"OutputFormat": "json", "SpeechMarkTypes": ["ssml"]}, "SsmlMarksNotSupportedForTextTypeException"),
        ({"LanguageCode": "fr-FR"}, "LanguageNotSupportedException"),
        ({"Engine": "long-form"}, "EngineNotSupportedException|ValidationException"),
        ({"VoiceId": "Nobody"}, "ValidationException"),
        ({"OutputFormat": "wav"}, "ValidationException"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_documented_errors(polly: Any, members: dict[str, Any], code: str) -> None:
    found, status = refusal(polly.start_speech_synthesis_task, **{**TASK, **members})
    assert found in code.split("|")
    assert status == (404 if code.startswith("Lexicon") else 400)
    assert polly.list_speech_synthesis_tasks()["SynthesisTasks"] == []


@pytest.mark.parametrize("member", ["Text", "VoiceId", "OutputFormat", "OutputS3BucketName"])
def test_a_missing_member_is_named(service: Service, member: str) -> None:
    body = {name: value for name, value in TASK.items() if name != member}
    reply = service.call("POST", "/v1/synthesisTasks", body)
    reply.is_error("ValidationException")
    assert f"'{member[0].lower()}{member[1:]}'" in reply.message


@pytest.mark.parametrize("text_length", [3_001, 20_000])
def test_tasks_take_longer_texts_than_requests(polly: Any, text_length: int) -> None:
    """Silence after a word is soon made."""
    task = polly.start_speech_synthesis_task(**{**TASK, "Text": "Yes." + " " * (text_length - 4)})["SynthesisTask"]
    assert task["RequestCharacters"] == text_length
    assert finished(polly, task["TaskId"])["TaskStatus"] == "completed"


def test_tasks_that_are_not_there(service: Service, polly: Any, region: str) -> None:
    absent = {"TaskId": "00000000-0000-0000-0000-000000000000"}
    assert refusal(polly.get_speech_synthesis_task, **absent) == ("SynthesisTaskNotFoundException", 400)
    assert refusal(polly.get_speech_synthesis_task, TaskId="a" * 101) == ("InvalidTaskIdException", 400)
    service.call("GET", "/v1/synthesisTasks/a.b").is_error("InvalidTaskIdException")
    task_id = polly.start_speech_synthesis_task(**TASK)["SynthesisTask"]["TaskId"]
    for stranger in (service.client(region, OTHER_KEY, OTHER_SECRET), service.client(f"{region}-b")):
        assert refusal(stranger.get_speech_synthesis_task, TaskId=task_id) == ("SynthesisTaskNotFoundException", 400)
        assert stranger.list_speech_synthesis_tasks()["SynthesisTasks"] == []


def test_lists_in_pages(polly: Any) -> None:
    started = [polly.start_speech_synthesis_task(**TASK)["SynthesisTask"]["TaskId"] for _ in range(5)]
    for task_id in started:
        finished(polly, task_id)
    first = polly.list_speech_synthesis_tasks(MaxResults=2)
    assert len(first["SynthesisTasks"]) == 2
    second = polly.list_speech_synthesis_tasks(MaxResults=2, NextToken=first["NextToken"])
    third = polly.list_speech_synthesis_tasks(MaxResults=2, NextToken=second["NextToken"])
    assert "NextToken" not in third
    listed = [task for page in (first, second, third) for task in page["SynthesisTasks"]]
    assert {task["TaskId"] for task in listed} == set(started)
    assert len(listed) == 5
    times = [task["CreationTime"] for task in listed]
    assert times in (sorted(times), sorted(times, reverse=True))
    pages = polly.get_paginator("list_speech_synthesis_tasks").paginate(PaginationConfig={"PageSize": 2})
    assert [task["TaskId"] for page in pages for task in page["SynthesisTasks"]] == [task["TaskId"] for task in listed]
    assert len(polly.list_speech_synthesis_tasks(Status="completed")["SynthesisTasks"]) == 5
    for status in ("scheduled", "inProgress", "failed"):
        assert polly.list_speech_synthesis_tasks(Status=status)["SynthesisTasks"] == []
    assert len(polly.list_speech_synthesis_tasks(MaxResults=5)["SynthesisTasks"]) == 5
    assert "NextToken" not in polly.list_speech_synthesis_tasks(MaxResults=5)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("MaxResults=0", "ValidationException"),
        ("MaxResults=101", "ValidationException"),
        ("MaxResults=-1", "ValidationException"),
        ("MaxResults=many", "SerializationException|ValidationException"),
        ("Status=done", "ValidationException"),
        ("Status=Completed", "ValidationException"),
        ("NextToken=never-given", "InvalidNextTokenException"),
        ("NextToken=%C3%BC", "InvalidNextTokenException"),
        ("NextToken=" + "a" * 4_097, "ValidationException|InvalidNextTokenException"),
    ],
    ids=lambda value: value[:30],
)
def test_bad_queries_of_lists(service: Service, query: str, code: str) -> None:
    reply = service.call("GET", f"/v1/synthesisTasks?{query}")
    reply.is_error(reply.code)
    assert reply.code in code.split("|")


def test_marks_in_a_file(polly: Any, service: Service) -> None:
    members = {**TASK, "OutputFormat": "json", "SpeechMarkTypes": ["word"], "Text": "Größe zählt."}
    task_id = polly.start_speech_synthesis_task(**members)["SynthesisTask"]["TaskId"]
    assert finished(polly, task_id)["SpeechMarkTypes"] == ["word"]
    (path,) = (service.data / "outputs" / "prompts").glob(f"*{task_id}*")
    marks = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [(mark["start"], mark["end"], mark["value"]) for mark in marks] == [(0, 7, "Größe"), (8, 14, "zählt")]
