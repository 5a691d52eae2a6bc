from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from frontend.phonology import vocabulary
from tests.fake_voice import build_fake_voice, entry
from tts.config import MelConfig
from tts.errors import UnknownVoiceError, VoiceFileError
from tts.voice import GraphFile, find_voices, load_persona, verify, voice_named


def test_voices_come_in_the_order_of_the_locales(voices_folder: Path) -> None:
    assert [voice.name for voice in find_voices(voices_folder)] == ["Matthew", "Arthur", "Pedro", "Daniel", "Liam"]


def test_toml_loads_back_to_an_equal_persona(tmp_path: Path) -> None:
    quoted = entry('Ann "A"\\B', "en-GB", gender="Female", speaker=(1.0, -2.5e-7, 0.0, 3.0), gain_db=-1.5, rate=0.97)
    written = build_fake_voice(tmp_path / "p", voices=(quoted,), licence="a\n\r\t\x00\x7f\u2028ä\U0001f600b")
    assert load_persona(tmp_path / "p") == written


def test_a_voices_own_speaker_replaces_the_personas(tmp_path: Path) -> None:
    own = entry("Own", "en-US", speaker=(9.0, 9.0, 9.0, 9.0))
    shared = entry("Shared", "en-GB")
    build_fake_voice(tmp_path / "p", voices=(own, shared))
    first, second = find_voices(tmp_path)
    assert first.speaker == (9.0,) * 4
    assert second.speaker == (0.5,) * 4


@pytest.mark.parametrize(
    "change",
    [
        {"version": "x"}, {"speaker": (0.1,) * 4}, {"signal": MelConfig(f_max=8_000.0)}, {"vocoder_context": 23},
        {"harmonic_frames": 2}, {"noise_frames": 2}, {"vocoder": GraphFile("vocoder.onnx", "0" * 64)},
    ],
)  # fmt: skip
def test_the_fingerprint_covers_all_that_is_heard(voices_folder: Path, change: dict[str, object]) -> None:
    """Seen: two hashes of the same thing, of which one forgot the signal and how the vocoder is framed."""
    voice = voice_named("Matthew", find_voices(voices_folder))
    other = replace(voice, persona=replace(voice.persona, **change))
    assert other.fingerprint != voice.fingerprint


def test_the_fingerprint_covers_how_other_languages_are_spoken(voices_folder: Path) -> None:
    voices = find_voices(voices_folder)
    voice, german = voice_named("Matthew", voices), voice_named("Daniel", voices)

    def with_german(**changes: object) -> str:
        entries = tuple(replace(e, **changes) if e is german.entry else e for e in voice.persona.voices)
        return replace(voice, persona=replace(voice.persona, voices=entries)).fingerprint

    assert with_german() == voice.fingerprint == replace(voice, folder=Path("elsewhere")).fingerprint
    assert with_german(gain_db=1.0) == voice.fingerprint
    assert with_german(prosody=(0.5, 0.0, 0.0)) != voice.fingerprint
    assert german.fingerprint != voice.fingerprint
    silent = replace(voice, persona=replace(voice.persona, licence="another"))
    assert silent.fingerprint == voice.fingerprint


def test_names_are_found_in_any_case(voices_folder: Path) -> None:
    assert voice_named("aRTHUR", find_voices(voices_folder)).locale == "en-GB"


def test_unknown_name_lists_voices_and_the_nearest(voices_folder: Path) -> None:
    with pytest.raises(UnknownVoiceError, match="Matthew, Arthur, Pedro, Daniel, Liam; did you mean 'Matthew'"):
        voice_named("Mathew", find_voices(voices_folder))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"voices": ()}, "name at least one voice"),
        ({"voices": (entry("X", "it-IT"),)}, "allowed are en-US"),
        ({"voices": (entry("X", "en-US", speaker=(1.0,)),)}, "has 1 values, the persona's 4"),
        ({"symbols": (*vocabulary()[1:], "x")}, r"another phone inventory.*export or enroll the voice again"),
    ],
)
def test_contradictions_are_refused(tmp_path: Path, changes: dict[str, object], message: str) -> None:
    build_fake_voice(tmp_path / "p", **changes)
    with pytest.raises(VoiceFileError, match=message):
        find_voices(tmp_path)


@pytest.mark.parametrize(
    ("written", "instead", "message"),
    [
        ("gain_db = 0.0", "gain_db = nan", "gain_db: expected a finite number, got nan"),
        ("rate = 1.0", "rate = 0.0", "rate of the voice 'Matthew' must lie between 0.1 and 10, got 0"),
        ("vocoder_context = 24", "vocoder_context = -1", "vocoder_context must be 0 or more, got -1"),
        ("harmonic_frames = 1", "harmonic_frames = 7", "cannot be cut into 7 equal parts"),
        ("sample_rate = 24000", "sample_rate = 0", "sample_rate must be positive, got 0"),
        ('file = "encoder.onnx"', 'file = "../encoder.onnx"', r"must be the name of a file beside voice\.toml"),
    ],
)
def test_numbers_that_no_voice_has_are_refused(tmp_path: Path, written: str, instead: str, message: str) -> None:
    build_fake_voice(tmp_path / "p")
    path = tmp_path / "p" / "voice.toml"
    assert written in path.read_text()
    path.write_text(path.read_text().replace(written, instead))
    with pytest.raises(VoiceFileError, match=rf"voice\.toml.*{message}"):
        find_voices(tmp_path)


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "p" / "voice.toml").mkdir(parents=True)
    with pytest.raises(VoiceFileError, match=r"cannot read .*voice\.toml: Is a directory; restore the voice folder"):
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
    with pytest.raises(VoiceFileError, match=r"two voices are called 'Matthew'.*take one folder away"):
        find_voices(tmp_path)


def test_hidden_folders_are_no_personas(tmp_path: Path) -> None:
    for name in ("p", ".p.part"):
        build_fake_voice(tmp_path / name)
    assert {voice.folder.name for voice in find_voices(tmp_path)} == {"p"}


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
