"""How well a word is understood that was spoken alone and put between two sentences, as telephone menus do.

    python -m tts.evaluate.slots --voice Liam

"You have chosen:", the word, and "Thank you very much." are three pieces of audio, one behind the other. Whisper hears
them as one (a word alone is too little for it to know the language), and what it writes between the sentences is
compared with the word, phone by phone, so that other spellings of the same sound are no errors.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Protocol

import numpy as np

from tts.evaluate.clips import exit_status, limit_torch_threads, positive, progress
from tts.evaluate.errors import EvaluationError
from tts.evaluate.homophones import Homophones
from tts.evaluate.intelligibility import Listener, Transcript
from tts.evaluate.scoring_text import canonical_words, language_of
from tts.evaluate.sentence_set import written_lines
from tts.evaluate.waveforms import Waveform
from tts.evaluate.weights import require_all_weights
from tts.evaluate.word_error import ErrorCount, edit_distance
from tts.synthesizer import Synthesizer
from tts.voice import voice_named

AROUND = {
    "de": ("Sie haben gewählt:", "Vielen Dank."),
    "en": ("You have chosen:", "Thank you very much."),
    "es": ("Usted ha escogido:", "Muchas gracias."),
    "fr": ("Vous avez choisi:", "Merci beaucoup."),
}
"""What stands before and behind the word, by language."""


class Ear(Protocol):
    """Whoever writes down what is heard."""

    def transcribe(self, waveform: Waveform, locale: str) -> Transcript:
        """What was said, in the language of `locale`."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A word, what was heard in its place, and the phones that differ."""

    word: str
    heard: str
    phones: ErrorCount


def words_of(locale: str, limit: int | None = None) -> list[str]:
    """The words that are said by default: places, goods, names, numbers.

    Raises:
        UnscoredLanguageError: nothing is known of the language.
    """
    text = (files("tts.evaluate") / "lone_words" / f"{language_of(locale)}.txt").read_text(encoding="utf-8")
    return written_lines(text, limit)


def score_words(words: Sequence[str], voice: str, locale: str, engine: Synthesizer, ear: Ear) -> list[Slot]:
    """Every word in its slot, in order."""
    before, behind = (engine.synthesize(text, voice) for text in AROUND[language_of(locale)])
    sounds = Homophones(locale)
    slots = []
    for word in progress(words, voice):
        samples = np.concatenate([before.samples, engine.synthesize(word, voice).samples, behind.samples])
        heard = _between(ear.transcribe(Waveform(samples, before.sample_rate), locale).text, locale)
        said, written = (sounds.sound(canonical_words(text, locale)) for text in (word, heard))
        edits = min(edit_distance(said, written), len(said))  # a recogniser that goes astray is one lost word
        slots.append(Slot(word, heard, ErrorCount(edits, len(said))))
    return slots


def _between(heard: str, locale: str) -> str:
    """What was heard between the sentences; all of it, if they were not heard."""
    before, behind = (re.findall(r"\w+", text) for text in AROUND[language_of(locale)])
    start = re.match(rf".*?\b{before[-1]}\b", heard, re.IGNORECASE | re.DOTALL)
    rest = heard[start.end() :] if start else heard
    end = re.search(rf"\b{behind[0]}\b", rest, re.IGNORECASE)
    return (rest[: end.start()] if end else rest).strip(" .,:;?!\n")


def main(arguments: list[str] | None = None) -> int:
    """Scores a voice; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tts.evaluate.slots",
        description="Phone errors of words that are spoken alone and put between two sentences.",
        epilog="example: python -m tts.evaluate.slots --voice Daniel --verbose",
    )
    parser.add_argument("--voice", required=True, help="the voice")
    parser.add_argument("--voices-dir", type=Path, help="folder with the voices (default: those that ship)")
    parser.add_argument("--words", type=Path, help="a text file with other words, one a line")
    parser.add_argument("--limit", type=positive, help="at most this many words, evenly spaced")
    parser.add_argument("--verbose", action="store_true", help="print the words that were not understood")
    parser.add_argument("--threads", type=positive, default=1, help="CPU threads (default: %(default)s)")
    return exit_status(run, parser.parse_args(arguments))


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"cannot read the words of {path}: {error}") from error


def run(options: argparse.Namespace) -> list[Slot]:
    """Scores and prints; the body of `main`."""
    require_all_weights()
    limit_torch_threads(options.threads)
    engine = Synthesizer(options.voices_dir)
    voice = voice_named(options.voice, engine.voices)
    if options.words is None:
        words = words_of(voice.locale, options.limit)
    else:
        words = written_lines(_text_of(options.words), options.limit)
    slots = score_words(words, voice.name, voice.locale, engine, Listener(options.threads))
    missed = [slot for slot in slots if slot.phones.edits]
    if options.verbose:
        for slot in missed:
            print(f"{slot.phones.edits:2d} of {slot.phones.units:2d} phones | {slot.word} | {slot.heard}")
    total = sum((slot.phones for slot in slots), ErrorCount(0, 0))
    print(f"{voice.name}: phone error {100 * total.rate:.1f} %, {len(missed)} of {len(slots)} words misheard")
    return slots


if __name__ == "__main__":
    sys.exit(main())
