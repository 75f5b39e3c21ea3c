"""Streams: kept alive, resumed, and ended at once."""

import asyncio
from collections.abc import AsyncIterator

from habeas.commands.followers import Update
from habeas.http.live import last_changed
from habeas.http.streams import Streams, frame


class Source:
    """Updates that come when the test says so; tells whether it was closed."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[Update[str]] = asyncio.Queue()
        self.closed = False

    async def updates(self) -> AsyncIterator[Update[str]]:
        try:
            while True:
                yield await self.queue.get()
        finally:
            self.closed = True


async def rest(frames: AsyncIterator[bytes]) -> list[bytes]:
    return [part async for part in frames]


def test_an_event_is_one_id_one_name_and_one_line_of_json() -> None:
    assert frame("status", Update(7, {"text": "a\nb"})) == b'id: 7\nevent: status\ndata: {"text":"a\\nb"}\n\n'


def test_an_id_that_is_no_number_counts_as_none() -> None:
    assert [last_changed(last) for last in (None, "", "12", "-1", "x", "1.5", "٣", "1" * 17)] == [
        None,
        None,
        12,
        None,
        None,
        None,
        None,
        None,
    ]


async def test_a_stream_begins_at_once_and_passes_on_what_comes() -> None:
    source = Source()
    frames = Streams().frames("board", source.updates())
    assert b": open" in await anext(frames)
    source.queue.put_nowait(Update(3, "x"))
    assert await anext(frames) == b'id: 3\nevent: board\ndata: "x"\n\n'
    await frames.aclose()
    assert source.closed


async def test_a_stream_ends_quietly_when_its_source_does() -> None:
    async def two() -> AsyncIterator[Update[str]]:
        yield Update(1, "x")
        yield Update(2, "y")

    parts = await rest(Streams().frames("board", two()))
    assert [part[:5] for part in parts[1:]] == [b"id: 1", b"id: 2"]


async def test_closing_ends_waiting_streams_and_those_that_come_later() -> None:
    streams, source = Streams(), Source()
    frames = streams.frames("board", source.updates())
    await anext(frames)
    waiting = asyncio.create_task(rest(frames))
    await asyncio.wait((waiting,), timeout=0)
    streams.close()
    assert await waiting == []
    assert source.closed
    late = Source()
    assert len(await rest(streams.frames("board", late.updates()))) == 1


async def test_silence_is_broken_by_a_comment(monkeypatch) -> None:
    monkeypatch.setattr("habeas.http.streams.KEEP_ALIVE_S", 0.001)
    source = Source()
    frames = Streams().frames("board", source.updates())
    await anext(frames)
    assert await anext(frames) == b": still here\n\n"
    source.queue.put_nowait(Update(1, "x"))
    parts = [await anext(frames), await anext(frames)]
    assert b'id: 1\nevent: board\ndata: "x"\n\n' in parts
    await frames.aclose()


async def test_a_stream_does_not_live_for_ever(monkeypatch) -> None:
    monkeypatch.setattr("habeas.http.streams.LIFETIME_S", 0.001)
    source = Source()
    assert len(await rest(Streams().frames("board", source.updates()))) == 1
    assert source.closed
