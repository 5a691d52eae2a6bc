"""Errors that callers see, and how they travel.

    ApiError                a code, an HTTP status and a message: everything that the service refuses on purpose
    ├── ValidationError         members that break their constraints
    ├── ThrottledError          too much work waits; carries the seconds after which to ask again
    └── NotFoundResource        a tagged resource or a custom voice that does not exist

Every other error of Amazon Polly is a function below, named after its code. Nothing that goes wrong inside the service
reaches a caller in words of its own: `as_api_error` turns it into ServiceFailureException.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence

from starlette.responses import Response

from frontend.errors import (
    FrontendError,
    LexemeLengthError,
    LexiconAlphabetError,
    LexiconError,
    LexiconLanguageError,
    LexiconSizeError,
    SsmlError,
    UnknownPhoneError,
)
from server.contract import Overloaded
from tts.errors import EmptyTextError, InputError

_BODY_LEFT = (408, 413)
"""Where the rest of the body is not read: nothing more can come on this connection."""


_LONGEST_IN_HEADER = 500


class ApiError(Exception):
    """A refusal.

    `members` are further members of Polly's JSON body, `headers` further headers of the response, `fields` the members
    of the request that are to blame, where that is known.
    """

    def __init__(
        self,
        code: str,
        message: str,
        status: int = 400,
        *,
        members: dict[str, object] | None = None,
        headers: dict[str, str] | None = None,
        fields: Iterable[str] = (),
    ) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
        self.message = message
        self.members = members or {}
        self.headers = headers or {}
        self.fields = tuple(fields)

    def response_headers(self) -> dict[str, str]:
        """Headers that the response has in every API."""
        closes = {"Connection": "close"} if self.status in _BODY_LEFT else {}
        return {**self.headers, **closes}

    def body(self) -> bytes:
        """The JSON of the response."""
        return json.dumps({"message": self.message, **self.members}, ensure_ascii=False).encode()


class ValidationError(ApiError):
    """Members that break their constraints."""

    def __init__(
        self, message: str, fields: Mapping[str, str] | Sequence[str] = (), reason: str = "fieldValidationFailed"
    ) -> None:
        """`fields` are the members, each with what is wrong with it where that is not the message itself."""
        members: dict[str, object] = {"reason": reason}
        if fields:
            each = fields if isinstance(fields, Mapping) else dict.fromkeys(fields, message)
            members["fields"] = [{"name": name, "message": problem} for name, problem in each.items()]
        super().__init__("ValidationException", message, members=members, fields=fields)


class ThrottledError(ApiError):
    """The queue is full. The AWS clients retry on this code; others read Retry-After."""

    def __init__(self, retry_after_s: float) -> None:
        self.retry_after_s = retry_after_s
        super().__init__(
            "ThrottlingException",
            "Rate exceeded",
            members={"throttlingReasons": [{"reason": "tooManyRequests", "resource": "synthesis"}]},
            headers={"Retry-After": str(max(1, math.ceil(retry_after_s)))},
        )


class NotFoundResource(ApiError):  # noqa: N818  # the code on the wire is ResourceNotFoundException
    """There is no lexicon with this ARN, or no custom voice with this id."""

    def __init__(self, resource: str, kind: str = "lexicon") -> None:
        members: dict[str, object] = {"resourceId": resource, "resourceType": kind}
        super().__init__("ResourceNotFoundException", f"Resource not found: {resource}", 404, members=members)


def text_length_exceeded(message: str = "Maximum text length has been exceeded") -> ApiError:
    return ApiError("TextLengthExceededException", message)


def invalid_sample_rate(message: str) -> ApiError:
    return ApiError("InvalidSampleRateException", message)


def invalid_ssml(detail: str) -> ApiError:
    return ApiError("InvalidSsmlException", f"Invalid SSML request: {detail}")


def lexicon_not_found(name: str) -> ApiError:
    return ApiError("LexiconNotFoundException", f"Lexicon not found: {name}", 404)


def serialization(message: str) -> ApiError:
    return ApiError("SerializationException", message)


def unknown_operation() -> ApiError:
    return ApiError("UnknownOperationException", "There is no operation with this method and path", 404)


def too_large(limit: int) -> ApiError:
    return ApiError(
        "RequestEntityTooLargeException", f"The body is larger than the {limit} bytes that are allowed", 413
    )


def service_failure() -> ApiError:
    return ApiError("ServiceFailureException", "An unknown condition has caused a service failure", 500)


def error_response(error: ApiError) -> Response:
    """An error as the AWS clients read it; the first one for Go looks for some messages in a header alone."""
    message = re.sub(r"[^ -~]+", "?", error.message)[:_LONGEST_IN_HEADER]
    headers = {"x-amzn-ErrorType": error.code, "x-amzn-ErrorMessage": message, **error.response_headers()}
    return Response(error.body(), error.status, headers, media_type="application/json")


def as_api_error(error: Exception) -> ApiError | None:
    """What a caller is told about an error of the engine; None where it is nothing that the caller can change."""
    for kind, make in _TRANSLATIONS:
        if isinstance(error, kind):
            return make(error)
    return None


_TRANSLATIONS = (
    (ApiError, lambda error: error),
    (Overloaded, lambda error: ThrottledError(error.retry_after_s)),
    (SsmlError, lambda error: invalid_ssml(str(error))),
    (UnknownPhoneError, lambda error: invalid_ssml(str(error))),
    (LexiconAlphabetError, lambda error: ApiError("UnsupportedPlsAlphabetException", str(error))),
    (LexiconLanguageError, lambda error: ApiError("UnsupportedPlsLanguageException", str(error))),
    (LexiconSizeError, lambda error: ApiError("LexiconSizeExceededException", str(error))),
    (LexemeLengthError, lambda error: ApiError("MaxLexemeLengthExceededException", str(error))),
    (LexiconError, lambda error: ApiError("InvalidLexiconException", str(error))),
    (EmptyTextError, lambda error: ValidationError(str(error), ["text"])),
    (InputError, lambda error: ValidationError(str(error))),
    (FrontendError, lambda _: service_failure()),
)
