"""One task from text to its output."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from concurrent.futures import Executor
from contextlib import aclosing

from server.contract import Engine, Speech, SpeechRequest, TaskRecord
from server.formats import Output, encoded
from server.outputs import OpenOutput, Outputs, on_thread
from tts.synthesizer import Audio

LONGEST_TASK_S = 12 * 3_600.0
"""Seconds of audio; what comes after is cut. AWS names no such limit, but 100,000 characters last under three hours
unless they are mostly breaks, and those could fill a disk."""

_CHUNK = 2**18
"""Bytes that are written at once."""


async def write_output(
    record: TaskRecord, attempt: int, engine: Engine, outputs: Outputs, threads: Executor
) -> list[str]:
    """Speaks a task and writes all of it; on any error, or if it is cancelled, nothing is left behind.

    Args:
        record: with text and lexicons.
        attempt: number of this attempt, which differs from all others that may run at the same time.
        engine: speaks.
        outputs: where to.
        threads: for the blocking parts.

    Returns:
        What could not be spoken as it was asked.

    Raises:
        Overloaded, frontend.errors.FrontendError, tts.errors.TTSError, server.errors.ApiError: the task cannot be done.
        OutputError: the output cannot be written.
    """
    is_ssml = record.text_type == "ssml"
    wanted = Output.of(record.output_format, record.sample_rate or None, record.speech_mark_types, ssml=is_ssml)
    request = SpeechRequest(record.text, record.voice_id, is_ssml, record.lexicons)
    # The part of a task is one caller among others: its owner's own requests do not wait behind it.
    speech = await engine.speak(request, f"task {record.caller}")
    notes: list[str] = []
    data = encoded(_noted(speech, notes), wanted, record.text, LONGEST_TASK_S)
    try:
        output = await _create(threads, outputs, record, attempt)
        try:
            buffer = bytearray()
            async for part in data:
                buffer += part
                if len(buffer) >= _CHUNK:
                    await on_thread(threads, output.write, bytes(buffer))
                    buffer.clear()
            await on_thread(threads, output.write, bytes(buffer))
            await output.commit(threads)
            return notes
        finally:
            await on_thread(threads, output.discard)
    finally:
        await data.aclose()
        await speech.aclose()


async def _noted(speech: Speech, notes: list[str]) -> AsyncGenerator[Audio, None]:
    """The pieces, whose notes are kept as they pass; closing this closes them."""
    async with aclosing(speech):
        async for piece in speech:
            notes += piece.notes
            yield piece


async def _create(threads: Executor, outputs: Outputs, record: TaskRecord, attempt: int) -> OpenOutput:
    """Opens the output; one that was opened while the task was being cancelled is discarded again."""
    opened: list[OpenOutput] = []
    try:
        await on_thread(threads, lambda: opened.append(outputs.create(record, attempt)))
    except asyncio.CancelledError:
        for output in opened:
            await on_thread(threads, output.discard)
        raise
    return opened[0]
