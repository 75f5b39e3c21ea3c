"""Streams: kept alive, resumed, and ended at once."""

import asyncio
import resource
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from habeas.commands.errors import Refused
from habeas.commands.followers import Update
from habeas.commands.limits import Limits
from habeas.http.live import last_changed
from habeas.http.server import OPEN_FILES, raise_open_files, stream_room
from habeas.http.streams import Streams, frame
from tests.fakes.world import CLEAR
from tests.fakes.world import world as running


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
    frames = Streams(9, 9).frames("board", source.updates())
    assert b": open" in await anext(frames)
    source.queue.put_nowait(Update(3, "x"))
    assert await anext(frames) == b'id: 3\nevent: board\ndata: "x"\n\n'
    await frames.aclose()
    assert source.closed


async def test_a_stream_ends_quietly_when_its_source_does() -> None:
    async def two() -> AsyncIterator[Update[str]]:
        yield Update(1, "x")
        yield Update(2, "y")

    parts = await rest(Streams(9, 9).frames("board", two()))
    assert [part[:5] for part in parts[1:]] == [b"id: 1", b"id: 2"]


async def test_closing_ends_waiting_streams_and_those_that_come_later() -> None:
    streams, source = Streams(9, 9), Source()
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
    frames = Streams(9, 9).frames("board", source.updates())
    await anext(frames)
    assert await anext(frames) == b": still here\n\n"
    source.queue.put_nowait(Update(1, "x"))
    parts = [await anext(frames), await anext(frames)]
    assert b'id: 1\nevent: board\ndata: "x"\n\n' in parts
    await frames.aclose()


async def test_a_stream_does_not_live_for_ever(monkeypatch) -> None:
    monkeypatch.setattr("habeas.http.streams.LIFETIME_S", 0.001)
    source = Source()
    assert len(await rest(Streams(9, 9).frames("board", source.updates()))) == 1
    assert source.closed


async def begun(streams: Streams, source: str | None) -> AsyncIterator[bytes]:
    streams.check_room(source)
    frames = streams.frames("board", Source().updates(), source)
    await anext(frames)
    return frames


def refusal(streams: Streams, source: str | None) -> int:
    with pytest.raises(Refused) as error:
        streams.check_room(source)
    assert error.value.kind == "too-many-streams"
    return error.value.status


async def test_so_many_streams_are_open_and_no_more() -> None:
    """Everybody's, and those of one source; each that ends makes room for another."""
    streams = Streams(3, 2)
    first, second = [await begun(streams, "a") for _ in range(2)]
    assert refusal(streams, "a") == 429
    third = await begun(streams, "b")
    assert [refusal(streams, source) for source in ("a", "c", None)] == [503] * 3
    await third.aclose()
    await first.aclose()
    streams.check_room(None)
    await (await begun(streams, "a")).aclose()
    await second.aclose()
    assert streams._sources == {}  # nothing of a source stays


def test_as_many_files_may_be_open_as_the_system_allows() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(256, hard), hard))
        assert stream_room(1_000) == min(256, hard) * 3 // 4
        raise_open_files()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (min(hard, OPEN_FILES), hard)
        assert stream_room(100) == 100
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def test_who_finds_no_room_is_told_to_ask_without_a_stream(tmp_path: Path) -> None:
    async with running(tmp_path, Limits(streams=1)) as world:
        await world.publish()
        person = await world.person()
        await person.press(CLEAR)
        events = person.live()
        await anext(events)
        answer = await person.api.http.get(
            "/v1/case/live", headers={"authorization": f"Bearer {person.keys.token}"}
        )
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
        assert answer.json()["type"] == "urn:habeas:problem:too-many-streams"
        assert (await person.status()).case_id == person.case_id
        await events.aclose()
