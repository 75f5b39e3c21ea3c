"""Whom a card should be resealed to, against the rule written plainly with sets."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from habeas.core.apply_actions import apply_actions
from habeas.core.board import Board
from habeas.core.config import DEFAULT
from habeas.core.decide import decide
from habeas.core.matching.access_list import list_access
from habeas.core.matching.case_search import search_of
from habeas.core.matching.company import Company
from habeas.core.matching.panel import CounselSet, Panel, panel_of
from habeas.core.matching.rule import MatchInput
from habeas.core.states import UNASSIGNED, Case, Locality, State, locality
from habeas.core.visitors import shut_out
from tests.core.boards import COUNSEL
from tests.core.days import crowds, days
from tests.core.make import NOW, a_board, a_case, a_counsel

boards = st.one_of(days(), crowds())
some = st.frozensets(st.sampled_from(COUNSEL))
lists = st.lists(st.sampled_from(COUNSEL), unique=True, max_size=6).map(tuple)


def panel_at(board: Board) -> Panel:
    return panel_of(board, [], NOW, 1)


def needed(case: Case, panel: Panel, listed: int) -> tuple[str, ...]:
    """The case's own list: nothing is cut short."""
    if len(panel.prospects(case)) >= case.plan.steps[-1].at_once:
        return ()
    before = frozenset(case.needs_access)
    if before and before <= panel.servers(case.area) - case.admitted:
        return case.needs_access
    queue = panel.door_queue(case.area, case.language)
    return tuple([who for who in queue if who not in case.admitted][:listed])


@given(boards, st.integers(0, 6), lists)
def test_the_list_of_a_case_is_the_plain_one(board: Board, listed: int, named: tuple[str, ...]) -> None:
    panel = panel_at(board)
    for one in board.cases.values():
        case = structs.replace(one, needs_access=named)
        actions = list_access(case, panel.prospects(case), panel, listed)
        after = actions[0].counsel if actions else named
        assert after == needed(case, panel, listed)
        assert len(actions) == (after != named)


@given(boards, some, st.integers(0, 6), lists)
def test_who_visits_comes_before_who_is_named_and_nobody_twice(
    board: Board, visitors: CounselSet, listed: int, named: tuple[str, ...]
) -> None:
    for one in board.cases.values():
        case = structs.replace(one, needs_access=named)
        first = sorted(visitors - case.admitted - case.ruled_out)
        others = [who for who in named if who not in {*first[:listed], *case.admitted}]
        plain = [*first[:listed], *others][:listed] if case.state in UNASSIGNED else []
        assert list(shut_out(case, sorted(visitors), listed)) == plain


@given(boards)
def test_visitors_are_told_of_every_place_where_somebody_waits_and_of_no_other(board: Board) -> None:
    decision = decide(board, NOW)
    after = apply_actions(board, decision.actions, NOW)
    waiting = {locality(case) for case in after.cases.values() if case.state in UNASSIGNED}
    assert decision.visitors.keys() == waiting
    for where, names in decision.visitors.items():
        assert list(names) == sorted(set(names))
        assert panel_at(board).servers(where.area).issuperset(names)


def test_who_visits_is_told_by_place_and_area_and_without_those_who_are_full() -> None:
    cases = [a_case("a"), a_case("b"), structs.replace(a_case("c", area="north"), place_tag="centre-tag")]
    board = a_board(cases, [a_counsel("bea"), a_counsel("ann"), a_counsel("full", load=3)])
    panel = panel_at(board)
    searches = [search_of(case, [], panel, NOW) for case in cases]
    inputs = MatchInput(board, panel, searches, [], NOW, DEFAULT)
    company = Company(inputs, {"centre": frozenset(board.counsel)})
    assert company.visitors() == {
        Locality("centre", "centre"): ["ann", "bea"],
        Locality("centre-tag", "north"): [],
    }


def test_of_a_case_that_somebody_has_nobody_is_let_into_the_card() -> None:
    assert shut_out(a_case(admitted=["ann"]), ["ann", "bea"], 14) == ("bea",)
    taken = structs.replace(a_case(admitted=["ann"]), state=State.accepted, counsel="ann")
    assert shut_out(taken, ["ann", "bea"], 14) == ()
