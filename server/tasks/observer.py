"""Who is told what becomes of tasks."""

from __future__ import annotations


class TaskObserver:
    """What can be counted. The methods do nothing; override those of interest."""

    def ended(self, status: str) -> None:
        """A task is "completed" or "failed"."""

    def stumbled(self, work: str) -> None:
        """Work on the queue has failed, and is tried again: the database is away, or something unforeseen."""

    def notified(self, outcome: str) -> None:
        """An attempt to deliver a message about a task: "delivered", "postponed" or "given up"."""
