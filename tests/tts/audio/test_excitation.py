"""The pulse train: against the plain sum of harmonics, across chunks, and in torch."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from tts.audio.excitation import dirichlet_pulses, excite, excite_until, pulse_train, upsample_f0, white_noise
from tts.config import MelConfig
from tts.vocoder import source

CONFIG = MelConfig()


def curve() -> np.ndarray:
    """Silence, a glide from 90 to 240 Hz, silence."""
    f0_hz = np.zeros(61, np.float32)
    f0_hz[10:45] = np.linspace(90.0, 240.0, 35)
    return f0_hz


@pytest.mark.parametrize("f0_hz", [63.0, 110.0, 437.3])
def test_closed_form_equals_the_sum(f0_hz: float) -> None:
    phase = np.arange(4000) * f0_hz / CONFIG.sample_rate
    count = 12_000 / f0_hz
    whole = int(count) - 1
    harmonics = sum(np.cos(2 * np.pi * k * phase) for k in range(1, whole + 1))
    harmonics = harmonics + (count - 1 - whole) * np.cos(2 * np.pi * (whole + 1) * phase)
    closed = dirichlet_pulses(phase, np.full(4000, f0_hz, np.float32), CONFIG)
    np.testing.assert_allclose(closed, harmonics * np.sqrt(2 / count), rtol=0, atol=2e-3)


def test_voiced_parts_have_unit_power_and_unvoiced_parts_are_silent() -> None:
    pulses = pulse_train(curve(), CONFIG)
    assert pulses.shape == (60 * 300,)
    assert pulses[12 * 300 : 43 * 300].std() == pytest.approx(1.0, abs=0.05)
    assert not pulses[: 9 * 300].any()
    assert not pulses[45 * 300 :].any()


def test_f0_is_linear_between_voiced_frames_and_held_at_the_edges() -> None:
    f0, amplitude = upsample_f0(np.array([[0.0, 100.0, 200.0, 0.0]], np.float32), 300)
    assert f0[0, 150] == 100.0
    assert f0[0, 450] == pytest.approx(150.0)
    assert f0[0, 750] == pytest.approx(200.0)
    assert amplitude[0, [0, 150, 450, 750]] == pytest.approx([0.0, 0.5, 1.0, 0.5])


def test_initial_phase_moves_the_pulses() -> None:
    f0_hz = np.full(11, 100.0, np.float32)
    plain = pulse_train(f0_hz, CONFIG)
    moved = pulse_train(f0_hz, CONFIG, 0.25)
    np.testing.assert_allclose(moved[:2000], plain[60:2060], rtol=0, atol=1e-3)  # a quarter of 240 samples


def test_torch_is_the_same() -> None:
    f0_hz = curve()[:60]
    expected = pulse_train(np.append(f0_hz, f0_hz[-1]), CONFIG, 0.3)
    found = source.pulse_train(torch.from_numpy(f0_hz)[None], torch.tensor([0.3]), CONFIG)
    np.testing.assert_allclose(found[0].numpy(), expected, rtol=0, atol=1e-3)


def test_noise_follows_its_generator() -> None:
    first = white_noise(5000, np.random.default_rng(3))
    assert first.dtype == np.float32
    assert first.std() == pytest.approx(1.0, abs=0.05)
    assert (first == white_noise(5000, np.random.default_rng(3))).all()


def test_sources_that_are_made_bit_by_bit_are_those_of_the_whole() -> None:
    """To the last bit: what is heard depends neither on chunks nor on whether somebody waits for the first of them."""
    f0_hz, ends = curve(), [7, 30, 30, 60, 61]
    whole = excite(f0_hz, CONFIG, 5)
    for end, parts in zip(ends, excite_until(ends, f0_hz, CONFIG, 5), strict=True):
        for part, expected in zip(parts, whole, strict=True):
            np.testing.assert_array_equal(part, expected[: end * CONFIG.hop_length])


def test_only_what_is_needed_is_made() -> None:
    pulses, noise = next(excite_until([3, 61], curve(), CONFIG, 5))
    assert len(pulses) == len(noise) == 3 * CONFIG.hop_length


def test_a_single_frame_is_refused() -> None:
    with pytest.raises(ValueError, match="repeat the last frame"):
        pulse_train(np.zeros(1, np.float32), CONFIG)
