"""Codes that vouch for a press, each once. Only hashes are here, and nothing of who has one."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, select

from habeas.core.board_events import RankRaised
from habeas.core.ranks import Rank
from habeas.core.states import Need
from habeas.core.time import Millis
from habeas.core.transitions import Refusal
from habeas.store import apply, cases, owners
from habeas.store.dialect import insert_new
from habeas.store.tables import voucher
from habeas.store.tx import Tx

v = voucher.c
_COUNT = select(func.count()).select_from(voucher).where(v.rank == bindparam("of_rank"))
_RANK = select(v.rank).where(
    v.code_sha256 == bindparam("code"), v.usable_from <= bindparam("now"), v.expires_at > bindparam("now")
)
_DROP = delete(voucher).where(v.code_sha256 == bindparam("code"))


def add(tx: Tx, codes: Iterable[str], rank: Rank, usable_from: Millis, expires_at: Millis) -> None:
    """By their hashes."""
    span = {"rank": int(rank), "usable_from": usable_from, "expires_at": expires_at}
    tx.conn.execute(insert_new(voucher), [{"code_sha256": code, **span} for code in codes])


def use(tx: Tx, case_id: str, code_sha256: str, now: Millis) -> bool:
    """The case gets the rank of the code, which is spent; False when nothing happened. Raises LostRace."""
    if not owners.has_open(tx.conn, case_id):
        return False
    rank = tx.conn.execute(_RANK, {"code": code_sha256, "now": now}).scalar_one_or_none()
    if rank is None or isinstance(apply.apply_stored(tx, RankRaised(case_id, rank), now), Refusal):
        return False
    tx.conn.execute(_DROP, {"code": code_sha256})
    return True


class NewCode(NamedTuple):
    """Of a drill's phone."""

    case_id: str
    code_sha256: str
    usable_from: Millis
    expires_at: Millis


def leave(tx: Tx, new: NewCode, now: Millis, most: int) -> bool:
    """A drill that was answered leaves one code. Its own rank says that it has. Raises LostRace."""
    case = cases.by_id(tx.conn, new.case_id) if owners.has_open(tx.conn, new.case_id) else None
    if case is None or case.need is not Need.drill or case.counsel is None:
        return False
    if int(tx.conn.execute(_COUNT, {"of_rank": int(Rank.known)}).scalar_one()) >= most:
        return False
    if isinstance(apply.apply_stored(tx, RankRaised(new.case_id, int(Rank.known)), now), Refusal):
        return False
    add(tx, [new.code_sha256], Rank.known, new.usable_from, new.expires_at)
    return True
