"""The vocoder's recipe end to end on a second of synthetic voice: learn, resume, resynthesise, export."""

from __future__ import annotations

import dataclasses
import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from recipes.train_vocoder import load_generator, main
from tts.audio.excitation import pulse_train
from tts.config import MelConfig, load_toml
from tts.errors import ConfigError
from tts.train import fit, latest_checkpoint
from tts.vocoder.cache import ClipCache
from tts.vocoder.config import SourceConfig, VocoderConfig
from tts.vocoder.data import SegmentDataset
from tts.vocoder.task import VocoderTask

SETTINGS = """
seed = 1
device = "cpu"
precision = "fp32"
[generator]
dim = 16
hidden = 32
blocks = 1
[discriminator]
spectrogram_channels = 3
period_channels = [2, 4]
periods = [2]
fft_sizes = [1024]
[loss]
fft_sizes = [1024, 2048]
[data]
batch_size = 2
segment_frames = 32
cache = "{cache}"
predicted_mel = {predicted}
[[data.sources]]
manifest = "{manifest}"
[optim]
generator_lr = 5e-3
adversarial_lr = 5e-3
adversarial_from = {adversarial_from}
adversarial_ramp = 2
[schedule]
kind = "constant"
[loop]
total_steps = {steps}
log_every = 1
evaluate_every = 1000
"""


def write_clip(folder: Path, clip_id: str, f0_hz: float, frames: int = 60, **extra: object) -> dict[str, object]:
    """A hum with a spectral tilt, its F0 and a mel; returns its line of the manifest."""
    curve = np.full(frames, f0_hz, np.float32)
    curve[:8] = 0.0
    pulses = pulse_train(np.append(curve, curve[-1]), MelConfig())
    noise = np.random.default_rng(len(clip_id)).standard_normal(len(pulses)) * 0.05
    waveform = np.convolve(pulses + noise, 0.9 ** np.arange(60), mode="same") * 0.03
    soundfile.write(folder / f"{clip_id}.flac", waveform, 24_000)
    np.savez(folder / f"{clip_id}.npz", f0_hz=curve, mel=np.full((frames, 80), -4.0, np.float32))
    return {"id": clip_id, "audio": f"{clip_id}.flac", "npz": f"{clip_id}.npz", "bandwidth_hz": 12_000, **extra}


def add_lines(manifest: Path, *rows: dict[str, object]) -> None:
    with manifest.open("a") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    manifest = tmp_path / "manifest.jsonl"
    add_lines(
        manifest,
        write_clip(tmp_path, "low", 110.0),
        write_clip(tmp_path, "dull", 200.0, bandwidth_hz=8000),
        write_clip(tmp_path, "held", 150.0, split="valid"),
    )
    return manifest


def write_config(corpus: Path, steps: int, adversarial_from: int, predicted: str = "false") -> Path:
    path = corpus.parent / "config.toml"
    cache = corpus.parent / "cache"
    path.write_text(
        SETTINGS.format(
            cache=cache, manifest=corpus, steps=steps, adversarial_from=adversarial_from, predicted=predicted
        )
    )
    return path


def trained(config: VocoderConfig, run: Path, steps: int) -> VocoderTask:
    task = VocoderTask(config, SegmentDataset(config.data, config.mel, config.seed))
    loop = dataclasses.replace(config.loop, total_steps=steps)
    fit(task, loop, run, config=config, mel=config.mel, progress=False)
    return task


def test_overfits_a_small_corpus(corpus: Path) -> None:
    config = load_toml(write_config(corpus, 40, 1000), VocoderConfig)
    task = VocoderTask(config, SegmentDataset(config.data, config.mel, config.seed))
    losses = [float(task.train_step(step)["mel"]) for step in range(40)]
    assert np.mean(losses[-5:]) < 0.6 * np.mean(losses[:5])


def with_kind(path: Path, kind: str) -> Path:
    """The configuration at `path`, rewritten for discriminators of one kind."""
    path.write_text(path.read_text().replace("[discriminator]\n", f'[discriminator]\nkind = "{kind}"\n'))
    return path


@pytest.mark.parametrize("kind", ["patches", "convolutions"])
def test_resumed_equals_uninterrupted_through_the_adversarial_stage(corpus: Path, tmp_path: Path, kind: str) -> None:
    config = load_toml(with_kind(write_config(corpus, 4, 1), kind), VocoderConfig)
    whole = trained(config, tmp_path / "whole", 4)
    trained(config, tmp_path / "parts", 2)
    torch.manual_seed(5)
    parts = trained(config, tmp_path / "parts", 4)
    for name, module in whole.modules.items():
        for key, value in module.state_dict().items():
            assert torch.equal(value, parts.modules[name].state_dict()[key]), f"{name}.{key}"
    before = VocoderTask(config, whole.dataset).discriminators.state_dict()
    assert any(not torch.equal(before[key], value) for key, value in whole.discriminators.state_dict().items())


def test_band_limited_segments_have_nothing_above_their_bandwidth(corpus: Path) -> None:
    config = load_toml(write_config(corpus, 1, 1000), VocoderConfig)
    task = VocoderTask(config, SegmentDataset(config.data, config.mel, config.seed))
    batch = task.dataset.batch(0)
    batch = dataclasses.replace(batch, bandwidth_hz=torch.tensor([8000.0, 12000.0]))
    for waveform in task.segments(batch):
        power = torch.fft.rfft(waveform.detach() * torch.hann_window(waveform.shape[1])).abs().square()
        high = power[:, int(power.shape[1] * 8100 / 12000) :].sum(1) / power.sum(1)
        assert high[0] < 1e-5
        assert high[1] > 1e-5


def test_new_clips_are_picked_up_and_interrupted_writes_repaired(corpus: Path, tmp_path: Path) -> None:
    cache = ClipCache(corpus, tmp_path / "cache", MelConfig())
    assert cache.refresh() == 3
    assert cache.refresh() == 0
    before = cache.waveform(cache.clips[1], 0, 3000)
    (folder,) = (tmp_path / "cache").iterdir()
    for name, half in (("waveform.i16", b"half a clip"), ("index.jsonl", b'{"clip_id": "new", "sta')):
        with (folder / name).open("ab") as file:
            file.write(half)
    add_lines(corpus, write_clip(corpus.parent, "new", 300.0, frames=40))
    with corpus.open("a") as file:
        file.write('{"id": "still being wri')
    again = ClipCache(corpus, tmp_path / "cache", MelConfig())
    assert again.refresh() == 1
    assert np.array_equal(again.waveform(again.clips[1], 0, 3000), before)
    expected, _ = soundfile.read(corpus.parent / "new.flac", dtype="float32")
    np.testing.assert_allclose(again.waveform(again.clips[3], 0, 12_000), expected, atol=1e-4)
    assert not again.waveform(again.clips[3], -600, 0).any()
    assert (again.f0_hz(again.clips[3], 30, 45) == [300.0] * 10 + [0.0] * 5).all()


def test_an_interrupted_refresh_keeps_what_it_has_decoded(corpus: Path, tmp_path: Path) -> None:
    broken = corpus.parent / "held.flac"
    audio = broken.read_bytes()
    broken.write_bytes(b"no sound")
    with pytest.raises(soundfile.LibsndfileError):
        ClipCache(corpus, tmp_path / "cache", MelConfig()).refresh()
    broken.write_bytes(audio)
    cache = ClipCache(corpus, tmp_path / "cache", MelConfig())
    assert cache.refresh() == 1
    assert [clip.clip_id for clip in cache.clips] == ["low", "dull", "held"]


def test_a_clip_whose_files_change_is_decoded_again(corpus: Path, tmp_path: Path) -> None:
    cache = ClipCache(corpus, tmp_path / "cache", MelConfig())
    cache.refresh()
    write_clip(corpus.parent, "dull", 250.0, frames=45)
    assert cache.refresh() == 1
    expected, _ = soundfile.read(corpus.parent / "dull.flac", dtype="float32")
    assert cache.clips[1].frames == 45
    np.testing.assert_allclose(cache.waveform(cache.clips[1], 0, 45 * 300), expected, atol=1e-4)
    assert cache.f0_hz(cache.clips[1], 40, 41) == 250.0
    lines = corpus.read_text().splitlines()
    corpus.write_text("\n".join(reversed(lines[:2])) + "\n")
    assert cache.refresh() == 0
    assert [clip.clip_id for clip in cache.clips] == ["dull", "low"]


def test_batches_are_a_function_of_the_step_and_of_weights(corpus: Path) -> None:
    config = load_toml(write_config(corpus, 1, 1000), VocoderConfig)
    sources = (*config.data.sources, SourceConfig(corpus, weight=0.0))
    data = dataclasses.replace(config.data, sources=sources)
    first, second = SegmentDataset(data, config.mel, 3), SegmentDataset(data, config.mel, 3)
    assert torch.equal(first.batch(7).context, second.batch(7).context)
    assert not torch.equal(first.batch(7).context, first.batch(8).context)
    assert first.batch(0).context.shape == (2, 35 * 300)


def test_fine_tuning_takes_the_files_mel(corpus: Path) -> None:
    config = load_toml(write_config(corpus, 1, 1000, "true"), VocoderConfig)
    task = VocoderTask(config, SegmentDataset(config.data, config.mel, config.seed))
    mel = task.dataset.batch(0).predicted_mel
    assert mel is not None
    assert mel.shape == (2, 32, 80)
    assert float(mel.std(dim=(1, 2)).max()) == pytest.approx(0.0, abs=1e-5)  # constant, moved by the gain
    task.train_step(0)


def test_wrong_clips_are_named(corpus: Path, tmp_path: Path) -> None:
    soundfile.write(corpus.parent / "slow.flac", np.zeros(16_000), 16_000)
    add_lines(corpus, {"id": "slow", "audio": "slow.flac", "npz": "low.npz"})
    with pytest.raises(ValueError, match=r"slow\.flac: expected mono at 24000 Hz, got 1 channels at 16000 Hz"):
        ClipCache(corpus, tmp_path / "cache", MelConfig()).refresh()


def test_commands(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = tmp_path / "run"
    config = write_config(corpus, 3, 1)
    assert main(["train", "--config", str(config), "--run", str(run), "--quiet"]) == 0
    assert latest_checkpoint(run / "checkpoints") is not None
    load_generator(run)
    assert (run / "curves.png").exists()
    output = tmp_path / "out.wav"
    clip = corpus.parent / "low.flac"
    assert main(["copy-synthesis", "--checkpoint", str(run), str(clip), str(output)]) == 0
    samples, sample_rate = soundfile.read(output)
    assert (len(samples), sample_rate) == (60 * 300, 24_000)
    alone = tmp_path / "alone.flac"
    shutil.copy(clip, alone)
    monkeypatch.setitem(sys.modules, "pyworld", None)
    assert main(["copy-synthesis", "--checkpoint", str(run), str(alone), str(output)]) == 0
    tracked, _ = soundfile.read(output)
    assert len(tracked) == 60 * 300
    assert np.abs(tracked).max() > 0.0
    assert main(["export", "--checkpoint", str(run), str(tmp_path / "v.onnx")]) == 0
    assert (tmp_path / "v.onnx").stat().st_size > 10_000
    warm = ["train", "--config", str(config), "--run", str(tmp_path / "warm"), "--quiet", "--warm-start", str(run)]
    assert main(warm) == 0
    assert "discriminators start anew" not in capsys.readouterr().err
    with_kind(config, "convolutions")
    assert main([*warm[:4], str(tmp_path / "warm2"), *warm[5:]]) == 0
    assert "discriminators start anew" in capsys.readouterr().err
    assert main(["export", "--checkpoint", str(tmp_path / "nothing"), str(output)]) == 1
    assert "no checkpoint in" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["vocoder_cpu", "vocoder_gpu", "vocoder_smoke"])
def test_shipped_configurations_load(name: str) -> None:
    path = Path(__file__).parents[2] / "recipes" / "configs" / f"{name}.toml"
    config = load_toml(path, VocoderConfig)
    assert config.data.sources


def test_discriminators_need_their_resolutions(corpus: Path) -> None:
    path = write_config(corpus, 1, 1)
    path.write_text(path.read_text().replace("fft_sizes = [1024]", "fft_sizes = [512]"))
    with pytest.raises(ConfigError, match=r"discriminator\.fft_sizes must be among"):
        load_toml(path, VocoderConfig)
