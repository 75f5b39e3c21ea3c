"""What every command is given: the parts, put together once by the composition root."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from habeas.commands.settings import Settings
from habeas.commands.shapes.common import Role, Standing
from habeas.core.time import SECOND_MS, Millis
from habeas.doorbell.local import Doorbell
from habeas.notify.live import LiveChannel
from habeas.store.engine import Store

__all__ = ["Clock", "Context", "Document", "DutyDraw", "Member", "Settings"]


class Clock(Protocol):
    """The one source of now."""

    def now(self) -> Millis: ...


@dataclass(frozen=True, slots=True)
class Member:
    """Who is signed in. Until a roster names her she is pending and may do next to nothing.

    `session`: the hash of what she is signed in by; none for who acts without one.
    """

    fingerprint: str
    role: Role
    standing: Standing = Standing.active
    session: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A published document."""

    version: int
    text: str


@dataclass(frozen=True, slots=True)
class DutyDraw:
    """Who of those who serve an area is on duty at that moment, and who else is named beside them."""

    at: Millis
    changed: int | None
    on_duty: list[str]
    others: list[str]


@dataclass(frozen=True, slots=True)
class Context:
    """`random(n)` gives n unpredictable bytes; `channel` knows which counsel have a live stream open.

    documents: those read last, by name: they are long, and asked for in many pieces. duty_draws: by area.
    """

    store: Store
    doorbell: Doorbell
    clock: Clock
    settings: Settings
    random: Callable[[int], bytes]
    channel: LiveChannel
    documents: dict[str, Document] = field(default_factory=dict)
    duty_draws: dict[str, DutyDraw] = field(default_factory=dict)

    def now(self) -> Millis:
        """This second: no finer time is kept of anybody (docs/protocol.md)."""
        now = self.clock.now()
        return now - now % SECOND_MS

    def until_s(self, at: Millis) -> float:
        """How long until `now()` is no less than `at`; 0 when it is."""
        second = at + -at % SECOND_MS
        return max(0, second - self.clock.now()) / SECOND_MS
