"""The outbox: what must reach somebody outside, written in the transaction that decided it.

States: queued; accepted (the channel took it); shown, opened (her screen said so); failed (for good).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, or_, select, update

from habeas.core.board import Offer
from habeas.core.story import Source
from habeas.core.time import Millis
from habeas.store.dialect import insert_new
from habeas.store.tables import notice
from habeas.store.text import short_id
from habeas.store.tx import Tx

n = notice.c
CHANNEL = "live"


@dataclass(frozen=True, slots=True)
class Due:
    notice_id: str
    counsel: str
    channel: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """What an attempt came to: `state` queued (again at `next_at`), accepted or failed."""

    notice_id: str
    state: str
    next_at: Millis | None


_DUE = (
    select(n.notice_id, n.counsel, n.channel, n.attempts)
    .where(n.next_at <= bindparam("now"))
    .order_by(n.next_at, n.notice_id)
    .limit(bindparam("most"))
)
_NEXT = select(n.next_at).where(n.next_at.is_not(None)).order_by(n.next_at).limit(1)
_TRIED = (
    update(notice)
    .where(n.notice_id == bindparam("notice"), n.state == "queued")
    .values(
        state=bindparam("new_state"),
        next_at=bindparam("again"),
        attempts=n.attempts + 1,
        accepted_at=bindparam("taken_at"),
        failed_at=bindparam("given_up_at"),
    )
)
_UNSEEN = or_(n.state == "queued", n.state == "accepted")
_FAIL = (
    update(notice)
    .where(n.offer_id.in_(bindparam("offers", expanding=True)), _UNSEEN)
    .values(state="failed", failed_at=bindparam("now"), next_at=None)
)
_MARK_SEEN = (
    update(notice)
    .where(n.offer_id == bindparam("offer"), n.state.in_(bindparam("from_states", expanding=True)))
    .values(state=bindparam("new_state"), next_at=None)
)
# A late word of the screen is still the truth: what had failed unseen was seen after all.
_BEFORE = {"shown": ["queued", "accepted", "failed"], "opened": ["queued", "accepted", "failed", "shown"]}


def queue(tx: Tx, offers: Sequence[Offer], source: Source, now: Millis) -> None:
    """One notice for each offer and channel, to be sent at once."""
    if offers:
        tx.conn.execute(insert_new(notice), [_row(offer, source, now) for offer in offers])


def due(conn: Connection, now: Millis, most: int) -> list[Due]:
    """To be sent now, those that waited longest first."""
    return [Due(*row) for row in conn.execute(_DUE, {"now": now, "most": most})]


def next_at(conn: Connection) -> Millis | None:
    """When the next one is due; None when the outbox is empty."""
    return conn.execute(_NEXT).scalar_one_or_none()


def tried(tx: Tx, attempts: Sequence[Attempt], now: Millis) -> None:
    """Keep what the attempts came to; what was settled meanwhile stays settled."""
    if attempts:
        tx.conn.execute(_TRIED, [_outcome(attempt, now) for attempt in attempts])


def fail_unseen(tx: Tx, offer_ids: Sequence[str], now: Millis) -> None:
    """These offers ended; a notice that no screen has shown has failed for good."""
    if offer_ids:
        tx.conn.execute(_FAIL, {"offers": list(offer_ids), "now": now})


def mark_seen(tx: Tx, offer_id: str, state: str) -> None:
    """Her screen said `shown` or `opened`; never back to less."""
    tx.conn.execute(_MARK_SEEN, {"offer": offer_id, "new_state": state, "from_states": _BEFORE[state]})


def _outcome(attempt: Attempt, now: Millis) -> dict[str, object]:
    was_accepted, has_failed = attempt.state == "accepted", attempt.state == "failed"
    moments = {"taken_at": now if was_accepted else None, "given_up_at": now if has_failed else None}
    return {"notice": attempt.notice_id, "new_state": attempt.state, "again": attempt.next_at, **moments}


def _row(offer: Offer, source: Source, now: Millis) -> dict[str, object]:
    key = f"offer|{offer.offer_id}|{CHANNEL}"
    ids: dict[str, object] = {
        "notice_id": short_id(key),
        "action_key": key,
        "offer_id": offer.offer_id,
        "counsel": offer.counsel,
    }
    ids |= {"decision_id": source.decision_id, "event_id": source.event_ids.get(offer.case_id)}
    return {**ids, "channel": CHANNEL, "state": "queued", "attempts": 0, "next_at": now, "made_at": now}
