"""From rows to jobs: which voice speaks, which files come of it, and the hash that tells whether one is made."""

from __future__ import annotations

import hashlib
import json
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from anyascii import anyascii

from frontend.errors import SsmlError, UnknownLocaleError
from frontend.locales import get_locale
from frontend.pls import Lexicon
from frontend.ssml import parse as parse_ssml
from tts import __version__
from tts.batch.conditioning import Conditioning
from tts.batch.extras import MissingExtraError
from tts.batch.formats import ENDINGS, check_writable
from tts.batch.profiles import Profile, profile_named
from tts.batch.pronunciations import Pronunciations
from tts.batch.sheet import Failure, Row
from tts.errors import InputError, UnknownVoiceError
from tts.synthesizer import PITCH_RANGE, RATE_RANGE
from tts.voice import Voice, voice_named

JOINED_LEAD_MS, JOINED_TAIL_MS = 15.0, 35.0
"""Silence around a piece that is played in sequence with others, such as a digit."""

LISTEN_FOLDER = "listen"
_RECIPE = 3  # raise it when conditioning or encoding changes, so that everything is made again


@dataclass(frozen=True, slots=True)
class Output:
    """One file: `path` is relative to the output folder; `key` is a hash of everything its bytes depend on."""

    path: str
    profile: Profile
    conditioning: Conditioning
    key: str


@dataclass(frozen=True, slots=True)
class Job:
    """One synthesis and the files that are made of it, which last at most `max_duration_s` each, if it is given."""

    line: int
    id: str
    voice: str
    locale: str
    text: str
    rate: float
    pitch: float
    outputs: tuple[Output, ...]
    joined: bool = False
    ssml: bool = False
    max_duration_s: float | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What the caller asked for: profiles of rows that name none, level and silences, and listening copies.

    `lexicons` are pronunciations for all rows; the first that has a word wins.
    """

    profiles: tuple[str, ...]
    conditioning: Conditioning = field(default_factory=Conditioning)
    listening: bool = True
    lexicons: tuple[Lexicon, ...] = ()


@dataclass(frozen=True, slots=True)
class Speech:
    """What an engine speaks with: a folder of personas (the shipped ones if None), and lexicons."""

    voices: Path | None = None
    lexicons: tuple[Lexicon, ...] = ()


def plan_jobs(
    rows: Sequence[Row], voices: Sequence[Voice], request: Request, check: Callable[[str], None]
) -> tuple[list[Job], list[Failure]]:
    """Jobs in the order of the rows, and the rows that cannot be made.

    Args:
        rows: of the sheet.
        voices: all that there are.
        request: what the caller asked for.
        check: raises an `InputError` for a path that must not be written.

    Raises:
        UnknownProfileError, SampleRateError: one of the request's profiles is wrong.
        MissingExtraError: one of them needs a package that is not installed.
    """
    defaults = tuple(_profile(name) for name in request.profiles)
    for profile in defaults:
        check_writable(profile.format)
    platforms = {profile.platform for profile in defaults} | _platforms(rows)
    pronunciations = Pronunciations(request.lexicons)
    taken: dict[str, int] = {}
    jobs: list[Job] = []
    failures: list[Failure] = []
    for row in rows:
        try:
            voice = voice_of(row, voices)
            profiles = tuple(_profile(name) for name in row.profiles) or defaults
            if not profiles:
                raise InputError("no profile: fill the column 'profile' or name one with --profile")
            outputs = _outputs(row, voice, profiles, request, pronunciations, len(platforms) > 1)
            _check_numbers(row)
            for profile in profiles:
                check_writable(profile.format)
            if row.ssml and row.joined:
                raise InputError("a joined row is plain text: empty the cell 'joined', or write the text without SSML")
            if row.ssml:
                parse_ssml(row.text, voice.locale)
            for output in outputs:
                check(output.path)
                first = taken.get(output.path.casefold())
                if first is not None:
                    raise InputError(f"{output.path} is made by line {first} already; give the rows different ids")
        except (InputError, MissingExtraError, UnknownLocaleError, SsmlError) as error:
            failures.append(Failure(row.line, row.id, str(error)))
            continue
        taken |= dict.fromkeys((output.path.casefold() for output in outputs), row.line)
        name = row.id or PurePosixPath(row.path).stem
        how = (row.text, row.rate, row.pitch, outputs, row.joined, row.ssml, row.max_duration_s)
        jobs.append(Job(row.line, name, voice.name, voice.locale, *how))
    return jobs, failures


def check_inside(root: Path, relative: str) -> Path:
    """The file's full path.

    Raises:
        InputError: it lies outside `root`, for example behind a link.
    """
    try:
        resolved = (root / relative).resolve()
    except (OSError, RuntimeError) as error:  # links that lead to each other
        raise InputError(f"path {relative[:140]!r} cannot be followed ({error}); remove the link") from error
    if not resolved.is_relative_to(root.resolve()):
        raise InputError(f"path {relative!r} leads out of the output folder; remove the link or choose another path")
    return root / relative


def file_name(identifier: str) -> str:
    """An id as a path without ending: letters, digits, ``_`` and ``-``, with ``/`` between folders.

    Accents are dropped, letters of other scripts become Latin ones ("привет" privet) and other characters ``_``, at its
    ends nothing, because switches accept few of them. The ending of an audio file is no part of it.

    Raises:
        InputError: the id is empty, too long, or climbs out of its folder.
    """
    parts = _without_ending(identifier.strip()).split("/")
    if "\\" in identifier or any(part.strip() in ("", ".", "..") for part in parts):
        raise InputError(f"id {identifier!r} is no file name: use letters, digits, _ and -, and / for folders")
    names = []
    for part in parts:
        plain = "".join(map(_ascii, unicodedata.normalize("NFKD", part)))
        names.append(re.sub(r"[^A-Za-z0-9_-]+", " ", plain).strip().replace(" ", "_"))
    name = "/".join(names)
    if not all(names) or len(name) > 120:
        raise InputError(f"id {identifier[:140]!r} gives no file name of 1 to 120 letters, digits, _ and -; change it")
    return name


def _without_ending(name: str) -> str:
    """The name of a file without an ending that audio has: the profile gives it its own."""
    stem, dot, ending = name.rpartition(".")
    return stem if f"{dot}{ending}".casefold() in ENDINGS else name


def _ascii(character: str) -> str:
    """The character, or the ASCII letters and digits for it; empty for accents and signs."""
    if character.isascii():
        return character
    return anyascii(character) if character.isalnum() else ""


def _outputs(
    row: Row,
    voice: Voice,
    profiles: tuple[Profile, ...],
    request: Request,
    pronunciations: Pronunciations,
    by_platform: bool,
) -> tuple[Output, ...]:
    if not row.id and not row.path:
        raise InputError("no id: fill the column 'id' (or 'path'); files are named by it")
    wanted = dict.fromkeys(profiles)
    paths = {profile: _path(row, voice, profile) for profile in wanted}
    places = [(profile, _place(profile, paths, by_platform)) for profile in wanted]
    if request.listening and not any(profile.playable for profile in wanted):
        places.append((profiles[0].listening, f"{LISTEN_FOLDER}/"))
    conditioning = request.conditioning
    if row.joined:
        conditioning = Conditioning(conditioning.level_db, JOINED_LEAD_MS, JOINED_TAIL_MS, conditioning.peak_db)
    lexemes = [asdict(lexeme) for lexeme in pronunciations.for_text(row.text, voice.locale, row.ssml)]
    return tuple(
        Output(
            place + _path(row, voice, profile), profile, conditioning, _key(row, voice, profile, conditioning, lexemes)
        )
        for profile, place in places
    )


def _place(profile: Profile, paths: Mapping[Profile, str], by_platform: bool) -> str:
    """Folder in front of a profile's files: none, its platform's, or its own where it shares a path with another."""
    shared = any(
        other != profile and other.platform == profile.platform and paths[other] == paths[profile] for other in paths
    )
    if shared and profile.name != profile.platform:
        return f"{profile.name}/"
    return f"{profile.platform}/" if by_platform else ""


def _path(row: Row, voice: Voice, profile: Profile) -> str:
    if not row.path:
        return profile.path(voice.locale, voice.name, file_name(row.id))
    path = PurePosixPath(row.path)
    plain = row.path.isprintable() and not set(row.path) & set("\\:")
    if path.is_absolute() or not plain or any(part.startswith((".", "~")) for part in path.parts) or not path.name:
        raise InputError(f"path {row.path!r} must be relative and stay in the output folder, without '..' or '\\'")
    path = PurePosixPath(_without_ending(str(path)))
    if len(row.path.encode()) > 1_000 or any(len(part.encode()) > 200 for part in path.parts):
        raise InputError(
            f"path {row.path[:60]!r}... is longer than 1000 bytes, or has a name longer than 200; shorten it"
        )
    folder = f"{voice.locale.replace('-', '_')}/" if row.of_locale_column else ""
    return f"{folder}{path}{profile.format.ending}"


def voice_of(row: Row, voices: Sequence[Voice]) -> Voice:
    """The voice that a row names, or the first that speaks its locale.

    Raises:
        InputError: it names neither, or two that contradict each other.
        UnknownVoiceError, UnknownLocaleError: there is no such voice or locale.
    """
    if row.voice:
        voice = voice_named(row.voice, voices)
        if row.locale and get_locale(row.locale).tag != voice.locale:
            raise InputError(f"voice {voice.name} speaks {voice.locale}, not {row.locale}; empty one of the two cells")
        return voice
    if not row.locale:
        raise InputError("no voice: fill the column 'voice' or 'locale', or name one with --voice")
    tag = get_locale(row.locale).tag
    for voice in voices:
        if voice.locale == tag:
            return voice
    raise UnknownVoiceError(f"no installed voice speaks {tag}; see 'tts voices'")


def _check_numbers(row: Row) -> None:
    for name, value, (low, high) in (("rate", row.rate, RATE_RANGE), ("pitch", row.pitch, PITCH_RANGE)):
        if not low <= value <= high:
            raise InputError(f"{name} must lie between {low:g} and {high:g}, got {value:g}")
    if row.max_duration_s is not None and not 0.0 < row.max_duration_s < math.inf:
        raise InputError(f"max_duration_s must be a number of seconds above 0, got {row.max_duration_s:g}")


def _platforms(rows: Iterable[Row]) -> set[str]:
    """Platforms that the rows name; wrong names are reported with their row later."""
    found = set()
    for name in {name for row in rows for name in row.profiles}:
        try:
            found.add(_profile(name).platform)
        except InputError:
            continue
    return found


@cache
def _profile(name: str) -> Profile:
    return profile_named(name)


def _key(row: Row, voice: Voice, profile: Profile, conditioning: Conditioning, lexemes: list[Any]) -> str:
    content: dict[str, object] = {
        "lexemes": lexemes,
        "recipe": _RECIPE,
        "engine": __version__,
        "text": row.text,
        "ssml": row.ssml,
        "joined": row.joined,
        "voice": voice.name,
        "model": voice.fingerprint,
        "rate": row.rate,
        "pitch": row.pitch,
        "format": asdict(profile.format),
        "band": asdict(profile.band),
        "conditioning": asdict(conditioning),
    }
    if row.max_duration_s is not None:  # a row without it keeps the key that it had before there was a limit
        content["max_duration_s"] = row.max_duration_s
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
