"""Vowels of a voice beside those of a native reader: what judges of naturalness and of speakers do not hear.

The model says the reader's own clips in one of its timbres, with the reader's durations and melody, so every vowel
stands in the same place of the same words. Formants are Praat's (Burg), in the middle of each vowel; the reader's are
moved into the voice's throat by one ratio for each formant, the median of all oral vowels. What is left is how the
vowels are said, not who says them.

    python -m recipes.compare_vowels --manifest runs/corpora/fr-CA-danahy/manifest.aligned.jsonl --output runs/vowels
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import torch
from numpy.typing import NDArray
from tqdm import tqdm

from frontend.phonology import inventory, vocabulary
from recipes.command import command
from recipes.train_vocoder import load_generator
from tts.acoustic.data import AcousticClip, clip_rows, collate, load_clip
from tts.acoustic.export import load_acoustic
from tts.acoustic.model import AcousticModel
from tts.acoustic.timbre import VOWEL, kinds_of_symbols
from tts.audio.f0 import moved_to_mean
from tts.config import MelConfig
from tts.errors import ConfigError
from tts.evaluate.errors import MissingExtraError
from tts.evaluate.plots import drawing
from tts.files import write_text
from tts.vocoder.generator import Generator
from tts.vocoder.synthesis import synthesize

Array = NDArray[np.float32]

FORMANTS = 3

SHORTEST_SECONDS = 0.05
"""Of a vowel that is measured: a shorter one is on its way from one consonant to the next."""

FEWEST = 5
"""Places in which a vowel must have been measured on both sides."""

CEILING_HZ = {"male": 5000.0, "female": 5500.0}
"""Up to which five formants are looked for, as Praat's manual advises for men and women."""


@dataclass(frozen=True)
class Vowel:
    """One vowel, said by the voice and by the reader.

    Attributes:
        symbol: of the inventory.
        places: in which both were measured.
        voice_hz: median formants F1, F2, F3 of the voice.
        reader_hz: those of the reader, in the voice's throat.
    """

    symbol: str
    places: int
    voice_hz: tuple[float, ...]
    reader_hz: tuple[float, ...]

    @property
    def semitones(self) -> tuple[float, ...]:
        """How far each formant of the voice is above the reader's."""
        pairs = zip(self.voice_hz, self.reader_hz, strict=True)
        return tuple(12.0 * float(np.log2(voice / reader)) for voice, reader in pairs)


def formants(samples: Array, sample_rate: int, spans: Iterable[tuple[float, float]], ceiling_hz: float) -> Array:
    """Formants in the middle two fifths of each span, medians of four moments.

    Args:
        samples: (N,) float32.
        sample_rate: Hz.
        spans: begin and end of each vowel in seconds.
        ceiling_hz: up to which five formants are looked for.

    Returns:
        (V, 3) in Hz; NaN where there is none.

    Raises:
        MissingExtraError: praat-parselmouth is not installed.
    """
    try:
        import parselmouth
    except ImportError as error:
        raise MissingExtraError.for_package("praat-parselmouth") from error
    track = parselmouth.Sound(samples.astype(np.float64), sample_rate).to_formant_burg(0.005, 5, ceiling_hz)
    found = [
        [
            np.median([track.get_value_at_time(number, moment) for moment in np.linspace(*_middle(span), 4)])
            for number in range(1, FORMANTS + 1)
        ]
        for span in spans
    ]
    return np.array(found, dtype=np.float32).reshape(-1, FORMANTS)


def _middle(span: tuple[float, float]) -> tuple[float, float]:
    begin, end = span
    return begin + 0.3 * (end - begin), begin + 0.7 * (end - begin)


def vowels_of(clip: AcousticClip, frame_seconds: float) -> tuple[list[str], list[tuple[float, float]]]:
    """Symbols and spans (seconds) of the vowels of a clip that are long enough to be measured."""
    ends = np.cumsum(clip.durations) * frame_seconds
    symbols, spans = [], []
    for phone, seconds, end in zip(clip.phone_ids, clip.durations * frame_seconds, ends, strict=True):
        if kinds_of_symbols()[phone] == VOWEL and seconds >= SHORTEST_SECONDS:
            symbols.append(vocabulary()[phone])
            spans.append((float(end - seconds), float(end)))
    return symbols, spans


def compare(symbols: Sequence[str], voice_hz: Array, reader_hz: Array) -> list[Vowel]:
    """The vowels that were measured often enough, in the inventory's order.

    Args:
        symbols: V vowels, each as often as it was said.
        voice_hz: (V, 3) formants of the voice.
        reader_hz: (V, 3) formants of the reader, in the same order.

    Raises:
        ConfigError: no oral vowel was measured often enough.
    """
    measured = np.isfinite(voice_hz).all(axis=1) & np.isfinite(reader_hz).all(axis=1)
    named = np.array(symbols)
    medians = {
        symbol: (len(chosen), np.median(voice_hz[chosen], axis=0), np.median(reader_hz[chosen], axis=0))
        for symbol in vocabulary()
        if len(chosen := np.flatnonzero(measured & (named == symbol))) >= FEWEST
    }
    ratios = [
        voice / reader for symbol, (_, voice, reader) in medians.items() if "nasal" not in inventory()[symbol].features
    ]
    if not ratios:
        raise ConfigError(f"no oral vowel was measured in {FEWEST} places; take more clips")
    throat = np.median(ratios, axis=0)
    return [
        Vowel(symbol, places, tuple(map(float, voice)), tuple(map(float, reader * throat)))
        for symbol, (places, voice, reader) in medians.items()
    ]


class Speaking:
    """A model and a vocoder that say clips in one timbre.

    Args:
        model: acoustic model.
        generator: vocoder.
        mel: of both.
        speaker: of the model.
        f0_mean_hz: to which the clips' melodies are moved.

    Raises:
        ConfigError: the model does not know the speaker.
    """

    def __init__(
        self, model: AcousticModel, generator: Generator, mel: MelConfig, speaker: str, f0_mean_hz: float
    ) -> None:
        self._model, self._generator, self._mel = model.eval(), generator, mel
        self._speaker, self._f0_mean_hz = model.speaker_id(speaker), f0_mean_hz

    def __call__(self, clip: AcousticClip) -> Array:
        """Samples (N,) float32 of what the clip says."""
        moved = replace(clip, f0_hz=moved_to_mean(clip.f0_hz, self._f0_mean_hz))
        batch = collate([moved], self._model.config.speakers, self._model.config.prosodies, self._mel)
        batch = replace(batch, speaker_ids=torch.full_like(batch.speaker_ids, self._speaker))
        with torch.no_grad():
            mel = self._model(*batch.inputs).mel[0].numpy()
        return synthesize(self._generator, mel, moved.f0_hz, self._mel)


def table(vowels: Sequence[Vowel]) -> str:
    """A Markdown table: formants of both sides, and how many semitones the voice is above."""
    lines = [
        "| vowel | places | voice, Hz | reader in the voice's throat, Hz | semitones above |",
        "|---|---|---|---|---|",
    ]
    for vowel in vowels:
        voice, reader = (" ".join(f"{hz:.0f}" for hz in side) for side in (vowel.voice_hz, vowel.reader_hz))
        above = " ".join(f"{semitones:+.1f}" for semitones in vowel.semitones)
        lines.append(f"| {vowel.symbol} | {vowel.places} | {voice} | {reader} | {above} |")
    return "\n".join(lines) + "\n"


def chart(vowels: Sequence[Vowel], title: str) -> str:
    """An SVG vowel chart, F1 down and F2 to the left: from the voice's vowel an arrow to the reader's."""
    with drawing(6.4, 4.8) as (figure, svg):
        axes = figure.subplots()
        for vowel in vowels:
            here, there = vowel.voice_hz[1::-1], vowel.reader_hz[1::-1]
            axes.annotate("", there, here, arrowprops={"arrowstyle": "->", "color": "#999999"})
            axes.plot(*here, "o", color="#1f6f8b", markersize=4)
            axes.annotate(vowel.symbol, here, textcoords="offset points", xytext=(5, 4), fontsize=11)
        _as_vowel_chart(axes)
        axes.set_title(title, loc="left")
    return svg[0]


def _as_vowel_chart(axes: Any) -> None:
    for name, label in (("x", "F2, Hz"), ("y", "F1, Hz")):
        getattr(axes, f"set_{name}scale")("log")
        axis = getattr(axes, f"{name}axis")
        axis.set_inverted(True)
        axis.set_major_formatter("{x:.0f}")
        axis.set_minor_formatter("{x:.0f}")
        axis.set_label_text(label)


@command("compare_vowels")
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    weights = Path("voices/matthew/weights")
    parser.add_argument("--acoustic", type=Path, default=weights / "acoustic", help="checkpoint of the acoustic model")
    parser.add_argument("--vocoder", type=Path, default=weights / "vocoder", help="checkpoint of the vocoder")
    parser.add_argument("--manifest", type=Path, required=True, help="aligned clips of one native reader")
    parser.add_argument("--speaker", default="matthew", help="timbre of the model (matthew)")
    parser.add_argument("--sex", choices=CEILING_HZ, default="male", help="of that timbre, for the formants (male)")
    parser.add_argument("--f0", type=float, default=112.0, help="its mean pitch in Hz (112)")
    parser.add_argument("--clips", type=int, default=150, help="how many are said (150)")
    parser.add_argument("--output", type=Path, required=True, help="folder of the table and the chart")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    model, training = load_acoustic(options.acoustic)
    generator, _ = load_generator(options.vocoder)
    mel = training.mel
    speaking = Speaking(model, generator, mel, options.speaker, options.f0)
    rows = clip_rows(options.manifest, "train", training.max_seconds)
    if not rows:
        raise ConfigError(f"{options.manifest} has no aligned clip of the split 'train'; align the corpus first")
    folder = options.manifest.parent
    symbols: list[str] = []
    voice, reader = [], []
    chosen = random.Random(1).sample(rows, min(options.clips, len(rows)))
    for row in tqdm(chosen, desc="say", unit="clip", disable=None):
        clip = load_clip(row, folder, training.cache, mel)
        if clip is None:
            raise ConfigError(f"{row['id']} of {options.manifest} has no durations; align the corpus first")
        said, spans = vowels_of(clip, mel.hop_length / mel.sample_rate)
        recorded, rate = soundfile.read(folder / row["audio"], dtype="float32")
        symbols += said
        voice.append(formants(speaking(clip), mel.sample_rate, spans, CEILING_HZ[options.sex]))
        reader.append(formants(recorded, rate, spans, CEILING_HZ[row["sex"]]))
    vowels = compare(symbols, np.concatenate(voice), np.concatenate(reader))
    name = f"{rows[0]['locale']}-{options.speaker}"
    options.output.mkdir(parents=True, exist_ok=True)
    write_text(options.output / f"{name}.md", table(vowels))
    title = f"{options.speaker} in {rows[0]['locale']}, arrows to {rows[0]['speaker']}"
    write_text(options.output / f"{name}.svg", chart(vowels, title))
    print(table(vowels), end="")
    print(f"{options.output / name}.md, .svg")
    return 0


if __name__ == "__main__":
    sys.exit(main())
