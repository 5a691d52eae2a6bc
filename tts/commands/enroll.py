"""`tts enroll`: a brand voice from recordings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from tts.commands.numbers import Number
from tts.commands.resuming import resumable

_EPILOG = """\b
Examples:
  tts enroll --name Acme --audio recordings/
  tts enroll --name Acme --audio aufnahmen/ --locale de-DE --output-dir brand
  tts synthesize --voices-dir enrolled --voice Acme --text "Thank you for calling." --output welcome.wav
  tts synthesize --voices-dir enrolled --voice Acme-es-US --text "Gracias por llamar." --output gracias.wav

The folder holds sound files of one speaker, each with what is said in a text file of the same name beside it
(hello.wav, hello.txt), or with a table (CSV, TSV) whose first line names a column of files and one of texts, or a
metadata.csv in the manner of LJSpeech. Where texts are missing Whisper writes them, if the evaluation extra and its
weights are installed; read them before you trust the voice. WAV, FLAC, AIFF, MP3 and Ogg are read, with the batch
extra M4A, AAC, WMA, AMR and WebM, too. Recordings that are silent, clipped, noisy or longer than 45 seconds are named
and left out, as are those that do not fit their text; a pitch that is somebody else's is told.

Five minutes of clean speech are a good start, one minute is the least. Sentences of 2 to 15 seconds work best.
Recordings of a telephone system do, from 8 kHz on; what they lack above comes from the persona, so that wideband ones
(16 kHz, G.722) make a better likeness.

The voice is called NAME in the language of the recordings and NAME-es-US, NAME-fr-CA and so on elsewhere. It is put
into --output-dir, a folder of personas as --voices-dir takes it; `tts serve`, `tts batch` and the rest know it there.
It takes about a quarter of an hour on two cores, and 4 GB; --steps 60 gives a first impression sooner. A run that was
stopped, by --max-minutes or Ctrl-C, goes on with the same command; its exit code is not 0.

Enroll a speaker only with that person's consent.
"""


@click.command(epilog=_EPILOG)
@click.option("--name", required=True, help="Of the voice: letters, digits and underscores.")
@click.option(
    "--audio",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the recordings.",
)
@click.option("--locale", default="en-US", show_default=True, help="Language of the recordings.")
@click.option(
    "--gender", type=click.Choice(["Female", "Male"]), help="What listings say.  [default: by the voice's pitch]"
)
@click.option(
    "--licence", default="LicenseRef-Proprietary", show_default=True, help="Of the new voice, as an SPDX identifier."
)
@click.option(
    "--output-dir",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("enrolled"),
    show_default=True,
    help="Folder of personas that gets the new one.",
)
@click.option(
    "--work-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="What is needed on the way.  [default: runs/enroll/NAME]",
)
@click.option(
    "--base",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the persona to start from, with its weights.  [default: the shipped one]",
)
@click.option("--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="TOML with the training.")
@click.option("--steps", type=click.IntRange(20), help="Of the training: fewer are a quick try.  [default: 400]")
@click.option("--max-minutes", type=Number(min=0.0, min_open=True), help="Stop the training after this time.")
@click.option("--threads", type=click.IntRange(1), help="Threads of the training.  [default: one for each core]")
def command(
    name: str,
    audio: Path,
    locale: str,
    gender: str | None,
    licence: str,
    output_dir: Path,
    work_dir: Path | None,
    base: Path | None,
    config: Path | None,
    steps: int | None,
    max_minutes: float | None,
    threads: int | None,
) -> int:
    """Make a brand voice from recordings; it speaks all five locales."""
    try:  # training stands on a package above this one: it is only reached for when it runs
        import torch

        from recipes.enroll import EnrollConfig, Speaker, enroll
        from recipes.enroll.chain import CONFIGS
    except ModuleNotFoundError as error:
        raise click.ClickException(
            f"tts enroll needs {error.name}, which is not installed: pip install '.[train]'"
        ) from None
    from frontend.locales import get_locale
    from tts.config import load_toml
    from tts.voice import DEFAULT_VOICE, find_voices, voice_named

    if threads is not None:
        torch.set_num_threads(threads)
    settings = load_toml(config or CONFIGS / "enroll.toml", EnrollConfig)
    if steps is not None:
        settings = replace(settings, steps=steps)
    with resumable():
        made = enroll(
            Speaker(name, get_locale(locale).tag, gender or "", licence),
            recordings=audio,
            output=output_dir,
            work=work_dir or Path("runs/enroll") / name.lower(),
            base=base or voice_named(DEFAULT_VOICE, find_voices()).folder,
            config=settings,
            max_minutes=max_minutes,
            say=lambda line: click.echo(line, err=True),
        )
    if made is None:
        return 1
    for item in made.figures:
        click.echo(
            f"{item.name}: likeness {item.likeness:.2f}, word error {item.word_error:.1%}, "
            f"naturalness {item.naturalness:.2f}",
            err=True,
        )
    click.echo(made.folder)
    return 0
