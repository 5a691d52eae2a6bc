"""What the engine has to say about a text that it could not speak as it was asked (`tts.synthesizer.Audio.notes`).

Amazon Polly has no member for it, so it travels where clients show whatever comes and stumble over nothing:

    SynthesizeSpeech, OpenAI's route    header x-tts-notes, a JSON list; what is known when the audio begins
    tasks                               TaskStatusReason of the completed task, which its webhook gets too
    the log                             how many, never which: they may quote the text

In boto3: `json.loads(answer["ResponseMetadata"]["HTTPHeaders"].get("x-tts-notes", "[]"))`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

HEADER = "x-tts-notes"

_HEADER_BYTES = 2_000  # proxies allow four to eight thousand for all headers together
_REASON_CHARACTERS = 1_000


def headers(notes: Iterable[str]) -> dict[str, str]:
    """The header for notes, in ASCII; none if there are no notes."""
    kept = _first(notes, lambda note: len(_ascii(note)) + 2, _HEADER_BYTES)
    return {HEADER: _ascii(kept)} if kept else {}


def reason(notes: Iterable[str]) -> str:
    """One line for a task; empty if there are no notes."""
    return "; ".join(_first(notes, len, _REASON_CHARACTERS))


def _first(notes: Iterable[str], cost: Callable[[str], int], most: int) -> list[str]:
    """Each note once, as many as fit, and the number of the others."""
    different = list(dict.fromkeys(notes))
    kept: list[str] = []
    for note in different:
        most -= cost(note)
        if most < 0:
            return [*kept, f"and {len(different) - len(kept)} more"]
        kept.append(note)
    return kept


def _ascii(value: str | list[str]) -> str:
    """JSON in printable ASCII: of the control characters, JSON leaves DEL as it is."""
    return json.dumps(value).replace("\x7f", "\\u007f")
