"""Live updates as server-sent events. A stream that breaks resumes by Last-Event-ID."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from litestar.openapi.datastructures import ResponseSpec
from litestar.params import HeaderParameter
from litestar.response import Stream

from habeas.commands.followers import Update
from habeas.http.door import SOURCE
from habeas.http.problems import answers
from habeas.http.request import ApiRequest

MEDIA_TYPE = "text/event-stream"

LastEventId = Annotated[
    str | None,
    HeaderParameter(
        name="Last-Event-ID",
        required=False,
        max_length=40,
        description="the id of the last event seen; without it, or when it is no number, all is sent",
    ),
]


def stream_answers(data: type, *refusals: int) -> dict[int, ResponseSpec]:
    """The answers of a live route: a stream whose events each carry `data` as JSON."""
    stream = ResponseSpec(
        data,
        generate_examples=False,
        description="Server-sent events; the schema is that of each event's data, its id is `changed`",
        media_type=MEDIA_TYPE,
    )
    return {200: stream, **answers(*refusals, 429)}


def last_changed(last: str | None) -> int | None:
    """The `changed` of the last event that the client has; None when it has none."""
    return int(last) if last is not None and last.isascii() and last.isdigit() and len(last) <= 16 else None


def follow(request: ApiRequest, event: str, updates: AsyncIterator[Update[Any]]) -> Stream:
    """Answer with a stream of `event`s, which nginx must not buffer. Refused 429, 503."""
    source = request.headers.get(SOURCE)
    request.streams.check_room(source)
    frames = request.streams.frames(event, updates, source)
    return Stream(frames, media_type=MEDIA_TYPE, headers={"X-Accel-Buffering": "no"})
