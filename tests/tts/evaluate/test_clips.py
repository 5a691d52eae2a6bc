"""The command that scores a manifest, with judges that need no models."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.tts.evaluate.stand_ins import CredulousJudges
from tts.evaluate import clips


@pytest.fixture
def manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three clips in French, two in German."""
    monkeypatch.setattr(clips, "require_all_weights", lambda: None)
    monkeypatch.setattr(clips, "limit_torch_threads", lambda threads: None)
    monkeypatch.setattr(clips, "Judges", lambda threads: CredulousJudges())
    rows = []
    for number, locale in enumerate(["fr-CA"] * 3 + ["de-DE"] * 2):
        soundfile.write(tmp_path / f"{number}.wav", 0.1 * np.random.default_rng(number).standard_normal(8_000), 24_000)
        rows.append({"audio": f"{number}.wav", "text": f"a b c{'d' * number}", "locale": locale})
    (tmp_path / "clips.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path / "clips.jsonl"


def test_one_row_for_each_locale_and_one_line_for_each_clip(manifest: Path, tmp_path: Path, capsys) -> None:
    assert clips.main(["--manifest", str(manifest), "--json", str(tmp_path / "scores.jsonl")]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert [(row.split()[0], row.split()[1]) for row in rows] == [("fr-CA", "3"), ("de-DE", "2")]
    assert len(head) >= max(map(len, rows)) - 1
    lines = [json.loads(line) for line in (tmp_path / "scores.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["heard"] for line in lines] == ["a b"] * 5
    assert Path(lines[0]["audio"]) == tmp_path / "0.wav"


def test_fewer_clips_of_one_locale(manifest: Path, capsys) -> None:
    assert clips.main(["--manifest", str(manifest), "--locale", "fr-CA", "--limit", "2", "--verbose"]) == 0
    out = capsys.readouterr().out
    assert "| a b c | a b" in out
    assert out.splitlines()[-1].split()[:2] == ["fr-CA", "2"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--locale", "es-US"], "has no clip of es-US"),
        (["--json", "{folder}/none/scores.jsonl"], "create the folder first"),
        (["--reference", "{folder}/none.jsonl"], "cannot read the manifest"),
    ],
)
def test_mistakes_are_told_in_one_line(manifest: Path, capsys, arguments: list[str], message: str) -> None:
    given = [argument.format(folder=manifest.parent) for argument in arguments]
    assert clips.main(["--manifest", str(manifest), *given]) == 1
    error = capsys.readouterr().err
    assert message in error
    assert len(error.splitlines()) == 1


def test_a_language_without_rules_is_told_before_anything_is_heard(manifest: Path, capsys) -> None:
    rows = manifest.read_text(encoding="utf-8").replace("de-DE", "it-IT")
    manifest.write_text(rows, encoding="utf-8")
    assert clips.main(["--manifest", str(manifest)]) == 1
    assert "no scoring rules for 'it-IT'" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--limit", "--threads"])
def test_numbers_below_one_are_wrong_usage(manifest: Path, capsys, option: str) -> None:
    with pytest.raises(SystemExit) as end:
        clips.main(["--manifest", str(manifest), option, "0"])
    assert end.value.code == 2
    assert "at least 1" in capsys.readouterr().err
