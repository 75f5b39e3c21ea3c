"""A dispatcher closes cases by the hundred: false calls of a flood."""

from habeas.commands import access
from habeas.commands.change import change
from habeas.commands.context import Context, Member
from habeas.commands.shapes.desk import CloseMany, ManyClosed
from habeas.core.access import Action
from habeas.core.board_events import OnCase
from habeas.core.ranks import is_proven
from habeas.core.states import UNASSIGNED
from habeas.core.time import Millis
from habeas.core.transitions import Closed, Refusal
from habeas.store import apply, audit, cases
from habeas.store.audit import AuditAction
from habeas.store.tx import Tx

# In one transaction, so that presses come between.
AT_ONCE = 25


async def close_many(ctx: Context, who: Member, body: CloseMany) -> ManyClosed:
    """Those of them that still wait and show nothing; others stay as they are. Refused 403."""
    access.member(who, Action.close_many)
    event = Closed(body.disposition, who.fingerprint, as_desk=True)
    ids = list(dict.fromkeys(body.case_ids))
    pieces = [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
    return ManyClosed(sum([await change(ctx, _close, piece, event, ctx.now()) for piece in pieces]))


def _close(tx: Tx, case_ids: list[str], event: Closed, now: Millis) -> int:
    """How many; written to the audit log in one line. Raises LostRace."""
    closed = sum(_close_case(tx, case_id, event, now) for case_id in case_ids)
    if closed:
        reason = f"{closed} {event.disposition.value}"
        audit.write(tx, now, event.by, AuditAction.many_closed, case_id=None, reason=reason)
    return closed


def _close_case(tx: Tx, case_id: str, event: Closed, now: Millis) -> bool:
    case = cases.by_id(tx.conn, case_id)
    if case is None or case.state not in UNASSIGNED or is_proven(case):
        return False
    return not isinstance(apply.apply_stored(tx, OnCase(case_id, event), now), Refusal)
