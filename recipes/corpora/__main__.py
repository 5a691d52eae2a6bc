"""Command line: ``python -m recipes.corpora prepare|pseudo-speaker``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from frontend.locales import get_locale
from recipes.command import command
from recipes.corpora.layouts import LAYOUTS, Defaults, read_corpus
from recipes.corpora.prepare import PrepareConfig, prepare
from recipes.corpora.pseudo_speaker import PseudoSpeaker, make_pseudo_speaker

EXAMPLES = """examples:
  python -m recipes.corpora prepare --source de-DE-kerstin --output runs/corpora/de-DE-kerstin
  python -m recipes.corpora prepare --source LJSpeech-1.1 --layout ljspeech --locale en-US --speaker lj --sex female \\
      --output runs/corpora/lj
  python -m recipes.corpora pseudo-speaker --source runs/corpora/de-DE-kerstin --speaker kerstin_m \\
      --output runs/corpora/de-DE-kerstin_m
"""


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m recipes.corpora",
        description=__doc__,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)

    run = commands.add_parser(
        "prepare", help="resample, trim, level, track F0", epilog=EXAMPLES, formatter_class=parser.formatter_class
    )
    run.add_argument("--source", type=Path, required=True, help="folder of the corpus as published")
    run.add_argument("--output", type=Path, required=True)
    run.add_argument("--layout", choices=sorted(LAYOUTS), default="manifest")
    run.add_argument("--locale", default="", help="for layouts that do not state it")
    run.add_argument("--speaker", default="", help="for corpora of one speaker")
    run.add_argument("--sex", choices=("female", "male", "unknown"), default="unknown")
    run.add_argument("--max-seconds", type=float, default=PrepareConfig().max_seconds)
    run.add_argument("--workers", type=int, default=1, help="processes of one thread each")

    pseudo = commands.add_parser(
        "pseudo-speaker",
        help="shift formants and pitch of a prepared corpus",
        epilog=EXAMPLES,
        formatter_class=parser.formatter_class,
    )
    pseudo.add_argument("--source", type=Path, required=True, help="a prepared corpus")
    pseudo.add_argument("--output", type=Path, required=True)
    pseudo.add_argument("--speaker", required=True, help="name of the new speaker")
    pseudo.add_argument("--of", default="", help="shift this speaker's clips only (default: all)")
    pseudo.add_argument("--formant-factor", type=float, default=PseudoSpeaker.formant_factor)
    pseudo.add_argument("--f0-factor", type=float, default=PseudoSpeaker.f0_factor)
    pseudo.add_argument("--share", type=float, default=1.0, help="part of the clips to make, 0-1")
    pseudo.add_argument("--sex", choices=("female", "male", "unknown"), default="male")
    return parser


@command("corpora")
def main(arguments: list[str] | None = None) -> int:
    options = build_parser().parse_args(arguments)
    if options.command == "prepare":
        locale = get_locale(options.locale).tag if options.locale else ""
        defaults = Defaults(locale, options.speaker, options.sex)
        clips = read_corpus(options.source, options.layout, defaults)
        for tag in {clip.locale for clip in clips}:
            get_locale(tag)  # an unknown one is told now, not when the prepared clips are aligned
        report = prepare(clips, options.output, PrepareConfig(max_seconds=options.max_seconds), workers=options.workers)
    else:
        shift = PseudoSpeaker(options.speaker, options.sex, options.formant_factor, options.f0_factor)
        report = make_pseudo_speaker(options.source, options.output, shift, of=options.of, share=options.share)
    print(json.dumps({name: value for name, value in report.items() if name != "config"}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
