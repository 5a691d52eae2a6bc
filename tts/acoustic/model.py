"""The acoustic model: phones to durations, F0, voicing and log-mel frames, without autoregression.

FastSpeech 2 (arXiv 2006.04558) with frame-level F0. Language enters on the text side only, one embedding for each
phone; the speaker enters in the decoder only (adaptive layer norm) and in the F0 statistics; the way of speaking
(prosody) conditions durations and F0. So every speaker can be combined with every language and every way of speaking
(compare RAD-MMM, arXiv 2301.10335).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from tts.acoustic.config import AcousticConfig
from tts.acoustic.encoder import PhoneEncoder
from tts.errors import ConfigError
from tts.nn.convnext import ConvNeXtBlock

LOG_F0_CENTRE = 5.0
"""ln 148 Hz: log F0 goes into the decoder relative to this."""


@dataclass(frozen=True)
class AcousticOutput:
    """`log_durations` (B, N) ln(1 + frames); `f0_z` (B, T) log F0 in deviations of the speaker; `vuv_logits` (B, T);
    `mel` (B, T, n_mels) natural log; `context` (B, T, D + S) what each frame says (hidden states) and who says it."""

    log_durations: Tensor
    f0_z: Tensor
    vuv_logits: Tensor
    mel: Tensor
    context: Tensor


class DurationPredictor(nn.Module):
    """Frames of each phone from its hidden state and the way of speaking."""

    def __init__(self, config: AcousticConfig) -> None:
        super().__init__()
        dim = config.predictor_dim
        self.input = nn.Linear(config.encoder_dim, dim)
        self.prosody = nn.Linear(config.speaker_dim, 2 * dim)
        self.blocks = nn.ModuleList(ConvNeXtBlock(dim, 3 * dim, 5, layer_scale=0.3) for _ in range(3))
        self.dropout = nn.Dropout(config.dropout)
        self.output = nn.Linear(dim, 1)

    def forward(self, hidden: Tensor, prosody: Tensor, mask: Tensor) -> Tensor:
        """hidden (B, N, D), prosody (B, P), mask (B, N) to ln(1 + frames) (B, N)."""
        valid = mask.unsqueeze(-1)
        gain, shift = self.prosody(prosody).unsqueeze(1).chunk(2, dim=-1)
        x = self.input(hidden)
        for block in self.blocks:
            x = self.dropout(block(x * valid, gain, shift))
        log_durations: Tensor = self.output(x).squeeze(-1) * mask
        return log_durations


class PitchPredictor(nn.Module):
    """Log F0 in standard deviations of the speaker, and voicing, frame by frame."""

    def __init__(self, config: AcousticConfig) -> None:
        super().__init__()
        dim = config.predictor_dim
        self.input = nn.Linear(config.encoder_dim + 2, dim)
        self.prosody = nn.Linear(config.speaker_dim, 2 * dim)
        self.blocks = nn.ModuleList(ConvNeXtBlock(dim, 3 * dim, 17, layer_scale=0.3) for _ in range(4))
        self.dropout = nn.Dropout(config.dropout)
        self.output = nn.Linear(dim, 2)

    def forward(self, frames: Tensor, position: Tensor, prosody: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """frames (B, T, D), position (B, T, 2), prosody (B, P), mask (B, T) to f0_z (B, T) and vuv_logits (B, T)."""
        valid = mask.unsqueeze(-1)
        gain, shift = self.prosody(prosody).unsqueeze(1).chunk(2, dim=-1)
        x = self.input(torch.cat([frames, position], dim=-1))
        for block in self.blocks:
            x = self.dropout(block(x * valid, gain, shift))
        f0_z, vuv_logits = self.output(x).float().unbind(-1)
        return f0_z, vuv_logits


class MelDecoder(nn.Module):
    """Frames of hidden states, F0 and voicing to log-mel, in the voice of a speaker."""

    mel_mean: Tensor
    mel_std: Tensor

    def __init__(self, config: AcousticConfig) -> None:
        super().__init__()
        dim = config.decoder_dim
        self.free_layers = config.decoder_free_layers
        self.input = nn.Linear(config.encoder_dim + 4, dim)
        self.blocks = nn.ModuleList(
            ConvNeXtBlock(dim, config.decoder_hidden, config.decoder_kernel, layer_scale=0.2)
            for _ in range(config.decoder_layers)
        )
        self.speaker = nn.ModuleList(
            nn.Linear(config.speaker_dim, 2 * dim) for _ in range(config.decoder_layers - config.decoder_free_layers)
        )
        self.norm = nn.LayerNorm(dim)
        self.output = nn.Linear(dim, config.n_mels)
        self.register_buffer("mel_mean", torch.tensor(-4.0))
        self.register_buffer("mel_std", torch.tensor(2.5))

    def forward(
        self, frames: Tensor, position: Tensor, log_f0: Tensor, vuv: Tensor, speaker: Tensor, mask: Tensor
    ) -> Tensor:
        """Decodes a batch.

        Args:
            frames: (B, T, D) hidden states of the phones, repeated over their frames.
            position: (B, T, 2) place in the phone and its length (see `tts.acoustic.regulate`).
            log_f0: (B, T) natural log of F0 in Hz; any finite value where unvoiced.
            vuv: (B, T) 1 voiced, 0 not.
            speaker: (B, S) speaker embedding.
            mask: (B, T) bool, true where valid.

        Returns:
            (B, T, n_mels) float32, natural log.
        """
        valid = mask.unsqueeze(-1)
        pitch = torch.stack([(log_f0 - LOG_F0_CENTRE) * vuv, vuv], dim=-1).to(frames.dtype)
        x = self.input(torch.cat([frames, position.to(frames.dtype), pitch], dim=-1))
        for index, block in enumerate(self.blocks):
            if index < self.free_layers:
                x = block(x * valid)
            else:
                gain, shift = self.speaker[index - self.free_layers](speaker).unsqueeze(1).chunk(2, dim=-1)
                x = block(x * valid, gain, shift)
        mel: Tensor = self.output(self.norm(x)).float() * self.mel_std + self.mel_mean
        return mel


class AcousticModel(nn.Module):
    """Encoder, predictors, decoder and the embedding tables of speakers and ways of speaking.

    Args:
        config: Sizes and names.
        features: (V, F) articulatory features of the vocabulary.
    """

    f0_statistics: Tensor

    def __init__(self, config: AcousticConfig, features: Tensor) -> None:
        super().__init__()
        self.config = config
        self.encoder = PhoneEncoder(config, features)
        self.durations = DurationPredictor(config)
        self.pitch = PitchPredictor(config)
        self.decoder = MelDecoder(config)
        self.speakers = nn.Embedding(len(config.speakers), config.speaker_dim)
        self.prosodies = nn.Embedding(len(config.prosodies), config.speaker_dim)
        nn.init.normal_(self.speakers.weight, std=0.3)
        nn.init.normal_(self.prosodies.weight, std=0.3)
        self.register_buffer("f0_statistics", torch.tensor([[LOG_F0_CENTRE, 0.2]]).repeat(len(config.prosodies), 1))
        """(prosodies, 2) mean and deviation of log F0 in each."""

    def forward(
        self,
        phone_ids: Tensor,
        stress_ids: Tensor,
        language_ids: Tensor,
        phone_mask: Tensor,
        expansion: Tensor,
        position: Tensor,
        frame_mask: Tensor,
        log_f0: Tensor,
        vuv: Tensor,
        speaker_ids: Tensor,
        prosody_ids: Tensor,
    ) -> AcousticOutput:
        """Training pass: true durations, F0 and voicing go into the decoder.

        Args:
            phone_ids, stress_ids, language_ids: (B, N) int64.
            phone_mask: (B, N) bool.
            expansion: (B, T) int64, the index of the phone of each frame.
            position: (B, T, 2) float32.
            frame_mask: (B, T) bool.
            log_f0: (B, T) float32, natural log of Hz.
            vuv: (B, T) float32.
            speaker_ids, prosody_ids: (B,) int64.

        Returns:
            Predictions; the predictors send only a quarter of their gradient into the encoder, which belongs to the
            mel loss.
        """
        hidden, frames = self.encoded(phone_ids, stress_ids, language_ids, phone_mask, expansion)
        prosody = self.prosodies(prosody_ids)
        log_durations = self.durations(_scale_gradient(hidden, 0.25), prosody, phone_mask)
        f0_z, vuv_logits = self.pitch(_scale_gradient(frames, 0.25), position, prosody, frame_mask)
        speaker = self.speakers(speaker_ids)
        mel = self.decoder(frames, position, log_f0, vuv, speaker, frame_mask)
        context = torch.cat([frames, speaker.unsqueeze(1).expand(-1, frames.shape[1], -1)], dim=-1)
        return AcousticOutput(log_durations.float(), f0_z, vuv_logits, mel, context)

    def encoded(
        self, phone_ids: Tensor, stress_ids: Tensor, language_ids: Tensor, phone_mask: Tensor, expansion: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Hidden states of the phones (B, N, D), and the same repeated over their frames (B, T, D); see `forward`."""
        hidden = self.encoder(phone_ids, stress_ids, language_ids, phone_mask)
        return hidden, torch.gather(hidden, 1, expansion.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))

    def speaker_id(self, name: str) -> int:
        """The row of a speaker's embedding.

        Raises:
            ConfigError: the model does not know the speaker.
        """
        if name not in self.config.speakers:
            raise ConfigError(f"the acoustic model has no speaker {name!r}; it has {self.config.speakers}")
        return self.config.speakers.index(name)

    def prosody_id(self, name: str) -> int:
        return self.config.prosodies.index(name)


def _scale_gradient(x: Tensor, factor: float) -> Tensor:
    return x * factor + x.detach() * (1.0 - factor)
