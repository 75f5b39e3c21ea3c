"""What the desk sees: the board whole, what changed on it, and one case in full."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, bindparam, func, select

from habeas.core.actions import Outlook
from habeas.core.board import Counsel
from habeas.core.states import UNASSIGNED, Case, Locality, locality
from habeas.core.time import Millis
from habeas.store import envelopes, file_keys, offers, outlooks, visitors
from habeas.store.board import COUNSEL, MEMBER_COLUMNS, changed_now, to_counsel
from habeas.store.cases import unassigned_in
from habeas.store.offers import IS_LIVE
from habeas.store.rows import AnyRow
from habeas.store.tables import case_, member, offer
from habeas.store.views import IS_HELD, CaseView, case_view, case_views
from habeas.store.visitors import NO_VISITORS, VisitorRow


@dataclass(frozen=True, slots=True)
class CounselRow:
    """A counsel as the desk sees her."""

    counsel: Counsel
    changed: int
    load: int
    live_offer: str | None


@dataclass(frozen=True, slots=True)
class Most:
    """How many rows are read at most."""

    cases: int
    counsel: int


@dataclass(frozen=True, slots=True)
class BoardView:
    """The whole board, or what changed of it.

    revisited: with their visitors, cases that have not changed and wait where others visit than before.
    """

    changed: int
    cases: Sequence[CaseView]
    revisited: Sequence[tuple[Case, VisitorRow]]
    counsel: Sequence[CounselRow]
    outlook: Outlook | None


@dataclass(frozen=True, slots=True)
class DetailMost:
    """How much of one case is read at most."""

    offers: int
    counsel: int


@dataclass(frozen=True, slots=True)
class Detail:
    """One case with its card, reseals and keys, all its offers, and all active counsel.

    given: the keys that the dispatcher who looks was given.
    """

    view: CaseView
    envelopes: Sequence[AnyRow]
    keys: Sequence[str]
    given: Sequence[AnyRow]
    offers: Sequence[AnyRow]
    counsel: Sequence[CounselRow]


_LOADS = select(case_.c.counsel, func.count()).where(IS_HELD).group_by(case_.c.counsel)
_LIVE_OFFERS = select(offer.c.counsel, offer.c.case_id).where(IS_LIVE)
_ALL_COUNSEL = COUNSEL.where(member.c.role == "counsel").limit(bindparam("most"))
# Who was struck off comes once more, as off duty.
_CHANGED_COUNSEL = (
    select(*MEMBER_COLUMNS, member.c.changed)
    .where(member.c.role == "counsel", member.c.standing != "pending", member.c.changed > bindparam("since"))
    .order_by(member.c.fingerprint)
    .limit(bindparam("most"))
)


def board(conn: Connection, closed_since: Millis, most: Most) -> BoardView:
    """Open cases, those closed after `closed_since`, and active counsel."""
    cases = case_views(conn, "board", {"closed_since": closed_since}, most.cases)
    visited = _with_requests(conn, _with_visitors(cases, visitors.rows(conn)))
    counsel = counsel_rows(conn, None, most.counsel)
    return BoardView(changed_now(conn), visited, [], counsel, outlooks.last(conn))


def board_changes(conn: Connection, since: int, most: Most) -> BoardView | None:
    """What changed after transaction `since`; None for one that this database has not seen: it was lost."""
    changed = changed_now(conn)
    if since > changed:
        return None
    return changes_of(conn, since, case_views(conn, "changed", {"since": since}, most.cases), most)


def changes_of(conn: Connection, since: int, cases: Sequence[CaseView], most: Most) -> BoardView:
    """The same with the cases that have changed."""
    rows = visitors.rows(conn)
    changed = {view.case.case_id for view in cases}
    revisited = [
        (case, rows[locality(case)])
        for case in _revisited_cases(conn, since, rows, most.cases)
        if case.case_id not in changed
    ]
    counsel = counsel_rows(conn, since, most.counsel)
    visited = _with_requests(conn, _with_visitors(cases, rows))
    return BoardView(changed_now(conn), visited, revisited, counsel, outlooks.last(conn))


def _revisited_cases(
    conn: Connection, since: int, rows: Mapping[Locality, VisitorRow], most: int
) -> list[Case]:
    moved = {where for where, row in rows.items() if row.changed > since}
    if not moved:
        return []
    waiting = unassigned_in(conn, sorted({where.area for where in moved}), most)
    return [case for case in waiting if locality(case) in moved]


def board_case(conn: Connection, case_id: str) -> CaseView | None:
    """As the desk sees it."""
    view = case_view(conn, case_id)
    if view is None:
        return None
    return _with_requests(conn, _with_visitors([view], visitors.rows(conn)))[0]


def _with_visitors(views: Iterable[CaseView], visits: Mapping[Locality, VisitorRow]) -> list[CaseView]:
    return [
        replace(view, visitors=visits.get(locality(view.case), NO_VISITORS))
        if view.case.state in UNASSIGNED
        else view
        for view in views
    ]


def _with_requests(conn: Connection, views: list[CaseView]) -> list[CaseView]:
    requests = file_keys.requests_of(conn, [view.case.case_id for view in views])
    if not requests:
        return views
    return [
        replace(view, key_requests=requests[view.case.case_id]) if view.case.case_id in requests else view
        for view in views
    ]


def detail(conn: Connection, case_id: str, by: str, most: DetailMost) -> Detail | None:
    """`by`: who looks."""
    view = board_case(conn, case_id)
    if view is None:
        return None
    return Detail(
        view,
        envelopes.cards(conn, case_id),
        envelopes.keys(conn, case_id),
        file_keys.keys_of(conn, case_id, by),
        offers.of_case(conn, case_id, most.offers),
        counsel_rows(conn, None, most.counsel),
    )


def counsel_rows(conn: Connection, since: int | None, most: int) -> list[CounselRow]:
    """Active counsel; or those in whom something changed after `since`."""
    statement, values = (_ALL_COUNSEL, {}) if since is None else (_CHANGED_COUNSEL, {"since": since})
    rows = conn.execute(statement, {**values, "most": most}).all()
    if not rows:
        return []
    loads: dict[str | None, int] = dict(conn.execute(_LOADS).all())
    live_offers = dict(conn.execute(_LIVE_OFFERS).all())
    return [
        CounselRow(to_counsel(row), row.changed, loads.get(who, 0), live_offers.get(who))
        for row in rows
        for who in [row.fingerprint]
    ]
