"""A press is stored once, for good, and answered only then."""

import asyncio
from collections.abc import Callable

import pytest
from msgspec import structs

from habeas.client.seal.press import Clear
from habeas.commands.errors import Refused
from habeas.commands.press import press
from habeas.commands.shapes.person import Press
from habeas.sealed.sizes import PRESS_BYTES
from habeas.store import owners, views
from tests.fakes.town import Pressed, Town

Change = Callable[[Pressed], Press]


async def refused(town: Town, body: Press, size: int) -> Refused:
    with pytest.raises(Refused) as error:
        await press(town.ctx, body, size)
    return error.value


async def test_the_receipt_says_when_it_was_stored(town: Town) -> None:
    made = town.sealed_press()
    receipt, created = await press(town.ctx, made.body, made.size)
    assert (receipt.case_id, receipt.stored_at, created) == (made.case_id, town.clock.now(), True)


async def test_no_finer_moment_than_the_second_is_kept(town: Town) -> None:
    town.clock.advance(789)
    made = town.sealed_press()
    receipt, _ = await press(town.ctx, made.body, made.size)
    assert receipt.stored_at == town.clock.now() - 789


async def test_the_same_again_gets_the_same_answer_also_much_later(town: Town) -> None:
    made = await town.press()
    first = town.clock.now()
    await town.pass_time(3_600)
    receipt, created = await press(town.ctx, made.body, made.size)
    assert (receipt.stored_at, created) == (first, False)


async def test_the_same_sent_twice_at_once_is_stored_once(town: Town) -> None:
    made = town.sealed_press()
    answers = await asyncio.gather(*(press(town.ctx, made.body, made.size) for _ in range(5)))
    assert sorted(created for _, created in answers) == [False] * 4 + [True]


def with_other_token(made: Pressed) -> Press:
    return structs.replace(made.body, token_sha256="x" * 43)


def with_other_area(made: Pressed) -> Press:
    return structs.replace(made.body, area="north")


@pytest.mark.parametrize("change", [with_other_token, with_other_area])
async def test_other_content_for_the_same_case_is_refused(town: Town, change: Change) -> None:
    made = await town.press()
    assert (await refused(town, change(made), made.size)).status == 409


async def test_nobody_else_can_take_a_case_over(town: Town) -> None:
    """A thief of the case id gets a conflict, and the owner's status stays hers."""
    made, other = await town.press(), town.sealed_press()
    stolen = structs.replace(other.body, case_id=made.case_id)
    assert (await refused(town, stolen, other.size)).kind == "other-content"
    owner = await town.ctx.store.read(owners.of, made.case_id)
    assert owner is not None
    assert owner.token_sha256 == made.proof


async def test_an_unknown_area_is_refused_without_a_row(town: Town) -> None:
    made = town.sealed_press(Clear("elsewhere", "detained", "now", "en"))
    assert (await refused(town, made.body, made.size)).status == 400
    assert await town.ctx.store.read(views.case_view, made.case_id) is None


async def test_too_large_is_refused(town: Town) -> None:
    made = town.sealed_press()
    assert (await refused(town, made.body, PRESS_BYTES + 1)).status == 413


async def test_a_malformed_envelope_is_refused_without_a_row(town: Town) -> None:
    made = town.sealed_press()
    body = structs.replace(made.body, card=made.body.card.replace("A256GCM", "A128GCM"))
    body = structs.replace(body, card=body.card[:-2])
    assert (await refused(town, body, made.size)).status == 400
    assert await town.ctx.store.read(views.case_view, made.case_id) is None


async def test_a_well_formed_press_is_never_refused_for_its_rate(town: Town) -> None:
    made = [town.sealed_press() for _ in range(20)]
    answers = await asyncio.gather(*(press(town.ctx, one.body, one.size) for one in made))
    assert all(created for _, created in answers)


async def test_the_plan_is_stamped_at_opening(town: Town) -> None:
    made = await town.press()
    view = await town.ctx.store.read(views.case_view, made.case_id)
    assert view is not None
    assert view.case.plan == town.ctx.settings.plan
