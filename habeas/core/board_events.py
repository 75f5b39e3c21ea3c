"""What happens to a board from outside, and the board after it."""

from msgspec import Struct, structs

from habeas.core.apply import apply
from habeas.core.board import LIVE, Board, Offer, OfferState
from habeas.core.draft import Draft
from habeas.core.ranks import sink_like
from habeas.core.states import ASSIGNED, OPEN, Case, State
from habeas.core.time import Millis
from habeas.core.transitions import (
    Accepted,
    Arrived,
    Assigned,
    Cancelled,
    Closed,
    Coerced,
    EnRoute,
    EntryRefused,
    HandedBack,
    Refusal,
    RefusalReason,
)


class Pressed(Struct, frozen=True):
    """A new case, made by `case.opened`."""

    case: Case


class OfferAccepted(Struct, frozen=True):
    """She takes it; the case's other offers are withdrawn. With somebody nearer asked too, it may be held."""

    offer_id: str
    counsel: str


class OfferDeclined(Struct, frozen=True):
    """She does not; she is not asked for this case again."""

    offer_id: str
    counsel: str


class OnCase(Struct, frozen=True):
    """What comes about without an offer."""

    case_id: str
    event: Assigned | HandedBack | EnRoute | EntryRefused | Arrived | Closed | Cancelled | Coerced


class AccessGiven(Struct, frozen=True):
    """A holder resealed the card to these."""

    case_id: str
    counsel: frozenset[str]


class PlaceTagged(Struct, frozen=True):
    """A member has learnt where the person is, or was brought to; equal tags are one place.

    `area`: also the area has changed. Of whom somebody is with no place is noted any more.
    """

    case_id: str
    place_tag: str | None
    area: str | None = None


class RankRaised(Struct, frozen=True):
    """The press has shown more of itself. A rank is never lowered."""

    case_id: str
    rank: int


class DutySet(Struct, frozen=True):
    """On duty in `area` until then. Off when `until` is None or past: then her open offers are withdrawn.

    Whoever has cases goes on to them, so where she set out from stays known; otherwise it is forgotten.
    committed: she has set the time aside and goes when she is asked.
    """

    counsel: str
    area: str | None
    until: Millis | None
    committed: bool = False


BoardEvent = (
    Pressed | OfferAccepted | OfferDeclined | OnCase | AccessGiven | PlaceTagged | RankRaised | DutySet
)


def apply_event(board: Board, board_event: BoardEvent, now: Millis) -> Board | Refusal:
    """The board after it, or why it changes nothing. Each case it touches is one version on and due now."""
    result: Board | Refusal
    match board_event:
        case Pressed(case):
            result = _press(board, case)
        case OfferAccepted() | OfferDeclined():
            result = _answer(board, board_event, now)
        case OnCase(case_id, event):
            result = _on_case(board, case_id, event, now)
        case AccessGiven() | PlaceTagged() | RankRaised():
            result = _annotate(board, board_event, now)
        case DutySet():
            result = _set_duty(board, board_event, now)
    return result


def _press(board: Board, case: Case) -> Board | Refusal:
    if known := board.cases.get(case.case_id):
        return Refusal(RefusalReason.repeated, known.state)
    return _with(board, case)


def _answer(board: Board, answer: OfferAccepted | OfferDeclined, now: Millis) -> Board | Refusal:
    offer = board.offers.get(answer.offer_id)
    case = board.cases.get(offer.case_id) if offer else None
    if offer is None or case is None:
        return Refusal(RefusalReason.unknown)
    if offer.counsel != answer.counsel:
        return Refusal(RefusalReason.not_yours, case.state)
    if why := _too_late(offer, case, answer, now):
        return Refusal(why, case.state)
    if isinstance(answer, OfferAccepted):
        return _accept(board, offer, case, now)
    return _decline(board, offer, case, now)


def _too_late(
    offer: Offer, case: Case, answer: OfferAccepted | OfferDeclined, now: Millis
) -> RefusalReason | None:
    """An answer counts only while the offer is open and its time is not up."""
    if isinstance(answer, OfferAccepted):
        has_it = case.counsel == offer.counsel and case.state in ASSIGNED
        same = offer.state is OfferState.held or (offer.state is OfferState.accepted and has_it)
    else:
        same = offer.state is OfferState.declined
    if same:
        return RefusalReason.repeated
    if case.state not in OPEN:
        return RefusalReason.closed
    if case.state in ASSIGNED:
        return RefusalReason.taken
    if offer.state not in LIVE or offer.expires_at <= now:
        return RefusalReason.late
    return None


def _accept(board: Board, offer: Offer, case: Case, now: Millis) -> Board | Refusal:
    if offer.hold_ms and _nearer_is_asked(board, offer, now):
        return _hold(board, offer, case, now)
    after = apply(case, Accepted(offer.counsel), now)
    if isinstance(after, Refusal):
        return after
    draft = Draft(board)
    draft.end_offer(offer, OfferState.accepted)
    draft.put_case(after)
    return draft.board()


def _nearer_is_asked(board: Board, offer: Offer, now: Millis) -> bool:
    return any(
        other.case_id == offer.case_id
        and other.state is OfferState.open
        and other.hold_ms < offer.hold_ms
        and other.expires_at > now
        for other in board.offers.values()
    )


def _hold(board: Board, offer: Offer, case: Case, now: Millis) -> Board:
    draft = Draft(board)
    until = now + offer.hold_ms
    draft.offers[offer.offer_id] = structs.replace(offer, state=OfferState.held, expires_at=until)
    draft.put_case(_touch(case, now, active_at=now))
    return draft.board()


def _decline(board: Board, offer: Offer, case: Case, now: Millis) -> Board:
    draft = Draft(board)
    draft.end_offer(offer, OfferState.declined)
    draft.put_case(_touch(case, now, ruled_out=case.ruled_out | {offer.counsel}))
    return draft.board()


def _on_case(
    board: Board,
    case_id: str,
    event: Assigned | HandedBack | EnRoute | EntryRefused | Arrived | Closed | Cancelled | Coerced,
    now: Millis,
) -> Board | Refusal:
    case = board.cases.get(case_id)
    if case is None:
        return Refusal(RefusalReason.unknown)
    after = apply(case, event, now)
    if isinstance(after, Refusal):
        return after
    return structs.replace(_with(board, after), unreal=sink_like(board.unreal, case, after, now))


def _annotate(board: Board, note: AccessGiven | PlaceTagged | RankRaised, now: Millis) -> Board | Refusal:
    case = board.cases.get(note.case_id)
    if case is None:
        return Refusal(RefusalReason.unknown)
    if case.state not in OPEN:
        return Refusal(RefusalReason.closed, case.state)
    if isinstance(note, AccessGiven):
        after = _touch(case, now, admitted=case.admitted | note.counsel)
        same = case.admitted == after.admitted
    elif isinstance(note, RankRaised):
        after = _touch(case, now, rank=note.rank)
        same = case.rank >= after.rank
    else:
        tag = case.place_tag if case.state is State.arrived else note.place_tag
        after = _touch(case, now, place_tag=tag, area=note.area or case.area)
        same = (case.place_tag, case.area) == (after.place_tag, after.area)
    return Refusal(RefusalReason.repeated, case.state) if same else _with(board, after)


def _set_duty(board: Board, duty: DutySet, now: Millis) -> Board | Refusal:
    one = board.counsel.get(duty.counsel)
    if one is None:
        return Refusal(RefusalReason.unknown)
    draft = Draft(board)
    until = duty.until if duty.until is not None and duty.until > now else None
    area = duty.area if until is not None else one.area if _has_cases(board, duty.counsel) else None
    committed = duty.committed and until is not None
    draft.counsel[duty.counsel] = structs.replace(one, area=area, duty_until=until, committed=committed)
    if until is None:
        for offer in board.offers.values():
            if offer.counsel == duty.counsel and offer.state in LIVE:
                draft.end_offer(offer, OfferState.withdrawn)
                if case := draft.cases.get(offer.case_id):
                    draft.put_case(_touch(case, now))
    return draft.board()


def _has_cases(board: Board, who: str) -> bool:
    return any(case.counsel == who and case.state in ASSIGNED for case in board.cases.values())


def _touch(case: Case, now: Millis, **changed: object) -> Case:
    return structs.replace(case, version=case.version + 1, wake_at=now, **changed)


def _with(board: Board, case: Case) -> Board:
    draft = Draft(board)
    draft.put_case(case)
    return draft.board()
