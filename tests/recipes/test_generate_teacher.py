"""Teacher corpus: spelling in the teacher's symbols, tidying of clips, prompts."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from frontend.locales import LOCALES
from frontend.phonology import encode
from frontend.pipeline import Frontend

pytest.importorskip("onnx")
from recipes import generate_teacher
from recipes.generate_teacher import Job, TeacherCorpusConfig, read_prompts, tidy
from recipes.ivr_prompts import prompts
from recipes.teacher import TeacherClip
from recipes.teacher_phones import to_teacher_tokens
from tts.config import load_toml
from tts.files import read_rows

CONFIG = Path(__file__).parents[2] / "recipes" / "configs" / "teacher.toml"


@pytest.mark.parametrize(
    ("locale", "text", "tokens"),
    [
        ("en-US", "Nurse.", "nˈɜɹs."),
        ("en-US", "Go, you.", "ɡˈO, ju."),
        ("en-US", "Better.", "bˈɛTəɹ."),
        ("en-GB", "Go there.", "ɡˌQ ðˈɛː."),
        ("es-US", "Mucho.", "mˈuʧo."),
        ("es-US", "Pero el perro, Rosa.", "peɾo el perro, rrosa."),
        ("fr-CA", "Tu dis.", "tsy dzˈi."),
    ],
)
def test_spelling(locale: str, text: str, tokens: str) -> None:
    encoded = encode(*Frontend().process(text, locale).sentences)
    stress_free = to_teacher_tokens(encoded).tokens.replace("ˈ", "").replace("ˌ", "")
    assert stress_free == tokens.replace("ˈ", "").replace("ˌ", "")


@pytest.mark.parametrize("locale", LOCALES)
def test_durations_are_all_given_to_some_phone(locale: str) -> None:
    encoded = encode(*Frontend().process("Taxi, radio 5: pizza?", locale).sentences)
    spelled = to_teacher_tokens(encoded)
    durations = np.arange(1, len(spelled.tokens) + 3)
    grouped = spelled.phone_durations(durations, len(encoded.phone_ids))
    assert grouped.sum() == durations.sum()
    assert np.all(grouped > 0)


def test_tidy_cuts_the_edges_and_gives_silence_to_the_punctuation() -> None:
    symbols = ["^", "a", ".", "$"]
    durations = np.array([40, 60, 10, 2])
    waveform = np.zeros(112 * 300, dtype=np.float32)
    waveform[36 * 300 : 66 * 300] = 0.1 * np.sin(np.arange(30 * 300) * 0.05)
    voiced = (np.arange(112) >= 36) & (np.arange(112) < 66)
    clip = TeacherClip(waveform, durations, np.full(112, 100.0, dtype=np.float32), np.zeros(112, dtype=np.float32))
    out, tidied, f0 = tidy(clip, durations, symbols, voiced)
    assert len(out) == 300 * tidied.sum() == 300 * len(f0)
    assert tidied[0] == 12
    assert 30 <= tidied[1] <= 33
    assert tidied[2:].sum() == 12
    assert np.flatnonzero(f0).tolist() == list(range(12, 42))
    active = out[13 * 300 : 40 * 300]
    assert 20 * np.log10(np.sqrt(np.mean(active**2))) == pytest.approx(-24.0, abs=0.5)


def test_a_run_that_was_killed_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"id": "a", "locale": "en-US", "speaker": "x", "seconds": 2.0, "text": "one\u2028two"}
    line = json.dumps(row, ensure_ascii=False) + "\n"
    (tmp_path / "manifest.jsonl").write_text(line + '{"id": "b", "loc', encoding="utf-8")
    (tmp_path / "a.txt").write_text("This is a sentence.\n", encoding="utf-8")
    (tmp_path / "teacher.toml").write_text(
        '[[jobs]]\nlocale = "en-US"\nspeaker = "x"\nsex = "male"\nprompts = ["a.txt"]\ntimbre_names = ["s"]\n'
        'timbre_weights = [1.0]\nprosody = "s"\nf0_scale = 1.0\nminutes = 1.0\n'
    )
    monkeypatch.setattr(generate_teacher.Teacher, "from_folder", lambda *_, **__: None)
    monkeypatch.setattr(generate_teacher, "load_style", lambda _: np.zeros((510, 1, 256), np.float32))
    monkeypatch.setattr(generate_teacher, "end_with_parent", lambda: None)
    folders = ["--styles", str(tmp_path), "--prompts", str(tmp_path), "--output", str(tmp_path)]
    options = ["--config", str(tmp_path / "teacher.toml"), "--workers", "1", "--max-minutes", "0"]
    assert generate_teacher.main([*folders, *options]) == 0
    assert read_rows(tmp_path / "manifest.jsonl") == [row]


@pytest.mark.parametrize(("codes", "status"), [((0, 0), 0), ((0, 2), 2), ((-9, 0), 1), ((0, -9), 1)])
def test_a_worker_that_was_killed_is_a_failure(
    codes: tuple[int, int], status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = list(codes)

    class Process:
        def __init__(self, **_: object) -> None:
            self.exitcode = left.pop()

        def start(self) -> None: ...

        join = start

    monkeypatch.setattr(generate_teacher.multiprocessing, "get_context", lambda _: SimpleNamespace(Process=Process))
    folders = ["--styles", str(tmp_path), "--prompts", str(tmp_path), "--output", str(tmp_path)]
    assert generate_teacher.main([*folders, "--workers", "2"]) == status
    assert generate_teacher.main([*folders, "--workers", "0"]) == 2


def test_prompts_are_the_same_every_time_and_hold_announcements(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "\n".join(f"This is sentence number word{i}." for i in range(100)), encoding="utf-8"
    )
    job = Job("en-US", "x", "male", ("a.txt",), ("s",), (1.0,), "s", 1.0, 1.0)
    config = TeacherCorpusConfig(jobs=(job,), ivr_every=5)
    lines = read_prompts(job, tmp_path, config)
    assert lines == read_prompts(job, tmp_path, config)
    assert sum("sentence number" not in line for line in lines) == 25


@pytest.mark.parametrize("locale", LOCALES)
def test_announcements_differ_and_have_no_holes(locale: str) -> None:
    lines = prompts(locale, 120)
    assert len(set(lines)) == 120
    assert not any("{" in line for line in lines)


def test_the_shipped_configuration_is_valid() -> None:
    config = load_toml(CONFIG, TeacherCorpusConfig)
    assert {job.locale for job in config.jobs} >= {"en-US", "en-GB", "es-US", "fr-CA"}
    assert all(sum(job.timbre_weights) == pytest.approx(1.0) for job in config.jobs)
