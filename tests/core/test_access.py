"""The table of access, checked cell by cell against a second writing of it."""

from itertools import product

import pytest
from msgspec import structs

from habeas.core.access import GRANTS, Action, Relation, Role, Verdict, counsel_relation, is_allowed, judge
from habeas.core.states import State
from tests.core.make import a_case

PUBLIC = """health organisation roster directory duty_list press arm leave_words wipe
wanted_work send_work use_voucher leave_voucher"""
LOGIN = "enrol_options enrol login_options login"
PERSON = "status person_live cancel person_messages person_post person_give_key"
MEMBER = "me logout"
ANSWER = "shown accept decline"
DESK = """group_key board desk_live case_detail story open_file audit assign reseal place_tag open_words
desk_give_key sightings sight access_log write_access desk_close suspensions suspend close_many"""
COUNSEL = "group_key counsel_view counsel_live set_duty"
CASE = "sealed progress hand_back counsel_close counsel_messages counsel_post"

# Written by role and relation in full, without the table's adding up.
EXPECTED = {
    (Role.person, Relation.owner): f"{PERSON} check_in extend change_words drop_words",
    (Role.pending, None): MEMBER,
    (Role.counsel, None): f"{MEMBER} {COUNSEL}",
    (Role.counsel, Relation.offered): f"{ANSWER} card",
    (Role.counsel, Relation.asked): f"{ANSWER} progress hand_back counsel_close",
    (Role.counsel, Relation.keeper): "counsel_give_key",
    (Role.counsel, Relation.asked_keeper): f"{ANSWER} progress hand_back counsel_close counsel_give_key",
    (Role.counsel, Relation.assigned): f"{ANSWER} {CASE} counsel_tag",
    (Role.desk, None): f"{MEMBER} {DESK}",
    (Role.drill, None): "counsel_view counsel_live",
    (Role.drill, Relation.offered): "shown card accept decline",
    (Role.drill, Relation.assigned): "sealed progress counsel_close counsel_messages counsel_post",
}


def expected(role: Role, relation: Relation) -> set[str]:
    words = [PUBLIC, LOGIN, EXPECTED.get((role, None), ""), EXPECTED.get((role, relation), "")]
    return set(" ".join(words).split())


@pytest.mark.parametrize(("role", "relation"), list(product(Role, Relation)))
def test_each_cell_is_as_expected(role: Role, relation: Relation) -> None:
    granted = {action.name for action in Action if is_allowed(role, relation, action)}
    assert granted == expected(role, relation)


def test_every_route_is_granted_to_somebody_and_named_once() -> None:
    assert set().union(*GRANTS.values()) == set(Action)
    assert len({action.value for action in Action}) == len(Action.__members__)


@pytest.mark.parametrize(("role", "relation"), list(product(Role, Relation)))
def test_a_refusal_tells_no_more_than_the_role_may_know(role: Role, relation: Relation) -> None:
    roles_own = set().union(*(expected(role, other) for other in Relation))
    for action in Action:
        verdict = judge(role, relation, action)
        if action.name in expected(role, relation):
            assert verdict is Verdict.allowed
        elif role is Role.anyone:
            assert verdict is Verdict.unknown_asker
        else:
            assert verdict is (Verdict.hidden if action.name in roles_own else Verdict.forbidden)


def test_nobody_but_the_assigned_counsel_and_the_desk_can_reach_a_file() -> None:
    may = {
        (role, action)
        for role, relation, action in product(Role, Relation, Action)
        if action in {Action.sealed, Action.open_file} and is_allowed(role, relation, action)
    }
    # The drill counsel reaches those of drills: it is asked for nothing else.
    assert may == {
        (Role.counsel, Action.sealed),
        (Role.drill, Action.sealed),
        (Role.desk, Action.open_file),
    }
    assert not is_allowed(Role.counsel, Relation.offered, Action.sealed)


@pytest.mark.parametrize(
    ("state", "counsel", "open_offer", "had_offer", "relation"),
    [
        (State.waiting, None, False, False, Relation.none),
        (State.waiting, None, True, True, Relation.offered),
        (State.desk, None, False, True, Relation.asked),
        (State.accepted, "ann", False, True, Relation.assigned),
        (State.en_route, "ann", False, False, Relation.assigned),
        (State.arrived, "ann", True, True, Relation.assigned),
        (State.arrived, "bea", False, True, Relation.asked),
        (State.closed, "ann", False, True, Relation.asked),
        (State.closed, "ann", False, False, Relation.asked),
        (State.closed, "bea", False, False, Relation.none),
    ],
)
def test_the_strongest_relation_wins_and_a_closed_case_is_nobodys(
    state: State, counsel: str | None, open_offer: bool, had_offer: bool, relation: Relation
) -> None:
    case = structs.replace(a_case(), state=state, counsel=counsel)
    found = counsel_relation(case, "ann", has_open_offer=open_offer, had_offer=had_offer)
    assert found is relation


def test_who_handed_a_case_back_is_told_so_and_shown_nothing() -> None:
    case = structs.replace(a_case(), ruled_out=frozenset({"ann"}))
    relation = counsel_relation(case, "ann", has_open_offer=False, had_offer=False)
    assert relation is Relation.asked
    assert not is_allowed(Role.counsel, relation, Action.card)
