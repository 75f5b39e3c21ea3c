"""The desk: the board, and what a dispatcher does with a case."""

from litestar import Router, get, post, put
from litestar.params import JSONBody
from litestar.response import Stream

from habeas.commands import board, call_words, close_many, desk, file_keys, statements, story, suspend
from habeas.commands.shapes.counsel import Close
from habeas.commands.shapes.desk import (
    AccessEntries,
    AccessTexts,
    Assign,
    Audit,
    Board,
    BoardCase,
    CaseDetail,
    CloseMany,
    GiveShare,
    ManyClosed,
    OpenFile,
    OpenWords,
    PlaceTag,
    Reseal,
    ResealReceipt,
    SealedFile,
    Sighting,
    Sightings,
    Story,
    Suspend,
    Suspension,
    Suspensions,
)
from habeas.http.fields import AfterNumber, CaseId
from habeas.http.guards import same_origin, signed_in
from habeas.http.live import MEDIA_TYPE, LastEventId, follow, last_changed, stream_answers
from habeas.http.problems import answers
from habeas.http.request import ApiRequest


@get("/board", responses=answers(401, 403))
async def read_board(request: ApiRequest) -> Board:
    """Open cases, those closed lately, and the active counsel."""
    return await board.board(request.ctx, request.member)


@get("/live", media_type=MEDIA_TYPE, responses=stream_answers(Board, 400, 401, 403))
async def follow_board(request: ApiRequest, last: LastEventId = None) -> Stream:
    """The whole board, or what changed since Last-Event-ID; then what changes, as events named `board`."""
    return follow(request, "board", await request.hub.desk(request.member, last_changed(last)))


@get("/cases/{case_id:str}", responses=answers(400, 401, 403, 404))
async def read_case(request: ApiRequest, case_id: CaseId) -> CaseDetail:
    """One case: its sealed card, its offers, and who could take it."""
    return await board.case_detail(request.ctx, request.member, case_id)


@get("/cases/{case_id:str}/story", responses=answers(400, 401, 403, 404))
async def read_story(request: ApiRequest, case_id: CaseId) -> Story:
    """Why each phone rang: what happened to the case, and what caused it."""
    return await story.story_for(request.ctx, request.member, case_id)


@post("/cases/{case_id:str}/file", status_code=200, responses=answers(400, 401, 403, 404, 413, 415))
async def open_file(request: ApiRequest, case_id: CaseId, data: JSONBody[OpenFile]) -> SealedFile:
    """The sealed file, against an entry in the audit log; and a request to those who can give its key."""
    return await desk.open_file(request.ctx, request.member, case_id, data)


@post("/call-words", status_code=200, responses=answers(400, 401, 403, 404, 409, 413, 415))
async def open_words(request: ApiRequest, data: JSONBody[OpenWords]) -> SealedFile:
    """The sealed file behind call words, against an entry in the audit log; so is a miss."""
    return await call_words.look(request.ctx, request.member, data)


@get("/audit", responses=answers(401, 403))
async def read_audit(request: ApiRequest) -> Audit:
    """The newest entries of the audit log."""
    return await desk.audit(request.ctx, request.member)


@post("/cases/{case_id:str}/assign", status_code=200, responses=answers(400, 401, 403, 404, 409, 413, 415))
async def assign_case(request: ApiRequest, case_id: CaseId, data: JSONBody[Assign]) -> BoardCase:
    """Give the case to a counsel by hand. She must be admitted to the card: reseal first."""
    return await desk.assign(request.ctx, request.member, case_id, data)


@post("/cases/{case_id:str}/reseal", responses=answers(400, 401, 403, 404, 409, 413, 415))
async def reseal_card(request: ApiRequest, case_id: CaseId, data: JSONBody[Reseal]) -> ResealReceipt:
    """Store the card sealed anew for more members. Its entry in the access log comes first."""
    return await desk.reseal(request.ctx, request.member, case_id, data)


@post("/cases/{case_id:str}/keys", status_code=204, responses=answers(400, 401, 403, 404, 409, 413, 415))
async def give_share(request: ApiRequest, case_id: CaseId, data: JSONBody[GiveShare]) -> None:
    """What I hold of the file's key, for who waits for it. Its entry in the access log comes first."""
    await file_keys.desk_give(request.ctx, request.member, case_id, data)


@get("/sightings", responses=answers(401, 403))
async def read_sightings(request: ApiRequest) -> Sightings:
    """Which roster each dispatcher said is the newest she knows of. Her colleagues check the signatures."""
    return await statements.sightings(request.ctx, request.member)


@post("/sightings", status_code=204, responses=answers(400, 401, 403, 413, 415))
async def put_sighting(request: ApiRequest, data: JSONBody[Sighting]) -> None:
    """Say that a roster is the newest that I know of."""
    await statements.sight(request.ctx, request.member, data)


@get("/access-log", responses=answers(400, 401, 403))
async def read_access_log(request: ApiRequest, after: AfterNumber = 0) -> AccessEntries:
    """Who was given access to cards, as dispatchers wrote it down and signed it."""
    return await statements.access_log(request.ctx, request.member, after)


@post("/access-log", status_code=204, responses=answers(400, 401, 403, 409, 413, 415))
async def write_access_log(request: ApiRequest, data: JSONBody[AccessTexts]) -> None:
    """Write down whom I give access, before I do."""
    await statements.write_access(request.ctx, request.member, data)


@put("/cases/{case_id:str}/place-tag", status_code=204, responses=answers(400, 401, 403, 404, 413, 415))
async def set_place_tag(request: ApiRequest, case_id: CaseId, data: JSONBody[PlaceTag]) -> None:
    """Mark the case with its place, under a key that the server has not; and with its area if it moved."""
    await desk.place_tag(request.ctx, request.member, case_id, data)


@post("/cases/{case_id:str}/close", status_code=200, responses=answers(400, 401, 403, 404, 413, 415))
async def close_from_desk(request: ApiRequest, case_id: CaseId, data: JSONBody[Close]) -> BoardCase:
    """Close the case, with an outcome."""
    return await desk.close(request.ctx, request.member, case_id, data)


@get("/suspensions", responses=answers(401, 403))
async def read_suspensions(request: ApiRequest) -> Suspensions:
    """Who is suspended, and what waits for a second dispatcher."""
    return await suspend.suspensions_now(request.ctx, request.member)


@post("/suspensions", status_code=200, responses=answers(400, 401, 403, 404, 409, 413, 415))
async def suspend_member(request: ApiRequest, data: JSONBody[Suspend]) -> Suspension:
    """Put a member out at once, or let her in again, when a second dispatcher says the same."""
    return await suspend.suspend(request.ctx, request.member, data)


@post("/close", status_code=200, responses=answers(400, 401, 403, 409, 413, 415))
async def close_many_cases(request: ApiRequest, data: JSONBody[CloseMany]) -> ManyClosed:
    """Close cases that wait and show nothing, by the hundred; how many that were."""
    return await close_many.close_many(request.ctx, request.member, data)


router = Router(
    "/v1/desk",
    route_handlers=[
        read_board,
        follow_board,
        read_case,
        read_story,
        open_file,
        open_words,
        read_audit,
        assign_case,
        reseal_card,
        give_share,
        read_sightings,
        put_sighting,
        read_access_log,
        write_access_log,
        set_place_tag,
        close_from_desk,
        read_suspensions,
        suspend_member,
        close_many_cases,
    ],
    tags=["desk"],
    guards=[signed_in, same_origin],
    security=[{"member": []}],
)
