from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from frontend.locales import LOCALES
from frontend.types import Span
from tts import Audio, Synthesizer
from tts.audio.level import active_level_db
from tts.batch.formats import decode_file
from tts.batch.sets import SETS, set_rows
from tts.batch.sheet import read_sheet
from tts.batch.worker import first_of_pair
from tts.cli import main
from tts.errors import EmptyTextError, InputError
from tts.marks import Mark, MarkType


def texts(locale: str, *names: str) -> dict[str, str]:
    return {row.id: row.text for row in set_rows(names, locale)}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_locale_has_every_set(locale: str) -> None:
    found = texts(locale, *SETS)
    assert {f"digits/{n}" for n in (*range(21), 30, 40, 50, 60, 70, 80, 90)} <= set(found)
    assert {f"letters/{letter}" for letter in "abcxyz"} <= set(found)
    assert {f"digits/day-{n}" for n in range(7)} | {f"digits/mon-{n}" for n in range(12)} <= set(found)
    assert all(row.joined and row.locale == locale for row in set_rows(SETS, locale))


@pytest.mark.parametrize("locale", LOCALES)
def test_all_sets_make_files_of_their_own(locale: str, voices_folder: Path, tmp_path: Path, capsys) -> None:
    """Seen: Asterisk's letters/dollar_ was to be the same file as letters/dollar, so that no run was a success."""
    places = ["--output-dir", str(tmp_path / "out"), "--voices-dir", str(voices_folder)]
    assert main(["batch", "--set", "all", "--locale", locale, "--dry-run", *places]) == 0
    assert capsys.readouterr().err == ""


def test_pieces_of_the_languages() -> None:
    assert "digits/3-and" in texts("de-DE", "digits")
    assert texts("de-DE", "digits")["digits/1F"].startswith("eine")
    assert {"digits/21", "digits/100-and", "digits/900"} <= set(texts("es-US", "digits"))
    assert "digits/et" in texts("fr-CA", "digits")
    assert texts("en-GB", "digits")["digits/pound"] != texts("en-US", "digits")["digits/pound"]
    assert texts("fr-CA", "days")["digits/day-0"].startswith("dimanche")


def test_names_of_asterisk() -> None:
    dates = {"digits/at", "digits/oclock", "digits/a-m", "digits/p-m", "digits/today", "digits/yesterday"}
    for locale in LOCALES:
        assert dates <= set(texts(locale, "all"))
        assert {"digits/h-1", "digits/h-19", "digits/h-90"} <= set(texts(locale, "ordinals"))
        assert {"dollars", "cents", "letters/dollar", "and"} <= set(texts(locale, "money"))
    assert {"digits/es-el", "digits/es-de"} <= set(texts("es-US", "months"))
    assert texts("de-DE", "ordinals")["digits/h-3F"] == "dritte"
    assert texts("en-GB", "digits")["vm-and"] == "and"
    assert texts("fr-CA", "ordinals")["digits/h-1"] == "premier"
    assert "digits/et" not in texts("en-US", "all")


@pytest.mark.parametrize("language", ["en_US_f_Allison", "es_MX_f_Allison", "fr_CA_f_June"])
def test_every_piece_that_asterisk_ships(language: str) -> None:
    folder = Path("/usr/share/asterisk/sounds") / language
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there: install the Debian package asterisk-core-sounds-{language[:2]}-gsm")
    locale = {"en": "en-US", "es": "es-US", "fr": "fr-CA"}[language[:2]]
    shipped = {
        str(p.relative_to(folder).with_suffix("")) for d in ("digits", "letters") for p in (folder / d).iterdir()
    }
    ours = set(texts(locale, "all"))
    unused = {"digits/oh", "digits/dollars", "digits/20-and", "digits/h-billion", "digits/at_s", "letters/zed"}
    assert shipped - ours <= unused


def test_unknown_set() -> None:
    with pytest.raises(InputError, match="did you mean 'digits'"):
        set_rows(("digit",), "en-US")


def test_set_becomes_files_and_sheet(batch, out: Path, tmp_path: Path) -> None:
    assert batch("--set", "days", "--locale", "en-GB,fr_CA", "--profile", "asterisk", "--no-listen", "-j", 1) == 0
    found = {path.relative_to(out).as_posix() for path in out.rglob("*.ulaw")}
    names = [*(f"day-{n}" for n in range(7)), "today", "tomorrow", "yesterday"]
    assert found == {f"{locale}/digits/{name}.ulaw" for locale in ("en_GB", "fr_CA") for name in names}
    assert batch("--set", "letters", "--voice", "Daniel", "--write-sheet", tmp_path / "letters.csv") == 0
    rows = read_sheet(tmp_path / "letters.csv").rows
    assert [(row.id, row.locale) for row in rows[:2]] == [("letters/a", "de-DE"), ("letters/b", "de-DE")]
    assert all(row.joined for row in rows)  # seen: a written set was spoken as sentences


def test_a_piece_is_the_first_of_a_pair() -> None:
    words = [Mark(MarkType.WORD, 0.1, 0.4, Span(0, 3)), Mark(MarkType.WORD, 0.6, 1.0, Span(5, 8))]
    pair = Audio(np.arange(1_200, dtype=np.float32), 1_000, (Mark(MarkType.SENTENCE, 0.1, 1.0, Span(0, 9)), *words))
    first = first_of_pair(pair, len("one, "))
    assert np.array_equal(first.samples, pair.samples[:500])  # the middle of the pause
    with pytest.raises(EmptyTextError, match="nothing to speak"):
        first_of_pair(Audio(pair.samples, 1_000, tuple(words[:1])), len("one, "))


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_digits_join_without_clicks_steps_of_level_or_falls(locale: str, tmp_path: Path) -> None:
    """A telephone number put together from the shipped voice's digits, as a switch does it."""
    assert main(["batch", "--set", "digits", "--locale", locale, "-o", str(tmp_path), "--profile", "asterisk-wav"]) == 0
    digits = [decode_file(tmp_path / locale.replace("-", "_") / f"digits/{n}.wav")[0] for n in range(10)]
    levels = [active_level_db(samples, 8_000) for samples in digits]
    assert max(levels) - min(levels) < 1
    for samples in digits:
        ends = np.concatenate([samples[:24], samples[-24:]])  # 3 ms
        assert np.abs(ends).max() < 10 ** (-45 / 20)  # no step where two pieces meet
        assert 0.25 < len(samples) / 8_000 < 1.0
    engine = Synthesizer()
    voice = next(voice.name for voice in engine.voices if voice.locale == locale)
    alone = [engine.synthesize(f"{n}.", voice) for n in range(10)]
    final = [max(mark.end_s for mark in audio.marks) - audio.marks[0].time_s for audio in alone]
    inner = [len(samples) / 8_000 - 0.05 for samples in digits]
    assert np.mean(inner) < 0.93 * np.mean(final)  # no lengthening as at the end of a sentence
