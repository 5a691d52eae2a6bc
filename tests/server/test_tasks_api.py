"""Task operations with boto3: what is checked, stored and listed. Running tasks is tested beside the queue."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from tests.server.clients import TOPIC, polly_client

REQUEST = {"Text": "Hello.", "VoiceId": "Arthur", "OutputFormat": "mp3", "OutputS3BucketName": "prompts"}


def code(call, **members) -> str:
    with pytest.raises(ClientError) as caught:
        call(**members)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    return caught.value.response["Error"]["Code"]


def test_a_task_says_what_was_asked_for(polly):
    asked = {
        **REQUEST, "Text": "<speak>Hello <mark name='a'/> you.</speak>", "TextType": "ssml", "OutputFormat": "json",
        "SpeechMarkTypes": ["ssml", "word"], "OutputS3KeyPrefix": "a/b", "SnsTopicArn": TOPIC, "Engine": "neural",
        "LanguageCode": "en-GB", "SampleRate": "22050",
    }  # fmt: skip
    task = polly.start_speech_synthesis_task(**asked)["SynthesisTask"]
    for name in ("VoiceId", "OutputFormat", "TextType", "SpeechMarkTypes", "SnsTopicArn", "Engine", "LanguageCode"):
        assert task[name] == asked[name]
    assert task["TaskStatus"] == "scheduled"
    assert task["RequestCharacters"] == len("Hello  you.")
    assert task["OutputUri"].endswith(f"{task['TaskId']}.marks")
    assert polly.get_speech_synthesis_task(TaskId=task["TaskId"])["SynthesisTask"] == task


def test_defaults_of_a_task(polly):
    task = polly.start_speech_synthesis_task(**REQUEST)["SynthesisTask"]
    assert (task["TextType"], task["SampleRate"], task["Engine"]) == ("text", "24000", "neural")
    assert "LexiconNames" not in task
    assert "SnsTopicArn" not in task


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"OutputS3BucketName": "Ab"}, "InvalidS3BucketException"),
        ({"OutputS3BucketName": "a/../b"}, "InvalidS3BucketException"),
        ({"OutputS3BucketName": "bucket\n"}, "InvalidS3BucketException"),
        ({"OutputS3KeyPrefix": "a\\b"}, "InvalidS3KeyException"),
        ({"OutputS3KeyPrefix": "x" * 801}, "InvalidS3KeyException"),
        ({"SnsTopicArn": "arn:aws:sqs:eu-central-1:123456789012:done"}, "InvalidSnsTopicArnException"),
        ({"SnsTopicArn": f"{TOPIC}-without-a-webhook"}, "InvalidSnsTopicArnException"),
        ({"Text": "a" * 100_001}, "TextLengthExceededException"),
        ({"Text": "<speak>", "TextType": "ssml"}, "InvalidSsmlException"),
        ({"SampleRate": "1"}, "InvalidSampleRateException"),
        ({"SpeechMarkTypes": ["word"]}, "MarksNotSupportedForFormatException"),
        ({"VoiceId": "Nobody"}, "ValidationException"),
        ({"Engine": "standard"}, "ValidationException"),
        ({"LanguageCode": "fr-CA"}, "LanguageNotSupportedException"),
    ],
)
def test_refusals(polly, change, wanted):
    assert code(polly.start_speech_synthesis_task, **{**REQUEST, **change}) == wanted


def test_long_texts_are_taken(polly):
    task = polly.start_speech_synthesis_task(**{**REQUEST, "Text": "a " * 50_000})["SynthesisTask"]
    assert task["RequestCharacters"] == 100_000


def test_unknown_and_malformed_ids(polly):
    assert code(polly.get_speech_synthesis_task, TaskId="missing") == "SynthesisTaskNotFoundException"
    assert code(polly.get_speech_synthesis_task, TaskId="a b") == "InvalidTaskIdException"
    assert code(polly.get_speech_synthesis_task, TaskId="a" * 101) == "InvalidTaskIdException"


def test_lists_are_in_order_and_paged(polly):
    here = polly_client(polly.meta.endpoint_url, region="sa-east-1")
    made = [here.start_speech_synthesis_task(**REQUEST)["SynthesisTask"]["TaskId"] for _ in range(5)]
    pages = list(here.get_paginator("list_speech_synthesis_tasks").paginate(PaginationConfig={"PageSize": 2}))
    assert [len(page["SynthesisTasks"]) for page in pages] == [2, 2, 1]
    assert "NextToken" not in pages[-1]
    assert [task["TaskId"] for page in pages for task in page["SynthesisTasks"]] == made
    assert len(here.list_speech_synthesis_tasks(Status="scheduled")["SynthesisTasks"]) == 5
    assert here.list_speech_synthesis_tasks(Status="failed")["SynthesisTasks"] == []
    token = pages[0]["NextToken"]
    assert code(here.list_speech_synthesis_tasks, Status="scheduled", NextToken=token) == "InvalidNextTokenException"
    assert code(here.list_speech_synthesis_tasks, MaxResults=101) == "ValidationException"
    assert code(here.list_speech_synthesis_tasks, Status="gone") == "ValidationException"
    elsewhere = polly_client(polly.meta.endpoint_url, region="us-west-2")
    assert code(elsewhere.get_speech_synthesis_task, TaskId=made[0]) == "SynthesisTaskNotFoundException"
