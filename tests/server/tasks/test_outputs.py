"""What tasks write, and how they end."""

from __future__ import annotations

import dataclasses
import io
import json
import time
from pathlib import Path

import boto3
import pytest
import soundfile

from server.config import Settings
from server.contract import TaskStatus
from tests.server.backends import s3
from tests.server.tasks.serving import TOPIC, Service, files_below, output_of, run, task
from tts.synthesizer import Synthesizer


def test_every_format_is_written_whole(settings: Settings) -> None:
    wanted = [
        ("mp3", "22050"), ("ogg_vorbis", "24000"), ("ogg_opus", "48000"), ("pcm", "8000"), ("mulaw", "8000"),
        ("alaw", "8000"),
    ]  # fmt: skip
    length_s = Synthesizer(settings.voices).synthesize(task().text).duration_s

    async def work(service: Service) -> None:
        records = [
            await service.tasks.submit(task(output_format=name, sample_rate=rate, key_prefix=f"a/{name}"))
            for name, rate in wanted
        ]
        assert all(record.status is TaskStatus.SCHEDULED for record in records)
        for record in await service.ended(*records):
            assert record.status is TaskStatus.COMPLETED, record.status_reason
            data = output_of(record).read_bytes()
            rate = int(record.sample_rate)
            if record.output_format in ("pcm", "mulaw", "alaw"):
                width = 2 if record.output_format == "pcm" else 1
                assert len(data) / width / rate == pytest.approx(length_s, abs=0.01)
            else:
                assert soundfile.info(io.BytesIO(data)).duration == pytest.approx(length_s, abs=0.12)

    run(settings, work)
    assert len(files_below(settings.data_dir / "outputs")) == len(wanted)


def test_marks_are_a_file_of_lines(settings: Settings) -> None:
    async def work(service: Service) -> None:
        marks = task("Grüß dich. Bis bald.", voice_id="Daniel", output_format="json", sample_rate="",
                     speech_mark_types=("sentence", "word"))  # fmt: skip
        (ended,) = await service.ended(await service.tasks.submit(marks))
        assert output_of(ended).name == f"{ended.task_id}.marks"
        lines = [json.loads(line) for line in output_of(ended).read_text().splitlines()]
        assert [line["value"] for line in lines if line["type"] == "sentence"] == ["Grüß dich.", "Bis bald."]
        assert [line["value"] for line in lines if line["type"] == "word"] == ["Grüß", "dich", "Bis", "bald"]

    run(settings, work)


def test_tasks_end_after_so_much_audio(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen: breaks without number in a task filled memory and disk."""
    monkeypatch.setattr("server.tasks.work.LONGEST_TASK_S", 30.0)

    async def work(service: Service) -> None:
        text = "<speak>The W3C." + '<break time="10s"/>' * 100 + "</speak>"
        endless = task(text, text_type="ssml", output_format="mulaw", sample_rate="8000")
        (ended,) = await service.ended(await service.tasks.submit(endless))
        assert ended.status is TaskStatus.COMPLETED, ended.status_reason
        assert output_of(ended).stat().st_size == 30 * 8_000

    run(settings, work)


def test_ssml_and_lexicons_reach_the_voice(settings: Settings) -> None:
    lexicon = (
        '<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" '
        'xml:lang="en-US"><lexeme><grapheme>W3C</grapheme><alias>World Wide Web Consortium</alias></lexeme></lexicon>'
    )

    async def work(service: Service) -> None:
        plain, longer, paused = await service.ended(
            await service.tasks.submit(task("The W3C.")),
            await service.tasks.submit(task("The W3C.", lexicons=(lexicon,), lexicon_names=("w3c",))),
            await service.tasks.submit(task('<speak>The W3C.<break time="3s"/></speak>', text_type="ssml")),
        )
        sizes = [output_of(record).stat().st_size for record in (plain, longer, paused)]
        assert sizes[1] > 1.2 * sizes[0]
        assert sizes[2] - sizes[0] > 2.5 * 32_000

    run(settings, work)


def test_a_completed_task_tells_what_could_not_be_done_as_asked(settings: Settings) -> None:
    document = '<speak><prosody amazon:max-duration="{}">nine mellow lions. Nobody hides.</prosody></speak>'

    async def work(service: Service) -> None:
        asked = [task(document.format(limit), text_type="ssml") for limit in ("30ms", "9s")]
        missed, kept = await service.ended(*[await service.tasks.submit(record) for record in asked])
        assert (missed.status, kept.status) == (TaskStatus.COMPLETED, TaskStatus.COMPLETED)
        assert "cannot be kept" in missed.status_reason
        assert kept.status_reason == ""

    run(settings, work)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"text": "<speak><nonsense/></speak>", "text_type": "ssml"}, "nonsense"),
        ({"text": "..."}, "nothing"),
        ({"voice_id": "Nobody"}, "Nobody"),
        ({"sample_rate": "7"}, "7"),
    ],
)
def test_a_wrong_task_fails_with_a_reason_and_without_a_file(
    settings: Settings, changes: dict[str, object], reason: str
) -> None:
    async def work(service: Service) -> None:
        (ended,) = await service.ended(await service.tasks.submit(task(**changes)))
        assert ended.status is TaskStatus.FAILED
        assert reason in ended.status_reason

    run(settings, work)
    assert files_below(settings.data_dir / "outputs") == []


def test_only_topics_with_a_webhook_leave_a_message(settings: Settings) -> None:
    settings = dataclasses.replace(settings, webhooks=(f"{TOPIC}=http://127.0.0.1:1/",), webhook_secret="s")

    async def work(service: Service) -> None:
        told = await service.tasks.submit(task(sns_topic_arn=TOPIC))
        await service.ended(told, await service.tasks.submit(task(sns_topic_arn=TOPIC + "2")))
        now = time.time() + 3_600
        service.stores.tasks.notices.now = lambda: now
        notice = await service.stores.tasks.notices.claim(60)
        assert notice is not None
        assert notice.task_id == told.task_id
        assert json.loads(notice.body)["taskStatus"] == "COMPLETED"
        assert await service.stores.tasks.notices.claim(60) is None

    run(settings, work)


@pytest.mark.slow
def test_outputs_go_to_a_store(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    with s3(tmp_path) as endpoint:
        client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
        client.create_bucket(Bucket="prompts")

        async def work(service: Service) -> None:
            audio = await service.tasks.submit(task(output_format="mp3", sample_rate="24000", key_prefix="en/hello"))
            (ended,) = await service.ended(audio)
            assert ended.status is TaskStatus.COMPLETED, ended.status_reason
            key = f"en/hello.{ended.task_id}.mp3"
            assert ended.output_uri == f"{endpoint}/prompts/{key}"
            data = client.get_object(Bucket="prompts", Key=key)["Body"].read()
            assert soundfile.info(io.BytesIO(data)).duration > 1.0

        run(dataclasses.replace(settings, output_root="s3://", s3_endpoint=endpoint), work)
