"""A roster is published by a process of its own, which rings nobody where they serve."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from habeas.client.counsel import CounselParty
from habeas.client.person import PersonParty
from habeas.client.responses import CounselView, Status
from habeas.client.seal.press import Clear
from habeas.wire import SystemClock
from tests.fakes.child import AREAS, Child, Prepared, free_port, prepare, publish_without, signed_in

CLEAR = Clear("centre", "detained", "now", "en")
MOST_S = 3
PATIENCE_S = 60


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def instance(tmp_path: Path, port: int) -> Prepared:
    return prepare(tmp_path / "instance", counsel=2, public_url=f"http://127.0.0.1:{port}")


@pytest.fixture
def child(instance: Prepared, port: int) -> Iterator[Child]:
    made = Child(instance.settings, port=port)
    made.start()
    yield made
    made.kill()


async def inside(party: CounselParty) -> AsyncIterator[CounselView]:
    """She takes the case that she is offered, goes, and is with the person; then her stream goes on."""
    stream = party.live()
    async for view in stream:
        if view.offers:
            (offer,) = view.offers
            await party.open_offer(offer)
            await party.accept(offer)
            await party.take_up(offer.case_id)
            await party.en_route(offer.case_id)
            await party.arrive(offer.case_id)
        if view.cases and view.cases[0].state == "arrived":
            return stream
    raise AssertionError("her stream ended before she was inside")


async def ended(stream: AsyncIterator[CounselView]) -> None:
    async for _ in stream:
        pass


async def until_given_up(stream: AsyncIterator[Status]) -> Status:
    async for status in stream:
        if status.counsel is None:
            return status
    raise AssertionError("the person's stream ended")


async def test_a_counsel_who_is_struck_off_while_inside_is_out_within_three_seconds(
    instance: Prepared, child: Child
) -> None:
    async with (
        asyncio.timeout(PATIENCE_S),
        httpx.AsyncClient(base_url=child.url, timeout=30) as her_http,
        httpx.AsyncClient(base_url=child.url, timeout=30) as persons_http,
    ):
        struck = await signed_in(instance, list(instance.keys)[AREAS.index(CLEAR.area)], her_http)
        person = PersonParty(persons_http, SystemClock().now)
        await person.press(CLEAR)
        stream, following = await inside(struck), person.live()
        assert (await anext(following)).counsel == struck.fingerprint
        await publish_without(instance, struck.fingerprint)
        async with asyncio.timeout(MOST_S):
            await ended(stream)
            status = await until_given_up(following)
        assert status.state == "waiting"
