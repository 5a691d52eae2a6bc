from __future__ import annotations

import io
import os
import stat
import threading
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tts.audio.codecs import CODECS
from tts.audio.files import output_rate, stream_audio, write_audio
from tts.errors import OutputError
from tts.files import replacing

PIECES = [np.full(4_800, 0.1, np.float32), np.full(2_400, -0.1, np.float32)]


def test_pieces_become_one_file_at_the_wanted_rate(tmp_path: Path) -> None:
    write_audio(tmp_path / "a.wav", PIECES, 24_000, CODECS["wav"], 8_000)
    samples, sample_rate = soundfile.read(tmp_path / "a.wav")
    assert (sample_rate, len(samples)) == (8_000, 2_400)


def test_default_rate_is_the_formats_else_the_voices() -> None:
    assert output_rate(CODECS["mulaw"], 24_000) == 8_000
    assert output_rate(CODECS["mp3"], 24_000) == 24_000
    assert output_rate(CODECS["mp3"], 24_000, 16_000) == 16_000


def test_failure_leaves_the_old_file_and_no_rubbish(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(b"old")

    def pieces():
        yield PIECES[0]
        raise RuntimeError("synthesis failed")

    with pytest.raises(RuntimeError, match="synthesis failed"):
        write_audio(path, pieces(), 24_000, CODECS["wav"])
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_new_files_follow_the_umask_and_old_ones_keep_their_mode(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        with replacing(tmp_path / "new") as stream:
            stream.write(b"x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
    (tmp_path / "new").chmod(0o604)
    with replacing(tmp_path / "new") as stream:
        stream.write(b"y")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o604


def test_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with replacing(tmp_path / "link") as stream:
        stream.write(b"x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"x"


def test_named_pipe_is_written_to_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()))
    reader.start()
    with replacing(pipe) as stream:
        stream.write(b"audio")
    reader.join(timeout=5)
    assert received == [b"audio"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_missing_folder_and_folder_as_file_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"missing/a\.wav.*create the folder"):
        write_audio(tmp_path / "missing" / "a.wav", PIECES, 24_000, CODECS["wav"])
    with pytest.raises(OutputError, match="it is a folder"):
        write_audio(tmp_path, PIECES, 24_000, CODECS["wav"])


def test_wav_on_a_pipe_has_a_true_header() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    pipe = Pipe()
    stream_audio(pipe, PIECES, 24_000, CODECS["wav"])
    samples, sample_rate = soundfile.read(io.BytesIO(pipe.getvalue()))
    assert (sample_rate, len(samples)) == (24_000, 7_200)
