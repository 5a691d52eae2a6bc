"""Write the alignments of a prepared corpus: durations into the npz, pages cut into segments, the worst flagged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import soundfile
import torch
from matplotlib.figure import Figure
from numpy.typing import NDArray
from tqdm import tqdm

from frontend.phonology import BOS, EOS, EncodedSentence, encode, is_phone, symbol_ids, vocabulary
from recipes.align_data import AlignClip, collate
from recipes.align_pauses import release_pauses
from recipes.align_segments import Segment, plan_segments
from recipes.align_task import align_batch, best_durations, is_alignable
from recipes.corpora.clip_store import write_arrays, write_clip, write_manifest
from tts.aligner.model import Aligner
from tts.config import MelConfig

ALIGNED_MANIFEST = "manifest.aligned.jsonl"


@dataclass(frozen=True)
class WriteSettings:
    """Settings of `align_corpus`.

    Attributes:
        drop_percent: share of the clips of a corpus with the worst scores that are flagged ``aligned: false``.
        least_score: clips with a lower one are flagged as well: something else was said.
        segment_seconds: longer recordings are cut at sentence ends into segments of about this length.
        max_seconds: clips that stay longer than this are flagged.
        max_phone_seconds: a clip with a longer phone is flagged: something was said that is not in the text.
        pictures: how many alignments to draw.
        picture_folder: where they go.
        mel: signal settings that the aligner was trained with.
    """

    drop_percent: float = 3.0
    least_score: float = float("-inf")
    segment_seconds: float = 10.0
    max_seconds: float = 20.0
    max_phone_seconds: float = 0.7
    pictures: int = 0
    picture_folder: Path = Path("runs/aligner/pictures")
    mel: MelConfig = field(default_factory=MelConfig)


@dataclass(frozen=True)
class _Piece:
    """One row of the new manifest before the worst are flagged: a whole clip or a segment of one."""

    row: dict[str, Any]
    score: float
    reason: str = ""


def align_corpus(folder: Path, clips: list[AlignClip], aligner: Aligner, settings: WriteSettings) -> dict[str, Any]:
    """Aligns every clip and writes the results beside it.

    Args:
        folder: of the prepared corpus.
        clips: all of it.
        aligner: trained.
        settings: what to flag and where to cut.

    Returns:
        A report: clips, hours that are aligned, flagged clips by reason.

    Raises:
        ValueError: a clip has a phone that the aligner was not trained with.
    """
    aligner.eval()
    known = len(aligner.config.symbols)
    pieces: list[_Piece] = []
    drawn = set(np.linspace(0, len(clips) - 1, settings.pictures).astype(int).tolist())
    for index, clip in enumerate(tqdm(clips, desc=f"align {folder.name}", unit="clip", disable=None)):
        unknown = {clip.symbols.symbols()[i] for i in np.flatnonzero(clip.symbols.phone_ids >= known)}
        if unknown:
            raise ValueError(
                f"{clip.row['id']} has phones that the aligner never met ({', '.join(sorted(unknown))}): "
                "train it anew (python -m recipes.align train)"
            )
        if not is_alignable(clip):
            pieces.append(_Piece(clip.row, float("-inf"), "more symbols than frames"))
            continue
        batch = collate([clip])
        with torch.no_grad():
            log_probs = align_batch(aligner, batch)[1]
        durations = best_durations(log_probs, batch)[0]
        path = np.repeat(np.arange(len(durations)), durations)
        frame_scores = log_probs[0, np.arange(clip.frames), path].astype(np.float64)
        with np.load(folder / clip.row["npz"]) as archive:
            f0_hz = archive["f0_hz"]
        durations = release_pauses(durations, clip.symbols.symbols(), clip.mel, f0_hz)
        pieces += _write_pieces(folder, clip, durations, f0_hz, frame_scores, settings)
        if index in drawn:
            picture = settings.picture_folder / f"{folder.name}_{clip.row['id']}.png"
            draw_alignment(clip, durations, log_probs[0], picture)
    pieces = flag_worst(pieces, settings.drop_percent)
    rows = [
        {
            **piece.row,
            "alignment_score": round(max(piece.score, -99.0), 4),
            "aligned": not piece.reason,
            "reason": piece.reason,
        }
        for piece in pieces
    ]
    write_manifest(folder / ALIGNED_MANIFEST, rows)
    return {
        "corpus": folder.name,
        "recordings": len(clips),
        "pieces": len(rows),
        "aligned": sum(row["aligned"] for row in rows),
        "aligned_hours": round(sum(row["seconds"] for row in rows if row["aligned"]) / 3600, 3),
        "flagged": dict(Counter(piece.reason for piece in pieces if piece.reason)),
    }


def flag_worst(pieces: list[_Piece], drop_percent: float) -> list[_Piece]:
    """Gives the reason "score" to the worst of the pieces that have none yet."""
    scores = np.array([piece.score for piece in pieces if not piece.reason])
    if not len(scores) or drop_percent <= 0:
        return pieces
    threshold = float(np.percentile(scores, drop_percent))
    return [
        replace(piece, reason="score") if not piece.reason and piece.score < threshold else piece for piece in pieces
    ]


def _ids(symbols: EncodedSentence, durations: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
    return {
        "phone_ids": symbols.phone_ids,
        "stress_ids": symbols.stress_ids,
        "language_ids": symbols.language_ids,
        "durations": durations,
    }


def _write_pieces(
    folder: Path,
    clip: AlignClip,
    durations: NDArray[np.int64],
    f0_hz: NDArray[np.float32],
    frame_scores: NDArray[np.float64],
    settings: WriteSettings,
) -> list[_Piece]:
    write_arrays(folder / clip.row["npz"], {"f0_hz": f0_hz, **_ids(clip.symbols, durations)})
    counts = [len(encode(sentence).phone_ids) - 2 for sentence in clip.sentences]
    target = round(settings.segment_seconds * settings.mel.frames_per_second)
    segments = plan_segments(durations, counts, target_frames=target) if clip.frames > target else []
    if len(segments) <= 1:
        return [_judge(clip.row, clip.symbols.phone_ids, durations, frame_scores, settings)]
    waveform, rate = soundfile.read(folder / clip.row["audio"], dtype="float32")
    hop = settings.mel.hop_length
    pieces = []
    for number, segment in enumerate(segments, 1):
        name = f"{clip.row['id']}_s{number}"
        symbols = _segment_symbols(clip.symbols, segment)
        frames = slice(segment.start_frame, segment.end_frame)
        samples = waveform[segment.start_frame * hop : segment.end_frame * hop]
        write_clip(folder, name, samples, rate, {"f0_hz": f0_hz[frames], **_ids(symbols, segment.durations)})
        row = {
            **clip.row,
            "id": name,
            "audio": f"{name}.flac",
            "npz": f"{name}.npz",
            "text": _segment_text(clip, segment),
            "seconds": round(len(samples) / rate, 4),
        }
        pieces.append(_judge(row, symbols.phone_ids, segment.durations, frame_scores[frames], settings))
    return pieces


def _judge(
    row: dict[str, Any],
    phone_ids: NDArray[np.int64],
    durations: NDArray[np.int64],
    frame_scores: NDArray[np.float64],
    settings: WriteSettings,
) -> _Piece:
    """Scores the sounding phones (pauses align well in any clip) and applies the hard limits."""
    sounding = np.array([is_phone(vocabulary()[i]) for i in phone_ids])
    score = float(frame_scores[np.repeat(sounding, durations)].mean())
    reason = ""
    if row["seconds"] > settings.max_seconds:
        reason = "too long"
    elif durations[sounding].max() > settings.max_phone_seconds * settings.mel.frames_per_second:
        reason = "stretched phone"
    elif score < settings.least_score:
        reason = "other words"
    return _Piece(row, score, reason)


def _segment_symbols(symbols: EncodedSentence, segment: Segment) -> EncodedSentence:
    """The symbols of a segment between its own BOS and EOS."""
    inside = slice(segment.first_symbol, segment.end_symbol)
    ids = symbol_ids()
    language = symbols.language_ids[inside]
    words = symbols.word_index[inside]
    return EncodedSentence(
        phone_ids=np.concatenate(([ids[BOS]], symbols.phone_ids[inside], [ids[EOS]])),
        stress_ids=np.concatenate(([0], symbols.stress_ids[inside], [0])),
        language_ids=np.concatenate((language[:1], language, language[-1:])),
        word_index=np.concatenate(([-1], np.where(words >= 0, words - words[words >= 0].min(initial=0), -1), [-1])),
    )


def _segment_text(clip: AlignClip, segment: Segment) -> str:
    """The written text of a segment: from its first word to where the next segment's words begin."""
    text = clip.row["text"]
    start = clip.sentences[segment.first_sentence].span.start if segment.first_sentence else 0
    following = segment.last_sentence + 1
    end = clip.sentences[following].span.start if following < len(clip.sentences) else len(text)
    return str(text[start:end]).rstrip(" «“„\"'(-–")


def draw_alignment(clip: AlignClip, durations: NDArray[np.int64], log_probs: NDArray[np.float32], path: Path) -> None:
    """A picture to look at: mel with phone boundaries above, soft alignment below."""
    with matplotlib.rc_context({"font.size": 7}):
        figure = Figure(figsize=(max(8.0, min(40.0, clip.frames / 40)), 7.0), layout="constrained")
        top, bottom = figure.subplots(2, 1, sharex=True)
        top.imshow(clip.mel.T.astype(np.float32), origin="lower", aspect="auto", cmap="magma")
        ends = np.cumsum(durations)
        for symbol, end, length in zip(clip.symbols.symbols(), ends, durations, strict=True):
            if length:
                top.axvline(end - 0.5, color="white", linewidth=0.5)
                top.text(end - length / 2 - 0.5, clip.mel.shape[1] + 1, symbol, ha="center", va="bottom")
        bottom.imshow(np.exp(log_probs.T), origin="lower", aspect="auto", cmap="Greys")
        bottom.step(
            np.arange(clip.frames), np.repeat(np.arange(len(durations)), durations), color="tab:red", linewidth=0.6
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, dpi=80)
