"""Strict configuration: what is unknown or of the wrong type is an error that helps."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest

from tts.config import MelConfig, config_hash, from_mapping, load_toml, to_mapping
from tts.errors import ConfigError


@dataclass(frozen=True)
class Part:
    path: Path
    weight: float = 1.0


@dataclass(frozen=True)
class Whole:
    steps: int = 10
    name: str = "a"
    kind: Literal["big", "small"] = "big"
    limit: float | None = None
    sizes: tuple[int, ...] = (1, 2)
    parts: tuple[Part, ...] = ()
    mel: MelConfig = field(default_factory=MelConfig)


def test_toml_fills_nested_dataclasses(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('steps = 3\nkind = "small"\nlimit = 2\nsizes = [4]\n[mel]\nn_mels = 100\n[[parts]]\npath = "x/y"\n')
    config = load_toml(path, Whole)
    assert config == Whole(3, "a", "small", 2.0, (4,), (Part(Path("x/y")),), MelConfig(n_mels=100))


def test_unknown_key_names_the_nearest() -> None:
    with pytest.raises(ConfigError, match=r"mel: unknown key 'hop_lenght': .*did you mean 'hop_length'"):
        from_mapping(Whole, {"mel": {"hop_lenght": 300}})


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"steps": "3"}, "steps: expected int, got '3'"),
        ({"steps": True}, "steps: expected int, got True"),
        ({"steps": 1.5}, "steps: expected int"),
        ({"kind": "medium"}, "kind: must be one of big, small, got 'medium'"),
        ({"kind": ["big"]}, "kind: must be one of big, small"),
        ({"sizes": 4}, "sizes: expected a list"),
        ({"mel": 4}, "mel: expected a table"),
        ({"parts": [{"weight": 1.0}]}, r"parts\[0\]: missing key 'path'"),
        ({"mel": {"hop_length": 256}}, "configuration: mel: hop_length must be a quarter of win_length"),
        ({"mel": {"hop_length": 0, "win_length": 0}}, "win_length must be positive, got 0"),
        ({"limit": float("nan")}, "limit: expected a finite number, got nan"),
        ({"mel": {"f_max": 13000.0}}, "f_max 13000"),
    ],
)
def test_wrong_values_are_named(mapping: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        from_mapping(Whole, mapping)


def test_invalid_toml_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("steps = ")
    with pytest.raises(ConfigError, match=r"broken\.toml is not valid TOML"):
        load_toml(path, Whole)
    path.write_bytes('name = "Grüße"'.encode("latin-1"))
    with pytest.raises(ConfigError, match=r"broken\.toml is not valid TOML.*utf-8"):
        load_toml(path, Whole)


def test_mapping_round_trip_and_hash() -> None:
    config = Whole(parts=(Part(Path("a"), 2.0),))
    assert from_mapping(Whole, to_mapping(config)) == config
    assert config_hash(config) == config_hash(from_mapping(Whole, to_mapping(config)))
    assert config_hash(config) != config_hash(Whole(parts=(Part(Path("a"), 2.5),)))
