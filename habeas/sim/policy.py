"""A policy: a rule of matching with the plan, the numbers and the habits that go with it."""

from dataclasses import dataclass

from habeas.core.config import Config
from habeas.core.matching import Rule
from habeas.core.plan import Plan, Step
from habeas.core.time import Millis
from habeas.core.travel import Travel
from habeas.sim.assumptions import Road


@dataclass(frozen=True, slots=True)
class Policy:
    """capacity: cases that one counsel has at most. side_by_side: clients whom she serves at once in a place.

    reseal_ms: until a desk page has let in who is named for a card. desk_look_seconds: as assumed. call_ms:
    before anybody who is asked can answer.
    """

    name: str
    rule: Rule
    plan: Plan
    config: Config
    road: Road
    capacity: int
    side_by_side: int
    committed: bool
    window_ms: Millis
    learn_ms: Millis
    reseal_ms: Millis
    desk_look_seconds: float
    call_ms: Millis = 0
    teleport: bool = False

    def way(self, minutes: float) -> float:
        return 0.0 if self.teleport else minutes

    def travel(self, table: Travel) -> Travel:
        """What the service believes of the roads."""
        if not self.teleport:
            return table
        return Travel({origin: dict.fromkeys(row, 0) for origin, row in table.minutes_between.items()})


PLANS = {
    "hotline": Plan((Step(1, 300),)),
    "broadcast": Plan((Step(14, 120),)),
    "taxi": Plan((Step(1, 60),)),
    "waves": Plan((Step(1, 30), Step(3, 60), Step(10, 90))),
    "batch": Plan((Step(1, 60),)),
    "pooled": Plan((Step(2, 60), Step(3, 60), Step(5, 90))),
}
