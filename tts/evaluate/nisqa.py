"""How natural synthetic speech sounds: the naturalness score that NISQA-TTS predicts, 1 (bad) to 5 (excellent).

The network (Mittag and Möller 2020, arXiv 2010.00390; its TTS naturalness model): windows of 15 frames of a mel
spectrogram in dB pass six convolutions, a bidirectional LSTM reads the results, and a linear layer reads its two last
states. It is rebuilt here from its weights.

The weights are under CC BY-NC-SA 4.0: they serve for evaluation only, are never shipped, and no package index carries
them, so `tts.evaluate.weights` takes them from a file. The judge is optional for that reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tts.audio.mel import log_mel
from tts.config import MelConfig
from tts.evaluate.errors import MissingExtraError, MissingWeightsError
from tts.evaluate.waveforms import Waveform
from tts.evaluate.weights import NISQA, weights_folder

if TYPE_CHECKING:
    import torch

SAMPLE_RATE = 24_000
"""The network takes any rate, but its levels depend on it: all systems are heard at the rate of the engine."""
WINDOW_FRAMES = 15
_SIGNAL = MelConfig(
    sample_rate=SAMPLE_RATE, n_fft=4096, win_length=480, hop_length=120, n_mels=48, f_max=8000.0, clip=1e-4
)
_EVERY = 2  # the network wants half-overlapping windows, `MelConfig` has quarter hops
_RANGE_DB = 80.0
_CHANNELS = (16, 32, 64, 64, 64, 64)
_FEATURES, _HIDDEN = 20, 128
_WINDOWS_AT_ONCE = 512  # bounds the memory on long clips


class NisqaJudge:
    """NISQA-TTS.

    Raises:
        MissingExtraError: torch is not installed.
        MissingWeightsError: the weights are not in the cache.
    """

    def __init__(self) -> None:
        path = weights_folder(NISQA) / NISQA.files[0].name
        try:
            import torch
        except ImportError as error:
            raise MissingExtraError.for_package("torch") from error
        state = torch.load(path, map_location="cpu", weights_only=True)["model_state_dict"]
        self._layers: Any = _layers()
        self._layers.load_state_dict(_own_names(state))
        self._layers.eval()

    @classmethod
    def if_installed(cls) -> NisqaJudge | None:
        """The judge, or None where its weights are not on this machine."""
        try:
            return cls()
        except MissingWeightsError:
            return None

    def naturalness(self, waveform: Waveform) -> float:
        """Predicted naturalness of one clip, about 1 to 5."""
        import torch

        net = self._layers
        windows = torch.from_numpy(mel_windows(waveform.resampled(SAMPLE_RATE).samples))[:, None]  # (B, 1, 48, 15)
        with torch.inference_mode():
            features = torch.cat([net.features(part) for part in windows.split(_WINDOWS_AT_ONCE)])  # (B, 20)
            _, (last, _) = net.lstm(features[None])  # (2, 1, 128): forwards to the end, backwards to the start
            return float(net.head(last.reshape(1, -1)))


def mel_windows(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Every window of 15 frames of the mel spectrogram in dB.

    Args:
        samples: (L,) at 24 kHz; clips shorter than one transform (0.17 s) are filled with zeros.

    Returns:
        (B, 48, 15), one window for each 10 ms; magnitudes in dB, at most 80 dB below the loudest of the clip.
    """
    samples = np.pad(samples, (0, max(0, _SIGNAL.n_fft - len(samples))))
    decibels = 20.0 / np.log(10.0) * log_mel(samples, _SIGNAL)[::_EVERY].T  # (48, T)
    decibels = np.maximum(decibels, decibels.max() - _RANGE_DB).astype(np.float32)
    windows = np.lib.stride_tricks.sliding_window_view(decibels, WINDOW_FRAMES, axis=1)  # (48, B, 15)
    return np.ascontiguousarray(windows.transpose(1, 0, 2))


def _layers() -> torch.nn.Module:
    """The trainable layers under their own names."""
    from torch import nn

    pools = {0: nn.MaxPool2d(2, padding=(0, 1)), 1: nn.MaxPool2d(2), 3: nn.MaxPool2d(2)}  # 48 x 15 becomes 6 x 2
    blocks: list[nn.Module] = []
    inputs = 1
    for index, outputs in enumerate(_CHANNELS):
        block = [nn.Conv2d(inputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs), nn.ReLU()]
        blocks.append(nn.Sequential(*block, pools.get(index, nn.Identity())))
        inputs = outputs
    layers: Any = nn.Module()
    layers.features = nn.Sequential(*blocks, nn.Flatten(), nn.Linear(inputs * 6 * 2, _FEATURES))
    layers.lstm = nn.LSTM(_FEATURES, _HIDDEN, batch_first=True, bidirectional=True)
    layers.head = nn.Linear(2 * _HIDDEN, 1)
    return layers


def _own_names(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The checkpoint under the names of `_layers`."""
    renamed = {"cnn.model.fc_out": f"features.{len(_CHANNELS) + 1}", "pool.model.linear": "head"}
    renamed["time_dependency.model.lstm"] = "lstm"
    for index in range(len(_CHANNELS)):
        renamed[f"cnn.model.conv{index + 1}"] = f"features.{index}.0"
        renamed[f"cnn.model.bn{index + 1}"] = f"features.{index}.1"
    ours: dict[str, torch.Tensor] = {}
    for name, value in state.items():
        layer, _, parameter = name.rpartition(".")
        ours[f"{renamed[layer]}.{parameter}"] = value
    return ours
