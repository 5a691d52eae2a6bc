"""Running a persona's ONNX graphs with ONNX Runtime: three sessions, checked against the contract, nothing else.

    encoder   phone_ids, stress_ids, language_ids (B, N) int64; prosody (B, P)
              -> hidden (B, N, H), durations (B, N) in frames
    decoder   frames_hidden (B, T, H), position (B, T, 2), speaker (B, S), prosody (B, P), f0_statistics (B, 2),
              f0_ratio (B, T)
              -> mel (B, T, M) natural log, f0_hz (B, T), 0 where unvoiced
    vocoder   mel (B, T, M), f0_hz (B, T), source (B, T, 2F), harmonic (B, T', 2F'), noise (B, T", 2F")
              -> voiced (B, T', 2F'), unvoiced (B, T", 2F"); the frames of either part are those of `tts.audio.parts`

Everything that is not int64 is float32. Where decoder and vocoder take padding (`tts.voice.Persona`), one run answers
for sequences of different lengths: behind the end of a shorter one come an f0_ratio of 0, an f0_hz of -1, and zeros.

Thread counts come from the caller; the threads never spin while they wait, so that a busy machine is not made slower.
Runs are deterministic for a given thread count and processor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from frontend.locales import LOCALES
from tts.errors import ModelError, ParameterError, VoiceFileError
from tts.voice import Voice

if TYPE_CHECKING:
    import onnxruntime

Array = NDArray[np.float32]
Ids = NDArray[np.int64]
Inputs = Mapping[str, NDArray[Any]]

MOST_THREADS = 256
"""Of one model: more than any processor has cores for it. Thousands would fill the memory before one of them runs."""

_QUIET = 3  # ONNX Runtime's severity "error"; its warnings are about optimisations that do not concern the user


@dataclass(frozen=True, slots=True)
class Contract:
    """What a graph takes and gives: names, and for each input that is a sequence (B, L, ...) what is behind its end.

    The first of `padding` is as long as the sequence; the lengths of the others are multiples of it. Without any, the
    graph runs for one sequence at a time.
    """

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    padding: Mapping[str, float]


ENCODER = Contract(
    ("phone_ids", "stress_ids", "language_ids", "prosody"),
    ("hidden", "durations"),
    {},  # it costs little, and marks follow from its durations: those must not depend on who else is speaking
)
DECODER = Contract(
    ("frames_hidden", "position", "speaker", "prosody", "f0_statistics", "f0_ratio"),
    ("mel", "f0_hz"),
    {"f0_ratio": 0.0, "frames_hidden": 0.0, "position": 0.0},
)
VOCODER = Contract(
    ("mel", "f0_hz", "source", "harmonic", "noise"),
    ("voiced", "unvoiced"),
    {"f0_hz": -1.0, "mel": 0.0, "source": 0.0, "harmonic": 0.0, "noise": 0.0},
)


class Graph:
    """One ONNX graph with named inputs and outputs.

    Raises (at construction):
        VoiceFileError: the file is missing or does not have the inputs and outputs of the contract.
        ModelError: ONNX Runtime cannot load it.
    """

    def __init__(self, path: Path, contract: Contract, threads: int) -> None:
        if not path.is_file():
            raise VoiceFileError(f"{path} is missing: restore the voice folder {path.parent}")
        self.path = path
        self.padding = contract.padding
        self._outputs = contract.outputs
        self._session = _session(path, threads)
        self._check("inputs", contract.inputs, tuple(node.name for node in self._session.get_inputs()))
        self._check("outputs", contract.outputs, tuple(node.name for node in self._session.get_outputs()))

    def _check(self, what: str, expected: tuple[str, ...], found: tuple[str, ...]) -> None:
        if set(expected) != set(found):
            raise VoiceFileError(
                f"{self.path} has the {what} {', '.join(found)}; expected {', '.join(expected)}: export it again"
            )

    def length(self, inputs: Inputs) -> int:
        """Frames of a run with these inputs, of a graph that takes padding."""
        return int(inputs[next(iter(self.padding))].shape[1])

    def run(self, inputs: Inputs) -> tuple[Array, ...]:
        """Outputs in the order of the contract.

        Raises:
            ModelError: ONNX Runtime failed, for instance because a shape does not fit.
        """
        try:
            return tuple(self._session.run(self._outputs, dict(inputs)))
        except _onnxruntime_errors() as error:
            reason = " ".join(str(error).split())
            raise ModelError(
                f"{self.path.name} failed ({reason}): if 'tts voices --check' finds it changed, restore its folder"
            ) from error


@dataclass(frozen=True, slots=True)
class Style:
    """Who speaks, and how: speaker (S,), prosody (P,), and f0_statistics (2,), mean and deviation of ln F0 in Hz."""

    speaker: Array
    prosody: Array
    f0_statistics: Array

    @classmethod
    def of(cls, voice: Voice) -> Style:
        entry = voice.entry
        values = (voice.speaker, entry.prosody, (entry.log_f0_mean, entry.log_f0_deviation))
        return cls(*(np.asarray(value, dtype=np.float32) for value in values))


Run = Callable[[Graph, Inputs], tuple[Array, ...]]
"""Runs a graph for one sequence (B = 1): `Graph.run`, or `tts.batching.Batching.run`."""


class PersonaGraphs:
    """The three graphs of one persona."""

    def __init__(self, voice: Voice, threads: int = 1, run: Run = Graph.run) -> None:
        """
        Args:
            voice: any voice of the persona.
            threads: threads inside one operator, 1 to `MOST_THREADS`.
            run: may put several sequences into one run, if the persona takes padding.
        """
        check_threads(threads)
        folder, persona = voice.folder, voice.persona
        self._encoder = Graph(folder / persona.encoder.file, ENCODER, threads)
        self._decoder = Graph(folder / persona.decoder.file, DECODER, threads)
        self._vocoder = Graph(folder / persona.vocoder.file, VOCODER, threads)
        self._run = run if persona.takes_padding else Graph.run
        learned = (persona.learned(locale) or persona.locales[0] for locale in LOCALES)
        self._language_ids = np.array([persona.locales.index(locale) for locale in learned], dtype=np.int64)

    def encode(self, phone_ids: Ids, stress_ids: Ids, language_ids: Ids, style: Style) -> tuple[Array, Array]:
        """Ids (N,) to hidden (N, H) and durations (N,) in frames, unrounded, >= 0.

        The language ids are those of `frontend.phonology.language_ids`; a locale that the model has not learned is
        spoken as the one that it is based on.

        Raises:
            ModelError: a duration is not finite.
        """
        hidden, durations = self._run(
            self._encoder,
            {
                "phone_ids": phone_ids[None],
                "stress_ids": stress_ids[None],
                "language_ids": self._language_ids[language_ids][None],
                "prosody": style.prosody[None],
            },
        )
        _check_finite(durations, self._encoder, "durations")
        return hidden[0], durations[0]

    def decode(self, frames_hidden: Array, position: Array, style: Style, f0_ratio: Array) -> tuple[Array, Array]:
        """frames_hidden (T, H), position (T, 2) and f0_ratio (T,) to mel (T, M) and f0_hz (T,)."""
        mel, f0_hz = self._run(
            self._decoder,
            {
                "frames_hidden": frames_hidden[None],
                "position": position[None],
                "speaker": style.speaker[None],
                "prosody": style.prosody[None],
                "f0_statistics": style.f0_statistics[None],
                "f0_ratio": f0_ratio[None],
            },
        )
        _check_finite(mel, self._decoder, "mel")
        _check_finite(f0_hz, self._decoder, "f0_hz")
        return mel[0], f0_hz[0]

    def vocode(self, mel: Array, f0_hz: Array, source: Array, harmonic: Array, noise: Array) -> tuple[Array, Array]:
        """mel (T, M), f0_hz (T,) and the spectra of `Parts.spectra` to those of the voiced and the unvoiced part."""
        voiced, unvoiced = self._run(
            self._vocoder,
            {
                "mel": mel[None],
                "f0_hz": f0_hz[None],
                "source": source[None],
                "harmonic": harmonic[None],
                "noise": noise[None],
            },
        )
        _check_finite(voiced, self._vocoder, "spectra")
        _check_finite(unvoiced, self._vocoder, "spectra")
        return voiced[0], unvoiced[0]


def check_threads(threads: int) -> None:
    """Refuse a number of threads that no session can have.

    Raises:
        ParameterError: it is below 1, or above `MOST_THREADS`.
    """
    if not 1 <= threads <= MOST_THREADS:
        raise ParameterError(f"threads must lie between 1 and {MOST_THREADS}, got {threads}")


def _check_finite(values: Array, graph: Graph, what: str) -> None:
    if not np.isfinite(values).all():
        raise ModelError(f"{graph.path.name} gave {what} that are not finite: the voice is damaged, restore its folder")


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.enable_mem_pattern = False  # every sentence has its own length: patterns would only be kept, never reused
    options.use_deterministic_compute = True
    options.log_severity_level = _QUIET
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except _onnxruntime_errors() as error:
        reason = " ".join(str(error).split())
        raise ModelError(f"{path} could not be loaded ({reason}): restore the voice folder {path.parent}") from error


def _onnxruntime_errors() -> tuple[type[Exception], ...]:
    """What ONNX Runtime raises for a bad graph or bad inputs; its exceptions have no base class of their own."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    names = "EPFail Fail InvalidArgument InvalidGraph InvalidProtobuf NoSuchFile NotImplemented RuntimeException"
    return tuple(getattr(state, name) for name in names.split())
