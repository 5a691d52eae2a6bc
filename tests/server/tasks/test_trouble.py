"""A full queue, an engine without a place, and databases and stores that are away."""

from __future__ import annotations

import asyncio
import dataclasses
import errno
import json
import logging
import threading
import time

import pytest
from sqlalchemy.exc import OperationalError

from server import logs
from server.config import Settings
from server.contract import Overloaded, Speech, SpeechRequest, TaskStatus
from server.scheduling import ScheduledEngine
from tests.server.backends import FEW_CONNECTIONS, postgres, taken_connections
from tests.server.tasks.serving import HERE, Service, files_below, run, serving, task


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


def test_a_database_that_stays_away_fills_no_log(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/a/private/path")

    async def work(service: Service) -> None:
        begun = time.monotonic()
        stumbles: list[logging.LogRecord] = []
        async with asyncio.timeout(60):
            while len(stumbles) < 8:
                await asyncio.sleep(0.01)
                stumbles = [record for record in caplog.records if "stumbled" in record.message]
        assert time.monotonic() - begun > 0.9 * 0.01 * (2**6 - 1)  # each rest is twice as long as the one before
        lines = [json.loads(logs.JsonFormatter().format(record)) for record in stumbles]
        assert [line["error"]["code"] for line in lines] == ["ENOSPC"] * len(lines)
        assert ["frames" in line["error"] for line in lines] == [True] + [False] * (len(lines) - 1)
        assert "private" not in str(lines)
        monkeypatch.undo()
        (done,) = await service.ended(await service.tasks.submit(task()))  # news end the rest
        assert done.status is TaskStatus.COMPLETED

    monkeypatch.setattr("server.tasks.queue.POLL_S", 0.01)
    monkeypatch.setattr("server.store.tasks.SqlTaskStore.claim", full)
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
