"""Sealed messages, in order, each once."""

import asyncio
import threading

import pytest

from habeas.commands import attend, messages
from habeas.commands.errors import Refused
from habeas.commands.shapes.counsel import Close, Disposition
from habeas.commands.shapes.person import NewMessage
from habeas.core.board_events import OnCase
from habeas.core.transitions import HandedBack
from habeas.store import apply
from habeas.store.messages import PERSON
from habeas.store.tx import Tx
from tests.commands.acts import accepted, text_to
from tests.fakes.town import Town


async def test_both_sides_read_the_same_in_order(town: Town) -> None:
    (who,) = await town.counsel(1)
    pressed = await town.press()
    case = (await accepted(town, who)).case_id
    sealed = [text_to(town, pressed, who, text) for text in ("one", "two")]
    await messages.counsel_post(town.ctx, who, case, NewMessage("a" * 22, sealed[0]))
    posted, created = await messages.person_post(town.ctx, pressed.proof, NewMessage("b" * 22, sealed[1]))
    assert (posted.seq, created) == (2, True)

    hers = await messages.counsel_messages(town.ctx, who, case, 0)
    persons = await messages.person_messages(town.ctx, pressed.proof, 0)
    assert hers == persons
    assert [(one.seq, one.sender, one.sealed) for one in hers.messages] == [
        (1, who.fingerprint, sealed[0]),
        (2, PERSON, sealed[1]),
    ]
    assert [one.seq for one in (await messages.counsel_messages(town.ctx, who, case, 1)).messages] == [2]


async def test_sending_again_stores_nothing_new(town: Town) -> None:
    (who,) = await town.counsel(1)
    pressed = await town.press()
    case = (await accepted(town, who)).case_id
    body = NewMessage("a" * 22, text_to(town, pressed, who, "one"))
    first, _ = await messages.counsel_post(town.ctx, who, case, body)
    town.clock.advance(5_000)
    again, created = await messages.counsel_post(town.ctx, who, case, body)
    assert (again, created) == (first, False)

    other = NewMessage("a" * 22, text_to(town, pressed, who, "another"))
    with pytest.raises(Refused) as refused:
        await messages.counsel_post(town.ctx, who, case, other)
    assert (refused.value.status, refused.value.kind) == (409, "other-content")
    with pytest.raises(Refused):
        await messages.person_post(town.ctx, pressed.proof, body)


async def test_only_who_has_the_case_and_whose_it_is(town: Town) -> None:
    first, second = await town.counsel(2)
    pressed = await town.press(admitted=[first])
    case = (await accepted(town, first)).case_id
    body = NewMessage("a" * 22, text_to(town, pressed, second, "hello"))
    with pytest.raises(Refused) as by_counsel:
        await messages.counsel_post(town.ctx, second, case, body)
    with pytest.raises(Refused) as by_token:
        await messages.person_post(town.ctx, "x" * 43, body)
    assert (by_counsel.value.status, by_token.value.status) == (404, 404)


async def test_what_is_no_envelope_is_refused(town: Town) -> None:
    pressed = await town.press()
    for sealed, status in (("{}", 400), ("x" * 16_385, 413), (pressed.body.file, 400)):
        with pytest.raises(Refused) as refused:
            await messages.person_post(town.ctx, pressed.proof, NewMessage("a" * 22, sealed))
        assert refused.value.status == status


async def test_a_closed_case_takes_no_more(town: Town) -> None:
    (who,) = await town.counsel(1)
    pressed = await town.press()
    case = (await accepted(town, who)).case_id
    sealed = text_to(town, pressed, who, "one")
    await attend.close(town.ctx, who, case, Close(Disposition.helped))
    with pytest.raises(Refused) as refused:
        await messages.person_post(town.ctx, pressed.proof, NewMessage("a" * 22, sealed))
    assert (refused.value.status, refused.value.kind) == (409, "closed")


@pytest.mark.parametrize("limits", [{"messages_each_side": 3}, {"message_kilobytes_each_side": 8}])
async def test_each_side_has_room_of_its_own_and_no_more(town: Town, limits: dict[str, int]) -> None:
    """Whoever has the person's token can fill it, and counsel can still write."""
    (who,) = await town.counsel(1)
    pressed = await town.press()
    case = (await accepted(town, who)).case_id
    few, sealed = town.with_limits(**limits), text_to(town, pressed, who, "x" * 1_000)
    room = limits.get("messages_each_side", 8_000 // len(sealed))
    for number in range(room):
        await messages.person_post(few, pressed.proof, NewMessage(f"{number:022}", sealed))
    with pytest.raises(Refused) as refused:
        await messages.person_post(few, pressed.proof, NewMessage("f" * 22, sealed))
    assert (refused.value.status, refused.value.kind) == (413, "no-room")
    again, created = await messages.person_post(few, pressed.proof, NewMessage(f"{0:022}", sealed))
    assert (again.seq, created) == (1, False)
    theirs, _ = await messages.counsel_post(few, who, case, NewMessage("c" * 22, sealed))
    assert theirs.seq == room + 1


async def test_a_hand_back_that_is_written_first_keeps_her_message_out(town: Town) -> None:
    """Both wait for the writer when she still has the case."""
    (who,) = await town.counsel(1)
    pressed = await town.press()
    case = (await accepted(town, who)).case_id
    body = NewMessage("a" * 22, text_to(town, pressed, who, "one"))
    begun, go_on = threading.Event(), threading.Event()

    def busy(_: Tx) -> None:
        begun.set()
        go_on.wait()

    handed_back = OnCase(case, HandedBack(who.fingerprint, "other"))
    jobs = [asyncio.ensure_future(town.ctx.store.write(busy))]
    await asyncio.to_thread(begun.wait)
    jobs.append(
        asyncio.ensure_future(town.ctx.store.write(apply.apply_stored, handed_back, town.clock.now()))
    )
    await asyncio.wait(jobs, timeout=0)
    jobs.append(asyncio.ensure_future(messages.counsel_post(town.ctx, who, case, body)))
    await asyncio.wait(jobs, timeout=0)
    go_on.set()

    *_, posted = await asyncio.gather(*jobs, return_exceptions=True)
    assert isinstance(posted, Refused)
    assert posted.status == 404
    assert (await messages.person_messages(town.ctx, pressed.proof, 0)).messages == []
