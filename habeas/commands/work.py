"""Work that phones do after the press while many wait: how much is wanted, and what it is worth."""

from sqlalchemy import Connection

from habeas.commands import change
from habeas.commands.context import Context
from habeas.commands.service_key import service_key
from habeas.commands.shapes.person import WantedWork, Work
from habeas.core.board_events import RankRaised
from habeas.core.ranks import wanted_bits, work_rank
from habeas.core.states import Case
from habeas.core.work import done_bits, is_fresh, nonce_at
from habeas.store import apply, cases, outlooks, owners


async def wanted_work(ctx: Context) -> WantedWork:
    """By how many wait, as last decided."""
    outlook = await ctx.store.read(outlooks.last)
    bits = 0 if outlook is None else wanted_bits(outlook.waiting)
    return WantedWork(bits, nonce_at(await service_key(ctx), ctx.now()))


async def take_work(ctx: Context, body: Work) -> None:
    """Raises the case's rank. What is no work, or for no case that waits, changes nothing."""
    case = await ctx.store.read(_find_open, body.case_id)
    if case is None or not is_fresh(body.nonce, await service_key(ctx), ctx.now()):
        return
    rank = work_rank(done_bits(body.nonce, case.case_id, body.number))
    if rank > case.rank:
        await change.change(ctx, apply.apply_stored, RankRaised(case.case_id, rank), ctx.now())


def _find_open(conn: Connection, case_id: str) -> Case | None:
    """None also once its person has ended it, by either code: nothing may tell one from the other."""
    return cases.by_id(conn, case_id) if owners.has_open(conn, case_id) else None
