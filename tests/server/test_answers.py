"""Answers that were given before."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable

import pytest
import requests

from server.answers import Answers
from server.logs import RequestLog
from server.metrics import Metrics

ANSWERED = 'tts_engine_lookups_total{source="answer"}'
SENT = 'polly_audio_seconds_total{format="mp3",voice="Arthur"}'
LIMITED = '<speak><prosody amazon:max-duration="30ms">nobody hides, said the lion.</prosody></speak>'


class Maker:
    """Makes answers of a few parts, and counts how often it has begun."""

    def __init__(self, metrics: Metrics, *parts: bytes, fails: bool = False) -> None:
        self.begun = 0
        self._metrics, self._parts, self._fails = metrics, parts, fails

    def of(self, log: RequestLog) -> Callable[[], AsyncGenerator[bytes, None]]:
        async def make() -> AsyncGenerator[bytes, None]:
            self.begun += 1
            for part in self._parts:
                self._metrics.audio(log, 1.5)
                yield part
            log.notes.append("a note")
            if self._fails:
                raise ConnectionError

        return make


@pytest.fixture
def metrics() -> Metrics:
    return Metrics(lambda: 0, lambda: True)


async def ask(answers: Answers, maker: Maker, key: str = "a", stop_after: int = 100) -> tuple[bytes, RequestLog]:
    log = RequestLog("id", voice="Arthur", format="mp3")
    parts, found = answers.parts(key, log, maker.of(log)), b""
    async for part in parts:
        found += part
        stop_after -= 1
        if not stop_after:
            break
    await parts.aclose()
    return found, log


def test_an_answer_is_made_once(metrics: Metrics) -> None:
    async def work() -> None:
        answers, maker = Answers(100_000, metrics), Maker(metrics, b"one", b"two")
        for _ in range(2):
            found, log = await ask(answers, maker)
            assert (found, log.audio_s, log.notes) == (b"onetwo", 3.0, ["a note"])
        assert maker.begun == 1
        await ask(answers, maker, "another key")
        assert maker.begun == 2
        assert b'tts_engine_lookups_total{source="answer"} 1.0' in metrics.text()
        assert b'polly_audio_seconds_total{format="mp3",voice="Arthur"} 9.0' in metrics.text()

    asyncio.run(work())


def test_what_is_not_whole_is_not_kept(metrics: Metrics) -> None:
    async def work() -> None:
        answers, left = Answers(100_000, metrics), Maker(metrics, b"one", b"two")
        assert (await ask(answers, left, stop_after=1))[0] == b"one"
        failed = Maker(metrics, b"one", fails=True)
        with pytest.raises(ConnectionError):
            await ask(answers, failed)
        assert (await ask(answers, left))[0] == b"onetwo"
        assert left.begun == 2

    asyncio.run(work())


@pytest.mark.parametrize(("most", "length"), [(0, 1), (16_000, 1_000), (16_000, 5_000)])
def test_what_has_no_room_is_not_kept(metrics: Metrics, most: int, length: int) -> None:
    async def work() -> None:
        answers, maker = Answers(most, metrics), Maker(metrics, b"x" * length, b"y" * length)
        for _ in range(2):
            assert len((await ask(answers, maker))[0]) == 2 * length
        assert maker.begun == 2

    asyncio.run(work())


def test_a_long_answer_is_handed_on_in_parts(metrics: Metrics) -> None:
    """A client that takes nothing would else hold all of it."""

    async def work() -> None:
        answers, maker = Answers(100_000_000, metrics), Maker(metrics, b"x" * 400_000)
        for wanted in ([400_000], [2**17, 2**17, 2**17, 400_000 - 3 * 2**17]):
            log = RequestLog("id", voice="Arthur", format="mp3")
            assert [len(part) async for part in answers.parts("a", log, maker.of(log))] == wanted

    asyncio.run(work())


def test_the_oldest_makes_room(metrics: Metrics) -> None:
    async def work() -> None:
        answers, maker = Answers(160_000, metrics), Maker(metrics, b"x" * 8_000)
        for number in range(30):
            await ask(answers, maker, str(number))
        await ask(answers, maker, "29")
        assert maker.begun == 30
        await ask(answers, maker, "0")
        assert maker.begun == 31

    asyncio.run(work())


def test_the_same_again_is_the_same(open_server, polly) -> None:
    wanted = {"Text": LIMITED, "TextType": "ssml", "VoiceId": "Arthur", "OutputFormat": "mp3"}

    def said(**changes) -> tuple[bytes, list[str], str]:
        answer = polly.synthesize_speech(**{**wanted, **changes})
        headers, data = answer["ResponseMetadata"]["HTTPHeaders"], answer["AudioStream"].read()
        audio_s.append(open_server.logged(headers["x-amzn-requestid"])["audio_s"])
        return data, json.loads(headers["x-tts-notes"]), headers["x-amzn-requestcharacters"]

    audio_s: list[float] = []
    before = open_server.metric(SENT)
    first = said()
    made_s, answered = open_server.metric(SENT) - before, open_server.metric(ANSWERED)
    assert said() == first
    assert open_server.metric(ANSWERED) == answered + 1
    assert open_server.metric(SENT) - before == pytest.approx(2 * made_s)
    assert audio_s == pytest.approx([made_s] * 2, abs=0.01)
    said(VoiceId="Daniel")  # whose hum under a limit is the same
    others = [
        said(SampleRate="8000"), said(OutputFormat="ogg_vorbis"), said(Text=LIMITED.replace("nobody", "somebody")),
        *(said(OutputFormat="json", SpeechMarkTypes=[kind]) for kind in ("word", "sentence")),
    ]  # fmt: skip
    assert len({data for data, *_ in others} | {first[0]}) == 6
    assert open_server.metric(ANSWERED) == answered + 1


def test_a_kept_answer_comes_as_events_too(open_server) -> None:
    body = {"model": "tts-1", "voice": "alloy", "input": "The same in another form.", "response_format": "mp3"}
    address = f"{open_server.url}/v1/audio/speech"
    audio = requests.post(address, json=body, timeout=60).content
    answered = open_server.metric(ANSWERED)
    events = requests.post(address, json={**body, "stream_format": "sse"}, timeout=60).text
    assert open_server.metric(ANSWERED) == answered + 1
    assert events.count("speech.audio.delta") == 1
    assert len(audio) > 1_000
    faster = requests.post(address, json={**body, "speed": 1.5}, timeout=60).content
    assert faster != audio
    assert open_server.metric(ANSWERED) == answered + 1
