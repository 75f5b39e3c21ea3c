"""The accepted counsel's work on a case."""

import pytest

from habeas.commands import attend, cancel, counsel_view, status
from habeas.commands.errors import Refused
from habeas.commands.shapes.counsel import Close, Disposition, HandBack, HandBackReason, Progress, Step
from habeas.store import audit
from habeas.store.audit import AuditAction
from tests.commands.acts import accepted, offered, offers_to
from tests.fakes.town import Town


async def test_on_the_way_then_at_the_door_then_done(town: Town) -> None:
    (who,) = await town.counsel(1)
    pressed = await town.press()
    case = await accepted(town, who)
    for step in (Step.en_route, Step.en_route, Step.arrived, Step.arrived):
        case = await attend.progress(town.ctx, who, pressed.case_id, Progress(step))
        assert case.state == step
    assert case.arrived_at == town.clock.now()
    for _ in range(2):
        await attend.close(town.ctx, who, pressed.case_id, Close(Disposition.helped))
    told = await status.status(town.ctx, pressed.proof)
    assert (told.state, told.disposition) == ("closed", "helped")
    assert (await counsel_view.counsel_view(town.ctx, who)).cases == []


async def test_no_step_back(town: Town) -> None:
    (who,) = await town.counsel(1)
    pressed = await town.press()
    await accepted(town, who)
    await attend.progress(town.ctx, who, pressed.case_id, Progress(Step.arrived))
    with pytest.raises(Refused) as refused:
        await attend.progress(town.ctx, who, pressed.case_id, Progress(Step.en_route))
    assert (refused.value.status, refused.value.kind) == (409, "out-of-order")


async def test_what_is_handed_back_is_offered_to_others_and_told_to_the_desk(town: Town) -> None:
    among = await town.counsel(2)
    pressed = await town.press()
    await town.settle()
    who, _ = await offered(town, among)
    await accepted(town, who)
    await attend.hand_back(town.ctx, who, pressed.case_id, HandBack(HandBackReason.cannot_reach))
    await town.settle()
    assert (await offered(town, among))[0] != who
    entries = await town.ctx.store.read(audit.newest, 10)
    assert [(entry.action, entry.by, entry.reason) for entry in entries] == [
        (AuditAction.handed_back, who.fingerprint, "cannot_reach")
    ]
    with pytest.raises(Refused) as refused:
        await attend.sealed_parts(town.ctx, who, pressed.case_id)
    assert refused.value.status == 404


async def test_the_person_is_told_that_who_accepted_cannot_come(town: Town) -> None:
    first, second = await town.counsel(2)
    pressed = await town.press()
    await town.settle()
    who, _ = await offered(town, [first, second])
    await accepted(town, who)
    await town.pass_time(5)
    await attend.hand_back(town.ctx, who, pressed.case_id, HandBack(HandBackReason.busy))
    back = await status.status(town.ctx, pressed.proof)
    assert (back.state, back.handed_back, back.asked, back.phones_shown) == ("waiting", True, 0, 0)
    await town.settle()
    assert (await status.status(town.ctx, pressed.proof)).asked == 1
    await accepted(town, second if who is first else first)
    assert not (await status.status(town.ctx, pressed.proof)).handed_back


async def test_what_was_closed_after_a_hand_back_is_no_longer_handed_back(town: Town) -> None:
    (who,) = await town.counsel(1)
    pressed = await town.press()
    await accepted(town, who)
    await town.pass_time(5)
    await attend.hand_back(town.ctx, who, pressed.case_id, HandBack(HandBackReason.busy))
    assert not (await cancel.cancel(town.ctx, pressed.proof, pressed.word())).handed_back


async def test_opening_the_file_is_logged_once(town: Town) -> None:
    (who,) = await town.counsel(1)
    pressed = await town.press()
    await accepted(town, who)
    for _ in range(3):
        await attend.sealed_parts(town.ctx, who, pressed.case_id)
    entries = await town.ctx.store.read(audit.newest, 10)
    assert [(entry.action, entry.case_id) for entry in entries] == [
        (AuditAction.counsel_opened, pressed.case_id)
    ]


async def test_what_the_person_takes_back_is_over_for_everybody(town: Town) -> None:
    (who,) = await town.counsel(1)
    pressed = await town.press()
    await town.settle()
    assert await offers_to(town, who)
    for _ in range(2):
        told = await cancel.cancel(town.ctx, pressed.proof, pressed.word())
        assert (told.state, told.disposition) == ("closed", "cancelled")
    await town.settle()
    assert await offers_to(town, who) == []


async def test_a_case_closed_otherwise_stays_as_it_was_closed(town: Town) -> None:
    (who,) = await town.counsel(1)
    pressed = await town.press()
    await accepted(town, who)
    await attend.close(town.ctx, who, pressed.case_id, Close(Disposition.released))
    told = await cancel.cancel(town.ctx, pressed.proof, pressed.word())
    assert told.disposition == "released"


async def test_a_case_of_another_is_hidden(town: Town) -> None:
    first, second = await town.counsel(2)
    pressed = await town.press(admitted=[first])
    await accepted(town, first)
    with pytest.raises(Refused) as refused:
        await attend.progress(town.ctx, second, pressed.case_id, Progress(Step.arrived))
    assert refused.value.status == 404
