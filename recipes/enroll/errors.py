"""The error of enrollment."""

from __future__ import annotations

from tts.errors import TTSError


class EnrollmentError(TTSError):
    """The recordings or the base voice do not allow a brand voice; the message says what to do."""
