"""Live streams: the hub reads what changed once a ring and tells all who follow."""

from collections.abc import AsyncIterator

from habeas.commands.context import Context, Member
from habeas.commands.shapes.counsel import CounselView
from habeas.commands.shapes.desk import Board
from habeas.commands.shapes.person import Status


class Hub:
    """Follows `changed`. Start `run()` as a task; `step()` is one look, for tests.

    Each iterator gives (changed, payload); `last` is the `changed` that the follower has (Last-Event-ID).
    The first item comes at once unless `last` is current. A follower too slow for its queue is dropped: the
    iterator ends, and the client comes back with its `last`.
    """

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def run(self) -> None:
        """Look at every ring, until cancelled."""
        raise NotImplementedError

    async def step(self) -> None:
        """Look once."""
        raise NotImplementedError

    async def person(self, case_id: str, proof: str, last: int | None) -> AsyncIterator[tuple[int, Status]]:
        """Awaiting it checks access: Refused 404 before any stream begins."""
        raise NotImplementedError

    async def counsel(self, who: Member, last: int | None) -> AsyncIterator[tuple[int, CounselView]]:
        """Refused 403. While it is open, notices to her count as accepted by the live channel."""
        raise NotImplementedError

    async def desk(self, who: Member, last: int | None) -> AsyncIterator[tuple[int, Board]]:
        """First the whole board or, with `last`, what changed since; then only what changes. Refused 403."""
        raise NotImplementedError
