"""The task queue with the real engine, stores and outputs; the voice hums."""

from __future__ import annotations

import asyncio
import dataclasses
import errno
import io
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import boto3
import pytest
import soundfile
from sqlalchemy.exc import OperationalError

from server import logs
from server.config import Settings
from server.contract import Overloaded, Scope, Speech, SpeechRequest, TaskRecord, TaskStatus
from server.scheduling import ScheduledEngine
from server.store import SqlStores, open_stores
from server.tasks import SqlTaskQueue, open_tasks
from tests.server.backends import FEW_CONNECTIONS, postgres, s3, taken_connections
from tts.synthesizer import Synthesizer

HERE = Scope("000000000000", "us-east-1")
TOPIC = "arn:aws:sns:us-east-1:000000000000:done"
REPOSITORY = Path(__file__).parents[2]


def task(text: str = "Hello there. Goodbye.", **changes: object) -> TaskRecord:
    record = TaskRecord(
        str(uuid.uuid4()), HERE.account, HERE.region, "me", datetime.now(UTC), text, "Matthew", "pcm", "16000",
        "prompts", len(text),
    )  # fmt: skip
    return dataclasses.replace(record, **changes)  # type: ignore[arg-type]


@dataclasses.dataclass
class Service:
    engine: ScheduledEngine
    stores: SqlStores
    tasks: SqlTaskQueue

    async def ended(self, *records: TaskRecord) -> list[TaskRecord]:
        """The tasks once they have ended."""
        async with asyncio.timeout(120):
            while True:
                found = [await self.stores.tasks.get(HERE, record.task_id) for record in records]
                known = [record for record in found if record is not None]
                assert len(known) == len(records)
                if all(record.status in (TaskStatus.COMPLETED, TaskStatus.FAILED) for record in known):
                    return known
                await asyncio.sleep(0.05)


@pytest.fixture
def settings(tmp_path: Path, voices_folder: Path) -> Settings:
    return Settings(data_dir=tmp_path, voices=voices_folder, task_lease_s=1.0)


@asynccontextmanager
async def serving(settings: Settings, engine: ScheduledEngine | None = None) -> AsyncIterator[Service]:
    engine = engine or ScheduledEngine(settings)
    stores = await open_stores(settings)
    service = Service(engine, stores, open_tasks(settings, stores.tasks, engine))
    await engine.start()
    await service.tasks.start()
    try:
        yield service
    finally:
        await service.tasks.close(10.0)
        await engine.close(10.0)
        await stores.close()


def run(settings: Settings, work: Callable[[Service], Awaitable[None]]) -> None:
    async def main() -> None:
        async with serving(settings) as service:
            await work(service)

    asyncio.run(main())


def output_of(record: TaskRecord) -> Path:
    return Path(unquote(urlsplit(record.output_uri).path))


def files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_database_that_stays_away_fills_no_log(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/a/private/path")

    async def work(service: Service) -> None:
        await asyncio.sleep(1.5)  # 150 times the first rest
        stumbles = [record for record in caplog.records if "stumbled" in record.message]
        lines = [json.loads(logs.JsonFormatter().format(record)) for record in stumbles]
        assert 2 <= len(lines) <= 12
        assert [line["error"]["code"] for line in lines] == ["ENOSPC"] * len(lines)
        assert ["frames" in line["error"] for line in lines] == [True] + [False] * (len(lines) - 1)
        assert "private" not in str(lines)
        monkeypatch.undo()
        (done,) = await service.ended(await service.tasks.submit(task()))  # news end the rest
        assert done.status is TaskStatus.COMPLETED

    monkeypatch.setattr("server.tasks.queue.POLL_S", 0.01)
    monkeypatch.setattr("server.store.tasks.SqlTaskStore.claim", full)
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


def test_a_store_that_hangs_holds_up_nothing_else(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen: six submissions to a hanging store took all threads that code audio, and speech waited for two minutes."""
    back = threading.Event()
    monkeypatch.setattr("server.outputs.FolderOutputs.check", lambda *_: back.wait(60))
    monkeypatch.setattr("server.tasks.queue.LOOK_S", 0.5)

    async def work(service: Service) -> None:
        submissions = [asyncio.create_task(service.tasks.submit(task())) for _ in range(40)]
        await asyncio.sleep(0.1)
        try:
            assert await asyncio.wait_for(asyncio.to_thread(lambda: "coded"), 20) == "coded"
            assert not any(submission.done() for submission in submissions)
            submitted = await asyncio.gather(*submissions)
        finally:
            back.set()
        assert {record.status for record in await service.ended(*submitted)} == {TaskStatus.COMPLETED}

    run(settings, work)


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


def test_too_many_tasks_are_refused(settings: Settings) -> None:
    async def work(service: Service) -> None:
        await service.tasks.submit(task())
        await service.tasks.submit(task())
        with pytest.raises(Overloaded):
            await service.tasks.submit(task())

    run(dataclasses.replace(settings, task_workers=0, task_queue_size=2), work)


def test_one_caller_cannot_take_every_place(settings: Settings) -> None:
    async def work(service: Service) -> None:
        for _ in range(7):
            await service.tasks.submit(task(caller="busy"))
        with pytest.raises(Overloaded):
            await service.tasks.submit(task(caller="busy"))
        await service.tasks.submit(task(caller="another"))
        with pytest.raises(Overloaded):
            await service.tasks.submit(task(caller="third"))

    run(dataclasses.replace(settings, task_workers=0, task_queue_size=8), work)


def test_a_place_that_recovers_gets_its_output(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.tasks.queue.FIRST_REST_S", 0.1)
    root = settings.data_dir / "outputs"
    root.write_text("in the way")

    async def work(service: Service) -> None:
        record = await service.tasks.submit(task())
        async with asyncio.timeout(60):
            while not (found := await service.stores.tasks.get(HERE, record.task_id)) or not found.status_reason:
                await asyncio.sleep(0.02)
        assert found.status in (TaskStatus.SCHEDULED, TaskStatus.IN_PROGRESS)
        root.unlink()
        (ended,) = await service.ended(record)
        assert (ended.status, ended.status_reason) == (TaskStatus.COMPLETED, "")

    run(settings, work)


def test_a_place_that_stays_broken_fails_the_task(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.tasks.queue.FIRST_REST_S", 0.001)
    (settings.data_dir / "outputs").write_text("in the way")

    async def work(service: Service) -> None:
        (ended,) = await service.ended(await service.tasks.submit(task()))
        assert ended.status is TaskStatus.FAILED
        assert "cannot write" in ended.status_reason

    run(settings, work)


def test_a_graceful_end_lets_a_task_finish_and_does_not_outlast_it(settings: Settings) -> None:
    short = task("Hello there.")

    async def work(service: Service) -> None:
        await service.tasks.submit(short)
        async with asyncio.timeout(60):
            while (await service.stores.tasks.get(HERE, short.task_id)).status is TaskStatus.SCHEDULED:  # type: ignore[union-attr]
                await asyncio.sleep(0.001)
        async with asyncio.timeout(60):
            await service.tasks.close(50.0)
        found = await service.stores.tasks.get(HERE, short.task_id)
        assert found is not None
        assert found.status is TaskStatus.COMPLETED

    run(settings, work)


def test_a_graceful_end_gives_the_task_back_and_the_next_process_does_it(settings: Settings) -> None:
    long = task("This is a sentence. " * 2_000)

    async def first(service: Service) -> None:
        await service.tasks.submit(long)
        async with asyncio.timeout(60):
            while not list((settings.data_dir / "outputs").rglob("*.part")):
                await asyncio.sleep(0.02)
        await service.tasks.close(0.0)
        found = await service.stores.tasks.get(HERE, long.task_id)
        assert found is not None
        assert (found.status, found.text) == (TaskStatus.SCHEDULED, long.text)
        assert files_below(settings.data_dir / "outputs") == []

    async def second(service: Service) -> None:
        async with asyncio.timeout(60):
            while (await service.stores.tasks.get(HERE, long.task_id)).status is not TaskStatus.IN_PROGRESS:  # type: ignore[union-attr]
                await asyncio.sleep(0.02)
        await service.tasks.close(0.0)  # its end was not asked for

    run(settings, first)
    run(dataclasses.replace(settings, task_lease_s=60.0), second)


def test_an_upload_that_hangs_does_not_hold_up_a_graceful_end(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen: the end waited for the store, for ten minutes and more, until the process was killed with its lease."""
    monkeypatch.setattr("server.outputs.s3.LOOK_S", 0.2)
    monkeypatch.setattr("server.tasks.queue.LOOK_S", 0.2)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")

    async def main() -> None:
        uploads, left = asyncio.Event(), asyncio.Event()

        async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if (await reader.readline()).startswith(b"PUT "):
                uploads.set()
                while await reader.read(2**16):
                    pass
                left.set()
            writer.close()

        server = await asyncio.start_server(hang, "127.0.0.1", 0)
        endpoint = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with server, serving(dataclasses.replace(settings, output_root="s3://", s3_endpoint=endpoint)) as service:
            submitted = await service.tasks.submit(task())
            await asyncio.wait_for(uploads.wait(), 30)
            begun = time.monotonic()
            await asyncio.wait_for(service.tasks.close(0.1), 30)
            assert time.monotonic() - begun < 5.0
            found = await service.stores.tasks.get(HERE, submitted.task_id)
            assert found is not None
            assert found.status is TaskStatus.SCHEDULED
            await asyncio.wait_for(left.wait(), 5)

    asyncio.run(main())


def test_a_worker_that_lost_its_lease_stops_and_changes_nothing(settings: Settings) -> None:
    settings = dataclasses.replace(settings, task_lease_s=4.0)  # kept on a busy machine too

    async def work(service: Service) -> None:
        record = await service.tasks.submit(task("This is a sentence. " * 2_000))
        async with asyncio.timeout(60):
            while not list((settings.data_dir / "outputs").rglob("*.part")):
                await asyncio.sleep(0.02)
        elsewhere = await open_stores(settings)
        lease = None
        while lease is None:  # this process sleeps, and another one looks
            await elsewhere.tasks.claim("another", 7_200)
            elsewhere.tasks.watch.steady = lambda: time.monotonic() + 3_600
            lease = await elsewhere.tasks.claim("another", 7_200)
            elsewhere.tasks.watch.steady = time.monotonic
        await elsewhere.close()
        assert lease is not None
        assert lease.attempt == 2
        async with asyncio.timeout(60):
            while service.engine.depth() or files_below(settings.data_dir / "outputs"):
                await asyncio.sleep(0.02)
        found = await service.stores.tasks.get(HERE, record.task_id)
        assert found is not None
        assert found.status is TaskStatus.IN_PROGRESS

    run(settings, work)


def test_a_full_engine_is_not_asked_for_one_task_after_the_other(settings: Settings) -> None:
    """Seen: all tasks that waited were taken and given back, again and again, while the engine had no place."""
    asked = 0

    class Full(ScheduledEngine):
        async def speak(self, request: SpeechRequest, caller: str) -> Speech:
            nonlocal asked
            asked += 1
            raise Overloaded(0.5 if asked < 3 else 3_600.0)

    async def main() -> None:
        async with serving(settings, Full(settings)) as service:
            for _ in range(20):
                await service.tasks.submit(task())
            async with asyncio.timeout(60):
                while asked < 3:
                    await asyncio.sleep(0.05)
            await asyncio.sleep(0.5)
            assert asked == 3
            await asyncio.wait_for(service.tasks.close(0.0), 30)  # the end is not waited for

    asyncio.run(main())


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


@pytest.fixture(scope="module")
def postgres_url() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.mark.slow
def test_two_processes_share_a_postgresql_database(settings: Settings, postgres_url: str) -> None:
    settings = dataclasses.replace(settings, database=postgres_url)

    async def main() -> None:
        async with serving(settings) as one, serving(settings) as other:
            records = [await service.tasks.submit(task(f"Number {i}.")) for i in range(10) for service in (one, other)]
            ended = await one.ended(*records)
            assert {record.status for record in ended} == {TaskStatus.COMPLETED}
            assert len(await other.stores.tasks.list(HERE, status=TaskStatus.COMPLETED)) == 20

    asyncio.run(main())
    assert len(files_below(settings.data_dir / "outputs")) == 20


@pytest.mark.slow
def test_tasks_outlast_a_postgresql_server_that_takes_no_connection(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.store.door.PATIENCE_S", 0.2)

    async def work(service: Service) -> None:
        records = [await service.tasks.submit(task(f"Number {i}. " * 20)) for i in range(6)]
        with taken_connections(settings.database) as others:
            others[0].execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE backend_type = 'client backend' AND pid <> ALL(%s)",
                [[other.info.backend_pid for other in others]],
            )
            with taken_connections(settings.database):
                with pytest.raises(OperationalError):
                    await service.tasks.submit(task("One more."))
                await asyncio.sleep(1.5 * settings.task_lease_s)
        assert {record.status for record in await service.ended(*records)} == {TaskStatus.COMPLETED}
        assert len(await service.stores.tasks.list(HERE)) == len(records)

    with postgres(*FEW_CONNECTIONS) as url:
        settings = dataclasses.replace(settings, database=url)
        run(settings, work)
    assert len(files_below(settings.data_dir / "outputs")) == 6


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


@pytest.mark.slow
def test_a_hundred_thousand_characters_in_bounded_memory(settings: Settings) -> None:
    text = "The quick brown fox jumps over the lazy dog. " * (
        int(os.environ.get("TTS_TEST_CHARACTERS", "100000")) // 45
    )
    peaks = []
    for part in (text[:4_500], text):  # 4,500 characters fill every buffer and cache already
        folder = settings.data_dir / str(len(part))
        process = _start(folder, settings.voices, [part])
        (record,) = _read_records(process, 1)
        _await_completed(folder, [record], 3_600)
        rest, _ = process.communicate("stop\n", timeout=120)
        assert process.returncode == 0
        peaks.append(int(rest.split("peak ")[1].split()[0]))
    print(f"\npeak memory of {len(text[:4_500])} and {len(text)} characters: {peaks} KiB")
    assert (peaks[1] - peaks[0]) / 1_024 < 150, f"peak memory {peaks} KiB"


_PROGRAM = """
import asyncio, json, resource, sys, uuid
from datetime import datetime, UTC
from pathlib import Path
from server.config import Settings
from server.contract import TaskRecord
from server.scheduling import ScheduledEngine
from server.store import open_stores
from server.tasks import open_tasks

async def main(folder, voices, texts):
    settings = Settings(data_dir=Path(folder), voices=Path(voices), task_lease_s=1.0, engine_threads=1)
    engine = ScheduledEngine(settings)
    stores = await open_stores(settings)
    tasks = open_tasks(settings, stores.tasks, engine)
    await engine.start()
    await tasks.start()
    print("started", flush=True)
    for text in texts:
        record = TaskRecord(str(uuid.uuid4()), "000000000000", "us-east-1", "me", datetime.now(UTC), text, "Matthew",
                            "pcm", "8000", "prompts", len(text))
        record = await tasks.submit(record)
        print(json.dumps([record.task_id, record.output_uri]), flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    print('peak', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
    await tasks.close(1.0)
    await engine.close(1.0)
    await stores.close()

asyncio.run(main(sys.argv[1], sys.argv[2], json.loads(Path(sys.argv[3]).read_text())))
"""


def _start(folder: Path, voices: Path | None, texts: Sequence[str]) -> subprocess.Popen[str]:
    folder.mkdir(exist_ok=True)
    (folder / "texts").write_text(json.dumps(list(texts)))
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(folder), str(voices), str(folder / "texts")],
        cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def _read_records(process: subprocess.Popen[str], count: int) -> list[tuple[str, str]]:
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    return [tuple(json.loads(process.stdout.readline())) for _ in range(count)]


def _await_completed(folder: Path, records: Sequence[tuple[str, str]], seconds: float) -> None:
    async def wait() -> None:
        stores = await open_stores(Settings(data_dir=folder))
        try:
            async with asyncio.timeout(seconds):
                for task_id, _ in records:
                    while True:
                        found = await stores.tasks.get(HERE, task_id)
                        assert found is not None, "an accepted task is lost"
                        assert found.status is not TaskStatus.FAILED, found.status_reason
                        if found.status is TaskStatus.COMPLETED:
                            break
                        await asyncio.sleep(0.1)
        finally:
            await stores.close()

    asyncio.run(wait())


@pytest.mark.slow
def test_nothing_is_lost_when_the_process_is_killed_at_any_moment(settings: Settings) -> None:
    chance = random.Random(os.environ.get("TTS_TEST_SEED", "2026"))
    texts = [f"This is sentence {i} of a longer text. " * 20 for i in range(3)]
    accepted: list[tuple[str, str]] = []
    for _ in range(int(os.environ.get("TTS_TEST_KILLS", "12"))):
        process = _start(settings.data_dir, settings.voices, texts)
        assert process.stdout is not None
        assert process.stdout.readline() == "started\n"
        time.sleep(chance.expovariate(1 / 0.7))
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate()
        accepted += [tuple(json.loads(line)) for line in rest.splitlines() if line.endswith("]")]
    assert accepted
    process = _start(settings.data_dir, settings.voices, [])
    _await_completed(settings.data_dir, accepted, 300)
    process.communicate("stop\n", timeout=60)
    assert process.returncode == 0
    expected = {len(Synthesizer(settings.voices).synthesize(text).samples) // 3 * 2 for text in texts}
    for _, uri in accepted:
        size = Path(unquote(urlsplit(uri).path)).stat().st_size
        assert min(abs(size - whole) for whole in expected) <= 8, (size, expected)
    assert not list((settings.data_dir / "outputs").rglob("*.part"))
