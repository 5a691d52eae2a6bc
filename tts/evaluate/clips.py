"""Scores the clips of a manifest.

    python -m tts.evaluate.clips --manifest clips.jsonl --locale fr-CA --reference persona.jsonl --json scores.jsonl

Each line of a manifest is ``{"audio": path, "text": ..., "locale": ...}``; paths are relative to the manifest. The
table goes to stdout, one row for each locale; progress goes to stderr.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tts.errors import TTSError
from tts.evaluate.errors import EvaluationError, MissingExtraError
from tts.evaluate.manifests import Clip, read_manifest, spread
from tts.evaluate.report import with_error
from tts.evaluate.scores import ClipScore, Judges, Summary, summarise
from tts.evaluate.scoring_text import language_of
from tts.evaluate.speaker import SpeakerEncoder, centroid
from tts.evaluate.waveforms import read_waveform
from tts.evaluate.weights import require_all_weights
from tts.files import write_text

ItemT = TypeVar("ItemT")


def progress(items: Sequence[ItemT], what: str) -> Iterable[ItemT]:
    """`items` with a progress bar on stderr, which only appears on a terminal."""
    try:
        from tqdm import tqdm
    except ImportError as error:
        raise MissingExtraError.for_package("tqdm") from error
    return tqdm(items, desc=what, unit="clip", disable=None)


def limit_torch_threads(threads: int) -> None:
    """Sets the threads of torch for this process; only commands call it."""
    try:
        import torch
    except ImportError as error:
        raise MissingExtraError.for_package("torch") from error
    torch.set_num_threads(threads)


def positive(text: str) -> int:
    """A whole number of at least 1, as an argument of a command."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number of at least 1, got {text!r}")
    return int(text)


def exit_status(run: Callable[[argparse.Namespace], object], options: argparse.Namespace) -> int:
    """0 of a command that ran; 1 if it could not, which is told in one line on stderr."""
    try:
        run(options)
    except TTSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def score_clips(clips: Sequence[Clip], judges: Judges, what: str = "clips") -> list[ClipScore]:
    """Scores every clip, in order."""
    return [judges.score(read_waveform(clip.audio), clip.text, clip.locale) for clip in progress(clips, what)]


def reference_centroid(clips: Sequence[Clip], encoder: SpeakerEncoder) -> NDArray[np.float32]:
    """Speaker centroid of reference clips, (256,)."""
    return centroid([encoder.embed(read_waveform(clip.audio)) for clip in progress(clips, "reference")])


def table(summaries: Sequence[Summary]) -> str:
    """A text table, one row for each summary."""
    head = "locale   clips    WER  sound    CER   LID P(LID)   MOS NISQA      cosine  F0/Hz"
    rows = [
        f"{row.locale:8} {row.clips:5d} {row.wer:6.3f} {row.wer_by_sound:6.3f} {row.cer:6.3f} "
        f"{row.language_share:5.2f} {row.language_probability:6.3f} {row.mean_opinion_score:5.2f} "
        f"{'    -' if row.naturalness is None else f'{row.naturalness:5.2f}'} "
        f"{with_error(row.persona_cosine, row.persona_cosine_error):>11} {row.f0_median_hz:6.1f}"
        for row in summaries
    ]
    return "\n".join([head, *rows])


def main(arguments: list[str] | None = None) -> int:
    """Scores a manifest; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tts.evaluate.clips",
        description="Score clips: word error, language, naturalness, likeness to a reference speaker.",
        epilog="example: python -m tts.evaluate.clips --manifest clips.jsonl --reference persona.jsonl",
    )
    parser.add_argument("--manifest", type=Path, required=True, help="JSON lines with audio, text, locale")
    parser.add_argument("--locale", help="score only clips of this locale")
    parser.add_argument("--reference", type=Path, help="manifest of the speaker to compare with")
    parser.add_argument("--limit", type=positive, help="at most this many clips for each locale, evenly spaced")
    parser.add_argument("--json", type=Path, help="write one JSON object for each clip here")
    parser.add_argument("--verbose", action="store_true", help="print every clip with its reference and transcript")
    parser.add_argument("--threads", type=positive, default=1, help="CPU threads (default: %(default)s)")
    return exit_status(run, parser.parse_args(arguments))


def run(options: argparse.Namespace) -> list[Summary]:
    """Scores and prints; the body of `main`."""
    require_all_weights()
    limit_torch_threads(options.threads)
    clips = [clip for clip in read_manifest(options.manifest) if options.locale in (None, clip.locale)]
    locales = list(dict.fromkeys(clip.locale for clip in clips))
    if not clips:
        raise EvaluationError(f"{options.manifest} has no clip" + (f" of {options.locale}" if options.locale else ""))
    for locale in locales:
        language_of(locale)  # told before anything is heard
    judges = Judges(options.threads)
    reference = None
    if options.reference is not None:
        reference = reference_centroid(spread(read_manifest(options.reference), 30), judges.speaker)
    summaries: list[Summary] = []
    lines: list[str] = []
    for locale in locales:
        chosen = spread([clip for clip in clips if clip.locale == locale], options.limit)
        scores = score_clips(chosen, judges, locale)
        summaries.append(summarise(locale, scores, reference))
        for clip, score in zip(chosen, scores, strict=True):
            lines.append(json.dumps({"audio": str(clip.audio), **score.as_json()}, ensure_ascii=False))
            if options.verbose:
                rate = score.intelligibility.words.rate
                print(
                    f"{rate:5.2f} {score.mean_opinion_score:4.2f} | {clip.text} | {score.as_json()['heard']}",
                    flush=True,
                )
    if options.json is not None:
        write_text(options.json, "\n".join(lines) + "\n")
    print(table(summaries))
    return summaries


if __name__ == "__main__":
    sys.exit(main())
