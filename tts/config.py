"""Configuration: the signal settings that every model shares, and strict loading of TOML into frozen dataclasses.

A configuration is a tree of frozen dataclasses. `load_toml` fills such a tree and refuses what it does not know: a
misspelt key is an error that names the nearest known one, and a value of the wrong type is an error that names the
type. Defaults live in the dataclasses only, so a TOML file needs just the settings that differ.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
import tomllib
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from frontend.errors import nearest
from tts.errors import ConfigError

ConfigT = TypeVar("ConfigT")


@dataclass(frozen=True, slots=True)
class MelConfig:
    """Signal settings shared by the acoustic model, the vocoder and every checkpoint.

    Frame ``t`` is centred on sample ``t * hop_length``; a clip of ``T * hop_length`` samples has ``T`` frames.

    Attributes:
        sample_rate: Samples per second (Hz).
        n_fft: Length of the transform of the mel spectrogram (samples).
        win_length: Length of the Hann window (samples), also the transform length of the vocoder's own STFT.
        hop_length: Samples between frames; must be a quarter of `win_length` (the vocoder's overlap-add relies on it).
        n_mels: Number of mel bands.
        f_min: Lower edge of the first band (Hz).
        f_max: Upper edge of the last band (Hz), at most half of `sample_rate`.
        clip: Smallest mel magnitude before the logarithm.
    """

    sample_rate: int = 24_000
    n_fft: int = 2048
    win_length: int = 1200
    hop_length: int = 300
    n_mels: int = 80
    f_min: float = 0.0
    f_max: float = 12_000.0
    clip: float = 1e-5

    def __post_init__(self) -> None:
        for name in ("sample_rate", "n_fft", "win_length", "hop_length", "n_mels", "clip"):
            if getattr(self, name) <= 0:
                raise ConfigError(f"{name} must be positive, got {getattr(self, name):g}")
        if self.win_length > self.n_fft:
            raise ConfigError(f"win_length must be at most n_fft ({self.n_fft}), got {self.win_length}")
        if self.hop_length * 4 != self.win_length:
            raise ConfigError(
                f"hop_length must be a quarter of win_length ({self.win_length}), got {self.hop_length}; "
                f"set hop_length = {self.win_length // 4}"
            )
        if not 0 <= self.f_min < self.f_max <= self.sample_rate / 2:
            raise ConfigError(
                f"0 <= f_min < f_max <= sample_rate / 2 ({self.sample_rate / 2:g}) must hold, "
                f"got f_min {self.f_min:g} and f_max {self.f_max:g}"
            )

    def subdivided(self, parts: int) -> MelConfig:
        """The same signal in frames that are `parts` times as short and as close together.

        Raises:
            ConfigError: `parts` does not divide the hop.
        """
        if parts < 1 or self.hop_length % parts:
            raise ConfigError(f"a hop of {self.hop_length} samples cannot be cut into {parts} equal parts")
        return replace(self, win_length=self.win_length // parts, hop_length=self.hop_length // parts)

    @property
    def n_bins(self) -> int:
        """Frequency bins of the vocoder's own STFT (transform length `win_length`)."""
        return self.win_length // 2 + 1

    @property
    def frames_per_second(self) -> float:
        return self.sample_rate / self.hop_length


def load_toml(path: str | Path, cls: type[ConfigT]) -> ConfigT:
    """Reads a TOML file into the dataclass `cls`.

    Raises:
        ConfigError: The file is not TOML, has an unknown key, or a value that is wrong.
        FileNotFoundError: There is no such file.
    """
    path = Path(path)
    try:
        mapping = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}") from error
    return from_mapping(cls, mapping, where=str(path))


def from_mapping(cls: type[ConfigT], mapping: Mapping[str, Any], where: str = "configuration") -> ConfigT:
    """Builds the dataclass `cls` (and the dataclasses inside it) from plain values.

    Args:
        cls: A dataclass. Field types may be bool, int, float, str, Path, tuples of those, other dataclasses, tuples of
            dataclasses, literals (one of a few strings), and unions with None.
        mapping: Values by field name, as TOML or JSON gives them.
        where: Name of the source for error messages.

    Raises:
        ConfigError: Unknown or missing key, wrong type, or a value that the dataclass refuses.
    """
    if not dataclasses.is_dataclass(cls):
        raise TypeError(f"{cls!r} is not a dataclass")
    hints = typing.get_type_hints(cls)
    fields = {field.name: field for field in dataclasses.fields(cls) if field.init}
    for key in mapping:
        if key not in fields:
            raise ConfigError(_unknown_key(key, list(fields), where))
    values = {name: _convert(hints[name], mapping[name], f"{where}: {name}") for name in fields if name in mapping}
    missing = [
        name
        for name, field in fields.items()
        if name not in values and field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    ]
    if missing:
        raise ConfigError(f"{where}: missing key {', '.join(repr(name) for name in missing)}; add it")
    try:
        return typing.cast(ConfigT, cls(**values))
    except ConfigError as error:  # of a value that does not go with the others
        raise ConfigError(f"{where}: {error}") from error


def to_mapping(config: Any) -> dict[str, Any]:
    """The inverse of `from_mapping`: nested dicts, lists and scalars that JSON can hold."""
    return typing.cast(dict[str, Any], json.loads(json.dumps(dataclasses.asdict(config), default=str)))


def config_hash(config: Any) -> str:
    """Twelve hex digits that change whenever any value of the configuration changes."""
    text = json.dumps(to_mapping(config), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _unknown_key(key: str, known: list[str], where: str) -> str:
    return f"{where}: unknown key {key!r}: choose one of {', '.join(known)}{nearest(key, known)}"


def _optional(hint: Any, value: Any, where: str) -> Any:
    if value is None:
        return None
    options = [option for option in typing.get_args(hint) if option is not type(None)]
    return _convert(options[0], value, where)


def _sequence(hint: Any, value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise ConfigError(f"{where}: expected a list, got {value!r}")
    kinds = typing.get_args(hint)
    if kinds[1:] == (Ellipsis,):
        kinds = kinds[:1] * len(value)
    if len(kinds) != len(value):
        raise ConfigError(f"{where}: expected {len(kinds)} values, got {len(value)}")
    return tuple(
        _convert(kind, item, f"{where}[{index}]") for index, (kind, item) in enumerate(zip(kinds, value, strict=True))
    )


def _dataclass(hint: Any, value: Any, where: str) -> Any:
    if not isinstance(value, Mapping):
        raise ConfigError(f"{where}: expected a table, got {value!r}")
    return from_mapping(hint, value, where)


def _path(hint: Any, value: Any, where: str) -> Path:
    if not isinstance(value, (str, Path)):
        raise ConfigError(f"{where}: expected a path, got {value!r}")
    return Path(value)


def _float(hint: Any, value: Any, where: str) -> float:
    number = float(value) if type(value) is int else _scalar(hint, value, where)
    if not math.isfinite(number):
        raise ConfigError(f"{where}: expected a finite number, got {number}")
    return number


def _scalar(hint: Any, value: Any, where: str) -> Any:
    if type(value) is not hint:
        raise ConfigError(f"{where}: expected {hint.__name__}, got {value!r}")
    return value


def _choice(hint: Any, value: Any, where: str) -> Any:
    allowed = typing.get_args(hint)
    if value not in allowed:
        raise ConfigError(f"{where}: must be one of {', '.join(map(str, allowed))}, got {value!r}")
    return value


_CONVERTERS: dict[Any, Callable[[Any, Any, str], Any]] = {
    typing.Union: _optional,
    types.UnionType: _optional,
    typing.Literal: _choice,
    tuple: _sequence,
    Path: _path,
    bool: _scalar,
    int: _scalar,
    float: _float,
    str: _scalar,
}
"""How the plain value of a field becomes one of its type, by the type without its parameters."""


def _convert(hint: Any, value: Any, where: str) -> Any:
    kind = typing.get_origin(hint) or hint
    convert = _dataclass if dataclasses.is_dataclass(kind) else _CONVERTERS.get(kind)
    if convert is None:
        raise TypeError(f"{where}: configurations cannot hold {hint!r}")
    return convert(hint, value, where)
