"""What may follow what, and what a late, repeated or reordered answer is told."""

from itertools import product
from typing import Any

import pytest
from msgspec import structs

from habeas.core.apply import apply
from habeas.core.states import ASSIGNED, OPEN, UNASSIGNED, Case, DeskReason, Disposition, State
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
from tests.core.make import NOW, a_case

LATER = NOW + 1_000
EVENTS: tuple[CaseEvent, ...] = (
    Accepted("bea"),
    SentToDesk(DeskReason.nobody_left),
    Assigned("bea", "desk"),
    Promised("bea", LATER),
    Retracted(),
    HandedBack("ann", "ill"),
    EnRoute("ann"),
    EntryRefused("ann"),
    Arrived("ann"),
    Closed(Disposition.helped, "desk", as_desk=True),
    Cancelled(),
    Coerced(),
)


def in_state(state: State, **changed: Any) -> Case:
    """A case in that state; ann has it if anybody has."""
    facts: dict[str, Any] = {"state": state}
    if state in ASSIGNED:
        facts |= {"counsel": "ann", "accepted_at": NOW, "expected_at": NOW}
    if state is State.closed:
        facts |= {"counsel": "ann", "disposition": Disposition.released, "closed_at": NOW, "wake_at": None}
    return structs.replace(a_case(), **(facts | changed))


def after(case: Case, event: CaseEvent) -> Case:
    result = apply(case, event, LATER)
    assert isinstance(result, Case), result
    return result


@pytest.mark.parametrize(("state", "event"), list(product(State, EVENTS)))
def test_the_table_alone_says_what_may_follow(state: State, event: CaseEvent) -> None:
    case = in_state(state)
    result = apply(case, event, LATER)
    target = TRANSITIONS.get((state, type(event)))
    if target is None:
        assert isinstance(result, Refusal)
        assert result.state is state
    else:
        assert isinstance(result, Case)
        assert (result.state, result.version, result.active_at) == (target, case.version + 1, LATER)


@pytest.mark.parametrize("state", list(State))
def test_open_states_are_due_and_closed_ones_never(state: State) -> None:
    for event in EVENTS:
        result = apply(in_state(state), event, LATER)
        if isinstance(result, Case):
            assert result.wake_at == (LATER if result.state in OPEN else None)


def test_every_event_kind_is_in_the_table_and_closed_is_final() -> None:
    assert {type(event) for event in EVENTS} == {kind for _, kind in TRANSITIONS}
    assert not [state for state, _ in TRANSITIONS if state is State.closed]


@pytest.mark.parametrize(
    ("state", "event", "reason"),
    [
        (State.accepted, Accepted("ann"), RefusalReason.repeated),
        (State.arrived, Accepted("ann"), RefusalReason.repeated),
        (State.accepted, Accepted("bea"), RefusalReason.taken),
        (State.en_route, SentToDesk(DeskReason.plan_ended), RefusalReason.taken),
        (State.desk, SentToDesk(DeskReason.plan_ended), RefusalReason.repeated),
        (State.waiting, Accepted("stranger"), RefusalReason.not_admitted),
        (State.desk, Assigned("stranger", "desk"), RefusalReason.not_admitted),
        (State.arrived, Assigned("ann", "desk"), RefusalReason.repeated),
        (State.waiting, EnRoute("ann"), RefusalReason.not_yours),
        (State.accepted, EnRoute("bea"), RefusalReason.not_yours),
        (State.accepted, Arrived("bea"), RefusalReason.not_yours),
        (State.accepted, HandedBack("bea", ""), RefusalReason.not_yours),
        (State.desk, HandedBack("ann", ""), RefusalReason.not_yours),
        (State.en_route, EnRoute("ann"), RefusalReason.repeated),
        (State.arrived, EnRoute("ann"), RefusalReason.out_of_order),
        (State.arrived, Arrived("ann"), RefusalReason.repeated),
        (State.closed, Closed(Disposition.released, "desk", True), RefusalReason.repeated),
        (State.closed, Closed(Disposition.helped, "ann", False), RefusalReason.closed),
        (State.arrived, Closed(Disposition.helped, "bea", False), RefusalReason.not_yours),
        (State.waiting, Closed(Disposition.helped, "ann", False), RefusalReason.not_yours),
        (State.closed, Cancelled(), RefusalReason.closed),
        (State.closed, Accepted("bea"), RefusalReason.closed),
        (State.closed, Arrived("ann"), RefusalReason.closed),
    ],
)
def test_a_refusal_says_why(state: State, event: CaseEvent, reason: RefusalReason) -> None:
    assert apply(in_state(state), event, LATER) == Refusal(reason, state)


def test_cancelling_twice_is_a_repetition() -> None:
    cancelled = after(in_state(State.waiting), Cancelled())
    assert apply(cancelled, Cancelled(), LATER) == Refusal(RefusalReason.repeated, State.closed)


@pytest.mark.parametrize("state", sorted(OPEN))
def test_a_word_said_under_duress_marks_the_case_once_and_changes_nothing_else(state: State) -> None:
    before = in_state(state)
    marked = after(before, Coerced())
    assert marked.duress
    same = structs.replace(before, version=marked.version, active_at=LATER, wake_at=LATER, duress=True)
    assert marked == same
    assert apply(marked, Coerced(), LATER) == Refusal(RefusalReason.repeated, state)


@pytest.mark.parametrize("state", sorted(UNASSIGNED))
def test_acceptance_ends_the_search(state: State) -> None:
    searching = in_state(state, step=1, step_ends_at=NOW, needs_access=("dora",), desk_reason="nobody_left")
    case = after(searching, Accepted("bea"))
    assert (case.counsel, case.accepted_at, case.desk_assigned) == ("bea", LATER, False)
    assert (case.step_ends_at, case.needs_access, case.desk_reason) == (None, (), None)


def test_the_desk_can_take_a_case_from_one_and_give_it_to_another() -> None:
    case = after(in_state(State.arrived, arrived_at=NOW), Assigned("bea", "desk"))
    assert (case.counsel, case.desk_assigned, case.state) == ("bea", True, State.accepted)
    assert case.arrived_at is None
    assert "ann" in case.ruled_out


@pytest.mark.parametrize("state", sorted(ASSIGNED))
def test_a_hand_back_starts_the_plan_anew_without_her(state: State) -> None:
    before = in_state(state, step=2, ruled_out=frozenset({"cleo"}), desk_assigned=True, arrived_at=NOW)
    case = after(before, HandedBack("ann", "ill"))
    assert (case.step, case.step_ends_at, case.plan_from) == (0, None, LATER)
    assert case.ruled_out == {"ann", "cleo"}
    assert (case.counsel, case.accepted_at, case.arrived_at, case.desk_assigned) == (None, None, None, False)


@pytest.mark.parametrize(
    ("event", "disposition"),
    [(Closed(Disposition.helped, "ann", False), Disposition.helped), (Cancelled(), Disposition.cancelled)],
)
def test_closing_keeps_who_had_it_and_says_why(event: CaseEvent, disposition: Disposition) -> None:
    case = after(in_state(State.arrived), event)
    assert (case.counsel, case.closed_at, case.disposition) == ("ann", LATER, disposition)


def test_what_a_counsel_has_taken_herself_the_machine_neither_gives_away_nor_takes_back() -> None:
    hers = in_state(State.accepted, expected_at=None)
    for event in (Promised("bea", LATER), Retracted()):
        assert apply(hers, event, LATER) == Refusal(RefusalReason.taken, State.accepted)


def test_a_promise_passes_to_a_colleague_and_nobody_is_held_to_have_refused() -> None:
    promised = after(in_state(State.waiting), Promised("ann", LATER))
    assert (promised.state, promised.counsel, promised.expected_at) == (State.accepted, "ann", LATER)
    taken_over = after(promised, Promised("bea", LATER + 1))
    assert (taken_over.counsel, taken_over.ruled_out) == ("bea", frozenset())
    waiting = after(taken_over, Retracted())
    assert (waiting.state, waiting.counsel, waiting.expected_at) == (State.waiting, None, None)
    assert waiting.ruled_out == frozenset()


def test_refused_entry_is_written_down_once_with_its_time() -> None:
    refused = after(in_state(State.en_route), EntryRefused("ann"))
    assert (refused.state, refused.refused_at) == (State.en_route, LATER)
    assert apply(refused, EntryRefused("ann"), LATER + 1) == Refusal(RefusalReason.repeated, State.en_route)
    assert apply(refused, EntryRefused("bea"), LATER + 1) == Refusal(RefusalReason.not_yours, State.en_route)
    assert after(refused, Arrived("ann")).state is State.arrived
