"""A case after an event: what the table allows, what stands against it, and which fields change."""

from typing import Any

from msgspec import structs

from habeas.core.states import ASSIGNED, Case, Disposition, Need, State, first_tag
from habeas.core.time import Millis
from habeas.core.transitions import (
    TRANSITIONS,
    Accepted,
    Arrived,
    Assigned,
    Cancelled,
    CaseEvent,
    Closed,
    Coerced,
    EnRoute,
    EntryRefused,
    HandedBack,
    Promised,
    Refusal,
    RefusalReason,
    Retracted,
    SentToDesk,
)


def apply(case: Case, event: CaseEvent, now: Millis) -> Case | Refusal:
    """The case after the event, one version on; or why the event changes nothing."""
    target = TRANSITIONS.get((case.state, type(event)))
    if target is None:
        return Refusal(_why_impossible(case, event), case.state)
    if objection := _objection(case, event):
        return Refusal(objection, case.state)
    # Deciding sets the next moment; until then the case is due at once.
    # A clock that is set back must not make a case older than it was.
    active_at = max(case.active_at, now)
    changed = {"state": target, "active_at": active_at, "wake_at": now} | _consequences(case, event, now)
    return structs.replace(case, version=case.version + 1, **changed)


def _why_impossible(case: Case, event: CaseEvent) -> RefusalReason:
    """Why the table has no such line: what a late, repeated or reordered answer is told."""
    if _is_so_already(case, event):
        return RefusalReason.repeated
    if case.state is State.closed:
        return RefusalReason.closed
    match event:
        case EnRoute(who) | EntryRefused(who) | Arrived(who) | HandedBack(who) if case.counsel != who:
            return RefusalReason.not_yours
        case Accepted() | SentToDesk() | Promised():
            return RefusalReason.taken
        case _:
            return RefusalReason.out_of_order


def _is_so_already(case: Case, event: CaseEvent) -> bool:
    match event:
        case Accepted(counsel):
            return case.state in ASSIGNED and case.counsel == counsel
        case EnRoute(counsel):
            return case.state is State.en_route and case.counsel == counsel
        case Arrived(counsel):
            return case.state is State.arrived and case.counsel == counsel
        case Closed(disposition):
            return case.disposition is disposition
        case _:
            settled = {
                SentToDesk: case.state is State.desk,
                Cancelled: case.disposition is Disposition.cancelled,
            }
            return settled.get(type(event), False)


def _objection(case: Case, event: CaseEvent) -> RefusalReason | None:
    """What stands against an event that the table allows."""
    match event:
        case Assigned(who, _) | Promised(who, _) if case.counsel == who:
            return RefusalReason.repeated
        case Accepted(who) | Assigned(who, _) | Promised(who, _) if not _may_have(case, event, who):
            return RefusalReason.not_admitted
        case Promised() | Retracted() if case.counsel and case.expected_at is None:
            # What a counsel or the desk has settled is theirs to undo.
            return RefusalReason.taken
        case EntryRefused(who) if case.counsel == who and case.refused_at is not None:
            return RefusalReason.repeated
        case Coerced() if case.duress:
            return RefusalReason.repeated
        case _:
            return RefusalReason.not_yours if _is_anothers(case, event) else None


def _may_have(case: Case, event: CaseEvent, who: str) -> bool:
    """A drill is nobody's to give by hand."""
    return who in case.admitted and not (case.need is Need.drill and isinstance(event, Assigned))


def _is_anothers(case: Case, event: CaseEvent) -> bool:
    match event:
        case EnRoute(who) | EntryRefused(who) | Arrived(who) | HandedBack(who):
            return case.counsel != who
        case Closed(_, by, as_desk):
            return not as_desk and case.counsel != by
        case _:
            return False


def _consequences(case: Case, event: CaseEvent, now: Millis) -> dict[str, Any]:
    """Fields that change with the event, besides state and version."""
    fields: dict[str, Any]
    match event:
        case Accepted(counsel):
            fields = _assignment_fields(case, counsel, False, now)
        case Assigned(counsel):
            fields = _assignment_fields(case, counsel, True, now)
        case Promised(counsel, expected_at):
            fields = _promised(case, counsel, expected_at, now)
        case SentToDesk(reason):
            fields = {"desk_reason": reason}
        case HandedBack(counsel):
            fields = _fresh_plan(case, counsel, now)
        case Retracted():
            fields = _fresh_plan(case, None, now)
        case EnRoute():
            fields = {}
        case EntryRefused():
            fields = {"refused_at": now}
        case Arrived():
            # Somebody is with her: which place it is need not be kept any more (docs/decisions/0014).
            fields = {"arrived_at": now, "place_tag": first_tag(case.need)}
        case Closed(disposition):
            fields = _over(case, disposition, now)
        case Cancelled():
            fields = _over(case, Disposition.cancelled, now)
        case Coerced():
            fields = {"duress": True}
    return fields


def _assignment_fields(case: Case, counsel: str, by_desk: bool, now: Millis) -> dict[str, Any]:
    # Whom the desk takes off a case is not asked for it again by the machine.
    taken_off = frozenset({case.counsel} if case.counsel else ())
    return {
        "counsel": counsel,
        "desk_assigned": by_desk,
        "expected_at": None,
        "ruled_out": case.ruled_out | taken_off,
        "was_promised": True,
        "accepted_at": now,
        "refused_at": None,
        "arrived_at": None,
        "step_ends_at": None,
        "needs_access": (),
        "missing": None,
        "desk_reason": None,
    }


def _promised(case: Case, counsel: str, expected_at: Millis, now: Millis) -> dict[str, Any]:
    """A colleague at the place who is free sooner takes over: nobody is held to have refused it."""
    return _assignment_fields(case, counsel, False, now) | {
        "ruled_out": case.ruled_out,
        "expected_at": expected_at,
    }


def _fresh_plan(case: Case, handed_back_by: str | None, now: Millis) -> dict[str, Any]:
    return {
        "counsel": None,
        "desk_assigned": False,
        "expected_at": None,
        "refused_at": None,
        "ruled_out": case.ruled_out | ({handed_back_by} if handed_back_by else frozenset()),
        "accepted_at": None,
        "arrived_at": None,
        "plan_from": now,
        "step": 0,
        "step_ends_at": None,
    }


def _over(case: Case, disposition: Disposition, now: Millis) -> dict[str, Any]:
    return {
        "place_tag": first_tag(case.need),
        "disposition": disposition,
        "closed_at": now,
        "step_ends_at": None,
        "needs_access": (),
        "missing": None,
        "wake_at": None,
    }
