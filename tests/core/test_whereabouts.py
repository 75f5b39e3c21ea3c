"""Where people are taken to be of whom no tag says it."""

from msgspec import structs

from habeas.core.actions import MakeOffer, Promise
from habeas.core.states import Case, State
from habeas.core.time import MINUTE_MS
from habeas.core.whereabouts import case_places
from tests.core.make import NOW, a_board, a_case, a_counsel, only, run


def held(name: str, minutes_ago: int, tag: str | None, **changed: object) -> Case:
    """Of Ann's, who is on her way to it unless said otherwise."""
    case = structs.replace(a_case(name), counsel="ann", state=State.en_route, place_tag=tag)
    return structs.replace(case, accepted_at=NOW - minutes_ago * MINUTE_MS, **changed)


def waits(name: str, tag: str | None = None, area: str = "centre") -> Case:
    return structs.replace(a_case(name, ["ann"], area=area), place_tag=tag)


INSIDE = held("inside", 60, None, state=State.arrived, arrived_at=NOW - 10 * MINUTE_MS)


def test_counsel_is_where_she_went_first_of_those_who_are_left_in_the_area() -> None:
    others = [held("late", 20, "there"), held("first", 50, "here")]
    assert case_places([INSIDE, *others])["inside"] == "here"


def test_another_area_and_other_counsel_say_nothing_of_where_she_is() -> None:
    far = held("far", 50, "far", area="north")
    others = [held("hers", 50, tag, counsel=who) for tag, who in (("here", "bea"), ("there", "cleo"))]
    assert case_places([INSIDE, far, *others])["inside"] == "centre"


def test_who_is_inside_is_at_the_only_tag_of_the_area_and_who_waits_is_nowhere_by_a_guess() -> None:
    others = [waits("new"), waits("old", "here"), waits("far", "far", "north")]
    places = case_places([INSIDE, *others])
    assert (places["inside"], places["new"]) == ("here", "centre")
    assert case_places([INSIDE, *others, waits("other", "there")])["inside"] == "centre"


def test_who_is_inside_serves_who_waits_where_others_are_promised_to_her() -> None:
    promised = held("first", 50, "here", expected_at=NOW)
    board = a_board(
        [INSIDE, promised, waits("new", "here"), waits("else", "there")], [a_counsel("ann", load=2)]
    )
    assert [one.case_id for one in only(Promise, run(board)[1])] == ["new"]


def test_whoever_is_free_is_asked_for_a_press_that_nobody_has_looked_at_yet() -> None:
    new = structs.replace(waits("new"), admitted=frozenset({"ann", "bea"}))
    team = [a_counsel("ann", load=1, capacity=1), a_counsel("bea")]
    asked = only(MakeOffer, run(a_board([held("first", 10, "here"), new], team))[1])
    assert [(one.case_id, one.counsel) for one in asked] == [("new", "bea")]
