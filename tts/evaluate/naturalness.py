"""How natural it sounds: the mean opinion score that DistillMOS predicts, 1 (bad) to 5 (excellent).

The network (Stahl and Gamper 2025, arXiv 2502.05356): a convolutional front on the compressed complex spectrogram, a
transformer of seven layers, attention pooling. It is rebuilt here from its weights, so that its package, which imports
torchaudio and transformers, is not needed. It hears 16 kHz audio in windows of 7.68 s; longer clips are averaged over
windows that overlap.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tts.evaluate.errors import MissingExtraError
from tts.evaluate.waveforms import JUDGE_SAMPLE_RATE, Waveform
from tts.evaluate.weights import DISTILLMOS, weights_folder

if TYPE_CHECKING:
    import torch

WINDOW_SAMPLES = 122_880
_MAX_HOP_SAMPLES = 16_000
_SPECTRUM_HOP, _SPECTRUM_WINDOW = 160, 320
_CHANNELS = (64, 64, 128, 256, 256, 256)
_FRAMES, _DIM, _HEADS, _LAYERS = 384, 200, 8, 7
_INPUT_DIM = 256 * 4


class NaturalnessJudge:
    """DistillMOS.

    Raises:
        MissingExtraError: torch is not installed.
        MissingWeightsError: the weights are not in the cache.
    """

    def __init__(self) -> None:
        try:
            import torch
        except ImportError as error:
            raise MissingExtraError.for_package("torch") from error
        state = torch.load(weights_folder(DISTILLMOS) / "distill_mos_v7.pt", map_location="cpu", weights_only=True)
        self._layers: Any = _layers()
        self._layers.load_state_dict(_own_names(state["model"]))
        self._layers.eval()
        self._positions = _position_encoding()

    def mean_opinion_score(self, waveform: Waveform) -> float:
        """Predicted mean opinion score of one clip, in [1, 5]."""
        import torch

        windows = torch.from_numpy(score_windows(waveform.resampled(JUDGE_SAMPLE_RATE).samples))  # (B, L)
        with torch.inference_mode():
            scores = torch.cat([self._score(window[None]) for window in windows])
        return 1.0 + 4.0 * float(scores.mean())

    def _score(self, samples: torch.Tensor) -> torch.Tensor:
        """(B, 122880) samples to (B,) in [0, 1]."""
        import torch

        net = self._layers
        spectrum = _compressed_spectrum(samples)  # (B, 2, 161, T)
        features = net.convolutions(spectrum).flatten(1, 2)  # (B, C*F, T')
        x = net.norm_second(net.norm_first(features)).transpose(1, 2)  # (B, T', C*F)
        x = net.transformer(net.projection(x) + self._positions)
        x = net.norm_out(x.transpose(1, 2)).transpose(1, 2)
        weights = torch.softmax(net.attention(x), dim=1)  # (B, T', 1)
        return torch.sigmoid(net.head((weights * x).sum(dim=1))).squeeze(1)


def score_windows(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cuts (L,) samples into windows (B, 122880), evenly spread, at most 1 s apart, each with a peak of one."""
    excess = len(samples) - WINDOW_SAMPLES
    if excess < 0:
        samples, excess = np.pad(samples, (0, -excess)), 0
    count = math.ceil(excess / _MAX_HOP_SAMPLES) + 1
    starts = [int(position * excess) for position in np.linspace(0.0, 1.0, count)]
    windows = np.stack([samples[start : start + WINDOW_SAMPLES] for start in starts])
    peaks = np.abs(windows).max(axis=1, keepdims=True)
    return np.ascontiguousarray(windows / (peaks + 1e-8), dtype=np.float32)


def _layers() -> torch.nn.Module:
    """The trainable layers under their own names."""
    from torch import nn

    layers: Any = nn.Module()
    convolutions: list[nn.Module] = []
    inputs = 2
    for index, outputs in enumerate(_CHANNELS):
        stride = (2 if index > 0 else 1, 2 if index == len(_CHANNELS) - 1 else 1)
        convolutions += [nn.Conv2d(inputs, outputs, (3, 3), stride=stride, padding=(0, 1)), nn.LeakyReLU(0.1)]
        inputs = outputs
    layers.convolutions = nn.Sequential(*convolutions)
    layers.norm_first = nn.BatchNorm1d(_INPUT_DIM)
    layers.norm_second = nn.BatchNorm1d(_INPUT_DIM)
    layers.projection = nn.Linear(_INPUT_DIM, _DIM)
    block = nn.TransformerEncoderLayer(_DIM, _HEADS, 2 * _DIM, dropout=0.0, batch_first=True)
    layers.transformer = nn.TransformerEncoder(block, _LAYERS)
    layers.norm_out = nn.BatchNorm1d(_DIM)
    layers.attention = nn.Sequential(nn.Linear(_DIM, 2 * _DIM), nn.ReLU(), nn.Linear(2 * _DIM, 1))
    layers.head = nn.Linear(_DIM, 1)
    return layers


_RENAMED = (
    ("cnn.cnn.", "convolutions."),
    ("transformer_pool_attn.norm_input.", "norm_first."),
    ("transformer_pool_attn.transformer.norm.", "norm_second."),
    ("transformer_pool_attn.transformer.linear_proj.", "projection."),
    ("transformer_pool_attn.transformer.transformer_encoder.", "transformer."),
    ("transformer_pool_attn.norm_trans.", "norm_out."),
    ("transformer_pool_attn.pool.linear1.", "attention.0."),
    ("transformer_pool_attn.pool.linear2.", "attention.2."),
    ("transformer_pool_attn.pool.linear3.", "head."),
)


def _own_names(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The checkpoint under the names of `_layers`; the stored position encoding is computed instead."""
    renamed: dict[str, torch.Tensor] = {}
    for name, value in state.items():
        for theirs, ours in _RENAMED:
            if name.startswith(theirs):
                renamed[ours + name[len(theirs) :]] = value
                break
    return renamed


def _position_encoding() -> torch.Tensor:
    """Sines and cosines, (384, 200), with a longest period set by twice the number of frames."""
    import torch

    position = torch.arange(_FRAMES).unsqueeze(1)
    rate = torch.exp(torch.arange(0, _DIM, 2) * (-math.log(2 * _FRAMES) / _DIM))
    encoding = torch.zeros(_FRAMES, _DIM)
    encoding[:, 0::2] = torch.sin(position * rate)
    encoding[:, 1::2] = torch.cos(position * rate)
    return encoding


def _compressed_spectrum(samples: torch.Tensor) -> torch.Tensor:
    """(B, L) samples to the complex spectrum with magnitudes to the power 0.3, as (B, 2, 161, T)."""
    import torch

    padding = (_SPECTRUM_WINDOW - _SPECTRUM_HOP) // 2
    padded = torch.nn.functional.pad(samples, (padding, padding), mode="reflect")
    window = torch.hann_window(_SPECTRUM_WINDOW)
    spectrum = torch.stft(padded, _SPECTRUM_WINDOW, _SPECTRUM_HOP, window=window, center=False, return_complex=True)
    parts = torch.view_as_real(spectrum)  # (B, 161, T, 2)
    magnitude = parts.square().sum(dim=-1, keepdim=True).sqrt().clip(min=1e-12)
    return (magnitude**0.3 * parts / magnitude).permute(0, 3, 1, 2)
