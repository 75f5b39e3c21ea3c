"""Why did this phone ring at 22:14? Each thing that happens to a case is a line with ids of what caused it.

Two ids tie the lines together. An event (a press, a yes, a hand-back) has an id; so has each decision of the
clerk, and what a decision does carries the id of the decision and of the event that led to it. The idea is
dask's `stimulus_id` and `story` (distributed, docs/source/worker-state.rst).
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from habeas.core import ids
from habeas.core.actions import (
    Action,
    AskDesk,
    Decision,
    Expire,
    LapseOffer,
    MakeOffer,
    Promise,
    Retract,
    TakeHeld,
    Why,
    WithdrawOffer,
)
from habeas.core.board import Board, CaseChange, Counsel, OfferState
from habeas.core.board_events import (
    AccessGiven,
    BoardEvent,
    DutySet,
    OfferAccepted,
    OfferDeclined,
    OnCase,
    PlaceTagged,
    Pressed,
    RankRaised,
)
from habeas.core.states import Case, place_key

# What a decision does that a reader of the story wants to know; the rest (waking, resealing) rings nobody.
_KINDS: dict[type[Action], str] = {
    MakeOffer: "offer",
    LapseOffer: "lapse",
    WithdrawOffer: "withdrawal",
    TakeHeld: "held_acceptance",
    Promise: "promise",
    Retract: "retraction",
    AskDesk: "desk_request",
    Expire: "expiry",
}


class Line(Struct, frozen=True, kw_only=True):
    """kind: what happened, a word. counsel: to or by whom, also a dispatcher. detail: a reason or outcome.

    event_id: of this very event; in a line of a decision, of the event that led to it (None: time passed).
    decision_id: of the decision whose doing this is; None in a line of an event. offer_id: of the offer.
    """

    case_id: str
    kind: str
    counsel: str | None = None
    detail: str | None = None
    event_id: str | None = None
    decision_id: str | None = None
    offer_id: str | None = None


class Source(Struct, frozen=True):
    """What is being written: a decision, or (no id) an event.

    event_ids: by case id, the event that led to what the decision does there. explain: why each new offer is
    made, by offer id.
    """

    decision_id: str | None = None
    event_ids: Mapping[str, str | None] = {}
    explain: Mapping[str, Why] = {}


NO_SOURCE = Source()


class Causes(Struct, frozen=True):
    """What the clerk learnt since its last look: who came or went, which cases somebody else changed."""

    cases: tuple[Case, ...] = ()
    counsel: tuple[Counsel, ...] = ()

    def event_ids(self, board: Board, decision: Decision) -> dict[str, str | None]:
        """By case id: the event that led to what the decision does with the case.

        The case's own event, else one at the same place, else the last that anything was heard of: a counsel
        who hands back one case is free for another. None: nothing was heard, so its time had come.
        """
        own = {case.case_id: ids.event_id(case.case_id, case.version) for case in self.cases}
        by_place = {place_key(case): own[case.case_id] for case in self.cases}
        last = [*own.values(), *(ids.event_id(one.fingerprint, one.duty_until or 0) for one in self.counsel)]
        found: dict[str, str | None] = {}
        for case_id in {action.case_id for action in decision.actions}:
            case = board.cases.get(case_id)
            there = by_place.get(place_key(case)) if case else None
            found[case_id] = own.get(case_id) or there or (last[-1] if last else None)
        return found


def decision_lines(source: Source, actions: Iterable[Action]) -> list[Line]:
    """What the decision did to each case that a reader wants to know."""
    return [
        Line(
            case_id=action.case_id,
            kind=_KINDS[type(action)],
            counsel=getattr(action, "counsel", None),
            detail=action.reason.value if isinstance(action, AskDesk) else None,
            event_id=source.event_ids.get(action.case_id),
            decision_id=source.decision_id,
            offer_id=getattr(action, "offer_id", None),
        )
        for action in actions
        if type(action) in _KINDS
    ]


def event_lines(event: BoardEvent, cases: Iterable[CaseChange], after: Board) -> list[Line]:
    """One for each case that the event changed: most change one, going off duty may change several."""
    known = {"kind": _kind(event, after), **_details(event)}
    return [
        Line(
            case_id=change.case.case_id,
            event_id=ids.event_id(change.case.case_id, change.case.version),
            **known,
        )
        for change in cases
    ]


_EVENT_KINDS: dict[type[BoardEvent], str] = {
    Pressed: "pressed",
    OfferAccepted: "accepted",
    OfferDeclined: "declined",
    AccessGiven: "access_given",
    PlaceTagged: "place_tagged",
    RankRaised: "rank_raised",
    DutySet: "off_duty",
}


def _kind(event: BoardEvent, after: Board) -> str:
    """EntryRefused is entry_refused, and so on; a yes may be held."""
    if isinstance(event, OnCase):
        return re.sub(r"(?<=.)([A-Z])", r"_\1", type(event.event).__name__).lower()
    if isinstance(event, OfferAccepted) and after.offers[event.offer_id].state is OfferState.held:
        return "held"
    return _EVENT_KINDS[type(event)]


def _details(event: BoardEvent) -> dict[str, Any]:
    """Who, and why, as far as the event says."""
    inner = event.event if isinstance(event, OnCase) else event
    who = getattr(inner, "counsel", None) or getattr(inner, "by", None)
    reason = getattr(inner, "reason", None) or getattr(inner, "disposition", None)
    return {
        "counsel": who if isinstance(who, str) else None,
        "detail": None if reason is None else str(reason),
        "offer_id": getattr(event, "offer_id", None),
    }
