"""The whole evaluation with stand-ins for the engine and the judges, and its two reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from tests.tts.evaluate.stand_ins import BeepingEngine, CredulousJudges
from tts.errors import InputError, OutputError
from tts.evaluate.command import main
from tts.evaluate.errors import EvaluationError, MissingWeightsError
from tts.evaluate.evaluation import EvaluationOptions, run_evaluation
from tts.evaluate.html_report import render_html, write_html
from tts.evaluate.report import Report, text_table
from tts.evaluate.sentence_set import load_sentences
from tts.evaluate.variance import VarianceReference, compare_variance
from tts.evaluate.waveforms import Waveform
from tts.synthesizer import Synthesizer


def evaluate(**options: Any) -> tuple[Report, BeepingEngine]:
    engine = BeepingEngine()
    settings: dict[str, Any] = {"sentences": 4, "with_espeak": False, **options}
    return run_evaluation(EvaluationOptions(**settings), cast(Any, engine), CredulousJudges()), engine


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    soundfile = pytest.importorskip("soundfile")
    folder = tmp_path / "corpora" / "fr-CA-someone"
    (folder / "audio").mkdir(parents=True)
    lines = []
    for index in range(3):
        noise = 0.1 * np.random.default_rng(index).standard_normal(24_000)
        soundfile.write(folder / "audio" / f"{index}.wav", noise, 24_000)
        lines.append(json.dumps({"audio": f"audio/{index}.wav", "text": "bonjour à tous", "locale": "fr-CA"}))
    (folder / "manifest.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder.parent


def test_every_locale_has_a_row_with_its_voice() -> None:
    report, _ = evaluate()
    assert [(row.summary.locale, row.name) for row in report.rows] == [
        ("en-US", "Matthew"),
        ("en-GB", "Arthur"),
        ("es-US", "Pedro"),
        ("de-DE", "Daniel"),
        ("fr-CA", "Liam"),
    ]
    assert all(row.summary.clips == 4 and row.system == "engine" for row in report.rows)
    assert all(row.real_time_factor is not None and row.real_time_factor > 0 for row in report.rows)


def test_figures_come_from_the_judges() -> None:
    report, _ = evaluate(locales=("de-DE",))
    (row,) = report.rows
    sentences = load_sentences("de-DE", 4)
    missing = sum(len(sentence.split()) for sentence in sentences)
    assert row.summary.wer == pytest.approx(4 / missing)
    assert row.summary.wer_low <= row.summary.wer <= row.summary.wer_high
    assert row.summary.mean_opinion_score == 4.0
    assert row.summary.language_probability == pytest.approx(0.9)


def test_the_persona_is_the_american_voice_even_when_its_locale_is_not_evaluated() -> None:
    report, engine = evaluate(locales=("fr-CA",))
    assert {voice for voice, _ in engine.spoken} == {"Liam", "Matthew"}
    assert report.rows[0].summary.persona_cosine == pytest.approx(1.0, abs=0.01)
    assert "Matthew" in report.notes[0]


def test_what_is_missing_is_said() -> None:
    report, _ = evaluate(locales=("es-US",))
    assert len(report.rows) == 1
    assert any("no natural speech" in line for line in report.omitted)
    assert any("no teacher" in line for line in report.omitted)
    assert any("no copy-synthesis" in line for line in report.omitted)


def test_natural_rows_come_from_the_corpora(corpora: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tts.evaluate.evaluation.copy_samples", lambda clips, voice, threads: iter(()))
    with pytest.raises(ValueError, match="no clip"):
        evaluate(locales=("fr-CA",), corpora=corpora)
    monkeypatch.undo()
    from tts.evaluate.sources import recorded_samples

    monkeypatch.setattr(
        "tts.evaluate.evaluation.copy_samples", lambda clips, voice, threads: recorded_samples(clips[:2])
    )
    report, _ = evaluate(locales=("fr-CA",), corpora=corpora, reference=corpora / "fr-CA-someone" / "manifest.jsonl")
    engine, natural, copied = report.rows
    assert (natural.system, natural.name, natural.summary.clips) == ("natural", "fr-CA-someone", 3)
    assert natural.real_time_factor is None
    assert natural.variance_distance_db is None
    assert engine.variance_distance_db is not None
    assert copied.variance_distance_db is not None
    assert copied.variance_distance_db < engine.variance_distance_db
    assert "manifest.jsonl" in report.notes[0]


def test_the_teacher_gives_rows_donors_and_the_copied_clips(corpora: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tts.evaluate.sources import recorded_samples

    copied: list[str] = []

    def copies(clips: Any, voice: Any, threads: int) -> Any:
        copied.extend(clip.speaker for clip in clips)
        return recorded_samples(clips)

    monkeypatch.setattr("tts.evaluate.evaluation.copy_samples", copies)
    manifest = corpora / "fr-CA-someone" / "manifest.jsonl"
    lines = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]
    teacher = manifest.with_name("teacher.jsonl")
    speakers = ("matthew", "matthew", "siwis")
    rows = [json.dumps({**line, "speaker": speaker}) for line, speaker in zip(lines, speakers, strict=True)]
    teacher.write_text("\n".join(rows), encoding="utf-8")
    report, _ = evaluate(locales=("fr-CA",), corpora=corpora, teacher=teacher)
    assert [(row.system, row.summary.clips) for row in report.rows] == [
        ("engine", 4),
        ("natural", 3),
        ("teacher", 2),
        ("copy-synthesis", 2),
    ]
    assert copied == ["matthew", "matthew"]
    engine = report.rows[0]
    assert [name for name, _ in engine.donor_cosines] == ["fr-CA-someone", "siwis"]
    assert engine.summary.persona_cosine is not None
    nearest = max(cosine for _, cosine in engine.donor_cosines)
    assert engine.donor_margin == pytest.approx(engine.summary.persona_cosine - nearest)
    assert engine.variance is not None
    assert engine.variance.reference == "fr-CA-someone"
    assert all(row.donor_margin is None for row in report.rows[1:])


def test_the_spread_of_levels_and_the_missing_judge_are_told() -> None:
    report, _ = evaluate(locales=("en-US", "de-DE"))
    assert any(note.startswith("level: ") and "Daniel" in note and "Matthew" in note for note in report.notes)
    assert any("--nisqa" in line for line in report.omitted)
    assert all(row.summary.naturalness is None for row in report.rows)


def test_the_real_engine_and_its_copy_synthesis(corpora: Path, voices_folder: Path) -> None:
    pytest.importorskip("swift_f0")
    options = EvaluationOptions(locales=("fr-CA",), sentences=2, corpora=corpora, with_espeak=False)
    report = run_evaluation(options, Synthesizer(voices_folder), CredulousJudges())
    engine, natural, copied = report.rows
    assert (copied.system, copied.summary.clips) == ("copy-synthesis", 3)
    assert copied.summary.seconds == pytest.approx(natural.summary.seconds, abs=0.05)
    assert engine.real_time_factor is not None
    assert copied.real_time_factor is not None


def test_bands_above_the_bandwidth_of_the_reference_are_left_out(tmp_path: Path) -> None:
    generator = np.random.default_rng(0)
    waveforms = [Waveform(0.1 * generator.standard_normal(24_000).astype(np.float32), 24_000) for _ in range(2)]
    full = compare_variance(waveforms, VarianceReference.of("full", waveforms))
    assert (len(full.ratio_db), full.mean_db, full.distance_db) == (80, 0.0, 0.0)
    narrow = compare_variance(waveforms, VarianceReference.of("narrow", waveforms, 8000.0))
    assert 40 < len(narrow.ratio_db) < 80
    assert max(narrow.band_hz) < 8000.0
    swelling = np.linspace(0.1, 3.0, 24_000, dtype=np.float32)
    varied = [Waveform(waveform.samples * swelling, 24_000) for waveform in waveforms]
    assert compare_variance(waveforms, VarianceReference.of("varied", varied)).mean_db < -3.0


def test_a_folder_without_corpora_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"manifest\.jsonl"):
        evaluate(corpora=tmp_path)


def test_an_unknown_persona_is_an_error() -> None:
    with pytest.raises(EvaluationError, match=r"Matthew \(en-US\)"):
        evaluate(persona="nobody")


def test_reports_are_complete_and_self_contained(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    report, _ = evaluate(locales=("en-US", "de-DE"))
    report.write_json(tmp_path / "report.json")
    write_html(report, tmp_path / "report.html")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "report.json"]
    data = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [row["name"] for row in data["rows"]] == ["Matthew", "Daniel"]
    assert len(data["clips"]) == 8
    assert data["clips"][0]["heard"]
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.count("<svg") == page.count("</svg>") >= 4
    assert page.count('src="data:audio/mpeg;base64,') == 4
    assert "<script" not in page
    assert "<link" not in page


def test_html_escapes_texts() -> None:
    pytest.importorskip("matplotlib")
    report, _ = evaluate(locales=("en-US",))
    note = Report(report.settings, report.rows, notes=("<b>5 & 6</b>",))
    assert "&lt;b&gt;5 &amp; 6&lt;/b&gt;" in render_html(note)


def test_the_text_table_has_one_line_for_each_row() -> None:
    report, _ = evaluate(locales=("en-US", "fr-CA"))
    head, *lines = text_table(report.rows).splitlines()
    assert head.split()[:3] == ["locale", "system", "name"]
    assert [line.split()[2] for line in lines] == ["Matthew", "Liam"]


def test_help_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["--help"])
    assert exit_.value.code == 0
    assert "tts evaluate --output-dir" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--sentences", "0"], ["--locale", "pt-BR"], ["--unknown"]])
def test_wrong_usage_is_told_in_one_line(arguments: list[str]) -> None:
    with pytest.raises(InputError, match=f"^.*{arguments[0]}.*see 'tts evaluate --help'.$"):
        main(arguments)


def test_an_output_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="--output-dir"):
        main(["--output-dir", str(tmp_path / "file")])


def test_missing_weights_say_how_to_get_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TTS_EVALUATE_CACHE", str(tmp_path / "empty"))
    with pytest.raises(MissingWeightsError, match=r"python -m tts\.evaluate\.weights"):
        main(["--output-dir", str(tmp_path / "out")])


def test_a_waveform_knows_its_length_and_rate() -> None:
    waveform = Waveform(np.zeros(24_000, dtype=np.float32), 24_000).resampled(16_000)
    assert (waveform.seconds, waveform.sample_rate) == (1.0, 16_000)
    assert waveform.samples.dtype == np.float32
