"""What is deleted for good, and what is made coarse before that. Each function does a bounded piece."""

from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, or_, select, update

from habeas.core.states import Disposition
from habeas.core.time import DAY_MS, Millis
from habeas.store.tables import (
    access_log,
    audit,
    case_,
    challenge,
    deposit,
    envelope,
    given_key,
    invitation,
    key_holder,
    key_request,
    message,
    notice,
    offer,
    owner,
    roster,
    session,
    sighting,
    story,
    suspension,
    tombstone,
    voucher,
)
from habeas.store.tx import Tx

_MOMENTS: dict[Table, tuple[str, ...]] = {
    case_: (
        *("opened_at", "accepted_at", "expected_at", "refused_at", "arrived_at", "closed_at"),
        *("active_at", "plan_from", "due_at"),
    ),
    offer: ("made_at", "expires_at", "shown_at", "opened_at", "ended_at"),
    message: ("at",),
    story: ("at",),
}
_KEYS = (given_key, key_request, key_holder)
# What was closed for silence is old already.
_IS_OVER = or_(case_.c.closed_at <= bindparam("before"), case_.c.disposition == Disposition.expired.value)
_OLD_CASES = select(case_.c.case_id).where(case_.c.closed_at.is_not(None), _IS_OVER).limit(bindparam("most"))
# A check-in that ended well left no case, only its owner, with the day.
_DONE_CHECK_INS = (
    select(owner.c.case_id)
    .outerjoin(case_, case_.c.case_id == owner.c.case_id)
    .where(owner.c.done, owner.c.ended_day <= bindparam("before"), case_.c.case_id.is_(None))
    .limit(bindparam("most"))
)
_PRECISE_CASES = (
    select(case_.c.case_id)
    .where(case_.c.closed_at.is_not(None), case_.c.coarse.is_(False))
    .limit(bindparam("most"))
)

# Also what was done about a case after it was over. What concerns no case is precise for a while.
_OF_OVER_CASE = and_(audit.c.case_id.is_not(None), or_(case_.c.case_id.is_(None), case_.c.coarse))
_OF_NO_CASE = and_(audit.c.case_id.is_(None), audit.c.at <= bindparam("before"), audit.c.at % DAY_MS != 0)
_PRECISE_ENTRIES = (
    select(audit.c.entry)
    .outerjoin(case_, case_.c.case_id == audit.c.case_id)
    .where(or_(_OF_OVER_CASE, _OF_NO_CASE))
    .limit(bindparam("most"))
)


def delete_closed(tx: Tx, before: Millis, most: int) -> int:
    """Cases closed before that moment or for silence, with all that hangs on them; returns how many."""
    doomed = list(tx.conn.execute(_OLD_CASES, {"before": before, "most": most}).scalars())
    if doomed:
        offer_ids = select(offer.c.offer_id).where(offer.c.case_id.in_(doomed))
        tx.conn.execute(delete(notice).where(notice.c.offer_id.in_(offer_ids)))
        for table in (story, offer, message, *_KEYS, envelope, owner, case_):
            tx.conn.execute(delete(table).where(table.c.case_id.in_(doomed)))
    return len(doomed)


def delete_ended(tx: Tx, before: Millis, most: int) -> int:
    """What is left of check-ins that their persons ended well before that moment; returns how many."""
    doomed = list(tx.conn.execute(_DONE_CHECK_INS, {"before": before, "most": most}).scalars())
    if doomed:
        tx.conn.execute(delete(owner).where(owner.c.case_id.in_(doomed)))
    return len(doomed)


def coarsen_closed(tx: Tx, most: int) -> int:
    """Of closed cases only the day is kept, of every moment; returns how many, at most `most`."""
    closed = list(tx.conn.execute(_PRECISE_CASES, {"most": most}).scalars())
    if closed:
        for table, columns in _MOMENTS.items():
            days = {name: _day(table.c[name]) for name in columns}
            tx.conn.execute(update(table).where(table.c.case_id.in_(closed)).values(days))
        tx.conn.execute(update(case_).where(case_.c.case_id.in_(closed)).values(coarse=True))
        offer_ids = select(offer.c.offer_id).where(offer.c.case_id.in_(closed))
        tx.conn.execute(delete(notice).where(notice.c.offer_id.in_(offer_ids)))
    return len(closed)


def coarsen_audit(tx: Tx, before: Millis, most: int) -> int:
    """Of an act on a case that is over, who, what, why and the day are kept; of one on none, the second until
    `before`. Returns how many, at most `most`.
    """
    entries = list(tx.conn.execute(_PRECISE_ENTRIES, {"before": before, "most": most}).scalars())
    if entries:
        coarse = {"at": _day(audit.c.at), "case_id": None, "event_id": None}
        tx.conn.execute(update(audit).where(audit.c.entry.in_(entries)).values(coarse))
    return len(entries)


def delete_expired(tx: Tx, now: Millis) -> int:
    """Sessions, challenges, invitations, proposals, tombstones, sightings, vouchers, and files behind call
    words, past their time.
    """
    return sum(
        tx.conn.execute(delete(table).where(table.c.expires_at <= now)).rowcount
        for table in (session, challenge, invitation, deposit, suspension, tombstone, sighting, voucher)
    )


def delete_audit(tx: Tx, before: Millis) -> int:
    return int(tx.conn.execute(delete(audit).where(audit.c.at <= before)).rowcount)


def delete_access_log(tx: Tx, before: Millis) -> int:
    return int(tx.conn.execute(delete(access_log).where(access_log.c.at <= before)).rowcount)


def delete_rosters(tx: Tx, most: int) -> int:
    """All but the newest `most`."""
    newest = select(roster.c.version).order_by(roster.c.version.desc()).limit(most)
    return int(tx.conn.execute(delete(roster).where(roster.c.version.not_in(newest))).rowcount)


def _day(column: ColumnElement[int]) -> ColumnElement[int]:
    return column - column % DAY_MS
