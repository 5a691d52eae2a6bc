"""What the log says, and what it must not."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

PROGRAM = """
import logging, sys
from server import logs
logs.configure(sys.argv[1])
for name in ("httpx2", "tts.server", "_granian"):
    for say in (logging.getLogger(name).info, logging.getLogger(name).warning):
        say("POST https://user:password@hooks.example/")
"""


@pytest.mark.parametrize(
    ("level", "heard"),
    [
        ("debug", ["httpx2", "tts.server", "tts.server", "_granian", "_granian"]),
        ("info", ["httpx2", "tts.server", "tts.server", "_granian", "_granian"]),
        ("warning", ["httpx2", "tts.server", "_granian"]),
        ("error", []),
    ],
)
def test_libraries_are_heard_from_warnings_on(level: str, heard: list[str]) -> None:
    """Seen: the addresses of webhooks in the log, with what is secret in them."""
    done = subprocess.run([sys.executable, "-c", PROGRAM, level], capture_output=True, text=True, check=True)
    assert [json.loads(line)["logger"] for line in done.stderr.splitlines()] == heard
