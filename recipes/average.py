"""Average of two checkpoints of one model (Wortsman et al. 2022, arXiv 2109.01903: WiSE-FT).

A stage of training that gains in one respect and loses in another can be taken in part: weights on the line between
the checkpoints before and after it behave like a shorter stage. Released weights are a checkpoint as well.

    python -m recipes.average --first runs/acoustic/checkpoints/step-00003600 \\
        --second runs/acoustic/checkpoints/step-00004100 --share 0.7 --output runs/acoustic/averaged
    python -m recipes.average --first voices/matthew/weights/vocoder --second runs/vocoder/checkpoints/step-00005500 \\
        --module generator --share 0.75 --output runs/vocoder/averaged
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from recipes.command import command
from tts.files import replacing_folder
from tts.train import CheckpointError, load_tensors, read_meta
from tts.train.checkpoint import save_weights


def average(first: Path, second: Path, share: float, output: Path, modules: Sequence[str] = ()) -> None:
    """Write a checkpoint with weights ``(1 - share) * first + share * second``, of running averages if there are any.

    Args:
        first, second: checkpoint folders of the same model.
        share: of the second, 0 to 1.
        output: the new checkpoint, of which training can start but not resume; it must not exist.
        modules: what it shall hold, such as ``generator`` without its discriminators; all of the second's unless given.

    Raises:
        CheckpointError: a folder is no checkpoint, lacks a module, or the two have different tensors.
        ValueError: a share outside 0 to 1, or an output that exists.
    """
    if not 0.0 <= share <= 1.0:
        raise ValueError(f"share is {share}: it must lie between 0 and 1")
    if output.exists():
        raise ValueError(f"{output} exists; name another folder")
    read_meta(first)
    meta = read_meta(second)
    names = list(modules or meta["modules"])
    mixed = {name: _mixed(first, second, name, share) for name in names}
    with replacing_folder(output) as made:
        save_weights(made, meta, mixed)


def _mixed(first: Path, second: Path, name: str, share: float) -> dict[str, torch.Tensor]:
    before, after = load_tensors(first, name), load_tensors(second, name)
    if {n: t.shape for n, t in before.items()} != {n: t.shape for n, t in after.items()}:
        raise CheckpointError(f"{name} of {first} and {second} have different tensors; name others with --module")
    return {
        key: before[key].float().lerp(value.float(), share) if value.is_floating_point() else value
        for key, value in after.items()
    }


@command("average")
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--first", type=Path, required=True, help="checkpoint before the stage")
    parser.add_argument("--second", type=Path, required=True, help="checkpoint after it")
    parser.add_argument("--share", type=float, default=0.5, help="of the second, 0 to 1 (default: 0.5)")
    parser.add_argument("--module", action="append", default=[], help="average this one only (may be repeated)")
    parser.add_argument("--output", type=Path, required=True, help="folder of the new checkpoint")
    options = parser.parse_args(arguments)
    average(options.first, options.second, options.share, options.output, options.module)
    return 0


if __name__ == "__main__":
    sys.exit(main())
