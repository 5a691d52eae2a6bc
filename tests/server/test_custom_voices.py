"""CreateVoice, GetVoice and DeleteVoice at a service with an enrolled voice beside those that AWS has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.fake_voice import build_fake_voice, entry
from tests.server.clients import KEY_FILE, polly_client
from tests.server.conftest import start_server, stop_server


@pytest.fixture(scope="module")
def polly(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("enrolled")
    build_fake_voice(folder / "voices" / "fake")
    voices = (entry("Acme", "en-US", gender="Female"), entry("Acme-de-DE", "de-DE", gender="Female"))
    build_fake_voice(folder / "voices" / "acme", persona="acme", voices=voices)
    keys = Path(folder / "keys.toml")
    keys.write_text(KEY_FILE)
    keys.chmod(0o600)
    server = start_server(folder, folder / "voices", "--keys", str(keys))
    yield polly_client(server.url)
    assert stop_server(server) == 0


def test_an_enrolled_voice_is_a_custom_voice(polly: Any) -> None:
    described = {voice["Id"]: voice for voice in polly.describe_voices()["Voices"]}
    assert {name: (voice["Origin"], voice.get("Status")) for name, voice in described.items()} == {
        **dict.fromkeys(("Matthew", "Arthur", "Pedro", "Daniel", "Liam"), ("aws", None)),
        **dict.fromkeys(("Acme", "Acme-de-DE"), ("customer", "active")),
    }
    voice = polly.get_voice(VoiceId="Acme-de-DE")["Voice"]
    arn = "arn:aws:polly:eu-central-1:123456789012:voice/Acme-de-DE"
    assert voice == {**described["Acme-de-DE"], "Arn": arn}
    spoken = polly.synthesize_speech(Text="Hallo.", VoiceId=voice["Id"], OutputFormat="pcm")
    assert len(spoken["AudioStream"].read()) > 1_000


@pytest.mark.parametrize("voice", ["Matthew", "acme", "vc-9a8fa85dd3"])
@pytest.mark.parametrize("operation", ["get_voice", "delete_voice"])
def test_what_is_no_custom_voice_is_not_found(polly: Any, operation: str, voice: str) -> None:
    with pytest.raises(polly.exceptions.ResourceNotFoundException) as caught:
        getattr(polly, operation)(VoiceId=voice)
    response = caught.value.response
    assert (response["resourceId"], response["resourceType"]) == (voice, "voice")
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 404


def test_voices_are_not_removed(polly: Any) -> None:
    with pytest.raises(polly.exceptions.ValidationException) as caught:
        polly.delete_voice(VoiceId="Acme")
    assert caught.value.response["reason"] == "unsupportedOperation"
    assert polly.get_voice(VoiceId="Acme")["Voice"]["Status"] == "active"


@pytest.mark.parametrize("size", [10, 5_000_000])
def test_voices_are_not_made_however_long_their_recordings_are(polly: Any, size: int) -> None:
    recordings = [{"Format": "wav", "Data": {"Bytes": bytes(size)}}]
    with pytest.raises(polly.exceptions.ValidationException, match="tts enroll") as caught:
        polly.create_voice(
            Name="Mine", LanguageCode="en-US", TermsAccepted=True, VoiceCreationData={"Recordings": recordings}
        )
    assert caught.value.response["reason"] == "unsupportedOperation"


def test_strangers_learn_nothing_of_voices(polly: Any) -> None:
    stranger = polly_client(polly.meta.endpoint_url, secret="not-the-secret-of-this-key")
    with pytest.raises(ClientError, match="InvalidSignatureException"):
        stranger.get_voice(VoiceId="Acme")
