"""Align natural recordings with their phones: train the aligner, then write durations.

    python -m recipes.align train --config recipes/configs/aligner.toml --run runs/aligner
    python -m recipes.align align --run runs/aligner --corpus runs/corpora/de-DE-kerstin

`train` learns from the corpora of the configuration and from teacher clips, whose exact durations also check it: some
teacher clips are held out, and the mean absolute error of their phone boundaries is logged. `align` writes
`durations` (frames, sum T), `phone_ids`, `stress_ids` and `language_ids` into each clip's npz and a
`manifest.aligned.jsonl` with `alignment_score` and `aligned`; pages longer than `--segment-seconds` appear there as
segments cut at sentence ends (ID_s1, ID_s2, ...).
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

from frontend.pipeline import Frontend
from recipes.align_data import load_natural, load_teacher
from recipes.align_task import AlignerTask, TrainSettings, boundary_errors_ms, load_aligner
from recipes.align_write import WriteSettings, align_corpus
from recipes.command import command
from tts.config import MelConfig, from_mapping, load_toml
from tts.train.checkpoint import CheckpointError, latest_checkpoint, read_meta
from tts.train.loop import LoopConfig, fit


@dataclass(frozen=True)
class AlignConfig:
    """The whole configuration of `train`.

    Attributes:
        corpora: folders of prepared natural corpora.
        teachers: folders of teacher corpora.
        teacher_minutes: training clips taken from each teacher corpus.
        teacher_lag_frames: how late the teacher's durations are (`recipes.teacher_lag`).
        teacher_held_out: clips of each teacher corpus that only check the boundaries.
        max_seconds: longer clips are not trained on (they are aligned all the same).
    """

    corpora: tuple[Path, ...]
    teachers: tuple[Path, ...] = ()
    teacher_minutes: float = 60.0
    teacher_held_out: int = 60
    teacher_lag_frames: int = 0
    max_seconds: float = 14.0
    mel: MelConfig = field(default_factory=MelConfig)
    train: TrainSettings = field(default_factory=TrainSettings)
    loop: LoopConfig = field(default_factory=LoopConfig)


def train(config: AlignConfig, run: Path, max_minutes: float | None) -> dict[str, float]:
    """Trains or resumes, and returns the boundary errors on the teacher's validation clips."""
    frontend = Frontend()
    clips = [clip for folder in config.corpora for clip in load_natural(folder, config.mel, frontend)]
    for folder in config.teachers:
        clips += load_teacher(
            folder, config.mel, config.teacher_minutes, config.teacher_held_out, config.teacher_lag_frames
        )
    valid = [clip for clip in clips if clip.durations is not None and clip.held_out]
    limit = config.max_seconds * config.mel.frames_per_second
    training = [clip for clip in clips if not clip.held_out and clip.frames <= limit]
    task = AlignerTask(training, valid, config.train, config.mel)
    fit(task, config.loop, run, config=config, mel=config.mel, max_minutes=max_minutes)
    return boundary_errors_ms(task.aligner, valid, config.mel) if valid else {}


def align(run: Path, corpora: list[Path], settings: WriteSettings) -> list[dict[str, object]]:
    """Writes the alignments of the corpora with the newest checkpoint of a run; returns a report for each."""
    checkpoint = latest_checkpoint(run / "checkpoints")
    if checkpoint is None:
        raise CheckpointError(f"{run} has no checkpoint: run python -m recipes.align train --run {run} first")
    aligner = load_aligner(checkpoint)
    mel = from_mapping(MelConfig, read_meta(checkpoint)["mel"], where=str(checkpoint))
    settings = replace(settings, mel=mel)
    frontend = Frontend()
    return [align_corpus(folder, load_natural(folder, mel, frontend), aligner, settings) for folder in corpora]


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m recipes.align", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    learn = commands.add_parser("train", help="train the aligner (resumes)")
    learn.add_argument("--config", type=Path, default=Path("recipes/configs/aligner.toml"))
    learn.add_argument("--run", type=Path, default=Path("runs/aligner"))
    learn.add_argument("--max-minutes", type=float)
    write = commands.add_parser("align", help="write durations with the newest checkpoint")
    write.add_argument("--run", type=Path, default=Path("runs/aligner"))
    write.add_argument("--corpus", type=Path, action="append", required=True, help="a prepared corpus; may be repeated")
    write.add_argument(
        "--drop-percent", type=float, default=WriteSettings.drop_percent, help="share with the worst scores, per corpus"
    )
    write.add_argument("--segment-seconds", type=float, default=WriteSettings.segment_seconds)
    write.add_argument("--max-seconds", type=float, default=WriteSettings.max_seconds)
    write.add_argument(
        "--pictures", type=int, default=0, help="alignments to draw for each corpus, into the run's folder"
    )
    return parser


@command("align")
def main(arguments: list[str] | None = None) -> int:
    options = build_parser().parse_args(arguments)
    if options.command == "train":
        print(json.dumps(train(load_toml(options.config, AlignConfig), options.run, options.max_minutes)))
    else:
        settings = WriteSettings(
            drop_percent=options.drop_percent,
            segment_seconds=options.segment_seconds,
            max_seconds=options.max_seconds,
            pictures=options.pictures,
            picture_folder=options.run / "pictures",
        )
        for report in align(options.run, options.corpus, settings):
            print(json.dumps(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
