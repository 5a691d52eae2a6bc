"""Speaks the prompts of a sheet, writes one file for each, and joins them into one greeting.

    python -m recipes.ivr.greeting --output-dir greeting
    python -m recipes.ivr.greeting --format wav_mulaw --only english_us,spanish,french

Every prompt gets one gain, so that all have the same active speech level (ITU-T P.56), and one pause after it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recipes.command import command
from tts import Audio, Synthesizer
from tts.audio.codecs import Codec, codec_by_name
from tts.audio.files import write_audio
from tts.audio.level import SPEECH_LEVEL_DB, to_level
from tts.batch.planning import file_name, voice_of
from tts.batch.sheet import Row, SheetError, read_sheet

SHEET = Path(__file__).with_name("prompts.csv")
PAUSE_S = 0.6
"""Silence that is put between two prompts: enough to reach for the keypad, and to hear the language change."""


def read_prompts(path: Path) -> dict[str, Row]:
    """The rows of a sheet with the columns id, voice and text, or ssml, rate and pitch (see `tts.batch.sheet`), by id.

    Raises:
        InputError: a row is wrong, or its id is no file name or appears twice.
    """
    sheet = read_sheet(path)
    for failure in sheet.failures:
        raise SheetError(f"{path}, line {failure.line}: {failure.reason}")
    prompts: dict[str, Row] = {}
    for row in sheet.rows:
        if file_name(row.id) != row.id or "/" in row.id:
            raise SheetError(f"{path}, line {row.line}: id {row.id!r} must be letters, digits, _ and -")
        if row.id in prompts:
            raise SheetError(f"{path}, line {row.line}: id {row.id!r} appears twice; rename one")
        prompts[row.id] = row
    return prompts


def speak(prompts: Sequence[Row], engine: Synthesizer, level_db: float = SPEECH_LEVEL_DB) -> list[Audio]:
    """Each prompt as audio, all at the same active speech level (dB relative to full scale).

    Raises:
        InputError, SsmlError: a prompt cannot be spoken.
    """
    spoken = [
        engine.synthesize(
            prompt.text,
            voice_of(prompt, engine.voices).name,
            ssml=prompt.ssml,
            rate=prompt.rate,
            pitch=prompt.pitch,
        )
        for prompt in prompts
    ]
    return [Audio(to_level(a.samples, a.sample_rate, level_db), a.sample_rate, a.marks) for a in spoken]


def join(audios: Sequence[Audio], pause_s: float = PAUSE_S) -> NDArray[np.float32]:
    """The pieces one after the other with a pause between each two; all need the same sample rate.

    Raises:
        ValueError: there is nothing to join, or the rates differ.
    """
    rates = {audio.sample_rate for audio in audios}
    if len(rates) != 1:
        raise ValueError(f"audio to be joined needs one sample rate, got {sorted(rates)}")
    pause = np.zeros(round(pause_s * rates.pop()), dtype=np.float32)
    return np.concatenate([part for audio in audios for part in (audio.samples, pause)][:-1])


def build(
    prompts: Sequence[Row], engine: Synthesizer, folder: Path, codec: Codec, sample_rate: int | None = None
) -> Path:
    """Writes `<id>` files and `greeting`, with the ending of the format, into `folder`; returns the greeting's path."""
    folder.mkdir(parents=True, exist_ok=True)
    ending = codec.endings[0] if codec.endings else ".wav"
    audios = speak(prompts, engine)
    for prompt, audio in zip(prompts, audios, strict=True):
        write_audio(folder / f"{prompt.id}{ending}", [audio.samples], audio.sample_rate, codec, sample_rate)
    greeting = folder / f"greeting{ending}"
    write_audio(greeting, [join(audios)], audios[0].sample_rate, codec, sample_rate)
    return greeting


@command("greeting")
def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m recipes.ivr.greeting", description=__doc__.split("\n")[0])
    parser.add_argument("--sheet", type=Path, default=SHEET, help="CSV with the columns id, voice, text")
    parser.add_argument(
        "--output-dir", type=Path, default=Path("greeting"), help="folder of the files (default: %(default)s)"
    )
    parser.add_argument("--format", default="wav", help="a format of 'tts synthesize' (default: %(default)s)")
    parser.add_argument("--sample-rate", type=int, help="Hz")
    parser.add_argument("--only", help="ids of the prompts to use, in this order, separated by commas")
    parser.add_argument("--voices-dir", type=Path, help="folder of personas to use instead of the shipped ones")
    options = parser.parse_args(arguments)
    prompts = _chosen(read_prompts(options.sheet), options.only)
    engine = Synthesizer(options.voices_dir)
    print(build(prompts, engine, options.output_dir, codec_by_name(options.format), options.sample_rate))
    return 0


def _chosen(prompts: dict[str, Row], only: str | None) -> list[Row]:
    if only is None:
        return list(prompts.values())
    wanted = [part.strip() for part in only.split(",")]
    unknown = [part for part in wanted if part not in prompts]
    if unknown:
        raise SheetError(f"no prompt has the id {unknown[0]!r}: choose from {', '.join(prompts)}")
    return [prompts[part] for part in wanted]


if __name__ == "__main__":
    raise SystemExit(main())
