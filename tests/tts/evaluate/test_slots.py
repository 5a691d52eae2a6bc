"""Words alone between two sentences, with an ear that writes down what it is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from frontend.locales import LOCALES
from tests.tts.evaluate.stand_ins import RATE, BeepingEngine
from tts.evaluate import slots
from tts.evaluate.intelligibility import Transcript
from tts.evaluate.slots import AROUND, score_words, words_of


class Ear:
    """Hears the sentences around and, between them, what stands in its table for the word."""

    def __init__(self, said: list[str], heard: dict[str, str]) -> None:
        self._texts = iter([heard.get(word, word) for word in said])
        self.seconds: list[float] = []

    def transcribe(self, waveform: Any, locale: str) -> Transcript:
        self.seconds.append(waveform.seconds)
        before, behind = AROUND[locale[:2]]
        return Transcript(f"{before.rstrip(':')}. {next(self._texts)}. {behind}", locale[:2], 1.0)


def scored(words: list[str], heard: dict[str, str], voice: str, locale: str) -> tuple[list[Any], Ear]:
    ear = Ear(words, heard)
    return score_words(words, voice, locale, BeepingEngine(), ear), ear  # type: ignore[arg-type]


def test_another_spelling_of_the_sound_is_no_error_and_another_sound_is_one() -> None:
    found, _ = scored(["pain", "sept", "carte"], {"pain": "Pin", "carte": "Garde"}, "Liam", "fr-CA")
    assert [(slot.word, slot.heard, slot.phones.edits) for slot in found] == [
        ("pain", "Pin", 0),
        ("sept", "sept", 0),
        ("carte", "Garde", 2),
    ]
    assert found[2].phones.units == 4


def test_numbers_are_words() -> None:
    found, _ = scored(["seventeen", "forty"], {"seventeen": "17", "forty": "14"}, "Matthew", "en-US")
    assert [slot.phones.edits > 0 for slot in found] == [False, True]


def test_what_goes_astray_is_one_lost_word() -> None:
    found, _ = scored(["Haus"], {"Haus": "Ich weiß auch nicht, was das sein soll, aber viel"}, "Daniel", "de-DE")
    assert found[0].phones.rate == 1.0


def test_the_word_is_heard_between_the_sentences() -> None:
    words = ["sí", "cuarenta y cinco"]
    _, ear = scored(words, {}, "Pedro", "es-US")
    around = sum(len(text) for text in AROUND["es"])
    assert ear.seconds == pytest.approx([(around + len(word)) / 50 for word in words], abs=3 / RATE)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_locale_has_words(locale: str) -> None:
    words = words_of(locale)
    assert len(words) >= 60
    assert len(set(words)) == len(words)
    assert len(words_of(locale, 10)) == 10


@pytest.mark.parametrize("arguments", [["--voice", "Nobody"], ["--voice", "Liam", "--words", "missing.txt"]])
def test_what_cannot_be_done_is_told_in_one_line(arguments: list[str], monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setattr(slots, "require_all_weights", lambda: None)
    monkeypatch.setattr(slots, "limit_torch_threads", lambda threads: None)
    assert slots.main(arguments) == 1
    assert capsys.readouterr().err.startswith("error: ")


def test_words_that_are_no_utf8_are_told_in_one_line(tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setattr(slots, "require_all_weights", lambda: None)
    monkeypatch.setattr(slots, "limit_torch_threads", lambda threads: None)
    (tmp_path / "words.txt").write_bytes("été\n".encode("latin-1"))
    assert slots.main(["--voice", "Liam", "--words", str(tmp_path / "words.txt")]) == 1
    assert capsys.readouterr().err.startswith("error: cannot read the words of ")
