"""How errors travel to clients of the OpenAI-compatible API."""

from __future__ import annotations

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from server.errors import ApiError, ThrottledError, as_api_error, service_failure
from server.logs import RequestLog

_CODES = {
    "AccessDeniedException": "access_denied",
    "RequestEntityTooLargeException": "request_too_large",
    "RequestTimeoutException": "request_timeout",
    "SerializationException": "invalid_request",
    "ServiceFailureException": "server_error",
    "ThrottlingException": "rate_limit_exceeded",
    "ValidationException": "invalid_value",
}
"""What the other API's codes are called here; those of this API have their names already."""

_PARAMS = {"text": "input"}
"""The same for its members."""

_TYPES = {429: "rate_limit_error"}
"""By status; every other refusal is an invalid_request_error, those of keys, models and paths included."""


def error_response(error: Exception, log: RequestLog) -> Response:
    """An error in OpenAI's form; its code goes to the log."""
    param = None
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            first = {"loc": ("body",), "msg": "not valid JSON"}
        param = ".".join(str(part) for part in first["loc"][1:]) or None
        known = ApiError("invalid_value", f"{param or 'The body'}: {first['msg']}")
    elif isinstance(error, HTTPException):
        known = ApiError("not_found" if error.status_code == 404 else "invalid_request", str(error.detail), 0)
        known.status, known.headers = error.status_code, dict(error.headers or {})
    else:
        known = as_api_error(error) or service_failure()
        param = next((_PARAMS.get(field, field) for field in known.fields), None)
    code = _CODES.get(known.code, known.code)
    status = 429 if isinstance(known, ThrottledError) else known.status
    log.code = code
    kind = _TYPES.get(status, "server_error" if status >= 500 else "invalid_request_error")
    detail = {"message": known.message, "type": kind, "param": param, "code": code}
    return JSONResponse({"error": detail}, status, known.response_headers())
