"""Recordings of telephones and video tools (M4A, WMA, AMR ...), which libsndfile does not know, through PyAV."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

SUFFIXES = (".m4a", ".aac", ".mp4", ".wma", ".webm", ".amr", ".3gp")


def read_with_av(path: Path) -> tuple[npt.NDArray[np.float32], int]:
    """The first audio track of a file.

    Returns:
        (L, channels) float32, and the rate in Hz.

    Raises:
        ValueError: PyAV is not installed, or cannot read the file; the message follows the file's name.
    """
    try:
        import av
    except ImportError:
        raise ValueError("needs PyAV to be read: pip install '.[batch]', or convert it to WAV or FLAC") from None
    try:
        with av.open(str(path)) as container:
            frames = list(container.decode(audio=0))
    except (av.FFmpegError, IndexError) as error:
        raise ValueError(f"cannot be read ({error}); convert it to WAV or FLAC") from error
    if not frames:
        raise ValueError("holds no sound")
    rate = frames[0].sample_rate
    planar = av.AudioResampler(format="fltp", rate=rate)
    parts = [part.to_ndarray() for frame in (*frames, None) for part in planar.resample(frame)]
    return np.ascontiguousarray(np.concatenate(parts, axis=1).T, dtype=np.float32), rate
