"""A yes from afar is held for a moment while somebody much nearer is asked for the same."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest

from habeas.commands import answer, board, counsel_view
from habeas.commands.context import Member
from habeas.commands.errors import Refused
from habeas.commands.shapes.counsel import Decline, DeclineReason
from habeas.core.plan import Plan, Step
from habeas.core.time import SECOND_MS
from tests.commands.acts import offers_to
from tests.fakes.town import Pressed, Town
from tests.fakes.town import town as running

BUSY = Decline(DeclineReason.busy)


class Asked(NamedTuple):
    """Both are asked for one case; `far` has said yes."""

    town: Town
    near: Member
    far: Member
    pressed: Pressed

    async def offer(self, who: Member) -> str:
        (offer,) = await offers_to(self.town, who)
        return offer.offer_id


@pytest.fixture
async def asked(tmp_path: Path) -> AsyncIterator[Asked]:
    async with running(tmp_path, Plan(steps=(Step(2, 60),))) as town:
        (near,), (far,) = await town.counsel(1), await town.counsel(1, "north")
        made = Asked(town, near, far, await town.press())
        await town.settle()
        told = await answer.accept(town.ctx, far, await made.offer(far))
        assert (told.case, told.held_until) == (None, town.clock.now() + 45 * SECOND_MS)
        await town.settle()
        yield made


async def has_it(asked: Asked, who: Member) -> bool:
    view = await counsel_view.counsel_view(asked.town.ctx, who)
    return [one.case_id for one in view.cases] == [asked.pressed.case_id]


async def test_her_view_says_until_when_and_saying_yes_again_says_the_same(asked: Asked) -> None:
    (offer,) = await offers_to(asked.town, asked.far)
    assert offer.held_until == asked.town.clock.now() + 45 * SECOND_MS
    again = await answer.accept(asked.town.ctx, asked.far, offer.offer_id)
    assert (again.case, again.held_until) == (None, offer.held_until)
    assert (await answer.card(asked.town.ctx, asked.far, offer.offer_id)).envelopes


async def test_the_nearer_one_gets_it_when_she_says_yes(asked: Asked) -> None:
    assert (await answer.accept(asked.town.ctx, asked.near, await asked.offer(asked.near))).case
    assert await offers_to(asked.town, asked.far) == []
    assert not await has_it(asked, asked.far)


async def test_it_is_hers_when_the_nearer_one_says_no(asked: Asked) -> None:
    await answer.decline(asked.town.ctx, asked.near, await asked.offer(asked.near), BUSY)
    await asked.town.settle()
    assert await has_it(asked, asked.far)


async def test_it_is_hers_when_the_nearer_one_stays_silent(asked: Asked) -> None:
    await asked.town.pass_time(44)
    assert not await has_it(asked, asked.far)
    await asked.town.pass_time(1)
    assert await has_it(asked, asked.far)
    assert await offers_to(asked.town, asked.near) == []


async def test_a_new_clerk_remembers_whose_yes_is_held(asked: Asked) -> None:
    asked.town.restart()
    await asked.town.pass_time(45)
    assert await has_it(asked, asked.far)


async def test_she_can_take_her_yes_back(asked: Asked) -> None:
    held = await asked.offer(asked.far)
    await answer.decline(asked.town.ctx, asked.far, held, BUSY)
    await asked.town.pass_time(45)
    assert not await has_it(asked, asked.far)
    with pytest.raises(Refused) as refused:
        await answer.accept(asked.town.ctx, asked.far, held)
    assert refused.value.status == 409


async def test_going_off_duty_takes_her_yes_back(asked: Asked) -> None:
    await asked.town.off_duty(asked.far)
    assert await offers_to(asked.town, asked.far) == []
    await asked.town.pass_time(45)
    assert not await has_it(asked, asked.far)


async def test_the_desk_sees_it_as_an_offer_that_is_out(asked: Asked) -> None:
    desk_ = await asked.town.dispatcher()
    told = await board.board(asked.town.ctx, desk_)
    assert [(one.open_offers, one.next) for one in told.cases] == [(2, "offer_lapses")]
    phones = {one.fingerprint: one.open_offer for one in told.counsel}
    assert phones[asked.far.fingerprint] == asked.pressed.case_id
    detail = await board.case_detail(asked.town.ctx, desk_, asked.pressed.case_id)
    assert {one.state for one in detail.offers} == {"open", "held"}
