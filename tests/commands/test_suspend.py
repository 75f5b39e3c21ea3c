"""A member is put out by two dispatchers or by the operator, at once, until she is let in again."""

import pytest

from habeas.commands import board, desk, login, suspend
from habeas.commands.context import Member
from habeas.commands.errors import Refused
from habeas.commands.shapes.desk import Suspend
from habeas.core.time import MINUTE_MS
from habeas.sealed.ids import digest
from habeas.sealed.roster import Role
from tests.commands.acts import accepted, offered, offers_to
from tests.fakes.town import Town


async def said(town: Town, by: Member, who: Member, *, lift: bool = False) -> bool:
    return (await suspend.suspend(town.ctx, by, Suspend(who.fingerprint, lift))).done


async def may_sign_in(town: Town, who: Member) -> bool:
    try:
        await login.open_session(town.ctx, who.fingerprint)
    except Refused as refusal:
        return refusal.status != 401
    return True


async def actions(town: Town, who: Member) -> list[tuple[str, str | None]]:
    return [(one.action, one.reason) for one in (await desk.audit(town.ctx, who)).entries]


async def test_two_dispatchers_put_somebody_out_and_let_her_in_again(town: Town) -> None:
    (who,) = await town.counsel(1)
    one, two = await town.dispatcher(), await town.dispatcher()
    token, _ = await login.open_session(town.ctx, who.fingerprint)
    assert [await said(town, one, who) for _ in range(2)] == [False, False]
    assert await login.whoami(town.ctx, digest(token)) is not None
    assert await said(town, two, who)
    assert await login.whoami(town.ctx, digest(token)) is None
    assert not await may_sign_in(town, who)
    now = await suspend.suspensions_now(town.ctx, one)
    assert ([each.fingerprint for each in now.suspended], now.waiting) == ([who.fingerprint], [])
    assert not await said(town, two, who, lift=True)
    assert [each.by for each in (await suspend.suspensions_now(town.ctx, one)).waiting] == [two.fingerprint]
    assert not await may_sign_in(town, who)
    assert await said(town, one, who, lift=True)
    assert await may_sign_in(town, who)
    her = who.fingerprint
    assert await actions(town, one) == [
        ("lifted", her),
        ("lift_proposed", her),
        ("suspended", her),
        ("suspend_proposed", her),
        ("suspend_proposed", her),
    ]


async def test_her_duty_offers_and_cases_end_and_go_to_others(town: Town) -> None:
    pair = await town.counsel(2)
    pressed = await town.press()
    await town.settle()
    who, _ = await offered(town, pair)
    await accepted(town, who)
    (other,) = [one for one in pair if one != who]
    await suspend.suspend_as_operator(town.ctx, who.fingerprint, lift=False)
    await town.settle()
    assert [offer.case_id for offer in await offers_to(town, other)] == [pressed.case_id]
    found = await board.board(town.ctx, await town.dispatcher())
    assert [one.fingerprint for one in found.counsel] == [other.fingerprint]


async def test_what_the_operator_did_stands_in_the_audit_log(town: Town) -> None:
    (who,) = await town.counsel(1)
    dispatcher = await town.dispatcher()
    for lift in (False, False, True):
        await suspend.suspend_as_operator(town.ctx, who.fingerprint, lift=lift)
    entries = (await desk.audit(town.ctx, dispatcher)).entries
    assert [(one.by, one.action, one.reason) for one in entries] == [
        ("operator", "lifted", who.fingerprint),
        ("operator", "suspended", who.fingerprint),
    ]


async def test_a_roster_that_names_her_does_not_let_her_in(town: Town) -> None:
    (who,) = await town.counsel(1)
    await suspend.suspend_as_operator(town.ctx, who.fingerprint, lift=False)
    await town.publish()
    assert not await may_sign_in(town, who)
    await town.publish(without=[who])
    with pytest.raises(Refused) as refused:
        await suspend.suspend_as_operator(town.ctx, who.fingerprint, lift=True)
    assert refused.value.status == 404
    await town.publish()
    assert await may_sign_in(town, who)


async def test_nobody_seconds_what_concerns_herself_nor_what_is_too_old(town: Town) -> None:
    one, two, three = [await town.dispatcher() for _ in range(3)]
    with pytest.raises(Refused) as refused:
        await said(town, one, one)
    assert refused.value.kind == "yourself"
    assert not await said(town, two, one)
    town.clock.advance(town.ctx.settings.limits.suspension_minutes * MINUTE_MS)
    assert not await said(town, three, one)
    assert await said(town, two, one)


async def test_who_is_put_out_seconds_nothing(town: Town) -> None:
    """What she wanted before is forgotten with her."""
    one, two, three = [await town.dispatcher() for _ in range(3)]
    (who,) = await town.counsel(1)
    assert not await said(town, one, who)
    await suspend.suspend_as_operator(town.ctx, one.fingerprint, lift=False)
    assert not await said(town, two, who)
    assert await said(town, three, who)


async def test_only_the_desk_may_and_only_members_of_the_roster_are(town: Town) -> None:
    (who,) = await town.counsel(1)
    dispatcher, pending = await town.dispatcher(), await town.enrol(Role.counsel)
    for by, whom, status in ((who, dispatcher, 403), (dispatcher, pending, 404)):
        with pytest.raises(Refused) as refused:
            await said(town, by, whom)
        assert refused.value.status == status
