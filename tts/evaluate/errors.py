"""Errors of the evaluation; their root is `tts.errors.TTSError`.

EvaluationError
├── MissingExtraError      a package of the ``eval`` extra is not installed
├── UnscoredLanguageError  there are no rules to compare the words of a language by
├── MissingWeightsError    the weights of a judge model are not on this machine, or are damaged
└── ManifestError          a manifest, a sound file or a set of sentences cannot be read
"""

from __future__ import annotations

from tts.errors import TTSError


class EvaluationError(TTSError):
    """Base of all errors that the evaluation raises on purpose."""


class MissingExtraError(EvaluationError, ImportError):
    """A package of the ``eval`` extra is not installed; the message says how to install it."""

    @classmethod
    def for_package(cls, package: str) -> MissingExtraError:
        """The error for a package that could not be imported."""
        return cls(f"the evaluation needs {package!r}, which is not installed: pip install '.[eval]'")


class MissingWeightsError(EvaluationError):
    """The weights of a judge model are not on this machine, or their checksum is wrong."""


class UnscoredLanguageError(EvaluationError, ValueError):
    """There are no rules by which words of this language are compared; the message lists those that have some."""


class ManifestError(EvaluationError, ValueError):
    """A manifest or a set of sentences cannot be read; the message gives file and line."""
