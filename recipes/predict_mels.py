"""Mels of the acoustic model on its own training clips, for the vocoder's last stage.

The vocoder is trained on mels of recordings, but serves the acoustic model, whose mels are smoother. A short fine-tune
on pairs of predicted mel and real waveform teaches it that difference. Durations and F0 are the true ones, so both
sides stay in step (HiFi-GAN, arXiv 2010.05646, section 4.4).

    python -m recipes.predict_mels --acoustic runs/acoustic/checkpoints/step-00002200 --speaker matthew \\
        --output runs/predicted
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tqdm import tqdm

from recipes.command import command
from tts.acoustic.data import AcousticClip, collate, load_clips
from tts.acoustic.export import load_acoustic
from tts.acoustic.model import AcousticModel
from tts.config import MelConfig
from tts.errors import ConfigError
from tts.files import json_line, read_rows, replacing_path, write_text
from tts.train import autocast

BATCH = 8


def predict(
    model: AcousticModel,
    clips: list[AcousticClip],
    speakers: tuple[str, ...],
    prosodies: tuple[str, ...],
    mel: MelConfig,
) -> list[np.ndarray]:
    """Mels of the clips with their true durations and F0, each (T, n_mels) float32, natural log."""
    batch = collate(clips, speakers, prosodies, mel)
    with torch.no_grad(), autocast(torch.device("cpu"), "auto"):
        output = model(*batch.inputs)
    return [output.mel[index, : clip.frames].float().numpy() for index, clip in enumerate(clips)]


def _rows(manifest: Path, output: Path) -> dict[str, dict[str, Any]]:
    """The manifest's rows by id; the paths of the audio lead there from `output`."""
    if not manifest.exists():
        raise ConfigError(f"there is no manifest {manifest}; prepare the corpus first (see recipes/README.md)")
    rows = read_rows(manifest, growing=True)
    audio = ((manifest.parent / str(row["audio"])).resolve() for row in rows)
    return {
        row["id"]: row | {"audio": os.path.relpath(path, output.resolve())}
        for row, path in zip(rows, audio, strict=True)
    }


@command("predict_mels")
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--acoustic", type=Path, required=True, help="checkpoint folder of the acoustic model")
    parser.add_argument(
        "--speaker", action="append", required=True, help="speaker whose clips are taken; may be repeated"
    )
    parser.add_argument(
        "--manifest", type=Path, action="append", help="instead of the manifests that the model was trained on"
    )
    parser.add_argument("--output", type=Path, default=Path("runs/predicted"))
    parser.add_argument("--threads", type=int, default=1, help="torch threads (1)")
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    model, config = load_acoustic(options.acoustic)
    options.output.mkdir(parents=True, exist_ok=True)
    made = []
    for manifest in options.manifest or config.manifests:
        rows = _rows(manifest, options.output)
        folder = manifest.parent.name  # an id is unique in its own corpus only
        (options.output / folder).mkdir(exist_ok=True)
        for split in ("train", "valid"):
            if not any(row["split"] == split and row["speaker"] in options.speaker for row in rows.values()):
                continue
            clips = load_clips((manifest,), config.cache, config.mel, split, config.max_seconds)
            clips = sorted((c for c in clips if c.speaker in options.speaker), key=lambda clip: clip.frames)
            for start in tqdm(range(0, len(clips), BATCH), desc=f"{split} {folder}", unit="batch", disable=None):
                chosen = clips[start : start + BATCH]
                mels = predict(model, chosen, config.speakers, config.prosodies, config.mel)
                for clip, mel in zip(chosen, mels, strict=True):
                    npz = f"{folder}/{clip.name}.npz"
                    with (
                        replacing_path(options.output / npz, durable=False) as path,
                        path.open("wb") as stream,
                    ):
                        np.savez(stream, f0_hz=clip.f0_hz, mel=mel.astype(np.float16))
                    made.append(rows[clip.name] | {"id": f"{folder}-{clip.name}", "npz": npz})
    write_text(options.output / "manifest.jsonl", "".join(map(json_line, made)))
    print(f"{len(made)} mels in {options.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
