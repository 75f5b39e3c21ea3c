"""The outbox: what must reach somebody outside, written in the transaction that decided it.

States: queued; accepted (the channel took it); shown, opened (her screen said so); failed (for good).

`next_at`, of queued notices only, is when it may be sent. Whoever sends it claims it first: then `next_at` is
the end of the claim, so that a notice whose sender died is due again by itself.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, or_, select, update

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
class Claim:
    """Nobody else sends it until the claim ends. `attempt` is the number of this one, from 1."""

    notice_id: str
    counsel: str
    channel: str
    attempt: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt came to: `state` queued (again at `next_at`), accepted or failed."""

    claim: Claim
    state: str
    next_at: Millis | None = None


_NEXT = select(func.min(n.next_at)).where(n.channel.in_(bindparam("channels", expanding=True)))
_DUE = (
    select(n.notice_id)
    .where(n.channel == bindparam("of_channel"), n.next_at <= bindparam("now"))
    .order_by(n.next_at, n.notice_id)
    .limit(bindparam("most"))
)
_CLAIM = (
    update(notice)
    .where(n.notice_id.in_(_DUE))
    .values(next_at=bindparam("until"), claimed_at=bindparam("now"), attempts=n.attempts + 1)
    .returning(n.notice_id, n.counsel, n.channel, n.attempts)
)
_END_CLAIMS = (
    update(notice)
    .where(n.next_at.is_not(None), n.claimed_at.is_not(None))
    .values(next_at=bindparam("now"), claimed_at=None)
)
_FAIL_UNKNOWN = (
    update(notice)
    .where(n.next_at.is_not(None), n.channel.not_in(bindparam("channels", expanding=True)))
    .values(state="failed", failed_at=bindparam("now"), next_at=None, claimed_at=None)
)
_RECORD = (
    update(notice)
    .where(n.notice_id == bindparam("notice"), n.state == "queued")
    .where(or_(bindparam("new_state") == "accepted", n.attempts == bindparam("attempt")))
    .values(
        state=bindparam("new_state"),
        next_at=bindparam("again"),
        claimed_at=None,
        accepted_at=bindparam("taken_at"),
        failed_at=bindparam("given_up_at"),
    )
)
_UNSEEN = or_(n.state == "queued", n.state == "accepted")
_FAIL = (
    update(notice)
    .where(n.offer_id.in_(bindparam("offers", expanding=True)), _UNSEEN)
    .values(state="failed", failed_at=bindparam("now"), next_at=None, claimed_at=None)
)
_MARK_SEEN = (
    update(notice)
    .where(n.offer_id == bindparam("offer"), n.state.in_(bindparam("from_states", expanding=True)))
    .values(state=bindparam("new_state"), next_at=None, claimed_at=None)
)
# What her screen says late is still true: what had failed unseen was seen after all.
_BEFORE = {"shown": ["queued", "accepted", "failed"], "opened": ["queued", "accepted", "failed", "shown"]}


def queue(tx: Tx, offers: Sequence[Offer], source: Source, now: Millis) -> None:
    """One notice for each offer and channel, to be sent at once."""
    if offers:
        tx.conn.execute(insert_new(notice), [_row(offer, source, now) for offer in offers])


def next_at(conn: Connection, channels: Collection[str]) -> Millis | None:
    """When the next one of these channels is due; None when there is none."""
    moment: Millis | None = conn.execute(_NEXT, {"channels": list(channels)}).scalar_one()
    return moment


def claim(tx: Tx, room: Mapping[str, int], now: Millis, until: Millis) -> list[Claim]:
    """What is due by channel, at most so many each, those that waited longest first."""
    claims: list[Claim] = []
    for channel, most in room.items():
        values = {"of_channel": channel, "most": most, "now": now, "until": until}
        claims += [Claim(*row) for row in tx.conn.execute(_CLAIM, values)]
    return claims


def start_over(tx: Tx, channels: Collection[str], now: Millis) -> None:
    """A new courier: what the last one claimed is due now; what is for no channel of ours has failed."""
    tx.conn.execute(_END_CLAIMS, {"now": now})
    tx.conn.execute(_FAIL_UNKNOWN, {"channels": list(channels), "now": now})


def record(tx: Tx, outcome: Outcome, now: Millis) -> None:
    """Write what an attempt came to. A notice that is no longer queued stays as it is.

    "Accepted" counts however late it comes, anything else only if nobody has claimed the notice since.
    """
    values = {
        "notice": outcome.claim.notice_id,
        "attempt": outcome.claim.attempt,
        "new_state": outcome.state,
        "again": outcome.next_at,
        "taken_at": now if outcome.state == "accepted" else None,
        "given_up_at": now if outcome.state == "failed" else None,
    }
    tx.conn.execute(_RECORD, values)


def fail_unseen(tx: Tx, offer_ids: Sequence[str], now: Millis) -> None:
    """These offers ended; a notice that no screen has shown has failed for good."""
    if offer_ids:
        tx.conn.execute(_FAIL, {"offers": list(offer_ids), "now": now})


def mark_seen(tx: Tx, offer_id: str, state: str) -> None:
    """Her screen said `shown` or `opened`; never back to less."""
    tx.conn.execute(_MARK_SEEN, {"offer": offer_id, "new_state": state, "from_states": _BEFORE[state]})


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
