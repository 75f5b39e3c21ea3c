"""One module a channel: Accepted, Retry or Refused."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing for one recipient: "look, there is an offer". It carries no content."""

    notice_id: str
    counsel: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider has taken it. That is not yet "shown"."""


@dataclass(frozen=True, slots=True)
class Retry:
    """Not now; try again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Never by this channel."""

    reason: str


Answer = Accepted | Retry | Refused


class Channel(Protocol):
    """One way to reach members."""

    async def send(self, notice: Notice) -> Answer: ...
