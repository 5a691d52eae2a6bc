from __future__ import annotations

import numpy as np
import pytest

from tts.audio.level import active_level_db, gain_from_db, limit, peak_db, to_level


def tone(level_db: float, seconds: float = 2.0, sample_rate: int = 16_000) -> np.ndarray:
    time = np.arange(round(sample_rate * seconds)) / sample_rate
    return (gain_from_db(level_db) * np.sqrt(2) * np.sin(2 * np.pi * 300 * time)).astype(np.float32)


@pytest.mark.parametrize("level_db", [-40.0, -26.0, -10.0])
def test_steady_tone_measures_its_power(level_db: float) -> None:
    assert active_level_db(tone(level_db), 16_000) == pytest.approx(level_db, abs=0.3)


def test_pauses_do_not_count() -> None:
    silence = np.zeros(16_000 * 6, np.float32)
    with_pauses = np.concatenate([silence, tone(-22), silence])
    assert active_level_db(with_pauses, 16_000) == pytest.approx(-22, abs=0.8)


def test_silence_has_the_lowest_level() -> None:
    assert active_level_db(np.zeros(16_000, np.float32), 16_000) == -100
    assert peak_db(np.zeros(0, np.float32)) == -100
    assert not to_level(np.zeros(16_000, np.float32), 16_000).any()


def test_to_level_reaches_the_target() -> None:
    speech_like = tone(-35) * (1 + 0.5 * np.sin(np.arange(32_000) / 900).astype(np.float32))
    assert active_level_db(to_level(speech_like, 16_000, -22), 16_000) == pytest.approx(-22, abs=0.1)


def test_limiter_leaves_ordinary_samples_and_bounds_the_rest() -> None:
    quiet = np.linspace(-0.6, 0.6, 101, dtype=np.float32)
    assert np.array_equal(limit(quiet), quiet)
    loud = np.linspace(-5, 5, 1001, dtype=np.float32)
    assert np.abs(limit(loud)).max() <= gain_from_db(-1.0) + 1e-6
    assert (np.diff(limit(loud)) >= 0).all()


def test_limiter_has_no_memory() -> None:
    loud = np.random.default_rng(1).standard_normal(1000).astype(np.float32)
    pieces = [limit(piece) for piece in np.array_split(loud, 9)]
    assert np.array_equal(np.concatenate(pieces), limit(loud))


def test_a_gain_moves_the_level_by_itself_where_a_pause_is_nearly_active() -> None:
    """A short word with a faint second half: the level may not jump when the gain crosses a threshold."""
    loud, faint = 0.2 * np.sin(np.arange(2_400) / 3), 0.022 * np.sin(np.arange(4_000) / 3)
    word = np.concatenate([loud, np.zeros(1_600), faint]).astype(np.float32)
    level = active_level_db(word, 8_000)
    for gain_db in np.arange(-3.0, 3.0, 0.1):
        moved = active_level_db(word * np.float32(10 ** (gain_db / 20)), 8_000)
        assert moved == pytest.approx(level + gain_db, abs=0.01)


def test_a_click_is_as_loud_as_its_energy_over_the_time_that_it_keeps_speech_active() -> None:
    click = np.zeros(24_000, dtype=np.float32)
    click[12_000] = 0.5
    active_s = 0.2 + 0.005
    expected = 10 * np.log10(0.25 / (active_s * 24_000))
    assert active_level_db(click, 24_000) == pytest.approx(expected, abs=0.1)
