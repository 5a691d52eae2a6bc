"""Speech as bytes: the ten-minute cut, and the end of the work when nobody listens."""

from __future__ import annotations

import asyncio
import json
import re

import numpy as np
import pytest

from frontend.types import Span
from server.coders import START_S, StreamCoder, coded
from server.errors import ApiError
from server.formats import FORMATS, Output, encoded
from server.openai.formats import OPENAI_FORMATS
from server.openai.schema import MODELS, SpeechBody
from tts.audio.codecs import CODECS
from tts.marks import Mark, MarkType
from tts.synthesizer import Audio

RATE = 24_000


class Minutes:
    """Speech of many minutes; each minute is a piece with a mark at its start."""

    def __init__(self, minutes: int) -> None:
        self.left = minutes
        self.given = 0
        self.closed = False

    def __aiter__(self) -> Minutes:
        return self

    async def __anext__(self) -> Audio:
        if not self.left:
            raise StopAsyncIteration
        mark = Mark(MarkType.WORD, self.given * 60.0, self.given * 60.0 + 1, Span(0, 4))
        self.left, self.given = self.left - 1, self.given + 1
        return Audio(np.zeros(60 * RATE, np.float32), RATE, (mark,))

    async def aclose(self) -> None:
        self.closed = True


async def collected(pieces: Minutes, output: Output, **limits) -> bytes:
    return b"".join([data async for data in encoded(pieces, output, "word", **limits)])


def test_speech_is_cut_after_ten_minutes():
    pieces = Minutes(30)
    assert len(asyncio.run(collected(pieces, Output.of("mulaw", None, ())))) == 600 * 8_000
    assert pieces.closed
    assert pieces.given <= 11  # what is not heard is not made


def test_marks_are_cut_with_the_audio():
    data = asyncio.run(collected(Minutes(30), Output.of("json", None, ["word"])))
    assert [json.loads(line)["time"] for line in data.splitlines()] == [minute * 60_000 for minute in range(10)]


def test_the_limit_may_be_another():
    assert len(asyncio.run(collected(Minutes(30), Output.of("alaw", None, ()), limit_s=720.0))) == 720 * 8_000


def test_who_stops_listening_stops_the_work():
    pieces = Minutes(30)

    async def listen() -> None:
        body = encoded(pieces, Output.of("pcm", "8000", ()), "word")
        await anext(body)
        await body.aclose()

    asyncio.run(listen())
    assert pieces.closed
    assert pieces.given == 1


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_its_default(name):
    output = Output.of(name, None, ["word"] if name == "json" else ())
    defaults = {"json": 0, "pcm": 16_000, "ogg_opus": 48_000, "mulaw": 8_000, "alaw": 8_000}
    assert output.sample_rate == defaults.get(name, 24_000)


def test_a_rate_that_is_no_number():
    with pytest.raises(ApiError, match="use 8000, 16000"):
        Output.of("pcm", "8e3", ())


@pytest.mark.parametrize("name", ["mp3", "ogg_vorbis", "ogg_opus", "pcm", "mulaw"])
def test_the_start_is_coded_and_sent_before_the_rest(name):
    """Seen: the first byte of an MP3 waited until seconds of it were coded."""
    samples = (0.3 * np.sin(np.arange(2 * RATE) * 0.1)).astype(np.float32)
    rate = Output.of(name, None, ()).sample_rate
    fed: list[int] = []

    class Noting(StreamCoder):
        def feed(self, piece: Audio) -> bytes:
            fed.append(len(piece.samples))
            return super().feed(piece)

    async def pieces():
        yield Audio(samples, RATE)
        yield Audio(samples, RATE)

    async def work() -> bytes:
        parts = coded(pieces(), Noting(CODECS[name], rate))
        first = await anext(parts)
        assert fed == [START_S * RATE]
        rest = [part async for part in parts]
        assert fed == [START_S * RATE, (2 - START_S) * RATE, 2 * RATE]
        return b"".join([first, *rest])

    at_once = StreamCoder(CODECS[name], rate)
    whole = b"".join([at_once.feed(Audio(samples, RATE)), at_once.feed(Audio(samples, RATE)), at_once.finish()])
    ours = asyncio.run(work())
    assert len(ours) == len(whole)
    if name not in ("ogg_vorbis", "ogg_opus"):  # every Ogg stream has a number of its own
        assert ours == whole


def test_the_body_of_openais_route_names_every_format_and_model():
    properties = SpeechBody.model_json_schema()["properties"]
    formats, left_out = properties["response_format"]["anyOf"]
    assert formats["enum"] == list(OPENAI_FORMATS)
    assert (left_out, properties["response_format"]["default"]) == ({"type": "null"}, "mp3")
    assert all(re.search(properties["model"]["pattern"], name) for name in MODELS)
    assert not any(re.search(properties["model"]["pattern"], name) for name in ("gpt-9", "tts-1-", "a tts-1"))
