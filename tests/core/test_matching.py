"""Whom a decision rings, on random boards, against the plain rules taken one pair at a time."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from habeas.core.actions import MakeOffer
from habeas.core.apply_actions import apply_actions
from habeas.core.board import Board, Offer, OfferState
from habeas.core.config import Config
from habeas.core.decide import decide
from habeas.core.matching.case_search import search_of
from habeas.core.matching.live_offers import offers_at
from habeas.core.matching.panel import NO_COUNSEL, panel_of
from habeas.core.matching.places import Place
from habeas.core.matching.queues import PlaceQueue
from habeas.core.obstacles import Obstacle
from habeas.core.states import UNASSIGNED, State, place_key
from habeas.core.travel import minutes
from tests.core.boards import COUNSEL, boards
from tests.core.days import days
from tests.core.make import NOW, a_board, a_case, a_counsel, obstacles

# A counsel with an offer on her phone cannot be rung; that is no obstacle to the offer itself.
PASSING = {Obstacle.ringing}
ENTRY = round(Config().entry_minutes)


def offers(board: Board) -> list[Offer]:
    return [offer for offer in board.offers.values() if offer.state is OfferState.open]


def after(board: Board, now: int = NOW) -> Board:
    return apply_actions(board, decide(board, now).actions, now)


@given(boards())
def test_nobody_is_rung_who_may_not_be(board: Board) -> None:
    for action in decide(board, NOW).actions:
        if isinstance(action, MakeOffer):
            assert obstacles(board, board.cases[action.case_id], action.counsel, NOW) == ()


@given(boards())
def test_no_place_is_left_alone_while_somebody_could_be_rung_for_it(board: Board) -> None:
    settled = after(board)
    asked = {place_key(settled.cases[offer.case_id]) for offer in offers(settled)}
    for case in settled.cases.values():
        left = [one for one in settled.counsel.values() if not obstacles(settled, case, one.fingerprint, NOW)]
        assert not left or place_key(case) in asked


@given(boards(), st.integers(1, 3))
def test_one_phone_shows_no_more_than_it_may_and_no_case_asks_for_more_than_its_step(
    board: Board, each: int
) -> None:
    config = Config(offers_each=each)
    settled = apply_actions(board, decide(board, NOW, config).actions, NOW)
    assert decide(settled, NOW, config).actions == ()
    for who, shown in Counter(offer.counsel for offer in offers(settled)).items():
        one = settled.counsel[who]
        assert shown <= min(each, one.capacity - one.load)
    for case_id, asked in Counter(offer.case_id for offer in offers(settled)).items():
        case = settled.cases[case_id]
        assert asked <= case.plan.steps[case.step].at_once
    pairs = Counter((offer.case_id, offer.counsel) for offer in offers(settled))
    assert set(pairs.values()) <= {1}


@given(boards())
def test_who_speaks_the_language_is_asked_before_all_others(board: Board) -> None:
    settled = after(board)
    for offer in offers(settled):
        case, one = settled.cases[offer.case_id], settled.counsel[offer.counsel]
        if case.language not in one.languages:
            could = [c for c in settled.counsel.values() if not obstacles(settled, case, c.fingerprint, NOW)]
            assert not [c for c in could if case.language in c.languages]


@given(boards())
def test_every_offer_is_explained(board: Board) -> None:
    decision = decide(board, NOW)
    made = {action.offer_id: action for action in decision.actions if isinstance(action, MakeOffer)}
    assert set(decision.reasons) == set(made)
    for offer_id, why in decision.reasons.items():
        one = board.counsel[why.counsel]
        case = board.cases[made[offer_id].case_id]
        assert made[offer_id].counsel == why.counsel != why.next_best
        assert why.minutes == minutes(board.travel, one.area, case.area) + ENTRY
        assert why.value > 0
        assert (why.speaks, why.load) == (case.language in one.languages, one.load)


@given(boards(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(board: Board, chance: object) -> None:
    shuffled = a_board(_shuffled(board.cases, chance), _shuffled(board.counsel, chance))
    assert decide(shuffled, NOW) == decide(board, NOW)


def _shuffled(rows: object, chance: object) -> list:
    values = list(rows.values())  # type: ignore[attr-defined]
    chance.shuffle(values)  # type: ignore[attr-defined]
    return values


@given(boards())
@settings(max_examples=300)
def test_deciding_again_at_the_same_moment_adds_nothing(board: Board) -> None:
    assert decide(after(board), NOW).actions == ()


@given(st.one_of(boards(), days()), st.sampled_from((0, 40, 200)))
def test_beyond_the_budget_deciding_again_adds_nothing_either(board: Board, most: int) -> None:
    config = Config(most_looks=most)
    settled = apply_actions(board, decide(board, NOW, config).actions, NOW)
    assert decide(settled, NOW, config).actions == ()


@given(days(), st.frozensets(st.sampled_from(COUNSEL)))
def test_who_fits_is_the_same_one_by_one_and_all_together(board: Board, names: frozenset[str]) -> None:
    panel = panel_of(board, [], NOW, 1)
    for case in board.cases.values():
        assert panel.has_fit(names, case) == any(panel.fits(who, case) for who in names)


@given(st.one_of(boards(), days()), st.randoms(use_true_random=False))
def test_who_may_be_asked_for_a_queue_is_the_same_one_by_one_and_all_together(
    board: Board, chance: object
) -> None:
    live = offers_at(board, {case.case_id: case for case in board.cases.values()}, NOW)
    panel = panel_of(board, live.offers, NOW, 1)
    cases = [case for case in board.cases.values() if case.state in UNASSIGNED]
    searches = [search_of(case, live.by_case.get(case.case_id, []), panel, NOW) for case in cases]
    free = {who: 1 for who in panel.counsel if chance.random() < 0.7}  # type: ignore[attr-defined]
    asking = [search for search in searches if search.openings > 0]
    each = {who for search in asking for who in COUNSEL if search.may_ask(who, panel, free)}
    assert each == {who for search in asking for who in search.askable(panel, free)}
    assert each == PlaceQueue(Place("here", "centre"), searches, [], NO_COUNSEL).askable(panel, free)


@given(boards())
def test_the_names_for_resealing_are_those_whom_only_the_card_keeps_out(board: Board) -> None:
    settled = after(board)
    for case in settled.cases.values():
        for who in case.needs_access:
            against = set(obstacles(settled, case, who, NOW)) - PASSING - {Obstacle.full}
            assert against == {Obstacle.not_admitted}


def test_obstacles_are_named_for_the_desk() -> None:
    board = a_board(
        [a_case()],
        [
            a_counsel("ann"),
            a_counsel("bea", load=3),
            a_counsel("cleo", areas=frozenset({"north"}), duty_until=None),
            a_counsel("dora"),
        ],
    )
    board = after(board)
    case = board.cases["case"]
    assert obstacles(board, case, "ann", NOW) == (Obstacle.ringing,)
    assert obstacles(board, case, "bea", NOW) == (Obstacle.full,)
    assert obstacles(board, case, "cleo", NOW) == (Obstacle.off_duty, Obstacle.other_area)
    assert obstacles(board, case, "dora", NOW) == (Obstacle.not_admitted,)
    given_to_cleo = structs.replace(case, counsel="cleo", state=State.accepted)
    assert obstacles(board, given_to_cleo, "cleo", NOW)[0] is Obstacle.has_it
