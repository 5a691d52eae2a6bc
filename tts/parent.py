"""A worker process must not outlive the one that started it: it would keep a port, or write what nobody asked for."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing.process import BaseProcess

_PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Ends this worker as soon as its parent is gone, however that came; in a main process it does nothing.

    A parent that ends in order ends its workers first; this is for one that was killed. On Linux the kernel sees to it
    at once, elsewhere a thread that waits for the parent.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if sys.platform != "linux":
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent.pid:  # it went before we asked
        os.kill(os.getpid(), signal.SIGKILL)


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
