"""Live streams: the hub reads what changed once a ring and tells all who follow."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import TypeVar

from habeas.commands import access, board, counsel_view
from habeas.commands.board import to_board
from habeas.commands.context import Context, Member
from habeas.commands.counsel_view import to_counsel_view
from habeas.commands.followers import First, Followers, Update
from habeas.commands.shapes.counsel import CounselView
from habeas.commands.shapes.desk import Board
from habeas.commands.shapes.person import Status
from habeas.commands.status import ended_status, status, status_of, to_status
from habeas.core.access import Action
from habeas.core.time import SECOND_MS
from habeas.store import board as boards
from habeas.store import sessions
from habeas.store.hub_delta import Audience, HubDelta
from habeas.store.hub_delta import hub_delta as read_delta
from habeas.store.overview import Most

T = TypeVar("T")

BOARD = "board"
# A look is followed by a rest of so many times what it took; rings that come meanwhile are answered by one
# look: a flood must not be read row by row. Somebody waits for an offer, so no rest is longer than the most.
REST = 4
MOST_PAUSE_S = 0.02


class Hub:
    """Follows `changed`. Start `run()` as a task; `step()` is one look, for tests.

    `last` is the `changed` that the follower has (Last-Event-ID). The first update comes at once unless
    `last` is current. A follower too slow for its queue is dropped: the iterator ends, and the client
    comes back with its `last`.
    """

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        limits = ctx.settings.limits
        self._persons: Followers[Status] = Followers(limits.stream_queue, limits.streams_each)
        self._counsel: Followers[CounselView] = Followers(limits.stream_queue, limits.streams_each)
        self._desk: Followers[Board] = Followers(limits.stream_queue, limits.board_streams)
        self._seen: int | None = None
        self._session_ends: int | None = None

    async def run(self) -> None:
        """Look at every ring, until cancelled."""
        listener = self._ctx.doorbell.listen()
        try:
            while await listener.wait():
                start = self._ctx.clock.now()
                await self.step()
                look_s = (self._ctx.clock.now() - start) / SECOND_MS
                await asyncio.sleep(min(look_s * REST, MOST_PAUSE_S))
        finally:
            self._ctx.doorbell.leave(listener)

    async def step(self) -> None:
        """Look once: one reading of the database, however many follow."""
        if not (self._persons or self._counsel or self._desk):
            self._seen = None
        elif self._seen is not None:
            audience = Audience(self._persons.keys(), self._counsel.keys(), bool(self._desk))
            limits = self._ctx.settings.limits
            most = Most(limits.board_cases, limits.board_counsel)
            hub_delta = await self._ctx.store.read(read_delta, self._seen, audience, most)
            self._seen = hub_delta.changed
            self._tell(hub_delta)
            await self._end_sessions(hub_delta.session_ends)

    async def person(self, proof: str, last: int | None) -> AsyncIterator[Update[Status]]:
        """Awaiting it checks access: Refused 404 before any stream begins."""
        case_id = status_of(await access.person(self._ctx, proof, Action.person_live)).case_id

        async def first() -> Update[Status]:
            present = await status(self._ctx, proof)
            return Update(present.changed, present)

        return self._persons.updates(case_id, None, last, self._from_now(first))

    async def counsel(self, who: Member, last: int | None) -> AsyncIterator[Update[CounselView]]:
        """Refused 403. While it is open, notices to her count as accepted by the live channel."""
        access.member(who, Action.counsel_live)
        return self._counsel_updates(who, last)

    async def desk(self, who: Member, last: int | None) -> AsyncIterator[Update[Board]]:
        """First the whole board or, with `last`, what changed since; then only what changes. Refused 403."""
        access.member(who, Action.desk_live)

        async def first() -> Update[Board] | None:
            if not await self._is_signed_in(who):
                return None
            present = await board.read(self._ctx, last)
            return Update(present.changed, present)

        return self._desk.updates(BOARD, who, last, self._from_now(first))

    async def _counsel_updates(self, who: Member, last: int | None) -> AsyncIterator[Update[CounselView]]:
        async def first() -> Update[CounselView] | None:
            if not await self._is_signed_in(who):
                return None
            present = await counsel_view.read(self._ctx, who)
            return Update(present.changed, present)

        key = who.fingerprint
        self._ctx.channel.add_stream(key)
        try:
            async with aclosing(self._counsel.updates(key, who, last, self._from_now(first))) as updates:
                async for update in updates:
                    yield update
        finally:
            self._ctx.channel.remove_stream(key)

    def _from_now(self, first: First[T]) -> First[T]:
        """Whoever is the first to follow sets where the hub reads on from, before reading anything else."""

        async def read() -> Update[T] | None:
            if self._seen is None:
                changed = await self._ctx.store.read(boards.changed_now)
                self._seen = changed if self._seen is None else self._seen
            return await first()

        return read

    async def _is_signed_in(self, who: Member) -> bool:
        """Still: she may have signed out between her request and the moment from which her stream is told."""
        return who.session is None or bool(await self._ctx.store.read(sessions.live, {who.session}))

    async def _end_sessions(self, session_ends: int) -> None:
        """End the streams of those who signed out or were put out, by whichever process."""
        if session_ends == self._session_ends:
            return
        self._session_ends = session_ends
        read_by = self._counsel.sessions() | self._desk.sessions()
        if not read_by:
            return
        ended = read_by - await self._ctx.store.read(sessions.live, read_by)
        self._counsel.end_sessions(ended)
        self._desk.end_sessions(ended)

    def _tell(self, hub_delta: HubDelta) -> None:
        now = self._ctx.now()
        for view in hub_delta.cases:
            owner = hub_delta.ended.get(view.case.case_id)
            present = to_status(view) if owner is None else ended_status(owner)
            self._persons.tell(view.case.case_id, Update(present.changed, present))
        for screen in hub_delta.screens.counsel:
            counsel = to_counsel_view(screen, hub_delta.screens.waiting, self._ctx.settings.ways, now)
            self._counsel.tell(screen.counsel.fingerprint, Update(screen.changed, counsel))
        self._let_go(hub_delta)
        if hub_delta.board is not None:
            delta = to_board(hub_delta.board, now, self._ctx.settings.dispatch.access_listed)
            self._desk.tell(BOARD, Update(hub_delta.changed, delta))

    def _let_go(self, hub_delta: HubDelta) -> None:
        """Who is no active counsel any more, and dispatchers who may be none: they may come back."""
        active = {screen.counsel.fingerprint for screen in hub_delta.screens.counsel}
        for mover in hub_delta.movers:
            self._desk.let_go(mover)
            if mover not in active:
                self._counsel.let_go(mover)
