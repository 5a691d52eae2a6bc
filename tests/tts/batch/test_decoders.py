"""Files of every profile, made with the shipped voice, for decoders that are not ours: ffmpeg, sox, Python's wave."""

from __future__ import annotations

import json
import shutil
import subprocess
import wave
from pathlib import Path

import numpy as np
import pytest

from frontend.locales import LOCALES
from tts.audio.level import active_level_db
from tts.batch.planning import Request, Speech, plan_jobs
from tts.batch.profiles import profile_named, profile_names
from tts.batch.sheet import Row
from tts.batch.store import FolderStore
from tts.batch.worker import Worker
from tts.voice import find_voices

pytestmark = pytest.mark.slow

LEVEL_DB, LEAD_S, TAIL_S = -22.0, 0.06, 0.16
PLATFORMS = tuple(dict.fromkeys(profile_names()))
RAW = {  # what ffmpeg and sox have to be told of files without a header
    "mulaw": (["-f", "mulaw", "-ar", "{hz}"], ["-t", "raw", "-e", "mu-law", "-b", "8", "-r", "{hz}", "-c", "1"]),
    "alaw": (["-f", "alaw", "-ar", "{hz}"], ["-t", "raw", "-e", "a-law", "-b", "8", "-r", "{hz}", "-c", "1"]),
    "sln": (["-f", "s16le", "-ar", "{hz}"], ["-t", "raw", "-e", "signed", "-b", "16", "-r", "{hz}", "-c", "1"]),
    "g722": (["-f", "g722"], None),
}
CODEC = {
    "wav": "pcm_s16le",
    "wav_mulaw": "pcm_mulaw",
    "wav_alaw": "pcm_alaw",
    "mulaw": "pcm_mulaw",
    "alaw": "pcm_alaw",
    **dict.fromkeys(("pcm", "sln", "sln16"), "pcm_s16le"),
    "g722": "adpcm_g722",
    "mp3": "mp3",
    "flac": "flac",
    "ogg_vorbis": "vorbis",
    "ogg_opus": "opus",
}
SOX_READS = ("wav", "wav_mulaw", "wav_alaw", "mulaw", "alaw", "pcm", "sln", "sln16", "flac", "mp3", "ogg_vorbis")


TEXTS = {
    "en-US": "For sales, press one. For technical support, press two.",
    "en-GB": "Your appointment is at half past three.",
    "es-US": "Para ventas, marque uno. Para soporte técnico, marque dos.",
    "de-DE": "Bitte bleiben Sie in der Leitung. Sie werden gleich verbunden.",
    "fr-CA": "Merci de votre appel. Veuillez patienter.",
}
LOCALE = "es-US"
"""Of the tests that look at one file of each profile."""


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, dict[str, tuple[Path, float]]]]:
    """A prompt of each locale in every profile: the folder, and each file's path and duration by locale and profile."""
    root = tmp_path_factory.mktemp("profiles")
    rows = [Row(line, "menu", locale=locale, text=text) for line, (locale, text) in enumerate(TEXTS.items(), 2)]
    jobs, failures = plan_jobs(rows, find_voices(None), Request(PLATFORMS, listening=False), lambda path: None)
    assert not failures, failures
    worker = Worker(Speech(), FolderStore(root))
    found = {}
    for job in jobs:
        records = worker.make(job)
        assert [record.error for record in records if record.status != "ok"] == []
        by_name = {record.profile: (root / record.path, record.duration_s) for record in records}
        found[job.locale] = {name: by_name[profile_named(name).name] for name in PLATFORMS}
    assert set(found) == set(LOCALES)
    return root, found


@pytest.fixture(scope="module")
def made(everywhere) -> tuple[Path, dict[str, tuple[Path, float]]]:
    """The files of one locale by profile."""
    root, found = everywhere
    return root, found[LOCALE]


def need(tool: str) -> str:
    if not shutil.which(tool):
        pytest.skip(f"{tool} is not installed: apt-get install {'sox libsox-fmt-all' if tool == 'sox' else 'ffmpeg'}")
    return tool


def hints(profile: str, decoder: int) -> list[str]:
    """Options in front of the file's name."""
    wanted = profile_named(profile).format
    kind = {"pcm": "sln", "sln16": "sln"}.get(wanted.codec, wanted.codec)
    options = RAW[kind][decoder] if kind in RAW else []
    assert options is not None
    return [option.format(hz=wanted.sample_rate) for option in options]


def with_ffmpeg(path: Path, profile: str) -> np.ndarray:
    command = [need("ffmpeg"), "-v", "error", *hints(profile, 0), "-i", str(path), "-f", "f32le", "-ac", "1", "-"]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, "<f4")


@pytest.mark.parametrize("profile", PLATFORMS)
@pytest.mark.parametrize("locale", LOCALES)
def test_ffmpeg_reads_every_profile(everywhere, profile: str, locale: str) -> None:
    need("ffprobe")
    path, duration_s = everywhere[1][locale][profile]
    wanted = profile_named(profile).format
    command = ["ffprobe", "-v", "error", *hints(profile, 0), "-show_streams", "-of", "json", str(path)]
    (stream,) = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["streams"]
    hz = 48_000 if wanted.codec == "ogg_opus" else wanted.sample_rate  # Opus always says 48 kHz
    assert (stream["codec_name"], int(stream["sample_rate"]), stream["channels"]) == (CODEC[wanted.codec], hz, 1)

    samples = with_ffmpeg(path, profile)
    exact = wanted.codec not in ("mp3", "ogg_vorbis", "ogg_opus")
    assert len(samples) / hz == pytest.approx(duration_s, abs=0.001 if exact else 0.1)
    assert active_level_db(samples, hz) == pytest.approx(LEVEL_DB, abs=0.5)
    assert 20 * np.log10(np.abs(samples).max()) < (-2.5 if exact else -2)  # what G.722 adds to a peak
    assert abs(samples.mean()) < 2e-4  # no DC
    loud = np.flatnonzero(np.abs(samples) > 10 ** ((LEVEL_DB - 30) / 20))
    assert loud[0] / hz == pytest.approx(LEAD_S, abs=0.08 if not exact else 0.03)
    assert (len(samples) - loud[-1]) / hz == pytest.approx(TAIL_S, abs=0.1 if not exact else 0.08)
    power = np.abs(np.fft.rfft(samples)) ** 2
    frequency = np.fft.rfftfreq(len(samples), 1 / hz)
    assert power[frequency < 50].sum() < 2e-3 * power.sum()
    if hz > 8_000 and profile_named(profile).band.high_hz and wanted.codec != "g722":  # whose upper band is noisy
        assert power[frequency > 7_700].sum() < 1e-4 * power.sum()
    if hz == 8_000:
        assert power[frequency > 3_850].sum() < 1e-3 * power.sum()


@pytest.mark.parametrize("profile", [name for name in PLATFORMS if profile_named(name).format.codec in SOX_READS])
def test_sox_hears_the_same_as_ffmpeg(made, profile: str) -> None:
    path, _ = made[1][profile]
    command = [need("sox"), *hints(profile, 1), str(path), "-t", "raw", "-e", "floating-point", "-b", "32", "-"]
    heard = np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, "<f4")
    other = with_ffmpeg(path, profile)
    length = min(len(heard), len(other))
    assert abs(len(heard) - len(other)) <= (0 if profile_named(profile).format.codec not in ("mp3",) else 2_500)
    if profile_named(profile).format.codec != "mp3":
        assert heard[:length] == pytest.approx(other[:length], abs=2e-4)
    info = subprocess.run(["soxi", str(path)], capture_output=True, text=True, check=False).stdout
    if path.suffix == ".wav":
        encoding = {"wav": "16-bit Signed Integer PCM", "wav_mulaw": "8-bit u-law", "wav_alaw": "8-bit A-law"}
        assert encoding[profile_named(profile).format.codec] in info
        assert "Channels       : 1" in info


@pytest.mark.parametrize("profile", [name for name in PLATFORMS if profile_named(name).format.codec == "wav"])
def test_wave_module_reads_pcm(made, profile: str) -> None:
    path, duration_s = made[1][profile]
    with wave.open(str(path)) as stream:
        hz = profile_named(profile).format.sample_rate
        assert (stream.getnchannels(), stream.getsampwidth(), stream.getframerate()) == (1, 2, hz)
        assert stream.getnframes() / hz == pytest.approx(duration_s, abs=1e-4)


def test_places_and_names(made) -> None:
    root, files = made
    places = {profile: path.relative_to(root).as_posix() for profile, (path, _) in files.items()}
    assert places["asterisk"] == "asterisk/es_US/menu.ulaw"
    assert places["asterisk-g722"] == "asterisk/es_US/menu.g722"
    assert places["freeswitch-16000"] == "freeswitch/es/us/pedro/ivr/16000/menu.wav"
    assert places["freeswitch-g722"] == "freeswitch/es/us/pedro/ivr/menu.G722"
    assert places["genesys-alaw"] == "genesys-alaw/es_US/menu.wav"
    assert len(set(places.values())) == len(PLATFORMS)
    assert places["connect"] == "connect/es_US/menu.wav"
