"""Phones that one timbre takes over from another, where the language wants it and no clip of the timbre has them.

The decoder keeps what a speaker's clips have in common, their accent too: a timbre that is near to speakers of France
says their œ̃, although the reader in Canada says another one with the same symbol; one that has learned English has
its dark l everywhere. So the model teaches itself. Clips are decoded in the borrower's timbre; in the frames of the
phones they are decoded in a lender's timbre instead, moved by the difference of the two timbres' mean vowels; and the
decoder learns to give that, while everything else, in all languages and timbres, stays what it gave before (learning
without forgetting, arXiv 1606.09282). The targets are what one model computes, no average of ways to speak, so L1 does
not blur them; encoder, durations and F0 are not touched.

    python -m recipes.borrow_phones --config recipes/configs/borrow_phones.toml --output runs/acoustic/borrowed
"""

from __future__ import annotations

import argparse
import copy
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from tqdm import tqdm

from frontend.phonology import vocabulary
from recipes.command import command
from tts.acoustic.data import AcousticBatch, AcousticClip, collate, load_clips
from tts.acoustic.export import load_acoustic
from tts.acoustic.model import AcousticModel
from tts.acoustic.timbre import VOWEL, kinds_of_symbols
from tts.audio.f0 import moved_to_mean
from tts.config import MelConfig, load_toml
from tts.errors import ConfigError
from tts.files import replacing_folder
from tts.train import ScheduleConfig, learning_rate_factor, load_tensors, read_meta, set_learning_rate
from tts.train.checkpoint import save_weights

MODULE = "acoustic"

EDGE_FRAMES = 2
"""Over which a borrowed phone passes into its neighbours, on both sides."""

TIMBRE_CLIPS = 64
"""Clips in which the mean vowels of the two timbres are compared."""

_SHARES = {"borrowed": 0.44, "all": 0.42, "own": 0.14}
"""Of the batches: clips with the phones of a loan, clips of any locale, both in the borrower's timbre; and clips in
their own speakers' timbres."""


@dataclass(frozen=True)
class Loan:
    """What is borrowed in one locale.

    Attributes:
        locale: in which the phones are said that way.
        phones: of the inventory.
        lender: speaker of the model who says them rightly.
    """

    locale: str
    phones: tuple[str, ...]
    lender: str

    def __post_init__(self) -> None:
        for phone in self.phones:
            if phone not in vocabulary():
                raise ConfigError(f"phones names {phone!r}, which is not in the inventory")
        if not self.phones:
            raise ConfigError(f"the loan of {self.lender} in {self.locale} needs at least one phone")

    @property
    def phone_ids(self) -> Tensor:
        """(V,), as in `AcousticBatch.phone_ids`."""
        return torch.tensor([vocabulary().index(phone) for phone in self.phones])


@dataclass(frozen=True)
class BorrowConfig:
    """What is borrowed by whom (TOML).

    Attributes:
        checkpoint: of the acoustic model, a released one too.
        manifests: clips in all languages; their sound is not used, only what is said, how long and how high.
        loans: for several locales, or several lenders in one.
        borrower: speaker of the model who shall say the phones so.
        f0_mean_hz: the borrower's pitch.
        steps: of training.
        learning_rate: of Adam, rising over 20 steps and falling to nothing over the last 60 %.
        frames_per_batch: upper bound of the frames of a step, but for longer clips.
        seed: of the order.
        torch_threads: threads of torch.
        cache: of mels.
        max_seconds: longer clips are left out.
    """

    checkpoint: Path
    manifests: tuple[Path, ...]
    loans: tuple[Loan, ...]
    borrower: str
    f0_mean_hz: float
    steps: int = 480
    learning_rate: float = 5e-4
    frames_per_batch: int = 1800
    seed: int = 4
    torch_threads: int = 1
    cache: Path = Path("runs/cache/mel")
    max_seconds: float = 9.0

    def __post_init__(self) -> None:
        if not self.loans or self.steps < 1:
            raise ConfigError("at least one loan and one step are needed")
        lent = [(loan.locale, phone) for loan in self.loans for phone in loan.phones]
        for locale, phone in lent:
            if lent.count((locale, phone)) > 1:
                raise ConfigError(f"{phone} of {locale} is borrowed twice; leave one of its lenders out")


@dataclass(frozen=True)
class _Said:
    """Clips, and the hidden states (B, T, D) of their frames: the speaker enters behind them, in the decoder."""

    batch: AcousticBatch
    frames: Tensor

    def decoded(self, model: AcousticModel, timbres: Tensor) -> Tensor:
        """Mels (B, T, M) in these timbres (B or 1, S)."""
        batch = self.batch
        mel: Tensor = model.decoder(self.frames, batch.position, batch.log_f0, batch.vuv, timbres, batch.frame_mask)
        return mel


class Borrowing:
    """A model as it was, and one that learns to say some phones as other speakers do.

    Args:
        model: as it was; a copy learns.
        config: what is borrowed.
        mel: of the clips.

    Raises:
        ConfigError: the model does not know one of the speakers.
    """

    def __init__(self, model: AcousticModel, config: BorrowConfig, mel: MelConfig) -> None:
        self.config = config
        self.before = model.eval().requires_grad_(False)
        self._lenders = {loan: self._timbre(loan.lender) for loan in config.loans}
        self._borrower = self._timbre(config.borrower)
        self.model = copy.deepcopy(self.before)
        self.model.decoder.requires_grad_(True)
        self._mel = mel
        self._differences: dict[Loan, Tensor] = {}

    def compare(self, loan: Loan, clips: Sequence[AcousticClip]) -> None:
        """Takes the difference of borrower and lender, by the mean of their vowels in these clips of the locale."""
        vowels = torch.from_numpy(np.flatnonzero(kinds_of_symbols() == VOWEL))
        vowels = vowels[~torch.isin(vowels, loan.phone_ids)]
        total, count = torch.zeros(self._mel.n_mels), 0
        for clip in clips:
            said = self._said([clip])
            heard = _frames_of(said.batch, vowels)
            total += (self._told(said, self._borrower) - self._told(said, self._lenders[loan]))[heard].sum(0)
            count += int(heard.sum())
        self._differences[loan] = total / max(1, count)

    def losses(self, clips: Sequence[AcousticClip], loans: Sequence[Loan]) -> tuple[Tensor, Tensor]:
        """Mean absolute error of the log-mel in the borrower's timbre: in the borrowed phones, and elsewhere.

        Args:
            clips: of one locale.
            loans: those of the locale, after `compare`.
        """
        said = self._said(clips)
        own = target = self._told(said, self._borrower)
        borrowed = torch.zeros(target.shape[:2])
        for loan in loans:
            share = _faded(_frames_of(said.batch, loan.phone_ids))
            lent = self._told(said, self._lenders[loan]) + self._differences[loan]
            target = target + share.unsqueeze(-1) * (lent - own)
            borrowed = borrowed + share
        return self._errors(said, self._borrower, target, borrowed)

    def own_losses(self, clips: Sequence[AcousticClip]) -> tuple[Tensor, Tensor]:
        """The same for clips in their own speakers' timbres, which borrow nothing."""
        said = self._encoded(collate(clips, self.before.config.speakers, self.before.config.prosodies, self._mel))
        timbres = self.before.speakers(said.batch.speaker_ids)
        with torch.no_grad():
            target = said.decoded(self.before, timbres)
        return self._errors(said, timbres, target, torch.zeros(target.shape[:2]))

    def _errors(self, said: _Said, timbres: Tensor, target: Tensor, share: Tensor) -> tuple[Tensor, Tensor]:
        mask = said.batch.frame_mask
        error = (said.decoded(self.model, timbres) - target).abs().mean(dim=-1) * mask
        borrowed, kept = (share > 0) & mask, (share == 0) & mask
        return (error * borrowed).sum() / borrowed.sum().clamp(min=1), (error * kept).sum() / kept.sum().clamp(min=1)

    @torch.no_grad()
    def _told(self, said: _Said, timbre: Tensor) -> Tensor:
        """Mels (B, T, M) of the model as it was, in one timbre (1, S)."""
        return said.decoded(self.before, timbre)

    def _timbre(self, speaker: str) -> Tensor:
        """The embedding (1, S) of a speaker."""
        return self.before.speakers.weight[self.before.speaker_id(speaker)][None]

    def _said(self, clips: Sequence[AcousticClip]) -> _Said:
        """Clips at the borrower's pitch."""
        moved = [replace(clip, f0_hz=moved_to_mean(clip.f0_hz, self.config.f0_mean_hz)) for clip in clips]
        return self._encoded(collate(moved, self.before.config.speakers, self.before.config.prosodies, self._mel))

    @torch.no_grad()
    def _encoded(self, batch: AcousticBatch) -> _Said:
        ids = (batch.phone_ids, batch.stress_ids, batch.language_ids)
        return _Said(batch, self.before.encoded(*ids, batch.phone_mask, batch.expansion)[1])


def _frames_of(batch: AcousticBatch, phones: Tensor) -> Tensor:
    """Which frames (B, T) belong to one of the phones."""
    return torch.isin(torch.gather(batch.phone_ids, 1, batch.expansion), phones) & batch.frame_mask


def _faded(chosen: Tensor) -> Tensor:
    """Shares (B, T) of what is chosen (B, T), 0 to 1, with edges of `EDGE_FRAMES`."""
    return functional.avg_pool1d(
        chosen.float().unsqueeze(1), 2 * EDGE_FRAMES + 1, stride=1, padding=EDGE_FRAMES
    ).squeeze(1)


def _batches(pool: Sequence[AcousticClip], frames: int, random_: random.Random) -> Iterator[list[AcousticClip]]:
    """Clips of similar length, as many as fit, for ever."""
    while True:
        first = random_.choice(pool)
        others = random_.sample(pool, min(len(pool), 40))
        alike = sorted(others, key=lambda clip: abs(clip.frames - first.frames))
        yield alike[: max(1, frames // first.frames)]


@dataclass(frozen=True)
class _Pool:
    """Clips that batches are drawn from: of one locale in the borrower's timbre, or of all in their own speakers'."""

    share: float
    clips: Sequence[AcousticClip]
    loans: Sequence[Loan] = ()
    own: bool = False


def _pools(clips: Sequence[AcousticClip], config: BorrowConfig) -> list[_Pool]:
    pools = [_Pool(_SHARES["own"], clips, own=True)]
    locales = sorted({clip.locale for clip in clips})
    loans = {locale: [loan for loan in config.loans if loan.locale == locale] for locale in locales}
    for locale in locales:
        spoken = [clip for clip in clips if clip.locale == locale]
        pools.append(_Pool(_SHARES["all"] / len(locales), spoken, loans[locale]))
    for loan in config.loans:
        wanted = loan.phone_ids.numpy()
        having = [clip for clip in clips if clip.locale == loan.locale and np.isin(clip.phone_ids, wanted).any()]
        if not having:
            raise ConfigError(f"no clip in {loan.locale} has any of {', '.join(loan.phones)}")
        pools.append(_Pool(_SHARES["borrowed"] / len(config.loans), having, loans[loan.locale]))
    return pools


def borrow(model: AcousticModel, clips: Sequence[AcousticClip], config: BorrowConfig, mel: MelConfig) -> AcousticModel:
    """A copy of the model whose borrower says the phones as the lenders do.

    Args:
        model: an acoustic model; it is left as it is.
        clips: in the locales of the loans and in others.
        config: what is borrowed.
        mel: of the clips.

    Raises:
        ConfigError: an unknown speaker, or no clip with the phones.
    """
    pools = _pools(clips, config)
    random_ = random.Random(config.seed)
    borrowing = Borrowing(model, config, mel)
    for loan in config.loans:
        spoken = [clip for clip in clips if clip.locale == loan.locale]
        borrowing.compare(loan, random_.sample(spoken, min(TIMBRE_CLIPS, len(spoken))))
    draws = [_batches(pool.clips, config.frames_per_batch, random_) for pool in pools]
    parameters = list(borrowing.model.decoder.parameters())
    optimizer = torch.optim.Adam(parameters, lr=config.learning_rate, betas=(0.9, 0.98))
    schedule = ScheduleConfig("linear", min(20, config.steps // 4), config.steps, int(0.4 * config.steps))
    mean = {"phones": 0.0, "rest": 0.0}
    with tqdm(range(config.steps), desc="borrow", unit="step", disable=None) as bar:
        for step in bar:
            (which,) = random_.choices(range(len(pools)), [pool.share for pool in pools])
            pool, drawn = pools[which], next(draws[which])
            lent, kept = borrowing.own_losses(drawn) if pool.own else borrowing.losses(drawn, pool.loans)
            set_learning_rate([optimizer], learning_rate_factor(step, schedule))
            optimizer.zero_grad()
            (lent + 2.0 * kept).backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            for name, value in (("phones", lent.item()), ("rest", kept.item())):
                if value:
                    mean[name] = value if not mean[name] else 0.95 * mean[name] + 0.05 * value
            bar.set_postfix({name: f"{value:.3f}" for name, value in mean.items()})
    return borrowing.model


def write(model: AcousticModel, checkpoint: Path, output: Path) -> None:
    """A checkpoint like the one that the model was read from, with its new weights; other modules as they were.

    Raises:
        ValueError: `output` exists.
    """
    if output.exists():
        raise ValueError(f"{output} exists; name another folder")
    meta = read_meta(checkpoint)
    modules = {name: load_tensors(checkpoint, name) for name in meta["modules"]}
    learned = model.state_dict()
    modules[MODULE] = {name: learned[name].to(tensor.dtype) for name, tensor in modules[MODULE].items()}
    with replacing_folder(output) as made:
        save_weights(made, meta, modules)


@command("borrow_phones")
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=Path("recipes/configs/borrow_phones.toml"))
    parser.add_argument("--output", type=Path, required=True, help="folder of the new checkpoint")
    options = parser.parse_args(arguments)
    config = load_toml(options.config, BorrowConfig)
    if options.output.exists():
        raise ValueError(f"{options.output} exists; name another folder")
    torch.set_num_threads(config.torch_threads)
    model, training = load_acoustic(config.checkpoint)
    clips = load_clips(config.manifests, config.cache, training.mel, "train", config.max_seconds)
    write(borrow(model, clips, config, training.mel), config.checkpoint, options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
