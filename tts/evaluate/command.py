"""The ``tts evaluate`` command."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from frontend.locales import LOCALES
from tts.errors import InputError, OutputError
from tts.evaluate.clips import limit_torch_threads, positive
from tts.evaluate.errors import MissingExtraError
from tts.evaluate.evaluation import EvaluationOptions, chosen_voices, run_evaluation
from tts.evaluate.grid import run_grid
from tts.evaluate.grid_page import write_grid_page
from tts.evaluate.html_report import write_html
from tts.evaluate.model_speakers import WEIGHTS, read_speakers
from tts.evaluate.report import text_table
from tts.evaluate.scores import Judges
from tts.evaluate.sources import Sample
from tts.evaluate.weights import require_all_weights

_EPILOG = """examples:
  tts evaluate --output-dir report/ --corpora ../corpora --locale de-DE --locale fr-CA
  tts evaluate --output-dir report/ --teacher runs/teacher_corpus/manifest.jsonl --grid 2

The weights of the judge models (about 190 MB) are fetched once by: python -m tts.evaluate.weights
The judge NISQA-TTS is optional: python -m tts.evaluate.weights --nisqa nisqa_tts.tar
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Evaluates the voices, writes `report.json` and `report.html`, prints the table; returns the exit status.

    Raises:
        InputError: wrong usage.
        TTSError: anything else that goes wrong on purpose; the caller prints it.
        SystemExit: help was asked for (0).
    """
    given = _parser().parse_args(arguments)
    options = EvaluationOptions(
        locales=tuple(given.locale or LOCALES),
        voices_folder=given.voices_dir,
        persona=given.persona,
        sentences=given.sentences,
        recordings=given.recordings,
        corpora=given.corpora,
        teacher=given.teacher,
        reference=given.reference,
        with_espeak=not given.no_espeak,
        threads=given.threads,
    )
    folder: Path = given.output_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make {folder}: {error.strerror}; name another folder with --output-dir") from error
    require_all_weights()
    limit_torch_threads(options.threads)
    judges = Judges(options.threads)
    from tts.synthesizer import Synthesizer

    synthesizer = Synthesizer(options.voices_folder, threads=options.threads)
    report = run_evaluation(options, synthesizer, judges, _progress)
    written = [folder / "report.json", folder / "report.html"]
    if given.grid:
        voices = chosen_voices(options, synthesizer)
        speakers = read_speakers(given.weights or voices[0].folder / WEIGHTS)
        grid = run_grid(voices, speakers, given.grid, judges, options.threads, _progress)
        write_grid_page(grid, folder / "grid.html")
        written.append(folder / "grid.html")
        report = replace(report, grid=grid.as_json())
    report.write_json(folder / "report.json")
    write_html(report, folder / "report.html")
    if given.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
        return 0
    print(text_table(report.rows))
    for line in (*report.notes, *report.omitted):
        print(line)
    print(f"written: {', '.join(map(str, written))}")
    return 0


class _Parser(argparse.ArgumentParser):
    """Tells wrong usage as the other commands do, in one line."""

    def error(self, message: str) -> NoReturn:
        raise InputError(f"{message} (see '{self.prog} --help')")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="tts evaluate",
        description="Objective report of the voices: intelligibility, persona, naturalness, speed.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--output-dir", type=Path, default=Path("evaluation"), help="for the report (%(default)s)")
    parser.add_argument("--locale", action="append", choices=tuple(LOCALES), help="only this locale; may be repeated")
    parser.add_argument("--sentences", type=positive, help="sentences for each locale (default: all)")
    parser.add_argument("--recordings", type=positive, default=20, help="clips of each corpus and of the teacher")
    parser.add_argument("--corpora", type=Path, help="folder of natural corpora (*/manifest.jsonl)")
    parser.add_argument("--teacher", type=Path, help="manifest of the teacher's clips")
    parser.add_argument("--reference", type=Path, help="manifest of recordings of the persona")
    parser.add_argument("--voices-dir", type=Path, help="folder of personas instead of the shipped ones")
    parser.add_argument("--persona", help="which persona, where several are installed")
    parser.add_argument(
        "--grid", type=positive, metavar="N", help="also N sentences of every speaker of the model in every locale"
    )
    parser.add_argument("--weights", type=Path, help="acoustic weights with the speakers (default: the persona's)")
    parser.add_argument("--no-espeak", action="store_true", help="leave out the espeak-ng rows")
    parser.add_argument("--threads", type=positive, default=1, help="CPU threads (%(default)s)")
    parser.add_argument("--json", action="store_true", help="print the report as JSON instead of the table")
    return parser


def _progress(samples: Iterable[Sample], title: str, count: int) -> Iterable[Sample]:
    """A progress bar on stderr, on a terminal only."""
    try:
        from tqdm import tqdm
    except ImportError as error:
        raise MissingExtraError.for_package("tqdm") from error
    return tqdm(samples, desc=title, total=count, unit="clip", disable=None)
