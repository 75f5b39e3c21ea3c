"""Who looks at cards, where a place is tagged only once a human has looked: the desk in turn, and counsel."""

from collections import deque
from typing import TYPE_CHECKING

from habeas.core.board_events import PlaceTagged
from habeas.core.states import Case, State
from habeas.core.time import SECOND_MS

if TYPE_CHECKING:
    from habeas.sim.world import World


class Looks:
    """The room of dispatchers opens one card after the other, the oldest that nobody has looked at yet."""

    def __init__(self, world: "World", desk_look_seconds: float) -> None:
        self._world = world
        self._pace_ms = round(desk_look_seconds * SECOND_MS)
        self._waiting: deque[str] = deque()

    def expect(self, case_id: str) -> None:
        """A case has come."""
        if self._pace_ms:
            self._waiting.append(case_id)
            if len(self._waiting) == 1:
                self._world.at(self._world.now + self._pace_ms, self._look_next)

    def follow(self, case: Case) -> None:
        """Counsel has read the card of whom she took herself, or sets out for."""
        accepted = case.state is State.accepted and case.expected_at is None
        if (accepted or case.state is State.en_route) and case.place_tag is None:
            self._world.at(self._world.now + SECOND_MS, self._look, case.case_id)

    def _look_next(self) -> None:
        while self._waiting and not self._look(self._waiting.popleft()):
            pass
        if self._waiting:
            self._world.at(self._world.now + self._pace_ms, self._look_next)

    def _look(self, case_id: str) -> bool:
        """Whether there was anything to look at."""
        world = self._world
        case = world.board.cases.get(case_id)
        if case is None or case.place_tag is not None or case.state is State.arrived:
            return False
        tag = world.knowledge.tag(world.streets.place_of(case_id))
        world.of_case(case_id, world.apply_stored, PlaceTagged(case_id, tag))
        return True
