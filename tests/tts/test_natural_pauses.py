"""Pauses that nobody asked for, in the audio of the fake voice, whose own are all alike."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tts import Synthesizer
from tts.marks import MarkType

LONG = "The farmer brought the apples to the market in the city {}and the children carried the baskets to the bridge."


@pytest.fixture(scope="module")
def engine(voices_folder: Path) -> Synthesizer:
    return Synthesizer(voices_folder)


def gaps_s(engine: Synthesizer, text: str, *, ssml: bool = False, rate: float = 1.0) -> dict[str, float]:
    """The pause before each word that has one, by the word."""
    audio = engine.synthesize(text, "Matthew", ssml=ssml, rate=rate)
    words = [mark for mark in audio.marks if mark.type is MarkType.WORD]
    gaps = {text[after.span.start : after.span.end]: after.time_s - before.end_s for before, after in pairwise(words)}
    return {word: gap for word, gap in gaps.items() if gap > 0.05}


def test_a_long_clause_pauses_between_its_phrases(engine: Synthesizer) -> None:
    found = gaps_s(engine, LONG.format(""))
    assert list(found) == ["and"]
    assert 0.11 <= found["and"] <= 0.22


def test_a_phrase_break_keeps_the_tempo_of_the_speech(engine: Synthesizer) -> None:
    slow, fast = (gaps_s(engine, LONG.format(""), rate=rate)["and"] for rate in (0.8, 1.6))
    assert slow / fast == pytest.approx(2.0, rel=0.2)


def test_ssml_takes_a_phrase_break_away_or_makes_it_longer(engine: Synthesizer) -> None:
    none, long = (LONG.format(f"<break {attribute}/>") for attribute in ("strength='none'", "time='800ms'"))
    assert gaps_s(engine, f"<speak>{none}</speak>", ssml=True) == {}
    assert gaps_s(engine, f"<speak>{long}</speak>", ssml=True)["and"] == pytest.approx(0.8, abs=0.02)


def test_a_comma_between_long_phrases_pauses_longer_than_one_in_a_list(engine: Synthesizer) -> None:
    listed = gaps_s(engine, "plums, pears, figs")
    clauses = gaps_s(engine, "The harbour is full of fishing boats, the market opens on Monday.")
    assert listed["pears"] == pytest.approx(0.15, abs=0.02)
    assert clauses["the"] > listed["pears"] + 0.08


def test_a_comma_beside_a_short_phrase_stays_short(engine: Synthesizer) -> None:
    found = gaps_s(engine, "Yes, the harbour is full of fishing boats this morning.")
    assert found["the"] == pytest.approx(0.15, abs=0.02)


def test_short_sentences_follow_one_another_faster(engine: Synthesizer) -> None:
    short = gaps_s(engine, "Yes. No.")
    long = gaps_s(engine, "The harbour is full of fishing boats. Nobody remembers so many of them.")
    assert short["No"] == pytest.approx(0.34, abs=0.03)
    assert long["Nobody"] == pytest.approx(0.47, abs=0.05)


def test_marked_up_sentences_pause_as_those_with_a_full_stop(engine: Synthesizer) -> None:
    marked_up = gaps_s(engine, "<speak><s>Mine</s><s>Yours</s></speak>", ssml=True)
    assert marked_up["Yours"] == pytest.approx(gaps_s(engine, "Mine. Yours.")["Yours"], abs=0.001)
