"""Pauses: what is heard between two phones that SSML or the structure of the text sets apart.

A pause is a row of stretches, each silent or a breath. The models make some near-silence of their own around it (the
release of a phone, the room before the next one); `fit` keeps as much of that as the pause has room for and puts the
rest between, so that the pause is exactly as long as was asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from frontend.types import AutoBreaths, Break, Breath, Directive, Span

PARAGRAPH_GAP_S = 0.9
"""From the last phone of a paragraph to the first of the next, at rate 1."""
SCENE_GAP_S = 1.8
"""Where stars or a line stand between two paragraphs."""
CLAUSE_GAP_S = 0.25
"""The same between the segments of a sentence that is too long for one breath."""

BREATH_S = {"x-short": 0.2, "short": 0.3, "default": 0.4, "medium": 0.4, "long": 0.55, "x-long": 0.75}
BREATH_DB = {"x-soft": -30.0, "soft": -25.0, "default": -20.0, "medium": -20.0, "loud": -15.0, "x-loud": -10.0}
"""Level of a breath against that of speech, as Amazon Polly's names go from hardly audible to close to the ear."""

BREATH_MARGIN_S = 0.04
"""Silence around a breath that stands for itself."""

BREATH_EVERY_S = {"x-low": 16.0, "low": 11.0, "default": 7.0, "medium": 7.0, "high": 4.5, "x-high": 2.5}
"""Speech after which an automatic breath is due at the next sentence or clause."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """`samples` of silence, or of a breath `breath_db` above the level of speech."""

    samples: int
    breath_db: float | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Stretches in order. One that is not `exact` gets silence in front where the natural pause is longer."""

    stretches: tuple[Stretch, ...]
    exact: bool = True

    @property
    def samples(self) -> int:
        return sum(stretch.samples for stretch in self.stretches)

    def at_least(self, natural: int) -> Pause:
        """An exact pause: this one, or as long as the natural one of so many samples."""
        if self.exact:
            return self
        missing = Stretch(max(natural - self.samples, 0))
        return Pause((missing, *self.stretches))


def silence(seconds: float, sample_rate: int) -> Pause:
    """A pause of nothing but silence, in whole samples at `sample_rate` Hz."""
    return Pause((Stretch(round(seconds * sample_rate)),))


def asked_pause(directives: Iterable[Directive], sample_rate: int) -> Pause | None:
    """The pause that breaks and breaths before a word ask for; None if there are none."""
    milliseconds = 0.0
    stretches: list[Stretch] = []
    exact = False
    for item in directives:
        if isinstance(item, Break):
            exact = True
            before = milliseconds
            milliseconds += item.duration_ms  # rounded as a sum, so that many short breaks do not drift
            stretches.append(Stretch(_samples(milliseconds, sample_rate) - _samples(before, sample_rate)))
        elif isinstance(item, Breath):
            stretches.append(Stretch(round(BREATH_S[item.duration] * sample_rate), BREATH_DB[item.volume]))
    if not stretches:
        return None
    if not exact:
        margin = Stretch(round(BREATH_MARGIN_S * sample_rate))
        stretches = [margin, *stretches, margin]
    return Pause(tuple(stretches), exact)


def _samples(milliseconds: float, sample_rate: int) -> int:
    return round(milliseconds * sample_rate / 1000.0)


@dataclass(frozen=True, slots=True)
class Joint:
    """A pause fitted between two phones: model-made samples kept on both sides, and the stretches between."""

    keep_before: int
    stretches: tuple[Stretch, ...]
    keep_after: int


def fit(pause: Pause, room_before: int, room_after: int, unit: int = 1) -> Joint:
    """Fit an exact pause into the near-silence that the models made.

    Args:
        pause: what is to be heard between the phones.
        room_before: samples after the phone before, a multiple of `unit`.
        room_after: samples before the phone after, a multiple of `unit`.
        unit: what is kept on either side is a multiple of so many samples.
    """
    stretches = _merged(pause.stretches)
    if not stretches or (len(stretches) == 1 and stretches[0].breath_db is None):
        total, room = pause.samples, room_before + room_after
        if total >= room:
            return Joint(room_before, (Stretch(total - room),), room_after)
        kept = total // unit
        before = round(kept * room_before / room) * unit
        return Joint(before, (Stretch(total - kept * unit),), kept * unit - before)
    keep_before, stretches = _taken(stretches, room_before, unit)
    keep_after, backwards = _taken(stretches[::-1], room_after, unit)
    return Joint(keep_before, tuple(backwards[::-1]), keep_after)


def _taken(stretches: Sequence[Stretch], room: int, unit: int) -> tuple[int, list[Stretch]]:
    """Take from the first stretch, if it is silent, what fits into the room."""
    first, *rest = stretches
    if first.breath_db is not None:
        return 0, list(stretches)
    kept = min(first.samples // unit * unit, room)
    return kept, [Stretch(first.samples - kept), *rest]


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Silent neighbours as one."""
    merged: list[Stretch] = []
    for stretch in stretches:
        if merged and merged[-1].breath_db is None and stretch.breath_db is None:
            merged[-1] = replace(merged[-1], samples=merged[-1].samples + stretch.samples)
        else:
            merged.append(stretch)
    return merged


class Breathing:
    """Decides where automatic breaths fall: before a sentence or clause, when speech has gone on for long enough."""

    def __init__(self) -> None:
        self._since_s = float("inf")  # the first word inside the element is breathed in for

    def breath(self, settings: AutoBreaths | None, place: Span, *, after_punctuation: bool) -> Breath | None:
        """The breath to take before a word, if one is due.

        Args:
            settings: of the word; None where the document asks for no automatic breaths.
            place: of the word.
            after_punctuation: whether a sentence or clause begins with it.
        """
        if settings is None or not after_punctuation or self._since_s < BREATH_EVERY_S[settings.frequency]:
            return None
        self._since_s = 0.0
        return Breath(settings.duration, settings.volume, place)

    def spoken(self, seconds: float) -> None:
        self._since_s += seconds
