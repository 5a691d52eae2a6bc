"""Errors of the frontend.

    FrontendError
    ├── UnknownLocaleError      the locale is not one of the five
    ├── UnknownPhoneError       a symbol is not in the phone inventory
    └── PhonemizerError         espeak-ng could not be loaded or failed
"""

from __future__ import annotations


class FrontendError(Exception):
    """Base of all errors that the frontend raises on purpose."""


class UnknownLocaleError(FrontendError, ValueError):
    """The locale is not supported; the message lists the supported ones."""


class UnknownPhoneError(FrontendError, ValueError):
    """A phone symbol is not in the shared inventory."""


class PhonemizerError(FrontendError, RuntimeError):
    """espeak-ng could not be loaded or did not answer."""
