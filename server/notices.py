"""Messages when tasks end: a webhook in place of Amazon SNS.

A task that names an SNS topic is announced once it has completed or failed. Where to is the operator's decision alone:
`webhooks` maps topics to URLs ("ARN=URL", "*=URL" for all others), and no request can name a URL. A task whose topic
has none is refused when it is asked for. Redirects are not followed and the environment's proxies are not used.

The message is a POST in the form in which SNS delivers to HTTP subscribers: a JSON envelope with Type, MessageId,
TopicArn, Subject, Timestamp and Message, the last being the task as JSON text. In place of Amazon's signature, which
needs its certificates, a header carries an HMAC-SHA256 with `webhook_secret`:

    X-TTS-Signature: t=SECONDS,v1=HEX        of SECONDS, a dot and the body

Messages are kept in the database from the moment the task ends until a 2xx answer, so a restart loses none. They may
come twice: MessageId stays the same. Attempts follow after 5 s, 10 s, 20 s ... one hour, for 72 hours.
A process sends one message at a time to each URL, and to several URLs at once.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx2

from server.config import Settings, SettingsError
from server.contract import TaskRecord
from server.logs import LOGGER
from server.store.notices import LONGEST_REST_S, Notice, NoticeStore
from server.store.schema import from_micros

SIGNATURE_HEADER = "X-TTS-Signature"

GIVEN_UP_S = 72 * 3600.0
MOST_AT_ONCE = 16
"""Messages that one process has on their way."""

_FIRST_DELAY_S = 5.0
_TIMEOUT_S = 10.0
_HOLD_S = 60.0  # longer than an attempt can take


@dataclass(frozen=True, slots=True)
class Webhooks:
    """Which URL hears of which topic."""

    urls: dict[str, str]
    secret: bytes

    @classmethod
    def of(cls, settings: Settings) -> Webhooks:
        """From `webhooks` and `webhook_secret`.

        Raises:
            SettingsError: an entry is not "ARN=URL", a URL is not http or https, or the secret is missing.
        """
        urls: dict[str, str] = {}
        for entry in settings.webhooks:
            topic, _, url = entry.partition("=")
            parts = urlsplit(url)
            if not topic or parts.scheme not in ("http", "https") or not parts.hostname:
                raise SettingsError(f"webhooks has {entry!r}: write ARN=URL, or *=URL, with an http or https URL")
            urls[topic] = url
        if urls and not settings.webhook_secret:
            raise SettingsError("webhooks needs webhook_secret: set it to a long random text, which receivers check")
        return cls(urls, settings.webhook_secret.encode())

    def url_for(self, topic: str) -> str | None:
        """Where messages about a topic go; None for nowhere."""
        return (self.urls.get(topic) or self.urls.get("*")) if topic else None

    def topics_without(self, busy: Collection[str]) -> tuple[list[str] | None, list[str]]:
        """Topics whose URL is not one of `busy`: those that may be (None for any), and those of them that may not."""
        named = {topic: url for topic, url in self.urls.items() if topic != "*"}
        if self.urls.get("*") in busy:
            return [topic for topic, url in named.items() if url not in busy], []
        return None, [topic for topic, url in named.items() if url in busy]

    def sign(self, body: bytes, seconds: int) -> str:
        """The value of the signature's header."""
        digest = hmac.new(self.secret, b"%d.%s" % (seconds, body), hashlib.sha256).hexdigest()
        return f"t={seconds},v1={digest}"


def message(record: TaskRecord) -> str:
    """A finished task as JSON: the members of its description, in lowerCamel as SNS messages of Polly have them."""
    members = {
        "taskId": record.task_id,
        "taskStatus": record.status.value.upper(),
        "taskStatusReason": record.status_reason,
        "outputUri": record.output_uri,
        "creationTime": record.creation_time.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "requestCharacters": record.request_characters,
        "snsTopicArn": record.sns_topic_arn,
        "lexiconNames": list(record.lexicon_names),
        "outputFormat": record.output_format,
        "sampleRate": record.sample_rate,
        "speechMarkTypes": list(record.speech_mark_types),
        "textType": record.text_type,
        "voiceId": record.voice_id,
        "engine": record.engine,
    }
    if record.language_code:
        members["languageCode"] = record.language_code
    return json.dumps(members)


def delay_s(attempts: int) -> float:
    """Seconds until the next attempt, after so many."""
    return min(_FIRST_DELAY_S * 2.0 ** min(attempts - 1, 30), LONGEST_REST_S)


class NoticeSender:
    """Delivers what waits in the outbox: several messages at a time, but one for each URL.

    A receiver that hangs holds up what is meant for it, and nothing else.

    Args:
        webhooks: where to.
        store: the outbox.
        tell: is told the outcome of every attempt: "delivered", "postponed" or "given up".
    """

    def __init__(self, webhooks: Webhooks, store: NoticeStore, tell: Callable[[str], None] = lambda _: None) -> None:
        self._webhooks = webhooks
        self._store = store
        self._tell = tell
        self._client = httpx2.AsyncClient(follow_redirects=False, trust_env=False, timeout=_TIMEOUT_S)
        self._busy: set[str] = set()
        """URLs to which a message is on its way."""

    async def claim(self) -> Notice | None:
        """The message that has been due for longest, of those whose URL is free; it has to be given to `deliver`."""
        if len(self._busy) >= MOST_AT_ONCE:
            return None
        notice = await self._store.claim(_HOLD_S, *self._webhooks.topics_without(self._busy))
        if notice is not None and (url := self._webhooks.url_for(notice.topic)):
            self._busy.add(url)
        return notice

    async def deliver(self, notice: Notice) -> None:
        """Tries a message, and keeps it for later if it is not taken."""
        url = self._webhooks.url_for(notice.topic)
        try:
            await self._deliver(notice, url)
        finally:
            self._busy.discard(url or "")

    async def _deliver(self, notice: Notice, url: str | None) -> None:
        attempts = notice.attempts + 1
        members: dict[str, object] = {"task_id": notice.task_id, "attempt": attempts}
        failure = await self._post(url, notice) if url else "no webhook is set for the topic"
        if not failure:
            await self._store.remove(notice)
            self._tell("delivered")
            LOGGER.info("notice delivered", extra={"members": members})
        elif url is None or self._store.now() - notice.created / 1e6 > GIVEN_UP_S:
            await self._store.remove(notice)
            self._tell("given up")
            LOGGER.error("notice given up", extra={"members": members | {"reason": failure}})
        else:
            await self._store.postpone(notice, delay_s(attempts))
            self._tell("postponed")
            LOGGER.warning("notice not delivered", extra={"members": members | {"reason": failure}})

    async def close(self) -> None:
        await self._client.aclose()

    async def _post(self, url: str, notice: Notice) -> str:
        """What went wrong; empty if the message has arrived."""
        envelope = {
            "Type": "Notification",
            "MessageId": notice.notice_id,
            "TopicArn": notice.topic,
            "Subject": "Speech synthesis task",
            "Message": notice.body,
            "Timestamp": from_micros(notice.created).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        }
        body = json.dumps(envelope).encode()
        headers = {
            "Content-Type": "application/json",
            "x-amz-sns-message-type": "Notification",
            "x-amz-sns-message-id": notice.notice_id,
            "x-amz-sns-topic-arn": notice.topic,
            SIGNATURE_HEADER: self._webhooks.sign(body, int(time.time())),
        }
        try:
            async with (
                asyncio.timeout(3 * _TIMEOUT_S),
                self._client.stream("POST", url, content=body, headers=headers) as response,
            ):  # the answer's body is of no interest, and may be endless
                return "" if response.is_success else f"status {response.status_code}"
        except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError, OSError) as error:
            return type(error).__name__
