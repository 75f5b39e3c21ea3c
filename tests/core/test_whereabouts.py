"""Where counsel is, of a client whose place is not kept any more."""

from msgspec import structs

from habeas.core.actions import Promise
from habeas.core.states import Case, State
from habeas.core.time import MINUTE_MS
from habeas.core.whereabouts import counsel_places
from tests.core.make import NOW, a_board, a_case, a_counsel, only, run


def held(name: str, minutes_ago: int, **changed: object) -> Case:
    """Of Ann's; on her way to it unless said otherwise."""
    case = structs.replace(a_case(name), counsel="ann", state=State.en_route)
    return structs.replace(case, accepted_at=NOW - minutes_ago * MINUTE_MS, **changed)


def promised(name: str, minutes_ago: int, tag: str, **changed: object) -> Case:
    return held(name, minutes_ago, place_tag=tag, expected_at=NOW, **changed)


INSIDE = held("inside", 60, state=State.arrived, arrived_at=NOW - 10 * MINUTE_MS)


def test_she_is_where_others_of_the_area_were_promised_to_her_first() -> None:
    others = [promised("late", 20, "there"), promised("first", 50, "here")]
    assert counsel_places([INSIDE, *others]) == {"inside": "here", "late": "there", "first": "here"}


def test_whom_she_took_herself_or_has_elsewhere_says_nothing_of_where_she_is() -> None:
    taken, elsewhere = held("taken", 50, place_tag="there"), promised("far", 50, "far", area="north")
    assert counsel_places([INSIDE, taken, elsewhere])["inside"] == "centre"


def test_who_is_inside_serves_who_waits_where_others_are_promised_to_her() -> None:
    newcomer = a_case("new", ["ann"], now=NOW - 5 * MINUTE_MS)
    cases = [INSIDE, promised("first", 50, "here"), structs.replace(newcomer, place_tag="here")]
    board = a_board(cases, [a_counsel("ann", load=2)])
    given = [one for one in only(Promise, run(board)[1]) if one.case_id == "new"]
    assert [one.counsel for one in given] == ["ann"]
