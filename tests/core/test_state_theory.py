"""The page of theory says what the code does: each guard has an example."""

from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from habeas.core.apply import apply
from habeas.core.diagram import state_diagram
from habeas.core.state_theory import CAUSES, GUARDS, NO_LINE, STATE_MEANINGS
from habeas.core.states import ASSIGNED, OPEN, Case, DeskReason, Disposition, Need, State
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

Example = tuple[Case, CaseEvent]


def in_state(state: State, **changed: Any) -> Case:
    """A case in that state; ann has it, by a promise, if anybody has."""
    facts: dict[str, Any] = {"state": state}
    if state in ASSIGNED:
        facts |= {"counsel": "ann", "accepted_at": NOW, "expected_at": NOW}
    return structs.replace(a_case(), **(facts | changed))


PROMISED, WAITING = in_state(State.accepted), in_state(State.waiting)
HERS = in_state(State.accepted, expected_at=None)
CLOSED = in_state(State.closed, counsel="ann", disposition=Disposition.helped)
# By the event and the reason for which it is refused.
EXAMPLES: dict[tuple[type[CaseEvent], RefusalReason], list[Example]] = {
    (Assigned, RefusalReason.repeated): [(PROMISED, Assigned("ann", "desk"))],
    (Promised, RefusalReason.repeated): [(PROMISED, Promised("ann", NOW))],
    (Accepted, RefusalReason.not_admitted): [(WAITING, Accepted("stranger"))],
    (Assigned, RefusalReason.not_admitted): [
        (WAITING, Assigned("stranger", "desk")),
        (structs.replace(WAITING, need=Need.drill), Assigned("ann", "desk")),
    ],
    (Promised, RefusalReason.not_admitted): [(WAITING, Promised("stranger", NOW))],
    (Promised, RefusalReason.taken): [(HERS, Promised("bea", NOW))],
    (Retracted, RefusalReason.taken): [(HERS, Retracted())],
    (EntryRefused, RefusalReason.repeated): [
        (in_state(State.en_route, refused_at=NOW), EntryRefused("ann")),
    ],
    (Coerced, RefusalReason.repeated): [(structs.replace(WAITING, duress=True), Coerced())],
    (EnRoute, RefusalReason.not_yours): [(PROMISED, EnRoute("bea"))],
    (EntryRefused, RefusalReason.not_yours): [(PROMISED, EntryRefused("bea"))],
    (Arrived, RefusalReason.not_yours): [(PROMISED, Arrived("bea"))],
    (HandedBack, RefusalReason.not_yours): [(PROMISED, HandedBack("bea", ""))],
    (Closed, RefusalReason.not_yours): [(PROMISED, Closed(Disposition.helped, "bea", as_desk=False))],
}
# One for each line of NO_LINE, in its order.
NO_LINE_EXAMPLES: list[list[Example]] = [
    [
        (PROMISED, Accepted("ann")),
        (in_state(State.en_route), EnRoute("ann")),
        (in_state(State.arrived), Arrived("ann")),
        (in_state(State.desk), SentToDesk(DeskReason.nobody_left)),
        (CLOSED, Closed(Disposition.helped, "bea", as_desk=True)),
        (structs.replace(CLOSED, disposition=Disposition.cancelled), Cancelled()),
    ],
    [(CLOSED, Accepted("bea")), (CLOSED, Arrived("ann")), (CLOSED, Cancelled())],
    [(WAITING, EnRoute("ann")), (in_state(State.desk), HandedBack("ann", ""))],
    [
        (PROMISED, Accepted("bea")),
        (PROMISED, SentToDesk(DeskReason.plan_ended)),
        (in_state(State.arrived), Promised("bea", NOW)),
    ],
    [(in_state(State.arrived), EnRoute("ann")), (WAITING, Retracted())],
]


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.condition)
def test_a_guard_stands_against_what_the_table_allows(guard: Any) -> None:
    for kind in guard.events:
        for case, event in EXAMPLES[kind, guard.reason]:
            assert (case.state, kind) in TRANSITIONS
            assert apply(case, event, NOW) == Refusal(guard.reason, case.state)


def test_every_guard_has_an_example_and_every_example_a_guard() -> None:
    assert {(kind, guard.reason) for guard in GUARDS for kind in guard.events} == set(EXAMPLES)


@pytest.mark.parametrize("number", range(len(NO_LINE)))
def test_where_the_table_has_no_line_the_reason_is_the_one_given(number: int) -> None:
    _, reason = NO_LINE[number]
    for case, event in NO_LINE_EXAMPLES[number]:
        assert (case.state, type(event)) not in TRANSITIONS
        assert apply(case, event, NOW) == Refusal(reason, case.state)


def test_every_state_and_every_event_is_explained() -> None:
    assert set(STATE_MEANINGS) == set(State)
    assert set(CAUSES) == {kind for _, kind in TRANSITIONS}


def test_every_reason_of_a_refusal_is_on_the_page() -> None:
    page = state_diagram()
    assert [reason for reason in RefusalReason if f"`{reason}`" not in page] == []


def test_the_picture_has_every_line_of_the_table() -> None:
    page = state_diagram()
    for (source, _), target in TRANSITIONS.items():
        assert f"    {source} --> {target}: " in page
    assert {state for state in State if state not in OPEN} == {State.closed}


def test_the_page_in_the_docs_is_the_newest() -> None:
    page = Path(__file__).parents[2] / "docs" / "case-states.md"
    assert page.read_text("utf-8") == state_diagram()
