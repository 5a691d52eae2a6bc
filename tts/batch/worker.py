"""One engine that makes jobs: synthesis once, then every file of the job."""

from __future__ import annotations

import time
from pathlib import Path

from frontend.errors import FrontendError
from tts.audio.files import replacing
from tts.audio.level import active_level_db, peak_db
from tts.batch.conditioning import condition
from tts.batch.formats import encode_prompt
from tts.batch.journal import Record, bytes_hash
from tts.batch.planning import Job, Output, check_inside
from tts.errors import InputError, TTSError
from tts.synthesizer import Audio, Synthesizer


class Worker:
    """Makes jobs one after the other with one engine and one thread; its results depend on the job alone."""

    def __init__(self, voices: Path | None, root: Path) -> None:
        """
        Args:
            voices: folder of personas; the shipped ones if None.
            root: the output folder.

        Raises:
            VoiceFileError: a voice's folder is incomplete.
        """
        self._engine = Synthesizer(voices, threads=1)
        self._root = root

    def make(self, job: Job) -> list[Record]:
        """Write the job's files; one record for each, and what goes wrong becomes a record too."""
        begin = time.perf_counter()
        try:
            audio = self._engine.synthesize(job.text, job.voice, rate=job.rate, pitch=job.pitch)
        except Exception as error:  # noqa: BLE001  # whatever one text breaks, the other rows go on
            return [_failed(job, output, error) for output in job.outputs]
        seconds = time.perf_counter() - begin
        records = []
        for output in job.outputs:
            begin = time.perf_counter()
            try:
                record = self._write(job, output, audio, seconds)
            except Exception as error:  # noqa: BLE001  # as above: a format that fails does not stop the others
                record = _failed(job, output, error)
            records.append(record)
            seconds = 0.0
        return records

    def _write(self, job: Job, output: Output, audio: Audio, seconds: float) -> Record:
        begin = time.perf_counter()
        profile, rate = output.profile, output.profile.format.sample_rate
        samples = condition(audio.samples, audio.sample_rate, rate, profile.band, output.conditioning)
        duration = len(samples) / rate
        if profile.longest_s is not None and duration > profile.longest_s:
            raise InputError(
                f"{profile.platform} plays at most {profile.longest_s:g} s, this is {duration:.0f} s; split it"
            )
        data = encode_prompt(samples, profile.format)
        if profile.largest is not None and len(data) > profile.largest:
            raise InputError(
                f"{profile.platform} takes at most {profile.largest} bytes, got {len(data)}; split the text"
            )
        path = check_inside(self._root, output.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as stream:
            stream.write(data)
        return Record(
            "ok",
            job.line,
            job.id,
            path=output.path,
            profile=profile.name,
            voice=job.voice,
            locale=job.locale,
            key=output.key,
            duration_s=round(duration, 4),
            level_db=round(active_level_db(samples, rate), 2),
            peak_db=round(peak_db(samples), 2),
            size=len(data),
            sha256=bytes_hash(data),
            seconds=round(seconds + time.perf_counter() - begin, 4),
            characters=len(job.text) if seconds else 0,
            joined=job.joined,
        )


def _failed(job: Job, output: Output, error: Exception) -> Record:
    expected = isinstance(error, (TTSError, FrontendError, OSError))
    reason = " ".join(str(error).split()) if expected else f"internal error, please report it: {error!r}"
    return Record(
        "error",
        job.line,
        job.id,
        reason,
        path=output.path,
        profile=output.profile.name,
        voice=job.voice,
        locale=job.locale,
    )
