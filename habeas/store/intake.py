"""Presses come in: many in one transaction, each once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from habeas.core.states import Case
from habeas.core.time import DAY_MS, Millis
from habeas.store import owners, story, tombstones
from habeas.store.dialect import insert_many
from habeas.store.envelopes import KEYS
from habeas.store.owners import NewOwner
from habeas.store.tables import CASE_FIELDS, case_, envelope, owner
from habeas.store.text import to_json
from habeas.store.tx import Tx


@dataclass(frozen=True, slots=True)
class NewCase:
    """`press_sha256` is the hash of all that was sent: the same again is a repeat."""

    case: Case
    press_sha256: str
    card: str
    file: str
    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class NewPress:
    """A case and whose it is."""

    new: NewCase
    owner: NewOwner


@dataclass(frozen=True, slots=True)
class StoredPress:
    """What is stored under this id, `created` by this press or before it.

    press_sha256: None while the id is that of an armed check-in, or when the token opens something else.
    opened_at: the day alone when its person has
    ended it.
    """

    press_sha256: str | None
    opened_at: Millis
    created: bool


_CASE = (*CASE_FIELDS.names, "press_sha256", "changed")
_ENVELOPE = ("case_id", "number", "part", "sealed")
_STORED_PRESSES = (
    select(owner.c.case_id, case_.c.press_sha256, case_.c.opened_at, owner.c.ended_by)
    .outerjoin(case_, case_.c.case_id == owner.c.case_id)
    .where(owner.c.case_id.in_(bindparam("case_ids", expanding=True)))
)


def take_in(tx: Tx, items: list[NewPress]) -> list[StoredPress]:
    """Store the new ones; a result for each, in order. At most 500 at once."""
    first = {item.owner.case_id: item for item in reversed(items)}
    stored = _find_stored(tx, list(first))
    new = [item for case_id, item in first.items() if case_id not in stored]
    stored |= _find_tombstones(tx, new)
    new = [item for item in new if item.owner.case_id not in stored]
    stored |= _with_used_tokens(tx, new)
    new = [item for item in new if item.owner.case_id not in stored]
    if new:
        owners.add(tx, [item.owner for item in new])
        open_cases(tx, [item.new for item in new])
    return [stored.get(item.owner.case_id) or _result(item, first) for item in items]


def open_cases(tx: Tx, new: list[NewCase]) -> None:
    """None of them is stored yet, but their owners are."""
    changed = tx.number
    insert_many(tx.conn, case_, _CASE, [_row(item, changed) for item in new])
    insert_many(tx.conn, envelope, _ENVELOPE, [row for item in new for row in _envelopes(item)])
    story.open_cases(tx, [item.case for item in new])


def _find_stored(tx: Tx, case_ids: list[str]) -> dict[str, StoredPress]:
    rows = tx.conn.execute(_STORED_PRESSES, {"case_ids": case_ids})
    return {
        case_id: StoredPress(sha256, _moment(opened_at or 0, end is not None), False)
        for case_id, sha256, opened_at, end in rows
    }


def _find_tombstones(tx: Tx, new: list[NewPress]) -> dict[str, StoredPress]:
    """Those that their person ended, and that are gone by now: answered as before."""
    stones = tombstones.of(tx.conn, (item.owner.case_id for item in new))
    return {case_id: StoredPress(stone.content_sha256, stone.day, False) for case_id, stone in stones.items()}


def _with_used_tokens(tx: Tx, new: list[NewPress]) -> dict[str, StoredPress]:
    """A token opens one case: of these presses, those whose token another has already."""
    used = owners.taken_tokens(tx.conn, (item.owner.token_sha256 for item in new)) if new else set[str]()
    refused = {}
    for item in reversed(new):
        if item.owner.token_sha256 in used:
            refused[item.owner.case_id] = StoredPress(None, 0, False)
        used.add(item.owner.token_sha256)
    return refused


def _moment(opened_at: Millis, ended: bool) -> Millis:
    return opened_at - opened_at % DAY_MS if ended else opened_at


def _result(item: NewPress, first: dict[str, NewPress]) -> StoredPress:
    winner = first[item.owner.case_id]
    return StoredPress(winner.new.press_sha256, winner.new.case.opened_at, winner is item)


def _row(item: NewCase, changed: int) -> tuple[Any, ...]:
    """In the order of _CASE."""
    return (*CASE_FIELDS.write(item.case), item.press_sha256, changed)


def _envelopes(item: NewCase) -> tuple[tuple[Any, ...], ...]:
    """In the order of _ENVELOPE."""
    case_id = item.case.case_id
    sealed = (("card", item.card), ("file", item.file), (KEYS, to_json(list(item.keys))))
    return tuple((case_id, number, part, text) for number, (part, text) in enumerate(sealed))
