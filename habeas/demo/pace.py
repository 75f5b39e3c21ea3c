"""How long the robots take, and how they lose a race. Tests give other times; nothing else here waits."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from habeas.client.api import Problem

Work = Callable[[], Coroutine[Any, Any, None]]
LOST = frozenset({404, 409})
"""What the service says when somebody else was first, or the case is over: then nothing is left to do."""


@dataclass(frozen=True)
class Pace:
    """All in seconds.

    alone: an offer that no visitor has too. visitor: one that a visitor could take first. ring: until a phone
    shows an offer. set_out and drive: of the robot's way. stay: from its arrival until it closes the case.
    retry: before looking again for a service that went away.
    """

    alone: float = 8
    visitor: float = 25
    ring: float = 1
    read: float = 2
    set_out: float = 6
    drive: float = 60
    stay: float = 300
    retry: float = 1
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


async def unless_lost(work: Work) -> None:
    """Do it; that somebody else was first is no failure, it is how the service is meant to be."""
    try:
        await work()
    except Problem as problem:
        if problem.status not in LOST:
            raise
