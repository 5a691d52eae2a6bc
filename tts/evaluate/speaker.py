"""Who is speaking: speaker embeddings, centroids and their cosines.

The judge is Resemblyzer's encoder (generalised end-to-end loss, Wan et al. 2018, arXiv 1710.10467): a three-layer LSTM
over 40 mel bands. Windows of 1.6 s are embedded and averaged. Pairs of clips of one person average a cosine of 0.86,
of two persons 0.52; centroids of many clips run higher.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tts.evaluate.errors import MissingExtraError
from tts.evaluate.waveforms import JUDGE_SAMPLE_RATE, Waveform
from tts.evaluate.weights import RESEMBLYZER, weights_folder

EMBEDDING_SIZE = 256
_LAYERS = 3
_MEL_BANDS = 40
_N_FFT = 400  # 25 ms
_HOP_LENGTH = 160  # 10 ms
_WINDOW_FRAMES = 160  # one embedding for 1.6 s
_WINDOW_STEP_FRAMES = 77  # about 1.3 embeddings a second
_MIN_COVERAGE = 0.75
_TARGET_DBFS = -30.0
_VAD_WINDOW = 480  # 30 ms
_VAD_SMOOTHING = 8  # windows
_VAD_KEEP = 3  # windows of silence kept on each side of speech


class SpeakerEncoder:
    """Resemblyzer's network, rebuilt from its weights.

    Raises:
        MissingExtraError: torch, librosa or webrtcvad-wheels is not installed.
        MissingWeightsError: the weights are not in the cache.
    """

    def __init__(self) -> None:
        try:
            import torch
        except ImportError as error:
            raise MissingExtraError.for_package("torch") from error
        state = torch.load(weights_folder(RESEMBLYZER) / "pretrained.pt", map_location="cpu", weights_only=True)
        state = {name: value for name, value in state["model_state"].items() if name.startswith(("lstm", "linear"))}
        network: Any = torch.nn.Module()
        network.lstm = torch.nn.LSTM(_MEL_BANDS, EMBEDDING_SIZE, _LAYERS, batch_first=True)
        network.linear = torch.nn.Linear(EMBEDDING_SIZE, EMBEDDING_SIZE)
        network.load_state_dict(state)
        self._network = network.eval()

    def embed(self, waveform: Waveform) -> NDArray[np.float32]:
        """Embedding of one clip: (256,) float32, non-negative, unit length."""
        import torch

        samples = speech_only(waveform.resampled(JUDGE_SAMPLE_RATE).samples)
        starts = window_starts(len(samples) // _HOP_LENGTH + 1)
        needed = (starts[-1] + _WINDOW_FRAMES) * _HOP_LENGTH
        mel = _mel_power(np.pad(samples, (0, max(0, needed - len(samples)))))  # (T, 40)
        windows = np.stack([mel[start : start + _WINDOW_FRAMES] for start in starts])  # (B, 160, 40)
        with torch.inference_mode():
            _, (hidden, _) = self._network.lstm(torch.from_numpy(windows))
            raw = torch.relu(self._network.linear(hidden[-1]))  # (B, 256)
            embeddings = raw / raw.norm(dim=1, keepdim=True)
        return unit(embeddings.numpy().mean(axis=0))


def unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """`vector` scaled to length one.

    Raises:
        ValueError: the vector is zero.
    """
    length = float(np.linalg.norm(vector))
    if length == 0.0:
        raise ValueError("a zero vector has no direction: is the audio silent?")
    return (vector / length).astype(np.float32)


def centroid(embeddings: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Unit-length mean of unit embeddings, (256,).

    Raises:
        ValueError: no embedding is given.
    """
    if len(embeddings) == 0:
        raise ValueError("a centroid needs at least one embedding, got none")
    return unit(np.mean(np.stack([unit(embedding) for embedding in embeddings]), axis=0))


def cosine(first: NDArray[np.float32], second: NDArray[np.float32]) -> float:
    """Cosine of the angle between two embeddings, in [-1, 1]."""
    return float(np.dot(unit(first), unit(second)))


def cosine_error(embeddings: Sequence[NDArray[np.float32]], reference: NDArray[np.float32]) -> float | None:
    """Standard error of the cosine between the centroid of `embeddings` and `reference`, (256,), None for one clip.

    The jackknife (Efron and Stein 1981): how much the cosine moves when one clip is left out. It tells what other
    sentences of the same voice would give, the reference staying as it is.
    """
    count = len(embeddings)
    if count < 2:
        return None
    units = np.stack([unit(embedding) for embedding in embeddings])  # (N, 256)
    without_one = units.sum(axis=0) - units
    cosines = np.array([cosine(rest, reference) for rest in without_one])
    return float(np.sqrt((count - 1) * np.var(cosines)))


def window_starts(frames: int) -> list[int]:
    """First frames of the windows that are embedded; a last window that is mostly padding is left out."""
    starts = list(range(0, max(1, frames - _WINDOW_FRAMES + _WINDOW_STEP_FRAMES + 1), _WINDOW_STEP_FRAMES))
    if len(starts) > 1 and (frames - 1 - starts[-1]) / _WINDOW_FRAMES < _MIN_COVERAGE:
        starts.pop()
    return starts


def speech_only(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Raises quiet audio to -30 dBFS and cuts long silences (WebRTC's voice activity detector); 16 kHz in and out.

    Where no speech is found the audio is returned whole.
    """
    try:
        import webrtcvad
    except ImportError as error:
        raise MissingExtraError.for_package("webrtcvad-wheels") from error
    level = float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))
    if 0.0 < level < 10 ** (_TARGET_DBFS / 20):
        samples = (samples * (10 ** (_TARGET_DBFS / 20) / level)).astype(np.float32)
    count = len(samples) // _VAD_WINDOW
    pcm = (np.clip(samples[: count * _VAD_WINDOW], -1.0, 1.0) * 32767).round().astype("<i2")
    detector = webrtcvad.Vad(3)
    is_speech = [detector.is_speech(window.tobytes(), JUDGE_SAMPLE_RATE) for window in pcm.reshape(count, _VAD_WINDOW)]
    if not any(is_speech):
        return samples
    smooth = np.convolve(is_speech, np.full(_VAD_SMOOTHING, 1 / _VAD_SMOOTHING), mode="same")[:count] > 0.5
    keep = np.convolve(smooth, np.ones(2 * _VAD_KEEP + 1), mode="same")[:count] > 0
    if not keep.any():
        return samples
    return samples[: count * _VAD_WINDOW].reshape(count, _VAD_WINDOW)[keep].reshape(-1)


def _mel_power(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Power mel spectrogram, (T, 40), without logarithm, as the encoder was trained on."""
    try:
        import librosa
    except ImportError as error:
        raise MissingExtraError.for_package("librosa") from error
    mel = librosa.feature.melspectrogram(
        y=samples, sr=JUDGE_SAMPLE_RATE, n_fft=_N_FFT, hop_length=_HOP_LENGTH, n_mels=_MEL_BANDS
    )
    return np.ascontiguousarray(mel.T, dtype=np.float32)
