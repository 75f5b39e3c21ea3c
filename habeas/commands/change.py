"""Something happens to a case: written by compare-and-set, tried again if somebody was quicker, then rung."""

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

from habeas.commands import errors
from habeas.commands.context import Context
from habeas.core.board_events import BoardEvent
from habeas.core.transitions import Refusal, RefusalReason
from habeas.store import apply
from habeas.store.apply import LostRace
from habeas.store.tx import Tx

Ts = TypeVarTuple("Ts")
R = TypeVar("R")

TRIES = 5
_DETAIL = {
    RefusalReason.closed: "The case is closed.",
    RefusalReason.taken: "Another counsel has the case.",
    RefusalReason.late: "The offer no longer stands.",
    RefusalReason.not_yours: "The case is not yours any more.",
    RefusalReason.not_admitted: "Her key cannot open the card: reseal it to her first.",
    RefusalReason.out_of_order: "There is no such step from where the case is.",
}


async def change(ctx: Context, job: Callable[[Tx, *Ts], R], *args: *Ts) -> R:
    """Run a writing job and ring. Refused 409 when it lost the race too often."""
    for _ in range(TRIES):
        try:
            result = await ctx.store.write(job, *args)
        except LostRace:
            continue
        ctx.doorbell.ring()
        return result
    raise errors.conflict("busy", "Others keep changing this case: try again.")


def raise_if_refused(refusal: Refusal | None, *fine: RefusalReason) -> None:
    """Returns when it changed something, was so already, or is `fine` as it is. Refused 404, 409."""
    if refusal is None or refusal.reason is RefusalReason.repeated or refusal.reason in fine:
        return
    if refusal.reason is RefusalReason.unknown:
        raise errors.not_found()
    raise errors.conflict(refusal.reason.value.replace("_", "-"), _DETAIL[refusal.reason])


async def apply_stored(ctx: Context, board_event: BoardEvent, *fine: RefusalReason) -> None:
    """As `change` and `raise_if_refused`, for a happening that nothing else is written with."""
    raise_if_refused(await change(ctx, apply.apply_stored, board_event, ctx.now()), *fine)
