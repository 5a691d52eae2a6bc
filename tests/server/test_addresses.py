"""Who calls a service without keys."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from server.addresses import Callers, networks
from server.app import build
from server.auth.keys import KeyFile, Keys
from server.config import Settings, SettingsError
from server.contract import SpeechRequest
from tests.server.support import BackHalf, PlainEngine, back_half
from tests.server.test_app import Exchange, running
from tts.synthesizer import Audio

CALLERS = Callers(networks(("10.0.0.0/8", "2001:db8:1::/48")))


@pytest.mark.parametrize(
    ("client", "forwarded", "name"),
    [
        ("198.51.100.1", (), "198.51.100.1"),
        ("198.51.100.1", ("203.0.113.9",), "198.51.100.1"),  # a stranger may write anything
        ("10.0.0.1", ("203.0.113.9",), "203.0.113.9"),
        ("10.0.0.1", ("192.0.2.1, 203.0.113.9, 10.2.3.4",), "203.0.113.9"),  # one trusted proxy behind another
        ("10.0.0.1", ("192.0.2.1", "203.0.113.9"), "203.0.113.9"),  # what the client sent, then what the proxy added
        ("10.0.0.1", ("192.0.2.1, unknown",), "10.0.0.1"),
        ("10.0.0.1", ("",), "10.0.0.1"),
        ("10.0.0.1", (), "10.0.0.1"),
        ("10.0.0.1", ("10.0.0.2",), "10.0.0.2"),
        ("10.0.0.1", ("203.0.113.9:5123",), "203.0.113.9"),
        ("10.0.0.1", ("[2001:db8::7]:5123",), "2001:db8::/64"),
        ("10.0.0.1", ("192.0.2.1," * 5_000 + "203.0.113.9",), "203.0.113.9"),
        ("2001:db8:1::1", ("2001:db8:5:6:7::8",), "2001:db8:5:6::/64"),
        ("2001:db8:5:6::1", (), "2001:db8:5:6::/64"),  # one machine has more of them than anybody can count
        ("::ffff:10.0.0.1", ("203.0.113.9",), "203.0.113.9"),
        ("fe80::1%eth0", (), "fe80::/64"),
    ],
)
def test_the_address_is_that_of_the_last_one_who_is_not_trusted(
    client: str, forwarded: tuple[str, ...], name: str
) -> None:
    assert CALLERS.name(client, forwarded) == f"open {name}"


def test_without_an_address_all_are_one() -> None:
    assert CALLERS.name("", ("203.0.113.9",)) == "open"


@pytest.mark.parametrize("entry", ["10.0.0.1/8", "proxy.example.com", ""])
def test_what_is_no_network_is_refused(entry: str) -> None:
    with pytest.raises(SettingsError, match="trusted_proxies has"):
        Settings(trusted_proxies=(entry,))


def test_callers_without_keys_are_told_apart_by_their_addresses(tmp_path: Path, voices_folder: Path) -> None:
    """Seen: all of them shared one caller's part of the queue, so that one shut out the others; and whoever named many
    keys, which nobody checks there, had many parts."""
    asked: list[str] = []

    class Listening(PlainEngine):
        async def speak(self, request: SpeechRequest, caller: str) -> AsyncGenerator[Audio, None]:
            asked.append(caller)
            return await super().speak(request, caller)

    async def listening(settings: Settings) -> BackHalf:
        _, stores, tasks = await back_half(settings)
        return Listening(settings), stores, tasks

    async def work() -> None:
        settings = Settings(voices=voices_folder, data_dir=tmp_path, trusted_proxies=("127.0.0.1",), cache_mb=0)
        app = build(settings, Keys(KeyFile()), listening)
        async with running(app):
            for client, path, body in (
                ("127.0.0.1", "/v1/speech", b'{"Text": "One.", "VoiceId": "Matthew", "OutputFormat": "pcm"}'),
                ("127.0.0.1", "/v1/audio/speech", b'{"input": "Two.", "voice": "Matthew", "model": "tts-1"}'),
                ("192.0.2.1", "/v1/speech", b'{"Text": "Three.", "VoiceId": "Matthew", "OutputFormat": "pcm"}'),
            ):
                credential = f"AWS4-HMAC-SHA256 Credential=AKID{len(asked)}/20260101/eu-west-1/polly/aws4_request"
                headers = {"x_forwarded_for": "203.0.113.9", "authorization": credential}
                exchange = Exchange(app, "POST", path, client=client, **headers)
                status, _ = await exchange.answer({"type": "http.request", "body": body, "more_body": False})
                assert status == 200
        assert asked == ["open 203.0.113.9", "open 203.0.113.9", "open 192.0.2.1"]

    asyncio.run(work())
