"""Voices: what a `voices/<persona>/voice.toml` says, and finding one by name.

A persona's folder holds three ONNX graphs and one `voice.toml`, which names the voices (one for each locale) that the
persona speaks with. Reading it costs a millisecond; the graphs are loaded by `tts.runtime` when a voice first speaks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path, PurePath
from typing import Any

from frontend.errors import nearest
from frontend.locales import LOCALES, lineage
from frontend.phonology import vocabulary
from tts.audio.parts import Parts
from tts.config import MelConfig, load_toml
from tts.errors import ConfigError, UnknownVoiceError, VoiceFileError

FILE_NAME = "voice.toml"
DEFAULT_VOICE = "Matthew"
"""Who speaks where nobody is named, if there is this voice (see `choose_voice`)."""


@dataclass(frozen=True, slots=True)
class GraphFile:
    """One ONNX graph beside the `voice.toml`; `sha256` in lower-case hex."""

    file: str
    sha256: str

    def __post_init__(self) -> None:
        if PurePath(self.file).name != self.file:
            raise ConfigError(f"file must be the name of a file beside {FILE_NAME}, got {self.file!r}")


@dataclass(frozen=True, slots=True)
class VoiceEntry:
    """One voice of the persona: the persona in one locale.

    `prosody` (P,) is the embedding of the way of speaking; `log_f0_mean` and `log_f0_deviation` describe the natural
    logarithm of the voice's F0 in Hz. `speaker` replaces the persona's embedding where a locale has its own; `gain_db`
    is one fixed gain that brings the voice to the level of the others; `rate` and `pitch` are factors of the locale's
    ordinary speed and F0.
    """

    name: str
    locale: str
    gender: str
    prosody: tuple[float, ...] = field(repr=False)
    log_f0_mean: float
    log_f0_deviation: float
    speaker: tuple[float, ...] = field(default=(), repr=False)
    gain_db: float = 0.0
    rate: float = 1.0
    pitch: float = 1.0

    def __post_init__(self) -> None:
        for name, (least, most) in _ENTRY_RANGES.items():
            value = getattr(self, name)
            if not least <= value <= most:
                raise ConfigError(
                    f"{name} of the voice {self.name!r} must lie between {least:g} and {most:g}, got {value:g}"
                )


_ENTRY_RANGES = {
    "log_f0_mean": (2.0, 8.0),
    "log_f0_deviation": (0.0, 2.0),
    "gain_db": (-60.0, 60.0),
    "rate": (0.1, 10.0),
    "pitch": (0.1, 10.0),
}
"""What the numbers of a voice may be: far beyond any voice, but no more than the synthesis can bear."""


@dataclass(frozen=True, slots=True)
class Persona:
    """The whole of a `voice.toml`.

    `speaker` is the embedding (S,) that the decoder gets. `symbols` is the model's input vocabulary in the order of its
    ids; it has to be a prefix of `frontend.phonology.vocabulary()`. `locales` are those that the model has learned, in
    the order of its language ids; a file that names none is from a time when there were these five. `vocoder_context`
    is how many frames on either side the vocoder's answer for a frame depends on; `harmonic_frames` and `noise_frames`
    are how its parts are framed.
    `takes_padding` says whether the graphs can be told where a sequence ends, so that several share a run.
    """

    persona: str
    version: str
    licence: str
    speaker: tuple[float, ...] = field(repr=False)
    symbols: tuple[str, ...] = field(repr=False)
    encoder: GraphFile
    decoder: GraphFile
    vocoder: GraphFile
    voices: tuple[VoiceEntry, ...] = field(repr=False)
    signal: MelConfig = field(default_factory=MelConfig)
    vocoder_context: int = 24
    harmonic_frames: int = 1
    noise_frames: int = 1
    takes_padding: bool = False
    locales: tuple[str, ...] = ("en-US", "en-GB", "es-US", "de-DE", "fr-CA")

    def __post_init__(self) -> None:
        if self.vocoder_context < 0:
            raise ConfigError(f"vocoder_context must be 0 or more, got {self.vocoder_context}")
        for frames in (self.harmonic_frames, self.noise_frames):
            self.signal.subdivided(frames)

    def learned(self, locale: str) -> str | None:
        """The locale whose language id the model uses for `locale`: the first of its `lineage` that it has learned."""
        return next((tag for tag in lineage(locale) if tag in self.locales), None)

    @property
    def parts(self) -> Parts:
        """The parts that the vocoder filters."""
        return Parts(self.signal, self.harmonic_frames, self.noise_frames)

    def to_toml(self) -> str:
        """The text of a `voice.toml` that loads to an equal object."""
        return "".join(_toml_lines(asdict(self)))


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice ready to be looked at: its entry, its persona and the folder with the graphs."""

    entry: VoiceEntry
    persona: Persona
    folder: Path

    @property
    def name(self) -> str:
        return self.entry.name

    @property
    def locale(self) -> str:
        return self.entry.locale

    @property
    def speaker(self) -> tuple[float, ...]:
        """Speaker embedding (S,)."""
        return self.entry.speaker or self.persona.speaker

    @property
    def fingerprint(self) -> str:
        """Hex digits that change with anything that the voice's sound depends on: what is kept under them is never
        the sound of another model. The graphs count by the checksums in `voice.toml`."""
        return _fingerprint(self.entry, self.persona)

    def describe(self) -> dict[str, str]:
        """What `tts voices --json` prints."""
        return {
            "name": self.name,
            "locale": self.locale,
            "language": LOCALES[self.locale].name,
            "gender": self.entry.gender,
            "persona": self.persona.persona,
            "version": self.persona.version,
            "licence": self.persona.licence,
        }


@cache
def _fingerprint(entry: VoiceEntry, persona: Persona) -> str:
    # Every field but those known to be silent, so that a new one is never forgotten.
    audible = asdict(persona)
    del audible["licence"], audible["voices"]
    # Words in another language are spoken like the persona's voice of that language (`tts.languages`).
    others = [(other.locale, other.prosody, other.log_f0_deviation) for other in persona.voices]
    content = json.dumps({"voice": asdict(entry), "persona": audible, "languages": others}, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def shipped_voices_folder() -> Path:
    """The `voices` folder that is installed with the package.

    Raises:
        VoiceFileError: the package was installed without it.
    """
    spec = find_spec("voices")
    locations = list(spec.submodule_search_locations or []) if spec else []
    if not locations:
        raise VoiceFileError(
            "the shipped voices are not installed: reinstall the package, or pass a voices folder of your own"
        )
    return Path(locations[0])


def load_persona(folder: Path) -> Persona:
    """Read and check `folder/voice.toml`; the graphs are not touched.

    Raises:
        VoiceFileError: the file is missing, malformed, or does not fit this version of the frontend.
    """
    path = folder / FILE_NAME
    try:
        persona = load_toml(path, Persona)
    except FileNotFoundError:
        raise VoiceFileError(f"{path} does not exist: a voice folder needs a {FILE_NAME}") from None
    except OSError as error:
        raise VoiceFileError(f"cannot read {path}: {error.strerror}; restore the voice folder {folder}") from error
    except ConfigError as error:
        raise VoiceFileError(str(error)) from error
    _check_entries(persona, path)
    if persona.symbols != vocabulary()[: len(persona.symbols)]:
        raise VoiceFileError(
            f"{path}: the model was trained with another phone inventory than frontend/data/phones.tsv; "
            "export or enroll the voice again"
        )
    return persona


def _check_entries(persona: Persona, path: Path) -> None:
    if not persona.voices:
        raise VoiceFileError(f"{path}: no [[voices]] table; name at least one voice")
    for entry in persona.voices:
        if entry.locale not in LOCALES:
            raise VoiceFileError(
                f"{path}: voice {entry.name!r} has locale {entry.locale!r}; allowed are {', '.join(LOCALES)}"
            )
        if persona.learned(entry.locale) is None:
            raise VoiceFileError(
                f"{path}: voice {entry.name!r} has locale {entry.locale}, but the model has learned "
                f"{', '.join(persona.locales)}: train it on speech in that locale, and export the voice again"
            )
        if entry.speaker and len(entry.speaker) != len(persona.speaker):
            raise VoiceFileError(
                f"{path}: the speaker embedding of {entry.name!r} has {len(entry.speaker)} values, "
                f"the persona's {len(persona.speaker)}; make them equal"
            )


def find_voices(folder: Path | None = None) -> list[Voice]:
    """All voices below `folder` (the shipped ones if None), in the order of the locales, then by name.

    Raises:
        UnknownVoiceError: there are none.
        VoiceFileError: a persona is malformed, two voices have the same name, or the folder is itself a persona's.
    """
    folder = folder or shipped_voices_folder()
    if not folder.is_dir():
        raise VoiceFileError(f"voices folder {str(folder)!r} does not exist or is not a folder")
    if (folder / FILE_NAME).is_file():
        raise VoiceFileError(f"{str(folder)!r} is the folder of one persona: name the folder that it lies in")
    found = [
        Voice(entry, persona, path.parent)
        for path in sorted(folder.glob(f"[!.]*/{FILE_NAME}"))  # hidden folders are copies on their way here
        for persona in [load_persona(path.parent)]
        for entry in persona.voices
    ]
    if not found:
        raise UnknownVoiceError(f"no voices are installed in {str(folder)!r}: put a persona's folder into it")
    by_name: dict[str, Voice] = {}
    for voice in found:
        other = by_name.setdefault(voice.name.casefold(), voice)
        if other is not voice:
            raise VoiceFileError(
                f"two voices are called {voice.name!r}: in {other.folder} and {voice.folder}; take one folder away, or "
                f"give its voices other names in its {FILE_NAME}"
            )
    order = list(LOCALES)
    return sorted(found, key=lambda voice: (order.index(voice.locale), voice.name))


def voice_named(name: str, voices: Iterable[Voice]) -> Voice:
    """The voice called `name` (case does not matter).

    Raises:
        UnknownVoiceError: listing the voices and naming the nearest one.
    """
    voices = list(voices)
    for voice in voices:
        if voice.name.casefold() == name.casefold():
            return voice
    names = [voice.name for voice in voices]
    raise UnknownVoiceError(f"unknown voice {name!r}: choose one of {', '.join(names)}{nearest(name, names)}")


def choose_voice(name: str | None, voices: Sequence[Voice]) -> Voice:
    """The voice called `name`; if None, `DEFAULT_VOICE`, or the first of `voices` where it is none of them.

    Raises:
        UnknownVoiceError: as of `voice_named`.
    """
    if name is not None:
        return voice_named(name, voices)
    return next((voice for voice in voices if voice.name == DEFAULT_VOICE), voices[0])


def file_sha256(path: Path) -> str:
    """SHA-256 of a file in lower-case hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def verify(voice: Voice) -> None:
    """Compare the graphs with the checksums in `voice.toml`.

    Raises:
        VoiceFileError: a graph is missing or is not the one that was exported with this `voice.toml`.
    """
    for graph in (voice.persona.encoder, voice.persona.decoder, voice.persona.vocoder):
        path = voice.folder / graph.file
        if not path.is_file():
            raise VoiceFileError(f"{path} is missing: restore the voice folder {voice.folder}")
        if file_sha256(path) != graph.sha256:
            raise VoiceFileError(
                f"{path} does not have the checksum that {FILE_NAME} names: restore both from one export"
            )


def _toml_lines(table: dict[str, Any], prefix: str = "") -> Iterator[str]:
    nested = {key: value for key, value in table.items() if isinstance(value, dict) or _is_table_list(value)}
    for key, value in table.items():
        if key not in nested:
            yield f"{key} = {_toml_value(value)}\n"
    for key, value in nested.items():
        for item in [value] if isinstance(value, dict) else value:
            header = f"{prefix}{key}"
            yield f"\n[{header}]\n" if isinstance(value, dict) else f"\n[[{header}]]\n"
            yield from _toml_lines(item, f"{header}.")


def _is_table_list(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and bool(value) and isinstance(value[0], dict)


def _toml_value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # whose strings are TOML's but for that
    return "[" + ", ".join(_toml_value(item) for item in value) + "]"
