"""Days on which things go wrong. After every step the promises of the house are looked at (checks.py).

All that goes between people and the service may be late, repeated and out of order. What a counsel's phone
shows or says may also be lost, and all of it once the phone is dead; a person's phone and a desk page say
things until they are acknowledged. Counsel go home early, the clock steps, the service restarts.
"""

from collections.abc import Callable
from random import Random
from typing import Any

from msgspec import Struct

from habeas.core.actions import Decision
from habeas.core.board import Board
from habeas.core.board_events import BoardEvent, DutySet, apply_event
from habeas.core.time import MINUTE_MS, SECOND_MS, Millis
from habeas.sim.checks import PromiseAuditor, check, must, step
from habeas.sim.day import Day
from habeas.sim.knowledge import Knowledge
from habeas.sim.people import Lots
from habeas.sim.policy import Policy
from habeas.sim.world import World

# Saves what changed between two boards; gives back the board as it would be after a restart.
Keeper = Callable[[Board, Board, Millis], None]
Restart = Callable[[Board], Board]


class Faults(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Chances: lost, late and repeated of all that is sent; restarted after a step; on one day,
    died of a phone and left of a counsel.

    late_seconds: how late at most. steps: the clock is set anew so often in a day, by step_seconds at most.
    """

    lost: float = 0.05
    late: float = 0.15
    late_seconds: float = 300.0
    repeated: float = 0.15
    died: float = 0.1
    left: float = 0.1
    restarted: float = 0.02
    steps: int = 4
    step_seconds: float = 90.0


class FaultyWorld(World):
    """A world with faults. `saved` is told of every change, `restart` gives the board that was saved."""

    def __init__(self, day: Day, policy: Policy, knowledge: Knowledge, lots: Lots, faults: Faults) -> None:
        self._faults = faults
        self._chance = Random(f"faults|{day.name}|{day.seed}")
        self._skew: Millis = 0
        self._dead: set[str] = set()
        self._acknowledged: dict[str, Millis] = {}
        self._auditor = PromiseAuditor(policy.config)
        self.restarts = self.steps = 0
        self.restart: Restart = _same
        self.saved: Keeper = _nowhere
        super().__init__(day, policy, knowledge, lots, lambda: 0.0)
        for _ in range(faults.steps):
            self.at(self._sometime(), self._step_clock)
        for lawyer in day.lawyers:
            if self._chance.random() < faults.died:
                self.at(self._sometime(), self._dead.add, lawyer.name)
            if self._chance.random() < faults.left:
                self.at(self._sometime(), self.streets.leave, lawyer.name)

    def clock(self) -> Millis:
        return self.now + self._skew

    def _sometime(self) -> Millis:
        begins = self.day.clients[0].pressed_at
        return begins + round(self._chance.random() * (self.day.ends_at - begins))

    def _step_clock(self) -> None:
        self._skew = round(self._chance.uniform(-1, 1) * self._faults.step_seconds * SECOND_MS)

    def by_phone(self, who: str, act: Callable[..., object], *args: Any) -> None:
        if who not in self._dead and self._chance.random() >= self._faults.lost:
            self._carry(self.now + self._delay(), act, args)

    def of_case(self, case_id: str, act: Callable[..., object], *args: Any) -> None:
        arrives = max(self.now + self._delay(), self._acknowledged.get(case_id, 0))
        self._acknowledged[case_id] = arrives
        self._carry(arrives, act, args)

    def _delay(self) -> Millis:
        late = self._chance.random() < self._faults.late
        return round(self._chance.random() * self._faults.late_seconds * SECOND_MS) if late else 0

    def _carry(self, arrives: Millis, act: Callable[..., object], args: tuple[Any, ...]) -> None:
        """Once or twice; what is delayed by chance is out of order by chance."""
        self.at(arrives, act, *args)
        if self._chance.random() < self._faults.repeated:
            self.at(arrives + round(self._chance.random() * MINUTE_MS), act, *args)

    def refused(self, board_event: BoardEvent) -> None:
        """What is late, repeated or out of order ends here."""

    def apply_stored(self, board_event: BoardEvent) -> bool:
        before = self.board
        taken = super().apply_stored(board_event)
        if taken:
            self._auditor.after_event(before, board_event, self.board, self.clock())
        if taken and not isinstance(board_event, DutySet):
            again = apply_event(self.board, board_event, self.clock())
            must(not isinstance(again, Board), f"{board_event} was taken twice")
        return taken

    def carried_out(self, before: Board, decision: Decision, after: Board) -> None:
        self._auditor.after_decision(before, decision, after, self.clock())

    def step_over(self) -> None:
        """Look at the promises, and sometimes die and come back."""
        self.steps += 1
        check(self.board, self.clock(), self.policy.config)
        if self._chance.random() < self._faults.restarted:
            self.restarts += 1
            kept, self.board = self.board, self.restart(self.board)
            must(kept == self.board, "a restart has changed the board")

    def save(self, before: Board, after: Board) -> None:
        step(before, after)
        self.saved(before, after, self.clock())


def _same(board: Board) -> Board:
    return board


def _nowhere(_before: Board, _after: Board, _now: Millis) -> None:
    return None
