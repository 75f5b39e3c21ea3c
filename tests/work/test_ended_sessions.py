"""A stream ends with the session that it is read by, whichever process ended that."""

import pytest

from habeas.commands import login, suspend
from habeas.sealed.ids import digest
from tests.commands.test_live import Stream
from tests.fakes.town import Town


async def test_streams_of_the_suspended_end_whichever_process_did_it(town: Town, elsewhere: Town) -> None:
    (who,) = await town.counsel(1)
    dispatcher = await town.dispatcher()
    streams = [Stream(await town.hub.counsel(who, None)), Stream(await town.hub.desk(dispatcher, None))]
    for stream in streams:
        await stream.next()
    for one in (who, dispatcher):
        await suspend.suspend_as_operator(elsewhere.ctx, one.fingerprint, lift=False)
    await town.hub.step()
    for stream in streams:
        with pytest.raises(StopAsyncIteration):
            await stream.next()


async def test_streams_end_when_their_member_signs_out(town: Town, elsewhere: Town) -> None:
    """Those of this sign-in alone, also when another process heard of it."""
    (who,) = await town.counsel(1)
    members = []
    for _ in range(2):
        token, _ = await login.open_session(town.ctx, who.fingerprint)
        members.append((token, await login.whoami(town.ctx, digest(token))))
    streams = [Stream(await town.hub.counsel(member, None)) for _, member in members if member]
    for stream in streams:
        await stream.next()
    await login.logout(elsewhere.ctx, digest(members[0][0]))
    await town.hub.step()
    with pytest.raises(StopAsyncIteration):
        await streams[0].next()
    assert await streams[1].quiet(town)
    await streams[1].close()


async def test_no_stream_begins_for_who_signed_out_while_she_asked_for_it(town: Town) -> None:
    who = await town.dispatcher()
    token, _ = await login.open_session(town.ctx, who.fingerprint)
    member = await login.whoami(town.ctx, digest(token))
    assert member is not None
    updates = await town.hub.desk(member, None)
    await login.logout(town.ctx, digest(token))
    with pytest.raises(StopAsyncIteration):
        await Stream(updates).next()
