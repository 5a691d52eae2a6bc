"""The table of a recording studio: CSV or TSV whose first line names a column of files and one of what is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tts.batch.sheet_text import column_called, csv_lines, read_text

_FILES = (
    "file, filename, file name, audio, audio file, audio filepath, audio path, path, wav, wav file, recording, clip, "
    "datei, dateiname, archivo, fichier, id, name, utterance id"
)
_TEXTS = (
    "text, transcript, transcription, sentence, script, prompt, words, utterance, normalized text, satz, transkript, "
    "texto, texte, phrase"
)
"""What tables call their columns, in the order of preference."""


@dataclass(frozen=True, slots=True)
class Transcripts:
    """A table, and the rows that it has: what each calls its recording, and what is said there."""

    path: Path
    rows: tuple[tuple[str, str], ...]


def find_transcripts(folder: Path) -> Transcripts | None:
    """The first table of the folder that has both columns; None if there is none.

    Raises:
        InputError: a table cannot be read.
    """
    for path in sorted(path for path in folder.iterdir() if path.suffix.lower() in (".csv", ".tsv")):
        lines = (values for _, values in csv_lines(read_text(path).text) if not isinstance(values, str))
        columns = _columns(next(lines, []))
        if columns is not None:
            return Transcripts(path, tuple(_rows(lines, *columns)))
    return None


def recordings_of(
    rows: Iterable[tuple[str, str]], paths: Sequence[Path], folder: Path
) -> tuple[list[tuple[Path, str]], list[str]]:
    """The recordings that the rows name, by path or name, with or without ending.

    Returns:
        The recordings with what is said in them, and the names for which there is none.
    """
    known: dict[str, Path] = {}
    for path in paths:
        inner = path.relative_to(folder)
        for name in (inner.as_posix(), inner.with_suffix("").as_posix(), path.name, path.stem):
            known.setdefault(name.casefold(), path)
    found, lost = {}, []
    for name, text in rows:
        written = name.replace("\\", "/").casefold().removeprefix("./")
        match = known.get(written) or known.get(written.rpartition("/")[2])
        if match is None:
            lost.append(name)
        else:
            found[match] = text
    return list(found.items()), lost


def _columns(names: Sequence[str]) -> tuple[int, int] | None:
    file, text = (column_called(known, names) for known in (_FILES, _TEXTS))
    return None if file is None or text is None or file == text else (file, text)


def _rows(lines: Iterable[Sequence[str]], file: int, text: int) -> Iterator[tuple[str, str]]:
    for values in lines:
        if len(values) > max(file, text) and values[file].strip() and values[text].strip():
            yield values[file].strip(), " ".join(values[text].split())
