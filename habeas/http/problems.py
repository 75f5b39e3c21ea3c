"""Every refusal is a problem document (RFC 9457) that says what is wrong and what to do."""

import logging
from collections.abc import Mapping
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException, MethodNotAllowedException, ValidationException
from litestar.openapi.datastructures import ResponseSpec
from litestar.types import ExceptionHandlersMap
from msgspec import Struct

from habeas.commands.errors import Refused, Unavailable
from habeas.http.faults import describe

log = logging.getLogger("habeas.http")

MEDIA_TYPE = "application/problem+json"

AnyRequest = Request[Any, Any, Any]

# status -> (kind, title, what to do), for what the framework refuses before a command is asked.
_KINDS: dict[int, tuple[str, str, str]] = {
    400: ("malformed", "This cannot be understood", "Compare the request with /openapi.json."),
    401: ("not-signed-in", "Sign in first", "There is no valid session."),
    403: ("not-yours", "This is not yours to do", "Your role or standing does not allow this."),
    404: ("not-found", "There is no such thing here", "It does not exist, or it is not yours."),
    405: ("wrong-method", "This address does not do that", "The Allow header lists what it does."),
    408: ("too-slow", "This took too long to arrive", "Send it again; nothing was changed."),
    413: ("too-large", "This is too large", "The limits are in /v1/organisation."),
    415: ("wrong-media-type", "This is not JSON", "Send Content-Type: application/json."),
    431: ("headers-too-large", "The headers are too large", "Send 32 KB of them at most."),
    503: (
        "not-stored",
        "It could not be stored",
        "Nothing was changed. Try again in a moment; if it is urgent, call the hotline.",
    ),
    500: ("broken", "Something broke here", "Nothing was changed. Try again; if it stays, call the hotline."),
}

# The framework's words for a caller who hung up in the middle of a body: no fault of ours.
_CALLER_LEFT = "client disconnected prematurely"

_DESCRIPTIONS = {
    400: "Malformed, or not in the organisation's lists",
    401: "No valid token or session",
    403: "Not for this role, standing or origin",
    404: "Unknown, or not yours",
    405: "Not a method of this address",
    408: "The body did not arrive in time; nothing was changed",
    409: "Something else is true by now; `detail` says what",
    413: "The body is over the limit",
    415: "The body is not JSON",
    429: "Too much of this at once, from there or for this case; `detail` says what",
    503: "The database cannot be written now, or too many streams are open; nothing was changed",
}
RETRY_AFTER_S = 5


class Problem(Struct):
    """A problem document (RFC 9457). `type` is `urn:habeas:problem:<kind>`; `detail` is for people."""

    type: str
    title: str
    status: int
    detail: str


def answers(*statuses: int) -> dict[int, ResponseSpec]:
    """The refusals of an operation, for its description. Added: 503 to all, 408 to those with a body."""
    return {
        status: ResponseSpec(
            data_container=Problem,
            generate_examples=False,
            description=_DESCRIPTIONS[status],
            media_type=MEDIA_TYPE,
        )
        for status in (*statuses, *((408,) if 415 in statuses else ()), 503)
    }


def framework_problem(status: int) -> Problem:
    """What is said of a request that no route has seen yet."""
    kind, title, advice = _KINDS[status]
    return Problem(f"urn:habeas:problem:{kind}", title, status, advice)


def repeat_answer(shape: type) -> dict[int, ResponseSpec]:
    """The answer to a request whose content was stored before."""
    return {200: ResponseSpec(shape, generate_examples=False, description="The same was stored before")}


def _answer(
    status: int, kind: str, title: str, detail: str, headers: Mapping[str, str] | None = None
) -> Response[Problem]:
    problem = Problem(f"urn:habeas:problem:{kind}", title, status, detail)
    return Response(problem, status_code=status, media_type=MEDIA_TYPE, headers=dict(headers or {}))


def _answer_refusal(_: AnyRequest, refusal: Refused) -> Response[Problem]:
    later = refusal.retry_after_s
    headers = None if later is None else {"Retry-After": str(later)}
    return _answer(refusal.status, refusal.kind, refusal.title, refusal.detail, headers)


def _answer_framework(request: AnyRequest, error: HTTPException) -> Response[Problem]:
    """What Litestar refuses by itself: routing, sizes, path parameters."""
    if error.status_code >= 500 and error.detail != _CALLER_LEFT:
        return _answer_fault(request, error)
    kind, title, advice = _KINDS.get(error.status_code, _KINDS[400 if error.status_code < 500 else 500])
    detail = _detail_of(error) or advice
    return _answer(error.status_code, kind, title, detail, error.headers)


def _detail_of(error: HTTPException) -> str:
    """The framework's message where it helps the caller; empty where it is a generic phrase."""
    if isinstance(error, ValidationException) and isinstance(error.extra, list):
        messages = {part.get("key", ""): part.get("message", "") for part in error.extra}
        if "data" in messages:
            return "Send a JSON body."
        return "; ".join(f"{name}: {message}." for name, message in messages.items())
    if isinstance(error, MethodNotAllowedException) or error.status_code in (404, 408, 413, 500):
        return ""
    return error.detail


def _answer_fault(request: AnyRequest, error: Exception) -> Response[Problem]:
    """An error in our own code."""
    log.error("%s %s broke: %s", request.method, _template(request), describe(error))
    return _answer(500, *_KINDS[500])


def _template(request: AnyRequest) -> str:
    """The route with the names of its parameters: an address with identifiers never enters the log."""
    return str(request.scope.get("path_template") or "?")


def _answer_unavailable(request: AnyRequest, error: Unavailable) -> Response[Problem]:
    """The database cannot be used, as when the disk is full. The caller is asked to try again."""
    log.error("%s %s: the database cannot be used: %s", request.method, _template(request), error)
    return _answer(503, *_KINDS[503], {"Retry-After": str(RETRY_AFTER_S)})


HANDLERS: ExceptionHandlersMap = {
    Refused: _answer_refusal,
    Unavailable: _answer_unavailable,
    HTTPException: _answer_framework,
    Exception: _answer_fault,
}
