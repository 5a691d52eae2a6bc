"""What the two halves of the service know of each other.

The front half speaks wire protocols (`server.polly`, `server.openai`); the back half owns the models and what is kept
(`server.scheduling`, `server.cache`, `server.store`, `server.tasks`, `server.outputs`, `server.notices`).

The front half makes the back half once, when the process starts, from `server.config.Settings`:

    engine = server.scheduling.ScheduledEngine(settings)            # an Engine
    stores = await server.store.open_stores(settings)               # a Stores
    tasks = server.tasks.open_tasks(settings, stores.tasks, engine) # a TaskQueue

and calls `start` on engine and tasks, in this order, then `close` on tasks, engine and stores. The back half gets bytes
for a task's output from `server.formats.encoded(pieces, output, text)`, the same function that answers requests.

What is kept belongs to a `Scope`: nothing of one account or region is ever seen from another.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Protocol

from tts.synthesizer import Audio
from tts.voice import Voice


class Overloaded(Exception):  # noqa: N818  # a state of the service, not a fault
    """The queue is full; the caller may ask again after `retry_after_s` seconds."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(f"all places in the queue are taken: try again in {retry_after_s:.1f} s")
        self.retry_after_s = retry_after_s


MOST_LEXICONS = 100
"""Lexicons of one account in one region."""

MOST_LEXICONS_OF_ACCOUNT = 4_000
"""In all regions together: callers choose the region that they sign for, so its number alone bounds nothing."""


MOST_TAGS = 50
"""Tags of one lexicon."""


class TooManyTags(Exception):  # noqa: N818  # a state of the store, not a fault
    """A lexicon would have more than `MOST_TAGS` tags."""


class LexiconExists(Exception):  # noqa: N818  # a state of the store, not a fault
    """Tags were given for a lexicon that is there already."""


class TooManyLexicons(Exception):  # noqa: N818  # a state of the store, not a fault
    """There is no room for one more lexicon; `most` are allowed, in the region or altogether."""

    def __init__(self, most: int) -> None:
        super().__init__(f"there are {most} lexicons already")
        self.most = most


@dataclass(frozen=True)
class SpeechRequest:
    """What is to be spoken. `lexicons` are PLS documents in the order of precedence, `rate` is a factor of speed.

    `goes_on` tells whether the text goes on in a paragraph that was spoken before.
    """

    text: str
    voice: str
    ssml: bool = False
    lexicons: tuple[str, ...] = ()
    rate: float = 1.0
    goes_on: bool = False


class Speech(Protocol):
    """Pieces at 24 kHz with their marks, as they are made; an async generator of `Audio` is one."""

    def __aiter__(self) -> AsyncIterator[Audio]:
        """Itself."""

    async def __anext__(self) -> Audio:
        """The next piece."""

    async def aclose(self) -> None:
        """Cancels the work that is left."""


class Engine(Protocol):
    """Speaks requests of many callers."""

    voices: tuple[Voice, ...]

    async def start(self) -> None:
        """Loads the models."""

    async def close(self, grace_s: float) -> None:
        """Takes nothing new, finishes what runs for at most `grace_s` seconds, then ends."""

    async def speak(self, request: SpeechRequest, caller: str) -> Speech:
        """The speech of one request.

        Either this call or the first step of what it returns raises what is wrong with the request.

        Args:
            request: what to speak.
            caller: whose request it is (the access key's id); callers share the engine fairly.

        Raises:
            Overloaded: the queue is full.
            frontend.errors.FrontendError, tts.errors.TTSError: as `tts.Synthesizer.stream` raises them.
        """

    async def check(self, request: SpeechRequest) -> None:
        """Raises what `speak` would raise of a text that is bad or empty, without speaking; takes no place."""

    def ready(self) -> bool:
        """The models are loaded and the queue has room."""

    def depth(self) -> int:
        """Requests that wait or run."""


@dataclass(frozen=True)
class Scope:
    """Whose things: a 12-digit account and a region such as "us-east-1"."""

    account: str
    region: str


@dataclass(frozen=True)
class LexiconRecord:
    """One stored lexicon; `size` is in characters."""

    name: str
    content: str
    alphabet: str
    language_code: str
    last_modified: datetime
    lexemes_count: int
    size: int
    arn: str


class LexiconStore(Protocol):
    """Lexicons by name."""

    async def put(self, scope: Scope, record: LexiconRecord, tags: Mapping[str, str] | None = None) -> None:
        """Stores a lexicon in place of one with the same name, whose tags it keeps; only a new one may be given tags.

        Raises:
            LexiconExists: there are tags, and it is not new; nothing is changed then.
            TooManyLexicons: it is new and there are `MOST_LEXICONS` in its region, or `MOST_LEXICONS_OF_ACCOUNT`.
        """

    async def get(self, scope: Scope, name: str) -> LexiconRecord | None:
        """The lexicon called `name`, case-sensitive."""

    async def delete(self, scope: Scope, name: str) -> bool:
        """Forgets a lexicon and its tags; whether there was one."""

    async def list(self, scope: Scope) -> Sequence[LexiconRecord]:
        """All, ordered by name; their content may be left out."""


class TagStore(Protocol):
    """Tags of lexicons, by ARN."""

    async def get(self, scope: Scope, arn: str) -> Mapping[str, str]:
        """The tags, ordered by key; empty if there are none."""

    async def put(self, scope: Scope, arn: str, tags: Mapping[str, str]) -> bool:
        """Adds tags; a key that exists gets the new value. False if there is no such lexicon.

        Raises:
            TooManyTags: it would have more than `MOST_TAGS`; nothing is changed then.
        """

    async def remove(self, scope: Scope, arn: str, keys: Sequence[str]) -> None:
        """Removes tags; keys that do not exist are no error."""


class TaskStatus(Enum):
    """The states of a task, in the words of the wire."""

    SCHEDULED = "scheduled"
    IN_PROGRESS = "inProgress"
    COMPLETED = "completed"
    FAILED = "failed"


@dataclass(frozen=True)
class TaskRecord:
    """One synthesis task: what the caller asked for, and how far it has come.

    `request_characters` is the billed number. `lexicons` are the documents that `lexicon_names` meant when the task was
    made. `output_uri` is empty until `TaskQueue.submit` has chosen it.
    """

    task_id: str
    account: str
    region: str
    caller: str
    creation_time: datetime
    text: str
    voice_id: str
    output_format: str
    sample_rate: str
    bucket: str
    request_characters: int
    key_prefix: str = ""
    text_type: str = "text"
    engine: str = "neural"
    language_code: str = ""
    lexicon_names: tuple[str, ...] = ()
    lexicons: tuple[str, ...] = field(default=(), repr=False)
    speech_mark_types: tuple[str, ...] = ()
    sns_topic_arn: str = ""
    status: TaskStatus = TaskStatus.SCHEDULED
    status_reason: str = ""
    output_uri: str = ""

    @property
    def scope(self) -> Scope:
        return Scope(self.account, self.region)


class TaskStore(Protocol):
    """Tasks by id, kept for 72 hours."""

    async def get(self, scope: Scope, task_id: str) -> TaskRecord | None:
        """The task with this id."""

    async def list(
        self,
        scope: Scope,
        *,
        status: TaskStatus | None = None,
        after: tuple[datetime, str] | None = None,
        limit: int = 100,
    ) -> Sequence[TaskRecord]:
        """Tasks in the order of (creation_time, task_id), beginning after that of `after`."""


class Stores(Protocol):
    """Everything that is kept."""

    @property
    def lexicons(self) -> LexiconStore: ...
    @property
    def tags(self) -> TagStore: ...
    @property
    def tasks(self) -> TaskStore: ...

    async def can_write(self) -> bool:
        """Whether writing works, as far as it is known; False while the disk is full."""

    async def close(self) -> None:
        """Closes the connections."""


class TaskQueue(Protocol):
    """Runs tasks."""

    async def start(self) -> None:
        """Takes up what a former process left."""

    async def close(self, grace_s: float) -> None:
        """Starts nothing new; what cannot finish within `grace_s` seconds runs again at the next start."""

    async def submit(self, record: TaskRecord) -> TaskRecord:
        """Stores a valid task to be run and returns it with its `output_uri`.

        Raises:
            Overloaded: too many tasks wait.
            MissingBucketError: there is no place for its output (`server.outputs`).
        """
