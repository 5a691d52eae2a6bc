from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from recipes.ivr import greeting
from tts import Audio, Synthesizer
from tts.audio.level import SPEECH_LEVEL_DB, active_level_db
from tts.batch.sheet import Row
from tts.errors import InputError


def test_shipped_sheet_has_every_locale_and_both_dates() -> None:
    prompts = list(greeting.read_prompts(greeting.SHEET).values())
    assert {prompt.voice for prompt in prompts} == {"Matthew", "Arthur", "Pedro", "Daniel", "Liam"}
    assert {prompt.voice for prompt in prompts if "1/2/22" in prompt.text} == {"Arthur", "Matthew"}


def test_prompts_have_one_level(voices_folder: Path) -> None:
    prompts = list(greeting.read_prompts(greeting.SHEET).values())
    audios = greeting.speak(prompts, Synthesizer(voices_folder))
    levels = [active_level_db(audio.samples, audio.sample_rate) for audio in audios]
    assert levels == pytest.approx([SPEECH_LEVEL_DB] * len(prompts), abs=1.0)


def test_what_a_row_says_of_its_voice_and_pace_holds(voices_folder: Path) -> None:
    engine = Synthesizer(voices_folder)
    text = "One moment, please."
    rows = [
        Row(2, locale="en-GB", text=text),
        Row(3, voice="Arthur", text=text, rate=2.0),
        Row(4, voice="Arthur", text="<speak>One moment, please.</speak>", ssml=True),
    ]
    plain, fast, marked = greeting.speak(rows, engine)
    assert fast.duration_s < 0.7 * plain.duration_s
    assert marked.duration_s == plain.duration_s == engine.synthesize(text, "Arthur").duration_s


def test_joined_pieces_have_pauses_between_them_only() -> None:
    pieces = [Audio(np.ones(100, np.float32), 1_000), Audio(np.ones(50, np.float32), 1_000)]
    joined = greeting.join(pieces, pause_s=0.2)
    assert len(joined) == 350
    assert not joined[100:300].any()
    assert joined[-1] == 1


def test_command_writes_each_prompt_and_the_greeting(voices_folder: Path, tmp_path: Path, capsys) -> None:
    arguments = ["--voices-dir", str(voices_folder), "--output-dir", str(tmp_path / "out"), "--format", "wav_mulaw"]
    assert greeting.main([*arguments, "--only", "french,english_gb"]) == 0
    files = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert files == ["english_gb.wav", "french.wav", "greeting.wav"]
    info = soundfile.info(tmp_path / "out" / "greeting.wav")
    assert (info.samplerate, info.subtype) == (8_000, "ULAW")
    lengths = [soundfile.info(tmp_path / "out" / name).duration for name in files]
    assert lengths[2] == pytest.approx(lengths[0] + lengths[1] + greeting.PAUSE_S, abs=0.01)
    assert capsys.readouterr().out.strip().endswith("greeting.wav")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--only", "italian"], 2, "choose from english_us"),
        (["--format", "midi"], 2, "unknown format"),
        (["--sheet", "x.csv"], 2, "x.csv"),
    ],
)
def test_command_reports_mistakes_in_one_line(
    voices_folder: Path, tmp_path: Path, capsys, arguments, code, message
) -> None:
    common = ["--voices-dir", str(voices_folder), "--output-dir", str(tmp_path)]
    assert greeting.main([*common, *arguments]) == code
    captured = capsys.readouterr().err
    assert message in captured
    assert len(captured.splitlines()) == 1


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,Arthur,", "line 2: no text"),
        ("a,Arthur,One, two", "line 2: 4 cells for 3 columns"),
        ("../a,Arthur,One", "'../a' is no file name"),
        ("a b,Arthur,One", "line 2: id 'a b' must be"),
        ("a,Arthur,One\na,Liam,Deux", "line 3: id 'a' appears twice"),
    ],
)
def test_mistakes_of_a_sheet_are_named(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(f"id,voice,text\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError, match=message):
        greeting.read_prompts(path)
