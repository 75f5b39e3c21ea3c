"""Presses come in: each once, many together."""

import asyncio

import pytest

from habeas.core.states import Case, Need, Urgency, new_case
from habeas.store import cases
from habeas.store.intake import NewCase, NewPress, take_in
from habeas.store.owners import NewOwner
from habeas.store.tx import Tx
from tests.fakes.town import PLAN, Town

CASE_ID = "a" * 22


def new(case_id: str = CASE_ID, content: str = "content", now: int = 1_000, token: str = "") -> NewPress:
    case = new_case(
        case_id=case_id,
        area="centre",
        need=Need.detained,
        urgency=Urgency.now,
        language="en",
        admitted=frozenset({"b" * 22, "c" * 22}),
        plan=PLAN,
        now=now,
    )
    owner = NewOwner(case_id, token or case_id, "c" * 43, "d" * 43)
    return NewPress(NewCase(case, content, "card", "file", ()), owner)


async def stored(town: Town, case_id: str = CASE_ID) -> Case | None:
    return await town.ctx.store.read(cases.by_id, case_id)


async def test_a_case_is_read_as_it_was_opened(town: Town) -> None:
    await town.ctx.store.write_batch(take_in, new())
    assert await stored(town) == new().new.case


async def test_the_same_again_is_told_what_was_stored_first(town: Town) -> None:
    first = await town.ctx.store.write_batch(take_in, new())
    again = await town.ctx.store.write_batch(take_in, new(now=9_000))
    assert (first.created, again.created) == (True, False)
    assert again.opened_at == 1_000


async def test_repeats_within_one_batch_are_stored_once(town: Town) -> None:
    def together(tx: Tx) -> list[bool]:
        return [one.created for one in take_in(tx, [new(), new(), new("z" * 22)])]

    assert await town.ctx.store.write(together) == [True, False, True]


async def test_a_token_opens_one_case(town: Town) -> None:
    def together(tx: Tx) -> list[bool]:
        return [one.created for one in take_in(tx, [new(token="t"), new("z" * 22, token="t")])]

    assert await town.ctx.store.write(together) == [True, False]
    later = await town.ctx.store.write_batch(take_in, new("y" * 22, token="t"))
    assert (later.created, later.press_sha256) == (False, None)
    assert await stored(town, "y" * 22) is None


async def test_other_content_is_told_apart_and_not_stored(town: Town) -> None:
    await town.ctx.store.write_batch(take_in, new())
    other = await town.ctx.store.write_batch(take_in, new(content="other"))
    assert (other.created, other.press_sha256) == (False, "content")


@pytest.mark.parametrize("number", [1, 300])
async def test_many_at_once_are_all_stored(town: Town, number: int) -> None:
    ids = [f"{row:022}" for row in range(number)]
    results = await asyncio.gather(*(town.ctx.store.write_batch(take_in, new(case_id)) for case_id in ids))
    assert all(result.created for result in results)
    assert [await stored(town, case_id) for case_id in ids] == [new(case_id).new.case for case_id in ids]
