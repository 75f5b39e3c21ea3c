"""Whom a card should be resealed to, against the rule written plainly with sets."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from habeas.core.board import Board
from habeas.core.config import DEFAULT
from habeas.core.matching.cards import access
from habeas.core.matching.case_search import search_of
from habeas.core.matching.panel import Names, Panel, panel_of
from habeas.core.matching.rule import MatchInput
from habeas.core.matching.visitors import VisitorLists
from habeas.core.states import UNASSIGNED, Case
from tests.core.boards import COUNSEL
from tests.core.days import crowds, days
from tests.core.make import NOW, a_board, a_case, a_counsel

boards = st.one_of(days(), crowds())
some = st.frozensets(st.sampled_from(COUNSEL))


def panel_at(board: Board) -> Panel:
    return panel_of(board, [], NOW, 1)


def needed(case: Case, visitors: Names, panel: Panel, listed: int) -> tuple[str, ...]:
    """Nothing is cut short, and nothing is shared between cases."""
    shut_out = (visitors & panel.takers(case.area)) - case.admitted - case.ruled_out
    if len(panel.prospects(case)) >= case.plan.steps[-1].at_once:
        return tuple(sorted(shut_out)[:listed])
    known = frozenset(case.needs_access)
    holds = bool(known) and known <= panel.serving(case.area) - case.admitted
    if holds and shut_out <= known:
        return case.needs_access
    queue = panel.door_queue(case.area, case.language)
    others = [who for who in queue if who not in case.admitted | shut_out]
    return tuple([*sorted(shut_out), *others][:listed])


@given(boards, some, st.integers(0, 6), st.lists(st.sampled_from(COUNSEL), unique=True, max_size=6))
def test_the_list_for_resealing_is_the_plain_one(
    board: Board, visitors: Names, listed: int, named_before: list[str]
) -> None:
    panel = panel_at(board)
    for case in board.cases.values():
        if case.state in UNASSIGNED:
            named = structs.replace(case, needs_access=tuple(named_before))
            with_room = sorted(visitors & panel.takers(named.area))
            actions = access(named, panel.prospects(named), with_room, panel, listed)
            after = actions[0].counsel if actions else named.needs_access
            assert after == needed(named, visitors, panel, listed)
            assert len(actions) == (after != named.needs_access)


def test_who_comes_to_a_place_is_put_in_order_once_for_all_who_wait_there() -> None:
    cases = [a_case(name, now=NOW - number) for number, name in enumerate(("a", "b", "c"))]
    elsewhere = a_case("d", area="north")
    board = a_board([*cases, elsewhere], [a_counsel("bea"), a_counsel("ann"), a_counsel("full", load=3)])
    panel = panel_at(board)
    searches = [search_of(case, [], panel, NOW) for case in board.cases.values()]
    inputs = MatchInput(board, panel, searches, [], NOW, DEFAULT)
    lists = VisitorLists(inputs, {"centre": frozenset(board.counsel)})
    assert [lists.to(case).with_room for case in (*cases, elsewhere)] == [["ann", "bea"]] * 3 + [[]]
    assert lists.to(cases[0]) is lists.to(cases[1]) is lists.to(cases[2])
