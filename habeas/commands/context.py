"""What every command is given: the parts, put together once by the composition root."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from habeas.commands.settings import Settings
from habeas.commands.shapes.common import Role
from habeas.core.time import Millis
from habeas.doorbell.local import Doorbell
from habeas.notify.live import LiveChannel
from habeas.store.engine import Store

__all__ = ["Clock", "Context", "Member", "Settings"]


class Clock(Protocol):
    """The one source of now."""

    def now(self) -> Millis: ...


@dataclass(frozen=True, slots=True)
class Member:
    """Who is signed in."""

    fingerprint: str
    role: Role


@dataclass(frozen=True, slots=True)
class Context:
    """`random(n)` gives n unpredictable bytes; `channel` knows which counsel have a live stream open."""

    store: Store
    doorbell: Doorbell
    clock: Clock
    settings: Settings
    random: Callable[[int], bytes]
    channel: LiveChannel
