"""What screens are told of cases and counsel, read in a few queries however many they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, func, or_, select

from habeas.core.board import Counsel, Offer
from habeas.core.case import ASSIGNED, UNASSIGNED, Case
from habeas.core.time import Millis
from habeas.store.board import MEMBER_COLUMNS, to_counsel
from habeas.store.cases import COLUMNS as CASE_COLUMNS
from habeas.store.cases import to_case
from habeas.store.offers import COLUMNS as OFFER_COLUMNS
from habeas.store.offers import to_offer
from habeas.store.tables import case_, member, offer

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tally:
    """Of a case's offers: made, shown on a screen, opened, open now, and when the first of the open ends."""

    made: int = 0
    shown: int = 0
    opened: int = 0
    open: int = 0
    ends_at: Millis | None = None


NO_OFFERS = Tally()


@dataclass(frozen=True, slots=True)
class CaseView:
    case: Case
    token_sha256: str
    messages: int
    changed: int
    offers: Tally


@dataclass(frozen=True, slots=True)
class CounselView:
    """A counsel with her load, the offers open to her with their cases, and the cases that she has."""

    counsel: Counsel
    changed: int
    load: int
    offers: Sequence[tuple[Offer, Case]]
    cases: Sequence[CaseView]


@dataclass(frozen=True, slots=True)
class CounselRow:
    """As the desk sees her."""

    counsel: Counsel
    changed: int
    load: int
    open_offer: str | None


def _known(name: str) -> Any:
    return bindparam(name, expanding=True)


_UNASSIGNED = case_.c.state.in_(sorted(UNASSIGNED))
_ASSIGNED = case_.c.state.in_(sorted(ASSIGNED))
_is_open = offer.c.state == "open"
BY_ID = case_.c.case_id == bindparam("case")
BY_IDS = case_.c.case_id.in_(_known("cases"))
HELD_BY = and_(case_.c.counsel.in_(_known("who")), _ASSIGNED)
CHANGED = case_.c.changed > bindparam("since")
ON_BOARD = or_(case_.c.closed_at.is_(None), case_.c.closed_at > bindparam("closed_since"))
_ACTIVE = and_(member.c.role == "counsel", member.c.standing == "active")


def _statements(condition: ColumnElement[bool]) -> tuple[Any, Any]:
    cases = select(*CASE_COLUMNS, case_.c.token_sha256, case_.c.messages, case_.c.changed)
    tallies = select(
        offer.c.case_id,
        func.count(),
        func.count(offer.c.shown_at),
        func.count(offer.c.opened_at),
        func.count(case((_is_open, 1))),
        func.min(case((_is_open, offer.c.expires_at))),
    )
    concerned = select(case_.c.case_id).where(condition)
    return (
        cases.where(condition).order_by(case_.c.opened_at, case_.c.case_id).limit(bindparam("most")),
        tallies.where(offer.c.case_id.in_(concerned)).group_by(offer.c.case_id),
    )


_CONDITIONS = {"one": BY_ID, "some": BY_IDS, "held": HELD_BY, "changed": CHANGED, "board": ON_BOARD}
# Built once: a statement object that is used again is not compiled again.
_BUILT = {name: _statements(condition) for name, condition in _CONDITIONS.items()}


def case_views(conn: Connection, which: str, values: Values, most: int) -> list[CaseView]:
    """At most `most`, oldest first. `which` names one of the conditions, `values` are its own."""
    of_cases, of_offers = _BUILT[which]
    rows = conn.execute(of_cases, {**values, "most": most}).all()
    if not rows:
        return []
    tallies = {case_id: Tally(*rest) for case_id, *rest in conn.execute(of_offers, values)}
    return [
        CaseView(to_case(row[:-3]), row[-3], row[-2], row[-1], tallies.get(row[0], NO_OFFERS)) for row in rows
    ]


_LOADS = select(case_.c.counsel, func.count()).where(_ASSIGNED).group_by(case_.c.counsel)
_WAITING = select(case_.c.area, func.count()).where(_UNASSIGNED).group_by(case_.c.area)
_OPEN = select(*OFFER_COLUMNS, *CASE_COLUMNS).join(case_, case_.c.case_id == offer.c.case_id).where(_is_open)
_COUNSEL = select(*MEMBER_COLUMNS, member.c.changed).where(_ACTIVE).order_by(member.c.fingerprint)
_OPEN_TO = _OPEN.where(offer.c.counsel.in_(_known("who"))).order_by(offer.c.made_at)
_OPEN_PAIRS = select(offer.c.counsel, offer.c.case_id).where(_is_open)
_THESE = _COUNSEL.where(member.c.fingerprint.in_(_known("who")))
_CHANGED = _COUNSEL.where(member.c.changed > bindparam("since"))
_BOARD = _COUNSEL.limit(bindparam("most"))
_MOVED = select(member.c.fingerprint).where(member.c.changed > bindparam("since"))


def counsel_views(conn: Connection, fingerprints: Iterable[str], most: int) -> list[CounselView]:
    """Those of them who are active counsel; at most `most` cases in all."""
    who = {"who": list(fingerprints)}
    held: dict[str, list[CaseView]] = {}
    for view in case_views(conn, "held", who, most):
        held.setdefault(view.case.counsel or "", []).append(view)
    offered: dict[str, list[tuple[Offer, Case]]] = {}
    for row in conn.execute(_OPEN_TO, who):
        one = to_offer(row[: len(OFFER_COLUMNS)])
        offered.setdefault(one.counsel, []).append((one, to_case(row[len(OFFER_COLUMNS) :])))
    return [
        CounselView(one, changed, len(cases), offered.get(one.fingerprint, []), cases)
        for one, changed in _counsel(conn, _THESE, who)
        for cases in [held.get(one.fingerprint, [])]
    ]


def waiting_by_area(conn: Connection) -> dict[str, int]:
    """How many cases nobody has yet, in each area that has any."""
    return dict(conn.execute(_WAITING).tuples().all())


def counsel_rows(conn: Connection, since: int | None, most: int) -> list[CounselRow]:
    """All active counsel, at most `most`, or those in whom something changed after `since`."""
    statement, values = (_BOARD, {"most": most}) if since is None else (_CHANGED, {"since": since})
    counsel = _counsel(conn, statement, values)
    if not counsel:
        return []
    loads = dict(conn.execute(_LOADS).tuples().all())
    ringing = dict(conn.execute(_OPEN_PAIRS).tuples().all())
    return [
        CounselRow(one, changed, loads.get(one.fingerprint, 0), ringing.get(one.fingerprint))
        for one, changed in counsel
    ]


def moved(conn: Connection, since: int) -> list[str]:
    """Members of any role and standing in whom something changed after `since`."""
    return list(conn.execute(_MOVED, {"since": since}).scalars())


def _counsel(conn: Connection, statement: Any, values: Values) -> list[tuple[Counsel, int]]:
    return [(to_counsel(row), row.changed) for row in conn.execute(statement, values)]
