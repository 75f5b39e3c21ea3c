"""Days on which things go wrong, through the real database; and that what is broken is found."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec import structs

from habeas.cli import main
from habeas.core.actions import Decision, Promise, Retract
from habeas.core.apply import apply
from habeas.core.apply_actions import apply_actions
from habeas.core.board import Board, Offer
from habeas.core.board_events import OfferAccepted, OfferDeclined, OnCase, Pressed
from habeas.core.config import DEFAULT
from habeas.core.decide import decide
from habeas.core.states import Case, State
from habeas.core.time import HOUR_MS, Millis
from habeas.core.transitions import Accepted, Arrived, HandedBack, Promised
from habeas.sim.checks import Broken, PromiseAuditor, check, step
from habeas.sim.day import drawn_day
from habeas.sim.faults import Faults, FaultyWorld
from habeas.sim.knowledge import Knowledge
from habeas.sim.people import Lots
from habeas.sim.policies import policy
from tests.core.make import NOW, a_board, a_case, a_counsel, happened, offer_to, run
from tests.sim.play import A


def test_a_day_with_faults_and_restarts_keeps_every_promise() -> None:
    told = CliRunner().invoke(main, ["simulate", "faults", "quiet", "--seeds", "4"])
    assert told.exit_code == 0, told.output
    assert "every promise held" in told.output
    assert " 0 restarts" not in told.output


def test_a_promise_that_does_not_hold_prints_the_command_that_repeats_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def wrong(*_: Any) -> None:
        raise Broken("the sky fell")

    monkeypatch.setattr(PromiseAuditor, "after_decision", wrong)
    told = CliRunner().invoke(main, ["simulate", "faults", "quiet", "--seeds", "4"])
    assert told.exit_code == 1
    assert told.stderr == "seed 4: the sky fell\nrepeat it:  habeas simulate faults quiet --seeds 4\n"


class Ear(FaultyWorld):
    """Notes what arrives, and does nothing about it."""

    def __init__(self, **faults: float) -> None:
        day = drawn_day("quiet", A.scenarios["quiet"], 1, A)
        ways = policy("pooled", A, committed=False, briefing=False)
        lots = Lots(1, A, committed=False, briefing=False, teleport=False)
        nothing = {"lost": 0.0, "late": 0.0, "repeated": 0.0, "died": 0.0, "left": 0.0, "restarted": 0.0}
        given = Faults(**{**nothing, "steps": 0, **faults})
        super().__init__(day, ways, Knowledge("tag", day.map, A.road), lots, given)
        self.came: list[tuple[int, Millis]] = []

    def sent(self, send: Callable[..., None], times: int = 200) -> list[tuple[int, Millis]]:
        """(number, when it arrived) of so many messages, sent a second apart."""
        self._moments.clear()
        for number in range(times):
            self.at(number * 1_000, send, "k00000", lambda one: self.came.append((one, self.now)), number)
        self.run()
        return self.came


@pytest.mark.parametrize("way", ["by_phone", "of_case"])
def test_what_is_sent_comes_late_and_twice(way: str) -> None:
    ear = Ear(late=0.5, repeated=0.5)
    came = ear.sent(getattr(ear, way))
    assert {number for number, _ in came} == set(range(200))
    assert 250 < len(came) < 350
    assert max(at - number * 1_000 for number, at in came) > 100_000


def test_counsel_are_heard_out_of_order_and_persons_in_theirs() -> None:
    for way, in_order in (("by_phone", False), ("of_case", True)):
        ear = Ear(late=0.5)
        numbers = [number for number, _ in ear.sent(getattr(ear, way))]
        assert (numbers == sorted(numbers)) is in_order


def test_what_a_counsel_says_can_be_lost_and_what_a_person_says_cannot() -> None:
    ear = Ear(lost=0.5)
    assert 60 < len(ear.sent(ear.by_phone)) < 140
    ear = Ear(lost=0.5)
    assert len(ear.sent(ear.of_case)) == 200


def test_a_dead_phone_shows_and_says_nothing_more() -> None:
    ear = Ear(died=1.0)
    ear._dead.add("k00000")
    assert ear.sent(ear.by_phone) == []


def ringing() -> Board:
    board, _ = run(a_board([a_case()], [a_counsel("ann"), a_counsel("bea")]))
    check(board, NOW)
    return board


def test_a_case_that_never_wakes_is_found() -> None:
    board = ringing()
    asleep = structs.replace(board.cases["case"], wake_at=None)
    with pytest.raises(Broken, match="neither wakes"):
        check(structs.replace(board, cases={"case": asleep}), NOW)


def test_half_an_assignment_is_found() -> None:
    board = ringing()
    half = structs.replace(board.cases["case"], state=State.accepted)
    with pytest.raises(Broken, match="half assigned"):
        check(structs.replace(board, cases={"case": half}), NOW)


def test_a_phone_that_rings_in_vain_is_found() -> None:
    with pytest.raises(Broken, match="rings for case in vain"):
        check(structs.replace(ringing(), cases={}), NOW)


def test_too_many_phones_are_found() -> None:
    board = ringing()
    one = next(iter(board.offers.values()))
    more = {f"o{n}": structs.replace(one, offer_id=f"o{n}", counsel=f"c{n}") for n in range(4)}
    with pytest.raises(Broken, match="4 phones ring for case"):
        check(structs.replace(board, offers=more), NOW)


def test_wrong_loads_are_found() -> None:
    board = ringing()
    wrong = {**board.counsel, "bea": structs.replace(board.counsel["bea"], load=2)}
    with pytest.raises(Broken, match="loads"):
        check(structs.replace(board, counsel=wrong), NOW)


def test_a_change_of_two_versions_and_a_changed_plan_are_found() -> None:
    board = ringing()
    case = board.cases["case"]
    for changed, says in (({"version": case.version + 2}, "jumps"), ({"language": "uz"}, "another case")):
        after = structs.replace(case, **({"version": case.version + 1} | changed))
        with pytest.raises(Broken, match=says):
            step(board, structs.replace(board, cases={"case": after}))


def promised(case: Case, to: str, expected_at: Millis = NOW) -> Case:
    after = apply(case, Promised(to, expected_at), NOW)
    assert isinstance(after, Case)
    return structs.replace(after, wake_at=NOW + 1)


def judged(
    board: Board, action: Promise | Retract, after: Case, auditor: PromiseAuditor | None = None
) -> None:
    """As if the decision on this board were this one action, and led to this."""
    cases = {**board.cases, after.case_id: after}
    held = {who: sum(one.counsel == who for one in cases.values()) for who in board.counsel}
    team = {who: structs.replace(one, load=held[who]) for who, one in board.counsel.items()}
    auditor = auditor or PromiseAuditor(DEFAULT)
    auditor._action(board, action, structs.replace(board, cases=cases, counsel=team), NOW)
    decision = Decision(actions=(action,), reasons={}, wake_at=None, looks=0)
    auditor._full(board, decision, structs.replace(board, cases=cases, counsel=team))


def test_a_promise_to_who_cannot_open_the_card_is_found() -> None:
    board = a_board([a_case(admitted=["bea"])], [a_counsel("ann"), a_counsel("bea")])
    after = structs.replace(promised(board.cases["case"], "bea"), counsel="ann")
    with pytest.raises(Broken, match="cannot open the card"):
        judged(board, Promise("case", 1, "ann", NOW), after)


def test_a_promise_to_who_is_off_duty_or_full_is_found() -> None:
    for changed, says in (({"duty_until": NOW}, "off duty"), ({"capacity": 0}, "promised more")):
        board = a_board([a_case()], [a_counsel("ann", **changed)])
        with pytest.raises(Broken, match=says):
            judged(board, Promise("case", 1, "ann", NOW), promised(board.cases["case"], "ann"))


def test_a_promise_to_who_declined_or_handed_back_is_found_whatever_the_board_says() -> None:
    board = ringing()
    declined, auditor = OfferDeclined(offer_to(board, "ann"), "ann"), PromiseAuditor(DEFAULT)
    auditor.after_event(board, declined, happened(board, declined), NOW)
    with pytest.raises(Broken, match="has refused"):
        judged(board, Promise("case", 1, "ann", NOW), promised(board.cases["case"], "ann"), auditor)
    auditor = PromiseAuditor(DEFAULT)
    auditor.after_event(board, OnCase("case", HandedBack("ann", "other")), board, NOW)
    with pytest.raises(Broken, match="has refused"):
        judged(board, Promise("case", 1, "ann", NOW), promised(board.cases["case"], "ann"), auditor)


def test_a_retraction_that_the_person_does_not_see_is_found() -> None:
    board = a_board([promised(a_case(), "ann")], [a_counsel("ann")])
    with pytest.raises(Broken, match="told otherwise"):
        judged(board, Retract("case", 2), board.cases["case"])


def test_a_yes_that_counts_twice_or_late_or_for_nothing_is_found() -> None:
    board = ringing()
    yes = OfferAccepted(offer_to(board, "ann"), "ann")
    after = happened(board, yes)
    auditor = PromiseAuditor(DEFAULT)
    auditor.after_event(board, yes, after, NOW)
    with pytest.raises(Broken, match="counts twice"):
        auditor.after_event(board, yes, after, NOW)
    with pytest.raises(Broken, match="is late"):
        PromiseAuditor(DEFAULT).after_event(board, yes, after, NOW + HOUR_MS)
    with pytest.raises(Broken, match="does not have the case"):
        PromiseAuditor(DEFAULT).after_event(board, yes, structs.replace(board, offers={}), NOW)


def test_a_case_taken_from_who_took_it_herself_is_found() -> None:
    mine = apply(a_case(), Accepted("ann"), NOW)
    assert isinstance(mine, Case)
    board = a_board([mine], [a_counsel("ann")])
    with pytest.raises(Broken, match="taken from ann"):
        PromiseAuditor(DEFAULT)._check_own(board, structs.replace(mine, counsel="bea"))


def test_a_promise_that_outlives_the_limit_is_found_and_one_that_was_kept_is_not() -> None:
    case, late = promised(a_case(), "ann"), NOW + 5 * HOUR_MS
    with pytest.raises(Broken, match="who never came"):
        PromiseAuditor(DEFAULT)._overdue(case, late)
    PromiseAuditor(DEFAULT)._overdue(case, NOW + 3 * HOUR_MS)
    kept = apply(case, Arrived("ann"), NOW)
    assert isinstance(kept, Case)
    PromiseAuditor(DEFAULT)._overdue(kept, late)


def test_what_the_core_decides_passes() -> None:
    board = a_board([a_case()], [a_counsel("ann"), a_counsel("bea")])
    decision = decide(board, NOW)
    PromiseAuditor(DEFAULT).after_decision(board, decision, apply_actions(board, decision.actions, NOW), NOW)
    assert any(isinstance(offer, Offer) for offer in ringing().offers.values())
    pressed = happened(board, Pressed(a_case("other")))
    step(board, pressed)
