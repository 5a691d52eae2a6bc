"""Average of two checkpoints of one training run (Wortsman et al. 2022, arXiv 2109.01903: WiSE-FT).

A stage of training that gains in one respect and loses in another can be taken in part: weights on the line between
the checkpoints before and after it behave like a shorter stage.

    python -m recipes.average --first runs/acoustic/checkpoints/step-00003600 \\
        --second runs/acoustic/checkpoints/step-00004100 --share 0.7 --output runs/acoustic/averaged
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

import safetensors.torch
import torch

from recipes.command import command
from tts.files import replacing_folder
from tts.train import CheckpointError


def average(first: Path, second: Path, share: float, output: Path) -> None:
    """Write a checkpoint whose weights, running averages included, are ``(1 - share) * first + share * second``.

    Args:
        first, second: checkpoint folders of the same model.
        share: of the second, 0 to 1.
        output: the new checkpoint; everything but the weights is that of `second`. It must not exist.

    Raises:
        CheckpointError: a folder is no checkpoint, or the two have different tensors.
        ValueError: a share outside 0 to 1, or an output that exists.
    """
    if not 0.0 <= share <= 1.0:
        raise ValueError(f"share is {share}: it must lie between 0 and 1")
    if output.exists():
        raise ValueError(f"{output} exists; name another folder")
    for folder in (first, second):
        if not (folder / "meta.json").is_file():
            raise CheckpointError(f"{folder} is no checkpoint: it has no meta.json")
    mixed = {path.name: _mixed(first / path.name, path, share) for path in sorted(second.glob("*.safetensors"))}
    with replacing_folder(output) as made:
        shutil.copytree(second, made, ignore=shutil.ignore_patterns("*.safetensors"), dirs_exist_ok=True)
        for name, weights in mixed.items():
            safetensors.torch.save_file(weights, made / name)


def _mixed(first: Path, second: Path, share: float) -> dict[str, torch.Tensor]:
    if not first.is_file():
        raise CheckpointError(f"{first.parent} has no {first.name}")
    before, after = (safetensors.torch.load_file(path) for path in (first, second))
    if {n: t.shape for n, t in before.items()} != {n: t.shape for n, t in after.items()}:
        raise CheckpointError(f"{second.name} of {first.parent} and {second.parent} have different tensors")
    return {
        name: (before[name].lerp(value, share) if value.is_floating_point() else value).contiguous()
        for name, value in after.items()
    }


@command("average")
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--first", type=Path, required=True, help="checkpoint before the stage")
    parser.add_argument("--second", type=Path, required=True, help="checkpoint after it")
    parser.add_argument("--share", type=float, default=0.5, help="of the second, 0 to 1 (default: 0.5)")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args(arguments)
    average(options.first, options.second, options.share, options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
