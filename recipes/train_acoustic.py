"""Train the acoustic model.

    python -m recipes.train_acoustic --config recipes/configs/acoustic_cpu.toml --run runs/acoustic --max-minutes 90

Goes on from the newest checkpoint in the run's folder. Curves, pictures of held-out clips and checkpoints are written
there.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
from pathlib import Path

from recipes.command import command
from recipes.rehearsal import KEPT, RehearsalConfig, with_rehearsal
from tts.acoustic.data import load_clips
from tts.acoustic.task import AcousticTask, AcousticTraining
from tts.acoustic.warm_start import warm_start, warm_start_judge
from tts.config import load_toml
from tts.train import fit, has_module, latest_checkpoint, load_module


@command("train_acoustic")
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=Path("recipes/configs/acoustic_cpu.toml"))
    parser.add_argument(
        "--run", type=Path, default=Path("runs/acoustic"), help="folder for checkpoints, curves and pictures"
    )
    parser.add_argument("--max-minutes", type=float, default=None)
    parser.add_argument("--threads", type=int, default=None, help="torch threads (default: the configuration's)")
    parser.add_argument(
        "--warm-start",
        type=Path,
        default=None,
        help="checkpoint folder whose weights a new run starts from, critics and judge of phones included",
    )
    parser.add_argument(
        "--rehearsal",
        type=Path,
        default=None,
        help="configuration of what an earlier model reads beside the corpus, so that the new one does not forget it",
    )
    options = parser.parse_args(arguments)
    config = load_toml(options.config, AcousticTraining)
    if options.threads is not None:
        config = dataclasses.replace(config, loop=dataclasses.replace(config.loop, torch_threads=options.threads))
    clips = {
        split: load_clips(config.manifests, config.cache, config.mel, split, config.max_seconds)
        for split in ("train", "valid")
    }
    hours = {
        split: sum(clip.frames for clip in found) / config.mel.frames_per_second / 3600
        for split, found in clips.items()
    }
    print(
        f"{len(clips['train'])} clips, {hours['train']:.2f} h for training; "
        f"{len(clips['valid'])} clips, {hours['valid']:.2f} h held out"
    )
    if options.rehearsal is not None:
        rehearsal = load_toml(options.rehearsal, RehearsalConfig)
        config, clips["train"] = with_rehearsal(config, rehearsal, clips["train"], options.run / KEPT)
    task = AcousticTask(config, clips["train"], clips["valid"])
    if options.warm_start is not None and latest_checkpoint(options.run / "checkpoints") is None:
        new = warm_start(task.model, options.warm_start)
        task.emas["acoustic"].reset(task.model)
        if "critic" in task.modules and has_module(options.warm_start, "critic"):
            load_module(options.warm_start, "critic", task.modules["critic"])
        if "judge" in task.modules and has_module(options.warm_start, "judge"):
            warm_start_judge(task.judge, task.model.config.symbols, options.warm_start)
        print("; ".join(f"new {kind}: {', '.join(names)}" for kind, names in new.items() if names) or "no new names")
    fit(task, config.loop, options.run, config=config, mel=config.mel, max_minutes=options.max_minutes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
