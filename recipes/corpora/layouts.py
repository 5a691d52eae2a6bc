"""Where a corpus keeps its clips and their text: one entry of `LAYOUTS` for each published layout.

Most corpora are a text table beside a folder of audio, so most entries are data for `_table_clips`; the rest are
small functions. Every layout yields `SourceClip`s; what a layout does not know (locale, speaker, sex) comes from
`Defaults`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from recipes.corpora.other_formats import SUFFIXES as OTHER_SUFFIXES
from tts.encodings import decode
from tts.files import numbered_rows

AUDIO_SUFFIXES = (".wav", ".flac", ".ogg", ".opus", ".mp3", ".aiff", ".aif")


@dataclass(frozen=True, slots=True)
class SourceClip:
    """One recording as published. `bandwidth_hz` is None where the corpus does not state it (it is then measured)."""

    id: str
    audio: Path
    text: str
    locale: str
    speaker: str
    sex: str
    bandwidth_hz: int | None = None


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the caller says about the whole corpus, for layouts that do not state it for each clip."""

    locale: str = ""
    speaker: str = ""
    sex: str = "unknown"


class LayoutError(ValueError):
    """The folder does not look like the layout, or the layout needs something that the caller did not give."""


class NoClipError(LayoutError):
    """The folder holds no clip in that layout."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A text table: `pattern` finds the tables, `audio` are templates for the stem of a clip beside its table.

    `text_columns` are tried in order (the spoken form first, where a corpus has one).
    """

    pattern: str
    separator: str
    text_columns: tuple[int, ...]
    audio: tuple[str, ...]


_TABLES = {
    "ljspeech": _Table("metadata.csv", "|", (2, 1), ("wavs/{id}", "audio/{id}", "wav/{id}", "{id}")),
    "css10": _Table("transcript.txt", "|", (2, 1), ("{id}",)),
    "m-ailabs": _Table("**/metadata.csv", "|", (2, 1), ("wavs/{id}",)),
    "mls": _Table("*/transcripts.txt", "\t", (1,), ("audio/{speaker}/{book}/{id}",)),
}


def _read_text(path: Path) -> str:
    try:
        found = decode(path.read_bytes())
    except UnicodeDecodeError as error:
        raise LayoutError(f"{path} is not {error.encoding} (byte {error.start}): save it as UTF-8") from error
    if found.wrong is not None:
        raise LayoutError(f"{path} is not UTF-8 (byte {found.wrong}): save it as UTF-8")
    return found.text


def _find_audio(stem: Path) -> Path | None:
    known = (*AUDIO_SUFFIXES, *OTHER_SUFFIXES)
    if stem.suffix.lower() in known and stem.exists():
        return stem
    suffixes = (written for suffix in known for written in (suffix, suffix.upper()))
    return next((path for suffix in suffixes if (path := stem.with_name(stem.name + suffix)).exists()), None)


def _table_clips(root: Path, table: _Table, defaults: Defaults) -> Iterator[SourceClip]:
    for table_path in sorted(root.glob(table.pattern)):
        for line in _read_text(table_path).split("\n"):  # texts may hold other ends of lines
            fields = line.split(table.separator)
            if len(fields) < 2:
                continue
            name = fields[0]
            text = next((fields[c].strip() for c in table.text_columns if c < len(fields) and fields[c].strip()), "")
            parts = [*name.split("_"), "", ""]
            stems = (table_path.parent / t.format(id=name, speaker=parts[0], book=parts[1]) for t in table.audio)
            audio = next((found for stem in stems if (found := _find_audio(stem)) is not None), None)
            if audio is not None and text:
                yield SourceClip(flat_id(name), audio, text, defaults.locale, defaults.speaker, defaults.sex)


def is_hidden(path: Path, root: Path) -> bool:
    """Whether a system wrote the path below `root`: archives of a Mac hold ``._NAME.wav`` beside ``NAME.wav``."""
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def flat_id(name: str) -> str:
    """A clip id that is safe as a file name: folders become ``_`` and an audio suffix goes."""
    stem = name if not name.endswith(AUDIO_SUFFIXES) else name.rpartition(".")[0]
    return re.sub(r"[^\w.-]+", "_", stem)


_TEXTS = ("id", "audio", "text", "locale", "speaker", "sex")


def _manifest(root: Path, defaults: Defaults) -> Iterator[SourceClip]:
    """The house's own format: `manifest.jsonl` with id, audio, text and, where known, the other fields."""
    for number, record in numbered_rows(root / "manifest.jsonl"):
        place = f"{root / 'manifest.jsonl'}:{number}"
        missing = [key for key in ("id", "audio", "text") if not record.get(key)]
        if missing:
            raise LayoutError(f"{place} lacks {', '.join(missing)}: each line needs id, audio and text")
        for key in _TEXTS:
            if not isinstance(record.get(key, ""), str):
                raise LayoutError(f"{place}: {key} is {record[key]!r}, not a text: put it in quotation marks")
        yield SourceClip(
            flat_id(record["id"]),
            root / record["audio"],
            record["text"],
            record.get("locale", defaults.locale),
            record.get("speaker", defaults.speaker),
            record.get("sex", defaults.sex),
            record.get("bandwidth_hz"),
        )


def _table_layout(name: str) -> Callable[[Path, Defaults], Iterator[SourceClip]]:
    return lambda root, defaults: _table_clips(root, _TABLES[name], defaults)


def _m_ailabs(root: Path, defaults: Defaults) -> Iterator[SourceClip]:
    """``by_book/<sex>/<speaker>/<book>/metadata.csv``; "mix" has no known speaker and is left out."""
    for clip in _table_clips(root, _TABLES["m-ailabs"], defaults):
        folders = clip.audio.relative_to(root).parts
        if "mix" in folders:
            continue
        sex = next((part for part in folders if part in ("male", "female")), defaults.sex)
        speaker = folders[folders.index(sex) + 1] if sex in folders else defaults.speaker
        yield SourceClip(clip.id, clip.audio, clip.text, clip.locale, speaker, sex)


def _mls(root: Path, defaults: Defaults) -> Iterator[SourceClip]:
    """``<split>/transcripts.txt`` and ``metainfo.txt`` (speaker | gender | ...). The text has no punctuation."""
    sexes = {}
    metainfo = root / "metainfo.txt"
    if metainfo.exists():
        for line in _read_text(metainfo).splitlines()[1:]:
            fields = [field.strip() for field in line.split("|")]
            if len(fields) >= 2:
                sexes[fields[0]] = {"M": "male", "F": "female"}.get(fields[1], defaults.sex)
    for clip in _table_clips(root, _TABLES["mls"], defaults):
        speaker = clip.id.split("_")[0]
        yield SourceClip(clip.id, clip.audio, clip.text, clip.locale, speaker, sexes.get(speaker, defaults.sex))


def _vctk(root: Path, defaults: Defaults) -> Iterator[SourceClip]:
    """``txt/<speaker>/<id>.txt``, ``wav48*/<speaker>/<id>[_mic1].<suffix>``, ``speaker-info.txt``."""
    sexes = {}
    info = root / "speaker-info.txt"
    if info.exists():
        for line in _read_text(info).splitlines()[1:]:
            fields = line.split()
            if len(fields) >= 3:
                sexes[fields[0].lstrip("p")] = {"M": "male", "F": "female"}.get(fields[2], defaults.sex)
    audio_roots = sorted(root.glob("wav48*"))
    for text_path in sorted(root.glob("txt/*/*.txt")):
        speaker, name = text_path.parent.name, text_path.stem
        stems = (folder / speaker / (name + mic) for folder in audio_roots for mic in ("_mic1", ""))
        audio = next((found for stem in stems if (found := _find_audio(stem)) is not None), None)
        if audio is not None:
            text = " ".join(_read_text(text_path).split())
            yield SourceClip(name, audio, text, defaults.locale, speaker, sexes.get(speaker.lstrip("p"), defaults.sex))


def _storybook(root: Path, defaults: Defaults) -> Iterator[SourceClip]:
    """African Storybook: ``asp-audio/<lang>/<story>_*/mp3/NN.mp3`` beside ``asp-source/<lang>/<story>_*.md``.

    Recording 01 is the title, 02 the first page, and so on. Stories that are not CC BY, and stories whose pages and
    recordings differ in number, are left out.
    """
    language = defaults.locale.split("-")[0]
    for story in sorted((root / "asp-audio" / language).glob("[0-9]*_*")):
        number = story.name.split("_")[0]
        recordings = sorted((story / "mp3").glob("*.mp3"))
        for text_path in sorted((root / "asp-source" / language).glob(f"{number}_*.md")):
            content = _read_text(text_path)
            parts = [" ".join(part.split()) for part in re.split(r"^#+", content, flags=re.MULTILINE) if part.strip()]
            *texts, credit = parts or [""]  # title and pages
            if "[CC-BY]" not in credit or len(recordings) != len(texts):
                continue
            for audio, text in zip(recordings, texts, strict=True):
                name = f"{number}-{audio.stem}"
                yield SourceClip(name, audio, text, defaults.locale, defaults.speaker, defaults.sex)
            break


def _pairs(root: Path, defaults: Defaults) -> Iterator[SourceClip]:
    """``NAME.txt`` (or, where there is none, ``NAME.lab``) beside each recording ``NAME.wav``, in the folder and those
    below it."""
    here = [path for path in root.rglob("*") if path.suffix.lower() in (".lab", ".txt") and not is_hidden(path, root)]
    here.sort(key=lambda path: path.suffix.lower())
    texts = {path.with_suffix(""): path for path in here}
    for stem, text_path in sorted(texts.items()):
        audio = _find_audio(stem)
        if audio is None:
            continue
        text = " ".join(_read_text(text_path).split())
        if text:
            name = stem.relative_to(root).as_posix()
            yield SourceClip(flat_id(name), audio, text, defaults.locale, defaults.speaker, defaults.sex)


LAYOUTS: dict[str, Callable[[Path, Defaults], Iterator[SourceClip]]] = {
    "manifest": _manifest,
    "ljspeech": _table_layout("ljspeech"),
    "thorsten": _table_layout("ljspeech"),
    "css10": _table_layout("css10"),
    "m-ailabs": _m_ailabs,
    "mls": _mls,
    "vctk": _vctk,
    "storybook": _storybook,
    "pairs": _pairs,
}


def read_corpus(root: Path, layout: str, defaults: Defaults) -> list[SourceClip]:
    """All clips of a corpus, in the order of the corpus.

    Raises:
        LayoutError: the layout is unknown, the folder holds no clip in that layout, an id occurs twice, or a clip has
            no locale or speaker.
    """
    if layout not in LAYOUTS:
        raise LayoutError(f"unknown layout {layout!r}: known are {', '.join(LAYOUTS)}")
    if layout == "manifest" and not (root / "manifest.jsonl").exists():
        raise LayoutError(
            f"{root} holds no manifest.jsonl: give --layout ({', '.join(LAYOUTS)}) for a corpus in another layout"
        )
    clips = list(LAYOUTS[layout](root, defaults))
    if not clips:
        raise NoClipError(
            f"{root} holds no clip in the layout {layout!r}: check the folder and --layout ({', '.join(LAYOUTS)})"
        )
    seen: set[str] = set()
    for clip in clips:
        if clip.id in seen:
            raise LayoutError(
                f"{root} holds two clips named {clip.id!r} (blanks and slashes count as underscores): rename one"
            )
        seen.add(clip.id)
        for field in ("locale", "speaker"):
            if not getattr(clip, field):
                raise LayoutError(f"clip {clip.id!r} of {root} has no {field}: give --{field}")
    return clips
