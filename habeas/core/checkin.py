"""Check-in: an agreed sign of life, and how its person ends it. Pure: the shell writes what follows.

A case that was pressed is a check-in that has opened already, so that taking it back follows the same rules.
Two codes are known to the person alone. `fine` ends the matter. `duress` is given by who is watched while she
does it, and nothing that comes back may tell it from the other. The first code stands; whatever comes after
it, late, repeated or the other code, changes nothing.

Every look goes: `due_act` says what is to be done, the shell does it, `finish` says what is true then.
"""

from enum import StrEnum
from hmac import compare_digest

from msgspec import Struct, structs

from habeas.core.ranks import Rank
from habeas.core.time import HOUR_MS, MINUTE_MS, Millis
from habeas.core.transitions import Refusal, RefusalReason

# Moments are agreed to five minutes, so that they tell whoever reads the table less about a person's day.
STEP_MS = 5 * MINUTE_MS
# What opens later than this after its moment is marked late: the service was down.
LATE_MS = 2 * MINUTE_MS
# Armed for so long it shows something: who floods the desk has not armed it beforehand.
LONG_ARMED_MS = HOUR_MS


class EndCode(StrEnum):
    """fine: nothing is wrong. duress: she is made to say so, and it is not true."""

    fine = "fine"
    duress = "duress"


class CheckIn(Struct, frozen=True, kw_only=True):
    """armed: no case is open for it yet. closed: it has a case, and that is closed.

    due_at: when a sign of life was promised; grace_ms: how much longer is waited. number: of the last
    extension that was taken; 0 as it was armed. ended_by: the first code. done: what follows from the code
    has been done.
    """

    armed: bool
    due_at: Millis = 0
    grace_ms: Millis = 0
    number: int = 0
    ended_by: EndCode | None = None
    done: bool = False
    closed: bool = False


class Act(StrEnum):
    """What is to be done now.

    open: no sign of life came in time. open_under_duress: the alarm was asked for in secret. forget: all was
    fine, and nothing is kept. cancel, mark: as the person said, for a case that is open already.
    """

    open = "open"
    open_under_duress = "open_under_duress"
    forget = "forget"
    cancel = "cancel"
    mark = "mark"


# By whether it is armed, and by the code.
_ACTS = {
    (True, EndCode.fine): Act.forget,
    (True, EndCode.duress): Act.open_under_duress,
    (False, EndCode.fine): Act.cancel,
    (False, EndCode.duress): Act.mark,
}


def fires_at(check_in: CheckIn) -> Millis:
    """When the case opens if nothing is said until then."""
    return check_in.due_at + check_in.grace_ms


def code_of(secret_sha256: str, fine_sha256: str, duress_sha256: str) -> EndCode | None:
    """The code that a secret stands for. Both hashes are compared whole, whichever it is."""
    fine = compare_digest(secret_sha256, fine_sha256)
    duress = compare_digest(secret_sha256, duress_sha256)
    return EndCode.fine if fine else EndCode.duress if duress else None


def may_agree_on(
    due_at: Millis, grace_ms: Millis, now: Millis, *, horizon_ms: Millis, most_grace_ms: Millis
) -> bool:
    """Whether a moment can be agreed on: to five minutes, ahead, and within the limits."""
    coarse = due_at % STEP_MS == 0 and grace_ms % STEP_MS == 0
    return coarse and now < due_at <= now + horizon_ms and 0 <= grace_ms <= most_grace_ms


def extend(check_in: CheckIn, number: int, due_at: Millis, grace_ms: Millis) -> CheckIn | Refusal:
    """The moment moved. The phone numbers extensions: one that comes late or twice changes nothing."""
    if not check_in.armed or check_in.ended_by is not None:
        return Refusal(RefusalReason.closed)
    if number <= check_in.number:
        return Refusal(RefusalReason.repeated)
    return structs.replace(check_in, number=number, due_at=due_at, grace_ms=grace_ms)


def end(check_in: CheckIn, code: EndCode) -> CheckIn | Refusal:
    """The person gives a code. The first stands, and a closed case hears none."""
    if check_in.ended_by is not None:
        return Refusal(RefusalReason.repeated)
    if check_in.closed:
        return Refusal(RefusalReason.closed)
    return structs.replace(check_in, ended_by=code)


def due_act(check_in: CheckIn, now: Millis) -> Act | None:
    """What is due. After `finish` nothing is, at the same moment."""
    if check_in.ended_by is not None:
        return None if check_in.done else _ACTS[check_in.armed, check_in.ended_by]
    return Act.open if check_in.armed and fires_at(check_in) <= now else None


def finish(check_in: CheckIn) -> CheckIn:
    """After its act: what was armed is no more, and what was said is heeded."""
    return structs.replace(check_in, armed=False, done=check_in.ended_by is not None)


def armed_moment(now: Millis) -> Millis:
    """What is kept of the moment of arming: the next five minutes."""
    return -(-now // STEP_MS) * STEP_MS


def armed_rank(armed_at: Millis, now: Millis) -> Rank:
    """What a check-in shows that opens now."""
    return Rank.armed if now - armed_at >= LONG_ARMED_MS else Rank.none


def is_late(check_in: CheckIn, now: Millis) -> bool:
    """Whether opening it now comes too late, because nobody was there to do it in time."""
    return now - fires_at(check_in) > LATE_MS
