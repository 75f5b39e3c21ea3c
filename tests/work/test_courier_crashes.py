"""Whatever a provider does and whenever the courier dies: each notice is sent, and ends once."""

import asyncio
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from habeas.commands.context import Context
from habeas.notify import Accepted, Answer, Notice, Refused, Retry
from habeas.store import notices
from habeas.store.engine import Store
from habeas.store.tables import notice
from habeas.work.courier import CLAIM_MARGIN_S, Courier
from tests.fakes.clock import VirtualClock
from tests.fakes.town import town

NOTICES = 5
WORKERS = 2
ATTEMPTS = 4
FINAL = {"accepted", "failed"}
ANSWERS = st.sampled_from([Accepted(), Retry("busy"), Refused("no such number"), ZeroDivisionError()])


class Provider:
    """Holds each request until it is told what to answer; remembers what it answered to which notice."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, asyncio.Future[Answer]]] = []
        self.sent: Counter[str] = Counter()
        self.answers: dict[str, list[object]] = {}

    async def send(self, sent: Notice) -> Answer:
        self.sent[sent.notice_id] += 1
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.requests.append((sent.notice_id, answer))
        return await answer

    def answer(self, index: int, given: Answer | Exception) -> None:
        notice_id, answer = self.requests.pop(index)
        self.answers.setdefault(notice_id, []).append(given)
        if isinstance(given, Exception):
            answer.set_exception(given)
        else:
            answer.set_result(given)


async def make_outbox(folder: Path) -> Context:
    """A database with some notices queued; its context without the store that wrote it."""
    async with town(folder) as made:
        for who in await made.counsel(NOTICES):
            await made.press(admitted=[who])
        await made.clerk.step()
        return made.with_limits(notice_workers=WORKERS, notice_attempts=ATTEMPTS)


class Outbox(RuleBasedStateMachine):
    """`ctx` and `database` are set by the test."""

    ctx: Context
    database: Path

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        copy = Path(self._folder.name) / "habeas.db"
        shutil.copy(self.database, copy)
        self._runner = asyncio.Runner()
        self._clock = VirtualClock(self.ctx.clock.now())
        store = self._run(self._open(f"sqlite:///{copy}"))
        self._town = replace(self.ctx, store=store, clock=self._clock)
        self._provider = Provider()
        self._tasks: list[asyncio.Task[None]] = []
        self._states: dict[str, str] = {}
        self._courier = Courier(self._town, {"live": self._provider})
        self._couriers: list[Courier] = []

    @rule()
    def look(self) -> None:
        """What is due is on its way to the provider."""

        async def begin() -> None:
            self._tasks += await self._courier.look()
            await self._turn()

        self._run(begin())

    @rule(seconds=st.integers(1, 30))
    def time_passes(self, seconds: int) -> None:
        self._clock.advance(seconds * 1_000)

    @precondition(lambda self: self._provider.requests)
    @rule(given=ANSWERS, index=st.integers(0, NOTICES))
    def the_provider_answers(self, given: Answer | Exception, index: int) -> None:
        """And the outcome is written."""

        async def answer() -> None:
            before = len(self._tasks)
            self._provider.answer(index % len(self._provider.requests), given)
            await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
            self._tasks = [task for task in self._tasks if not task.done()]
            assert len(self._tasks) == before - 1

        self._run(answer())

    @rule()
    def the_courier_dies(self) -> None:
        """Another begins."""
        self._run(self._replace(given=None))

    @rule(begins=st.booleans())
    def another_courier_begins_while_this_one_sleeps(self, begins: bool) -> None:
        """What the first one sent may still be answered, when the second has sent it too."""
        self._couriers.append(self._courier)
        self._courier = Courier(self._town, {"live": self._provider})
        if begins:
            self._run(self._courier.begin())

    @precondition(lambda self: self._provider.requests)
    @rule(given=ANSWERS)
    def the_courier_dies_before_it_writes_what_was_answered(self, given: Answer | Exception) -> None:
        self._run(self._replace(given=given))

    @invariant()
    def what_has_ended_stays_so(self) -> None:
        rows = self._run(self._rows())
        assert len(rows) == NOTICES
        for notice_id, state, next_at, attempts in rows:
            before = self._states.get(notice_id, "queued")
            assert before in (state, "queued"), "what has ended stays so"
            assert (next_at is None) == (state in FINAL), "what has not ended is due some time"
            self._states[notice_id] = state
            self._check_reason(notice_id, state, attempts)

    def teardown(self) -> None:
        """The provider works again: all end, and each was sent."""
        self._run(self._until_quiet())
        rows = self._run(self._rows())
        assert {state for _, state, _, _ in rows} <= FINAL
        assert set(self._provider.sent) == {notice_id for notice_id, *_ in rows}
        self.what_has_ended_stays_so()
        for courier in (*self._couriers, self._courier):
            self._run(courier.stop())
        self._town.store.close()
        self._runner.close()
        self._folder.cleanup()

    def _check_reason(self, notice_id: str, state: str, attempts: int) -> None:
        answers = self._provider.answers.get(notice_id, [])
        if state == "accepted":
            assert Accepted() in answers
        if state == "failed":
            assert Refused("no such number") in answers or attempts >= ATTEMPTS

    async def _until_quiet(self) -> None:
        for _ in range(2 * ATTEMPTS * NOTICES):
            self._clock.advance((self.ctx.settings.limits.notice_send_seconds + CLAIM_MARGIN_S) * 1_000)
            self._tasks += await self._courier.look()
            await self._turn()
            while self._provider.requests:
                self._provider.answer(0, Accepted())
            if self._tasks:
                await asyncio.wait(self._tasks)
            self._tasks.clear()

    async def _replace(self, given: Answer | Exception | None) -> None:
        if given is not None:
            self._provider.answer(0, given)
        for courier in (*self._couriers, self._courier):
            await courier.stop()
        self._couriers.clear()
        self._tasks.clear()
        self._provider.requests.clear()
        self._courier = Courier(self._town, {"live": self._provider})
        await self._courier.begin()

    async def _turn(self) -> None:
        """Until each task has asked the provider."""
        await self._town.store.read(notices.next_at, [])

    async def _open(self, url: str) -> Store:
        return Store(url)

    async def _rows(self) -> list[tuple[str, str, int | None, int]]:
        columns = (notice.c.notice_id, notice.c.state, notice.c.next_at, notice.c.attempts)
        return await self._town.store.read(
            lambda conn: [tuple(row) for row in conn.execute(notice.select().with_only_columns(*columns))]
        )

    def _run(self, work):  # type: ignore[no-untyped-def]
        return self._runner.run(work)


def test_each_notice_is_sent_and_ends_once(tmp_path: Path) -> None:
    Outbox.ctx = asyncio.run(make_outbox(tmp_path))
    Outbox.database = tmp_path / "habeas.db"
    run_state_machine_as_test(
        Outbox,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
