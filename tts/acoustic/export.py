"""ONNX export of the acoustic model: phones to durations, frames to mel and F0. Batch, phones and frames are dynamic.

    encoder   phone_ids, stress_ids, language_ids (B, N) int64; prosody (B, P) float32
              -> hidden (B, N, D), durations (B, N) in frames, unrounded
    decoder   frames_hidden (B, T, D), position (B, T, 2), speaker (B, S), prosody (B, P), f0_statistics (B, 2),
              f0_ratio (B, T) float32
              -> mel (B, T, n_mels) natural log, f0_hz (B, T), 0 where unvoiced

`f0_statistics` are the mean and deviation of ln F0 of the voice; `f0_ratio` multiplies F0 (1 leaves it). Sequences of
different lengths share a run of the decoder if the shorter ones are padded: frames with an `f0_ratio` of 0 are no part
of them.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

import torch
from torch import Tensor, nn

from tts.acoustic.config import AcousticConfig
from tts.acoustic.contrast import with_band_contrast, with_contrast
from tts.acoustic.model import AcousticModel
from tts.acoustic.task import AcousticTraining, model_config
from tts.audio.mel import band_centres_hz
from tts.config import MelConfig, from_mapping
from tts.nn.onnx import export_graph
from tts.train import load_module, read_meta, stored_config
from tts.train.checkpoint import tensor_shape

SMALLEST_RATIO = 1e-3
"""F0 is multiplied with this at least, so that padding is finite."""

CONTRAST = 0.2
"""Between neighbouring frames; with it the released model has that of the clips it learned from: recipes/README.md."""

BAND_CONTRAST = 0.1
"""Between neighbouring bands, for the same reason."""


class EncoderGraph(nn.Module):
    """Phones to hidden states and durations, without padding."""

    def __init__(self, model: AcousticModel) -> None:
        super().__init__()
        self.encoder, self.durations = model.encoder, model.durations

    def forward(
        self, phone_ids: Tensor, stress_ids: Tensor, language_ids: Tensor, prosody: Tensor
    ) -> tuple[Tensor, Tensor]:
        mask = phone_ids >= 0
        hidden = self.encoder(phone_ids, stress_ids, language_ids, mask)
        return hidden, (torch.exp(self.durations(hidden, prosody, mask)) - 1.0).clamp(min=0.0)


class DecoderGraph(nn.Module):
    """Frames to F0 and mel; the decoder hears the F0 that was predicted and scaled. A ratio of 0 is padding.

    Args:
        model: The acoustic model.
        signal: Its mel's settings, by which the mel is given contrast; None leaves the mel as it was learned.
    """

    def __init__(self, model: AcousticModel, signal: MelConfig | None = None) -> None:
        super().__init__()
        self.pitch, self.decoder = model.pitch, model.decoder
        self.centres_hz = None if signal is None else torch.from_numpy(band_centres_hz(signal))

    def forward(
        self,
        frames_hidden: Tensor,
        position: Tensor,
        speaker: Tensor,
        prosody: Tensor,
        f0_statistics: Tensor,
        f0_ratio: Tensor,
    ) -> tuple[Tensor, Tensor]:
        mask = f0_ratio > 0
        f0_z, vuv_logits = self.pitch(frames_hidden, position, prosody, mask)
        log_f0 = f0_z * f0_statistics[:, 1:] + f0_statistics[:, :1] + torch.log(f0_ratio.clamp(min=SMALLEST_RATIO))
        vuv = (vuv_logits > 0).to(log_f0.dtype)
        mel = self.decoder(frames_hidden, position, log_f0, vuv, speaker, mask)
        if self.centres_hz is not None:
            mel = with_band_contrast(with_contrast(mel, mask, CONTRAST), self.centres_hz, BAND_CONTRAST)
        return mel, torch.exp(log_f0) * vuv


def load_acoustic(checkpoint: Path) -> tuple[AcousticModel, AcousticTraining]:
    """The averaged model of a checkpoint, in evaluation mode, and the configuration it was trained with.

    Raises:
        CheckpointError: the checkpoint is missing or does not fit.
    """
    config = from_mapping(AcousticTraining, read_meta(checkpoint)["config"], where=str(checkpoint))
    symbols, features = tensor_shape(checkpoint, "acoustic", "encoder.features")
    sizes = stored_config(checkpoint, "acoustic", AcousticConfig)
    if sizes is None:  # from before names were kept: new symbols and locales only ever come behind the others
        today, locales = model_config(config), tensor_shape(checkpoint, "acoustic", "encoder.language.weight")[0]
        known = today.features if len(today.features) == features else ()
        sizes = dataclasses.replace(
            today, symbols=today.symbols[:symbols], locales=today.locales[:locales], features=known
        )
    model = AcousticModel(sizes, torch.zeros(symbols, features))
    load_module(checkpoint, "acoustic", model)
    return model.eval(), config


def export_acoustic(model: AcousticModel, signal: MelConfig, folder: Path) -> tuple[Path, Path]:
    """Write ``encoder.onnx`` and ``decoder.onnx`` into `folder`, each replaced atomically; returns their paths.

    Args:
        model: The acoustic model.
        signal: The settings of its mel.
        folder: Exists.
    """
    config = model.config
    model = model.cpu().eval()
    phones, frames, prosody = torch.ones(1, 9, dtype=torch.int64), 23, torch.zeros(1, config.speaker_dim)
    encoder = export_graph(
        EncoderGraph(model),
        (phones, phones * 0, phones * 0, prosody),
        folder / "encoder.onnx",
        inputs=("phone_ids", "stress_ids", "language_ids", "prosody"),
        outputs=("hidden", "durations"),
        lengths=dict.fromkeys(("phone_ids", "stress_ids", "language_ids", "hidden", "durations"), "phones"),
    )
    decoder = export_graph(
        DecoderGraph(model, signal),
        (
            torch.zeros(1, frames, config.encoder_dim),
            torch.zeros(1, frames, 2),
            torch.zeros(1, config.speaker_dim),
            prosody,
            torch.tensor([[4.7, 0.2]]),
            torch.ones(1, frames),
        ),
        folder / "decoder.onnx",
        inputs=("frames_hidden", "position", "speaker", "prosody", "f0_statistics", "f0_ratio"),
        outputs=("mel", "f0_hz"),
        lengths=dict.fromkeys(("frames_hidden", "position", "f0_ratio", "mel", "f0_hz"), "frames"),
    )
    return encoder, decoder
