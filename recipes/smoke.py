"""The whole chain in a minute: corpus, alignment, both models, export, speech. It shows that everything runs, no more.

    python -m recipes.smoke --work runs/smoke

espeak-ng, which every installation has, reads the corpus, so nothing is downloaded. A step whose product is there is
not done again; remove a product (or the whole folder) to have it and all that follows made anew.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import soundfile

from recipes import align, export, train_acoustic, train_vocoder
from recipes.align_write import ALIGNED_MANIFEST
from recipes.command import command
from recipes.corpora import __main__ as corpora
from recipes.corpora.clip_store import MANIFEST, write_manifest
from tts.acoustic.task import AcousticTraining
from tts.config import ConfigT, load_toml
from tts.errors import TTSError
from tts.evaluate.espeak import EspeakVoice
from tts.synthesizer import Synthesizer
from tts.train import LoopConfig
from tts.vocoder.config import VocoderConfig
from tts.voice import FILE_NAME

CONFIGS = Path(__file__).parent / "configs"
PARTS = ("aligner", "acoustic", "vocoder", "voice")
CONFIGURED_FOLDER = "runs/smoke"
"""The folder that the configurations name; it stands for the real one."""

SENTENCES = {
    "en-US": (
        "The first train leaves the station early.",
        "She put a red apple on the table.",
        "Nobody knew what the letter said.",
        "Please close the window before it rains.",
        "He found an old map in the drawer.",
        "We usually eat lunch around noon.",
        "A small dog followed them home.",
        "The river was frozen for a month.",
        "My brother plays the piano well.",
        "Can you show me the way back?",
    ),
    "de-DE": (
        "Der erste Zug fährt früh vom Bahnhof ab.",
        "Sie legte einen roten Apfel auf den Tisch.",
        "Niemand wusste, was im Brief stand.",
        "Bitte schließ das Fenster, bevor es regnet.",
        "Er fand eine alte Karte in der Schublade.",
        "Wir essen meistens gegen zwölf.",
        "Ein kleiner Hund lief ihnen nach.",
        "Der Fluss war einen Monat lang gefroren.",
        "Mein Bruder spielt gut Klavier.",
        "Kannst du mir den Weg zeigen?",
    ),
}
SPOKEN = "The train is early."


class StepError(TTSError, RuntimeError):
    """A step of the chain failed."""


@dataclass(frozen=True)
class Step:
    """One step of the chain: `run` returns an exit status and leaves `product`, a complete file or folder."""

    name: str
    run: Callable[[], int]
    product: Path


def run(work: Path) -> Path:
    """Every step in order; the first that has to be done is followed by all others.

    Args:
        work: folder for everything that is made.

    Returns:
        The wave file.

    Raises:
        StepError: a step failed; its own message stands above.
    """
    steps = plan(work)
    pending = next((index for index, step in enumerate(steps) if not step.product.exists()), len(steps))
    for number, step in enumerate(steps):
        print(f"== {step.name}{': done before' if number < pending else ''}", flush=True)
        if number >= pending and step.run() != 0:
            raise StepError(f"the step {step.name!r} failed; what came before it is kept in {work}")
    return steps[-1].product


def plan(work: Path) -> list[Step]:
    """The steps of the chain; writes the configurations, which name `work`, into it.

    Raises:
        ConfigError: a configuration is wrong.
    """
    source, corpus, voice = work / "source", work / "corpus", work / "voices" / "smoke"
    configs = {part: work / "configs" / f"{part}.toml" for part in PARTS}
    runs = {part: work / part for part in PARTS}
    for part, path in configs.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        text = (CONFIGS / f"{part}_smoke.toml").read_text(encoding="utf-8")
        path.write_text(text.replace(CONFIGURED_FOLDER, work.as_posix()), encoding="utf-8")

    def load(part: str, cls: type[ConfigT]) -> ConfigT:
        return load_toml(configs[part], cls)

    last = {
        "aligner": last_checkpoint(runs["aligner"], load("aligner", align.AlignConfig).loop),
        "acoustic": last_checkpoint(runs["acoustic"], load("acoustic", AcousticTraining).loop),
        "vocoder": last_checkpoint(runs["vocoder"], load("vocoder", VocoderConfig).loop),
    }

    def command(main: Callable[[list[str]], int], *arguments: str | Path) -> Callable[[], int]:
        return partial(main, [str(argument) for argument in arguments])

    def training(part: str) -> tuple[str | Path, ...]:
        return "--config", configs[part], "--run", runs[part]

    exporting = "--acoustic", last["acoustic"], "--vocoder", last["vocoder"], "--config", configs["voice"]
    return [
        Step("corpus", partial(make_corpus, source), source / MANIFEST),
        Step("prepare", command(corpora.main, "prepare", "--source", source, "--output", corpus), corpus / MANIFEST),
        Step("train the aligner", command(align.main, "train", *training("aligner")), last["aligner"]),
        Step(
            "align",
            command(align.main, "align", "--run", runs["aligner"], "--corpus", corpus, "--drop-percent", "0"),
            corpus / ALIGNED_MANIFEST,
        ),
        Step("train the acoustic model", command(train_acoustic.main, *training("acoustic")), last["acoustic"]),
        Step("train the vocoder", command(train_vocoder.main, "train", *training("vocoder")), last["vocoder"]),
        Step("export", command(export.main, *exporting, "--output", voice), voice / FILE_NAME),
        Step("speak", partial(speak, voice.parent, work / "spoken.wav"), work / "spoken.wav"),
    ]


def last_checkpoint(run_folder: Path, loop: LoopConfig) -> Path:
    """The folder of the checkpoint that training ends with."""
    return run_folder / "checkpoints" / f"step-{loop.total_steps:08d}"


def make_corpus(folder: Path) -> int:
    """A corpus in the manifest format, read by espeak-ng."""
    voice = EspeakVoice()
    (folder / "audio").mkdir(parents=True, exist_ok=True)
    rows = []
    for locale, sentences in SENTENCES.items():
        for number, text in enumerate(sentences):
            speech = voice.synthesize(text, locale)
            audio = f"audio/{locale}-{number}.wav"
            soundfile.write(folder / audio, speech.samples, speech.sample_rate)
            row = {"id": f"{locale}-{number}", "audio": audio, "text": text, "locale": locale}
            rows.append({**row, "speaker": f"espeak-{locale}", "sex": "male", "bandwidth_hz": 10_000})
    write_manifest(folder / MANIFEST, rows)
    return 0


def speak(voices: Path, output: Path) -> int:
    """Says a sentence with the voice that was just made."""
    Synthesizer(voices).synthesize(SPOKEN, "Smoke").save(output)
    return 0


@command("smoke")
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--work",
        type=Path,
        default=Path(CONFIGURED_FOLDER),
        help="folder for everything that is made (%(default)s); what is there is used again",
    )
    options = parser.parse_args(arguments)
    print(f"spoke into {run(options.work)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
