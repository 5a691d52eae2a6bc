from __future__ import annotations

import pytest

from frontend.types import AutoBreaths, Bookmark, Break, Breath, Span
from tts.pauses import BREATH_DB, BREATH_EVERY_S, BREATH_S, Breathing, Pause, Stretch, asked_pause, fit

RATE = 24_000
HERE = Span(0, 1)


def test_many_short_breaks_do_not_drift() -> None:
    pause = asked_pause([Break(0.7, HERE)] * 100, RATE)
    assert pause is not None
    assert pause.samples == 1680


def test_a_breath_alone_is_no_shorter_than_the_natural_pause() -> None:
    pause = asked_pause([Breath("short", "loud", HERE), Bookmark("a", HERE)], RATE)
    assert pause is not None
    assert not pause.exact
    assert pause.at_least(20_000).samples == 20_000
    assert pause.at_least(20_000).stretches[-2] == Stretch(round(BREATH_S["short"] * RATE), BREATH_DB["loud"])
    assert pause.at_least(100).samples == pause.samples


def test_marks_ask_for_no_pause() -> None:
    assert asked_pause([Bookmark("a", HERE)], RATE) is None


@pytest.mark.parametrize("unit", [1, 300])
@pytest.mark.parametrize("samples", [0, 1, 299, 301, 2_000, 7_200, 7_201, 100_000])
def test_a_fitted_silence_is_exact(samples: int, unit: int) -> None:
    joint = fit(Pause((Stretch(samples // 3), Stretch(samples - samples // 3))), 4_200, 3_000, unit)
    inserted = sum(stretch.samples for stretch in joint.stretches)
    assert joint.keep_before + inserted + joint.keep_after == samples
    assert 0 <= joint.keep_before <= 4_200
    assert 0 <= joint.keep_after <= 3_000
    assert joint.keep_before % unit == joint.keep_after % unit == 0
    assert inserted < unit or samples > 7_200  # what the models made is used first


@pytest.mark.parametrize("unit", [1, 300])
def test_a_fitted_breath_keeps_its_place(unit: int) -> None:
    stretches = (Stretch(5_000), Stretch(900, -20.0), Stretch(1_000), Stretch(700))
    joint = fit(Pause(stretches), 4_200, 3_000, unit)
    assert joint.keep_before + joint.stretches[0].samples == 5_000
    assert joint.stretches[1] == Stretch(900, -20.0)
    assert joint.stretches[2].samples + joint.keep_after == 1_700


def test_what_is_kept_beside_a_breath_is_whole_frames() -> None:
    joint = fit(Pause((Stretch(1_000), Stretch(900, -20.0), Stretch(1_000))), 4_200, 3_000, 300)
    assert (joint.keep_before, joint.keep_after) == (900, 900)
    assert [stretch.samples for stretch in joint.stretches] == [100, 900, 100]


def test_a_breath_is_due_when_the_time_is_up() -> None:
    breathing = Breathing()
    settings = AutoBreaths(frequency="medium")
    breathing.breath(settings, HERE, after_punctuation=True)
    breathing.spoken(BREATH_EVERY_S["medium"])
    assert breathing.breath(settings, HERE, after_punctuation=True)


def test_breaths_fall_where_phrases_begin() -> None:
    breathing = Breathing()
    settings = AutoBreaths(frequency="medium")
    assert breathing.breath(settings, HERE, after_punctuation=True)  # to begin with
    breathing.spoken(20.0)
    assert breathing.breath(settings, HERE, after_punctuation=False) is None
    assert breathing.breath(None, HERE, after_punctuation=True) is None
    assert breathing.breath(settings, HERE, after_punctuation=True)
    breathing.spoken(3.0)
    assert breathing.breath(settings, HERE, after_punctuation=True) is None
