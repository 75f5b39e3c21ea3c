"""What anybody may read."""

from litestar import Response, Router, get, post

from habeas.commands import duty_list as duty_lists
from habeas.commands import public
from habeas.commands.shapes.public import DirectoryPart, DutyList, Health, Organisation, RosterPart
from habeas.http.fields import AreaName, Part
from habeas.http.guards import same_origin
from habeas.http.problems import answers
from habeas.http.request import ApiRequest


@get("/health", responses=answers())
async def health(request: ApiRequest) -> Health:
    """Answers only when the database does."""
    return await public.health(request.ctx)


@get("/v1/organisation")
async def organisation(request: ApiRequest) -> Organisation:
    """Who runs this instance, and whom its roster and its directory must be signed by."""
    return await public.organisation(request.ctx)


@get("/v1/roster/{part:int}", responses=answers(400, 404))
async def roster_part(request: ApiRequest, part: Part) -> RosterPart:
    """One piece of the signed roster; the pieces joined in order are the document."""
    return await public.roster_part(request.ctx, part)


@get("/v1/directory/{part:int}", responses=answers(400, 404))
async def directory_part(request: ApiRequest, part: Part) -> DirectoryPart:
    """One piece of the signed directory; the pieces joined in order are the document."""
    return await public.directory_part(request.ctx, part)


@get("/v1/duty/{area:str}", responses=answers(400, 404))
async def duty_list(request: ApiRequest, area: AreaName) -> DutyList:
    """Whom to seal to first: whoever is on duty there, among others who serve the area."""
    return await duty_lists.duty_list(request.ctx, area)


# Not "cookies": a member who is signed in in this browser stays so. Not "executionContexts": the page
# leaves by itself.
CLEAR = {"Clear-Site-Data": '"cache", "storage"'}


@post("/v1/wipe", status_code=204, guards=[same_origin], responses=answers(403))
async def wipe() -> Response[None]:
    """Makes the browser that asks remove all that this site has put on it, its files included."""
    return Response(None, headers=CLEAR)


router = Router(
    "/",
    route_handlers=[health, organisation, roster_part, directory_part, duty_list, wipe],
    tags=["public"],
)
