"""Who waits for the key of a case's file, who could give it, and what was given. Nobody here can open it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from habeas.core.states import ASSIGNED, Case, Need
from habeas.store import cases, members
from habeas.store.dialect import insert_new
from habeas.store.envelopes import KEYS, keys_in
from habeas.store.rows import AnyRow
from habeas.store.tables import envelope, given_key, key_holder, key_request
from habeas.store.tx import Tx

WHOLE = "whole"
SHARES = frozenset({"a", "b"})


@dataclass(frozen=True, slots=True)
class KeyRequest:
    """`reason`: a dispatcher's; None: she has the case. `given`: what she was given since the press."""

    member: str
    reason: str | None
    given: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class NewKey:
    """`sealed` for a member of a case: the key, or a share of it."""

    case_id: str
    member: str
    label: str
    sealed: str


g, r, h, e = given_key.c, key_request.c, key_holder.c, envelope.c
_KEYS_OF = select(g.label, g.sealed).where(g.case_id == bindparam("case"), g.member == bindparam("who"))
_ALL_GIVEN = select(g.case_id, g.member, g.label).where(g.case_id.in_(bindparam("cases", expanding=True)))
_REQUESTS = select(r.case_id, r.member, r.reason).order_by(r.case_id, r.member)
_REQUESTS_OF = _REQUESTS.where(r.case_id.in_(bindparam("cases", expanding=True)))
_REQUEST = select(r.reason).where(r.case_id == bindparam("case"), r.member == bindparam("who"))
_COUNT_GIVEN = select(func.count()).where(g.case_id == bindparam("case"))
_COUNT_REQUESTS = select(func.count()).where(r.case_id == bindparam("case"))
_HOLDER_VIEW = (
    select(h.member, h.case_id, r.member, e.sealed)
    .join(key_request, (r.case_id == h.case_id) & r.reason.is_(None))
    .join(envelope, (e.case_id == h.case_id) & (e.part == KEYS))
    .where(h.member.in_(bindparam("who", expanding=True)))
    .order_by(h.case_id)
)
_COUNTS = (
    select(g.member, g.case_id, func.count())
    .where(g.member.in_(bindparam("who", expanding=True)))
    .group_by(g.member, g.case_id)
)
_FORGET_HOLDERS = delete(key_holder).where(h.case_id.in_(bindparam("cases", expanding=True)))
_FORGET_COUNSEL = delete(key_request).where(
    r.case_id.in_(bindparam("cases", expanding=True)), r.reason.is_(None)
)
# So many ids at once; beyond that all requests are read, which are few.
_IDS = 500


def follow(tx: Tx, after: Iterable[tuple[Case, str | None]]) -> None:
    """Cases as they are now, each with who had it before: whoever has one by now waits for its key.

    Who holds the key is told, for her open page to give it.
    """
    moved = [case for case, before in after if case.counsel != before or case.state not in ASSIGNED]
    if not moved:
        return
    _forget(tx, [case.case_id for case in moved])
    for case in moved:
        if case.state in ASSIGNED and case.need is not Need.drill:
            _ask_for_counsel(tx, case)


def ask(tx: Tx, case_id: str, member: str, reason: str, most: int) -> None:
    """A dispatcher asks for what she cannot open; once a case. Beyond `most` nobody is asked."""
    if int(tx.conn.execute(_COUNT_REQUESTS, {"case": case_id}).scalar_one()) < most:
        tx.conn.execute(insert_new(key_request), {"case_id": case_id, "member": member, "reason": reason})
        cases.touch(tx, [case_id])


def is_asked(conn: Connection, case_id: str, member: str) -> bool:
    """Whether she waits for the key of this case: it is hers, or she asked for it as a dispatcher."""
    return conn.execute(_REQUEST, {"case": case_id, "who": member}).first() is not None


def put(tx: Tx, new: NewKey, most: int) -> bool:
    """False, and nothing changed: she has one of this label, or the case has `most` already."""
    if int(tx.conn.execute(_COUNT_GIVEN, {"case": new.case_id}).scalar_one()) >= most:
        return False
    row = {name: getattr(new, name) for name in NewKey.__slots__}
    if tx.conn.execute(insert_new(given_key), row).rowcount != 1:
        return False
    if is_complete(label for label, _ in keys_of(tx.conn, new.case_id, new.member)):
        request = (r.case_id == new.case_id) & (r.member == new.member) & r.reason.is_(None)
        if tx.conn.execute(delete(key_request).where(request)).rowcount:
            tx.conn.execute(_FORGET_HOLDERS, {"cases": [new.case_id]})
    cases.touch(tx, [new.case_id])
    members.touch(tx, {new.member})
    return True


def keys_of(conn: Connection, case_id: str, member: str) -> list[AnyRow]:
    """Label and envelope of what she was given."""
    return list(conn.execute(_KEYS_OF, {"case": case_id, "who": member}))


def is_complete(labels: Iterable[str]) -> bool:
    """Whether these open a file."""
    known = frozenset(labels)
    return WHOLE in known or known >= SHARES


def requests_of(conn: Connection, case_ids: Sequence[str]) -> dict[str, list[KeyRequest]]:
    """By case, who waits for its key."""
    if not case_ids:
        return {}
    few = len(case_ids) <= _IDS
    rows = conn.execute(_REQUESTS_OF, {"cases": list(case_ids)}) if few else conn.execute(_REQUESTS)
    asked = [row for row in rows if few or row.case_id in set(case_ids)]
    labels: dict[tuple[str, str], list[str]] = {}
    if asked:
        found = sorted({row.case_id for row in asked})[:_IDS]
        for case_id, member, label in conn.execute(_ALL_GIVEN, {"cases": found}):
            labels.setdefault((case_id, member), []).append(label)
    requests: dict[str, list[KeyRequest]] = {}
    for case_id, member, reason in asked:
        request = KeyRequest(member, reason, sorted(labels.get((case_id, member), [])))
        requests.setdefault(case_id, []).append(request)
    return requests


def held_for(conn: Connection, who: Iterable[str]) -> dict[str, list[tuple[str, str, str]]]:
    """By holder: case, the counsel who waits there, and the key for counsel that came with the press."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for holder, case_id, member, stored in conn.execute(_HOLDER_VIEW, {"who": list(who)}):
        found.setdefault(holder, []).append((case_id, member, keys_in(stored)[0]))
    return found


def counts(conn: Connection, who: Iterable[str]) -> dict[tuple[str, str], int]:
    """By member and case: how many keys she was given."""
    return {
        (member, case_id): number for member, case_id, number in conn.execute(_COUNTS, {"who": list(who)})
    }


def _ask_for_counsel(tx: Tx, case: Case) -> None:
    counsel = case.counsel or ""
    if counsel in case.key_holders or is_complete(
        label for label, _ in keys_of(tx.conn, case.case_id, counsel)
    ):
        return
    ids = {"case_id": case.case_id}
    tx.conn.execute(insert_new(key_request), {**ids, "member": counsel, "reason": None})
    if case.key_holders:
        tx.conn.execute(insert(key_holder), [{**ids, "member": kid} for kid in sorted(case.key_holders)])
        members.touch(tx, case.key_holders)


def _forget(tx: Tx, case_ids: list[str]) -> None:
    tx.conn.execute(_FORGET_HOLDERS, {"cases": case_ids})
    tx.conn.execute(_FORGET_COUNSEL, {"cases": case_ids})
