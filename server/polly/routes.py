"""The operations of the API, and the application that finds, authenticates, checks and runs them."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as AsgiScope

from server.auth.keys import DEFAULT_ACCOUNT
from server.auth.verify import Credentials, HttpRequest, claimed_region, read_credentials
from server.contract import Scope
from server.errors import ApiError, as_api_error, error_response, serialization, service_failure, unknown_operation
from server.logs import LOGGER, RequestLog
from server.polly import custom_voices, lexicons, speech, tags, tasks, voices
from server.polly.event_stream import operation as synthesis_stream
from server.polly.operation import Call, Caller, Operation
from server.polly.validation import check, from_json, from_query
from server.services import Services
from server.streaming import ClientGone, while_connected

DEFAULT_REGION = "us-east-1"

OPERATIONS = (
    Operation("SynthesizeSpeech", "POST", "/v1/speech", speech.synthesize_speech, speech.speech_members, "body"),
    Operation("SynthesizeSpeech", "GET", "/v1/speech", speech.synthesize_speech, speech.speech_members),
    Operation("DescribeVoices", "GET", "/v1/voices", voices.describe_voices, voices.describe_members),
    Operation("CreateVoice", "POST", "/v1/voices", custom_voices.create_voice, custom_voices.create_members, "unread"),
    Operation("GetVoice", "GET", "/v1/voices/{VoiceId}", custom_voices.get_voice, custom_voices.voice_members),
    Operation("DeleteVoice", "DELETE", "/v1/voices/{VoiceId}", custom_voices.delete_voice, custom_voices.voice_members),
    Operation("ListLexicons", "GET", "/v1/lexicons", lexicons.list_lexicons, lexicons.list_members),
    Operation("PutLexicon", "PUT", "/v1/lexicons/{Name}", lexicons.put_lexicon, lexicons.put_members, "body"),
    Operation("GetLexicon", "GET", "/v1/lexicons/{Name}", lexicons.get_lexicon, lexicons.name_members),
    Operation("DeleteLexicon", "DELETE", "/v1/lexicons/{Name}", lexicons.delete_lexicon, lexicons.name_members),
    Operation("StartSpeechSynthesisTask", "POST", "/v1/synthesisTasks", tasks.start_task, tasks.start_members, "body"),
    Operation("ListSpeechSynthesisTasks", "GET", "/v1/synthesisTasks", tasks.list_tasks, tasks.list_members),
    Operation("GetSpeechSynthesisTask", "GET", "/v1/synthesisTasks/{TaskId}", tasks.get_task, tasks.get_members),
    Operation("TagResource", "POST", "/v1/tagResource", tags.tag_resource, tags.tag_members, "body"),
    Operation("UntagResource", "POST", "/v1/untagResource", tags.untag_resource, tags.untag_members, "body"),
    Operation("ListTagsForResource", "GET", "/v1/listTagsForResource/", tags.list_tags, tags.list_members),
    Operation("ListTagsForResource", "GET", "/v1/listTagsForResource", tags.list_tags, tags.list_members),
)


class PollyApp:
    """The ASGI application of every path that nobody else has."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        log: RequestLog = scope["tts.log"]
        try:
            request = _http_request(scope)
            if synthesis_stream.matches(request):
                log.operation = synthesis_stream.NAME
                await synthesis_stream.serve(self._services, request, log, receive, send, self._authenticate)
                return
            operation, labels = _find(request)
            log.operation = operation.name
            await self._run(operation, labels, request, log, (scope, receive, send))
        except ClientGone:
            raise
        except Exception as error:
            if log.status:
                raise  # the response has begun: it can only be cut
            await _error_response(error, log)(scope, receive, send)

    async def _run(
        self,
        operation: Operation,
        labels: dict[str, str],
        request: HttpRequest,
        log: RequestLog,
        asgi: tuple[AsgiScope, Receive, Send],
    ) -> None:
        scope, receive, send = asgi
        caller, credentials = self._authenticate(request)
        log.caller = caller.id
        body = b""
        if operation.source != "unread":
            body = await self._services.bodies.read(scope, receive)
            if credentials is not None:
                credentials.check(body)
        members = operation.members(self._services)
        values: dict[str, Any] = (
            from_json(members, body) if operation.source == "body" else from_query(members, request.raw_query)
        )
        del body  # it may be much longer than what is used of it, and the answer takes its time
        values |= labels
        check(members, values)
        call = Call(self._services, caller, values, log)

        async def work() -> None:
            response: ASGIApp
            try:
                response = await operation.handler(call)
            except Exception as error:  # noqa: BLE001  # nothing is sent yet, so every error has a response
                response = _error_response(error, log)
            await response(scope, receive, send)

        await while_connected(receive, work())

    def _authenticate(self, request: HttpRequest, event_stream: bool = False) -> tuple[Caller, Credentials | None]:
        """Who calls; the credentials still have to be checked with the body (an empty one for an event stream).

        Raises:
            ApiError: nobody that is known.
        """
        if not self._services.keys:
            # Not by the key that is named: nobody has proved to have it, and who names many would get many places.
            name = self._services.callers.name(request.client, request.headers.get("x-forwarded-for", ()))
            return Caller(name, Scope(DEFAULT_ACCOUNT, claimed_region(request) or DEFAULT_REGION)), None
        credentials = read_credentials(request, self._services.keys, self._services.settings.skew_s)
        if credentials.is_event_stream != event_stream:
            message = "StartSpeechSynthesisStream, and no other operation, takes signed events."
            raise ApiError("InvalidSignatureException", message, 403)
        return Caller(credentials.key.id, Scope(credentials.key.account, credentials.scope.region)), credentials


def _http_request(scope: AsgiScope) -> HttpRequest:
    headers: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    raw_path = scope.get("raw_path") or scope["path"].encode()
    path = raw_path.partition(b"?")[0].decode("latin-1")
    query = scope["query_string"].decode("latin-1")
    return HttpRequest(scope["method"], path, query, headers, (scope.get("client") or ("",))[0])


def _find(request: HttpRequest) -> tuple[Operation, dict[str, str]]:
    """The operation, and the labels of its path, decoded."""
    for operation in OPERATIONS:
        if operation.method == request.method and (found := operation.pattern.fullmatch(request.raw_path)):
            try:
                return operation, {name: unquote(text, errors="strict") for name, text in found.groupdict().items()}
            except UnicodeDecodeError:
                raise serialization("The path is not percent-encoded UTF-8") from None
    raise unknown_operation()


def _error_response(error: Exception, log: RequestLog) -> Response:
    known = as_api_error(error)
    if known is None or known.status >= 500:
        LOGGER.error("request failed", exc_info=error, extra={"members": log.members()})
    known = known or service_failure()
    log.code = known.code
    return error_response(known)
