"""Sealed bytes of a case: the card, the file, and cards sealed anew for others. Nobody here can open them."""

import msgspec
from sqlalchemy import Connection, bindparam, func, insert, select

from habeas.core.states import ASSIGNED
from habeas.store.rows import AnyRow
from habeas.store.tables import case_, envelope
from habeas.store.tx import Tx

FIRST_RESEAL = 3  # after card, file and keys
KEYS = "keys"  # the three keys of a press, in one row

e = envelope.c
_CARDS = (
    select(e.number, e.part, e.sealed)
    .where(e.case_id == bindparam("case"), e.part.in_(("card", "reseal")))
    .order_by(e.number)
)
_ALL = (
    select(e.number, e.part, e.sealed)
    .where(e.case_id == bindparam("case"), e.part != KEYS)
    .order_by(e.number)
)
_KEYS = select(e.sealed).where(e.case_id == bindparam("case"), e.part == KEYS)
_FILE = select(e.sealed).where(e.case_id == bindparam("case"), e.part == "file")
_HOLDER = (
    select(case_.c.case_id)
    .where(case_.c.case_id == bindparam("case"), case_.c.counsel == bindparam("who"))
    .where(case_.c.state.in_(sorted(ASSIGNED)))
)
_RESEAL = select(e.number).where(
    e.case_id == bindparam("case"), e.part == "reseal", e.sealed == bindparam("text")
)
_LAST = select(func.max(e.number)).where(e.case_id == bindparam("case"))


def cards(conn: Connection, case_id: str) -> list[AnyRow]:
    """Number, part and sealed text of the card and of each reseal."""
    return list(conn.execute(_CARDS, {"case": case_id}))


def all_for(conn: Connection, case_id: str, counsel: str) -> list[AnyRow]:
    """As `cards`, and the file; nothing unless she has the case at this moment."""
    if conn.execute(_HOLDER, {"case": case_id, "who": counsel}).one_or_none() is None:
        return []
    return list(conn.execute(_ALL, {"case": case_id}))


def keys(conn: Connection, case_id: str) -> list[str]:
    """The three keys that came with the press."""
    return keys_in(conn.execute(_KEYS, {"case": case_id}).scalar_one_or_none() or "[]")


def keys_in(stored: str) -> list[str]:
    """The keys in the text of a row."""
    return msgspec.json.decode(stored, type=list[str])


def file(conn: Connection, case_id: str) -> str | None:
    return conn.execute(_FILE, {"case": case_id}).scalar_one_or_none()


def reseal_number(conn: Connection, case_id: str, sealed: str) -> int | None:
    """The number of this very reseal, if it was stored before."""
    return conn.execute(_RESEAL, {"case": case_id, "text": sealed}).scalar_one_or_none()


def add_reseal(tx: Tx, case_id: str, sealed: str, most: int) -> int | None:
    """Its number; None when the case has `most` reseals already."""
    number = int(tx.conn.execute(_LAST, {"case": case_id}).scalar_one()) + 1
    if number >= FIRST_RESEAL + most:
        return None
    row = {"case_id": case_id, "number": number, "part": "reseal", "sealed": sealed}
    tx.conn.execute(insert(envelope), row)
    return number
