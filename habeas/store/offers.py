"""Offers as the core knows them, and the moments that a counsel's screen reports."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, select, update

from habeas.core.board import LIVE, Offer, OfferState
from habeas.core.story import NO_SOURCE, Source
from habeas.core.time import Millis
from habeas.store import cases, members, notices
from habeas.store.dialect import insert_new
from habeas.store.rows import AnyRow
from habeas.store.tables import OFFER_FIELDS
from habeas.store.tables import offer as table
from habeas.store.text import to_json
from habeas.store.tx import Tx

o = table.c
COLUMNS: tuple[ColumnElement[Any], ...] = tuple(o[name] for name in OFFER_FIELDS.names)
to_offer = OFFER_FIELDS.read
IS_LIVE = o.state.in_(sorted(LIVE))

_BY_ID = select(*COLUMNS).where(o.offer_id == bindparam("offer"))
_LIVE_OF_CASE = select(*COLUMNS).where(IS_LIVE, o.case_id == bindparam("case"))
_LIVE_OF_COUNSEL = select(*COLUMNS).where(IS_LIVE, o.counsel == bindparam("who"))
_STATES = select(o.state, o.expires_at).where(o.case_id == bindparam("case"), o.counsel == bindparam("who"))
_OF_CASE = (
    select(o.counsel, o.state, o.made_at, o.expires_at, o.shown_at, o.opened_at, o.reason, o.why)
    .where(o.case_id == bindparam("case"))
    .order_by(o.made_at, o.counsel)
)
_STORY = select(
    *(o.offer_id, o.counsel, o.why, o.shown_at, o.opened_at, o.decision_id, o.event_id),
).where(o.case_id == bindparam("case"))
_ADD = insert_new(table).returning(o.offer_id)
_END = (
    update(table)
    .where(o.offer_id == bindparam("offer"), IS_LIVE)
    .values(state=bindparam("new_state"), ended_at=bindparam("now"), changed=bindparam("number"))
)
_HOLD = (
    update(table)
    .where(o.offer_id == bindparam("offer"), o.state == "open")
    .values(state=bindparam("new_state"), expires_at=bindparam("until"), changed=bindparam("number"))
)
_MARK_SHOWN = (
    update(table)
    .where(o.offer_id == bindparam("offer"), o.shown_at.is_(None))
    .values(shown_at=bindparam("now"), changed=bindparam("number"))
)
_MARK_OPENED = (
    update(table)
    .where(o.offer_id == bindparam("offer"), o.opened_at.is_(None))
    .values(opened_at=bindparam("now"), changed=bindparam("number"))
)
_SET_REASON = update(table).where(o.offer_id == bindparam("offer")).values(reason=bindparam("given"))


def by_id(conn: Connection, offer_id: str) -> Offer | None:
    row = conn.execute(_BY_ID, {"offer": offer_id}).one_or_none()
    return None if row is None else to_offer(row)


def live_of_case(conn: Connection, case_id: str) -> list[Offer]:
    return [to_offer(row) for row in conn.execute(_LIVE_OF_CASE, {"case": case_id})]


def live_of_counsel(conn: Connection, fingerprint: str) -> list[Offer]:
    return [to_offer(row) for row in conn.execute(_LIVE_OF_COUNSEL, {"who": fingerprint})]


def story_rows(conn: Connection, case_id: str, most: int) -> list[AnyRow]:
    """Of each offer of the case: to whom, why, what caused it, and when her screen showed it."""
    return list(conn.execute(_STORY.limit(most), {"case": case_id}))


def states(conn: Connection, case_id: str, fingerprint: str, now: Millis) -> set[str]:
    """Of all her offers of this case; one whose time is up counts as lapsed, written or not."""
    rows = conn.execute(_STATES, {"case": case_id, "who": fingerprint})
    return {"lapsed" if row.state == "open" and row.expires_at <= now else row.state for row in rows}


def of_case(conn: Connection, case_id: str, limit: int) -> list[AnyRow]:
    """All that were ever made for it, oldest first."""
    return list(conn.execute(_OF_CASE.limit(limit), {"case": case_id}))


def write(tx: Tx, changed: Iterable[Offer], now: Millis, source: Source = NO_SOURCE) -> None:
    """New offers with their notices and why; held ones; ended ones, whose unseen notices have failed.

    The counsel concerned get a new view. An offer's id follows from case, counsel and round, so that the same
    decision made twice rings once.
    """
    new = [offer for offer in changed if offer.state is OfferState.open]
    ended = [offer for offer in changed if offer.state not in LIVE]
    _add(tx, new, source, now)
    for offer in changed:
        if offer.state is OfferState.held:
            tx.conn.execute(_HOLD, _new_state(tx, offer) | {"until": offer.expires_at})
    for offer in ended:
        tx.conn.execute(_END, _new_state(tx, offer) | {"now": now})
    notices.fail_unseen(tx, [offer.offer_id for offer in ended], now)
    members.touch(tx, {offer.counsel for offer in changed})


def mark_shown(tx: Tx, offer_id: str, now: Millis) -> None:
    """Her screen has shown it; the first moment counts."""
    _mark(tx, _MARK_SHOWN, offer_id, now)
    notices.mark_seen(tx, offer_id, "shown")


def mark_opened(tx: Tx, offer_id: str, now: Millis) -> None:
    """She has the card; so she has also seen the offer."""
    mark_shown(tx, offer_id, now)
    _mark(tx, _MARK_OPENED, offer_id, now)
    notices.mark_seen(tx, offer_id, "opened")


def give_reason(tx: Tx, offer_id: str, reason: str) -> None:
    tx.conn.execute(_SET_REASON, {"offer": offer_id, "given": reason})


def _new_state(tx: Tx, offer: Offer) -> dict[str, Any]:
    return {"offer": offer.offer_id, "new_state": offer.state.value, "number": tx.number}


def _add(tx: Tx, new: list[Offer], source: Source, now: Millis) -> None:
    if new:
        rows = [_row(tx, offer, source) for offer in new]
        added = set(tx.conn.execute(_ADD, rows).scalars())
        notices.queue(tx, [offer for offer in new if offer.offer_id in added], source, now)


def _row(tx: Tx, offer: Offer, source: Source) -> dict[str, Any]:
    why = source.explain.get(offer.offer_id)
    cause = {"decision_id": source.decision_id, "event_id": source.event_ids.get(offer.case_id)}
    texts = {"changed": tx.number, "why": None if why is None else to_json(why)}
    return OFFER_FIELDS.values(offer) | cause | texts


def _mark(tx: Tx, statement: Any, offer_id: str, now: Millis) -> None:
    values = {"offer": offer_id, "now": now, "number": tx.number}
    if tx.conn.execute(statement, values).rowcount:
        cases.touch_of_offer(tx, offer_id)
