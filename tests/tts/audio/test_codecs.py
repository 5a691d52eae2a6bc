from __future__ import annotations

import io
from pathlib import Path, PurePath

import numpy as np
import pytest
import soundfile

from tts.audio.codecs import CODECS, Encoder, codec_by_name, codec_for_path, encode
from tts.errors import OutputError, SampleRateError, UnknownFormatError


def tone(sample_rate: int, seconds: float = 1.0, hz: float = 440.0) -> np.ndarray:
    time = np.arange(round(sample_rate * seconds)) / sample_rate
    return (0.4 * np.sin(2 * np.pi * hz * time)).astype(np.float32)


def decode(data: bytes, name: str, sample_rate: int) -> tuple[np.ndarray, int]:
    codec = CODECS[name]
    if codec.container == "RAW":
        options = {
            "format": "RAW",
            "subtype": codec.subtype,
            "channels": 1,
            "samplerate": sample_rate,
            "endian": "LITTLE",
        }
        return soundfile.read(io.BytesIO(data), dtype="float32", **options)
    return soundfile.read(io.BytesIO(data), dtype="float32")


@pytest.mark.parametrize("name", CODECS)
def test_every_format_keeps_length_rate_and_sound(name: str) -> None:
    codec = CODECS[name]
    sample_rate = codec.default_rate or 24_000
    samples = tone(sample_rate)
    decoded, decoded_rate = decode(encode(samples, sample_rate, codec), name, sample_rate)
    assert decoded_rate == sample_rate
    assert len(decoded) == len(samples)
    spectrum = np.abs(np.fft.rfft(decoded))
    assert np.argmax(spectrum) * sample_rate / len(decoded) == pytest.approx(440, abs=2)
    assert np.abs(decoded).max() == pytest.approx(0.4, abs=0.05)


@pytest.mark.parametrize("name", CODECS)
def test_no_format_changes_the_level(name: str) -> None:
    codec = CODECS[name]
    sample_rate = codec.default_rate or 24_000
    samples = tone(sample_rate) * 2.2
    decoded, _ = decode(encode(samples, sample_rate, codec), name, sample_rate)
    middle = slice(sample_rate // 4, 3 * sample_rate // 4)
    gain_db = 10 * np.log10(np.square(decoded[middle]).mean() / np.square(samples[middle]).mean())
    assert gain_db == pytest.approx(0, abs=0.1)


@pytest.mark.parametrize("name", ["wav", "flac", "pcm", "sln"])
def test_samples_are_rounded_to_the_nearest(name: str) -> None:
    """Seen: the next lower value, so that silence was -1 and speech had an offset."""
    samples = np.array([0.0, -1e-9, 0.4, -0.4, 0.6, -0.6, 1.5, -1.5, 32_768, -40_000], np.float32) / 32_768
    decoded, _ = decode(encode(samples, 8_000, CODECS[name]), name, 8_000)
    assert np.rint(decoded * 32_768).tolist()[:6] == [0, 0, 0, 0, 1, -1]
    assert np.rint(decoded * 32_768).tolist()[8:] == [32_767, -32_768]


@pytest.mark.parametrize("sample_rate", [8_000, 16_000, 24_000, 48_000])
def test_opus_has_the_bits_that_it_needs_to_keep_sharp_sounds(sample_rate: int) -> None:
    data = encode(tone(sample_rate, 4.0), sample_rate, CODECS["ogg_opus"])
    assert 50_000 < 8 * len(data) / 4.0 < 64_000


@pytest.mark.parametrize("name", [name for name, codec in CODECS.items() if codec.streams])
def test_streamed_bytes_come_out_before_the_end_and_decode(name: str) -> None:
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = b""

        def write(self, data: bytes) -> int:
            self.data += bytes(data)
            return len(data)

        def writable(self) -> bool:
            return True

    codec = CODECS[name]
    sample_rate = codec.default_rate or 24_000
    pipe = Pipe()
    samples = tone(sample_rate, 4.0)
    with Encoder(pipe, codec, sample_rate) as encoder:
        encoder.write(samples[: len(samples) // 2])
        half = len(pipe.data)
        encoder.write(samples[len(samples) // 2 :])
    assert 0 < half < len(pipe.data)
    decoded, _ = decode(pipe.data, name, sample_rate)
    assert abs(len(decoded) - len(samples)) <= 0.06 * sample_rate  # an MP3 without its final header shows its padding


def test_raw_pcm_is_signed_16_bit_little_endian() -> None:
    data = encode(np.array([0.0, 0.5, -1.0], np.float32), 16_000, CODECS["pcm"])
    assert data == b"\x00\x00\x00\x40\x00\x80"


def test_mulaw_silence_is_ff_and_alaw_silence_is_d5() -> None:
    assert encode(np.zeros(3, np.float32), 8_000, CODECS["mulaw"]) == b"\xff\xff\xff"
    assert encode(np.zeros(3, np.float32), 8_000, CODECS["alaw"]) == b"\xd5\xd5\xd5"


def test_samples_beyond_full_scale_are_clipped_not_wrapped() -> None:
    decoded, _ = decode(encode(np.array([3.0, -3.0] * 100, np.float32), 24_000, CODECS["wav"]), "wav", 24_000)
    assert decoded.min() == -1.0
    assert decoded.max() > 0.99


def test_mp3_has_a_constant_rate_that_tells_players_its_length() -> None:
    seconds = 20
    noise = np.random.default_rng(0).standard_normal(seconds * 24_000).astype(np.float32) * 0.1
    data = encode(noise, 24_000, CODECS["mp3"])
    assert len(data) * 8 / seconds == pytest.approx(64_000, rel=0.03)
    assert abs(len(encode(noise * 1e-3, 24_000, CODECS["mp3"])) - len(data)) < 1_000


def test_very_long_vorbis_writes_do_not_crash() -> None:
    assert len(encode(np.zeros(24_000 * 60, np.float32), 24_000, CODECS["ogg_vorbis"])) > 1000


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.wav", "wav"),
        ("a.FLAC", "flac"),
        ("x/a.mp3", "mp3"),
        ("a.b.ogg", "ogg_vorbis"),
        ("a.opus", "ogg_opus"),
        ("a.ulaw", "mulaw"),
        ("a.al", "alaw"),
        ("a.sln16", "sln16"),
        ("a.raw", "pcm"),
    ],
)
def test_file_ending_chooses_format(path: str, name: str) -> None:
    assert codec_for_path(PurePath(path)).name == name


@pytest.mark.parametrize(("given", "name"), [("OGG", "ogg_vorbis"), ("wav-mulaw", "wav_mulaw"), ("ulaw", "mulaw")])
def test_format_names_are_forgiving(given: str, name: str) -> None:
    assert codec_by_name(given).name == name


def test_unknown_format_names_the_nearest() -> None:
    with pytest.raises(UnknownFormatError, match="did you mean 'flac'"):
        codec_by_name("flak")
    with pytest.raises(UnknownFormatError, match=r"did you mean '\.wav'"):
        codec_for_path(PurePath("a.wva"))
    with pytest.raises(UnknownFormatError, match="no file ending"):
        codec_for_path(PurePath("a"))


def test_impossible_rate_lists_the_possible_ones() -> None:
    with pytest.raises(SampleRateError, match="8000, 12000, 16000, 24000, 48000"):
        encode(tone(44_100), 44_100, CODECS["ogg_opus"])


def test_wav_into_a_pipe_is_refused() -> None:
    class Pipe(io.RawIOBase):
        def writable(self) -> bool:
            return True

    with pytest.raises(OutputError, match="seek"):
        Encoder(Pipe(), CODECS["wav"], 24_000)


@pytest.mark.parametrize("name", ["pcm", "mulaw", "mp3", "ogg_vorbis"])
@pytest.mark.parametrize("mode", ["wb", "ab"])
def test_what_stands_before_in_a_file_stays(tmp_path: Path, name: str, mode: str) -> None:
    """Seen: of ``{ tts ...; tts ...; } > file`` the second took the place of the first."""
    path, codec = tmp_path / "a", CODECS[name]
    sample_rate = codec.default_rate or 24_000
    sizes = []
    with path.open(mode) as stream:
        for _ in range(2):
            with Encoder(stream, codec, sample_rate) as encoder:
                encoder.write(tone(sample_rate))
            stream.flush()
            sizes.append(path.stat().st_size)
            assert stream.tell() == sizes[-1]
    assert sizes[1] == pytest.approx(2 * sizes[0], rel=0.02)
    if codec.container == "RAW":
        assert path.read_bytes() == 2 * encode(tone(sample_rate), sample_rate, codec)
