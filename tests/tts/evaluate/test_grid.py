"""The grid of speakers and languages, with a tiny voice and judges that need no models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.tts.evaluate.stand_ins import CredulousJudges
from tts.audio.level import SPEECH_LEVEL_DB, active_level_db
from tts.evaluate.errors import EvaluationError
from tts.evaluate.grid import run_grid
from tts.evaluate.grid_page import plane, render_grid_page, write_grid_page
from tts.evaluate.model_speakers import ModelSpeaker, read_speakers
from tts.evaluate.waveforms import Waveform
from tts.voice import Voice, find_voices, shipped_voices_folder


class AlternatingJudges(CredulousJudges):
    """Recognise the speaker by the order of the clips: `clips` in each cell, `locales` cells for each speaker."""

    def __init__(self, clips: int, locales: int, leak: float = 0.0) -> None:
        self._each, self._leak = clips * locales, leak
        self._clips, self._count = clips, 0
        self.levels: list[float] = []

    def embed(self, waveform: Waveform) -> NDArray[np.float32]:
        self.levels.append(active_level_db(waveform.samples, waveform.sample_rate))
        speaker, rest = divmod(self._count, self._each)
        self._count += 1
        embedding = np.zeros(8, dtype=np.float32)
        embedding[speaker] = 1.0
        embedding[4 + rest // self._clips] = self._leak
        return embedding


def two_locales(folder: Path) -> list[Voice]:
    voices = find_voices(folder)
    return [next(voice for voice in voices if voice.locale == locale) for locale in ("en-US", "fr-CA")]


def speakers_of(voices: list[Voice], count: int = 3) -> list[ModelSpeaker]:
    size = len(voices[0].persona.speaker)
    return [
        ModelSpeaker(name, tuple(float(index == number) for index in range(size)), 5.0, (locale,))
        for number, (name, locale) in enumerate([("first", "en-US"), ("second", "fr-CA"), ("third", "de-DE")][:count])
    ]


def test_every_speaker_speaks_every_locale_and_is_recognised(voices_folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    voices = two_locales(voices_folder)
    judges = AlternatingJudges(2, 2)
    grid = run_grid(voices, speakers_of(voices), 2, judges)
    assert [(cell.speaker, cell.locale) for cell in grid.cells] == [
        (speaker, locale) for speaker in ("first", "second", "third") for locale in ("en-US", "fr-CA")
    ]
    assert grid.identified_share == 1.0
    assert all(cell.own_cosine == pytest.approx(1.0) and cell.other_cosine == pytest.approx(0.0) for cell in grid.cells)
    assert [cell.is_native for cell in grid.cells] == [True, False, False, True, False, False]
    assert all(0 < cell.wer < 1 for cell in grid.cells)
    assert judges.levels == pytest.approx([SPEECH_LEVEL_DB] * 12, abs=0.5)
    write_grid_page(grid, tmp_path / "grid.html")
    page = (tmp_path / "grid.html").read_text(encoding="utf-8")
    assert page.count('src="data:audio/mpeg;base64,') == 6
    assert page.count("<svg") == page.count("</svg>") == 2
    assert "100%" in page
    assert json.loads(json.dumps(grid.as_json()))["cells"][3]["speaker"] == "second"


def test_a_voice_that_follows_the_language_is_seen(voices_folder: Path) -> None:
    voices = two_locales(voices_folder)
    grid = run_grid(voices, speakers_of(voices, 2), 1, AlternatingJudges(1, 2, leak=3.0))
    assert all(cell.own_cosine == pytest.approx(0.1) for cell in grid.cells)


def test_a_confused_speaker_is_named(voices_folder: Path) -> None:
    class Confused(AlternatingJudges):
        """Hear the first speaker's French as the second speaker."""

        def embed(self, waveform: Waveform) -> NDArray[np.float32]:
            place = self._count
            embedding = super().embed(waveform)
            return np.roll(embedding, 1) if place == 1 else embedding

    voices = two_locales(voices_folder)
    grid = run_grid(voices, speakers_of(voices), 1, Confused(1, 2))
    assert grid.cell("first", "fr-CA").nearest == "second"
    assert grid.identified_share < 1.0
    assert " second</td>" in render_grid_page(grid)


def test_wrong_speakers_and_too_few_are_refused(voices_folder: Path) -> None:
    voices = two_locales(voices_folder)
    with pytest.raises(EvaluationError, match="at least two"):
        run_grid(voices, speakers_of(voices, 1), 1, AlternatingJudges(1, 2))
    foreign = [ModelSpeaker(name, (0.0,) * 99, 5.0, ()) for name in ("a", "b")]
    with pytest.raises(EvaluationError, match=r"\[99\] values.*--weights"):
        run_grid(voices, foreign, 1, AlternatingJudges(1, 2))


def test_speakers_come_from_the_weights(tmp_path: Path) -> None:
    numpy_format: Any = pytest.importorskip("safetensors.numpy")
    table = np.arange(9, dtype=np.float16).reshape(3, 3)
    statistic = np.array([[4.7, 0.2], [4.9, 0.2], [5.0, 0.2], [5.3, 0.1], [5.0, 0.2]], dtype=np.float32)
    numpy_format.save_file({"speakers.weight": table, "f0_statistics": statistic}, tmp_path / "acoustic.safetensors")
    prosodies = ["man/en-US", "man/es-US", "man/de-DE", "woman/de-DE", "nobody/fr-CA"]
    config = {"speakers": ["man", "woman", "nobody"], "prosodies": prosodies}
    (tmp_path / "meta.json").write_text(json.dumps({"config": config}))
    man, woman = read_speakers(tmp_path)
    assert (man.name, man.embedding, man.locales) == ("man", (0.0, 1.0, 2.0), ("en-US", "es-US"))
    assert man.log_f0_mean == pytest.approx(4.8)
    assert (woman.name, woman.locales) == ("woman", ("de-DE",))


def test_missing_weights_say_what_to_do(tmp_path: Path) -> None:
    pytest.importorskip("safetensors")
    with pytest.raises(EvaluationError, match="--weights"):
        read_speakers(tmp_path)


def test_the_shipped_weights_hold_the_persona_and_its_donors() -> None:
    pytest.importorskip("safetensors")
    folder = shipped_voices_folder() / "matthew"
    if not (folder / "weights").is_dir():
        pytest.skip("the package is installed without the weights for training")
    speakers = {speaker.name: speaker for speaker in read_speakers(folder / "weights" / "acoustic")}
    assert {"matthew", "kerstin", "danahy"} <= speakers.keys()
    persona = next(voice.persona for voice in find_voices(folder.parent) if voice.persona.persona == "matthew")
    assert speakers["matthew"].embedding == pytest.approx(persona.speaker, abs=2e-3)


def test_the_plane_keeps_the_largest_distances() -> None:
    points = np.array([[0.0, 0.0, 0.0], [10.0, 0.0, 0.0], [0.0, 1.0, 0.0], [10.0, 1.0, 0.01]])
    flat = plane(points)
    assert flat.shape == (4, 2)
    assert np.ptp(flat[:, 0]) == pytest.approx(10.0, abs=0.01)
    assert plane([[1.0, 2.0], [3.0, 4.0]]).shape == (2, 2)
