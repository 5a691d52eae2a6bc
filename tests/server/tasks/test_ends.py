"""Processes that end, are killed, or share their tasks with others."""

from __future__ import annotations

import asyncio
import dataclasses
import time
from collections.abc import Iterator

import pytest

from server.config import Settings
from server.contract import TaskStatus
from server.store import open_stores
from server.store.tasks import SqlTaskStore
from server.tasks import TaskObserver
from tests.server.backends import postgres
from tests.server.tasks.serving import HERE, TOPIC, Service, files_below, run, serving, task


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
            await asyncio.wait_for(service.tasks.close(0.1), 60)  # half as long as an upload may take
            found = await service.stores.tasks.get(HERE, submitted.task_id)
            assert found is not None
            assert found.status is TaskStatus.SCHEDULED
            await asyncio.wait_for(left.wait(), 60)

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


def test_what_becomes_of_tasks_is_counted(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()
    for method in ("ended", "stumbled", "notified"):
        monkeypatch.setattr(TaskObserver, method, lambda _, word: seen.add(word))
    settings = dataclasses.replace(settings, webhooks=(f"{TOPIC}=http://127.0.0.1:1/",), webhook_secret="a-secret")
    purge, purges = SqlTaskStore.purge, iter((OSError("the disk is away"),))

    async def purge_later(store: SqlTaskStore) -> int:
        for error in purges:
            raise error
        return await purge(store)

    monkeypatch.setattr(SqlTaskStore, "purge", purge_later)

    async def work(service: Service) -> None:
        records = [task(sns_topic_arn=TOPIC), task("...")]
        await service.ended(*[await service.tasks.submit(record) for record in records])
        async with asyncio.timeout(60):
            while "postponed" not in seen:
                await asyncio.sleep(0.05)

    run(settings, work)
    assert seen == {"completed", "failed", "purge", "postponed"}
