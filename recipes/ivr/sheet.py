"""A large prompt sheet in five locales, to try `tts batch` with.

python -m recipes.ivr.sheet --prompts 1000 > prompts.csv
tts batch prompts.csv --output-dir prompts --profile asterisk
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence

from frontend.locales import LOCALES
from recipes.command import command
from recipes.ivr_prompts import prompts

COLUMNS = ("id", "locale", "text")


def rows(count: int, seed: int = 1) -> Iterator[tuple[str, str, str]]:
    """`count` rows with the columns id, locale and text; the locales take turns, the same for the same seed."""
    texts = {locale: iter(prompts(locale, -(-count // len(LOCALES)), seed)) for locale in LOCALES}
    for number in range(count):
        locale = list(LOCALES)[number % len(LOCALES)]
        yield f"prompt-{number + 1:04}", locale, next(texts[locale])


@command("sheet")
def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m recipes.ivr.sheet", description=__doc__.split("\n")[0])
    parser.add_argument("--prompts", type=int, default=1000, help="rows (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other texts (default: %(default)s)")
    options = parser.parse_args(arguments)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows(options.prompts, options.seed))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
