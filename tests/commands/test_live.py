"""Live streams: what changed, in order, to who may see it, from where they were."""

import asyncio
from collections.abc import AsyncIterator
from typing import TypeVar

import pytest

from habeas.client.seal.press import Clear
from habeas.commands import answer, board, desk, messages
from habeas.commands.errors import Refused
from habeas.commands.followers import Update
from habeas.commands.live import Hub
from habeas.commands.shapes.counsel import Close, Disposition
from habeas.commands.shapes.desk import Board, Outlook, PlaceTag
from habeas.commands.shapes.person import NewMessage
from habeas.core import actions as core
from habeas.store import outlooks
from habeas.store.tables import notice
from tests.commands.acts import accepted, offers_to, text_to
from tests.fakes.town import SOUTH, Town

T = TypeVar("T")
# Before its first item a stream reads the number of the last change, then what is true.
READS_OF_A_START = 3


class Stream:
    """One open stream, read as a browser would."""

    def __init__(self, updates: AsyncIterator[Update[T]]) -> None:
        self._updates = updates
        self._next: asyncio.Task[Update[T]] | None = None

    async def next(self) -> tuple[int, T]:
        update = await self.update()
        return update.changed, update.payload

    async def update(self) -> Update[T]:
        waiting = self._waiting()
        self._next = None
        return await asyncio.wait_for(waiting, 5)

    async def quiet(self, town: Town) -> bool:
        """Nothing is there to be read."""
        waiting = self._waiting()
        await asyncio.wait((waiting,), timeout=0)
        for _ in range(READS_OF_A_START):
            await town.reads_are_back()
        return not waiting.done()

    def _waiting(self) -> "asyncio.Task[Update[T]]":
        self._next = self._next or asyncio.ensure_future(anext(self._updates))
        return self._next

    async def close(self) -> None:
        if self._next is not None:
            self._next.cancel()
            await asyncio.wait((self._next,))
        await self._updates.aclose()


async def test_a_person_is_told_at_once_and_then_what_changes(town: Town) -> None:
    (who,) = await town.counsel(1)
    pressed = await town.press()
    stream = Stream(await town.hub.person(pressed.proof, None))
    _, first = await stream.next()
    await town.settle()
    changed, asked = await stream.next()
    await accepted(town, who)
    later, taken = await stream.next()
    assert [one.state for one in (first, asked, taken)] == ["waiting", "waiting", "accepted"]
    assert (asked.asked, changed < later) == (1, True)
    await stream.close()


async def test_a_stream_resumes_from_where_it_was(town: Town) -> None:
    pressed = await town.press()
    stream = Stream(await town.hub.person(pressed.proof, None))
    last, _ = await stream.next()
    await stream.close()

    again = Stream(await town.hub.person(pressed.proof, last))
    assert await again.quiet(town)
    await town.settle()
    changed, status = await again.next()
    assert (changed > last, status.state) == (True, "desk")
    await again.close()

    missed = Stream(await town.hub.person(pressed.proof, last))
    assert (await missed.next())[0] == changed
    await missed.close()


async def test_nobody_follows_what_is_not_theirs(town: Town) -> None:
    (who,) = await town.counsel(1)
    desk_ = await town.dispatcher()
    for act, status in (
        (town.hub.person("x" * 43, None), 404),
        (town.hub.desk(who, None), 403),
        (town.hub.counsel(desk_, None), 403),
    ):
        with pytest.raises(Refused) as refused:
            await act
        assert refused.value.status == status


async def test_counsel_see_offer_case_and_message_come(town: Town) -> None:
    (who,) = await town.counsel(1)
    stream = Stream(await town.hub.counsel(who, None))
    assert (await stream.next())[1].offers == []
    pressed = await town.press()
    await town.settle()
    _, offered = await stream.next()
    assert [one.case_id for one in offered.offers] == [pressed.case_id]
    await accepted(town, who)
    view = offered
    while not view.cases:
        _, view = await stream.next()
    assert (view.offers, view.cases[0].messages) == ([], 0)
    sealed = text_to(town, pressed, who, "hello")
    await messages.person_post(town.ctx, pressed.proof, NewMessage("m" * 22, sealed))
    await town.settle()
    while not view.cases[0].messages:
        _, view = await stream.next()
    await stream.close()


async def test_what_does_not_concern_her_does_not_reach_her(town: Town) -> None:
    first, second = await town.counsel(2)
    stream = Stream(await town.hub.counsel(second, None))
    await stream.next()
    await town.press(admitted=[first])
    await town.settle()
    await accepted(town, first)
    assert await stream.quiet(town)
    await stream.close()


async def test_her_open_stream_is_what_takes_the_notice(town: Town) -> None:
    (who,) = await town.counsel(1)

    async def state() -> str:
        rows = await town.ctx.store.read(lambda conn: conn.execute(notice.select()).all())
        return str(rows[0].state)

    await town.press()
    await town.settle()
    assert await state() == "queued"
    stream = Stream(await town.hub.counsel(who, None))
    await stream.next()
    await town.pass_time(town.ctx.settings.limits.notice_retry_seconds)
    assert await state() == "accepted"
    (offer,) = await offers_to(town, who)
    await answer.mark_shown(town.ctx, who, offer.offer_id)
    assert await state() == "shown"
    await answer.card(town.ctx, who, offer.offer_id)
    assert await state() == "opened"
    await stream.close()


async def test_the_desk_gets_the_board_and_then_only_what_changes(town: Town) -> None:
    desk_ = await town.dispatcher()
    await town.counsel(2)
    still, moving = await town.press(admitted=[]), await town.press(admitted=[])
    await town.settle()
    stream = Stream(await town.hub.desk(desk_, None))
    last, whole = await stream.next()
    assert {one.case_id for one in whole.cases} == {still.case_id, moving.case_id}
    assert len(whole.counsel) == 2

    await desk.place_tag(town.ctx, desk_, moving.case_id, PlaceTag("p" * 22))
    await town.hub.step()
    changed, delta = await stream.next()
    assert [one.case_id for one in delta.cases] == [moving.case_id]
    assert (delta.counsel, changed > last) == ([], True)
    await stream.close()

    resumed = Stream(await town.hub.desk(desk_, last))
    _, missed = await resumed.next()
    assert [one.case_id for one in missed.cases] == [moving.case_id]
    await resumed.close()


async def test_the_desk_hears_of_the_outlook_also_when_nothing_else_moved(town: Town) -> None:
    desk_ = await town.dispatcher()
    await town.press()
    await town.settle()
    stream = Stream(await town.hub.desk(desk_, None))
    _, whole = await stream.next()
    assert whole.outlook == Outlook(1, 0)
    await town.ctx.store.write(outlooks.write, core.Outlook(1, 1), town.clock.now())
    await town.hub.step()
    _, delta = await stream.next()
    assert (delta.cases, delta.counsel, delta.outlook) == ([], [], Outlook(1, 1))
    await stream.close()


async def test_who_visits_a_place_is_told_of_every_case_there_and_resumed(town: Town) -> None:
    """No case is rewritten for it: a stream that comes back hears of it all the same."""
    desk_ = await town.dispatcher()
    outside, another = await town.counsel(2)
    await town.off_duty(another)
    shut = [await town.press(admitted=[desk_]) for _ in range(2)]
    elsewhere = await town.press(SOUTH, admitted=[desk_])
    await town.settle()
    stream = Stream(await town.hub.desk(desk_, None))
    last, whole = await stream.next()
    versions = {one.case_id: one.version for one in whole.cases}
    await town.on_duty(another)
    await town.press(admitted=[desk_, another])
    await town.settle()
    deltas = await until_quiet(town, stream)
    await stream.close()
    resumed = Stream(await town.hub.desk(desk_, last))
    missed = [(await resumed.next())[1]]
    await resumed.close()
    both = {outside.fingerprint, another.fingerprint}
    for heard in (deltas, missed):
        access = {
            case_id: one.needs_access for delta in heard for one in delta.access for case_id in one.cases
        }
        rows = {row.case_id for delta in heard for row in delta.cases}
        assert elsewhere.case_id not in access.keys() | rows
        assert [set(access[pressed.case_id]) for pressed in shut] == [both, both]
    now = {row.case_id: row for row in (await board.board(town.ctx, desk_)).cases}
    for pressed in shut:
        assert set(now[pressed.case_id].needs_access) == both
        assert now[pressed.case_id].version == versions[pressed.case_id]


async def until_quiet(town: Town, stream: Stream) -> list[Board]:
    """All that comes until nothing more is there."""
    deltas: list[Board] = []
    quiet = await stream.quiet(town)
    while not quiet:
        deltas.append((await stream.next())[1])
        quiet = await stream.quiet(town)
    return deltas


async def test_who_is_asked_for_a_place_hears_how_many_wait_there_by_now(town: Town) -> None:
    (who,) = await town.counsel(1)
    await town.press()
    await town.settle()
    stream = Stream(await town.hub.counsel(who, None))
    assert [one.waiting_there for one in (await stream.next())[1].offers] == [1]
    await town.press()
    await town.settle()
    assert [one.waiting_there for one in (await stream.next())[1].offers] == [2]
    await stream.close()


async def test_a_number_from_nowhere_gets_the_whole_board(town: Town) -> None:
    desk_ = await town.dispatcher()
    pressed = await town.press()
    stream = Stream(await town.hub.desk(desk_, 10**9))
    _, whole = await stream.next()
    assert [one.case_id for one in whole.cases] == [pressed.case_id]
    await stream.close()


async def test_all_followers_are_served_by_one_reading(town: Town) -> None:
    desk_ = await town.dispatcher()
    among = await town.counsel(3)
    pressed = [await town.press() for _ in range(3)]
    streams = [
        *[Stream(await town.hub.person(one.proof, None)) for one in pressed],
        *[Stream(await town.hub.counsel(who, None)) for who in among],
        Stream(await town.hub.desk(desk_, None)),
    ]
    for stream in streams:
        await stream.next()
    await town.clerk.step()
    reads = 0
    read = town.ctx.store.read

    async def counted(*args: object) -> object:
        nonlocal reads
        reads += 1
        return await read(*args)

    town.ctx.store.read = counted
    await town.hub.step()
    del town.ctx.store.read
    assert reads == 1
    for stream in streams:
        await stream.next()
        await stream.close()


async def test_a_delta_of_the_board_is_encoded_once_for_all_dispatchers(town: Town) -> None:
    desk_ = await town.dispatcher()
    streams = [Stream(await town.hub.desk(desk_, None)) for _ in range(3)]
    for stream in streams:
        await stream.next()
    await town.press()
    await town.hub.step()
    first, *others = [await stream.update() for stream in streams]
    assert b"waiting" in first.json
    assert all(other.json is first.json for other in others)
    for stream in streams:
        await stream.close()


async def test_who_is_too_slow_is_dropped_and_can_come_back(town: Town) -> None:
    desk_ = await town.dispatcher()
    pressed = await town.press()
    stream = Stream(await town.hub.desk(desk_, None))
    last, _ = await stream.next()
    for number in range(town.ctx.settings.limits.stream_queue + 1):
        await desk.place_tag(town.ctx, desk_, pressed.case_id, PlaceTag(f"{number:022}"))
        await town.hub.step()
    with pytest.raises(StopAsyncIteration):
        await stream.next()
    again = Stream(await town.hub.desk(desk_, last))
    _, missed = await again.next()
    assert [one.place_tag for one in missed.cases] == [f"{town.ctx.settings.limits.stream_queue:022}"]
    await again.close()


async def test_too_many_streams_of_one_end_the_oldest(town: Town) -> None:
    pressed = await town.press()
    hub = Hub(town.with_limits(streams_each=2))
    streams = [Stream(await hub.person(pressed.proof, None)) for _ in range(3)]
    for stream in streams:
        await stream.next()
    with pytest.raises(StopAsyncIteration):
        await streams[0].next()
    assert await streams[2].quiet(town)
    for stream in streams:
        await stream.close()


async def test_streams_of_the_struck_end(town: Town) -> None:
    (who,) = await town.counsel(1)
    desk_ = await town.dispatcher()
    hers, desks = Stream(await town.hub.counsel(who, None)), Stream(await town.hub.desk(desk_, None))
    for stream in (hers, desks):
        await stream.next()
    await town.publish(without=[who, desk_])
    await town.hub.step()
    for stream in (hers, desks):
        with pytest.raises(StopAsyncIteration):
            await stream.next()


async def test_a_closed_stream_is_forgotten(town: Town) -> None:
    (who,) = await town.counsel(1)
    stream = Stream(await town.hub.counsel(who, None))
    await stream.next()
    await stream.close()
    await town.press(Clear("centre", "detained", "now", "en"))
    await town.settle()
    rows = await town.ctx.store.read(lambda conn: conn.execute(notice.select()).all())
    assert [row.state for row in rows] == ["queued"]


async def test_closing_reaches_everybody(town: Town) -> None:
    desk_ = await town.dispatcher()
    (who,) = await town.counsel(1)
    pressed = await town.press()
    await accepted(town, who)
    streams = [
        Stream(await town.hub.person(pressed.proof, None)),
        Stream(await town.hub.counsel(who, None)),
        Stream(await town.hub.desk(desk_, None)),
    ]
    for stream in streams:
        await stream.next()
    await desk.close(town.ctx, desk_, pressed.case_id, Close(Disposition.helped))
    await town.hub.step()
    person, counsel, board = [(await stream.next())[1] for stream in streams]
    assert (person.state, counsel.cases, board.cases[0].state) == ("closed", [], "closed")
    for stream in streams:
        await stream.close()
