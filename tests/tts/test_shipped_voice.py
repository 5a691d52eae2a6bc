"""The voice in the repository: complete, audible, even in level, small and quick to start."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from frontend.normalize import normalize_to_text
from recipes.ivr.greeting import SHEET, read_prompts
from tts import Audio, Synthesizer
from tts.audio.level import active_level_db, peak_db
from tts.batch.sheet import Row
from tts.marks import MarkType
from tts.voice import find_voices, shipped_voices_folder, verify

PROMPTS = tuple(read_prompts(SHEET).values())
LOCALES = {"Matthew": "en-US", "Arthur": "en-GB", "Pedro": "es-US", "Daniel": "de-DE", "Liam": "fr-CA"}


@pytest.fixture(scope="module")
def spoken() -> dict[str, Audio]:
    """Every prompt of the IVR sheet by its id."""
    engine = Synthesizer()
    return {prompt.id: engine.synthesize(prompt.text, prompt.voice) for prompt in PROMPTS}


def test_the_five_voices_are_one_persona_and_undamaged() -> None:
    voices = find_voices()
    assert {voice.name: voice.locale for voice in voices} == LOCALES
    assert {voice.persona.persona for voice in voices} == {"matthew"}
    verify(voices[0])


def test_the_persona_has_its_papers_and_fits_the_repository() -> None:
    folder = shipped_voices_folder() / "matthew"
    assert (folder / "MODEL_CARD.md").stat().st_size > 1_000
    assert (folder / "LICENSE").exists()
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 60e6


@pytest.mark.parametrize("prompt", PROMPTS, ids=lambda prompt: prompt.id)
def test_a_prompt_takes_as_long_as_speech_takes(spoken: dict[str, Audio], prompt: Row) -> None:
    audio = spoken[prompt.id]
    words = [mark for mark in audio.marks if mark.type is MarkType.WORD]
    letters = len(normalize_to_text(prompt.text, LOCALES[prompt.voice]))
    assert 7 < letters / (words[-1].end_s - words[0].time_s) < 25
    assert np.isfinite(audio.samples).all()


@pytest.mark.parametrize("prompt", PROMPTS, ids=lambda prompt: prompt.id)
def test_words_sound_and_the_ends_are_silent(spoken: dict[str, Audio], prompt: Row) -> None:
    audio = spoken[prompt.id]
    words = [mark for mark in audio.marks if mark.type is MarkType.WORD]
    speech_db = active_level_db(audio.samples, audio.sample_rate)
    for mark in words:
        part = audio.samples[round(mark.time_s * audio.sample_rate) : round(mark.end_s * audio.sample_rate)]
        assert peak_db(part) > speech_db - 6, prompt.text[mark.span.start : mark.span.end]
    edge = round(0.02 * audio.sample_rate)
    assert peak_db(audio.samples[:edge]) < speech_db - 20
    assert peak_db(audio.samples[-edge:]) < speech_db - 20


def test_the_voices_are_equally_loud(spoken: dict[str, Audio]) -> None:
    levels = [active_level_db(audio.samples, audio.sample_rate) for audio in spoken.values()]
    assert max(levels) - min(levels) < 4
    assert all(peak_db(audio.samples) <= -1 for audio in spoken.values())


def test_the_same_text_is_read_by_each_locale_in_its_own_way(spoken: dict[str, Audio]) -> None:
    # The British date has more words: "the first of February ..." against "January second ...".
    assert spoken["date_gb"].duration_s > spoken["date_us"].duration_s


@pytest.mark.perf
def test_a_spanish_trill_is_longer_than_a_tap() -> None:
    """*Carro* once sounded like *caro*."""
    engine = Synthesizer()

    def lasts(text: str, viseme: str, rate: float = 1.0) -> list[float]:
        marks = engine.synthesize(text, "Pedro", rate=rate).marks
        return [mark.end_s - mark.time_s for mark in marks if mark.type is MarkType.VISEME and mark.value == viseme]

    trills = lasts("El perro corre por la carretera roja.", "r")
    assert len(trills) == 4
    assert min(trills) >= 0.085
    assert min(lasts("El carro es caro.", "r")) > 1.25 * max(lasts("Su caro.", "t"))
    assert max(lasts("El perro corre.", "r", rate=1.8)) < 0.085  # as fast as the rest


@pytest.mark.perf
def test_the_first_file_is_written_within_a_second(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "tts",
        "synthesize",
        "--voice",
        "Arthur",
        "--text",
        "For English, please press one.",
    ]
    times = []
    for _ in range(4):
        start = time.perf_counter()
        subprocess.run([*command, "--output", str(tmp_path / "a.wav")], check=True)
        times.append(time.perf_counter() - start)
    assert min(times) < 1.0


@pytest.mark.perf
def test_speech_is_made_ten_times_faster_than_spoken() -> None:
    engine = Synthesizer()
    engine.synthesize("Warm up.", "Matthew")
    start = time.process_time()
    audio = engine.synthesize("The quick answer is that this should take no time at all. " * 5, "Matthew")
    assert (time.process_time() - start) / audio.duration_s < 0.1
