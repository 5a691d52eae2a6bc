"""Logs: one JSON object a line on stderr, with request ids and without texts.

What callers send may be private. So a line for a request has numbers and names only, and a traceback is written as its
frames, the name of the error and its code, if the system or the database gave it one (``ENOSPC``, ``SQLITE_FULL``),
without the error's message, which may quote a text. Libraries, which know nothing of that, are heard from warnings on:
the one that sends webhooks tells their addresses, which may hold a password.
"""

from __future__ import annotations

import errno
import json
import logging
import logging.config
import sqlite3
import traceback
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

LOGGER = logging.getLogger("tts.server")


@dataclass(slots=True)
class RequestLog:
    """What becomes known about one request while it is answered."""

    request_id: str
    operation: str = ""
    caller: str = ""
    voice: str = ""
    format: str = ""
    characters: int = 0
    code: str = ""
    status: int = 0
    """Of the response, once it has begun."""
    first_byte_s: float | None = None
    audio_s: float = 0.0
    notes: list[str] = field(default_factory=list)
    """What the engine has to say about the text so far; only their number is logged."""

    def members(self) -> dict[str, Any]:
        """For the log line; what is unknown is left out."""
        known = {
            "request_id": self.request_id,
            "operation": self.operation,
            "caller": self.caller,
            "voice": self.voice,
            "format": self.format,
            "characters": self.characters,
            "audio_s": round(self.audio_s, 2),
            "code": self.code,
            "notes": len(self.notes),
        }
        return {name: value for name, value in known.items() if value}


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON; `extra={"members": {...}}` adds members."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= getattr(record, "members", {})
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = _error(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def configuration(level: str) -> dict[str, Any]:
    """For `logging.config.dictConfig`: every log of a process goes to stderr as JSON lines.

    Args:
        level: of the lines of the service and of the HTTP server; others are left out below "warning".
    """
    ours = {"level": level.upper()}
    others = {"level": "ERROR" if level == "error" else "WARNING"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonFormatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {**others, "handlers": ["stderr"]},
        "loggers": {LOGGER.name: ours, "_granian": ours, "granian.access": others},
    }


def configure(level: str) -> None:
    """Applies `configuration` to this process."""
    logging.config.dictConfig(configuration(level))


def kind(error: BaseException) -> dict[str, str]:
    """The name of an error's first cause, and its code: the error without its frames, for a line that repeats it."""
    while cause := error.__cause__ or error.__context__:
        error = cause
    return _kind(error)


def _kind(error: BaseException) -> dict[str, str]:
    code = _code(error)
    return {"type": f"{type(error).__module__}.{type(error).__qualname__}"} | ({"code": code} if code else {})


def _code(error: BaseException) -> str:
    """What the system or the database calls the error; such a code quotes nothing."""
    if isinstance(error, OSError):
        return errno.errorcode.get(error.errno or 0, "")
    if isinstance(error, sqlite3.Error):
        return str(getattr(error, "sqlite_errorname", ""))  # only errors of the database itself have one
    return str(getattr(error, "sqlstate", None) or "")  # of PostgreSQL


def _error(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)
    described: dict[str, Any] = {
        **_kind(error),
        "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
    cause = error.__cause__ or error.__context__
    if cause is not None:
        described["cause"] = _error(cause)
    return described
