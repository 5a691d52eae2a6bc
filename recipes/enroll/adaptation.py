"""The acoustic model learns a new speaker: settings, data and start of the training."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from frontend.locales import LOCALES
from recipes.enroll.errors import EnrollmentError
from recipes.rehearsal import KEPT, Reader, rehearse
from tts.acoustic.data import AcousticClip
from tts.acoustic.export import load_acoustic
from tts.acoustic.task import AcousticTask, AcousticTraining, ProsodyWeight
from tts.acoustic.warm_start import warm_start, warm_start_judge
from tts.train import LoopConfig, ScheduleConfig, load_module


@dataclass(frozen=True, slots=True)
class EnrollConfig:
    """Settings of the adaptation (TOML).

    Attributes:
        persona: name of the base persona, whose ways of speaking the new voice has where it was not recorded.
        readers: who rehearses in what language.
        prompts: each of them reads this many.
        own_share: part of the training clips that are the speaker's own.
        steps: of the training.
        trainable: first letters of the names of the parameters that learn.
        learning_rate: of the decoder.
        embedding_rate: that of the new speaker's embedding, in learning rates of the decoder.
        critic_rate: learning rate of the critics.
        transfer_from: first step at which the judge of phones is heard.
        timbre_weight: of what the timbre does to mean spectra, carried into the other languages.
        frames_per_batch: bound of B * T.
        ema_decay: of the averaged weights, which become the voice.
        seed: of prompts, batches and dropout.
    """

    persona: str
    readers: tuple[Reader, ...]
    prompts: int = 60
    own_share: float = 0.5
    steps: int = 400
    trainable: tuple[str, ...] = ("decoder.", "speakers.", "prosodies.")
    learning_rate: float = 3e-4
    embedding_rate: float = 10.0
    critic_rate: float = 2e-4
    transfer_from: int = 50
    timbre_weight: float = 0.5
    frames_per_batch: int = 3600
    ema_decay: float = 0.98
    seed: int = 1


def training_config(
    base: AcousticTraining, config: EnrollConfig, speaker: str, clips: Sequence[AcousticClip], rehearsed: int
) -> AcousticTraining:
    """The base model's own training with one more speaker, in which only the decoder learns.

    Raises:
        EnrollmentError: see `check_request`.
    """
    spoken = Counter(clip.locale for clip in clips)
    own = [f"{speaker}/{locale}" for locale, _ in spoken.most_common()]
    check_request(base, config, speaker, own[0].partition("/")[2])
    assert base.critic is not None
    assert base.transfer is not None
    weight = config.own_share / (1.0 - config.own_share) * rehearsed / len(clips)
    return dataclasses.replace(
        base,
        manifests=(),
        speakers=(*base.speakers, speaker),
        prosodies=(*base.prosodies, *own),
        weights=tuple(ProsodyWeight(prosody, weight) for prosody in own),
        trainable=config.trainable,
        learning_rate=config.learning_rate,
        embedding_rate=config.embedding_rate,
        frames_per_batch=config.frames_per_batch,
        ema_decay=config.ema_decay,
        seed=config.seed,
        critic=dataclasses.replace(base.critic, from_step=0, ramp_steps=50, learning_rate=config.critic_rate),
        transfer=dataclasses.replace(
            base.transfer,
            speaker=speaker,
            prosody=own[0],
            locales=tuple(locale for locale in LOCALES if not spoken[locale]),
            learn_from=0,
            from_step=config.transfer_from,
            compared=config.persona,
            timbre_weight=config.timbre_weight,
        ),
        schedule=ScheduleConfig("linear", min(20, config.steps // 10), config.steps, config.steps // 2),
        loop=LoopConfig(
            total_steps=config.steps,
            log_every=10,
            evaluate_every=config.steps,
            save_every_minutes=2.0,
            keep_checkpoints=1,
        ),
    )


def check_request(base: AcousticTraining, config: EnrollConfig, speaker: str, home: str) -> None:
    """Refuses what no recording can put right, before they are aligned.

    Args:
        base: training of the model to start from.
        config: settings.
        speaker: name of the new one.
        home: locale of most recordings.

    Raises:
        EnrollmentError: the base model was trained without critics or judge, or has a speaker of that name, or nobody
            rehearses in the speaker's language.
    """
    if base.critic is None or base.transfer is None:
        raise EnrollmentError("the base voice has no critics and no judge of phones: use a newer one")
    if speaker in base.speakers:
        raise EnrollmentError(f"the base voice has a speaker called {speaker!r} already: choose another name")
    if not any((reader.speaker, reader.locale) == (config.persona, home) for reader in config.readers):
        raise EnrollmentError(f"the configuration has no reader {config.persona} in {home}: timbres are compared there")


def adaptation_task(
    base: Path,
    config: EnrollConfig,
    speaker: str,
    train: Sequence[AcousticClip],
    valid: Sequence[AcousticClip],
    work: Path | None = None,
) -> AcousticTask:
    """The training of `speaker`, from the weights of a checkpoint that also holds critics and judge.

    Args:
        base: the checkpoint.
        config: settings.
        speaker: name of the new one.
        train: clips to learn from.
        valid: clips to measure with.
        work: folder where the rehearsal is kept for the next time.

    Raises:
        CheckpointError: the checkpoint is incomplete.
        EnrollmentError: see `training_config`.
    """
    model, trained = load_acoustic(base)
    rehearsed = rehearse(model, config.readers, config.prompts, config.seed, work / KEPT if work else None)
    task = AcousticTask(
        training_config(trained, config, speaker, train, len(rehearsed)), [*rehearsed, *train], list(valid)
    )
    warm_start(task.model, base)
    load_module(base, "critic", task.modules["critic"])
    warm_start_judge(task.judge, task.model.config.symbols, base)
    with torch.no_grad():
        speakers, prosodies = task.model.speakers.weight, task.model.prosodies.weight
        speakers[-1] = speakers[:-1].mean(dim=0)
        for prosody in task.config.prosodies[len(trained.prosodies) :]:
            similar = f"{config.persona}/{prosody.partition('/')[2]}"
            prosodies[task.model.prosody_id(prosody)] = prosodies[task.model.prosody_id(similar)]
    task.emas["acoustic"].reset(task.model)
    return task
