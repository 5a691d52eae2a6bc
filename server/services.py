"""What every API of the service can use."""

from __future__ import annotations

from dataclasses import dataclass

from server.addresses import Callers
from server.answers import Answers
from server.auth.keys import Keys
from server.config import Settings
from server.contract import Engine, Stores, TaskQueue
from server.metrics import Metrics
from server.streaming import BodyReader


@dataclass(frozen=True)
class Services:
    """What the front half was started with. `token_secret` seals pagination tokens."""

    settings: Settings
    keys: Keys
    engine: Engine
    stores: Stores
    tasks: TaskQueue
    metrics: Metrics
    token_secret: bytes
    bodies: BodyReader
    answers: Answers
    callers: Callers
