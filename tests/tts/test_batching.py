"""Several sequences in one run of a graph: who shares a run, and that nobody hears it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch

from frontend.phonology import vocabulary
from tests.fake_voice import build_fake_voice
from tests.tts.acoustic.conftest import small_config
from tts import Audio, Synthesizer
from tts.acoustic.export import export_acoustic
from tts.acoustic.model import AcousticModel
from tts.audio.mel import log_mel
from tts.batching import Batching, run_together
from tts.config import MelConfig
from tts.errors import ModelError, ParameterError
from tts.runtime import DECODER, VOCODER, Array, Graph, Inputs
from tts.vocoder.config import GeneratorConfig
from tts.vocoder.export import export_generator
from tts.vocoder.generator import Generator

TEXTS = ("One.", "Two three.", "Four five six seven.", "Eight nine ten eleven twelve.", "Thirteen.", "Fourteen!")
QUIET = -9.0
"""Natural log of the mel; below it nothing is heard."""


class GatedGraph(Graph):
    """Adds one to its sequences, as the test lets it, and counts them; a sequence that holds 13 fails."""

    def __init__(self) -> None:
        self.padding = {"x": -1.0}
        self.path = Path("gated.onnx")
        self.gate = threading.Event()
        self.runs: list[list[float]] = []

    def run(self, inputs: Inputs) -> tuple[Array, ...]:
        self.runs.append(inputs["x"][:, 0].tolist())
        assert self.gate.wait(20)
        if (inputs["x"] == 13).any():
            raise ModelError("unlucky")
        return (inputs["x"] + inputs["voice"],)


def asked(batching: Batching, graph: Graph, value: float, length: int = 10) -> tuple[Array, ...]:
    inputs = {"x": np.full((1, length), value, np.float32), "voice": np.ones((1, 1), np.float32)}
    return batching.run(graph, inputs)


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.002)


@pytest.fixture
def pool() -> ThreadPoolExecutor:
    with ThreadPoolExecutor(16) as pool:
        yield pool


def started(pool: ThreadPoolExecutor, batching: Batching, graphs: list[tuple[Graph, float, int]]) -> list[Future]:
    """Calls that come one after another, in this order."""
    calls = []
    for graph, value, length in graphs:
        calls.append(pool.submit(asked, batching, graph, value, length))
        time.sleep(0.02)
    return calls


def test_calls_that_wait_for_a_lane_share_the_next_run(pool: ThreadPoolExecutor) -> None:
    sizes: list[int] = []
    graph, batching = GatedGraph(), Batching(3, 1, sizes.append)
    calls = started(pool, batching, [(graph, value, 10) for value in range(6)])
    assert graph.runs == [[0]]  # nobody waits for others to come
    graph.gate.set()
    assert [float(call.result()[0][0, 0]) for call in calls] == [1, 2, 3, 4, 5, 6]
    assert graph.runs == [[0], [1, 2, 3], [4, 5]]
    assert sizes == [1, 3, 2]


def test_two_lanes_run_at_the_same_time(pool: ThreadPoolExecutor) -> None:
    graph, batching = GatedGraph(), Batching(4, 2)
    calls = started(pool, batching, [(graph, value, 10) for value in range(2)])
    until(lambda: len(graph.runs) == 2)  # the second does not wait for the first
    graph.gate.set()
    assert [call.result()[0].shape for call in calls] == [(1, 10), (1, 10)]


def test_a_run_is_of_one_graph_and_of_sequences_about_as_long(pool: ThreadPoolExecutor) -> None:
    graph, other, batching = GatedGraph(), GatedGraph(), Batching(8, 1)
    order = [(graph, 0, 10), (graph, 1, 100), (other, 2, 100), (graph, 3, 9), (graph, 4, 80), (other, 5, 90)]
    calls = started(pool, batching, order)
    graph.gate.set()
    other.gate.set()
    assert [call.result()[0].shape[1] for call in calls] == [10, 100, 100, 9, 80, 90]
    assert graph.runs == [[0], [1, 4], [3]]
    assert other.runs == [[2, 5]]


def test_a_sequence_that_fails_fails_alone(pool: ThreadPoolExecutor) -> None:
    graph, batching = GatedGraph(), Batching(4, 1)
    calls = started(pool, batching, [(graph, value, 10) for value in (0, 12, 13, 14)])
    graph.gate.set()
    assert float(calls[1].result()[0][0, 0]) == 13
    assert float(calls[3].result()[0][0, 0]) == 15
    with pytest.raises(ModelError, match="unlucky"):
        calls[2].result()
    assert float(asked(batching, graph, 1)[0][0, 0]) == 2  # and the lane is free again


@pytest.mark.parametrize(("size", "lanes", "named"), [(0, 1, "size"), (1, 0, "lanes")])
def test_impossible_sizes_are_errors(size: int, lanes: int, named: str) -> None:
    with pytest.raises(ParameterError, match=f"{named} must be at least 1, got 0"):
        Batching(size, lanes)


def spoken_at_once(synthesizer: Synthesizer, pool: ThreadPoolExecutor) -> list[Audio]:
    barrier = threading.Barrier(len(TEXTS))

    def speak(text: str) -> Audio:
        barrier.wait(20)
        return synthesizer.synthesize(text, "Arthur")

    return list(pool.map(speak, TEXTS))


def test_the_synthesiser_says_the_same_in_shared_runs(voices_folder: Path, pool: ThreadPoolExecutor) -> None:
    sizes: list[int] = []
    shared = Synthesizer(voices_folder, batching=Batching(4, 1, sizes.append))
    alone = Synthesizer(voices_folder)
    while not any(size > 1 for size in sizes):  # it depends on the threads' luck, but not for long
        for text, audio in zip(TEXTS, spoken_at_once(shared, pool), strict=True):
            np.testing.assert_allclose(audio.samples, alone.synthesize(text, "Arthur").samples, atol=1e-6)


def test_graphs_that_take_no_padding_run_alone(tmp_path: Path, pool: ThreadPoolExecutor) -> None:
    build_fake_voice(tmp_path / "old", takes_padding=False)
    sizes: list[int] = []
    synthesizer = Synthesizer(tmp_path, batching=Batching(4, 1, sizes.append))
    assert all(len(audio.samples) for audio in spoken_at_once(synthesizer, pool))
    assert not sizes


def test_the_shipped_voice_differs_by_rounding_alone(pool: ThreadPoolExecutor) -> None:
    """Eight bits have one scale for a run; times and marks do not depend on it."""
    sizes: list[int] = []
    shared, alone = Synthesizer(batching=Batching(4, 1, sizes.append)), Synthesizer()
    while not any(size > 1 for size in sizes):
        together = spoken_at_once(shared, pool)
    for text, audio in zip(TEXTS, together, strict=True):
        wanted = alone.synthesize(text, "Arthur")
        assert audio.marks == wanted.marks
        spectra = [np.maximum(log_mel(a.samples, MelConfig()), QUIET) for a in (audio, wanted)]
        assert np.abs(spectra[0] - spectra[1]).mean() < 0.2


def test_padding_is_not_heard_by_the_models(tmp_path: Path) -> None:
    """The exported graphs of models with random weights, in float32: as alone, but for the order of additions."""
    torch.manual_seed(0)
    features = torch.randint(0, 2, (len(vocabulary()), 5))
    _, decoder = export_acoustic(AcousticModel(small_config(), features).eval(), MelConfig(), tmp_path)
    mel = MelConfig()
    generator = Generator(mel, GeneratorConfig(dim=16, hidden=32, blocks=3, kernel=7))
    torch.nn.init.normal_(generator.head.weight, std=0.2)
    vocoder = export_generator(generator, tmp_path / "vocoder.onnx")
    rng = np.random.default_rng(0)
    sizes, parts = small_config(), generator.parts

    def floats(*shape: int) -> Array:
        return rng.standard_normal((1, *shape)).astype(np.float32)

    def frames(length: int) -> Inputs:
        return {
            "frames_hidden": floats(length, sizes.encoder_dim),
            "position": floats(length, 2),
            "speaker": floats(sizes.speaker_dim),
            "prosody": floats(sizes.speaker_dim),
            "f0_statistics": np.array([[4.7, 0.2]], np.float32),
            "f0_ratio": np.abs(floats(length)) + 0.5,
        }

    def spectra(length: int) -> Inputs:
        return {
            "mel": floats(length, mel.n_mels) - 5,
            "f0_hz": np.maximum(100 * floats(length), 0),
            "source": floats(length, 2 * mel.n_bins),
            "harmonic": floats(length * parts.harmonic_frames, 2 * parts.harmonic.n_bins),
            "noise": floats(length * parts.noise_frames, 2 * parts.noise.n_bins),
        }

    for path, contract, example in (
        (decoder, DECODER, frames),
        (vocoder, VOCODER, spectra),
    ):
        graph = Graph(path, contract, threads=1)
        sequences = [example(length) for length in (23, 40, 31)]
        for inputs, outputs in zip(sequences, run_together(graph, sequences), strict=True):
            for together, alone in zip(outputs, graph.run(inputs), strict=True):
                np.testing.assert_allclose(together, alone, atol=1e-4 * np.abs(alone).max())
