"""The model card of an enrolled voice."""

from __future__ import annotations

from collections.abc import Sequence

from frontend.locales import LOCALES
from recipes.enroll.recordings import Quality
from recipes.enroll.report import VoiceReport, table
from tts.voice import Persona

_MEASURED = """\
On the calibration sentences of each locale, which are not trained on: cosine of the speaker's centroid to that of the
recordings (Resemblyzer; centroids of two sets of recordings of one person come to about 0.98, single clips to 0.86, and
those of two persons to 0.52), Whisper-base word error, and DistillMOS.
"""
_NOT_MEASURED = "Not measured: the judges of `tts evaluate` were not installed, or were interrupted."


def card(persona: Persona, base: Persona, quality: Quality, steps: int, figures: Sequence[VoiceReport]) -> str:
    """The text of `MODEL_CARD.md`."""
    measured = f"{_MEASURED}\n{table(figures)}" if figures else _NOT_MEASURED
    return f"""\
# Model card: the persona "{persona.persona}"

A speaker's voice in {", ".join(LOCALES)}: enrolled from {quality.seconds / 60:.1f} minutes of recordings, {steps} steps
from the weights of the persona "{base.persona}", version {base.version} ({base.licence}; credits in CREDITS.md).

| voice | locale |
|---|---|
{chr(10).join(f"| {voice.name} | {voice.locale} |" for voice in persona.voices)}

## Use
Use the voice only as the speaker has agreed to, and say that it is synthetic where the law or good manners ask for it.

## Measured
{measured}
"""
