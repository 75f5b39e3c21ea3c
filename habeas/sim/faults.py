"""Days on which things go wrong. After every step the promises of the house are looked at.

Answers are lost, late, repeated and out of order; phones die; the clock steps; the service restarts between
any two steps.
"""

from collections import Counter
from collections.abc import Callable
from random import Random

from msgspec import Struct

from habeas.core.board import LIVE, Board
from habeas.core.case import ASSIGNED, OPEN, UNASSIGNED, State
from habeas.core.decide import decide
from habeas.core.duty import on_duty
from habeas.core.events import DutySet, Happening, OfferAccepted, OfferDeclined, apply_event
from habeas.core.settle import apply_actions
from habeas.core.time import MINUTE_MS, SECOND_MS, Millis
from habeas.sim.day import Day
from habeas.sim.knowledge import Knowledge
from habeas.sim.people import Lots
from habeas.sim.policy import Policy
from habeas.sim.world import World

# Saves what changed between two boards; gives back the board as it would be after a restart.
Keeper = Callable[[Board, Board, Millis], None]
Restart = Callable[[Board], Board]


class Broken(Exception):
    """A promise of the house did not hold; the message says which and where."""


class Faults(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Chances: lost, late and repeated of an answer; died of a phone, on one day; restarted after a step.

    late_seconds: how late at most. steps: the clock is set anew so often in a day, by step_seconds at most.
    """

    lost: float = 0.05
    late: float = 0.15
    late_seconds: float = 300.0
    repeated: float = 0.15
    died: float = 0.1
    restarted: float = 0.02
    steps: int = 4
    step_seconds: float = 90.0


class FaultyWorld(World):
    """A world with faults. `saved` is told of every change, `restart` gives the board that was saved."""

    def __init__(self, day: Day, policy: Policy, knowledge: Knowledge, lots: Lots, faults: Faults) -> None:
        self._faults = faults
        self._chance = Random(f"faults|{day.name}|{day.seed}")
        self._skew: Millis = 0
        self._dead: dict[str, Millis] = {}
        self.restarts = self.steps = 0
        self.restart: Restart = _same
        self.saved: Keeper = _nowhere
        super().__init__(day, policy, knowledge, lots, lambda: 0.0)
        span = day.ends_at - day.clients[0].pressed_at
        for _ in range(faults.steps):
            self.at(day.clients[0].pressed_at + round(self._chance.random() * span), self._step_clock)
        for lawyer in day.lawyers:
            if self._chance.random() < faults.died:
                self._dead[lawyer.name] = day.clients[0].pressed_at + round(self._chance.random() * span)

    def clock(self) -> Millis:
        return self.now + self._skew

    def _step_clock(self) -> None:
        self._skew = round(self._chance.uniform(-1, 1) * self._faults.step_seconds * SECOND_MS)

    def say(self, moment: Millis, answer: OfferAccepted | OfferDeclined) -> None:
        """Lost, late, twice; and so out of order."""
        faults, chance = self._faults, self._chance
        if self._dead.get(answer.counsel, moment) < moment or chance.random() < faults.lost:
            return
        late = chance.random() < faults.late
        arrives = moment + (round(chance.random() * faults.late_seconds * SECOND_MS) if late else 0)
        super().say(arrives, answer)
        if chance.random() < faults.repeated:
            super().say(arrives + round(chance.random() * MINUTE_MS), answer)

    def happen(self, happening: Happening) -> bool:
        taken = super().happen(happening)
        if taken and not isinstance(happening, DutySet):
            again = apply_event(self.board, happening, self.clock())
            _must(not isinstance(again, Board), f"{happening} was taken twice")
        return taken

    def step_over(self) -> None:
        """Look at the promises, and sometimes die and come back."""
        self.steps += 1
        check(self.board, self.clock())
        if self._chance.random() < self._faults.restarted:
            self.restarts += 1
            self.board = self.restart(self.board)
            check(self.board, self.clock())

    def save(self, before: Board, after: Board) -> None:
        self.saved(before, after, self.clock())


def check(board: Board, now: Millis) -> None:
    """Raises Broken when one of the four promises of the house does not hold on this board."""
    for case in board.cases.values():
        if case.state in OPEN:
            awake = case.wake_at is not None or case.state is State.desk
            _must(awake, f"{case.case_id} neither wakes nor is at the desk")
        _must((case.state in ASSIGNED) == (case.counsel is not None), f"{case.case_id} is half assigned")
    _offers(board)
    held = Counter(case.counsel for case in board.cases.values() if case.state in ASSIGNED)
    loads = {who: one.load for who, one in board.counsel.items() if one.load}
    _must(loads == dict(held), "loads are not the assignments")
    _again(board, now)


def _offers(board: Board) -> None:
    live = [offer for offer in board.offers.values() if offer.state in LIVE]
    for offer in live:
        case = board.cases.get(offer.case_id)
        _must(case is not None and case.state in UNASSIGNED, f"a phone rings for {offer.case_id} in vain")
    phones = Counter(offer.counsel for offer in live)
    _must(all(rings == 1 for rings in phones.values()), "one phone shows several offers")


def _again(board: Board, now: Millis) -> None:
    """Deciding is repeatable, asks nobody who is off duty, and deciding again adds nothing."""
    decision = decide(board, now)
    after = apply_actions(board, decision.actions, now)
    _must(decide(after, now).actions == (), "deciding again adds something")
    for offer in after.offers.values():
        if offer.state in LIVE:
            _must(on_duty(after.counsel[offer.counsel], now), f"{offer.counsel} rings off duty")


def _must(holds: bool, what: str) -> None:
    if not holds:
        raise Broken(what)


def _same(board: Board) -> Board:
    return board


def _nowhere(_before: Board, _after: Board, _now: Millis) -> None:
    return None
