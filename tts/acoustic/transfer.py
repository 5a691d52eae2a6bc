"""What a voice says in a language that it has no recordings in: a judge of phones for sounds that no data has.

A timbre that was only ever heard in some languages carries their sounds into the others: French y comes out as the i
that the speaker does have. There is no mel to compare with, but it is known which phones must be heard. So the frames
of other speakers' clips are decoded once more in the persona's timbre and at its pitch, and a small classifier of
phones, which learns from real mels of all speakers at the same time, has to recognise them; its error is a loss of the
decoder. StarGANv2-VC (arXiv 2107.10394, section 2.3.2) keeps the words of a converted voice in a like manner.

What the classifier sees is moved along the mel axis by a random number of bands, which is nearly what a longer or
shorter vocal tract does, so that it knows the phones and not the speakers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from frontend.phonology import is_phone, vocabulary
from tts.acoustic.data import AcousticBatch
from tts.acoustic.model import AcousticModel
from tts.errors import ConfigError
from tts.nn.convnext import ConvNeXtBlock

NO_PHONE = -100
"""Label of frames that carry no loss: pauses, boundaries, padding."""


@dataclass(frozen=True, slots=True)
class TransferConfig:
    """The persona's timbre in the other speakers' languages.

    Attributes:
        speaker: Name of the timbre.
        prosody: The way of speaking (``speaker/locale``) whose mean pitch the timbre has.
        locales: Languages to carry it into; empty for all.
        learn_from: First step at which the classifier learns: some hundred before the decoder learns from it.
        from_step: First step at which the decoder learns from the classifier.
        weight: Of the classifier's cross-entropy on decoded frames, beside the mel loss.
        learning_rate: Of the classifier.
        share: Largest part of a batch that is decoded once more.
        bands: Lowest mel bands that the classifier sees; recordings may have nothing above.
        largest_shift: In bands, upwards and downwards.
        mixed: Part of those clips that are decoded in a timbre between two speakers of the batch instead, so that the
            decoder learns to speak with timbres that no speaker has (mixup, arXiv 1710.09412, of speakers).
        compared: A speaker with clips in all languages, whose timbre differs from the new one's in the same way
            everywhere (`tts.acoustic.timbre`); empty to leave that out.
        timbre_weight: Of the error of that difference, in deviations of the mel, beside the mel loss.
    """

    speaker: str
    prosody: str
    locales: tuple[str, ...] = ()
    learn_from: int = 0
    from_step: int = 0
    weight: float = 0.03
    learning_rate: float = 1e-3
    share: float = 0.5
    bands: int = 64
    largest_shift: int = 3
    mixed: float = 0.0
    compared: str = ""
    timbre_weight: float = 1.0

    def __post_init__(self) -> None:
        if self.learn_from > self.from_step:
            raise ConfigError(
                f"learn_from ({self.learn_from}) is after from_step ({self.from_step}): the classifier comes first"
            )


class PhoneJudge(nn.Module):
    """Log-mel to logits of phones, frame by frame, hearing 13 frames.

    Args:
        bands: Mel bands M.
        phones: Size V of the vocabulary.
        dim: Width.
    """

    def __init__(self, bands: int, phones: int, dim: int = 160) -> None:
        super().__init__()
        self.input = nn.Linear(bands, dim)
        self.blocks = nn.ModuleList(ConvNeXtBlock(dim, 2 * dim, 5, layer_scale=0.3) for _ in range(3))
        self.dropout = nn.Dropout(0.1)
        self.norm = nn.LayerNorm(dim)
        self.output = nn.Linear(dim, phones)

    def forward(self, mel: Tensor) -> Tensor:
        """mel (B, T, M) in deviations to logits (B, T, V)."""
        x = self.input(mel)
        for block in self.blocks:
            x = self.dropout(block(x))
        logits: Tensor = self.output(self.norm(x))
        return logits.float()


def phone_labels(batch: AcousticBatch) -> Tensor:
    """The phone of each frame (B, T), or `NO_PHONE`."""
    sounding = torch.tensor([is_phone(symbol) for symbol in vocabulary()], device=batch.phone_ids.device)
    phones = torch.gather(batch.phone_ids, 1, batch.expansion)
    return torch.where(sounding[phones] & batch.frame_mask, phones, NO_PHONE)


def move_bands(mel: Tensor, largest: int) -> Tensor:
    """Moves each clip of mel (B, T, M) by a random number of bands; the outermost band fills what is left open."""
    bands = torch.arange(mel.shape[2], device=mel.device)
    shifts = torch.randint(-largest, largest + 1, (mel.shape[0], 1), device=mel.device)
    source = (bands - shifts).clamp(0, mel.shape[2] - 1)  # (B, M)
    return torch.gather(mel, 2, source.unsqueeze(1).expand_as(mel))


def judge_phones(judge: PhoneJudge, mel: Tensor, labels: Tensor, config: TransferConfig) -> Tensor:
    """Mean cross-entropy of mel (B, T, M) in deviations against the labels (B, T)."""
    logits = judge(move_bands(mel[:, :, : config.bands], config.largest_shift))
    return nn.functional.cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=NO_PHONE)


def borrowed_clips(batch: AcousticBatch, prosodies: Sequence[str], config: TransferConfig) -> Tensor:
    """Indices (R,) of some clips of other speakers in the languages of `config`, at most its share of the batch."""
    spoken = [name.split("/") for name in prosodies]
    wanted = [name != config.speaker and locale in (config.locales or (locale,)) for name, locale in spoken]
    rows = torch.nonzero(torch.tensor(wanted, device=batch.prosody_ids.device)[batch.prosody_ids]).flatten()
    return rows[torch.randperm(len(rows), device=rows.device)[: int(len(batch.prosody_ids) * config.share)]]


def decode_as(
    model: AcousticModel, frames: Tensor, batch: AcousticBatch, rows: Tensor, config: TransferConfig
) -> Tensor:
    """Decodes some clips of a batch in another timbre and at its mean pitch: that of `config.speaker`, or a mixture.

    Args:
        model: The acoustic model.
        frames: (B, T, D) hidden states of the phones, repeated over their frames.
        batch: The clips.
        rows: (R,) indices of clips.
        config: Names of the timbre and of its pitch, and how many clips are spoken by mixtures.

    Returns:
        (R, T, n_mels) float32, natural log.
    """
    means = model.f0_statistics[:, 0]
    speaker = model.speakers.weight[model.speaker_id(config.speaker)].expand(len(rows), -1)
    mean = means[model.prosody_id(config.prosody)].expand(len(rows))
    if config.mixed > 0.0:
        mixed = torch.rand(len(rows), device=rows.device) < config.mixed
        timbre, pitch = _mixed_speakers(model, batch, len(rows))
        speaker, mean = torch.where(mixed.unsqueeze(1), timbre, speaker), torch.where(mixed, pitch, mean)
    moved = mean - means[batch.prosody_ids[rows]]
    mel: Tensor = model.decoder(
        frames[rows],
        batch.position[rows],
        batch.log_f0[rows] + moved.unsqueeze(1),
        batch.vuv[rows],
        speaker,
        batch.frame_mask[rows],
    )
    return mel


def _mixed_speakers(model: AcousticModel, batch: AcousticBatch, count: int) -> tuple[Tensor, Tensor]:
    """Timbres (count, S) somewhere between the speakers of two random clips of the batch, and their mean log F0."""
    pairs = torch.randint(len(batch.speaker_ids), (2, count), device=batch.speaker_ids.device)
    share = torch.rand(count, device=pairs.device)
    timbres, means = model.speakers(batch.speaker_ids[pairs]), model.f0_statistics[batch.prosody_ids[pairs], 0]
    return torch.lerp(timbres[0], timbres[1], share.unsqueeze(1)), torch.lerp(means[0], means[1], share)
