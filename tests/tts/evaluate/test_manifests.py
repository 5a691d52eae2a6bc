"""Manifests and the evaluation sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from frontend.locales import LOCALES
from tts.evaluate.errors import ManifestError
from tts.evaluate.manifests import read_manifest, spread
from tts.evaluate.scoring_text import canonical_words
from tts.evaluate.sentence_set import load_sentences
from tts.evaluate.waveforms import read_waveform


def test_paths_are_relative_to_the_manifest(tmp_path: Path) -> None:
    path = tmp_path / "clips.jsonl"
    rows = [
        {"audio": "audio/1.wav", "text": "Grüße", "locale": "de-DE", "speaker": "x"},
        {"audio": str(tmp_path / "2.wav"), "text": "b\u2028c", "locale": "de-DE"},
    ]
    path.write_text("\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    first, second = read_manifest(path)
    assert (first.audio, first.text) == (tmp_path / "audio" / "1.wav", "Grüße")
    assert (second.audio, second.text) == (tmp_path / "2.wav", "b\u2028c")
    assert (first.speaker, second.speaker, first.bandwidth_hz) == ("x", "", None)


WRONG_BANDWIDTH = '{"audio": "a.wav", "text": "x", "locale": "de-DE", "bandwidth_hz": "wide"}'


WRONG_PATH = '{"audio": 7, "text": "x", "locale": "de-DE"}'


@pytest.mark.parametrize("line", ["{", "[]", '"text"', '{"audio": "a.wav", "text": "x"}', WRONG_BANDWIDTH, WRONG_PATH])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "clips.jsonl"
    path.write_text("\n" + line, encoding="utf-8")
    with pytest.raises(ManifestError, match="line 2"):
        read_manifest(path)


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match=r"none\.jsonl"):
        read_manifest(tmp_path / "none.jsonl")
    with pytest.raises(ManifestError, match=r"none\.wav"):
        read_waveform(tmp_path / "none.wav")


def test_spread_takes_evenly_spaced_items() -> None:
    assert spread(range(10), 5) == [0, 2, 4, 6, 8]
    assert spread([1, 2], 5) == [1, 2]
    assert spread([1, 2], None) == [1, 2]
    with pytest.raises(ValueError, match="at least 1"):
        spread([1, 2], 0)


@pytest.mark.parametrize("locale", LOCALES)
def test_sentences_are_many_distinct_and_plain(locale: str) -> None:
    sentences = load_sentences(locale)
    assert len(sentences) >= 20
    assert len(set(sentences)) == len(sentences)
    assert any(sentence.endswith("?") for sentence in sentences)
    assert not any(character.isdigit() for sentence in sentences for character in sentence)
    assert all(3 <= len(canonical_words(sentence, locale)) <= 20 for sentence in sentences)


def test_fewer_sentences() -> None:
    assert len(load_sentences("en_us", 4)) == 4
