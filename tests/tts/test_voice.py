from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from frontend.phonology import vocabulary
from tests.fake_voice import build_fake_voice, entry
from tts.errors import UnknownVoiceError, VoiceFileError
from tts.voice import find_voices, load_persona, verify, voice_named


def test_voices_come_in_the_order_of_the_locales(voices_folder: Path) -> None:
    assert [voice.name for voice in find_voices(voices_folder)] == ["Matthew", "Arthur", "Pedro", "Daniel", "Liam"]


def test_toml_loads_back_to_an_equal_persona(tmp_path: Path) -> None:
    quoted = entry('Ann "A"\\B', "en-GB", gender="Female", speaker=(1.0, -2.5e-7, 0.0, 3.0), gain_db=-1.5, rate=0.97)
    written = build_fake_voice(tmp_path / "p", voices=(quoted,), licence="a\nb")
    assert load_persona(tmp_path / "p") == written


def test_a_voices_own_speaker_replaces_the_personas(tmp_path: Path) -> None:
    own = entry("Own", "en-US", speaker=(9.0, 9.0, 9.0, 9.0))
    shared = entry("Shared", "en-GB")
    build_fake_voice(tmp_path / "p", voices=(own, shared))
    first, second = find_voices(tmp_path)
    assert first.speaker == (9.0,) * 4
    assert second.speaker == (0.5,) * 4


def test_names_are_found_in_any_case(voices_folder: Path) -> None:
    assert voice_named("aRTHUR", find_voices(voices_folder)).locale == "en-GB"


def test_unknown_name_lists_voices_and_the_nearest(voices_folder: Path) -> None:
    with pytest.raises(UnknownVoiceError, match="Matthew, Arthur, Pedro, Daniel, Liam; did you mean 'Matthew'"):
        voice_named("Mathew", find_voices(voices_folder))
    with pytest.raises(UnknownVoiceError, match="no voices are installed"):
        voice_named("Arthur", [])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"voices": ()}, "name at least one voice"),
        ({"voices": (entry("X", "it-IT"),)}, "allowed are en-US"),
        ({"voices": (entry("X", "en-US", speaker=(1.0,)),)}, "has 1 values, the persona's 4"),
        ({"symbols": (*vocabulary()[1:], "x")}, "another phone inventory"),
    ],
)
def test_contradictions_are_refused(tmp_path: Path, changes: dict[str, object], message: str) -> None:
    build_fake_voice(tmp_path / "p", **changes)
    with pytest.raises(VoiceFileError, match=message):
        find_voices(tmp_path)


def test_misspelt_key_names_the_nearest(tmp_path: Path) -> None:
    build_fake_voice(tmp_path / "p")
    path = tmp_path / "p" / "voice.toml"
    path.write_text(path.read_text().replace("gain_db", "gian_db"))
    with pytest.raises(VoiceFileError, match=r"gian_db.*gain_db"):
        find_voices(tmp_path)


def test_two_voices_of_one_name_are_refused(tmp_path: Path) -> None:
    build_fake_voice(tmp_path / "a")
    build_fake_voice(tmp_path / "b")
    with pytest.raises(VoiceFileError, match="two voices are called 'Matthew'"):
        find_voices(tmp_path)


def test_missing_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(VoiceFileError, match="does not exist"):
        find_voices(tmp_path / "nowhere")
    with pytest.raises(VoiceFileError, match=r"needs a voice\.toml"):
        load_persona(tmp_path)


def test_verify_notices_changed_and_missing_graphs(tmp_path: Path) -> None:
    build_fake_voice(tmp_path / "p")
    voice = find_voices(tmp_path)[0]
    verify(voice)
    with (voice.folder / "decoder.onnx").open("ab") as stream:
        stream.write(b"\0")
    with pytest.raises(VoiceFileError, match=r"decoder\.onnx does not have the checksum"):
        verify(voice)
    (voice.folder / "decoder.onnx").unlink()
    with pytest.raises(VoiceFileError, match=r"decoder\.onnx is missing"):
        verify(replace(voice))
