"""How long the robots take, and how they lose a race. Tests give other times; nothing else here waits."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from habeas.client import robot
from habeas.client.api import Problem

Work = Callable[[], Coroutine[Any, Any, None]]
LOST_RACE = frozenset({404, 409})
"""What the service answers when somebody else was first, or the case is over: then nothing is left to do."""


@dataclass(frozen=True)
class Pace(robot.Pace):
    """All in seconds.

    alone, visitor: before the robot takes an offer that no visitor has too, or that one has. ring: until a
    phone shows an offer.
    """

    set_out: float = 6
    drive: float = 60
    stay: float = 300
    alone: float = 8
    visitor: float = 25
    ring: float = 1


async def unless_lost(work: Work) -> None:
    """Do it. That somebody else was first is no failure: the service is made for that."""
    try:
        await work()
    except Problem as problem:
        if problem.status not in LOST_RACE:
            raise
