"""Messages to a real HTTP receiver on loopback."""

from __future__ import annotations

import asyncio
import dataclasses
import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from server.config import Settings, SettingsError
from server.contract import TaskRecord, TaskStatus
from server.notices import GIVEN_UP_S, SIGNATURE_HEADER, NoticeSender, Webhooks, delay_s, message
from server.store import SqlStores, open_stores
from server.tasks import open_tasks
from tests.server.support import PlainEngine

TOPIC = "arn:aws:sns:us-east-1:000000000000:done"
SECRET = "a secret of the tests"


@dataclass
class Receiver:
    """Notes what arrives; answers with the statuses given, then with 200."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    seen: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    state = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.seen.append((self.path, dict(self.headers), body))
            status = state.statuses.pop(0) if state.statuses else 200
            self.send_response(status)
            if status in (301, 307):
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST  # noqa: N815  # the name that the base class looks for

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}"
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


def finished(topic: str = TOPIC) -> TaskRecord:
    return TaskRecord(
        "task-1", "000000000000", "us-east-1", "me", datetime(2026, 11, 3, 12, tzinfo=UTC), "Secret text.", "Arthur",
        "mp3", "24000", "bucket", 12, sns_topic_arn=topic, status=TaskStatus.COMPLETED, output_uri="file:///out.mp3",
    )  # fmt: skip


def with_notice(
    folder: Path, webhooks: tuple[str, ...], work: Callable[[NoticeSender, SqlStores], Awaitable[None]]
) -> None:
    """A database with one message in the outbox."""
    settings = Settings(data_dir=folder, webhooks=webhooks, webhook_secret=SECRET)

    async def run() -> None:
        stores = await open_stores(settings)
        record = finished()
        await stores.tasks.add(dataclasses.replace(record, status=TaskStatus.SCHEDULED))
        lease = await stores.tasks.claim("worker", 30)
        assert lease is not None
        assert await stores.tasks.finish(lease, record, message(record))
        sender = NoticeSender(Webhooks.of(settings), stores.tasks.notices)
        try:
            await work(sender, stores)
        finally:
            await sender.close()
            await stores.close()

    asyncio.run(run())


async def deliver_next(sender: NoticeSender) -> bool:
    """Tries the message that has been due for longest; False if there is none."""
    notice = await sender.claim()
    if notice is None:
        return False
    await sender.deliver(notice)
    return True


def later(stores: SqlStores, seconds: float) -> None:
    now = stores.tasks.notices.now()
    stores.tasks.notices.now = lambda: now + seconds


def test_a_message_arrives_once_signed_and_without_the_text(tmp_path: Path, receiver: Receiver) -> None:
    async def work(sender: NoticeSender, stores: SqlStores) -> None:
        assert await deliver_next(sender)
        assert not await deliver_next(sender)
        later(stores, 3_600)
        assert not await deliver_next(sender)

    with_notice(tmp_path, (f"{TOPIC}={receiver.url}/done?x=1",), work)
    ((path, headers, body),) = receiver.seen
    assert path == "/done?x=1"
    seconds, digest = (part.split("=")[1] for part in headers[SIGNATURE_HEADER].split(","))
    assert digest == hmac.new(SECRET.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    envelope = json.loads(body)
    assert (envelope["Type"], envelope["TopicArn"]) == ("Notification", TOPIC)
    assert headers["x-amz-sns-message-id"] == envelope["MessageId"]
    task = json.loads(envelope["Message"])
    assert task["taskId"] == "task-1"
    assert task["taskStatus"] == "COMPLETED"
    assert task["outputUri"] == "file:///out.mp3"
    assert task["creationTime"] == "2026-11-03T12:00:00.000Z"
    assert b"Secret text" not in body


@pytest.mark.parametrize("status", [500, 404, 301, 307])
def test_a_message_that_is_not_taken_comes_again_later(tmp_path: Path, receiver: Receiver, status: int) -> None:
    receiver.statuses = [status, status]

    async def work(sender: NoticeSender, stores: SqlStores) -> None:
        assert await deliver_next(sender)
        assert not await deliver_next(sender)  # not yet
        later(stores, delay_s(1) + 1)
        assert await deliver_next(sender)
        later(stores, delay_s(1) + 1)
        assert not await deliver_next(sender)  # the delay has grown
        later(stores, delay_s(2) + 1)
        assert await deliver_next(sender)
        later(stores, 7_200)
        assert not await deliver_next(sender)

    with_notice(tmp_path, (f"*={receiver.url}/hook",), work)
    assert [path for path, _, _ in receiver.seen] == ["/hook"] * 3  # and redirects are not followed
    assert len({json.loads(body)["MessageId"] for _, _, body in receiver.seen}) == 1


def test_a_message_survives_a_restart(tmp_path: Path, receiver: Receiver) -> None:
    receiver.statuses = [503]

    async def work(sender: NoticeSender, stores: SqlStores) -> None:
        assert await deliver_next(sender)

    webhooks = (f"{TOPIC}={receiver.url}/",)
    with_notice(tmp_path, webhooks, work)

    async def again() -> None:
        settings = Settings(data_dir=tmp_path, webhooks=webhooks, webhook_secret=SECRET)
        stores = await open_stores(settings)
        later(stores, 60)
        sender = NoticeSender(Webhooks.of(settings), stores.tasks.notices)
        assert await deliver_next(sender)
        await sender.close()
        await stores.close()

    asyncio.run(again())
    assert len(receiver.seen) == 2


def test_nobody_listening_is_no_error(tmp_path: Path) -> None:
    async def work(sender: NoticeSender, stores: SqlStores) -> None:
        assert await deliver_next(sender)
        later(stores, 60)
        assert await deliver_next(sender)

    with_notice(tmp_path, ("*=http://127.0.0.1:1/",), work)


def test_a_message_is_given_up_after_three_days(tmp_path: Path, receiver: Receiver) -> None:
    receiver.statuses = [500] * 9

    async def work(sender: NoticeSender, stores: SqlStores) -> None:
        later(stores, GIVEN_UP_S + 60)
        assert await deliver_next(sender)
        later(stores, 7_200)
        assert not await deliver_next(sender)

    with_notice(tmp_path, (f"*={receiver.url}/",), work)


@pytest.mark.parametrize("others", ["alive", "*"])
def test_a_receiver_that_hangs_holds_up_no_other(tmp_path: Path, receiver: Receiver, others: str) -> None:
    """Seen: three messages for it, and those of all other topics came half a minute later."""
    hanging = socket.create_server(("127.0.0.1", 0))  # nobody accepts, and nobody answers
    dead = f"http://127.0.0.1:{hanging.getsockname()[1]}/"
    webhooks = (f"dead={dead}", f"dead too={dead}", f"{others}={receiver.url}/")
    settings = Settings(data_dir=tmp_path, webhooks=webhooks, webhook_secret=SECRET)

    async def run() -> None:
        stores = await open_stores(settings)
        for topic in ("dead", "dead too", "dead", "alive", "alive"):
            await stores.database.run(lambda c, topic=topic: stores.tasks.notices.add(c, "task-1", topic, "{}"))
        sender = NoticeSender(Webhooks.of(settings), stores.tasks.notices)
        hung = await sender.claim()
        assert hung is not None
        assert hung.topic == "dead"
        waiting = asyncio.create_task(sender.deliver(hung))
        assert await deliver_next(sender)
        assert await deliver_next(sender)
        assert await sender.claim() is None  # what is left is for the receiver that hangs
        assert not waiting.done()
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        again = await sender.claim()
        assert again is not None
        assert again.topic == "dead too"
        await sender.close()
        await stores.close()

    asyncio.run(run())
    hanging.close()
    assert len(receiver.seen) == 2


def test_the_task_queue_waits_for_no_receiver_that_hangs(
    tmp_path: Path, voices_folder: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.notices._TIMEOUT_S", 300.0)
    hanging = socket.create_server(("127.0.0.1", 0))
    webhooks = (f"dead=http://127.0.0.1:{hanging.getsockname()[1]}/", f"alive={receiver.url}/")
    settings = Settings(data_dir=tmp_path, voices=voices_folder, webhooks=webhooks, webhook_secret=SECRET)

    async def run() -> None:
        stores = await open_stores(settings)
        for topic in ("dead", "dead", "alive", "alive"):
            await stores.database.run(lambda c, topic=topic: stores.tasks.notices.add(c, "task-1", topic, "{}"))
        tasks = open_tasks(settings, stores.tasks, PlainEngine(settings))
        await tasks.start()
        async with asyncio.timeout(60):
            while len(receiver.seen) < 2:
                await asyncio.sleep(0.02)
        left = await stores.tasks.notices.claim(1.0)
        assert left is not None
        assert (left.topic, left.attempts) == ("dead", 0)  # one at a time for each receiver
        await tasks.close(0.0)
        await stores.close()

    asyncio.run(run())
    hanging.close()


def test_delays_double_up_to_an_hour() -> None:
    assert [delay_s(attempts) for attempts in (1, 2, 3)] == [5.0, 10.0, 20.0]
    assert delay_s(10_000) == 3_600.0


def test_topics_find_their_url() -> None:
    hooks = Webhooks.of(Settings(webhooks=(f"{TOPIC}=http://a/x=y", "*=https://b/"), webhook_secret="s"))
    assert hooks.url_for(TOPIC) == "http://a/x=y"
    assert hooks.url_for(TOPIC + "2") == "https://b/"
    assert hooks.url_for("") is None
    assert Webhooks.of(Settings()).url_for(TOPIC) is None


@pytest.mark.parametrize("entry", ["http://a/", "arn:x=ftp://a/", "arn:x=file:///etc/passwd", "=http://a/", "arn:x="])
def test_a_wrong_entry_is_refused(entry: str) -> None:
    with pytest.raises(SettingsError, match="webhooks"):
        Webhooks.of(Settings(webhooks=(entry,), webhook_secret="s"))


def test_a_secret_is_needed() -> None:
    with pytest.raises(SettingsError, match="webhook_secret"):
        Webhooks.of(Settings(webhooks=("*=http://a/",)))
