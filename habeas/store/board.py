"""The board that the clerk decides on: read whole once, then only what changed since."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, select

from habeas.core.board import Counsel, Offer
from habeas.core.ranks import Like, Rank
from habeas.core.states import Case, Disposition, Need, Urgency
from habeas.core.time import MINUTE_MS, Millis
from habeas.store.cases import COLUMNS as CASE_COLUMNS
from habeas.store.cases import to_case
from habeas.store.offers import COLUMNS as OFFER_COLUMNS
from habeas.store.offers import IS_LIVE, to_offer
from habeas.store.rows import AnyRow
from habeas.store.tables import case_, counter, member, offer
from habeas.store.text import id_list

MEMBER_COLUMNS = (
    *(member.c.fingerprint, member.c.duty_area, member.c.areas, member.c.languages),
    *(member.c.duty_until, member.c.duty_committed, member.c.role, member.c.standing),
)


@dataclass(frozen=True, slots=True)
class BoardDelta:
    """Rows as of `changed`. On the first reading only what is open; later also what has ended since.

    `counsel` are without load and capacity; `gone` are members who are no (more) active counsel. `unreal`, on
    the first reading: the like of what was closed as not real and has its minute still.
    """

    changed: int
    cases: list[Case]
    offers: list[Offer]
    counsel: list[Counsel]
    gone: list[str]
    unreal: frozenset[Like] = frozenset()


_LAST_CHANGE = select(counter.c.value).where(counter.c.name == "changed")
_since: BindParameter[int] = bindparam("since")
_FIRST: dict[str, Select[Any]] = {
    "cases": select(*CASE_COLUMNS).where(case_.c.closed_at.is_(None)),
    "offers": select(*OFFER_COLUMNS).where(IS_LIVE),
    "members": select(*MEMBER_COLUMNS),
}
_LATER: dict[str, Select[Any]] = {
    "cases": select(*CASE_COLUMNS).where(case_.c.changed > _since),
    "offers": select(*OFFER_COLUMNS).where(offer.c.changed > _since),
    "members": select(*MEMBER_COLUMNS).where(member.c.changed > _since),
}

# Of what was closed earlier the day alone is kept.
_UNREAL = (
    select(*(case_.c.area, case_.c.need, case_.c.urgency, case_.c.language, case_.c.rank))
    .add_columns(case_.c.opened_at // MINUTE_MS)
    .where(case_.c.disposition == Disposition.not_real.value, case_.c.coarse.is_(False))
    .where(case_.c.rank < int(Rank.armed))
    .distinct()
)

# Who is asked for cases, and who for drills.
IS_COUNSEL = member.c.role.in_(("counsel", "drill"))
# Active counsel, with the number of the transaction that last changed her.
COUNSEL = (
    select(*MEMBER_COLUMNS, member.c.changed)
    .where(IS_COUNSEL, member.c.standing == "active")
    .order_by(member.c.fingerprint)
)

_after: BindParameter[int] = bindparam("after")
_MOMENTS = (
    select(func.min(case_.c.wake_at)).where(case_.c.closed_at.is_(None), case_.c.wake_at > _after),
    select(func.min(offer.c.expires_at)).where(IS_LIVE, offer.c.expires_at > _after),
    select(func.min(member.c.duty_until)).where(member.c.duty_until > _after),
)


def changed_now(conn: Connection) -> int:
    """The number of the last writing transaction that this reading sees."""
    return int(conn.execute(_LAST_CHANGE).scalar_one())


def next_moment(conn: Connection, after: Millis) -> Millis | None:
    """When a case is due, an offer runs out or a duty ends, whichever is first after `after`."""
    moments = (conn.execute(statement, {"after": after}).scalar_one() for statement in _MOMENTS)
    return min((moment for moment in moments if moment is not None), default=None)


def board_delta(conn: Connection, since: int | None) -> BoardDelta:
    """All that is open (`since` None), or every row written after transaction `since`."""
    statements, values = (_FIRST, {}) if since is None else (_LATER, {"since": since})
    rows = {name: conn.execute(statement, values) for name, statement in statements.items()}
    members = rows["members"].all()
    return BoardDelta(
        changed=changed_now(conn),
        cases=[to_case(row) for row in rows["cases"]],
        offers=[to_offer(row) for row in rows["offers"]],
        counsel=[to_counsel(row) for row in members if _is_active(row)],
        gone=[row.fingerprint for row in members if not _is_active(row)],
        unreal=_unreal(conn) if since is None else frozenset(),
    )


def _unreal(conn: Connection) -> frozenset[Like]:
    rows = conn.execute(_UNREAL)
    return frozenset(Like(area, Need(need), Urgency(how), *rest) for area, need, how, *rest in rows)


def counsel_rows(conn: Connection, fingerprints: Iterable[str]) -> list[Counsel]:
    statement = select(*MEMBER_COLUMNS).where(member.c.fingerprint.in_(list(fingerprints)))
    return [to_counsel(row) for row in conn.execute(statement) if _is_active(row)]


def to_counsel(row: AnyRow) -> Counsel:
    """A row of MEMBER_COLUMNS as the core's value; load and capacity are not known here."""
    return Counsel(
        fingerprint=row.fingerprint,
        area=row.duty_area,
        areas=frozenset(id_list(row.areas)),
        languages=frozenset(id_list(row.languages)),
        duty_until=row.duty_until,
        committed=bool(row.duty_committed),
        drill=row.role == "drill",
    )


def _is_active(row: AnyRow) -> bool:
    return bool(row.role in ("counsel", "drill") and row.standing == "active")
