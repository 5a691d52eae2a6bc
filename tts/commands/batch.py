"""`tts batch`: a prompt sheet to files, resumable and in several processes."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tts.commands.lexicons import lexicon_option, read_lexicons, tell_unused
from tts.commands.numbers import Number
from tts.commands.resuming import resumable

if TYPE_CHECKING:
    from tts.batch.run import Batch, Runner
    from tts.batch.sheet import Sheet

_EPILOG = """\b
Examples:
  tts batch prompts.csv --output-dir out --profile asterisk
  tts batch prompts.xlsx --output-dir out --profile connect,freeswitch,mp3 --workers 4
  tts batch --set digits,letters --locale en-GB --output-dir out --profile asterisk,asterisk-g722
  tts batch prompts.csv --output-dir out --lexicon brands.pls
  tts batch prompts.csv --output-dir out --dry-run
  tts batch prompts.csv --output-dir s3://bucket/prompts --ray head-node:6379

A sheet is CSV, TSV, "Unicode text" of a spreadsheet (.txt), JSON lines or XLSX (which needs the batch extra) with the
columns id, voice or locale, text or ssml, and optionally profile, path, rate, pitch, max_duration_s and joined; or with
one text column for each locale (en-US, de-DE ...). Where these are missing, name or file name stands for id, language
for locale, and message for text; the names may be German, Spanish or French. A text that starts with <speak> is SSML. A
file that would last longer than max_duration_s, silence included, is spoken faster; one that cannot be made so short is
told. "yes" in the column joined makes a piece that is played before others ("Your balance is", "twelve dollars"):
spoken as with more to come, with hardly any silence at its ends; leave it empty for the last one.

Profiles: asterisk (-alaw -g722 -sln -sln16 -wav), freeswitch (-16000 -32000 -48000 -pcmu -pcma -g722), connect, twilio
(-stream -mp3), genesys, cisco, avaya, bandwidth, teams, yeastar, or a plain format such as wav, wav-8000, mp3, flac,
mulaw. G.722 needs the batch extra. With several platforms each has a folder of its own.

A run that was stopped goes on where it was: only rows that are new or changed are made. Wrong rows are reported and
the others go on; the exit code is then 1. DIR/index.html plays every prompt, DIR/results.jsonl lists every file; files
of rows that have gone, or that lie elsewhere since their row has another voice, are named and left alone: --prune
removes those that earlier runs made and nobody has changed, once a run has made everything.

On a Ray cluster, start the command on one of its machines. Every machine needs this package with the same voices, and
has to reach the output: a shared folder, or a URL such as s3://bucket/prompts (keys and region as obstore takes them
from the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL). --ray local is a cluster
of this machine alone.
"""


def _names(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Options that may be repeated or hold names separated by commas."""
    names = tuple(dict.fromkeys(name.strip() for value in values for name in value.split(",") if name.strip()))
    if values and not names:  # an empty variable of a script
        raise click.BadParameter("no name is given; leave the option out for its default.", context, parameter)
    return names


@click.command(epilog=_EPILOG)
@click.argument("sheet", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--output-dir", "-o", required=True, help="Folder of the files, or a URL such as s3://bucket/prompts.")
@click.option(
    "--profile",
    "-p",
    "profiles",
    multiple=True,
    callback=_names,
    help="For rows that name none; repeatable.  [default: wav]",
)
@click.option(
    "--set",
    "sets",
    multiple=True,
    callback=_names,
    help="Ready sheets: digits, letters, ordinals, days, months, times, money, or all.",
)
@click.option("--voice", "-v", help="For rows without voice and locale, and for --set.")
@click.option("--locale", "-l", "locales", multiple=True, callback=_names, help="The same; --set takes several.")
@lexicon_option("PLS pronunciation lexicon for all rows")
@click.option("--workers", "-j", type=click.IntRange(1), help="Processes.  [default: one for each processor]")
@click.option(
    "--ray",
    "cluster",
    is_flag=False,
    flag_value="auto",
    metavar="[ADDRESS]",
    help="On a Ray cluster: the running one, that at host:port, or 'local'; --workers are then its actors.",
)
@click.option("--encoding", help="Of a CSV or JSON sheet, such as cp1252.  [default: found out]")
@click.option(
    "--level",
    type=Number(-60, -6),
    default=-22.0,
    show_default=True,
    help="Active speech level (ITU-T P.56), dB.",
)
@click.option("--lead-ms", type=Number(0, 10_000), default=60.0, show_default=True, help="Silence before the speech.")
@click.option("--tail-ms", type=Number(0, 10_000), default=160.0, show_default=True, help="Silence after the speech.")
@click.option("--prune", is_flag=True, help="Remove files of earlier runs that no row asks for any more.")
@click.option("--dry-run", is_flag=True, help="Show what would be made, and about how long it takes.")
@click.option(
    "--write-sheet", type=click.Path(dir_okay=False, path_type=Path), help="Write the rows of --set as CSV and stop."
)
@click.option(
    "--listen/--no-listen", default=True, help="WAV copies of formats that browsers cannot play.  [default: listen]"
)
@click.option("--connect-instance", help="Amazon Connect's instance, for its import manifest.")
@click.option("--connect-s3", help="Where the files will be uploaded for Amazon Connect: s3://bucket/prefix.")
@click.option(
    "--voices-dir", type=click.Path(path_type=Path), help="Folder of personas to use instead of the shipped ones."
)
def command(
    sheet: Path | None,
    output_dir: str,
    profiles: tuple[str, ...],
    sets: tuple[str, ...],
    voice: str | None,
    locales: tuple[str, ...],
    lexicon_paths: tuple[Path, ...],
    workers: int | None,
    cluster: str | None,
    encoding: str | None,
    level: float,
    lead_ms: float,
    tail_ms: float,
    prune: bool,
    dry_run: bool,
    write_sheet: Path | None,
    listen: bool,
    connect_instance: str | None,
    connect_s3: str | None,
    voices_dir: Path | None,
) -> int:
    """Make the prompts of SHEET, or of ready sets of digits and letters."""
    from tts.batch.conditioning import Conditioning
    from tts.batch.planning import Request
    from tts.batch.run import execute, prepare
    from tts.batch.sets import write_sheet as save
    from tts.batch.store import open_store
    from tts.batch.summary import left_over_note, notes, problems, summary_json, summary_table

    rows = _sheet(sheet, encoding, sets, voice, locales, voices_dir)
    if rows.note:
        print(f"tts: note: {rows.note}; if that is wrong, name its --encoding", file=sys.stderr)
    for name in rows.ignored:
        print(f"tts: note: {rows.name}: column {name!r} is not used", file=sys.stderr)
    if write_sheet is not None:
        if not sets:
            raise click.UsageError("--write-sheet writes the rows of --set: name a set")
        save(write_sheet, list(rows.rows))
        return 0
    lexicons = read_lexicons(lexicon_paths)
    request = Request(profiles or ("wav",), Conditioning(level, lead_ms, tail_ms), listen, lexicons)
    batch = prepare(rows, request, voices_dir, open_store(output_dir, shared=cluster is not None))
    tell_unused(lexicon_paths, lexicons, _locales(batch))
    addresses = {name: value for name, value in (("instance", connect_instance), ("s3", connect_s3)) if value}
    for name in addresses if "connect" not in batch.platforms else ():
        print(f"tts: note: --connect-{name} is not used: no row has the profile connect", file=sys.stderr)
    removed: frozenset[str] = frozenset()
    if dry_run:
        _show(batch, workers)
        lines, told = problems(batch), notes(batch)
    else:
        with resumable():
            outcome = execute(batch, _runner(workers, cluster), addresses, prune=prune)
        removed = outcome.removed
        lines, told = problems(batch, outcome), notes(batch, outcome)
        click.echo((summary_table if sys.stdout.isatty() else summary_json)(batch, outcome))
    for note in told:
        print(f"tts: note: {note}", file=sys.stderr)
    if note := left_over_note(batch, removed):
        print(f"tts: note: {note}", file=sys.stderr)
    for line in lines:
        print(f"tts: {line}", file=sys.stderr)
    return bool(lines)


def _locales(batch: Batch) -> set[str]:
    """The locales that are spoken; none if there is SSML, which may switch the language."""
    if any(job.ssml for job in batch.jobs):
        return set()
    return {job.locale for job in batch.jobs}


def _runner(workers: int | None, cluster: str | None) -> Runner:
    if cluster is not None:
        from tts.batch.cluster import run_on_ray

        return partial(run_on_ray, address=cluster, workers=workers)
    from tts.batch.pool import run_jobs

    return partial(run_jobs, workers=workers)


def _sheet(
    path: Path | None,
    encoding: str | None,
    sets: tuple[str, ...],
    voice: str | None,
    locales: tuple[str, ...],
    voices_dir: Path | None,
) -> Sheet:
    from frontend.locales import get_locale
    from tts.batch.run import with_defaults
    from tts.batch.sets import set_rows
    from tts.batch.sheet import Row, Sheet, read_sheet
    from tts.voice import find_voices, voice_named

    if (path is None) == (not sets):
        raise click.UsageError("give either a SHEET or --set")
    voices = find_voices(voices_dir)
    # a typing error is one, also where all rows name their own
    chosen = None if voice is None else voice_named(voice, voices)
    for locale in locales:
        get_locale(locale)
    if path is not None:
        if len(locales) > 1 or (chosen and locales):
            raise click.UsageError("a sheet takes one --voice or one --locale for the rows that name none")
        found = read_sheet(path, encoding)
        return replace(found, rows=with_defaults(found.rows, voice, next(iter(locales), None)))
    if chosen:
        locales = (chosen.locale,)
    rows: list[Row] = []
    for locale in locales or dict.fromkeys(known.locale for known in voices):
        rows += set_rows(sets, locale, len(rows) + 1)
    return Sheet(f"set {','.join(sets)}", tuple(rows))


def _show(batch: Batch, workers: int | None) -> None:
    """What a run would do: the counts and the expected time, then state, file and voice, separated by tabs."""
    from tts.batch.estimate import estimate
    from tts.batch.pool import default_workers

    workers = workers or default_workers(len(batch.pending))
    expected = estimate(batch, workers)
    click.echo(
        f"# {expected.prompts} prompts, {expected.files} files to make: about {expected.audio_s:.0f} s of audio "
        f"in {expected.work_s:.0f} s with {workers} worker{'s' if workers > 1 else ''}; "
        f"{len(batch.states) - expected.files} files are done"
    )
    for path in batch.left_over:
        click.echo(f"not in the sheet\t{path}\t")
    for job in batch.pending:
        for output in job.outputs:
            click.echo(f"{batch.states[output.path]}\t{output.path}\t{job.voice}")
