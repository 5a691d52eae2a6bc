"""The acoustic model's training step and its pictures."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from frontend.locales import LOCALES
from frontend.phonology import feature_matrix, feature_names, vocabulary
from tts.acoustic.config import AcousticConfig, ModelSizes
from tts.acoustic.critic import CriticConfig, MelCritic, balanced_gradient, judge_mels
from tts.acoustic.data import AcousticBatch, AcousticClip, BatchSampler, collate, f0_statistics
from tts.acoustic.loss import acoustic_losses, mel_loss
from tts.acoustic.model import AcousticModel, AcousticOutput
from tts.acoustic.timbre import sound_kinds, timbre_difference, timbre_loss
from tts.acoustic.transfer import (
    NO_PHONE,
    PhoneJudge,
    TransferConfig,
    borrowed_clips,
    decode_as,
    judge_phones,
    phone_labels,
)
from tts.audio.mel import band_centres_hz
from tts.config import MelConfig
from tts.errors import ConfigError
from tts.train import (
    Ema,
    LoopConfig,
    Precision,
    Prefetcher,
    ScheduleConfig,
    autocast,
    learning_rate_factor,
    resolve_device,
    set_learning_rate,
)
from tts.train.pictures import picture

BATCHES_AHEAD = 2
"""On a GPU, which is done with a batch in about the time that it takes to make one."""


@dataclass(frozen=True)
class ProsodyWeight:
    """Sampling weight of one way of speaking (``speaker/locale``); 1 where none is given."""

    prosody: str
    weight: float


@dataclass(frozen=True)
class LeftOutPhones:
    """Phones whose sound is wrong in some ways of speaking, so that it is learned from the other clips only."""

    prosodies: tuple[str, ...]
    phones: tuple[str, ...]


@dataclass(frozen=True)
class AcousticTraining:
    """Everything in a training configuration (TOML).

    `frames_per_batch` bounds B * T; `speakers` and `prosodies` are fixed here so that a growing corpus does not change
    the model. Without `critic` there is no adversarial stage; without `phone_features` the phones are known by their
    symbols only, which an ablation needs. `trainable` holds the first letters of the names of the parameters that
    learn, empty for all; the speakers' embeddings learn at `embedding_rate` times the learning rate.
    """

    manifests: tuple[Path, ...]
    speakers: tuple[str, ...]
    prosodies: tuple[str, ...]
    cache: Path = Path("runs/cache/mel")
    max_seconds: float = 14.0
    frames_per_batch: int = 4800
    weights: tuple[ProsodyWeight, ...] = ()
    left_out: tuple[LeftOutPhones, ...] = ()
    trainable: tuple[str, ...] = ()
    learning_rate: float = 1e-3
    embedding_rate: float = 1.0
    clip: float = 1.0
    ema_decay: float = 0.998
    seed: int = 1
    device: str = "auto"
    precision: Precision = "auto"
    phone_features: bool = True
    model: ModelSizes = field(default_factory=ModelSizes)
    mel: MelConfig = field(default_factory=MelConfig)
    critic: CriticConfig | None = None
    transfer: TransferConfig | None = None
    schedule: ScheduleConfig = field(default_factory=ScheduleConfig)
    loop: LoopConfig = field(default_factory=LoopConfig)

    def __post_init__(self) -> None:
        used = [("weights", named.prosody) for named in self.weights]
        used += [("left_out", prosody) for left_out in self.left_out for prosody in left_out.prosodies]
        for place, prosody in used:
            if prosody not in self.prosodies:
                raise ConfigError(f"{place} names {prosody!r}, which is not in prosodies: {', '.join(self.prosodies)}")
        for phone in (phone for left_out in self.left_out for phone in left_out.phones):
            if phone not in vocabulary():
                raise ConfigError(f"left_out names the phone {phone!r}, which is not in the inventory")
        for named in self.weights:
            if not 0.0 <= named.weight < math.inf:
                raise ConfigError(f"the weight of {named.prosody!r} is {named.weight}: it must be 0 or more")


def model_config(config: AcousticTraining) -> AcousticConfig:
    """The configuration of a new model: sizes from the file, symbols, features and locales from the frontend.

    A trained model has the names that its checkpoint keeps; `tts.acoustic.export.load_acoustic` reads them.
    """
    return AcousticConfig(
        **asdict(config.model),
        symbols=vocabulary(),
        locales=tuple(LOCALES),
        speakers=config.speakers,
        prosodies=config.prosodies,
        features=feature_names(),
        n_mels=config.mel.n_mels,
    )


class AcousticTask:
    """A `tts.train.TrainingTask`.

    Args:
        config: All settings.
        train, valid: Clips of the two splits.
    """

    def __init__(self, config: AcousticTraining, train: Sequence[AcousticClip], valid: Sequence[AcousticClip]) -> None:
        self.config, self.train, self.valid = config, train, valid
        self.device = resolve_device(config.device)
        torch.manual_seed(config.seed)
        features = torch.from_numpy(feature_matrix()) * config.phone_features
        self.model = AcousticModel(model_config(config), features).to(self.device)
        self.model.f0_statistics.copy_(torch.from_numpy(f0_statistics(train, config.prosodies)))
        sample = np.concatenate([clip.mel for clip in train[:400]]).astype(np.float32)
        self.model.decoder.mel_mean.fill_(float(sample.mean()))
        self.model.decoder.mel_std.fill_(float(sample.std()))
        self.left_out: dict[str, set[int]] = defaultdict(set)
        for group in config.left_out:
            for prosody in group.prosodies:
                self.left_out[prosody] |= {vocabulary().index(phone) for phone in group.phones}
        self.sampler = BatchSampler(
            train, config.frames_per_batch, {w.prosody: w.weight for w in config.weights}, config.seed
        )
        self._batches = Prefetcher(
            lambda step: self._batch([self.train[i] for i in self.sampler.batch(step)]),
            BATCHES_AHEAD if self.device.type == "cuda" else 0,
        )
        optimizer = torch.optim.AdamW(
            _learning_groups(self.model, config),
            lr=config.learning_rate,
            betas=(0.9, 0.98),
            weight_decay=0.01,
            fused=True,
        )
        modules: dict[str, nn.Module] = {"acoustic": self.model}
        optimizers: dict[str, torch.optim.Optimizer] = {"acoustic": optimizer}
        if config.critic is not None:
            sizes = config.model
            self.critic = MelCritic(
                config.mel.n_mels, sizes.encoder_dim + sizes.speaker_dim, config.critic.channels
            ).to(self.device)
            modules["critic"] = self.critic
            optimizers["critic"] = torch.optim.AdamW(
                self.critic.parameters(), lr=config.critic.learning_rate, betas=(0.8, 0.99), fused=True
            )
        if config.transfer is not None:
            self.judge = PhoneJudge(config.transfer.bands, len(vocabulary())).to(self.device)
            self.timbre = _timbre_difference(config.transfer, train, config.mel)
            modules["judge"] = self.judge
            optimizers["judge"] = torch.optim.AdamW(
                self.judge.parameters(), lr=config.transfer.learning_rate, betas=(0.9, 0.98), fused=True
            )
        self.modules: Mapping[str, nn.Module] = modules
        self.optimizers: Mapping[str, torch.optim.Optimizer] = optimizers
        self.emas: Mapping[str, Ema] = {"acoustic": Ema(self.model, config.ema_decay)}

    def train_step(self, step: int) -> Mapping[str, float | Tensor]:
        """One step; see `tts.train.TrainingTask`."""
        self.model.train()
        optimizer = self.optimizers["acoustic"]
        set_learning_rate(list(self.optimizers.values()), learning_rate_factor(step, self.config.schedule))
        batch = self._batches(step)
        output = self._forward(batch)
        losses = self._losses(output, batch)
        transfer = self.config.transfer
        if transfer is not None and step >= transfer.learn_from:
            losses |= self._transfer_losses(transfer, output, batch, step)
            for name, weight in (("transfer", transfer.weight), ("timbre", transfer.timbre_weight)):
                if name in losses:
                    losses["total"] = losses["total"] + weight * losses[name]
        optimizer.zero_grad(set_to_none=True)
        stage = self.config.critic
        if stage is None or step < stage.from_step:
            losses["total"].backward()
        else:
            ramp = min(1.0, (step + 1 - stage.from_step) / max(1, stage.ramp_steps))
            adversarial, at_mel = self._adversarial_step(stage, output, batch, ramp)
            torch.autograd.backward([losses["total"], output.mel], [None, at_mel])
            losses |= adversarial
        norm = nn.utils.clip_grad_norm_(self.model.parameters(), self.config.clip)
        optimizer.step()
        self.emas["acoustic"].update(self.model)
        return {**{name: value.detach() for name, value in losses.items()}, "gradient_norm": norm}

    def _adversarial_step(
        self, stage: CriticConfig, output: AcousticOutput, batch: AcousticBatch, ramp: float
    ) -> tuple[dict[str, Tensor], Tensor]:
        """Lets the critic learn from the batch; returns its losses and what it adds to the gradient at the mel."""
        spread = float(self.model.decoder.mel_std)
        mel = output.mel.detach().requires_grad_()
        real, fake = (self._in_deviations(x, batch.mel_mask) for x in (batch.mel, mel))
        with autocast(self.device, self.config.precision):
            verdict = judge_mels(self.critic, real, fake, output.context)
        parameters = list(self.critic.parameters())
        gradients = torch.autograd.grad(verdict.critic, parameters, retain_graph=True)
        terms = {verdict.adversarial: ramp * stage.adversarial, verdict.feature: ramp * stage.feature}
        at_mel = balanced_gradient(mel_loss(mel, batch, spread), terms, mel)
        for parameter, gradient in zip(parameters, gradients, strict=True):
            parameter.grad = gradient
        self.optimizers["critic"].step()
        return {"critic": verdict.critic, "adversarial": verdict.adversarial, "feature": verdict.feature}, at_mel

    def _transfer_losses(
        self, stage: TransferConfig, output: AcousticOutput, batch: AcousticBatch, step: int
    ) -> dict[str, Tensor]:
        """Lets the judge of phones learn from the batch, and asks it about the clips spoken in the persona's timbre."""
        labels, valid = phone_labels(batch), batch.frame_mask.unsqueeze(-1)
        self.judge.train()
        with autocast(self.device, self.config.precision):
            known = torch.where(batch.mel_mask[..., 0] > 0, labels, NO_PHONE)
            real = judge_phones(self.judge, self._in_deviations(batch.mel, valid), known, stage)
        optimizer = self.optimizers["judge"]
        optimizer.zero_grad(set_to_none=True)
        real.backward()
        optimizer.step()
        losses = {"phones": real}
        rows = borrowed_clips(batch, self.config.prosodies, stage)
        if step < stage.from_step or len(rows) == 0:
            return losses
        frames = output.context[..., : self.config.model.encoder_dim]
        self.judge.eval()
        self.judge.requires_grad_(False)
        with autocast(self.device, self.config.precision):
            mel = decode_as(self.model, frames, batch, rows, stage)
            losses["transfer"] = judge_phones(self.judge, self._in_deviations(mel, valid[rows]), labels[rows], stage)
        self.judge.requires_grad_(True)
        if self.timbre is not None:
            spoken = batch.speaker_ids[rows] == self.config.speakers.index(stage.compared)
            kinds = sound_kinds(batch)[rows][spoken]
            error = timbre_loss(mel[spoken], batch.mel[rows][spoken], kinds, self.timbre.to(mel.device))
            losses["timbre"] = error / self.model.decoder.mel_std
        return losses

    def _in_deviations(self, mel: Tensor, valid: Tensor) -> Tensor:
        """Log-mel in deviations from the corpus' mean, 0 where it does not count."""
        return (mel - self.model.decoder.mel_mean) / self.model.decoder.mel_std * valid

    def evaluate(self, step: int, directory: Path) -> Mapping[str, float]:
        """Losses on the held-out clips with the averaged weights, by locale, and pictures of a few of them."""
        directory.mkdir(parents=True, exist_ok=True)
        result: dict[str, float] = {}
        self.model.eval()
        with self.emas["acoustic"].applied_to(self.model), torch.no_grad():
            for locale in LOCALES:
                clips = [clip for clip in self.valid if clip.locale == locale][:16]
                if not clips:
                    continue
                batch = self._batch(clips)
                output = self._forward(batch)
                losses = self._losses(output, batch)
                result |= {f"valid_{name}_{locale}": float(losses[name]) for name in ("mel", "duration", "f0")}
                _picture(
                    directory / f"{step:07d}-{locale}.png", clips[0], output.mel[0, : clips[0].frames].cpu().numpy()
                )
        return result

    def _batch(self, clips: Sequence[AcousticClip]) -> AcousticBatch:
        config = self.config
        return collate(clips, config.speakers, config.prosodies, config.mel, self.left_out).to(self.device)

    def _forward(self, batch: AcousticBatch) -> AcousticOutput:
        with autocast(self.device, self.config.precision):
            output: AcousticOutput = self.model(*batch.inputs)
        return output

    def _losses(self, output: AcousticOutput, batch: AcousticBatch) -> dict[str, Tensor]:
        return acoustic_losses(
            output, batch, self.model.f0_statistics[batch.prosody_ids], float(self.model.decoder.mel_std)
        )


def _timbre_difference(stage: TransferConfig, clips: Sequence[AcousticClip], mel: MelConfig) -> Tensor | None:
    if not stage.compared:
        return None
    speaker, _, locale = stage.prosody.partition("/")
    return timbre_difference(clips, speaker, stage.compared, locale, band_centres_hz(mel))


def _learning_groups(model: AcousticModel, config: AcousticTraining) -> list[dict[str, Any]]:
    """Freezes what does not learn, and returns the rest in the optimiser's groups."""
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(name.startswith(config.trainable or ("",)))
    learning = {name: parameter for name, parameter in model.named_parameters() if parameter.requires_grad}
    faster = [learning.pop("speakers.weight")] if config.embedding_rate != 1.0 and "speakers.weight" in learning else []
    groups: list[dict[str, Any]] = [{"params": list(learning.values())}]
    return [*groups, {"params": faster, "rate": config.embedding_rate, "weight_decay": 0.0}] if faster else groups


def _picture(path: Path, clip: AcousticClip, mel: np.ndarray[Any, np.dtype[np.float32]]) -> None:
    """The clip's mel above the model's."""
    with picture(path, 10, 6) as figure:
        axes = figure.subplots(2, 1, sharex=True)
        for axis, values, title in (
            (axes[0], clip.mel, f"target {clip.name}"),
            (axes[1], mel, "model (true durations and F0)"),
        ):
            axis.imshow(values.T.astype(np.float32), origin="lower", aspect="auto", vmin=-10, vmax=2)
            axis.set_title(title)
