"""Who visits which place, as last decided: one row a place where somebody waits, written when it differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from habeas.core.states import Locality
from habeas.core.visitors import Visitors
from habeas.store.tables import visitors
from habeas.store.tx import Tx


@dataclass(frozen=True, slots=True)
class VisitorRow:
    """`changed`: the number of the transaction that wrote it."""

    counsel: tuple[str, ...] = ()
    changed: int = 0


NO_VISITORS = VisitorRow()
v = visitors.c
_ALL = select(v.place, v.area, v.counsel, v.changed)
_DELETE = delete(visitors).where(v.place == bindparam("at_place"), v.area == bindparam("in_area"))
_ADD = insert(visitors)


def rows(conn: Connection) -> Mapping[Locality, VisitorRow]:
    """Of all places where somebody waits."""
    return {
        Locality(place, area): VisitorRow(tuple(counsel.split()), changed)
        for place, area, counsel, changed in conn.execute(_ALL)
    }


def write(tx: Tx, now: Visitors) -> None:
    """Where nobody waits any more, nothing is kept."""
    before = rows(tx.conn)
    differing = [where for where in now if before.get(where, NO_VISITORS).counsel != tuple(now[where])]
    over = [*(before.keys() - now.keys()), *(where for where in differing if where in before)]
    if over:
        tx.conn.execute(_DELETE, [{"at_place": where.place, "in_area": where.area} for where in over])
    if differing:
        tx.conn.execute(_ADD, [_row(tx, where, now[where]) for where in differing])


def _row(tx: Tx, where: Locality, counsel: Sequence[str]) -> dict[str, Any]:
    return {
        "place": where.place,
        "area": where.area,
        "counsel": " ".join(counsel),
        "changed": tx.number,
    }
