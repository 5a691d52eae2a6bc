"""Text normalisation: written text to spoken words in five locales."""

from __future__ import annotations

from frontend.normalize.engine import normalize, normalize_to_text, stream_tokens

__all__ = ["normalize", "normalize_to_text", "stream_tokens"]
