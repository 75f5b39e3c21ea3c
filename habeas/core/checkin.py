"""Check-in: an agreed sign of life, and what its person may say of it. Pure: the shell writes what follows.

A case that was pressed is one that has opened already, so cancelling it follows the same rules. Two words are
known to the person alone: `fine` ends the matter; `duress` is said by who is watched while saying it, and
must not be told from the other by anything that comes back. The first word stands; what comes after it, late,
repeated or the other one, changes nothing.
"""

from enum import StrEnum
from hmac import compare_digest

from msgspec import Struct, structs

from habeas.core.time import MINUTE_MS, Millis
from habeas.core.transitions import Refusal, RefusalReason

# Moments are agreed to five minutes, so that they tell whoever reads the table less about a person's day.
STEP_MS = 5 * MINUTE_MS
# What opens later than this after its moment is marked late: the service was down.
LATE_MS = 2 * MINUTE_MS
# Higher goes first among equally urgent cases: who floods the desk has not armed it beforehand.
ARMED_RANK = 2


class EndCode(StrEnum):
    """What its person says: nothing is wrong; or the same under somebody's eyes, and it is not true."""

    fine = "fine"
    duress = "duress"


class CheckIn(Struct, frozen=True, kw_only=True):
    """armed: no case is open for it yet. number: of the last extension that was taken; 0 as it was armed.

    due_at: when a sign of life was promised; grace_ms: how much longer is waited. ended_by: the first word.
    done: what follows from the word has been done.
    """

    armed: bool
    due_at: Millis
    grace_ms: Millis
    number: int = 0
    ended_by: EndCode | None = None
    done: bool = False


class Act(StrEnum):
    """What is to be done now.

    open: no sign of life came in time. open_under_duress: the alarm was asked for in secret. forget: all was
    fine, nothing is kept. cancel, mark: as the person said, for a case that is open already.
    """

    open = "open"
    open_under_duress = "open_under_duress"
    forget = "forget"
    cancel = "cancel"
    mark = "mark"


_ON_A_WORD = {
    (True, EndCode.fine): Act.forget,
    (True, EndCode.duress): Act.open_under_duress,
    (False, EndCode.fine): Act.cancel,
    (False, EndCode.duress): Act.mark,
}


def fires_at(one: CheckIn) -> Millis:
    """When the case opens if nothing is said until then."""
    return one.due_at + one.grace_ms


def which(heard_sha256: str, fine_sha256: str, duress_sha256: str) -> EndCode | None:
    """The word that a secret stands for. Both hashes are compared whole, whichever it is."""
    fine = compare_digest(heard_sha256, fine_sha256)
    duress = compare_digest(heard_sha256, duress_sha256)
    return EndCode.fine if fine else EndCode.duress if duress else None


def fits(due_at: Millis, grace_ms: Millis, now: Millis, *, horizon_ms: Millis, most_grace_ms: Millis) -> bool:
    """Whether a moment can be agreed on: to five minutes, ahead, and within the limits."""
    coarse = due_at % STEP_MS == 0 and grace_ms % STEP_MS == 0
    return coarse and now < due_at <= now + horizon_ms and 0 <= grace_ms <= most_grace_ms


def extended(one: CheckIn, number: int, due_at: Millis, grace_ms: Millis) -> CheckIn | Refusal:
    """The moment moved. The phone numbers extensions: one that comes late or twice changes nothing."""
    if not one.armed or one.ended_by is not None:
        return Refusal(RefusalReason.closed)
    if number <= one.number:
        return Refusal(RefusalReason.repeated)
    return structs.replace(one, number=number, due_at=due_at, grace_ms=grace_ms)


def said(one: CheckIn, word: EndCode) -> CheckIn | Refusal:
    """The first word stands."""
    return structs.replace(one, ended_by=word) if one.ended_by is None else Refusal(RefusalReason.repeated)


def act(one: CheckIn, now: Millis) -> Act | None:
    """What is due. Doing it (`done`) and asking again at the same moment gives nothing."""
    if one.ended_by is not None:
        return None if one.done else _ON_A_WORD[one.armed, one.ended_by]
    return Act.open if one.armed and fires_at(one) <= now else None


def done(one: CheckIn) -> CheckIn:
    """After its act: what was armed is no more, and what was said has been heeded."""
    return structs.replace(one, armed=False, done=one.ended_by is not None)


def is_late(one: CheckIn, now: Millis) -> bool:
    """Whether opening it now comes too late, because nobody was there to do it in time."""
    return now - fires_at(one) > LATE_MS
