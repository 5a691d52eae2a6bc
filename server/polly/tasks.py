"""StartSpeechSynthesisTask, GetSpeechSynthesisTask and ListSpeechSynthesisTasks."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from starlette.responses import Response

from server.contract import TaskRecord, TaskStatus
from server.errors import ApiError
from server.notices import Webhooks
from server.outputs import MissingBucketError
from server.polly.model import (
    LONGEST_TOKEN,
    OUR_ENGINE,
    S3_BUCKET,
    S3_KEY_PREFIX,
    SNS_TOPIC_ARN,
    TASK_CHARACTERS,
    TASK_ID,
)
from server.polly.operation import Call, answer, epoch
from server.polly.speech import checked, speech_members
from server.polly.validation import Member
from server.services import Services

_PAGE = 100


def start_members(services: Services) -> Sequence[Member]:
    return (
        *speech_members(services),
        Member("OutputS3BucketName", required=True),
        Member("OutputS3KeyPrefix"),
        Member("SnsTopicArn"),
    )


def get_members(services: Services) -> Sequence[Member]:
    return (Member("TaskId", required=True),)


def list_members(services: Services) -> Sequence[Member]:
    return (
        Member("MaxResults", kind="integer", minimum=1, maximum=100),
        Member("NextToken", longest=LONGEST_TOKEN),
        Member("Status", enum=tuple(status.value for status in TaskStatus)),
    )


async def start_task(call: Call) -> Response:
    """Checks a task as far as it can be checked now, and queues it."""
    values, caller = call.values, call.caller
    bucket, prefix = values["OutputS3BucketName"], values.get("OutputS3KeyPrefix", "")
    topic = values.get("SnsTopicArn", "")
    if not _matches(S3_BUCKET, bucket):
        raise ApiError("InvalidS3BucketException", f"The S3 bucket name is not valid: it must match {S3_BUCKET}")
    if not _matches(S3_KEY_PREFIX, prefix):
        raise ApiError("InvalidS3KeyException", f"The S3 key prefix is not valid: it must match {S3_KEY_PREFIX}")
    if topic and not _matches(SNS_TOPIC_ARN, topic):
        raise ApiError("InvalidSnsTopicArnException", f"The SNS topic ARN is not valid: it must match {SNS_TOPIC_ARN}")
    if topic and Webhooks.of(call.services.settings).url_for(topic) is None:
        advice = "set one with webhooks, or leave SnsTopicArn out"
        raise ApiError("InvalidSnsTopicArnException", f"This server has no webhook for the SNS topic {topic}: {advice}")
    wanted = await checked(call, TASK_CHARACTERS)
    await call.services.engine.check(wanted.request)  # SynthesizeSpeech refuses at its first audio what is empty
    record = TaskRecord(
        task_id=str(uuid.uuid4()),
        account=caller.scope.account,
        region=caller.scope.region,
        caller=caller.id,
        creation_time=datetime.now(UTC),
        text=wanted.request.text,
        voice_id=wanted.voice.name,
        output_format=wanted.output.format.name,
        sample_rate=values.get("SampleRate") or str(wanted.output.sample_rate or ""),
        bucket=bucket,
        request_characters=wanted.characters,
        key_prefix=prefix,
        text_type="ssml" if wanted.request.ssml else "text",
        engine=values.get("Engine") or OUR_ENGINE,
        language_code=values.get("LanguageCode", ""),
        lexicon_names=tuple(values.get("LexiconNames", ())),
        lexicons=wanted.request.lexicons,
        speech_mark_types=tuple(values.get("SpeechMarkTypes", ())),
        sns_topic_arn=topic,
    )
    try:
        submitted = await call.services.tasks.submit(record)
    except MissingBucketError as error:
        raise ApiError("InvalidS3BucketException", f"The provided Amazon S3 bucket is invalid: {error}") from error
    call.services.metrics.characters(call.log.operation, wanted.voice.name, wanted.characters)
    return answer({"SynthesisTask": _describe(submitted)})


async def get_task(call: Call) -> Response:
    """The state of one task."""
    task_id = call.values["TaskId"]
    if not _matches(TASK_ID, task_id):
        raise ApiError("InvalidTaskIdException", f"The task id is not valid: it must match {TASK_ID}")
    record = await call.services.stores.tasks.get(call.caller.scope, task_id)
    if record is None:
        raise ApiError("SynthesisTaskNotFoundException", f"There is no synthesis task {task_id}")
    return answer({"SynthesisTask": _describe(record)})


async def list_tasks(call: Call) -> Response:
    """Tasks in the order in which they were made, a page at a time."""
    scope, tokens = call.caller.scope, call.tokens
    limit: int = call.values.get("MaxResults", _PAGE)
    status = TaskStatus(call.values["Status"]) if "Status" in call.values else None
    purpose = f"tasks {status.value if status else ''}"
    after: tuple[datetime, str] | None = None
    if token := call.values.get("NextToken"):
        moment, task_id = tokens.read(purpose, scope, token)
        after = (datetime.fromisoformat(moment), task_id)
    records = await call.services.stores.tasks.list(scope, status=status, after=after, limit=limit + 1)
    page = records[:limit]
    more = None
    if len(records) > limit:
        more = tokens.make(purpose, scope, [page[-1].creation_time.isoformat(), page[-1].task_id])
    return answer({"SynthesisTasks": [_describe(record) for record in page], "NextToken": more})


def _describe(record: TaskRecord) -> dict[str, Any]:
    known = {
        "Engine": record.engine,
        "TaskId": record.task_id,
        "TaskStatus": record.status.value,
        "TaskStatusReason": record.status_reason,
        "OutputUri": record.output_uri,
        "CreationTime": epoch(record.creation_time),
        "RequestCharacters": record.request_characters,
        "SnsTopicArn": record.sns_topic_arn,
        "LexiconNames": list(record.lexicon_names),
        "OutputFormat": record.output_format,
        "SampleRate": record.sample_rate,
        "SpeechMarkTypes": list(record.speech_mark_types),
        "TextType": record.text_type,
        "VoiceId": record.voice_id,
        "LanguageCode": record.language_code,
    }
    return {name: value for name, value in known.items() if value not in ("", [])}


def _matches(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern.rstrip("$"), text, re.ASCII) is not None
