"""The whole chain in a minute or two: corpus, alignment, both models, export, speech. Shows that everything runs, not that it sounds.

    python -m recipes.smoke --work runs/smoke

espeak-ng, which every installation has, reads the corpus, so no download is needed. The result is a voice folder and a wave file; what they
sound like does not matter.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

import soundfile

from recipes import align, export, train_acoustic, train_vocoder
from recipes.corpora import __main__ as corpora
from tts.evaluate.espeak import EspeakVoice
from tts.synthesizer import Synthesizer
from tts.train import latest_checkpoint

CONFIGS = Path(__file__).parent / "configs"

SENTENCES = {
    "en-US": (
        "The first train leaves the station early.", "She put a red apple on the table.", "Nobody knew what the letter said.",
        "Please close the window before it rains.", "He found an old map in the drawer.", "We usually eat lunch around noon.",
        "A small dog followed them home.", "The river was frozen for a month.", "My brother plays the piano well.", "Can you show me the way back?",
    ),
    "de-DE": (
        "Der erste Zug fährt früh vom Bahnhof ab.", "Sie legte einen roten Apfel auf den Tisch.", "Niemand wusste, was im Brief stand.",
        "Bitte schließ das Fenster, bevor es regnet.", "Er fand eine alte Karte in der Schublade.", "Wir essen meistens gegen zwölf.",
        "Ein kleiner Hund lief ihnen nach.", "Der Fluss war einen Monat lang gefroren.", "Mein Bruder spielt gut Klavier.", "Kannst du mir den Weg zeigen?",
    ),
}  # fmt: skip


def make_corpus(folder: Path) -> None:
    """A corpus in the manifest format, read by espeak-ng."""
    voice = EspeakVoice()
    (folder / "audio").mkdir(parents=True, exist_ok=True)
    rows = []
    for locale, sentences in SENTENCES.items():
        for number, text in enumerate(sentences):
            speech = voice.synthesize(text, locale)
            audio = f"audio/{locale}-{number}.wav"
            soundfile.write(folder / audio, speech.samples, speech.sample_rate)
            rows.append(
                {
                    "id": f"{locale}-{number}", "audio": audio, "text": text, "locale": locale, "speaker": f"espeak-{locale}", "sex": "male",
                    "seconds": round(speech.seconds, 3), "bandwidth_hz": 10000,
                }
            )  # fmt: skip
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "manifest.jsonl").write_text(lines, encoding="utf-8")


def run(work: Path) -> Path:
    """Every step in order; returns the wave file.

    Raises:
        RuntimeError: a step failed; its own message stands above.
    """
    configs = work / "configs"
    configs.mkdir(parents=True, exist_ok=True)
    for name in ("aligner", "acoustic", "vocoder", "voice"):
        text = (CONFIGS / f"{name}_smoke.toml").read_text(encoding="utf-8")
        (configs / f"{name}.toml").write_text(text.replace("runs/smoke", work.as_posix()), encoding="utf-8")
    source, corpus = work / "source", work / "corpus"
    if not (source / "manifest.jsonl").exists():
        make_corpus(source)
    steps: list[tuple[str, Callable[[list[str]], int], list[str]]] = [
        ("prepare", corpora.main, ["prepare", "--source", str(source), "--output", str(corpus)]),
        ("train the aligner", align.main, ["train", "--config", str(configs / "aligner.toml"), "--run", str(work / "aligner")]),
        ("align", align.main, ["align", "--run", str(work / "aligner"), "--corpus", str(corpus), "--drop-percent", "0"]),
        ("train the acoustic model", train_acoustic.main, ["--config", str(configs / "acoustic.toml"), "--run", str(work / "acoustic")]),
        ("train the vocoder", train_vocoder.main, ["train", "--config", str(configs / "vocoder.toml"), "--run", str(work / "vocoder")]),
    ]
    for name, step, arguments in steps:
        print(f"== {name}")
        if step(arguments) != 0:
            raise RuntimeError(f"the step {name!r} failed")
    acoustic, vocoder = (latest_checkpoint(work / part / "checkpoints") for part in ("acoustic", "vocoder"))
    print("== export")
    voice_folder = work / "voices" / "smoke"
    arguments = ["--acoustic", str(acoustic), "--vocoder", str(vocoder), "--config", str(configs / "voice.toml"), "--output", str(voice_folder)]
    if export.main(arguments) != 0:
        raise RuntimeError("the step 'export' failed")
    spoken = work / "spoken.wav"
    Synthesizer(voice_folder.parent).synthesize("The train is early.", "Smoke").save(spoken)
    return spoken


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path("runs/smoke"), help="folder for everything that is made; what is there is used again")
    options = parser.parse_args(arguments)
    try:
        print(f"spoke into {run(options.work)}")
    except RuntimeError as error:
        print(f"smoke: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
