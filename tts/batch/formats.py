"""Samples to the bytes of a prompt file and back: the codecs of `tts.audio`, and G.722 through PyAV.

Integer formats are dithered here, with triangular noise of one step that starts from the same seed in every file, so
that quiet endings fade into noise instead of distortion and equal prompts stay equal bytes. Exact silence stays exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tts.audio.codecs import CODECS, codec_by_name, codec_for_path, encode
from tts.batch.extras import extra
from tts.errors import TTSError

Array = NDArray[np.float32]

G722 = "g722"
ENDINGS = {ending for codec in CODECS.values() for ending in codec.endings} | {".g722"}
"""Those of all audio files that are known here, in lower case."""

_G722_HZ = 16_000
_DITHER_SEED = 20_722
_BITS = {"PCM_16": 16, "ULAW": 13, "ALAW": 12}
"""Resolution near zero of the formats that are dithered, where G.711 is finest: its steps are 8 and 16 of 32 768."""

_BETWEEN = ("ALAW",)
"""Formats whose values lie in the middle between the steps: A-law knows plus and minus 8, but no zero."""


@dataclass(frozen=True, slots=True)
class Format:
    """A codec of `tts.audio.codecs` by its name, or ``g722``, at a rate in Hz, and the ending of its files."""

    codec: str
    sample_rate: int
    ending: str


def check_writable(wanted: Format) -> None:
    """Find out before anything is spoken whether the format can be written here.

    Raises:
        MissingExtraError: G.722 without PyAV.
    """
    if wanted.codec == G722:
        _pyav("writing")


def encode_prompt(samples: Array, wanted: Format) -> bytes:
    """Samples (L,) float32 at the format's rate, full scale at 1, to the bytes of a file.

    Raises:
        MissingExtraError: G.722 without PyAV.
        SampleRateError: the codec does not allow the rate.
    """
    if wanted.codec == G722:
        return _encode_g722(_dither(samples, 16, 0.0))
    codec = codec_by_name(wanted.codec)
    bits = _BITS.get(codec.subtype)
    offset = 0.5 if codec.subtype in _BETWEEN else 0.0
    return encode(_dither(samples, bits, offset) if bits else samples, wanted.sample_rate, codec)


def decode_file(path: Path) -> tuple[Array, int]:
    """Samples (L,) float32 (channels averaged) and rate in Hz of a prompt file; raw ones are told by their ending.

    Raises:
        TTSError: the file is not audio that can be read.
        OSError: the file cannot be opened.
        MissingExtraError: G.722 without PyAV.
    """
    import soundfile

    if path.suffix.casefold() == ".g722":
        return _decode_g722(path), _G722_HZ
    raw: dict[str, object] = {}
    codec = codec_for_path(path)
    if codec.container == "RAW":
        raw = {
            "samplerate": codec.default_rate or 24_000,
            "channels": 1,
            "format": codec.container,
            "subtype": codec.subtype,
            "endian": "LITTLE",
        }
    try:
        with path.open("rb") as stream:  # soundfile itself opens no name that the locale cannot write
            samples, rate = soundfile.read(stream, dtype="float32", always_2d=True, **raw)
    except RuntimeError as error:
        reason = str(getattr(error, "error_string", error)).rstrip(".")
        raise TTSError(f"cannot read {str(path)!r} as audio ({reason}): convert it to WAV") from error
    if not np.isfinite(samples).all():
        raise TTSError(f"{str(path)!r} holds samples that are not finite numbers: export it again")
    return samples.mean(axis=1, dtype=np.float32), int(rate)


def _dither(samples: Array, bits: int, offset: float) -> Array:
    """Samples rounded to steps (plus `offset` steps), after triangular noise of one step wherever there is sound.

    Rounding is done here because libsndfile rounds down, which would add DC.
    """
    generator = np.random.default_rng(_DITHER_SEED)
    step = np.float32(2.0 ** (1 - bits))
    noise = generator.random(len(samples), dtype=np.float32) - generator.random(len(samples), dtype=np.float32)
    steps = np.where(samples == 0, 0, np.rint(samples / step + noise - offset) + offset)
    return np.clip(steps * step, -1, 1 - step).astype(np.float32)


def _pyav(purpose: str) -> Any:
    return extra("av", f"{purpose} G.722")


def _encode_g722(samples: Array) -> bytes:
    av = _pyav("writing")
    coder = av.CodecContext.create(G722, "w")
    coder.sample_rate, coder.format, coder.layout = _G722_HZ, "s16", "mono"
    integers = (samples * 32_768).astype(np.int16)
    integers = np.append(integers, np.zeros(len(integers) % 2, np.int16))  # two samples make one byte
    frame = av.AudioFrame.from_ndarray(integers[None, :], format="s16", layout="mono")
    frame.sample_rate = _G722_HZ
    return b"".join(bytes(packet) for part in (frame, None) for packet in coder.encode(part))


def _decode_g722(path: Path) -> Array:
    data = path.read_bytes()
    av = _pyav("reading")
    coder = av.CodecContext.create(G722, "r")
    coder.sample_rate, coder.layout = _G722_HZ, "mono"
    if not data:  # FFmpeg takes an empty packet for the end
        return np.zeros(0, np.float32)
    try:
        parts = [frame.to_ndarray()[0] for part in (av.Packet(data), None) for frame in coder.decode(part)]
    except (av.FFmpegError, ValueError) as error:
        raise TTSError(f"cannot read {str(path)!r} as G.722 ({error}): convert it to WAV") from error
    return np.concatenate(parts).astype(np.float32) / np.float32(32_768)
