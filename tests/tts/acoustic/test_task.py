"""What a training configuration of the acoustic model refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tts.acoustic.task import AcousticTraining
from tts.config import load_toml
from tts.errors import ConfigError

CONFIG = """
manifests = ["manifest.jsonl"]
speakers = ["anna", "ben"]
prosodies = ["anna/en-US", "ben/de-DE"]
weights = [ {{ prosody = "{prosody}", weight = {weight} }} ]
"""


def load(folder: Path, prosody: str, weight: float) -> AcousticTraining:
    path = folder / "acoustic.toml"
    path.write_text(CONFIG.format(prosody=prosody, weight=weight), encoding="utf-8")
    return load_toml(path, AcousticTraining)


def test_a_weight_of_zero_leaves_a_way_of_speaking_out(tmp_path: Path) -> None:
    assert load(tmp_path, "ben/de-DE", 0.0).weights[0].weight == 0.0


@pytest.mark.parametrize(("prosody", "weight"), [("ben/de-AT", 1.0), ("ben/de-DE", -0.5)])
def test_a_weight_that_means_nothing_is_refused(tmp_path: Path, prosody: str, weight: float) -> None:
    with pytest.raises(ConfigError, match=prosody):
        load(tmp_path, prosody, weight)


@pytest.mark.parametrize(
    ("left_out", "named"),
    [
        ('{ prosodies = ["ben/de-AT"], phones = ["y"] }', "left_out names 'ben/de-AT'"),
        ('{ prosodies = ["ben/de-DE"], phones = ["yy"] }', "left_out names the phone 'yy'"),
    ],
)
def test_leaving_out_what_is_not_there_is_refused(tmp_path: Path, left_out: str, named: str) -> None:
    path = tmp_path / "acoustic.toml"
    path.write_text(CONFIG.format(prosody="ben/de-DE", weight=1.0) + f"left_out = [{left_out}]\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=named):
        load_toml(path, AcousticTraining)
