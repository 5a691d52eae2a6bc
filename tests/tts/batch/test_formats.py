from __future__ import annotations

import os
import shutil
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tts.batch.formats import decode_file, encode_prompt
from tts.batch.profiles import UnknownProfileError, profile_named, profile_names
from tts.cli import main
from tts.errors import InputError, TTSError

NAMES = [name for name in profile_names() if "g722" not in name]


def prompt(rate: int) -> np.ndarray:
    speech = 0.2 * np.sin(2 * np.pi * 440 * np.arange(rate) / rate)
    return np.concatenate([np.zeros(rate // 10), speech, np.zeros(rate // 10)]).astype(np.float32)


@pytest.mark.parametrize("name", [*NAMES, "wav-8000", "mp3-16000"])
def test_every_profile_comes_back(name: str, tmp_path: Path) -> None:
    wanted = profile_named(name).format
    path = tmp_path / f"a{wanted.ending}"
    path.write_bytes(encode_prompt(prompt(wanted.sample_rate), wanted))
    if wanted.ending == ".wav":
        (tmp_path / "b.wav").write_bytes(path.read_bytes())
    samples, rate = decode_file(path)
    if wanted.ending != ".opus":  # Opus decodes at its own rate
        assert rate == wanted.sample_rate
    assert len(samples) / rate == pytest.approx(1.2, abs=0.12)
    loudest = samples[round(0.4 * rate) : round(0.8 * rate)]
    assert np.sqrt(np.mean(loudest**2)) == pytest.approx(0.2 / np.sqrt(2), rel=0.08)
    spectrum = np.abs(np.fft.rfft(loudest))
    assert np.argmax(spectrum) * rate / len(loudest) == pytest.approx(440, abs=3)


def test_g722_comes_back(tmp_path: Path) -> None:
    pytest.importorskip("av")
    wanted = profile_named("asterisk-g722").format
    (tmp_path / "a.g722").write_bytes(encode_prompt(prompt(16_000), wanted))
    assert (tmp_path / "a.g722").stat().st_size == pytest.approx(1.2 * 8_000, abs=4)
    samples, rate = decode_file(tmp_path / "a.g722")
    assert rate == 16_000
    assert np.sqrt(np.mean(samples[6_400:12_800] ** 2)) == pytest.approx(0.2 / np.sqrt(2), rel=0.05)


def test_an_empty_file_holds_no_samples(tmp_path: Path) -> None:
    pytest.importorskip("av")
    for name in ("a.g722", "a.ulaw"):
        (tmp_path / name).touch()
        assert len(decode_file(tmp_path / name)[0]) == 0


def test_python_reads_the_telephone_wav(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(encode_prompt(prompt(8_000), profile_named("freeswitch").format))
    with wave.open(str(tmp_path / "a.wav")) as stream:
        assert stream.getparams()[:4] == (1, 2, 8_000, 9_600)


@pytest.mark.parametrize("tool", ["sox", "ffmpeg"])
def test_other_decoders_agree_on_mulaw(tool: str, tmp_path: Path) -> None:
    if not shutil.which(tool):
        pytest.skip(f"{tool} is not installed")
    path = tmp_path / "a.wav"
    path.write_bytes(encode_prompt(prompt(8_000), profile_named("connect").format))
    ours, _ = decode_file(path)
    commands = {
        "sox": ["sox", str(path), "-t", "raw", "-e", "signed", "-b", "16", "-"],
        "ffmpeg": ["ffmpeg", "-v", "error", "-i", str(path), "-f", "s16le", "-"],
    }
    raw = subprocess.run(commands[tool], capture_output=True, check=True).stdout
    theirs = np.frombuffer(raw, "<i2") / 32_768
    assert theirs == pytest.approx(ours, abs=2e-4)


def test_dither_spreads_quiet_sound_and_spares_silence() -> None:
    wanted = profile_named("asterisk-sln").format
    quiet = np.full(8_000, 0.4 / 32_768, np.float32)
    values = np.frombuffer(encode_prompt(quiet, wanted), "<i2")
    assert set(np.unique(values)) >= {0, 1}
    assert values.mean() == pytest.approx(0.4, abs=0.1)
    assert not np.frombuffer(encode_prompt(np.zeros(800, np.float32), wanted), "<i2").any()
    assert encode_prompt(quiet, wanted) == encode_prompt(quiet, wanted)


def test_names_are_forgiving_and_wrong_ones_are_told() -> None:
    assert profile_named("Asterisk_G722") == profile_named("asterisk-g722")
    with pytest.raises(UnknownProfileError, match="did you mean 'freeswitch'"):
        profile_named("freeswich")
    with pytest.raises(InputError, match="8000"):
        profile_named("sln-16000")


def test_places_of_the_platforms() -> None:
    places = {
        "asterisk": "en_GB/digits/1.ulaw",
        "freeswitch": "en/gb/arthur/digits/8000/1.wav",
        "freeswitch-pcmu": "en/gb/arthur/digits/1.PCMU",
        "genesys": "en_GB/digits/1.wav",
    }
    assert {name: profile_named(name).path("en-GB", "Arthur", "digits/1") for name in places} == places


def test_a_file_that_is_no_audio(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"no audio")
    with pytest.raises(TTSError, match=r"a\.wav"):
        decode_file(tmp_path / "a.wav")


@pytest.mark.parametrize(("name", "step"), [("connect", 8), ("genesys-alaw", 16), ("asterisk-sln", 1)])
def test_dither_turns_distortion_into_noise(name: str, step: int, tmp_path: Path) -> None:
    """A tone of less than one step: coded plainly it is gone or a square wave, dithered it is a tone in noise."""
    tone = (0.7 * step / 32_768 * np.sin(2 * np.pi * 500 * np.arange(80_000) / 8_000)).astype(np.float32)
    wanted = profile_named(name).format
    path = tmp_path / f"tone{wanted.ending}"
    path.write_bytes(encode_prompt(tone, wanted))
    heard, _ = decode_file(path)
    assert heard.mean() == pytest.approx(0, abs=0.05 * step / 32_768)
    spectrum = np.abs(np.fft.rfft((heard - heard.mean()) * np.hanning(len(heard)))) * 4 / len(heard)  # amplitudes
    assert spectrum[5_000] == pytest.approx(0.7 * step / 32_768, rel=0.1)
    harmonics = [spectrum[5_000 * n - 3 : 5_000 * n + 4].max() for n in range(2, 8)]
    assert max(harmonics) < 0.03 * step / 32_768


def test_level_of_names_that_the_locale_cannot_write(tmp_path: Path) -> None:
    """Seen: a traceback where the locale knows ASCII alone."""
    (tmp_path / "grüße.wav").write_bytes(encode_prompt(prompt(8_000), profile_named("asterisk-wav").format))
    environment = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "tts", "level", str(tmp_path)]
    result = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=60)
    assert (result.returncode, result.stderr) == (0, b"")
    assert [line.split("\t")[0] for line in result.stdout.decode().splitlines()] == ["file", "grüße.wav"]


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_samples_that_are_no_numbers_have_no_level(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], value: float
) -> None:
    """Seen: a level of nan, and success."""
    samples = prompt(8_000)
    samples[100] = value
    soundfile.write(tmp_path / "a.wav", samples, 8_000, subtype="FLOAT")
    assert main(["level", str(tmp_path)]) == 1
    assert "samples that are not finite numbers" in capsys.readouterr().out


def test_level_of_files_that_are_no_audio(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("av")
    (tmp_path / "a\tb.wav").write_bytes(b"no audio")
    (tmp_path / "c.ulaw").write_bytes(b"")
    assert main(["level", str(tmp_path)]) == 1
    _, *lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert {len(line.split("\t")) for line in lines} == {7}
