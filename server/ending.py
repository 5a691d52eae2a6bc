"""How a worker process ends: first it says that it goes, then it stops to listen, then it cuts what is left.

A load balancer learns from /readyz that a process goes, and takes a while to. So for `drain_s` seconds after SIGTERM
requests are still answered, with /readyz at 503 and connections of HTTP/1.1 closed one by one; only then is the port
given up. What runs has `grace_s` seconds from there. SIGUSR1, which a worker gets in whose place another one is ready
already, leaves the first part out.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from contextlib import suppress

from server.logs import LOGGER

NOW = getattr(signal, "SIGUSR1", signal.SIGTERM)
"""The signal that ends a worker without a warning to load balancers."""


class Ending:
    """The end of this process, as its signals ask for it.

    Args:
        drain_s: seconds for which requests are still answered after SIGTERM.
    """

    def __init__(self, drain_s: float) -> None:
        self._drain_s = drain_s
        self._loop: asyncio.AbstractEventLoop | None = None
        self.announced = False
        """Whether load balancers are to send nothing more."""
        self.begun = asyncio.Event()
        """Set when nothing new is let in."""

    def listen(self) -> None:
        """Takes the signals over from the HTTP server; in a main process it does nothing.

        SIGINT is left to the HTTP server: it is how we tell it to stop.
        """
        if multiprocessing.parent_process() is None:
            return
        self._loop = asyncio.get_running_loop()
        with suppress(NotImplementedError):  # a system without signals: the HTTP server goes on as it was
            self._loop.add_signal_handler(signal.SIGTERM, self._announce)
            self._loop.add_signal_handler(NOW, self._begin)

    def _announce(self) -> None:
        if not self._drain_s:
            self._begin()
            return
        if self.announced:  # systemd tells every process, and the one that watches over the workers tells them too
            return
        self.announced = True
        LOGGER.info("draining", extra={"members": {"seconds": self._drain_s}})
        assert self._loop is not None
        self._loop.call_later(self._drain_s, self._begin)

    def _begin(self) -> None:
        if not self.begun.is_set():
            self.begun.set()
            os.kill(os.getpid(), signal.SIGINT)
