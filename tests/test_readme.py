"""What the README shows works: its shell lines and Python blocks run, and its tree is true."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str, section: str) -> list[str]:
    """Fenced blocks of one language below one second-level heading."""
    (body,) = re.findall(rf"^## {re.escape(section)}\n(.*?)(?=^## |\Z)", README, re.M | re.S)
    return re.findall(rf"^```{language}\n(.*?)^```", body, re.M | re.S)


def tree() -> list[tuple[int, str]]:
    """Indentation and path of each line of the tree."""
    (text,) = blocks("text", "What is where")
    return [(len(line) - len(line.lstrip()), line.split()[0]) for line in text.splitlines()]


LINES, PRONUNCIATION = blocks("sh", "On the command line")


@pytest.mark.parametrize("line", [*LINES.splitlines(), PRONUNCIATION])
def test_shell_line_runs(line: str, tmp_path: Path) -> None:
    names = tmp_path / "bin"
    names.mkdir()
    for name, module in (("tts", "-m tts"), ("python", "")):
        (names / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {module} "$@"\n')
        (names / name).chmod(0o755)
    environment = {**os.environ, "PATH": f"{names}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    work = tmp_path / "work"
    work.mkdir()
    result = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", line], cwd=work, env=environment, capture_output=True, check=False
    )
    assert result.returncode == 0, result.stderr.decode()
    assert result.stderr == b""
    for option in re.findall(r"(?:--output|--marks|(?<!\S)>) (\S+)", line):
        assert (work / option).stat().st_size > 30


@pytest.mark.parametrize("block", blocks("python", "In Python"))
def test_python_block_runs(block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile(block, "README.md", "exec"), {})
    assert (tmp_path / "train.wav").stat().st_size > 10_000
    assert capsys.readouterr().out


def test_ci_finds_both_commands() -> None:
    install, test = blocks("sh", "Two commands")
    assert install.startswith("python3 -m venv")
    assert "-m pytest" in test
    for name, block in (("install", install), ("test", test)):
        assert f"<!-- ci: {name} -->\n```sh\n{block}```" in README


def test_every_path_of_the_tree_exists() -> None:
    parent = ""
    for indent, path in tree():
        parent = path if indent == 0 else parent
        assert (ROOT / (path if indent == 0 else parent + path)).exists(), path


@pytest.mark.parametrize("package", ["frontend", "recipes", "server", "tts"])
def test_the_tree_leaves_nothing_out(package: str) -> None:
    listed: set[str] = set()
    parent = ""
    for indent, path in tree():
        parent = path if indent == 0 else parent
        if indent and parent == f"{package}/":
            listed.add(path.rstrip("/"))
    present = {
        path.name for path in (ROOT / package).iterdir() if not path.name.startswith("_") and path.name != "py.typed"
    }
    assert present == listed


def test_every_extra_is_explained() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    rows = [line.split("|")[1] for line in README.splitlines() if line.startswith("| `")]
    assert set(extras) <= {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def test_every_voice_and_command_is_named() -> None:
    for name in (
        "Matthew",
        "Arthur",
        "Pedro",
        "Daniel",
        "Liam",
        "tts synthesize",
        "tts voices",
        "tts normalize",
        "tts phonemize",
    ):
        assert name in README
