"""Errors of the library.

    TTSError
    ├── InputError              the caller asked for something that cannot be: the command line exits with 2
    │   ├── UnknownVoiceError       no voice has this name
    │   ├── UnknownFormatError      no codec has this name or file ending
    │   ├── SampleRateError         the format does not allow this sample rate
    │   ├── EmptyTextError          there is nothing to speak
    │   └── ParameterError          a number outside its range (rate, pitch, threads), an argument of another type
    ├── ConfigError             a TOML file has an unknown key or a wrong value
    ├── VoiceFileError          a voice's folder is incomplete or contradicts its voice.toml
    ├── ModelError              a graph could not be run, or gave numbers that are not audio
    └── OutputError             the result could not be written

A message says what went wrong, the value given, what is allowed and what to do next, in one line.
Errors of the frontend have a tree of their own (`frontend.errors.FrontendError`).
"""

from __future__ import annotations


class TTSError(Exception):
    """Base of all errors that this package raises on purpose."""


class InputError(TTSError, ValueError):
    """The request itself is wrong; asking again with other values helps."""


class UnknownVoiceError(InputError):
    """No voice has this name; the message names the nearest one."""


class UnknownFormatError(InputError):
    """No codec has this name or file ending."""


class SampleRateError(InputError):
    """The format does not allow this sample rate."""


class EmptyTextError(InputError):
    """The text holds nothing that can be spoken."""


class ParameterError(InputError):
    """A number lies outside its range, or an argument has the wrong type."""


class ConfigError(TTSError, ValueError):
    """A configuration file has an unknown key or a wrong value."""


class VoiceFileError(TTSError):
    """A voice's folder is incomplete or contradicts itself."""


class ModelError(TTSError, RuntimeError):
    """A graph could not be loaded or run, or its output is unusable."""


class OutputError(TTSError, OSError):
    """The result could not be written."""
