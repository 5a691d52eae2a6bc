"""Alignment recipe: segments, batches, and the whole way from a prepared corpus to durations."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from frontend.phonology import encode, symbol_ids, vocabulary
from frontend.pipeline import Frontend
from recipes.align import AlignConfig, main
from recipes.align_data import AlignClip, batches_by_length, collate
from recipes.align_pauses import release_pauses
from recipes.align_segments import plan_segments
from recipes.align_task import AlignerTask, TrainSettings, boundary_errors_ms, build_aligner, load_aligner
from recipes.align_write import flag_worst
from recipes.corpora.clip_store import read_manifest, write_clip, write_manifest
from recipes.teacher_lag import measure_lag, shift_durations
from tts.config import MelConfig, load_toml
from tts.train.checkpoint import CheckpointError, save_checkpoint

TEXT = "The cat sat. A dog ran off. Birds sang."


def test_short_pages_stay_whole() -> None:
    durations = np.array([2, 5, 5, 20, 5, 5, 20, 3])
    (segment,) = plan_segments(durations, [3, 3], target_frames=1000)
    assert (segment.start_frame, segment.end_frame) == (0, 65)
    assert segment.durations.tolist() == durations.tolist()


def test_long_pages_are_cut_in_the_pauses() -> None:
    durations = np.array([4, 10, 10, 30, 10, 10, 30, 10, 10, 6, 2])
    first, second = plan_segments(durations, [3, 3, 3], target_frames=100, margin_frames=8)
    assert (first.first_sentence, first.last_sentence, second.first_sentence, second.last_sentence) == (0, 1, 2, 2)
    assert first.durations.tolist() == [4, 10, 10, 30, 10, 10, 7, 1]
    assert second.durations.tolist() == [8, 10, 10, 6, 2]
    assert (first.start_frame, first.end_frame) == (0, 4 + 20 + 30 + 20 + 8)
    assert (second.start_frame, second.end_frame) == (4 + 20 + 30 + 20 + 30 - 8, durations.sum())
    for segment in (first, second):
        assert segment.durations.sum() == segment.end_frame - segment.start_frame


def test_no_cut_without_a_pause() -> None:
    durations = np.array([4, 50, 50, 5, 50, 50, 5, 2])
    assert len(plan_segments(durations, [3, 3], target_frames=60)) == 1


@pytest.mark.parametrize("seed", range(5))
def test_segments_keep_every_phone(seed: int) -> None:
    generator = np.random.default_rng(seed)
    counts = generator.integers(2, 9, size=7).tolist()
    durations = generator.integers(1, 40, size=sum(counts) + 2)
    segments = plan_segments(durations, counts, target_frames=150)
    symbols = [index for segment in segments for index in range(segment.first_symbol, segment.end_symbol)]
    assert symbols == list(range(1, len(durations) - 1))
    finals = set(np.cumsum(counts).tolist())
    for segment in segments:
        assert (segment.durations >= 1).all()
        assert segment.durations.sum() == segment.end_frame - segment.start_frame
        for index in range(segment.first_symbol, segment.end_symbol):
            if index not in finals:
                assert segment.durations[1 + index - segment.first_symbol] == durations[index]


def test_segments_refuse_counts_that_do_not_add_up() -> None:
    with pytest.raises(ValueError, match="sentences have 5 symbols, the durations are for 4"):
        plan_segments(np.ones(6, dtype=np.int64), [5], target_frames=10)


def make_clip(frames: int, durations: bool) -> AlignClip:
    generator = np.random.default_rng(frames)
    symbols = encode(*Frontend().process("A dog ran.", "en-US").sentences)
    n = len(symbols.phone_ids)
    exact = np.diff(np.linspace(0, frames, n + 1).astype(np.int64)) if durations else None
    return AlignClip(
        {"split": "train"}, Path(), generator.normal(-5, 2, (frames, 80)).astype(np.float16), symbols, durations=exact
    )


def test_batches_hold_every_clip_once_and_keep_the_limit() -> None:
    clips = [make_clip(frames, False) for frames in (90, 30, 60, 31, 200)]
    batches = batches_by_length(clips, 130)
    assert sorted(index for batch in batches for index in batch) == list(range(5))
    assert all(len(batch) == 1 or len(batch) * max(clips[i].frames for i in batch) <= 130 for batch in batches)


def test_without_exact_durations_there_are_no_errors_to_tell() -> None:
    assert boundary_errors_ms(build_aligner(80), [make_clip(60, False)], MelConfig()) == {}


def test_only_clips_with_exact_durations_are_supervised() -> None:
    task = AlignerTask([make_clip(60, True), make_clip(60, False)], [], TrainSettings(precision="fp32"), MelConfig())
    losses = task.losses(collate([make_clip(60, False)]), sharpen=False)
    assert losses["teacher"].item() == 0
    assert losses["forward_sum"].item() > 0
    assert task.losses(collate([make_clip(60, True)]), sharpen=True)["teacher"].item() > 0


@pytest.mark.parametrize("named", [True, False])
def test_an_aligner_outlives_a_new_phone(named: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    aligner = build_aligner(80)
    mel, modules = MelConfig(), {"aligner": aligner}
    checkpoint = save_checkpoint(tmp_path, 1, modules=modules, emas={}, optimizers={}, config=TrainSettings(), mel=mel)
    if not named:
        meta = json.loads((checkpoint / "meta.json").read_text(encoding="utf-8"))
        del meta["models"]
        (checkpoint / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    grown = (*vocabulary(), "ǃ")
    monkeypatch.setattr("recipes.align_task.vocabulary", lambda: grown)
    assert load_aligner(checkpoint).config.symbols == grown[:-1]
    if named:
        monkeypatch.setattr("recipes.align_task.vocabulary", lambda: grown[::-1])
        with pytest.raises(CheckpointError, match="other symbols than the frontend has now"):
            load_aligner(checkpoint)


def test_flags_the_worst_scores_only() -> None:
    from recipes.align_write import _Piece

    pieces = [_Piece({}, float(score)) for score in range(99)] + [_Piece({}, -5.0, "too long")]
    flagged = [piece.score for piece in flag_worst(pieces, 3.0) if piece.reason == "score"]
    assert flagged == [0.0, 1.0, 2.0]
    assert not any(piece.reason for piece in flag_worst(pieces[:99], 0.0))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Noise with pauses after each sentence: enough for the machinery, which must not depend on good alignments."""
    folder, generator = tmp_path / "corpus", np.random.default_rng(0)
    folder.mkdir()
    rows = []
    for index in range(4):
        waveform = generator.normal(0, 0.1, 300 * 240).astype(np.float32)
        f0_hz = np.full(240, 120.0, dtype=np.float32)
        write_clip(folder, f"c{index}", waveform, 24_000, {"f0_hz": f0_hz})
        rows.append(
            {
                "id": f"c{index}", "audio": f"c{index}.flac", "npz": f"c{index}.npz", "text": TEXT, "locale": "en-US",
                "speaker": "r", "sex": "male", "seconds": 3.0, "bandwidth_hz": 12000, "split": "train",
            }
        )  # fmt: skip
    write_manifest(folder / "manifest.jsonl", rows)
    return folder


def test_trains_resumes_and_writes_durations(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "aligner.toml"
    loop = "[loop]\ntotal_steps = 2\ntorch_threads = 1\n"
    lines = f'corpora = ["{corpus}"]\n[train]\nprecision = "fp32"\nsharpen_from = 1\n{loop}'
    config.write_text(lines, encoding="utf-8")
    run = tmp_path / "run"
    assert main(["train", "--config", str(config), "--run", str(run)]) == 0
    config.write_text(lines.replace("total_steps = 2", "total_steps = 3"), encoding="utf-8")
    assert main(["train", "--config", str(config), "--run", str(run)]) == 0
    assert [path.name for path in sorted((run / "checkpoints").iterdir())][-1] == "step-00000003"

    command = [
        "align",
        "--run",
        str(run),
        "--corpus",
        str(corpus),
        "--segment-seconds",
        "0.5",
        "--drop-percent",
        "0",
        "--pictures",
        "1",
    ]
    capsys.readouterr()
    assert main(command) == 0
    report = json.loads(capsys.readouterr().out)
    rows = read_manifest(corpus / "manifest.aligned.jsonl")
    assert report["pieces"] == len(rows) >= 4
    assert len(list((run / "pictures").glob("*.png"))) == 1
    boundary = symbol_ids()[" "]
    for row in rows:
        arrays = np.load(corpus / row["npz"])
        waveform, _ = soundfile.read(corpus / row["audio"], dtype="float32")
        lengths = {len(arrays[name]) for name in ("phone_ids", "stress_ids", "language_ids", "durations")}
        assert len(lengths) == 1
        assert arrays["durations"].sum() == len(arrays["f0_hz"]) == len(waveform) / 300
        assert (arrays["durations"][arrays["phone_ids"] != boundary] >= 1).all()
        assert arrays["phone_ids"][0] == symbol_ids()["^"]
        assert arrays["phone_ids"][-1] == symbol_ids()["$"]
        assert isinstance(row["aligned"], bool)


def test_align_hears_as_the_aligner_was_trained(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """40 bands and frames half as long: 3 s have 480 frames, not 240."""
    config = tmp_path / "aligner.toml"
    mel = "[mel]\nn_mels = 40\nwin_length = 600\nhop_length = 150\n"
    loop = "[loop]\ntotal_steps = 1\ntorch_threads = 1\n"
    config.write_text(f'corpora = ["{corpus}"]\n{mel}[train]\nprecision = "fp32"\n{loop}', encoding="utf-8")
    for row in read_manifest(corpus / "manifest.jsonl"):
        np.savez(corpus / row["npz"], f0_hz=np.full(480, 120.0, dtype=np.float32))
    run = tmp_path / "run"
    assert main(["train", "--config", str(config), "--run", str(run)]) == 0
    assert main(["align", "--run", str(run), "--corpus", str(corpus), "--segment-seconds", "2.9"]) == 0
    for row in read_manifest(corpus / "manifest.aligned.jsonl"):
        with np.load(corpus / row["npz"]) as arrays:
            assert arrays["durations"].sum() == pytest.approx(row["seconds"] * 160, abs=1)
    capsys.readouterr()


def test_align_before_train_says_what_to_do(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["align", "--run", str(tmp_path / "none"), "--corpus", str(corpus)]) == 1
    assert "run python -m recipes.align train" in capsys.readouterr().err


def test_the_shipped_configuration_loads() -> None:
    config = load_toml(Path(__file__).parents[2] / "recipes/configs/aligner.toml", AlignConfig)
    assert config.train.total_steps == config.loop.total_steps
    assert torch.tensor(config.teacher_minutes) > 0


def lagging_clip(lag: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Vowels and voiceless stops in turn, the sound `lag` frames before the durations say."""
    ids = symbol_ids()
    phone_ids = np.array([ids["^"], *[ids["a"], ids["t"]] * 20, ids["$"]])
    durations = np.array([12, *np.random.default_rng(0).integers(4, 12, size=40), 12])
    loud = np.roll(np.repeat(phone_ids == ids["a"], durations), -lag)
    return np.where(loud[:, None], -2.0, -8.0) * np.ones(80), phone_ids, durations


@pytest.mark.parametrize("lag", [-3, 0, 4])
def test_measures_the_lag_of_a_teacher(lag: int) -> None:
    mel, phone_ids, durations = lagging_clip(lag)
    assert measure_lag([(mel, phone_ids, durations)]) == lag
    shifted = shift_durations(durations, lag)
    assert shifted.sum() == durations.sum()
    assert measure_lag([(mel, phone_ids, shifted)]) == 0


def test_a_lag_needs_room_at_the_edge() -> None:
    with pytest.raises(ValueError, match="cannot move by 3 frames"):
        shift_durations(np.array([3, 5, 5]), 3)


def breathing_clip(
    symbol: str, levels: list[float], voiced: bool = False
) -> tuple[np.ndarray, list[str], np.ndarray, np.ndarray]:
    """``^ a X _ a . $`` where X has the given level contour (in tenths of a log unit)."""
    durations = np.array([5, 8, len(levels), 1, 8, 5, 2])
    symbols = ["^", "a", symbol, " ", "a", ".", "$"]
    contour = np.concatenate(
        [np.full(5, -60.0), np.full(8, -5.0), levels, [-50.0], np.full(8, -5.0), np.full(7, -60.0)]
    )
    f0_hz = np.where(contour == -5.0, 120.0, 0.0).astype(np.float32)
    if voiced:
        f0_hz[13 : 13 + len(levels)] = 120.0
    return durations, symbols, np.repeat(contour[:, None] / 10, 80, axis=1), f0_hz


BREATH = [-20.0, -18.0, -17.0, -18.0, -25.0, -40.0, -44.0, -30.0, -22.0, *[-20.0] * 12]


def test_a_breath_after_a_fricative_goes_to_the_pause() -> None:
    durations, symbols, mel, f0_hz = breathing_clip("s", BREATH)
    assert release_pauses(durations, symbols, mel, f0_hz).tolist() == [5, 8, 6, 16, 8, 5, 2]


def test_the_closure_of_a_plosive_is_not_its_end() -> None:
    closure = [-20.0, -45.0, -48.0, -22.0]
    durations, symbols, mel, f0_hz = breathing_clip("t", closure + BREATH)
    assert release_pauses(durations, symbols, mel, f0_hz)[2] == len(closure) + 6


@pytest.mark.parametrize(
    ("symbol", "levels", "voiced"),
    [("s", [-20.0] * 20, False), ("s", BREATH[:12], False), ("n", BREATH, True)],
    ids=["no dip", "short", "voiced: speech"],
)
def test_other_phones_keep_their_frames(symbol: str, levels: list[float], voiced: bool) -> None:
    durations, symbols, mel, f0_hz = breathing_clip(symbol, levels, voiced)
    assert release_pauses(durations, symbols, mel, f0_hz).tolist() == durations.tolist()
