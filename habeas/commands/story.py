"""Why did this phone ring? The chain of events and decisions of a case, for the desk and the command line."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection

from habeas.commands import access, errors
from habeas.commands.context import Context, Member
from habeas.commands.shapes.desk import Cause, Story, StoryLine, Why
from habeas.core.access import Action
from habeas.core.story import Line
from habeas.store import offers, story, views
from habeas.store.rows import AnyRow
from habeas.store.story import StoredLine


async def story_for(ctx: Context, who: Member, case_id: str) -> Story:
    """For a dispatcher. Refused 403, 404."""
    access.member(who, Action.story)
    return await read(ctx, case_id)


async def find(ctx: Context, beginning: str) -> str:
    """The one case whose id begins so. Refused 404 (none), 409 (several)."""
    found = await ctx.store.read(story.cases_beginning, beginning)
    if not found:
        raise errors.not_found()
    if len(found) > 1:
        raise errors.conflict(
            "several", f"More than one case begins so: {', '.join(found)}. Give more of it."
        )
    return found[0]


async def read(ctx: Context, case_id: str) -> Story:
    """Without asking whether the reader may: for the operator, too. Refused 404."""
    found = await ctx.store.read(_read, case_id, ctx.settings.limits.story_lines)
    if found is None:
        raise errors.not_found()
    return found


def _read(conn: Connection, case_id: str, most: int) -> Story | None:
    if views.case_view(conn, case_id) is None:
        return None
    stored = story.of_case(conn, case_id, most)
    of_offers = {row.offer_id: row for row in offers.story_rows(conn, case_id, most)}
    causes = _causes(conn, stored)
    lines = [_to_line(line, causes, of_offers) for line in stored]
    screens = [line for row in of_offers.values() for line in _on_screen(row)]
    # A stable sort: what happened at one moment stays in the order in which it was written.
    return Story(sorted([*lines, *screens], key=lambda line: line.at))


def _causes(conn: Connection, lines: Iterable[StoredLine]) -> dict[str, StoredLine]:
    """The lines of the events that these lines name, also of other cases, by event id."""
    event_ids = {stored.line.event_id for stored in lines if stored.line.event_id is not None}
    return {stored.line.event_id or "": stored for stored in story.of_events(conn, event_ids)}


def _to_line(stored: StoredLine, causes: dict[str, StoredLine], of_offers: dict[str, AnyRow]) -> StoryLine:
    line = stored.line
    row = of_offers.get(line.offer_id or "") if line.kind == "offer" else None
    return StoryLine(
        at=stored.at,
        kind=line.kind,
        counsel=line.counsel or getattr(of_offers.get(line.offer_id or ""), "counsel", None),
        detail=line.detail,
        event_id=line.event_id,
        decision_id=line.decision_id,
        cause=_cause(line, causes) if line.decision_id is not None else None,
        why=None if row is None or row.why is None else msgspec.json.decode(row.why, type=Why),
    )


def _cause(line: Line, causes: dict[str, StoredLine]) -> Cause:
    """Of a decision's line: the event that led to it. Who is on duty has no line of its own."""
    if line.event_id is None:
        return Cause("time", None, None)
    event = causes.get(line.event_id)
    if event is None:
        return Cause("duty", None, None)
    elsewhere = event.line.case_id != line.case_id
    return Cause(event.line.kind, event.line.counsel, event.line.case_id if elsewhere else None)


def _on_screen(row: AnyRow) -> Iterable[StoryLine]:
    """What the counsel's own screen said of the offer."""
    for kind, at in (("shown", row.shown_at), ("opened", row.opened_at)):
        if at is not None:
            yield StoryLine(at, kind, row.counsel, None, row.event_id, row.decision_id, None, None)
