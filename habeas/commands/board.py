"""The desk's board, and one case on it."""

import msgspec

from habeas.commands import access, errors
from habeas.commands.candidates import candidates
from habeas.commands.context import Context, Member
from habeas.commands.shapes.common import KeyLabel
from habeas.commands.shapes.counsel import GivenKey, SealedPart
from habeas.commands.shapes.desk import (
    AccessChange,
    Board,
    BoardCase,
    BoardCounsel,
    CaseDetail,
    KeyRequest,
    Next,
    OfferRow,
    Outlook,
    Rank,
    Why,
)
from habeas.core.access import Action
from habeas.core.duty import on_duty
from habeas.core.ranks import is_proven, rank_class
from habeas.core.states import UNASSIGNED, State
from habeas.core.time import HOUR_MS, Millis
from habeas.core.visitors import shut_out
from habeas.store import overview
from habeas.store.file_keys import KeyRequest as KeyRequestRow
from habeas.store.overview import BoardView, CounselRow, DetailMost, Most
from habeas.store.rows import AnyRow
from habeas.store.views import CaseView


async def board(ctx: Context, who: Member) -> Board:
    """Open cases, those closed lately, and active counsel; bounded. Refused 403."""
    access.member(who, Action.board)
    return await read(ctx)


async def case_detail(ctx: Context, who: Member, case_id: str) -> CaseDetail:
    """Refused 403, 404."""
    access.member(who, Action.case_detail)
    limits = ctx.settings.limits
    most = DetailMost(limits.offers_per_case, limits.board_counsel)
    found = await ctx.store.read(overview.detail, case_id, who.fingerprint, most)
    if found is None:
        raise errors.not_found()
    ways, capacity, now = ctx.settings.ways, ctx.settings.capacity, ctx.now()
    return CaseDetail(
        case=to_board_case(found.view, ctx.settings.dispatch.access_listed),
        envelopes=[SealedPart(*row) for row in found.envelopes],
        keys=list(found.keys),
        given=[GivenKey(KeyLabel(row.label), row.sealed) for row in found.given],
        offers=[_offer_row(row) for row in found.offers],
        candidates=candidates(found.view.case, found.counsel, ways, capacity, now),
    )


async def read(ctx: Context, since: int | None = None) -> Board:
    """The whole board, or what changed after `since`. Without asking whether one may."""
    limits, view = ctx.settings.limits, None
    most = Most(limits.board_cases, limits.board_counsel)
    if since is not None:
        view = await ctx.store.read(overview.board_changes, since, most)
    if view is None:
        closed_since = ctx.now() - limits.board_closed_hours * HOUR_MS
        view = await ctx.store.read(overview.board, closed_since, most)
    return to_board(view, ctx.now(), ctx.settings.dispatch.access_listed)


def to_board(view: BoardView, now: Millis, listed: int) -> Board:
    """`listed`: counsel named for resealing, a case."""
    return Board(
        changed=view.changed,
        now=now,
        cases=[to_board_case(case, listed) for case in view.cases],
        access=_access(view, listed),
        counsel=[_board_counsel(row, now) for row in view.counsel],
        outlook=_outlook(view),
    )


def _access(view: BoardView, listed: int) -> list[AccessChange]:
    """Together what is the same for many cases: most of a place need the same few."""
    cases: dict[tuple[str, ...], list[str]] = {}
    for case, visitors in view.revisited:
        cases.setdefault(shut_out(case, visitors.counsel, listed), []).append(case.case_id)
    return [AccessChange(case_ids, list(counsel)) for counsel, case_ids in cases.items()]


def _outlook(view: BoardView) -> Outlook | None:
    outlook = view.outlook
    return Outlook(outlook.waiting, outlook.reachable) if outlook is not None and outlook.waiting else None


def _offer_row(row: AnyRow) -> OfferRow:
    return OfferRow(**{**row._mapping, "why": _why(row.why)})


def _why(text: str | None) -> Why | None:
    """As it was decided; what it was worth in numbers says nothing to a dispatcher."""
    return None if text is None else msgspec.json.decode(text, type=Why)


def to_board_case(view: CaseView, listed: int) -> BoardCase:
    case = view.case
    next_, next_at = _next(view)
    return BoardCase(
        case_id=case.case_id,
        version=case.version,
        changed=max(view.changed, view.visitors.changed),
        state=case.state,
        area=case.area,
        place_tag=case.place_tag,
        need=case.need,
        urgency=case.urgency,
        language=case.language,
        opened_at=case.opened_at,
        counsel=case.counsel,
        accepted_at=case.accepted_at,
        expected_at=case.expected_at,
        refused_at=case.refused_at,
        arrived_at=case.arrived_at,
        step=case.step,
        steps=len(case.plan.steps),
        next=next_,
        next_at=next_at,
        open_offers=view.offers.live,
        shown_offers=view.offers.live_shown,
        desk_reason=case.desk_reason,
        missing=case.missing,
        duress=case.duress,
        due_at=case.due_at,
        late=case.late,
        proven=is_proven(case),
        rank=Rank(rank_class(case).name),
        needs_access=list(shut_out(case, view.visitors.counsel, listed)),
        key_requests=[_key_request(request) for request in view.key_requests],
        disposition=case.disposition,
        closed_at=case.closed_at,
    )


def _key_request(request: KeyRequestRow) -> KeyRequest:
    return KeyRequest(request.member, request.reason, [KeyLabel(label) for label in request.given])


def _next(view: CaseView) -> tuple[Next | None, Millis | None]:
    case = view.case
    if case.state not in UNASSIGNED:
        return None, None
    if view.offers.live:
        return Next.offer_lapses, view.offers.ends_at
    if case.state is State.desk:
        return Next.nobody_left, None
    return Next.waiting, case.step_ends_at or case.wake_at


def _board_counsel(row: CounselRow, now: Millis) -> BoardCounsel:
    counsel = row.counsel
    on = on_duty(counsel, now)
    return BoardCounsel(
        fingerprint=counsel.fingerprint,
        changed=row.changed,
        on_duty=on,
        committed=on and counsel.committed,
        until=counsel.duty_until if on else None,
        area=counsel.area if on else None,
        areas=sorted(counsel.areas),
        languages=sorted(counsel.languages),
        load=row.load,
        open_offer=row.live_offer,
    )
