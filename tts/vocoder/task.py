"""The vocoder's training step: spectral losses first, then small discriminators as well.

The discriminators and the generator learn from one forward pass of the discriminators: their gradients are taken
separately (from the same activations), which saves a third of the adversarial stage.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from tts.nn.adversarial import adversarial_loss, discriminator_loss, feature_loss
from tts.nn.mel import LogMel
from tts.nn.spectral import MelLoss, MultiResolutionMagnitudes, spectral_loss
from tts.train.ema import Ema
from tts.train.precision import autocast, resolve_device
from tts.train.prefetch import Prefetcher
from tts.train.schedule import learning_rate_factor, set_learning_rate
from tts.vocoder.config import VocoderConfig
from tts.vocoder.data import Batch, SegmentDataset
from tts.vocoder.discriminators import Discriminators
from tts.vocoder.generator import Generator
from tts.vocoder.source import pulse_train
from tts.vocoder.stft import Stft
from tts.vocoder.synthesis import copy_synthesis, write_sample

EDGE_FRAMES = 2
"""Frames at each end of a segment whose windows lack neighbours; they carry no loss."""

VALIDATION_CLIPS = 6

BATCHES_AHEAD = 8
"""Made while a GPU computes."""


class VocoderTask:
    """A `tts.train.TrainingTask`.

    Args:
        config: All settings.
        dataset: Training segments.
    """

    def __init__(self, config: VocoderConfig, dataset: SegmentDataset) -> None:
        self.config, self.dataset = config, dataset
        self.device = resolve_device(config.device)
        torch.manual_seed(config.seed)
        self.generator = Generator(config.mel, config.generator).to(self.device)
        self.discriminators = Discriminators(config.discriminator).to(self.device)
        self.stft = Stft(config.mel).to(self.device)
        self.harmonic_stft = Stft(self.generator.parts.harmonic).to(self.device)
        self.noise_stft = Stft(self.generator.parts.noise).to(self.device)
        self.log_mel = LogMel(config.mel, centre=False).to(self.device)
        self.mel_loss = MelLoss(config.mel).to(self.device)
        self.magnitudes = MultiResolutionMagnitudes(config.loss.fft_sizes).to(self.device)
        optim = config.optim
        self.modules: Mapping[str, nn.Module] = {
            "generator": self.generator,
            "discriminators": self.discriminators,
        }
        self.optimizers: Mapping[str, torch.optim.Optimizer] = {
            "generator": _adamw(self.generator, optim.generator_lr, config),
            "discriminators": _adamw(self.discriminators, optim.discriminator_lr, config),
        }
        self.emas: Mapping[str, Ema] = {"generator": Ema(self.generator, optim.ema_decay)}
        self._forward = torch.compile(self.generator) if config.compile else self.generator
        self._batches = Prefetcher(self._batch, BATCHES_AHEAD if self.device.type == "cuda" else 0)
        self._scanned = time.monotonic()

    def train_step(self, step: int) -> Mapping[str, float | Tensor]:
        """One step; see `tts.train.TrainingTask`."""
        optim = self.config.optim
        ramp = min(1.0, max(0.0, (step + 1 - optim.adversarial_from) / max(1, optim.adversarial_ramp)))
        generator, critic = self.optimizers["generator"], self.optimizers["discriminators"]
        factor = learning_rate_factor(step, self.config.schedule)
        adversarial_factor = factor * optim.adversarial_lr / optim.generator_lr
        set_learning_rate([generator], adversarial_factor if ramp > 0 else factor)
        set_learning_rate([critic], factor)
        output, target = self.segments(self._batches(step).to(self.device))
        leaf = output.detach().requires_grad_()
        total, metrics = self._losses(leaf, target, ramp)
        (gradient,) = torch.autograd.grad(total, leaf)
        if ramp > 0:
            critic.step()
        generator.zero_grad(set_to_none=True)
        output.backward(gradient)
        norm = nn.utils.clip_grad_norm_(self.generator.parameters(), optim.clip)
        generator.step()
        self.emas["generator"].update(self.generator)
        return {**metrics, "gradient_norm": norm}

    def segments(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Model output and target, both (B, L) without the segment's edges; the output carries the gradient.

        Where a clip is band-limited, both are cut at its bandwidth, so that no loss and no discriminator sees the
        empty part.
        """
        mel_config = self.config.mel
        batch_size, n_frames = batch.f0_hz.shape
        half, hop = mel_config.win_length // 2, mel_config.hop_length
        with torch.no_grad():
            mel = batch.predicted_mel if batch.predicted_mel is not None else self.log_mel(batch.context)
            target = batch.context[:, half : half + n_frames * hop]
            phase = torch.rand(batch_size, device=self.device)
            pulses = pulse_train(batch.f0_hz, phase, mel_config)
            source, harmonic = self.stft(pulses), self.harmonic_stft(pulses)
            noise = self.noise_stft(torch.randn(batch_size, n_frames * hop, device=self.device))
            passband = self._passband(batch.bandwidth_hz)
        with autocast(self.device, self.config.precision):
            voiced, unvoiced = self._forward(mel, batch.f0_hz, source, harmonic, noise)
        output = self.harmonic_stft.inverse(voiced.float()) + self.noise_stft.inverse(unvoiced.float())
        if passband is not None:
            output, target = (self.stft.inverse(self.stft(waveform) * passband) for waveform in (output, target))
        inner = slice(EDGE_FRAMES * hop, (n_frames - EDGE_FRAMES) * hop)
        return output[:, inner], target[:, inner]

    def evaluate(self, step: int, directory: Path) -> Mapping[str, float]:
        """Copy-synthesis of held-out clips with the averaged weights: sounds, pictures and spectral distances."""
        directory.mkdir(parents=True, exist_ok=True)
        distances: list[float] = []
        with self.emas["generator"].applied_to(self.generator), torch.no_grad():
            for number, (clip_id, waveform, f0_hz) in enumerate(self.dataset.validation(VALIDATION_CLIPS)):
                result = copy_synthesis(self.generator, waveform, f0_hz, self.config.mel, seed=number)
                pair = torch.from_numpy(np.stack([waveform, result])).to(self.device)
                mels = self.log_mel(pair)
                distances.append(float((mels[0] - mels[1]).abs().mean()))
                write_sample(directory, f"{number}-{clip_id}", step, waveform, result, self.config.mel)
        return {"valid_mel": float(np.mean(distances))} if distances else {}

    def _losses(self, output: Tensor, target: Tensor, ramp: float) -> tuple[Tensor, dict[str, float | Tensor]]:
        weights = self.config.loss
        output_magnitudes = self.magnitudes(output)
        with torch.no_grad():
            target_magnitudes = self.magnitudes(target)
        spectral = spectral_loss(output_magnitudes, target_magnitudes)
        mel = self.mel_loss(output_magnitudes, target_magnitudes)
        total = weights.spectral * spectral + weights.mel * mel
        metrics: dict[str, float | Tensor] = {"spectral": spectral.detach(), "mel": mel.detach()}
        if ramp > 0:
            with autocast(self.device, self.config.precision):
                real = self.discriminators(target, target_magnitudes)
                fake = self.discriminators(output, output_magnitudes)
            critic_loss = discriminator_loss(real, fake)
            self._keep_critic_gradients(critic_loss)
            of_spectra = slice(len(self.discriminators.fft_sizes))
            adversarial, feature = adversarial_loss(fake), feature_loss(real[of_spectra], fake[of_spectra])
            total = total + ramp * (weights.adversarial * adversarial + weights.feature * feature)
            metrics |= {
                "adversarial": adversarial.detach(),
                "feature": feature.detach(),
                "critic": critic_loss.detach(),
            }
        return total, metrics

    def _keep_critic_gradients(self, loss: Tensor) -> None:
        """Stores the discriminators' gradients; the generator's loss still needs the graph, so they step after it."""
        parameters = list(self.discriminators.parameters())
        gradients = torch.autograd.grad(loss, parameters, retain_graph=True)
        for parameter, gradient in zip(parameters, gradients, strict=True):
            parameter.grad = gradient

    def _passband(self, bandwidth_hz: Tensor) -> Tensor | None:
        """(B, 1, 2 * n_bins) of 0 and 1, or None where nothing is band-limited."""
        nyquist = self.config.mel.sample_rate / 2
        if bool((bandwidth_hz >= nyquist).all()):
            return None
        bins_hz = torch.linspace(0.0, nyquist, self.config.mel.n_bins, device=bandwidth_hz.device)
        keep = (bins_hz[None] <= bandwidth_hz[:, None]).float()
        return torch.cat([keep, keep], dim=1)[:, None]

    def _batch(self, step: int) -> Batch:
        """The batch of one step, from what the manifests hold by now."""
        minutes = self.config.data.rescan_minutes
        if minutes and time.monotonic() - self._scanned > minutes * 60:
            self.dataset.refresh()
            self._scanned = time.monotonic()
        return self.dataset.batch(step)


def _adamw(module: nn.Module, learning_rate: float, config: VocoderConfig) -> torch.optim.Optimizer:
    """AdamW without decay on biases, norms and scales."""
    matrices = [p for p in module.parameters() if p.ndim > 1]
    vectors = [p for p in module.parameters() if p.ndim <= 1]
    groups = [
        {"params": matrices, "weight_decay": config.optim.weight_decay},
        {"params": vectors, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=learning_rate, betas=config.optim.betas, fused=True)
