"""The work of deciding on the worst day: counted, not timed, so that every machine says the same."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from msgspec import structs

from habeas.core.actions import NeedsAccess
from habeas.core.apply_actions import apply_actions
from habeas.core.board import Board
from habeas.core.config import Config
from habeas.core.decide import decide
from habeas.core.states import Urgency
from tests.core.make import NOW, a_board, a_case, a_counsel, asked_now, only

COUNSEL = 200
# Three places, the nearest counsel to each, in as many rounds as it takes until all phones ring.
MOST_MATCHED = 3 * Config().nearest * -(-COUNSEL // (3 * Config().newcomers))
SLOTS = 17
AREAS = ("north", "centre", "south")
PRESSING = tuple(Urgency)


def a_day(cases: int, on_duty: bool = True, slots: int = SLOTS) -> Board:
    """Cases over three areas, each card open to the next few counsel and never to all."""
    names = [f"c{number:03}" for number in range(COUNSEL)]
    team = [
        a_counsel(name, area=AREAS[number % 3], duty_until=NOW + 1_000_000 if on_duty else None)
        for number, name in enumerate(names)
    ]
    some = [
        a_case(
            f"k{number:05}",
            admitted=[names[(number * 7 + step) % COUNSEL] for step in range(slots)],
            area=AREAS[number % 3],
            urgency=PRESSING[number % 3],
            now=NOW - number,
        )
        for number in range(cases)
    ]
    return a_board(some, team)


def settled(board: Board) -> Board:
    return apply_actions(board, decide(board, NOW).actions, NOW)


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of the core run: a measure of work that no other load disturbs."""
    count = 0

    def local(_frame: FrameType, event: str, _arg: object) -> object:
        nonlocal count
        count += event == "line"
        return local

    def enter(frame: FrameType, _event: str, _arg: object) -> object:
        return local if "/habeas/core/" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("cases", [500, 2_000])
def test_a_case_weighs_no_more_counsel_than_its_card_has_slots(cases: int) -> None:
    decision = decide(a_day(cases), NOW)
    assert len(asked_now(decision.actions)) == COUNSEL
    # And the matching no more than the nearest of each place, in each of its rounds.
    assert decision.looks <= cases * SLOTS + MOST_MATCHED


def test_naming_counsel_for_resealing_stops_at_its_limit() -> None:
    decision = decide(a_day(2_000, slots=2), NOW)
    assert len(only(NeedsAccess, decision.actions)) == 2_000
    assert decision.looks <= 2_000 * (SLOTS + Config().access_listed)


@pytest.mark.parametrize("on_duty", [True, False])
def test_twice_the_cases_are_twice_the_work(on_duty: bool) -> None:
    one, two = a_day(1_000, on_duty), a_day(2_000, on_duty)
    assert lines_run(lambda: decide(two, NOW)) <= 2.1 * lines_run(lambda: decide(one, NOW))


@pytest.mark.parametrize("slots", [SLOTS, COUNSEL])
def test_the_rounds_of_one_crowded_place_end_soon_beyond_the_budget(slots: int) -> None:
    """Whoever is free is needed there: few offers a round would be many rounds over all who wait."""
    board = a_day(600, slots=slots)
    cases = {name: structs.replace(case, area="centre") for name, case in board.cases.items()}
    board = structs.replace(board, cases=cases)
    fine, coarse = Config(most_looks=10**9), Config(most_looks=2_000)
    asked = len(asked_now(decide(board, NOW, coarse).actions))
    assert asked == len(asked_now(decide(board, NOW, fine).actions)) == COUNSEL
    spent = lines_run(lambda: decide(board, NOW, coarse))
    assert spent <= lines_run(lambda: decide(board, NOW, fine)) / 2


def test_who_can_open_many_cards_is_not_looked_at_for_each_anew() -> None:
    few, all_of_them = a_day(600), a_day(600, slots=COUNSEL)
    assert lines_run(lambda: decide(all_of_them, NOW)) <= 2 * lines_run(lambda: decide(few, NOW))


def test_when_nobody_is_free_nothing_is_matched() -> None:
    board = settled(a_day(2_000))
    decision = decide(board, NOW + 1_000)
    assert (decision.actions, decision.looks) == ((), 2_000 * SLOTS)
    # A case that only waits costs some dozens of lines, however many counsel there are.
    assert lines_run(lambda: decide(board, NOW + 1_000)) <= 2_000 * 160


def test_with_nobody_on_duty_nobody_is_weighed() -> None:
    board = settled(a_day(2_000, on_duty=False))
    decision = decide(board, NOW + 1_000)
    assert (decision.actions, decision.looks) == ((), 0)
