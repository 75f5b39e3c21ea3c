"""Cases as screens show them, read in two queries however many they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, func, or_, select

from habeas.core.states import ASSIGNED, Case, Need
from habeas.core.time import Millis
from habeas.store import owners
from habeas.store.cases import COLUMNS as CASE_COLUMNS
from habeas.store.cases import to_case
from habeas.store.file_keys import KeyRequest
from habeas.store.offers import IS_LIVE
from habeas.store.owners import Owner
from habeas.store.tables import case_, offer
from habeas.store.visitors import NO_VISITORS, VisitorRow

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tally:
    """Of a case's offers: made, shown, opened; of the live ones: how many, when the first ends, shown.

    "Shown" is on a screen. Offers of before the last hand-back are not counted.
    """

    made: int = 0
    shown: int = 0
    opened: int = 0
    live: int = 0
    ends_at: Millis | None = None
    live_shown: int = 0


NO_OFFERS = Tally()


@dataclass(frozen=True, slots=True)
class CaseView:
    """`visitors`, of its place, are read for the desk alone, and for a case that nobody has; so are
    `key_requests`. given_keys: how many keys who has the case was given; read for her alone.
    """

    case: Case
    messages: int
    changed: int
    offers: Tally
    visitors: VisitorRow = NO_VISITORS
    key_requests: Sequence[KeyRequest] = ()
    given_keys: int = 0


@dataclass(frozen=True, slots=True)
class OwnerView:
    """What a person's token stands for, read at one moment; no case yet while a check-in is armed."""

    owner: Owner
    view: CaseView | None


def list_param(name: str) -> Any:
    """A list of values, given when the statement is executed."""
    return bindparam(name, expanding=True)


IS_HELD = case_.c.state.in_(sorted(ASSIGNED))
# Where not all find room: those who have counsel, the highest ranks and the newest do.
_FIRST_ON_BOARD = (
    *(case_.c.closed_at.is_not(None), case_.c.need == "drill"),
    *(case_.c.counsel.is_(None), case_.c.rank.desc(), case_.c.opened_at.desc(), case_.c.case_id),
)
SINCE_PLAN_BEGAN = and_(offer.c.case_id == case_.c.case_id, offer.c.made_at >= case_.c.plan_from)
BY_ID = case_.c.case_id == bindparam("case")
BY_IDS = case_.c.case_id.in_(list_param("cases"))
HELD_BY = and_(case_.c.counsel.in_(list_param("who")), IS_HELD)
CHANGED_SINCE = case_.c.changed > bindparam("since")
ON_BOARD = or_(case_.c.closed_at.is_(None), case_.c.closed_at > bindparam("closed_since"))


def _statements(condition: ColumnElement[bool]) -> tuple[Any, Any]:
    cases = select(*CASE_COLUMNS, case_.c.messages, case_.c.changed)
    tallies = select(
        offer.c.case_id,
        func.count(),
        func.count(offer.c.shown_at),
        func.count(offer.c.opened_at),
        func.count(case((IS_LIVE, 1))),
        func.min(case((IS_LIVE, offer.c.expires_at))),
        func.count(case((IS_LIVE, offer.c.shown_at))),
    )
    return (
        cases.where(condition).order_by(*_FIRST_ON_BOARD).limit(bindparam("most")),
        tallies.where(condition, SINCE_PLAN_BEGAN).group_by(offer.c.case_id),
    )


_CONDITIONS = {"by_id": BY_ID, "by_ids": BY_IDS, "held": HELD_BY, "changed": CHANGED_SINCE, "board": ON_BOARD}
# Built once: a statement object that is used again is not compiled again.
_STATEMENTS = {name: _statements(condition) for name, condition in _CONDITIONS.items()}


def case_views(conn: Connection, which: str, values: Values, most: int) -> list[CaseView]:
    """At most `most`, open and oldest first. `which` names one of the conditions, `values` are its own."""
    of_cases, of_offers = _STATEMENTS[which]
    rows = conn.execute(of_cases, {**values, "most": most}).all()
    if not rows:
        return []
    tallies = {case_id: Tally(*rest) for case_id, *rest in conn.execute(of_offers, values)}
    views = [CaseView(to_case(row[:-2]), row[-2], row[-1], tallies.get(row[0], NO_OFFERS)) for row in rows]
    return sorted(views, key=_turn)


def _turn(view: CaseView) -> tuple[bool, bool, Millis, str]:
    case = view.case
    return case.closed_at is not None, case.need is Need.drill, case.opened_at, case.case_id


def case_view(conn: Connection, case_id: str) -> CaseView | None:
    return next(iter(case_views(conn, "by_id", {"case": case_id}, 1)), None)


def owner_view(conn: Connection, token_sha256: str) -> OwnerView | None:
    """What the token opens. It is found by its hash: an index gives away nothing of the token itself."""
    owner = owners.by_token(conn, token_sha256)
    return None if owner is None else OwnerView(owner, case_view(conn, owner.case_id))
