"""Asynchronous tasks: long texts to files, without a caller who waits.

A task is in the database before `submit` returns. Workers of any number of processes take tasks under leases
(`server.store.tasks`), speak them through the engine like any other request (so they share it fairly with those who
wait), and write the output as it is made, in bounded memory, to a place where it appears whole at the end
(`server.outputs`). Only then is the task marked as completed, together with the message about it (`server.notices`).

So a process may be killed at any moment: a task without a finished output is begun again when its lease has run out
(`task_lease_s`), and a finished output that the database does not know of is written once more over itself. A graceful
end gives running tasks back at once.

Faults of the request end a task as failed. Faults of the place are tried again for some minutes. A task that has been
begun 25 times without an end (it kills its process) fails, rather than doing so for ever.
"""

from __future__ import annotations

from server.config import Settings
from server.contract import Engine
from server.notices import Webhooks
from server.outputs import open_outputs
from server.store.tasks import SqlTaskStore
from server.tasks.observer import TaskObserver
from server.tasks.queue import SqlTaskQueue


def open_tasks(settings: Settings, store: SqlTaskStore, engine: Engine) -> SqlTaskQueue:
    """The task queue that the settings want; it begins to work when it is started.

    Raises:
        SettingsError: `output_root` or `webhooks` cannot be used.
    """
    return SqlTaskQueue(settings, store, engine, open_outputs(settings), Webhooks.of(settings))


__all__ = ["SqlTaskQueue", "TaskObserver", "open_tasks"]
