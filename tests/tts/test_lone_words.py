"""A word or two alone: articulated as behind other words, with the melody and the loudness of words alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from frontend.locales import LOCALES
from frontend.phonology import BOS, encode, inventory, symbol_ids
from frontend.pipeline import Frontend
from tts import Synthesizer
from tts.lone_words import WORDS_BEFORE, as_loud, encode_words, same_melody
from tts.voice import find_voices, voice_named


class Graphs:
    """Stands in for the encoder: hidden states and durations are the number of positions that it was given."""

    def __init__(self) -> None:
        self.read: list[list[int]] = []

    def encode(self, phone_ids: np.ndarray, *_: Any) -> tuple[np.ndarray, np.ndarray]:
        self.read.append(phone_ids.tolist())
        durations = np.full(len(phone_ids), len(phone_ids), dtype=np.float32)
        return np.stack([durations, durations], axis=-1), durations


def encoded_with(text: str, voice: str) -> tuple[Any, Any, Any, Graphs, list[int]]:
    entry = voice_named(voice, find_voices())
    encoded = encode(*Frontend().process(text, entry.locale).sentences)
    graphs = Graphs()
    return *encode_words(encoded, entry, graphs), graphs, encoded.phone_ids.tolist()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("voice", "text"),
    [("Matthew", "Seven."), ("Arthur", "Monday"), ("Pedro", "¿Perdón?"), ("Daniel", "Siebzig!"), ("Liam", "un, deux")],
)
def test_lone_words_are_read_behind_others_and_keep_their_own_melody(voice: str, text: str) -> None:
    hidden, melody, durations, graphs, own = encoded_with(text, voice)
    alone, behind = graphs.read
    assert alone == own
    assert behind[0] == symbol_ids()[BOS]
    assert behind[-len(own) :] == [symbol_ids()[","], *own[1:]]
    assert durations.tolist() == [len(own), *[len(behind)] * (len(own) - 1)]
    assert hidden[:, 0].tolist() == durations.tolist()
    assert set(melody.ravel()) == {len(own)}


def test_words_of_another_language_stand_behind_words_of_it() -> None:
    document = "<speak><lang xml:lang='de-DE'>Sieben</lang></speak>"
    entry = voice_named("Matthew", find_voices())
    sentence = Frontend().process_ssml(document, entry.locale).sentences[0]
    graphs = Graphs()
    encode_words(encode(sentence), entry, graphs)  # type: ignore[arg-type]
    longest = max(graphs.read, key=len)
    assert longest[1 : longest.index(symbol_ids()[","])] == [symbol_ids()[symbol] for symbol in "daŋkə"]


@pytest.mark.parametrize(("voice", "text"), [("Matthew", "For English, press one."), ("Liam", "Appuyez sur le un.")])
def test_a_sentence_is_read_once(voice: str, text: str) -> None:
    hidden, melody, _, graphs, own = encoded_with(text, voice)
    assert graphs.read == [own]
    assert melody is None
    assert len(hidden) == len(own)


def test_every_language_has_words_of_its_own_phones() -> None:
    assert WORDS_BEFORE.keys() == {locale.partition("-")[0] for locale in LOCALES}
    for words in WORDS_BEFORE.values():
        assert {phone.removeprefix("ˈ") for phone in words.split()} - {"|"} <= inventory().keys()


def test_one_melody_becomes_another_where_both_are_voiced() -> None:
    wanted = np.array([0, 120, 120, 120, 120, 120, 120, 0], dtype=np.float32)
    f0_hz = np.array([0, 100, 100, 100, 100, 100, 100, 0], dtype=np.float32)
    factors = same_melody(wanted, f0_hz)
    assert factors.shape == f0_hz.shape
    assert factors.dtype == np.float32
    assert factors[3:5] == pytest.approx(1.2)
    assert same_melody(wanted, np.zeros_like(f0_hz)) == pytest.approx(1.0)


def test_as_loud_keeps_the_shape() -> None:
    quiet = np.log(np.random.default_rng(1).uniform(0.1, 1.0, (20, 8))).astype(np.float32)
    loud = as_loud(quiet, quiet + np.float32(0.7))
    assert loud == pytest.approx(quiet + 0.7, abs=1e-5)
    assert as_loud(loud, quiet) == pytest.approx(quiet, abs=1e-5)


def test_daniels_lone_words_do_not_fade_like_the_end_of_a_sentence() -> None:
    audio = Synthesizer().synthesize
    alone, last = (audio(text, "Daniel") for text in ("Sieben.", "Danke, sieben."))
    word = last.samples[round(last.marks[-1].time_s * last.sample_rate) :] if last.marks else last.samples
    assert np.square(alone.samples).sum() > 1.3 * np.square(word).sum()
