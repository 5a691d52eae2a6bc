"""The most frequent words of each language, by which the frontend tells languages apart.

``python -m recipes.dictionaries.common_words --sources runs/dictionaries`` writes `frontend/data/common_words/*.txt`:
words in the order of their frequency, from wordfreq's lists.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from pathlib import Path

from recipes.command import command
from recipes.dictionaries import sources
from tts.files import write_text

LANGUAGES = ("de", "en", "es", "fr")
WORDS = 12_000
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OUTPUT = Path("frontend/data/common_words")


def most_frequent(ranked: Iterable[str], count: int = WORDS) -> list[str]:
    """The first `count` words that are made of letters, in their order."""
    words: list[str] = []
    for word in ranked:
        if len(words) == count:
            break
        if _WORD.fullmatch(word):
            words.append(word)
    return words


@command("common_words")
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m recipes.dictionaries.common_words", description=__doc__)
    parser.add_argument("--sources", type=Path, default=Path("runs/dictionaries"), help="where pip unpacked wordfreq")
    parser.add_argument("--output", type=Path, default=_OUTPUT, help="folder of the lists (%(default)s)")
    options = parser.parse_args(arguments)
    options.output.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        ranks = sources.ranks(options.sources, language)
        words = most_frequent(sorted(ranks, key=lambda word: ranks[word]))
        write_text(options.output / f"{language}.txt", "\n".join(words) + "\n")
        print(f"{language}: {len(words)} words")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
