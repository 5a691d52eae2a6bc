"""One engine that makes jobs: synthesis once, then every file of the job."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontend.errors import FrontendError
from tts.audio.level import active_level_db, peak_db
from tts.batch.conditioning import Band, Conditioning, condition
from tts.batch.duration_limit import rate_within
from tts.batch.formats import encode_prompt
from tts.batch.journal import Record, bytes_hash
from tts.batch.planning import Job, Output, Speech
from tts.batch.store import Store
from tts.batch.text_warnings import text_warnings
from tts.errors import EmptyTextError, InputError, TTSError
from tts.marks import MarkType
from tts.synthesizer import RATE_RANGE, Audio, Synthesizer

_CLOSING = " .,;:…"
"""What the text of a piece may end with, and another one follows all the same."""


@dataclass(frozen=True, slots=True)
class _Made:
    """Samples (L,) as they are to be coded, the rate that they were spoken at, their active level and peak in dB, and
    what could not be spoken as it was asked."""

    samples: NDArray[np.float32]
    rate: float
    level_db: float
    peak_db: float
    notes: tuple[str, ...]


class Worker:
    """Makes jobs one after the other with one engine and one thread; its results depend on the job alone."""

    def __init__(self, speech: Speech, store: Store) -> None:
        """
        Args:
            speech: voices and lexicons.
            store: where the files go.

        Raises:
            VoiceFileError: a voice's folder is incomplete.
        """
        self._engine = Synthesizer(speech.voices, threads=1)
        self._lexicons = speech.lexicons
        self._store = store

    def make(self, job: Job) -> list[Record]:
        """Write the job's files; one record for each, and what goes wrong becomes a record too."""
        begin = time.process_time()
        speech = cache(partial(self._speak, job))
        try:
            speech(job.rate)
        except Exception as error:  # noqa: BLE001  # whatever one text breaks, the other rows go on
            return [failed(job, output, error) for output in job.outputs]
        made = cache(partial(_made, job, speech))  # formats of one sample rate share band, level and silences
        records = []
        for index, output in enumerate(job.outputs):
            try:
                record = self._write(job, output, made, begin, job.text if index == 0 else "")
            except Exception as error:  # noqa: BLE001  # as above: a format that fails does not stop the others
                record = failed(job, output, error)
            records.append(record)
            begin = time.process_time()
        return records

    def _speak(self, job: Job, rate: float) -> Audio:
        how: dict[str, Any] = {"lexicons": self._lexicons, "rate": rate, "pitch": job.pitch}
        if not job.joined:
            return self._engine.synthesize(job.text, job.voice, ssml=job.ssml, **how)
        piece = job.text.rstrip(_CLOSING)
        pair = self._engine.synthesize(f"{piece}, {piece}.", job.voice, **how)
        return first_of_pair(pair, len(piece) + len(", "))

    def _write(
        self, job: Job, output: Output, made: Callable[[int, Band, Conditioning], _Made], begin: float, counted: str
    ) -> Record:
        profile, sample_rate = output.profile, output.profile.format.sample_rate
        ready = made(sample_rate, profile.band, output.conditioning)
        duration = len(ready.samples) / sample_rate
        if profile.longest_s is not None and duration > profile.longest_s:
            raise InputError(
                f"{profile.platform} plays at most {profile.longest_s:g} s, this is {duration:.0f} s; split it"
            )
        data = encode_prompt(ready.samples, profile.format)
        if profile.largest is not None and len(data) > profile.largest:
            raise InputError(
                f"{profile.platform} takes at most {profile.largest} bytes, got {len(data)}; split the text"
            )
        notes = (*ready.notes, *text_warnings(job.text, job.ssml))
        too_long = job.max_duration_s is not None and duration > job.max_duration_s
        if too_long:
            limit = f"longer than {job.max_duration_s:g} s even at {ready.rate:g} times the speed"
            notes = (f"{duration:.2f} s, {limit}; shorten the text, or allow more", *notes)
        record = Record(
            "ok",
            job.line,
            job.id,
            path=output.path,
            profile=profile.name,
            voice=job.voice,
            locale=job.locale,
            key=output.key,
            duration_s=round(duration, 4),
            level_db=round(ready.level_db, 2),
            peak_db=round(ready.peak_db, 2),
            size=len(data),
            sha256=bytes_hash(data),
            cpu_s=round(time.process_time() - begin, 4),
            characters=len(counted),
            joined=job.joined,
            max_duration_s=job.max_duration_s or 0.0,
            rate=round(ready.rate, 4) if job.max_duration_s is not None else 0.0,
            too_long=too_long,
            note="; ".join(notes),
        )
        self._store.write(output.path, data, record)
        return record


def first_of_pair(pair: Audio, second_start: int) -> Audio:
    """The first of two copies of a text, cut off in the pause between them.

    A piece that is played between others must not end like a sentence. Spoken alone it does, whatever its punctuation;
    as the first of a list of two it has the pitch and the length of a word with more to come.

    Args:
        pair: both copies, with marks.
        second_start: character where the second copy starts.

    Raises:
        EmptyTextError: one of the copies has no word.
    """
    words = [mark for mark in pair.marks if mark.type is MarkType.WORD]
    first = [mark.end_s for mark in words if mark.span.start < second_start]
    second = [mark.time_s for mark in words if mark.span.start >= second_start]
    if not first or not second:
        raise EmptyTextError("a piece of a set holds nothing to speak: give it letters or digits")
    cut = round((max(first) + min(second)) / 2 * pair.sample_rate)
    return Audio(pair.samples[:cut], pair.sample_rate)


def _made(job: Job, speech: Callable[[float], Audio], sample_rate: int, band: Band, wanted: Conditioning) -> _Made:
    """What is to be coded, spoken faster where the row's limit needs it.

    Every sample rate and band is measured by itself, so that a file depends on nothing but what its key holds, whatever
    other files are made beside it.
    """

    @cache
    def samples_at(rate: float) -> NDArray[np.float32]:
        audio = speech(rate)
        return condition(audio.samples, audio.sample_rate, sample_rate, band, wanted)

    rate = job.rate
    if job.max_duration_s is not None:
        silence_s = (wanted.lead_ms + wanted.tail_ms) / 1000.0
        rate = rate_within(
            job.max_duration_s, rate, RATE_RANGE[1], silence_s, lambda rate: len(samples_at(rate)) / sample_rate
        )
    samples = samples_at(rate)
    return _Made(samples, rate, active_level_db(samples, sample_rate), peak_db(samples), speech(rate).notes)


def failed(job: Job, output: Output, error: Exception) -> Record:
    """The record of a file that could not be made."""
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
