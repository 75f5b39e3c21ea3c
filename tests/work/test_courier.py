"""The courier: at least once, honest states, never held up."""

import asyncio

import pytest
from sqlalchemy import Row

from habeas.commands import answer
from habeas.commands.shapes.counsel import Decline, DeclineReason
from habeas.notify import Accepted, Answer, Channel, Notice, Refused, Retry
from habeas.store import notices as outbox
from habeas.store.notices import Outcome
from habeas.store.tables import notice
from habeas.store.tx import Tx
from habeas.work.courier import CLAIM_MARGIN_S, Courier
from tests.commands.acts import offers_to
from tests.fakes.town import Town


class FakeChannel:
    """Answers as it is told, in turn; the last answer stays."""

    def __init__(self, *answers: Answer) -> None:
        self._answers = list(answers)
        self.sent: list[Notice] = []

    async def send(self, sent: Notice) -> Answer:
        self.sent.append(sent)
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


class StuckChannel:
    """Never answers some, and the rest at once."""

    def __init__(self, stuck: str) -> None:
        self._stuck = stuck

    async def send(self, sent: Notice) -> Answer:
        if sent.counsel == self._stuck:
            await asyncio.Event().wait()
        return Accepted()


class SlowChannel:
    """Answers when it is told, those who wait longest first. `asked`: somebody waits."""

    def __init__(self) -> None:
        self.sent: list[Notice] = []
        self.waiting: list[asyncio.Future[Answer]] = []
        self.asked = asyncio.Event()

    async def send(self, sent: Notice) -> Answer:
        self.sent.append(sent)
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.waiting.append(answer)
        self.asked.set()
        return await answer

    def answer(self, answer: Answer) -> None:
        self.waiting.pop(0).set_result(answer)
        self.asked.clear()


class BrokenChannel:
    """A fault in it quotes what was sent."""

    async def send(self, sent: Notice) -> Answer:
        raise ZeroDivisionError(f"+44 1632 960000 {sent.notice_id}")


async def notices(town: Town) -> list[Row]:
    return await town.ctx.store.read(lambda conn: conn.execute(notice.select().order_by("made_at")).all())


async def rung(town: Town) -> str:
    """One counsel with one open offer and its notice queued; her fingerprint."""
    (who,) = await town.counsel(1)
    await town.press()
    await town.clerk.step()
    return who.fingerprint


async def test_a_notice_is_written_with_its_offer_and_carries_nothing_of_the_case(town: Town) -> None:
    who = await rung(town)
    (row,) = await notices(town)
    assert (row.state, row.attempts, row.counsel) == ("queued", 0, who)
    channel = FakeChannel(Accepted())
    await Courier(town.ctx, {"live": channel}).step()
    assert channel.sent == [Notice(row.notice_id, who)]


async def test_it_is_tried_again_until_it_is_taken(town: Town) -> None:
    await rung(town)
    courier = Courier(town.ctx, {"live": FakeChannel(Retry("busy"), Retry("busy"), Accepted())})
    states = []
    for _ in range(4):
        await courier.step()
        (row,) = await notices(town)
        states.append((row.state, row.attempts))
        town.clock.advance(3_000)
    assert states == [("queued", 1), ("queued", 2), ("accepted", 3), ("accepted", 3)]


async def test_between_attempts_it_waits(town: Town) -> None:
    await rung(town)
    channel = FakeChannel(Retry("busy"))
    courier = Courier(town.ctx, {"live": channel})
    for _ in range(3):
        await courier.step()
    assert len(channel.sent) == 1


async def test_refused_is_failed_for_good(town: Town) -> None:
    await rung(town)
    courier = Courier(town.ctx, {"live": FakeChannel(Refused("no such number"))})
    for _ in range(2):
        await courier.step()
        town.clock.advance(3_000)
    (row,) = await notices(town)
    assert (row.state, row.attempts, row.failed_at) == ("failed", 1, row.made_at)


async def test_what_nobody_saw_before_the_offer_ended_has_failed(town: Town) -> None:
    await rung(town)
    await Courier(town.ctx, {"live": FakeChannel(Accepted())}).step()
    await town.pass_time(45)
    assert [row.state for row in await notices(town)] == ["failed"]


async def test_who_answers_has_seen_it(town: Town) -> None:
    (who,) = await town.counsel(1)
    await town.press()
    await town.settle()
    (offer,) = await offers_to(town, who)
    await answer.decline(town.ctx, who, offer.offer_id, Decline(DeclineReason.busy))
    assert [row.state for row in await notices(town)] == ["shown"]


async def two_channels(town: Town, **channels: Channel) -> dict[str, str]:
    """Two counsel with a notice each, by the names of two channels; her fingerprint by the channel."""
    among = await town.counsel(2)
    for who in among:
        await town.press(admitted=[who])
    await town.clerk.step()
    by_channel = {name: who.fingerprint for name, who in zip(channels, among, strict=True)}

    def move(tx: Tx) -> None:
        for name, counsel in by_channel.items():
            tx.conn.execute(notice.update().where(notice.c.counsel == counsel).values(channel=name))

    await town.ctx.store.write(move)
    return by_channel


async def states(town: Town) -> dict[str, str]:
    return {row.counsel: row.state for row in await notices(town)}


async def test_a_channel_that_hangs_keeps_no_other_waiting(town: Town) -> None:
    channels = {"hangs": (hanging := SlowChannel()), "quick": FakeChannel(Accepted())}
    who = await two_channels(town, **channels)
    courier = Courier(town.ctx, channels)
    tasks = await courier.look()
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    assert await states(town) == {who["hangs"]: "queued", who["quick"]: "accepted"}
    assert [len(hanging.waiting), [task.done() for task in tasks].count(True)] == [1, 1]
    await courier.stop()


async def test_a_channel_that_is_slow_is_waited_for_and_asked_once(town: Town) -> None:
    await rung(town)
    courier = Courier(town.ctx, {"live": (slow := SlowChannel())})
    (task,) = await courier.look()
    town.clock.advance(9_000)
    assert await courier.look() == []
    slow.answer(Accepted())
    await task
    assert [row.state for row in await notices(town)] == ["accepted"]


async def test_a_channel_that_raises_is_tried_again_and_its_message_is_not_logged(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    channels = {"broken": BrokenChannel(), "quick": FakeChannel(Accepted())}
    who = await two_channels(town, **channels)
    courier = Courier(town.ctx, channels)
    for _ in range(2):
        await courier.step()
        assert await states(town) == {who["broken"]: "queued", who["quick"]: "accepted"}
        town.clock.advance(3_000)
    assert caplog.messages == ["the channel broken failed: ZeroDivisionError"] * 2
    assert "+44" not in caplog.text


async def test_a_channel_sends_so_many_at_once_and_goes_on_as_they_end(town: Town) -> None:
    among = await town.counsel(3)
    for who in among:
        await town.press(admitted=[who])
    await town.clerk.step()
    courier = Courier(town.with_limits(notice_workers=2), {"live": (slow := SlowChannel())})
    first = await courier.look()
    assert (len(first), await courier.look()) == (2, [])
    slow.answer(Accepted())
    await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
    assert len(await courier.look()) == 1
    await courier.stop()


async def test_it_goes_on_by_itself_as_they_end(town: Town) -> None:
    for who in await town.counsel(3):
        await town.press(admitted=[who])
    await town.clerk.step()
    slow = SlowChannel()
    running = asyncio.create_task(Courier(town.with_limits(notice_workers=1), {"live": slow}).run())
    for _ in range(3):
        await slow.asked.wait()
        slow.answer(Accepted())
    running.cancel()
    await asyncio.wait((running,))
    assert running.cancelled()
    assert len(slow.sent) == 3


async def test_what_a_dead_courier_had_claimed_is_sent_by_the_next_one_at_once(town: Town) -> None:
    await rung(town)
    dead = Courier(town.ctx, {"live": SlowChannel()})
    await dead.look()
    await dead.stop()
    channel = FakeChannel(Accepted())
    courier = Courier(town.ctx, {"live": channel})
    await courier.step()
    assert channel.sent == []
    await courier.begin()
    await courier.step()
    assert len(channel.sent) == 1


async def test_a_claim_ends_by_itself(town: Town) -> None:
    await rung(town)
    dead = Courier(town.ctx, {"live": SlowChannel()})
    await dead.look()
    await dead.stop()
    courier = Courier(town.ctx, {"live": FakeChannel(Accepted())})
    town.clock.advance((town.ctx.settings.limits.notice_send_seconds + CLAIM_MARGIN_S) * 1_000)
    await courier.step()
    assert [(row.state, row.attempts) for row in await notices(town)] == [("accepted", 2)]


@pytest.mark.parametrize(("late", "after"), [("accepted", "accepted"), ("failed", "queued")])
async def test_of_a_claim_that_ended_only_that_it_was_taken_still_counts(
    town: Town, late: str, after: str
) -> None:
    await rung(town)
    now, store = town.clock.now(), town.ctx.store
    (first,) = await store.write(outbox.claim, {"live": 1}, now, now + 1_000)
    (second,) = await store.write(outbox.claim, {"live": 1}, now + 1_000, now + 2_000)
    assert (first.attempt, second.attempt) == (1, 2)
    await store.write(outbox.record, Outcome(first, late), now)
    assert [row.state for row in await notices(town)] == [after]
    await store.write(outbox.record, Outcome(second, "failed"), now)
    assert [row.state for row in await notices(town)] == ["accepted" if after == "accepted" else "failed"]


async def test_what_is_for_a_channel_that_is_gone_has_failed(town: Town) -> None:
    who = await two_channels(town, gone=FakeChannel(Accepted()), live=FakeChannel(Accepted()))
    courier = Courier(town.ctx)
    await courier.begin()
    await courier.step()
    assert await states(town) == {who["gone"]: "failed", who["live"]: "queued"}


async def test_a_stuck_one_does_not_hold_up_the_next(town: Town) -> None:
    first, second = await town.counsel(2)
    await town.press(admitted=[first])
    await town.press(admitted=[second])
    await town.clerk.step()
    quick = town.with_limits(notice_send_seconds=0)
    await Courier(quick, {"live": StuckChannel(first.fingerprint)}).step()
    states = {row.counsel: row.state for row in await notices(town)}
    assert states == {first.fingerprint: "queued", second.fingerprint: "accepted"}


async def test_a_notice_of_the_same_offer_is_queued_once(town: Town) -> None:
    await rung(town)
    town.restart()
    await town.clerk.step()
    town.restart()
    await town.clerk.step()
    assert len(await notices(town)) == 1
