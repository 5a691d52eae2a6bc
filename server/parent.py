"""A worker process must not outlive the process that watches over it: it would keep the port and answer on its own."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Lets the kernel kill this worker as soon as its parent is gone, however that came (Linux; else it does nothing).

    A parent that ends in order ends its workers first; this is for one that was killed.
    """
    parent = multiprocessing.parent_process()
    if parent is None or not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent.pid:  # it went before we asked
        os.kill(os.getpid(), signal.SIGKILL)
