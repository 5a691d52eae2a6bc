"""A second speaker out of one speaker's recordings: formants and pitch shifted with WORLD (Morise et al. 2016).

Where a locale has one female speaker only, nothing tells a model what in her recordings is the language and what is
her voice. The same recordings with a longer vocal tract and a lower pitch are a second, male voice with the same
accent; they are not good enough to be heard, and are meant for training the speaker space only.
"""

from __future__ import annotations

import json
import warnings
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile
from tqdm import tqdm

from recipes.corpora.clip_store import MANIFEST, REPORT, Journal, read_manifest, write_clip, write_manifest
from recipes.corpora.conditioning import Conditioning
from tts.files import write_text
from tts.voice import file_sha256

FloatArray = npt.NDArray[np.float32]

FFT_SIZE = 1024
F0_FLOOR_HZ = 71.0
"""Below it WORLD's envelope needs a larger transform; lower F0 values count as unvoiced there."""


@dataclass(frozen=True)
class PseudoSpeaker:
    """`formant_factor` multiplies every formant (below 1: a longer vocal tract), `f0_factor` the pitch."""

    name: str
    sex: str = "male"
    formant_factor: float = 0.87
    f0_factor: float = 0.6

    def __post_init__(self) -> None:
        for field in ("formant_factor", "f0_factor"):
            if not 0.4 <= getattr(self, field) <= 2.5:
                raise ValueError(f"{field} is {getattr(self, field)}: it must lie between 0.4 and 2.5")


def _world() -> ModuleType:
    """The pyworld module, without the warning that its use of `pkg_resources` raises."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pyworld
    except ImportError as error:
        raise ImportError(
            "pseudo-speakers need pyworld, and pyworld needs a setuptools that still has pkg_resources: "
            'pip install pyworld "setuptools<81"'
        ) from error
    module: ModuleType = pyworld
    return module


def warp_envelope(envelope: npt.NDArray[np.float64], factor: float) -> npt.NDArray[np.float64]:
    """Stretches a spectral envelope along frequency: what stood at f stands at ``f * factor`` afterwards.

    Above ``factor * Nyquist`` (for a factor below 1) there is nothing to show; the last known value falls by 30 dB up
    to Nyquist.

    Args:
        envelope: (T, bins) power spectrum.
        factor: above 0.

    Returns:
        (T, bins).
    """
    bins = envelope.shape[1]
    source = np.arange(bins) / factor
    low = np.clip(np.floor(source).astype(int), 0, bins - 2)
    weight = np.clip(source - low, 0.0, 1.0)
    log_envelope = np.log(np.maximum(envelope, 1e-16))
    warped = log_envelope[:, low] * (1.0 - weight) + log_envelope[:, low + 1] * weight
    beyond = np.maximum(source - (bins - 1), 0.0)
    if beyond[-1] > 0:
        warped = warped - np.log(1000.0) * beyond / beyond[-1]
    return np.ascontiguousarray(np.exp(warped))


def shift_voice(
    waveform: FloatArray, f0_hz: FloatArray, shift: PseudoSpeaker, sample_rate: int = 24_000, hop_length: int = 300
) -> FloatArray:
    """Re-synthesises a clip with shifted formants and pitch.

    Args:
        waveform: (T * hop_length,) float32.
        f0_hz: (T,) of the clip, 0 where unvoiced.
        shift: the factors.
        sample_rate: Hz.
        hop_length: samples between the frames of `f0_hz`.

    Returns:
        (T * hop_length,) float32 of the same level, in [-1, 1].

    Raises:
        ImportError: pyworld is not installed.
    """
    world = _world()
    samples = waveform.astype(np.float64)
    f0 = np.where(f0_hz >= F0_FLOOR_HZ, f0_hz, 0.0).astype(np.float64)
    times = np.arange(len(f0)) * (hop_length / sample_rate)
    envelope = world.cheaptrick(samples, f0, times, sample_rate, f0_floor=F0_FLOOR_HZ, fft_size=FFT_SIZE)
    aperiodicity = world.d4c(samples, f0, times, sample_rate, fft_size=FFT_SIZE)
    shifted = world.synthesize(
        f0 * shift.f0_factor,
        warp_envelope(envelope, shift.formant_factor),
        aperiodicity,
        sample_rate,
        1000.0 * hop_length / sample_rate,
    )
    shifted = np.pad(shifted[: len(samples)], (0, max(0, len(samples) - len(shifted))))
    gain = np.sqrt(np.square(samples).mean() / max(float(np.square(shifted).mean()), 1e-12))
    gain = min(float(gain), Conditioning().peak / max(float(np.abs(shifted).max()), 1e-9))
    return (shifted * gain).astype(np.float32)


def make_pseudo_speaker(
    source: Path, output: Path, shift: PseudoSpeaker, *, of: str = "", share: float = 1.0, progress: bool = True
) -> dict[str, Any]:
    """Shifts a prepared corpus into a new one with the same ids, texts and frame grid. Resumable like `prepare`.

    Durations that an alignment has written into the source's npz stay valid and are copied with everything else; a
    clip whose npz has changed since is made anew.

    Args:
        source: a prepared corpus.
        output: folder of the new one.
        shift: the new speaker.
        of: the speaker whose clips are shifted, where a corpus has several; empty for all clips.
        share: part of the clips to make; they are spread evenly over the corpus.
        progress: whether to show a progress bar on a terminal.

    Returns:
        The report: key, clips, hours.

    Raises:
        ValueError: a share outside (0, 1], no clip of that speaker, or none that is aligned in so small a share.
    """
    if not 0.0 < share <= 1.0:
        raise ValueError(f"share is {share}: it must lie in (0, 1]")
    aligned = source / "manifest.aligned.jsonl"
    rows = read_manifest(aligned if aligned.exists() else source / MANIFEST)
    speakers = sorted({str(row["speaker"]) for row in rows})
    rows = [row for row in rows if of in ("", row["speaker"])]
    if not rows:
        raise ValueError(f"{source} has no clip of {of!r}; its speakers: {', '.join(speakers)}")
    rows = [row for i, row in enumerate(rows) if int((i + 1) * share) > int(i * share) and row.get("aligned", True)]
    if not rows:
        raise ValueError(f"a share of {share} of the clips of {source} has none that is aligned; give a larger share")
    output.mkdir(parents=True, exist_ok=True)
    journal = Journal(output, json.dumps([asdict(shift), aligned.exists(), str(source.name), of]))
    settings = Conditioning()
    for row in tqdm(rows, unit="clip", desc=output.name, disable=None if progress else True):
        made_of = file_sha256(source / row["npz"])
        if journal.entries.get(row["id"], {}).get("source") == made_of:
            continue
        waveform, rate = soundfile.read(source / row["audio"], dtype="float32")
        with np.load(source / row["npz"]) as archive:
            arrays = dict(archive)
        shifted = shift_voice(waveform, arrays["f0_hz"], shift, rate, settings.hop_length)
        arrays["f0_hz"] = (arrays["f0_hz"] * np.float32(shift.f0_factor)).astype(np.float32)
        write_clip(output, row["id"], shifted, rate, arrays)
        journal.add({"id": row["id"], "source": made_of})
    made = [
        {**row, "audio": f"{row['id']}.flac", "npz": f"{row['id']}.npz", "speaker": shift.name, "sex": shift.sex}
        for row in rows
    ]
    report = {"shift": asdict(shift), "clips": len(made), "hours": round(sum(row["seconds"] for row in made) / 3600, 3)}
    write_text(output / REPORT, json.dumps(report, indent=1) + "\n")
    write_manifest(output / MANIFEST, made)
    if aligned.exists():
        write_manifest(output / aligned.name, made)
    return report
