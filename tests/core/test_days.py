"""What holds of a decision on any board in the middle of a day."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from habeas.core.actions import MakeOffer, NeedsAccess, Promise, Retract, TakeHeld
from habeas.core.apply_actions import apply_actions
from habeas.core.board import LIVE, Board, changes, without_ended
from habeas.core.decide import decide
from habeas.core.duty import on_duty
from habeas.core.matching.panel import Panel
from habeas.core.matching.rule import DecisionCache
from habeas.core.states import ASSIGNED, OPEN, UNASSIGNED, State
from habeas.core.time import HOUR_MS, Millis
from tests.core.days import crowds, days
from tests.core.make import NOW, a_board, a_case, a_counsel, only

boards = st.one_of(days(), crowds())


@given(boards, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(board: Board, chance: Any) -> None:
    rows = {name: list(getattr(board, name).items()) for name in ("cases", "counsel", "offers")}
    for some in rows.values():
        chance.shuffle(some)
    shuffled = structs.replace(board, **{name: dict(some) for name, some in rows.items()})
    assert decide(shuffled, NOW) == decide(board, NOW)


@given(boards)
def test_nobody_is_asked_or_promised_who_is_off_duty_or_said_no_or_cannot_open_the_card(board: Board) -> None:
    for action in decide(board, NOW).actions:
        if isinstance(action, MakeOffer | Promise):
            case = board.cases[action.case_id]
            assert on_duty(board.counsel[action.counsel], NOW)
            assert action.counsel in case.admitted - case.ruled_out


@given(boards)
def test_a_client_is_given_to_one_counsel_once(board: Board) -> None:
    actions = decide(board, NOW).actions
    given_ = [action.case_id for action in actions if isinstance(action, TakeHeld | Promise | Retract)]
    assert len(given_) == len(set(given_))
    after = apply_actions(board, actions, NOW)
    for case in after.cases.values():
        assert (case.counsel is not None) is (case.state in ASSIGNED)
    live = [after.cases[o.case_id].state in UNASSIGNED for o in after.offers.values() if o.state in LIVE]
    assert all(live)


@given(boards)
def test_what_a_counsel_took_herself_is_hers(board: Board) -> None:
    after = apply_actions(board, decide(board, NOW).actions, NOW)
    for name, case in board.cases.items():
        if case.state in ASSIGNED and case.expected_at is None:
            assert after.cases[name].counsel == case.counsel


@given(boards)
def test_nobody_is_given_more_than_she_takes_but_for_who_is_served_sooner(board: Board) -> None:
    actions = decide(board, NOW).actions
    new = Counter(a.counsel for a in only(Promise, actions) if board.cases[a.case_id].state in UNASSIGNED)
    for who, number in new.items():
        freed = sum(board.cases[a.case_id].counsel == who for a in only(Retract, actions))
        assert number <= max(0, board.counsel[who].capacity - board.counsel[who].load + freed)


@given(boards)
def test_what_has_ended_leaves_the_board_whether_or_not_its_changes_are_known(board: Board) -> None:
    before = without_ended(board)
    after = apply_actions(before, decide(before, NOW).actions, NOW)
    assert without_ended(after, changes(before, after)) == without_ended(after)
    assert all(case.state in OPEN for case in without_ended(after).cases.values())
    assert all(offer.state in LIVE for offer in without_ended(after).offers.values())


class _Forgetful(DecisionCache):
    """Every round works out everything."""

    def keep_for(self, panel: Panel) -> None:
        del panel
        for part in (self.searches, self.journeys, self.agendas, self.weights):
            part.clear()


@given(boards)
def test_what_is_known_from_an_earlier_round_changes_nothing(board: Board) -> None:
    told = decide(board, NOW)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("habeas.core.matching.rounds.DecisionCache", _Forgetful)
        assert decide(board, NOW) == told


@given(st.lists(st.tuples(boards, st.integers(0, 3 * HOUR_MS)), min_size=1, max_size=3))
def test_what_is_known_from_earlier_decisions_changes_nothing(days: list[tuple[Board, Millis]]) -> None:
    """Of the same board a little later, and of another one in which the same names mean other cases."""
    cache, now = DecisionCache(), NOW
    for start, passed in days:
        board = start
        for _ in range(3):
            decision = decide(board, now)
            # The second time nothing of the first has been written.
            assert [decide(board, now, cache=cache) for _ in range(2)] == [decision] * 2
            board, now = apply_actions(board, decision.actions, now), now + passed


def test_a_settled_case_hears_of_who_serves_its_area_from_now_on() -> None:
    """Who holds a slot is asked, who holds none is named, and both again while that is not written."""
    cache, now = DecisionCache(), NOW
    ann = a_counsel("ann", areas=frozenset({"centre"}))
    board = a_board([a_case(admitted=["ann"], area="north")], [ann])
    for _ in range(3):
        board = apply_actions(board, decide(board, now, cache=cache).actions, now)
    assert [case.state for case in board.cases.values()] == [State.desk]
    bea = a_counsel("bea", areas=frozenset({"north"}))
    joined = structs.replace(board, counsel={"ann": ann, "bea": bea})
    for _ in range(2):
        actions = decide(joined, now, cache=cache).actions
        assert [action.counsel for action in only(NeedsAccess, actions)] == [("bea",)]
    moved = structs.replace(board, counsel={"ann": structs.replace(ann, areas=frozenset({"north"}))})
    assert [offer.counsel for offer in only(MakeOffer, decide(moved, now, cache=cache).actions)] == ["ann"]
