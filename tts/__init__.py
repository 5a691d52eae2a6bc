"""Self-hosted text to speech: one persona, five locales.

from tts import Synthesizer
audio = Synthesizer().synthesize("Hello.", voice="Arthur")   # audio.samples, audio.sample_rate, audio.marks
audio.save("hello.wav")
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tts.errors import TTSError
    from tts.marks import Mark, MarkType
    from tts.synthesizer import Audio, Synthesizer

__all__ = ["Audio", "Mark", "MarkType", "Synthesizer", "TTSError", "__version__"]

__version__ = "0.1.0"

os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
"""ONNX Runtime's builds report to its maker as soon as they are imported, and keep an id of the machine in the home
folder; it asks here, in every process, whether it may. Who wants that sets the variable to 0."""


_HOMES = {
    "Audio": "tts.synthesizer",
    "Mark": "tts.marks",
    "MarkType": "tts.marks",
    "Synthesizer": "tts.synthesizer",
    "TTSError": "tts.errors",
}
"""The modules of the public classes."""


def __getattr__(name: str) -> Any:
    """Loads the public classes when they are first used, so that importing the package costs nothing."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'tts' has no attribute {name!r}")


def __dir__() -> list[str]:
    """What the package offers, loaded or not."""
    return sorted({*globals(), *_HOMES})
