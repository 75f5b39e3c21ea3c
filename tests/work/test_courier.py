"""The courier: at least once, honest states, never held up."""

import asyncio

from sqlalchemy import Row

from habeas.commands import answer
from habeas.commands.shapes.counsel import Decline, DeclineReason
from habeas.notify import Accepted, Answer, Notice, Refused, Retry
from habeas.store.tables import notice
from habeas.work.courier import Courier
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
