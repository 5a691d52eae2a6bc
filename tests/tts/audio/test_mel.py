"""Log-mel spectrogram: against a naive transform, against torch, and on signals with a known answer."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from tts.audio.mel import hann, hz_to_mel, log_mel, mel_edges_hz, mel_filterbank, mel_to_hz
from tts.config import MelConfig
from tts.nn.mel import LogMel

CONFIG = MelConfig()


def tone(frequency_hz: float, seconds: float = 0.5) -> np.ndarray:
    times = np.arange(int(seconds * CONFIG.sample_rate)) / CONFIG.sample_rate
    return (0.5 * np.sin(2 * np.pi * frequency_hz * times)).astype(np.float32)


def test_scale_has_its_anchors_and_inverts() -> None:
    assert hz_to_mel(np.array([0.0, 1000.0, 6400.0])) == pytest.approx([0.0, 15.0, 42.0])
    hz = np.linspace(0, 12_000, 50)
    assert mel_to_hz(hz_to_mel(hz)) == pytest.approx(hz)


def test_filters_have_unit_area_and_cover_the_band() -> None:
    filters = mel_filterbank(CONFIG)
    assert filters.shape == (80, 1025)
    bin_width_hz = CONFIG.sample_rate / CONFIG.n_fft
    assert filters[20:].sum(axis=1) * bin_width_hz == pytest.approx(np.ones(60), abs=0.03)
    assert (filters.max(axis=1) > 0).all()


@pytest.mark.parametrize("frequency_hz", [150.0, 1000.0, 7000.0])
def test_a_tone_lands_in_its_band(frequency_hz: float) -> None:
    edges = mel_edges_hz(CONFIG)
    loudest = int(log_mel(tone(frequency_hz), CONFIG)[20].argmax())
    assert edges[loudest] < frequency_hz < edges[loudest + 2]


def test_frame_is_the_windowed_transform_around_its_centre() -> None:
    waveform = np.random.default_rng(0).standard_normal(9000).astype(np.float32) * 0.1
    frame, half = 10, CONFIG.win_length // 2
    centre = frame * CONFIG.hop_length
    piece = waveform[centre - half : centre + half] * hann(CONFIG.win_length)
    times = np.arange(CONFIG.win_length)
    bins = np.arange(CONFIG.n_fft // 2 + 1)
    naive = np.abs(np.exp(-2j * np.pi * bins[:, None] * times / CONFIG.n_fft) @ piece)
    expected = np.log(mel_filterbank(CONFIG) @ naive)
    np.testing.assert_allclose(log_mel(waveform, CONFIG)[frame], expected, rtol=0, atol=1e-4)


@pytest.mark.parametrize(("samples", "frames"), [(3000, 10), (3001, 11), (3299, 11)])
def test_frames_count_the_hops(samples: int, frames: int) -> None:
    mel = log_mel(np.zeros(samples, np.float32), CONFIG)
    assert mel.shape == (frames, 80)
    assert mel == pytest.approx(np.full((frames, 80), np.log(1e-5)))


def test_torch_is_the_same() -> None:
    waveform = np.random.default_rng(1).standard_normal((2, 6000)).astype(np.float32) * 0.1
    expected = np.stack([log_mel(row, CONFIG) for row in waveform])
    np.testing.assert_allclose(LogMel(CONFIG)(torch.from_numpy(waveform)).numpy(), expected, rtol=0, atol=1e-4)
    inner = LogMel(CONFIG, centre=False)(torch.from_numpy(waveform)).numpy()
    np.testing.assert_allclose(inner, expected[:, 2:-1], rtol=0, atol=1e-4)


def test_wrong_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match=r"shape \(L,\)"):
        log_mel(np.zeros((1, 3000), np.float32), CONFIG)
    with pytest.raises(ValueError, match="more than 1024 samples"):
        log_mel(np.zeros(600, np.float32), CONFIG)
