"""Delivery to curves over frames: where emphasis and rises fall."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from frontend.phonology import encode
from frontend.pipeline import Frontend
from frontend.types import NEUTRAL, Delivery, Emphasis, Sentence
from tts.prosody import Curves, curves, owners

FRAMES = 8


def sentence(text: str, delivery: Delivery = NEUTRAL) -> Sentence:
    (found,) = Frontend().process(text, "en-US")
    return replace(found, words=tuple(replace(word, delivery=delivery) for word in found.words))


def curves_of(spoken: Sentence, frames: int = FRAMES) -> tuple[Curves, np.ndarray, np.ndarray]:
    """The curves with every position so many frames long, the stress of each frame, and whether it is of a word."""
    encoded = encode(spoken)
    lengths = np.full(len(encoded.phone_ids), frames)
    found = curves(spoken.words, encoded, lengths)
    assert found is not None
    return found, np.repeat(encoded.stress_ids, lengths), np.repeat(encoded.word_index >= 0, lengths)


def test_plain_words_have_no_curves() -> None:
    spoken = sentence("Nothing happens.")
    encoded = encode(spoken)
    assert curves(spoken.words, encoded, np.full(len(encoded.phone_ids), FRAMES)) is None


def test_emphasis_is_strongest_on_the_stressed_vowel() -> None:
    """8 % up, and 8 % more on the vowel that is stressed; a secondary stress gets none of that."""
    found, stress, is_word = curves_of(sentence("Mississippi", Delivery(emphasis=Emphasis.STRONG)))
    assert {1, 2} <= set(stress)
    assert found.pitch[stress == 2].max() == pytest.approx(1.08 * 1.08, abs=1e-3)
    assert found.pitch[stress == 1][FRAMES // 2] == pytest.approx(1.08, abs=1e-3)
    assert found.gain[is_word] == pytest.approx(10 ** (3 / 20))


@pytest.mark.parametrize(
    ("text", "frames", "begins"),
    [
        ("Is it Mississippi?", 8, "stress"),
        ("Is it so?", 3, "length"),
    ],
)
def test_a_rise_begins_at_the_last_stressed_vowel_and_takes_its_time(text: str, frames: int, begins: str) -> None:
    found, stress, is_word = curves_of(sentence(text), frames)
    rising = np.flatnonzero(found.rise > 0)
    last = np.flatnonzero(is_word)[-1]
    assert rising[-1] == last
    assert found.rise[last] == pytest.approx(1.0)
    assert np.all(np.diff(found.rise[rising]) > 0)
    if begins == "stress":
        nucleus = np.flatnonzero(stress == 2)[-frames]
        assert rising[0] == nucleus + 1  # the ramp begins with 0
    else:
        assert len(rising) + 1 == 16  # 200 ms: a faster rise sounds like a chirp


def test_a_pause_belongs_to_the_word_before_it_and_the_first_one_to_the_first_word() -> None:
    encoded = encode(sentence("One, two."))
    owner = owners(encoded)
    phones = np.flatnonzero(encoded.word_index >= 0)
    assert (owner[phones] == encoded.word_index[phones]).all()
    assert (owner[: phones[0]] == encoded.word_index[phones[0]]).all()
    assert owner[-1] == encoded.word_index[phones[-1]]
    between = np.flatnonzero(encoded.word_index[phones[0] : phones[-1]] < 0) + phones[0]
    assert (owner[between] == 0).all()


def test_the_narrator_is_lower_flatter_and_softer_behind_direct_speech() -> None:
    spoken = sentence("“I am coming,” said the fox.")
    found, _, is_word = curves_of(spoken, frames=20)
    words = np.repeat(owners(encode(spoken)), 20)
    speech, narrator = is_word & (words < 3), is_word & (words >= 3)
    assert found.pitch[speech][0] == pytest.approx(1.0)
    assert found.pitch[narrator][-1] == pytest.approx(2 ** (-1 / 12))
    assert found.spread[speech][0] == pytest.approx(1.0)
    assert found.spread[narrator][-1] < 0.6
    assert found.gain[narrator] == pytest.approx(10 ** (-2 / 20))
    assert found.gain[speech] == pytest.approx(1.0)
