"""What is written down of a day while it runs."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

from habeas.core.time import Millis
from habeas.sim.day import Client


@dataclass(slots=True)
class Fate:
    """One person's day. accepted_at: when somebody first had the case. promised_for: when somebody should
    be there, as she was first told. retracted: that was taken back at some time."""

    client: Client
    accepted_at: Millis | None = None
    promised_for: Millis | None = None
    retracted: bool = False
    reached_at: Millis | None = None
    by: str | None = None


class _Hash(Protocol):
    def update(self, text: bytes, /) -> None: ...
    def hexdigest(self) -> str: ...


@dataclass(slots=True)
class Record:
    """travel: minutes on the road of all counsel. decided_ms: how long each decision took, by a stopwatch.

    backlog: (moment, people who wait, those promised, people somebody is with), once a simulated minute.
    """

    fates: dict[str, Fate] = field(default_factory=dict)
    notices: int = 0
    travel_minutes: float = 0.0
    decided_ms: list[float] = field(default_factory=list)
    backlog: list[tuple[Millis, int, int, int]] = field(default_factory=list)
    _digest: _Hash = field(default_factory=sha256)

    def note(self, *words: object) -> None:
        """Into the digest that tells whether two days were the same to the byte."""
        self._digest.update("|".join(map(str, (*words, "\n"))).encode())

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()
