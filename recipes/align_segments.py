"""Cut an aligned recording of several sentences at pauses between them.

The acoustic model reads one sentence, or a few short ones, at a time; a storybook page has up to fifteen. Once the
alignment says where each sentence ends, the page can be cut in the pause after it without guessing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Segment:
    """Sentences ``[first_sentence, last_sentence]`` of a recording.

    Attributes:
        first_sentence: index of the first one.
        last_sentence: index of the last one, inclusive.
        first_symbol: index of the first symbol after BOS or after the sentence before.
        end_symbol: one after the last symbol (the final punctuation).
        start_frame: first frame kept.
        end_frame: one after the last frame kept.
        durations: (2 + end_symbol - first_symbol,) frames of BOS, the symbols and EOS; sums to end_frame - start_frame.
    """

    first_sentence: int
    last_sentence: int
    first_symbol: int
    end_symbol: int
    start_frame: int
    end_frame: int
    durations: NDArray[np.int64]


def plan_segments(
    durations: NDArray[np.int64],
    sentence_symbols: Sequence[int],
    *,
    target_frames: int,
    pause_frames: int = 12,
    margin_frames: int = 8,
) -> list[Segment]:
    """Groups sentences into segments of at most `target_frames` where the pauses allow it.

    Args:
        durations: (N,) frames of BOS, all symbols, EOS; the last symbol of each sentence is its punctuation and holds
            the pause after it.
        sentence_symbols: number of symbols of each sentence (their sum is N - 2).
        target_frames: a segment grows sentence by sentence until the next one would pass this.
        pause_frames: a cut needs a pause of at least this length, at least 4.
        margin_frames: silence kept on each side of a cut at most; the rest of the pause is left out.

    Returns:
        Segments in order. One segment that covers everything has the durations unchanged.

    Raises:
        ValueError: the symbol counts do not add up.
    """
    if sum(sentence_symbols) != len(durations) - 2:
        raise ValueError(f"sentences have {sum(sentence_symbols)} symbols, the durations are for {len(durations) - 2}")
    ends = np.cumsum(durations)
    bounds = np.concatenate(
        ([1], 1 + np.cumsum(sentence_symbols))
    )  # first symbol of each sentence, and one after the last
    cuts = [0]
    for index in range(1, len(sentence_symbols)):
        begins = ends[bounds[cuts[-1]] - 1]
        if (
            int(durations[bounds[index] - 1]) >= max(4, pause_frames)
            and ends[bounds[index + 1] - 1] - begins > target_frames
        ):
            cuts.append(index)
    cuts.append(len(sentence_symbols))

    segments = []
    for first, after in pairwise(cuts):
        low, high = int(bounds[first]), int(bounds[after])
        parts = np.concatenate(([durations[0]], durations[low:high], [durations[-1]])).astype(np.int64)
        start, end = 0, int(ends[-1])
        if first > 0:
            pause = int(durations[low - 1])
            parts[0] = min(pause - pause // 2, margin_frames)
            start = int(ends[low - 1]) - int(parts[0])
        if after < len(sentence_symbols):
            kept = min(int(durations[high - 1]) // 2, margin_frames)
            parts[-2], parts[-1] = kept - 1, 1
            end = int(ends[high - 2]) + kept
        segments.append(Segment(first, after - 1, low, high, start, end, parts))
    return segments
