"""What is left of what its person ended: a repeat of it is answered alike for both codes.

Also when the one is gone, and others still work for the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from habeas.core.time import Millis
from habeas.sealed.ids import digest
from habeas.store.dialect import insert_new
from habeas.store.tables import tombstone
from habeas.store.tx import Tx


@dataclass(frozen=True, slots=True)
class Tombstone:
    """`content_sha256`: of all that was sent to press or to arm it. `day`: on which the case was opened."""

    content_sha256: str
    day: Millis


t = tombstone.c
_OF = select(t.id_sha256, t.content_sha256, t.day).where(t.id_sha256.in_(bindparam("ids", expanding=True)))


def add(tx: Tx, case_id: str, new: Tombstone, expires_at: Millis) -> None:
    row = {"id_sha256": digest(case_id), "content_sha256": new.content_sha256, "day": new.day}
    tx.conn.execute(insert_new(tombstone), {**row, "expires_at": expires_at})


def of(conn: Connection, case_ids: Iterable[str]) -> dict[str, Tombstone]:
    """Of these, those that have one, by case."""
    by_hash = {digest(case_id): case_id for case_id in case_ids}
    if not by_hash:
        return {}
    return {by_hash[row[0]]: Tombstone(row[1], row[2]) for row in conn.execute(_OF, {"ids": list(by_hash)})}
