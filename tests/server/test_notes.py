"""What the engine has to say about a text reaches who asked for it, and no log."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import numpy as np
import pytest

from server import notes
from server.cache import DiskCache
from server.coders import limited
from tts.synthesizer import Audio

LIMITED = '<speak><prosody amazon:max-duration="{}">nine mellow lions. Nobody hides.</prosody></speak>'


def told(answer) -> list[str]:
    return json.loads(answer["ResponseMetadata"]["HTTPHeaders"].get("x-tts-notes", "[]"))


@pytest.mark.parametrize(
    "output", [{"OutputFormat": "mp3"}, {"OutputFormat": "json", "SpeechMarkTypes": ["word"]}], ids=["mp3", "marks"]
)
def test_a_client_of_polly_sees_them_among_the_headers(open_server, polly, output):
    text = LIMITED.format("30ms")
    answer = polly.synthesize_speech(Text=text, TextType="ssml", VoiceId="Arthur", **output)
    answer["AudioStream"].read()
    (note,) = told(answer)
    assert "amazon:max-duration of 0.03 s at character 8 cannot be kept" in note
    assert open_server.logged(answer["ResponseMetadata"]["RequestId"])["notes"] == 1
    assert "cannot be kept" not in open_server.log.read_text()


def test_nothing_to_say_is_no_header(polly):
    answer = polly.synthesize_speech(Text=LIMITED.format("9s"), TextType="ssml", VoiceId="Arthur", OutputFormat="pcm")
    answer["AudioStream"].read()
    assert "x-tts-notes" not in answer["ResponseMetadata"]["HTTPHeaders"]


@pytest.mark.parametrize("note", ["É\r\nSet-Cookie: a=b", "ˈdʒʊəli \x7f\x00", "“quoted” 🙂"])
def test_any_text_is_safe_in_the_header(note):
    (value,) = notes.headers([note]).values()
    assert all(" " <= character <= "~" for character in value)
    assert json.loads(value) == [note]


def test_many_are_counted_and_none_is_said_twice():
    many = [f"{number}: " + "ə" * 100 for number in range(100)] * 2
    (value,) = notes.headers(many).values()
    assert len(value) < 2_100
    *kept, rest = json.loads(value)
    assert kept == many[: len(kept)]
    assert kept
    assert rest == f"and {100 - len(kept)} more"
    assert len(notes.reason(many)) < 1_100
    assert notes.reason(["a", "b", "a"]) == "a; b"
    assert (notes.reason([]), notes.headers([])) == ("", {})


def test_the_disk_keeps_them(tmp_path: Path):
    cache = DiskCache(tmp_path, 1_000_000)
    cache.put("ab" * 32, (Audio(np.zeros(10, np.float32), 24_000, (), ("a note",)),))
    entry = cache.get("ab" * 32)
    assert entry is not None
    assert entry[0].notes == ("a note",)


def test_the_cut_keeps_them():
    async def pieces():
        yield Audio(np.zeros(48_000, np.float32), 24_000, (), ("a note",))

    async def cut() -> list[Audio]:
        return [piece async for piece in limited(pieces(), 1.0)]

    (piece,) = asyncio.run(cut())
    assert (piece.duration_s, piece.notes) == (1.0, ("a note",))
