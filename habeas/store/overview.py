"""What the desk sees: the board whole, what changed on it, and one case in full."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, bindparam, func, select

from habeas.core.actions import Outlook
from habeas.core.board import Counsel
from habeas.core.states import UNASSIGNED, Locality, locality
from habeas.core.time import Millis
from habeas.store import envelopes, offers, outlooks, visitors
from habeas.store.board import COUNSEL, MEMBER_COLUMNS, changed_now, to_counsel
from habeas.store.offers import IS_LIVE
from habeas.store.rows import AnyRow
from habeas.store.tables import case_, member, offer
from habeas.store.views import HELD, CaseView, case_views, one_case
from habeas.store.visitors import NO_VISITORS, VisitorRow


@dataclass(frozen=True, slots=True)
class CounselRow:
    """As the desk sees her."""

    counsel: Counsel
    changed: int
    load: int
    live_offer: str | None


@dataclass(frozen=True, slots=True)
class BoardView:
    changed: int
    cases: Sequence[CaseView]
    counsel: Sequence[CounselRow]
    outlook: Outlook | None


@dataclass(frozen=True, slots=True)
class Detail:
    """One case with its card and reseals, all its offers, and all active counsel."""

    view: CaseView
    envelopes: Sequence[AnyRow]
    offers: Sequence[AnyRow]
    counsel: Sequence[CounselRow]


_LOADS = select(case_.c.counsel, func.count()).where(HELD).group_by(case_.c.counsel)
_RINGING = select(offer.c.counsel, offer.c.case_id).where(IS_LIVE)
_ALL = COUNSEL.where(member.c.role == "counsel").limit(bindparam("most"))
# Who was struck off is told once more, as off duty.
_CHANGED = (
    select(*MEMBER_COLUMNS, member.c.changed)
    .where(member.c.role == "counsel", member.c.standing != "pending", member.c.changed > bindparam("since"))
    .order_by(member.c.fingerprint)
    .limit(bindparam("most"))
)


def board(
    conn: Connection, since: int | None, closed_since: Millis, most_cases: int, most_counsel: int
) -> BoardView:
    """What changed after transaction `since`; or all: open cases, those closed after `closed_since`, counsel.

    A `since` that this database has not seen yet is of one that was lost: then it is all.
    """
    changed, outlook = changed_now(conn), outlooks.last(conn)
    if since is not None and since <= changed:
        cases = case_views(conn, "changed", {"since": since}, most_cases)
        cases = changed_on_board(conn, since, cases, most_cases)
        return BoardView(changed, cases, counsel_rows(conn, since, most_counsel), outlook)
    cases = case_views(conn, "board", {"closed_since": closed_since}, most_cases)
    return BoardView(
        changed, _visited(cases, visitors.rows(conn)), counsel_rows(conn, None, most_counsel), outlook
    )


def changed_on_board(conn: Connection, since: int, changed: Sequence[CaseView], most: int) -> list[CaseView]:
    """The cases that `changed`, and those that wait where others visit than before; all with visitors."""
    visits = visitors.rows(conn)
    moved = {where for where, row in visits.items() if row.changed > since}
    known = {view.case.case_id for view in changed}
    areas = sorted({where.area for where in moved})
    waiting = case_views(conn, "waiting_in", {"areas": areas}, most) if moved else []
    more = [one for one in waiting if one.case.case_id not in known and locality(one.case) in moved]
    return _visited([*changed, *more][:most], visits)


def one_on_board(conn: Connection, case_id: str) -> CaseView | None:
    """As the desk sees it."""
    view = one_case(conn, case_id)
    return None if view is None else _visited([view], visitors.rows(conn))[0]


def _visited(views: Iterable[CaseView], visits: Mapping[Locality, VisitorRow]) -> list[CaseView]:
    return [
        replace(view, visitors=visits.get(locality(view.case), NO_VISITORS))
        if view.case.state in UNASSIGNED
        else view
        for view in views
    ]


def detail(conn: Connection, case_id: str, most_offers: int, most_counsel: int) -> Detail | None:
    view = one_on_board(conn, case_id)
    if view is None:
        return None
    offered = offers.of_case(conn, case_id, most_offers)
    return Detail(view, envelopes.cards(conn, case_id), offered, counsel_rows(conn, None, most_counsel))


def counsel_rows(conn: Connection, since: int | None, most: int) -> list[CounselRow]:
    """Active counsel; or those in whom something changed after `since`."""
    statement, values = (_ALL, {}) if since is None else (_CHANGED, {"since": since})
    rows = conn.execute(statement, {**values, "most": most}).all()
    if not rows:
        return []
    loads: dict[str | None, int] = dict(conn.execute(_LOADS).all())
    ringing = dict(conn.execute(_RINGING).all())
    return [
        CounselRow(one, row.changed, loads.get(one.fingerprint, 0), ringing.get(one.fingerprint))
        for row in rows
        for one in [to_counsel(row)]
    ]
