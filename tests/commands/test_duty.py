"""On duty, off duty: rung only when on."""

import pytest

from habeas.client.seal.press import Clear
from habeas.commands import counsel_view, duty
from habeas.commands.duty_list import duty_list
from habeas.commands.errors import Refused
from habeas.commands.shapes.counsel import SetDuty
from habeas.core.time import HOUR_MS
from habeas.sealed.roster import Role
from habeas.sealed.sizes import COUNSEL_SLOTS
from tests.commands.acts import offers_to
from tests.fakes.town import Town


async def test_duty_ends_by_itself(town: Town) -> None:
    (who,) = await town.counsel(1)
    town.clock.advance(8 * HOUR_MS)
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


async def test_nobody_can_tell_from_the_list_that_an_area_has_no_lawyer(town: Town) -> None:
    """Where few serve, all are named, on duty or not; where many do, as many as a card has slots for."""
    (few,) = await town.counsel(1)
    for on in (True, False):
        await (town.on_duty(few) if on else town.off_duty(few))
        assert (await duty_list(town.ctx, "centre")).counsel == [few.fingerprint]
    many = await town.counsel(40)
    for one in many:
        await town.off_duty(one)
    nobody = (await duty_list(town.ctx, "centre")).counsel
    await town.on_duty(many[0])
    somebody = (await duty_list(town.ctx, "centre")).counsel
    assert len(nobody) == len(somebody) == COUNSEL_SLOTS
    assert many[0].fingerprint in somebody
    assert somebody == (await duty_list(town.ctx, "centre")).counsel


async def test_whoever_is_on_duty_is_named_as_far_as_there_are_slots(town: Town) -> None:
    many = await town.counsel(30)
    for one in many[COUNSEL_SLOTS:]:
        await town.off_duty(one)
    on_duty = {one.fingerprint for one in many[:COUNSEL_SLOTS]}
    assert set((await duty_list(town.ctx, "centre")).counsel) == on_duty
    for one in many:
        await town.on_duty(one)
    assert len(set((await duty_list(town.ctx, "centre")).counsel)) == COUNSEL_SLOTS


async def test_the_list_names_who_serves_the_area(town: Town) -> None:
    north = await town.enrol(Role.counsel, ["north"])
    everywhere = await town.enrol(Role.counsel, [])
    await town.publish()
    for who in (north, everywhere):
        await town.on_duty(who, "south")
    served = {area: set((await duty_list(town.ctx, area)).counsel) for area in ("north", "centre")}
    assert served == {
        "north": {north.fingerprint, everywhere.fingerprint},
        "centre": {everywhere.fingerprint},
    }
    with pytest.raises(Refused):
        await duty_list(town.ctx, "elsewhere")


async def test_an_offer_says_how_far_it_is_and_how_many_wait_there(town: Town) -> None:
    (who,) = await town.counsel(1, "north")
    for _ in range(3):
        await town.press(Clear("centre", "detained", "now", "en"))
    await town.settle()
    (offer,) = await offers_to(town, who)
    assert (offer.travel_minutes, offer.waiting_there) == (40, 3)
