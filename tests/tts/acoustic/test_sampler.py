"""Batches: bounded, weighted, the same for the same step."""

from __future__ import annotations

import numpy as np

from tests.tts.acoustic.conftest import random_clip
from tts.acoustic.data import BatchSampler, f0_statistics, interpolated_log_f0

CLIPS = [random_clip(i, 5 + i % 30, *(("kerstin", "de-DE") if i % 4 == 0 else ("matthew", "en-US"))) for i in range(80)]


def test_batches_stay_within_the_frames() -> None:
    sampler = BatchSampler(CLIPS, 600, {}, seed=1)
    for step in range(50):
        batch = sampler.batch(step)
        assert max(CLIPS[i].frames for i in batch) * len(batch) <= 600 or len(batch) == 1


def test_a_step_is_reproducible_and_steps_differ() -> None:
    first, second = BatchSampler(CLIPS, 600, {}, seed=1), BatchSampler(CLIPS, 600, {}, seed=1)
    assert first.batch(37) == second.batch(37)
    assert any(first.batch(step) != first.batch(37) for step in range(37))


def test_weights_move_the_share_of_a_way_of_speaking() -> None:
    def share(weights: dict[str, float]) -> float:
        sampler = BatchSampler(CLIPS, 600, weights, seed=1)
        drawn = [CLIPS[i].prosody for step in range(300) for i in sampler.batch(step)]
        return drawn.count("kerstin/de-DE") / len(drawn)

    assert share({"kerstin/de-DE": 6.0}) > 2.0 * share({})


def test_f0_statistics_are_those_of_voiced_frames() -> None:
    table = f0_statistics(CLIPS, ("matthew/en-US", "nobody/fr-CA"))
    values = np.log(np.concatenate([clip.f0_hz[clip.f0_hz > 0] for clip in CLIPS if clip.prosody == "matthew/en-US"]))
    assert np.allclose(table[0], [values.mean(), values.std()], atol=1e-4)


def test_unvoiced_frames_are_bridged() -> None:
    bridged = np.exp(interpolated_log_f0(np.array([0, 100, 0, 0, 200, 0], dtype=np.float32)))
    assert np.allclose(bridged[[0, 1, 4, 5]], [100, 100, 200, 200], rtol=1e-4)
    assert np.all(np.diff(bridged) >= -1e-3)
