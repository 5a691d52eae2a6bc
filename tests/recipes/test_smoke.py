"""The chain that makes a voice, from text to speech."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from recipes.corpora.clip_store import read_manifest
from recipes.smoke import SENTENCES, last_checkpoint, main, plan
from tts.train import LoopConfig

PARTS = ("aligner", "acoustic", "vocoder")


def files(work: Path) -> dict[Path, tuple[int, int]]:
    """Size and time of change of every file below `work` that is a result."""
    found = (path for path in work.rglob("*") if path.is_file() and path.parent.name != "configs")
    return {path.relative_to(work): (path.stat().st_size, path.stat().st_mtime_ns) for path in found}


def test_the_configurations_name_the_folder_they_are_run_in(tmp_path: Path) -> None:
    steps = plan(tmp_path)
    assert [step.name for step in steps][-2:] == ["export", "speak"]
    assert all(step.product.is_relative_to(tmp_path) for step in steps)
    for path in (tmp_path / "configs").iterdir():
        assert "runs/" not in path.read_text(encoding="utf-8")


def test_a_run_that_cannot_go_on_says_which_step_failed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    work = tmp_path / "work"
    for manifest in (work / "source" / "manifest.jsonl", work / "corpus" / "manifest.jsonl"):
        manifest.parent.mkdir(parents=True)
        manifest.touch()
    assert main(["--work", str(work)]) == 1
    assert "the step 'train the aligner' failed" in capsys.readouterr().err


@pytest.mark.slow
def test_a_corpus_becomes_a_voice_that_speaks(tmp_path: Path) -> None:
    started = time.monotonic()
    assert main(["--work", str(tmp_path)]) == 0
    first_s = time.monotonic() - started

    samples, sample_rate = soundfile.read(tmp_path / "spoken.wav")
    assert sample_rate == 24_000
    assert 0.4 < len(samples) / sample_rate < 6.0
    assert np.sqrt(np.mean(samples**2)) > 0.01
    rows = read_manifest(tmp_path / "corpus" / "manifest.aligned.jsonl")
    assert len(rows) == sum(map(len, SENTENCES.values()))
    assert any(row["split"] == "valid" for row in rows)
    for part in PARTS:
        assert (tmp_path / part / "curves.png").stat().st_size > 1_000

    before = files(tmp_path)
    started = time.monotonic()
    assert main(["--work", str(tmp_path)]) == 0
    assert time.monotonic() - started < first_s / 5
    assert files(tmp_path) == before

    (tmp_path / "voices" / "smoke" / "voice.toml").unlink()
    assert main(["--work", str(tmp_path)]) == 0
    made_again = {path for path, state in files(tmp_path).items() if before.get(path) != state}
    assert {path.parts[0] for path in made_again} == {"voices", "spoken.wav"}


def test_the_last_checkpoint_is_the_one_of_the_last_step(tmp_path: Path) -> None:
    expected = tmp_path / "checkpoints" / "step-00000020"
    assert last_checkpoint(tmp_path, LoopConfig(total_steps=20)) == expected
