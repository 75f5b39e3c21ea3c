"""What screens are told of cases and counsel, read in a few queries however many they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, func, or_, select

from habeas.core.board import Counsel, Offer
from habeas.core.case import ASSIGNED, UNASSIGNED, Case
from habeas.core.time import Millis
from habeas.store import envelopes, offers
from habeas.store.board import MEMBER_COLUMNS, changed_now, to_counsel
from habeas.store.cases import COLUMNS as CASE_COLUMNS
from habeas.store.cases import to_case
from habeas.store.offers import COLUMNS as OFFER_COLUMNS
from habeas.store.offers import to_offer
from habeas.store.rows import AnyRow
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


@dataclass(frozen=True, slots=True)
class Screens:
    """`waiting` is how many cases nobody has yet, by area."""

    counsel: Sequence[CounselView]
    waiting: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class BoardView:
    changed: int
    cases: Sequence[CaseView]
    counsel: Sequence[CounselRow]


@dataclass(frozen=True, slots=True)
class Detail:
    """One case with its card and reseals, all its offers, and all active counsel."""

    view: CaseView
    envelopes: Sequence[AnyRow]
    offers: Sequence[AnyRow]
    counsel: Sequence[CounselRow]


@dataclass(frozen=True, slots=True)
class Followed:
    """What live streams are open for."""

    cases: frozenset[str]
    counsel: frozenset[str]
    board: bool


@dataclass(frozen=True, slots=True)
class News:
    """`movers` are members of any role in whom something changed; `counsel` is for the board only."""

    changed: int
    movers: Sequence[str]
    cases: Sequence[CaseView]
    screens: Sequence[CounselView]
    waiting: Mapping[str, int]
    counsel: Sequence[CounselRow]


def _known(name: str) -> Any:
    return bindparam(name, expanding=True)


_UNASSIGNED = case_.c.state.in_(sorted(UNASSIGNED))
_ASSIGNED = case_.c.state.in_(sorted(ASSIGNED))
_OPEN_FIRST = (case_.c.closed_at.is_not(None), case_.c.opened_at, case_.c.case_id)
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
        cases.where(condition).order_by(*_OPEN_FIRST).limit(bindparam("most")),
        tallies.where(offer.c.case_id.in_(concerned)).group_by(offer.c.case_id),
    )


_CONDITIONS = {"one": BY_ID, "some": BY_IDS, "held": HELD_BY, "changed": CHANGED, "board": ON_BOARD}
# Built once: a statement object that is used again is not compiled again.
_BUILT = {name: _statements(condition) for name, condition in _CONDITIONS.items()}


def case_views(conn: Connection, which: str, values: Values, most: int) -> list[CaseView]:
    """At most `most`, open and oldest first. `which` names one of the conditions, `values` are its own."""
    of_cases, of_offers = _BUILT[which]
    rows = conn.execute(of_cases, {**values, "most": most}).all()
    if not rows:
        return []
    tallies = {case_id: Tally(*rest) for case_id, *rest in conn.execute(of_offers, values)}
    return [
        CaseView(to_case(row[:-3]), row[-3], row[-2], row[-1], tallies.get(row[0], NO_OFFERS)) for row in rows
    ]


def one_case(conn: Connection, case_id: str) -> CaseView | None:
    return next(iter(case_views(conn, "one", {"case": case_id}, 1)), None)


_LOADS = select(case_.c.counsel, func.count()).where(_ASSIGNED).group_by(case_.c.counsel)
_WAITING = select(case_.c.area, func.count()).where(_UNASSIGNED).group_by(case_.c.area)
_OPEN = select(*OFFER_COLUMNS, *CASE_COLUMNS).join(case_, case_.c.case_id == offer.c.case_id).where(_is_open)
_COUNSEL = select(*MEMBER_COLUMNS, member.c.changed).where(_ACTIVE).order_by(member.c.fingerprint)
_OPEN_TO = _OPEN.where(offer.c.counsel.in_(_known("who"))).order_by(offer.c.made_at)
_CHANGED_IDS = select(case_.c.case_id).where(CHANGED)
_OPEN_PAIRS = select(offer.c.counsel, offer.c.case_id).where(_is_open)
_THESE = _COUNSEL.where(member.c.fingerprint.in_(_known("who")))
# Who was struck off is told once more, as off duty.
_CHANGED = (
    select(*MEMBER_COLUMNS, member.c.changed)
    .where(member.c.role == "counsel", member.c.standing != "pending", member.c.changed > bindparam("since"))
    .order_by(member.c.fingerprint)
)
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


def screens(conn: Connection, fingerprints: Iterable[str], most: int) -> Screens:
    return Screens(counsel_views(conn, fingerprints, most), waiting_by_area(conn))


def waiting_by_area(conn: Connection) -> dict[str, int]:
    """How many cases nobody has yet, in each area that has any."""
    return dict(conn.execute(_WAITING).all())


def counsel_rows(conn: Connection, since: int | None, most: int) -> list[CounselRow]:
    """All active counsel, at most `most`, or those in whom something changed after `since`."""
    statement, values = (_BOARD, {"most": most}) if since is None else (_CHANGED, {"since": since})
    counsel = _counsel(conn, statement, values)
    if not counsel:
        return []
    loads: dict[str | None, int] = dict(conn.execute(_LOADS).all())
    ringing = dict(conn.execute(_OPEN_PAIRS).all())
    return [
        CounselRow(one, changed, loads.get(one.fingerprint, 0), ringing.get(one.fingerprint))
        for one, changed in counsel
    ]


def board(conn: Connection, closed_since: Millis, most_cases: int, most_counsel: int) -> BoardView:
    """Open cases, those closed after `closed_since`, and all active counsel."""
    cases = case_views(conn, "board", {"closed_since": closed_since}, most_cases)
    return BoardView(changed_now(conn), cases, counsel_rows(conn, None, most_counsel))


def reachable(conn: Connection, since: int) -> bool:
    """Whether `since` is of this database's past, so that what came after it is all that is missed."""
    return since <= changed_now(conn)


def board_since(conn: Connection, since: int, most_cases: int) -> BoardView:
    """What changed after transaction `since`."""
    cases = case_views(conn, "changed", {"since": since}, most_cases)
    return BoardView(changed_now(conn), cases, counsel_rows(conn, since, 0))


def detail(conn: Connection, case_id: str, most_offers: int, most_counsel: int) -> Detail | None:
    view = one_case(conn, case_id)
    if view is None:
        return None
    offered = offers.of_case(conn, case_id, most_offers)
    return Detail(view, envelopes.cards(conn, case_id), offered, counsel_rows(conn, None, most_counsel))


def moved(conn: Connection, since: int) -> list[str]:
    """Members of any role and standing in whom something changed after `since`."""
    return list(conn.execute(_MOVED, {"since": since}).scalars())


def news(conn: Connection, since: int, followed: Followed, most: int) -> News:
    """What followers have to be told that happened after transaction `since`."""
    changed = changed_now(conn)
    if changed <= since:
        return News(changed, [], [], [], {}, [])
    movers = moved(conn, since)
    hers = followed.counsel.intersection(movers)
    return News(
        changed=changed,
        movers=movers,
        cases=_news_of_cases(conn, since, followed, most),
        screens=counsel_views(conn, hers, most) if hers else [],
        waiting=waiting_by_area(conn) if hers else {},
        counsel=counsel_rows(conn, since, 0) if followed.board else [],
    )


def _news_of_cases(conn: Connection, since: int, followed: Followed, most: int) -> list[CaseView]:
    """A flood of presses that nobody follows is passed over by their ids."""
    if followed.board:
        return case_views(conn, "changed", {"since": since}, most)
    if not followed.cases:
        return []
    changed = followed.cases.intersection(conn.execute(_CHANGED_IDS, {"since": since}).scalars())
    return case_views(conn, "some", {"cases": list(changed)}, most) if changed else []


def _counsel(conn: Connection, statement: Any, values: Values) -> list[tuple[Counsel, int]]:
    return [(to_counsel(row), row.changed) for row in conn.execute(statement, values)]
