"""The process of the `tts` command, also as `python -m tts`.

Only the standard library is imported before the command is: who interrupts it while it is being loaded gets the same
line and exit code as later, not Python's traceback.
"""

from __future__ import annotations

import os
import signal
from types import FrameType


def main() -> int:
    """Load the command line, run it with the arguments of the process and return its exit code."""
    interrupt = signal.getsignal(signal.SIGINT)
    if interrupt is signal.default_int_handler:  # else whoever started us wants us to ignore it
        signal.signal(signal.SIGINT, _end)
    from tts.cli import main as run

    signal.signal(signal.SIGINT, interrupt)
    return run()


def _end(number: int, frame: FrameType | None) -> None:
    os.write(2, b"tts: error: interrupted\n")
    os._exit(128 + number)  # nothing is begun that would have to be ended


if __name__ == "__main__":
    raise SystemExit(main())
