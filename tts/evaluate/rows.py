"""From scored clips to the rows of the report: what every set is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontend.locales import LOCALES
from tts.evaluate.report import ENGINE, NATURAL, SYSTEMS, TEACHER, Player, Row
from tts.evaluate.scores import ClipScore, persona_centroid, summarise
from tts.evaluate.speaker import cosine
from tts.evaluate.variance import VarianceReference, compare_variance
from tts.evaluate.waveforms import Waveform

Donors = dict[str, list[tuple[str, NDArray[np.float32]]]]
"""Name and centroid (256,) of the other speakers of each locale."""


@dataclass(frozen=True, slots=True)
class ScoredSet:
    """One system in one locale, before the persona's centroid is known."""

    system: str
    name: str
    locale: str
    scores: list[ClipScore]
    waveforms: list[Waveform]
    synthesis_s: float | None
    speaker: str = ""
    bandwidth_hz: float | None = None


@dataclass(frozen=True, slots=True)
class PersonaReference:
    """What the speakers are compared with: `own` is the set that the centroid (256,) was made of, if it is a row."""

    centroid: NDArray[np.float32] | None
    note: str
    own: ScoredSet | None = None


def make_rows(
    sets: Sequence[ScoredSet],
    persona: PersonaReference,
    donors: Donors,
    players: int,
) -> Iterator[Row]:
    """The rows by locale, then by system."""
    references = _variance_references(sets)
    order = {locale: index for index, locale in enumerate(LOCALES)}
    for item in sorted(sets, key=lambda item: (order[item.locale], SYSTEMS.index(item.system))):
        reference, compared = persona.centroid, item.scores
        if item is persona.own and len(item.scores) > 1:
            reference, compared = persona_centroid(item.scores[::2]), item.scores[1::2]
        summary = summarise(item.locale, item.scores, reference, compared)
        system, real = references.get(item.locale, ("", None))
        own = persona_centroid(item.scores)
        yield Row(
            system=item.system,
            name=item.name,
            summary=summary,
            real_time_factor=None if item.synthesis_s is None else item.synthesis_s / summary.seconds,
            variance=None if real is None or item.system == system else compare_variance(item.waveforms, real),
            donor_cosines=tuple((name, cosine(own, donor)) for name, donor in donors.get(item.locale, []))
            if item.system == ENGINE
            else (),
            players=tuple(
                Player(waveform, score.text, score.intelligibility.transcript.text)
                for waveform, score in list(zip(item.waveforms, item.scores, strict=True))[:players]
            ),
        )


def _variance_references(sets: Sequence[ScoredSet]) -> dict[str, tuple[str, VarianceReference]]:
    """Real speech of each locale for the global variance: all natural clips, without any the teacher's."""
    references: dict[str, tuple[str, VarianceReference]] = {}
    for system in (NATURAL, TEACHER):
        for locale in {item.locale for item in sets if item.system == system}.difference(references):
            chosen = [item for item in sets if (item.system, item.locale) == (system, locale)]
            bandwidths = [item.bandwidth_hz for item in chosen if item.bandwidth_hz is not None]
            waveforms = [waveform for item in chosen for waveform in item.waveforms]
            name = " + ".join(item.name for item in chosen)
            references[locale] = system, VarianceReference.of(name, waveforms, min(bandwidths, default=None))
    return references


def level_note(rows: Sequence[Row]) -> list[str]:
    """How equal our voices are in level."""
    levels = sorted((row.summary.level_dbfs, row.name) for row in rows if row.system == ENGINE)
    if len(levels) < 2:
        return []
    (low, softest), (high, loudest) = levels[0], levels[-1]
    return [f"level: {softest} {low:.1f} dB, {loudest} {high:.1f} dB: {high - low:.1f} dB between the voices"]
