"""Every recipe says in one line what is wrong."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from recipes.command import command
from tts.errors import ParameterError


@pytest.mark.parametrize(
    ("module", "arguments"),
    [
        ("align", ["train", "--config", "nope.toml"]),
        ("average", ["--first", "nope", "--second", "nope", "--output", "out"]),
        ("corpora.__main__", ["prepare", "--source", "nope", "--output", "out"]),
        ("dictionaries.__main__", ["--locale", "de-DE", "--sources", "nope", "--output", "out"]),
        ("export", ["--config", "nope.toml", "--acoustic", "nope", "--vocoder", "nope"]),
        ("generate_teacher", ["--config", "nope.toml", "--styles", ".", "--prompts", ".", "--workers", "1"]),
        ("predict_mels", ["--acoustic", "nope", "--speaker", "x", "--output", "out"]),
        ("train_acoustic", ["--config", "nope.toml"]),
        ("train_vocoder", ["train", "--config", "nope.toml", "--run", "run"]),
    ],
)
def test_a_file_that_is_missing_is_one_line(
    module: str,
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    recipe = importlib.import_module(f"recipes.{module}")
    monkeypatch.setattr("recipes.generate_teacher.end_with_parent", lambda: None)
    assert recipe.main(arguments) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"{module.partition('.')[0]}: ")
    assert said.err.count("\n") == 1
    assert "nope" in said.err


@pytest.mark.parametrize(
    ("error", "status"), [(ValueError("x"), 1), (ParameterError("x"), 2), (KeyboardInterrupt(), 130)]
)
def test_exit_status(error: BaseException, status: int, capsys: pytest.CaptureFixture[str]) -> None:
    @command("recipe")
    def main() -> int:
        raise error

    assert main() == status
    assert capsys.readouterr().err.startswith("recipe: ")


def test_a_defect_keeps_its_traceback() -> None:
    @command("recipe")
    def main() -> int:
        raise KeyError("x")

    with pytest.raises(KeyError):
        main()
