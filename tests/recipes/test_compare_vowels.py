"""Vowels of a voice beside those of a reader."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import scipy.signal
import soundfile

from frontend.phonology import encode
from frontend.pipeline import Frontend
from recipes.compare_vowels import Speaking, chart, compare, formants, main, table
from recipes.train_vocoder import load_generator
from tts.acoustic.data import load_clips
from tts.acoustic.export import load_acoustic
from tts.errors import ConfigError

WEIGHTS = Path(__file__).parents[2] / "voices" / "matthew" / "weights"
RATE = 24_000


def resonances(hz: tuple[float, ...], seconds: float = 0.4, pitch_hz: float = 110.0) -> np.ndarray:
    """A voice through one resonance of 80 Hz bandwidth for each frequency."""
    samples = np.zeros(int(seconds * RATE))
    samples[:: int(RATE / pitch_hz)] = 1.0
    samples = scipy.signal.lfilter([1.0], [1.0, -0.98], samples)  # the voice falls by 6 dB an octave
    for frequency in hz:
        radius = np.exp(-np.pi * 80.0 / RATE)
        samples = scipy.signal.lfilter(
            [1.0], [1.0, -2.0 * radius * np.cos(2 * np.pi * frequency / RATE), radius**2], samples
        )
    return (0.3 * samples / np.abs(samples).max()).astype(np.float32)


def test_formants_are_the_resonances() -> None:
    ah, ee = (750.0, 1300.0, 2600.0, 3500.0, 4400.0), (300.0, 2200.0, 2900.0, 3600.0, 4500.0)
    samples = np.concatenate([resonances(ah), resonances(ee)])
    found = formants(samples, RATE, [(0.05, 0.35), (0.45, 0.75)], 5000.0)
    assert np.allclose(found, [ah[:3], ee[:3]], rtol=0.08)  # the voice has a harmonic each 110 Hz


def test_the_throat_is_taken_out_and_the_way_of_speaking_is_left() -> None:
    reader = {"i": (300, 2400, 3000), "a": (800, 1500, 2600), "u": (320, 900, 2500), "ɛ̃": (500, 2100, 2700)}
    symbols = [symbol for symbol in reader for _ in range(6)] + ["o"]
    theirs = np.array([reader[symbol] for symbol in symbols[:-1]] + [(400, 900, 2500)], dtype=np.float32)
    ours = theirs * np.float32([0.9, 0.85, 0.88])
    ours[18:24, 1] *= 2 ** (-3 / 12)  # three semitones
    ours[0] = np.nan  # not found: one place less
    vowels = {vowel.symbol: vowel for vowel in compare(symbols, ours, theirs)}
    assert {symbol: vowel.places for symbol, vowel in vowels.items()} == {"i": 5, "u": 6, "a": 6, "ɛ̃": 6}
    assert np.allclose([vowels[symbol].semitones for symbol in ("i", "a", "u")], 0.0, atol=1e-3)
    assert np.allclose(vowels["ɛ̃"].semitones, (0, -3, 0), atol=1e-3)
    with pytest.raises(ConfigError, match="more clips"):
        compare(symbols[18:], ours[18:], theirs[18:])  # a nasal alone says nothing of the throat


def write_corpus(folder: Path) -> Path:
    """Clips that the released voice itself has read; the manifest."""
    folder.mkdir()
    rows = []
    for number, text in enumerate(["Maman a mangé un bon pain.", "Voilà une petite salle à manger."] * 3):
        sentence = encode(*Frontend().process(text, "fr-CA").sentences)
        durations = np.full(len(sentence.phone_ids), 8 + number)
        name = f"{number:04}"
        soundfile.write(folder / f"{name}.flac", np.zeros(int(durations.sum()) * 300), RATE)
        np.savez(
            folder / f"{name}.npz",
            f0_hz=np.full(durations.sum(), 120.0, dtype=np.float32),
            durations=durations,
            phone_ids=sentence.phone_ids,
            stress_ids=sentence.stress_ids,
            language_ids=sentence.language_ids,
        )
        row = {"id": name, "audio": f"{name}.flac", "npz": f"{name}.npz", "text": text, "locale": "fr-CA"}
        row |= {"seconds": int(durations.sum()) / 80, "speaker": "danahy", "sex": "male"}
        rows.append(row | {"bandwidth_hz": 12000, "split": "train"})
    manifest = folder / "manifest.jsonl"
    manifest.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    model, training = load_acoustic(WEIGHTS / "acoustic")
    generator, _ = load_generator(WEIGHTS / "vocoder")
    speaking = Speaking(model, generator, training.mel, "matthew", 112.0)
    for clip in load_clips((manifest,), folder / "cache", training.mel, "train", 20.0):
        soundfile.write(folder / f"{clip.name}.flac", speaking(clip), RATE)
    return manifest


def test_a_voice_says_its_own_vowels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)  # mels are kept below it
    manifest = write_corpus(tmp_path / "corpus")
    weights = ["--acoustic", str(WEIGHTS / "acoustic"), "--vocoder", str(WEIGHTS / "vocoder")]
    request = [*weights, "--manifest", str(manifest), "--output", str(tmp_path / "out")]
    assert main([*request, "--clips", "5"]) == 0
    assert len(list(tmp_path.rglob("runs/cache/mel/**/*.npy"))) == 5, "no mel is made of a clip that is not said"
    rows = [line.split(" | ") for line in (tmp_path / "out" / "fr-CA-matthew.md").read_text("utf-8").splitlines()[2:]]
    assert {"| a", "| ɑ̃"} <= {row[0] for row in rows}
    assert all(abs(float(above)) < 0.5 for row in rows for above in row[4].rstrip(" |").split())
    assert (tmp_path / "out" / "fr-CA-matthew.svg").read_text("utf-8").startswith("<svg")
    assert main([*request, "--speaker", "nobody"]) == 1
    assert "no speaker 'nobody'" in capsys.readouterr().err


def test_table_and_chart_name_each_vowel() -> None:
    vowels = compare(["a"] * 5, np.full((5, 3), 700, dtype=np.float32), np.full((5, 3), 600, dtype=np.float32))
    assert "| a | 5 | 700 700 700 | 700 700 700 | +0.0 +0.0 +0.0 |" in table(vowels)
    assert ">a</text>" in chart(vowels, "title")
