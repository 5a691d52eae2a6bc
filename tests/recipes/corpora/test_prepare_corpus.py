"""Preparing a corpus: layouts, conditioning, idempotence, pseudo-speakers."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from recipes.corpora.__main__ import main
from recipes.corpora.clip_store import read_manifest, write_arrays, write_manifest
from recipes.corpora.conditioning import Conditioning, SilentClipError, active_windows, condition, measure_bandwidth
from recipes.corpora.layouts import Defaults, LayoutError, read_corpus
from recipes.corpora.prepare import PrepareConfig, prepare
from recipes.corpora.pseudo_speaker import PseudoSpeaker, make_pseudo_speaker, shift_voice, warp_envelope
from tts.errors import ParameterError

pytest.importorskip("swift_f0")
DEFAULTS = Defaults("en-US", "reader", "female")


def voice(seconds: float, sample_rate: int, f0_hz: float = 200.0, gain: float = 0.05) -> np.ndarray:
    time = np.arange(round(seconds * sample_rate)) / sample_rate
    return (gain * sum(np.sin(2 * np.pi * k * f0_hz * time) / k for k in range(1, 15))).astype(np.float32)


def write_audio(path: Path, samples: np.ndarray | None = None, sample_rate: int = 22_050) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if samples is None:
        silence = np.zeros(sample_rate // 2, dtype=np.float32)
        samples = np.concatenate([silence, voice(1.0, sample_rate), silence])
    soundfile.write(path, samples, sample_rate)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    root = tmp_path / "source"
    rows = [
        {
            "id": f"c{i}",
            "audio": f"audio/c{i}.wav",
            "text": f"Text {i}.",
            "locale": "de-DE",
            "speaker": "reader",
            "sex": "female",
        }
        for i in range(4)
    ]
    for i in range(3):
        write_audio(root / f"audio/c{i}.wav")
    write_audio(root / "audio/c3.wav", np.zeros(22_050, dtype=np.float32))
    write(root / "manifest.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    return root


def test_prepares_and_reports(corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    report = prepare(read_corpus(corpus, "manifest", Defaults()), output, progress=False)
    assert report["clips"] == 3
    assert report["dropped"] == {"silent": 1}
    for row in read_manifest(output / "manifest.jsonl"):
        waveform, rate = soundfile.read(output / row["audio"], dtype="float32")
        f0_hz = np.load(output / row["npz"])["f0_hz"]
        assert rate == 24_000
        assert len(waveform) == 300 * len(f0_hz)
        assert row["seconds"] == pytest.approx(1.2, abs=0.03)  # 100 ms margins around one second
        assert np.median(f0_hz[f0_hz > 0]) == pytest.approx(200, rel=0.02)
        assert row["locale"] == "de-DE"
        assert row["split"] in ("train", "valid")
        assert row["bandwidth_hz"] <= 11_025


def test_a_second_run_does_nothing_and_new_settings_start_over(corpus: Path, tmp_path: Path) -> None:
    clips, output = read_corpus(corpus, "manifest", Defaults()), tmp_path / "out"
    first = prepare(clips, output, progress=False)
    stamp = (output / "c0.flac").stat().st_mtime_ns
    assert prepare(clips, output, progress=False) == first
    assert (output / "c0.flac").stat().st_mtime_ns == stamp
    louder = prepare(clips, output, PrepareConfig(Conditioning(level_db=-20.0)), progress=False)
    assert louder["key"] != first["key"]
    assert (output / "c0.flac").stat().st_mtime_ns != stamp


def test_a_recording_that_was_changed_is_prepared_again(corpus: Path, tmp_path: Path) -> None:
    clips, output = read_corpus(corpus, "manifest", Defaults()), tmp_path / "out"
    first = prepare(clips, output, progress=False)
    before = soundfile.read(output / "c0.flac")[0]
    samples, rate = soundfile.read(clips[0].audio)
    size = clips[0].audio.stat().st_size
    soundfile.write(clips[0].audio, samples[::-1], rate)
    assert clips[0].audio.stat().st_size == size
    assert prepare(clips, output, progress=False)["key"] != first["key"]
    after = soundfile.read(output / "c0.flac")[0]
    assert len(after) != len(before) or not np.allclose(after, before, atol=1e-3)


def test_an_interrupted_run_goes_on(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clips, output = read_corpus(corpus, "manifest", Defaults()), tmp_path / "out"
    import recipes.corpora.prepare as module

    original, made = module.prepare_clip, []

    def fail_at_second(clip, *arguments):  # type: ignore[no-untyped-def]
        made.append(clip.id)
        if len(made) == 2:
            raise KeyboardInterrupt
        return original(clip, *arguments)

    monkeypatch.setattr(module, "prepare_clip", fail_at_second)
    with pytest.raises(KeyboardInterrupt):
        prepare(clips, output, progress=False)
    assert not (output / "manifest.jsonl").exists()
    journal = output / "journal.jsonl"
    journal.write_text(
        journal.read_text(encoding="utf-8") + '{"id": "c1", "ro', encoding="utf-8"
    )  # killed while writing
    prepare(clips, output, progress=False)
    assert made == ["c0", "c1", "c1", "c2", "c3"]
    assert len(read_manifest(output / "manifest.jsonl")) == 3


def test_level_counts_speech_only_and_never_clips() -> None:
    settings = Conditioning()
    speech = voice(1.0, 24_000)
    gap = np.zeros(24_000, dtype=np.float32)
    for samples in (speech, np.concatenate([speech, gap, speech])):
        result = condition(samples, settings)
        active = active_windows(result, 24_000, settings.active_db)
        rms = np.sqrt(np.square(result[: len(active) * 240].reshape(-1, 240)[active]).mean())
        assert 20 * np.log10(rms) == pytest.approx(-24.0, abs=0.3)
    spiky = 0.001 * speech
    spiky[12_000] = 0.9
    assert np.abs(condition(spiky, settings)).max() <= settings.peak + 1e-6


def test_silence_is_an_error() -> None:
    with pytest.raises(SilentClipError):
        condition(np.zeros(24_000, dtype=np.float32), Conditioning())


def test_bandwidth_of_filtered_noise() -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, 48_000)
    spectrum = np.fft.rfft(noise)
    spectrum[np.fft.rfftfreq(48_000, 1 / 24_000) > 7_900] = 0
    assert measure_bandwidth(np.fft.irfft(spectrum).astype(np.float32), 24_000) == 8_000


def test_a_clip_that_ends_in_its_only_sound_has_some_bandwidth() -> None:
    samples = np.zeros(4096 + 100, dtype=np.float32)
    samples[-50:] = 0.1
    assert measure_bandwidth(samples, 8_000) == 4_000


def test_no_worker_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="workers must be 1 or more, got 0"):
        prepare([], tmp_path, workers=0)


@pytest.mark.parametrize(("source_rate", "bandwidth_hz"), [(8_000, 3_600), (16_000, 7_200), (48_000, 12_000)])
def test_a_recording_reaches_as_far_as_the_filter_before_its_sampling(
    tmp_path: Path, source_rate: int, bandwidth_hz: int
) -> None:
    hiss = np.random.default_rng(1).normal(0.0, 0.01, source_rate).astype(np.float32)
    write_audio(tmp_path / "source/a.wav", voice(1.0, source_rate) + hiss, source_rate)
    write(tmp_path / "source/a.txt", "Good morning.")
    prepare(read_corpus(tmp_path / "source", "pairs", DEFAULTS), tmp_path / "clips", progress=False)
    (row,) = read_manifest(tmp_path / "clips/manifest.jsonl")
    assert row["bandwidth_hz"] == bandwidth_hz


@pytest.mark.parametrize(
    ("layout", "table", "audio", "content", "expected"),
    [
        (
            "ljspeech",
            "metadata.csv",
            "wavs/LJ001.wav",
            "LJ001|Dr. No|Doctor No\nLJ404|gone|gone\n",
            ("LJ001", "Doctor No", "reader", "female"),
        ),
        ("thorsten", "metadata.csv", "wavs/ab.wav", "ab|Guten Tag.\n", ("ab", "Guten Tag.", "reader", "female")),
        (
            "css10",
            "transcript.txt",
            "meier/a_1.wav",
            "meier/a_1.wav|Eins 1|Eins eins|1.0\n",
            ("meier_a_1", "Eins eins", "reader", "female"),
        ),
        (
            "mls",
            "train/transcripts.txt",
            "train/audio/7/12/7_12_001.flac",
            "7_12_001\tbonjour\n",
            ("7_12_001", "bonjour", "7", "female"),
        ),
        (
            "m-ailabs",
            "de_DE/by_book/male/karl/buch/metadata.csv",
            "de_DE/by_book/male/karl/buch/wavs/b_1.wav",
            "b_1|Am 1.|Am ersten.\n",
            ("b_1", "Am ersten.", "karl", "male"),
        ),
        (
            "pairs",
            "day 1/a.b.txt",
            "day 1/a.b.WAV",
            "Good\nmorning.\n",
            ("day_1_a.b", "Good morning.", "reader", "female"),
        ),
        ("pairs", "a.lab", "a.flac", "Good morning.", ("a", "Good morning.", "reader", "female")),
    ],
)
def test_tables(tmp_path: Path, layout: str, table: str, audio: str, content: str, expected: tuple[str, ...]) -> None:
    write(tmp_path / table, content)
    write_audio(tmp_path / audio)
    (clip,) = read_corpus(tmp_path, layout, DEFAULTS)
    assert (clip.id, clip.text, clip.speaker, clip.sex) == expected
    assert clip.audio == tmp_path / audio
    assert clip.locale == "en-US"


def test_mls_reads_sexes(tmp_path: Path) -> None:
    write(tmp_path / "train/transcripts.txt", "7_12_001\thallo\n")
    write(tmp_path / "metainfo.txt", "SPEAKER | GENDER | PARTITION\n 7 | M | train\n\n")
    write_audio(tmp_path / "train/audio/7/12/7_12_001.flac")
    assert read_corpus(tmp_path, "mls", DEFAULTS)[0].sex == "male"


def test_vctk(tmp_path: Path) -> None:
    write(tmp_path / "txt/p225/p225_001.txt", "Please call.\n")
    write(tmp_path / "speaker-info.txt", "ID  AGE  GENDER  ACCENTS\np225  23  F  English\n")
    write_audio(tmp_path / "wav48_silence_trimmed/p225/p225_001_mic1.flac")
    (clip,) = read_corpus(tmp_path, "vctk", Defaults("en-GB"))
    assert (clip.id, clip.text, clip.speaker, clip.sex) == ("p225_001", "Please call.", "p225", "female")


@pytest.mark.parametrize(("licence", "recordings", "count"), [("CC-BY", 3, 3), ("CC-BY-NC", 3, 0), ("CC-BY", 2, 0)])
def test_storybook_takes_matching_free_stories_only(tmp_path: Path, licence: str, recordings: int, count: int) -> None:
    write(
        tmp_path / "asp-source/fr/0087_lire.md",
        f"# Lire\n\n##\nJe lis\nun livre.\n\n##\nTu lis.\n\n##\n* License: [{licence}]\n",
    )
    write(tmp_path / "asp-source/fr/0088_vide.md", "")
    (tmp_path / "asp-audio/fr/0088_vide").mkdir(parents=True)
    for number in range(1, recordings + 1):
        write_audio(tmp_path / f"asp-audio/fr/0087_lire/mp3/{number:02}.mp3", voice(0.5, 24_000), 24_000)
    if count == 0:
        with pytest.raises(LayoutError, match="holds no clip"):
            read_corpus(tmp_path, "storybook", Defaults("fr-CA", "reader"))
    else:
        clips = read_corpus(tmp_path, "storybook", Defaults("fr-CA", "reader"))
        assert [(clip.id, clip.text) for clip in clips] == [
            ("0087-01", "Lire"),
            ("0087-02", "Je lis un livre."),
            ("0087-03", "Tu lis."),
        ]


def test_errors_name_the_next_step(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(LayoutError, match="give --layout"):
        read_corpus(tmp_path, "manifest", DEFAULTS)
    write(tmp_path / "metadata.csv", "a|Text\n")
    write_audio(tmp_path / "wavs/a.wav")
    assert main(["prepare", "--source", str(tmp_path), "--layout", "ljspeech", "--output", str(tmp_path / "out")]) == 1
    assert "give --locale" in capsys.readouterr().err


def test_warped_envelope_moves_peaks() -> None:
    envelope = np.full((1, 513), 1e-6)
    envelope[0, 98:103] = 1.0
    assert warp_envelope(envelope, 0.8)[0].argmax() == pytest.approx(80, abs=2)
    assert warp_envelope(envelope, 1.2)[0].argmax() == pytest.approx(120, abs=2)
    np.testing.assert_allclose(warp_envelope(envelope, 1.0), envelope)


def test_pseudo_speaker_lowers_pitch_and_keeps_the_grid(corpus: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyworld", exc_type=ImportError)
    source, output = tmp_path / "prepared", tmp_path / "male"
    prepare(read_corpus(corpus, "manifest", Defaults()), source, progress=False)
    report = make_pseudo_speaker(source, output, PseudoSpeaker("reader_m", f0_factor=0.5), share=0.67, progress=False)
    rows = read_manifest(output / "manifest.jsonl")
    assert report["clips"] == len(rows) == 2
    for row in rows:
        original = np.load(source / row["npz"])["f0_hz"]
        f0_hz = np.load(output / row["npz"])["f0_hz"]
        waveform, _ = soundfile.read(output / row["audio"], dtype="float32")
        assert (row["speaker"], row["sex"]) == ("reader_m", "male")
        assert len(waveform) == 300 * len(f0_hz)
        np.testing.assert_allclose(f0_hz, original * 0.5)
        spectrum = np.abs(np.fft.rfft(waveform[6000:18_000] * np.hanning(12_000)))
        assert spectrum[:150].argmax() * 2 == pytest.approx(100, abs=6)


def test_pseudo_speaker_of_one_speaker_among_several(corpus: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyworld", exc_type=ImportError)
    source, output = tmp_path / "prepared", tmp_path / "male"
    prepare(read_corpus(corpus, "manifest", Defaults()), source, progress=False)
    rows = read_manifest(source / "manifest.jsonl")
    other = [{**row, "speaker": "somebody"} if i == 0 else row for i, row in enumerate(rows)]
    write_manifest(source / "manifest.jsonl", other)
    make_pseudo_speaker(source, output, PseudoSpeaker("reader_m"), of="somebody", progress=False)
    assert [row["id"] for row in read_manifest(output / "manifest.jsonl")] == [rows[0]["id"]]
    with pytest.raises(ValueError, match="somebody"):
        make_pseudo_speaker(source, output, PseudoSpeaker("reader_m"), of="nobody", progress=False)


def test_a_pseudo_speaker_follows_a_new_alignment_of_the_source(corpus: Path, tmp_path: Path) -> None:
    """Seen: the durations of the old one stayed, and everything else said that the corpus was up to date."""
    pytest.importorskip("pyworld", exc_type=ImportError)
    source, output, shift = tmp_path / "prepared", tmp_path / "male", PseudoSpeaker("reader_m")
    prepare(read_corpus(corpus, "manifest", Defaults()), source, progress=False)
    make_pseudo_speaker(source, output, shift, progress=False)
    names = [row["npz"] for row in read_manifest(source / "manifest.jsonl")]
    with np.load(source / names[0]) as archive:
        aligned = {**archive, "durations": np.arange(5)}
    write_arrays(source / names[0], aligned)
    (output / names[1]).unlink()
    make_pseudo_speaker(source, output, shift, progress=False)
    with np.load(output / names[0]) as archive:
        np.testing.assert_array_equal(archive["durations"], np.arange(5))
    assert not (output / names[1]).exists()  # what has not changed is not made again


def test_a_share_of_no_clip_is_no_corpus(tmp_path: Path) -> None:
    write_manifest(tmp_path / "manifest.jsonl", [{"id": "a", "speaker": "reader"}])
    with pytest.raises(ValueError, match="give a larger share"):
        make_pseudo_speaker(tmp_path, tmp_path / "out", PseudoSpeaker("reader_m"), share=0.5)
    assert not (tmp_path / "out").exists()


def test_shift_keeps_the_level() -> None:
    pytest.importorskip("pyworld", exc_type=ImportError)
    samples = voice(1.0, 24_000)
    shifted = shift_voice(samples, np.full(80, 200.0, dtype=np.float32), PseudoSpeaker("m"))
    assert shifted.shape == samples.shape
    assert np.sqrt(np.square(shifted).mean()) == pytest.approx(np.sqrt(np.square(samples).mean()), rel=0.05)
    with pytest.raises(ValueError, match="formant_factor"):
        PseudoSpeaker("m", formant_factor=0.1)


def test_an_unknown_locale_is_told_before_the_work(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Seen: a corpus was prepared for minutes, and its locale refused when it was aligned."""
    write_audio(tmp_path / "lj" / "wavs" / "a.wav")
    write(tmp_path / "lj" / "metadata.csv", "a|Hello.\n")
    ask = ["prepare", "--source", str(tmp_path / "lj"), "--layout", "ljspeech", "--speaker", "x", "--output"]
    assert main([*ask, str(tmp_path / "out"), "--locale", "de-CH"]) != 0
    assert "did you mean 'de-DE'?" in capsys.readouterr().err
    manifest = corpus / "manifest.jsonl"
    write(manifest, manifest.read_text(encoding="utf-8").replace("de-DE", "de-CH"))
    assert main(["prepare", "--source", str(corpus), "--output", str(tmp_path / "out")]) != 0
    assert not (tmp_path / "out").exists()
    assert main([*ask, str(tmp_path / "out"), "--locale", "en_us"]) == 0
    assert read_manifest(tmp_path / "out" / "manifest.jsonl")[0]["locale"] == "en-US"
    assert "clip/s" not in capsys.readouterr().err, "no bar where nobody watches"
