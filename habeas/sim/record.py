"""What is written down of a day while it runs."""

from dataclasses import dataclass, field
from hashlib import sha256

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
    legs: dict[str, int] = field(default_factory=dict)
    _digest: "sha256" = field(default_factory=sha256)  # type: ignore[valid-type]

    def note(self, *words: object) -> None:
        """Into the digest that tells whether two days were the same to the byte."""
        self._digest.update("|".join(map(str, (*words, "\n"))).encode())  # type: ignore[attr-defined]

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()  # type: ignore[attr-defined, no-any-return]
