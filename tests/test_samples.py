"""The samples that a visitor hears first are what the shipped voice says."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import soundfile

from tts import Synthesizer
from tts.batch.sheet import read_sheet
from tts.files import read_rows

FOLDER = Path(__file__).parent.parent / "voices" / "matthew" / "samples"
MADE = {row["id"]: row for row in read_rows(FOLDER / "results.jsonl")}
ROWS = read_sheet(FOLDER / "prompts.csv").rows


@pytest.fixture(scope="module")
def engine() -> Synthesizer:
    return Synthesizer(threads=1)


def test_every_voice_is_heard(engine: Synthesizer) -> None:
    assert {row["voice"] for row in MADE.values()} == {voice.name for voice in engine.voices}
    assert set(MADE) == {row.id for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_sample_is_what_the_voice_says_today(engine: Synthesizer, row) -> None:
    made = MADE[row.id]
    sound = (FOLDER / made["path"]).read_bytes()
    assert hashlib.sha256(sound).hexdigest() == made["sha256"]
    heard, rate = soundfile.read(FOLDER / made["path"])
    today = engine.synthesize(row.text, made["voice"], ssml=row.ssml)
    assert len(heard) / rate == pytest.approx(today.duration_s, rel=0.05)


@pytest.mark.parametrize("document", ["README.md", "voices/matthew/MODEL_CARD.md"])
def test_the_documents_lead_to_every_sample(document: str) -> None:
    path = FOLDER.parents[2] / document
    prefix = (FOLDER.relative_to(path.parent)).as_posix()
    text = path.read_text(encoding="utf-8")
    assert all(f"]({prefix}/{row['path']})" in text for row in MADE.values())
