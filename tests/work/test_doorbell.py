"""The doorbell says "look again" and nothing else."""

import asyncio

from habeas.doorbell.local import LocalDoorbell


async def test_all_who_listen_hear_it() -> None:
    doorbell = LocalDoorbell()
    listeners = [doorbell.listen() for _ in range(2)]
    doorbell.ring()
    assert [await one.wait(0) for one in listeners] == [True, True]


async def test_rings_while_nobody_waits_are_kept_as_one() -> None:
    doorbell = LocalDoorbell()
    listener = doorbell.listen()
    for _ in range(3):
        doorbell.ring()
    assert listener.pending
    assert [await listener.wait(0) for _ in range(2)] == [True, False]


async def test_who_waits_is_woken() -> None:
    doorbell = LocalDoorbell()
    listener = doorbell.listen()
    waiting = asyncio.ensure_future(listener.wait())
    await asyncio.wait((waiting,), timeout=0)
    doorbell.ring()
    assert await asyncio.wait_for(waiting, 5)


async def test_who_left_hears_nothing() -> None:
    doorbell = LocalDoorbell()
    listener = doorbell.listen()
    doorbell.leave(listener)
    doorbell.ring()
    assert not listener.pending
