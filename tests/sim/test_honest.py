"""What the simulator must not make better than life: answers, cards, room, and how often is decided."""

from collections import Counter
from dataclasses import replace

import pytest
from msgspec import structs

from habeas.commands.settings import Settings
from habeas.core.actions import Decision
from habeas.core.board import Board
from habeas.core.board_events import AccessGiven, BoardEvent, OfferAccepted, OfferDeclined, Pressed
from habeas.core.states import locality
from habeas.core.time import MINUTE_MS, Millis
from habeas.core.visitors import shut_out
from habeas.sealed.sizes import COUNSEL_SLOTS
from habeas.sim.assumptions import Assumptions
from habeas.sim.day import drawn_day
from habeas.sim.knowledge import Knowledge
from habeas.sim.people import Lots
from habeas.sim.policies import policy
from habeas.sim.world import World
from tests.sim.play import A, no_time


def lots(a: Assumptions = A) -> Lots:
    return Lots(1, a, committed=False, briefing=False, teleport=False)


class Seen(World):
    """Keeps what was told to the core and when was decided."""

    def __init__(self, a: Assumptions, name: str = "pooled", scenario: str = "quiet") -> None:
        self.told: list[tuple[Millis, BoardEvent]] = []
        self.decided: list[tuple[Millis, Millis | None]] = []
        self.named: dict[tuple[str, tuple[str, ...]], list[Millis]] = {}
        day = drawn_day(scenario, a.scenarios[scenario], 1, a)
        how = policy(name, a, committed=False, briefing=False)
        super().__init__(day, how, Knowledge("exact", day.map, a.road), lots(a), no_time)

    def apply_stored(self, board_event: BoardEvent) -> bool:
        self.told.append((self.now, board_event))
        return super().apply_stored(board_event)

    def carried_out(self, _before: Board, decision: Decision, after: Board) -> None:
        self.decided.append((self.now, decision.wake_at))
        for case in after.cases.values():
            visitors = decision.visitors.get(locality(case), ())
            named = shut_out(case, visitors, self.policy.config.access_listed)
            self.named.setdefault((case.case_id, named), []).append(self.now)


def test_who_did_not_say_yes_at_a_place_mostly_says_so_again_whoever_is_asked_for() -> None:
    who = [f"l{n}" for n in range(1_000)]
    fresh = {one for one in who if lots().answer(one, 7, 1, 20.0, again=False).yes}
    again = {one for one in who if lots().answer(one, 7, 1, 20.0, again=True).yes}
    assert again < fresh
    assert len(again) / len(fresh) == pytest.approx(A.dispatch.repeat_accept_factor, abs=0.06)


def test_an_answer_is_drawn_by_place_and_how_often_she_was_asked_there() -> None:
    asked: Counter[tuple[str, int, int]] = Counter()

    class Counted(Lots):
        def answer(self, who: str, place: int, asked_before: int, minutes: float, *, again: bool):
            asked[who, place, asked_before] += 1
            assert again is False or asked_before > 0
            return super().answer(who, place, asked_before, minutes, again=again)

    world = Seen(A, scenario="busy")
    world.lots = Counted(1, A, committed=False, briefing=False, teleport=False)
    world.day = replace(world.day, ends_at=world.day.clients[0].pressed_at + 60 * MINUTE_MS)
    world.run()
    assert set(asked.values()) == {1}
    assert max(times for _, _, times in asked) > 0


def test_a_card_has_so_many_slots_for_who_is_on_duty_first() -> None:
    on, off = [f"on{n}" for n in range(20)], [f"off{n}" for n in range(20)]
    many, few = lots().slots("k", on, off), lots().slots("k", on[:5], off)
    assert len(many) == len(few) == A.slots
    assert many <= set(on)
    assert set(on[:5]) < few
    assert lots().slots("k", on[:5], []) == frozenset(on[:5])
    assert many != lots().slots("other", on, off)


def test_who_is_named_for_a_card_is_let_in_by_the_desk_a_moment_later() -> None:
    world = Seen(structs.replace(A, slots=2))
    world.run()
    pressed = [one.case for _, one in world.told if isinstance(one, Pressed)]
    assert {len(case.admitted) for case in pressed} == {2}
    let_in = [(at, one) for at, one in world.told if isinstance(one, AccessGiven)]
    assert let_in
    for at, one in let_in:
        lists = [(who, moments) for (case_id, who), moments in world.named.items() if case_id == one.case_id]
        assert any(at - 3_000 in moments for who, moments in lists if one.counsel <= set(who))


def test_the_numbers_of_the_service_are_those_of_the_service() -> None:
    service = {field.name: field.default for field in structs.fields(Settings)}
    assert (A.capacity, A.slots) == (service["capacity"], COUNSEL_SLOTS)


def test_nothing_is_decided_unless_something_happened_or_is_due() -> None:
    world = Seen(A)
    world.run()
    told, window = [at for at, _ in world.told], world.policy.window_ms
    for (before, wake_at), (now, _) in zip(world.decided, world.decided[1:], strict=False):
        step_index = any(before <= at <= now for at in told)
        assert step_index or (wake_at is not None and now >= wake_at)
        assert now - before >= window
    answers = [at for at, one in world.told if isinstance(one, OfferAccepted | OfferDeclined)]
    assert len(answers) > 10
