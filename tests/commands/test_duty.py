"""On duty, off duty: rung only when on."""

import pytest

from habeas.client.seal.press import Clear
from habeas.commands import counsel_view, duty, public
from habeas.commands.errors import Refused
from habeas.commands.shapes.counsel import SetDuty
from habeas.core.time import HOUR_MS
from habeas.sealed.roster import Role
from tests.commands.acts import offers_to
from tests.fakes.town import Town


async def test_duty_ends_by_itself(town: Town) -> None:
    (who,) = await town.counsel(1)
    town.clock.advance(8 * HOUR_MS)
    assert (await public.duty_list(town.ctx, "centre")).counsel == []
    assert not (await counsel_view.counsel_view(town.ctx, who)).duty.on
    await town.press()
    await town.settle()
    assert await offers_to(town, who) == []


async def test_going_off_duty_takes_the_offer_back_without_holding_it_against_her(town: Town) -> None:
    (who,) = await town.counsel(1)
    await town.press()
    await town.settle()
    assert await offers_to(town, who)
    await town.off_duty(who)
    await town.settle()
    assert await offers_to(town, who) == []
    await town.on_duty(who)
    await town.settle()
    assert await offers_to(town, who)


@pytest.mark.parametrize(
    ("area", "hours"), [(None, 1), ("elsewhere", 1), ("centre", 25), ("centre", 0), ("centre", None)]
)
async def test_duty_needs_a_known_area_and_an_end(town: Town, area: str | None, hours: int | None) -> None:
    (who,) = await town.counsel(1)
    until = None if hours is None else town.clock.now() + hours * HOUR_MS
    with pytest.raises(Refused) as refused:
        await duty.set_duty(town.ctx, who, SetDuty(True, area, until))
    assert refused.value.status == 400


async def test_the_desk_has_no_duty(town: Town) -> None:
    desk = await town.dispatcher()
    with pytest.raises(Refused) as refused:
        await town.on_duty(desk)
    assert refused.value.status == 403


async def test_the_list_names_who_serves_the_area(town: Town) -> None:
    north = await town.enrol(Role.counsel, ["north"])
    everywhere = await town.enrol(Role.counsel, [])
    await town.publish()
    for who in (north, everywhere):
        await town.on_duty(who, "south")
    served = {area: set((await public.duty_list(town.ctx, area)).counsel) for area in ("north", "centre")}
    assert served == {
        "north": {north.fingerprint, everywhere.fingerprint},
        "centre": {everywhere.fingerprint},
    }
    with pytest.raises(Refused):
        await public.duty_list(town.ctx, "elsewhere")


async def test_an_offer_says_how_far_it_is_and_how_many_wait_there(town: Town) -> None:
    (who,) = await town.counsel(1, "north")
    for _ in range(3):
        await town.press(Clear("centre", "detained", "now", "en"))
    await town.settle()
    (offer,) = await offers_to(town, who)
    assert (offer.travel_minutes, offer.waiting_there) == (40, 3)
