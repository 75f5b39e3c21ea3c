"""A counsel answers an offer; exactly one gets the case."""

import asyncio
from pathlib import Path

import pytest

from habeas.commands import answer, attend, status
from habeas.commands.context import Member
from habeas.commands.errors import Refused
from habeas.commands.shapes.counsel import Acceptance, Decline, DeclineReason
from habeas.commands.shapes.person import Status
from habeas.core.plan import Plan, Step
from habeas.store import overview
from habeas.store.overview import DetailMost
from tests.commands.acts import offered, offers_to
from tests.fakes.town import Pressed, Town
from tests.fakes.town import town as running


async def told(town: Town, pressed: Pressed) -> Status:
    return await status.status(town.ctx, pressed.proof)


async def test_the_person_is_told_what_happened_and_no_more(town: Town) -> None:
    among = await town.counsel(2)
    pressed = await town.press()
    before = await told(town, pressed)
    await town.settle()
    who, offer = await offered(town, among)
    asked = await told(town, pressed)
    await answer.mark_shown(town.ctx, who, offer.offer_id)
    rung = await told(town, pressed)
    await answer.card(town.ctx, who, offer.offer_id)
    opened = await told(town, pressed)
    await answer.accept(town.ctx, who, offer.offer_id)
    taken = await told(town, pressed)

    counts = [(one.asked, one.phones_shown, one.opened) for one in (before, asked, rung, opened, taken)]
    assert counts == [(0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1), (1, 1, 1)]
    assert (taken.state, taken.counsel) == ("accepted", who.fingerprint)
    assert before.changed < asked.changed < rung.changed < opened.changed < taken.changed


async def test_of_two_who_accept_at_once_exactly_one_wins(tmp_path: Path) -> None:
    async with running(tmp_path, Plan(steps=(Step(2, 45),))) as its:
        among = await its.counsel(2)
        pressed = await its.press()
        await its.settle()
        offers = [(who, (await offers_to(its, who))[0].offer_id) for who in among]

        answers = await asyncio.gather(
            *(answer.accept(its.ctx, who, offer_id) for who, offer_id in offers), return_exceptions=True
        )
        won = [one for one in answers if isinstance(one, Acceptance)]
        lost = [one for one in answers if isinstance(one, Refused)]
        assert (len(won), [one.kind for one in lost]) == (1, ["taken"])
        assert (await told(its, pressed)).version == 3


async def test_accepting_again_gives_the_same_case(town: Town) -> None:
    among = await town.counsel(1)
    await town.press()
    await town.settle()
    who, offer = await offered(town, among)
    first = await answer.accept(town.ctx, who, offer.offer_id)
    assert await answer.accept(town.ctx, who, offer.offer_id) == first


async def test_too_late_is_too_late_even_before_the_clerk_has_looked(town: Town) -> None:
    among = await town.counsel(1)
    pressed = await town.press()
    await town.settle()
    who, offer = await offered(town, among)
    town.clock.advance(45_000)
    with pytest.raises(Refused) as refused:
        await answer.accept(town.ctx, who, offer.offer_id)
    assert (refused.value.status, refused.value.kind) == (409, "late")
    assert (await told(town, pressed)).state == "waiting"


async def test_who_declines_is_not_asked_again_and_the_next_is(town: Town) -> None:
    among = await town.counsel(2)
    pressed = await town.press()
    await town.settle()
    who, offer = await offered(town, among)
    await answer.decline(town.ctx, who, offer.offer_id, Decline(DeclineReason.busy))
    await answer.decline(town.ctx, who, offer.offer_id, Decline(DeclineReason.other))
    await town.settle()
    next_, _ = await offered(town, among)
    assert next_ != who

    found = await town.ctx.store.read(overview.detail, pressed.case_id, who.fingerprint, DetailMost(10, 10))
    assert found is not None
    assert [(row.counsel, row.state, row.reason) for row in found.offers if row.reason] == [
        (who.fingerprint, "declined", "busy")
    ]


async def test_the_card_is_handed_out_only_while_the_offer_stands(town: Town) -> None:
    among = await town.counsel(1)
    await town.press()
    await town.settle()
    who, offer = await offered(town, among)
    assert [part.part for part in (await answer.card(town.ctx, who, offer.offer_id)).envelopes] == ["card"]
    await answer.decline(town.ctx, who, offer.offer_id, Decline(DeclineReason.busy))
    with pytest.raises(Refused) as refused:
        await answer.card(town.ctx, who, offer.offer_id)
    assert refused.value.status == 404


async def test_nobody_is_offered_what_her_key_cannot_open(town: Town) -> None:
    first, second = await town.counsel(2)
    await town.press(admitted=[second])
    await town.settle()
    assert await offers_to(town, first) == []
    assert len(await offers_to(town, second)) == 1


async def test_anothers_offer_is_hidden(town: Town) -> None:
    among = await town.counsel(2)
    await town.press()
    await town.settle()
    who, offer = await offered(town, among)
    other: Member = next(one for one in among if one != who)
    for act in (answer.mark_shown, answer.card, answer.accept):
        with pytest.raises(Refused) as refused:
            await act(town.ctx, other, offer.offer_id)
        assert refused.value.status == 404


async def test_the_file_comes_with_the_case_and_goes_with_it(town: Town) -> None:
    among = await town.counsel(2)
    await town.press()
    await town.settle()
    who, offer = await offered(town, among)
    await answer.accept(town.ctx, who, offer.offer_id)
    parts = (await attend.sealed_parts(town.ctx, who, offer.case_id)).envelopes
    assert [part.part for part in parts] == ["card", "file"]
    other = next(one for one in among if one != who)
    with pytest.raises(Refused) as refused:
        await attend.sealed_parts(town.ctx, other, offer.case_id)
    assert refused.value.status == 404
