"""Commands and loops on a real database file and a virtual clock, without HTTP: the test takes the steps."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import count
from pathlib import Path

import msgspec
from msgspec import structs
from sqlalchemy import Connection

from habeas.client.seal.body import Card, FileBody
from habeas.client.seal.ending import end_secret
from habeas.client.seal.keys import MemberKeys, PersonKeys, make_member, make_person
from habeas.client.seal.press import Clear, seal_press
from habeas.commands.context import Context, Member
from habeas.commands.duty import set_duty
from habeas.commands.enrol import new_member
from habeas.commands.live import Hub
from habeas.commands.press import press
from habeas.commands.rosters import publish
from habeas.commands.settings import Area, Settings
from habeas.commands.shapes import common
from habeas.commands.shapes.counsel import SetDuty
from habeas.commands.shapes.person import EndCodeSecret, Press
from habeas.core.plan import Plan, Step
from habeas.core.time import HOUR_MS, SECOND_MS
from habeas.notify.live import LiveChannel
from habeas.sealed.roster import Member as Listed
from habeas.sealed.roster import Role, Roster
from habeas.store import members
from habeas.store.engine import READERS, Store
from habeas.work.checkin_loop import CheckInLoop
from habeas.work.clerk import Clerk
from habeas.work.courier import Courier
from habeas.work.janitor import Janitor
from tests.fakes.clock import VirtualClock
from tests.fakes.organisation import THRESHOLD, FakeOrganisation
from tests.fakes.promises import CLERK, CountingDoorbell, settle
from tests.fakes.ready import empty_database

AREAS = ("north", "centre", "south")
PLAN = Plan(steps=(Step(1, 45), Step(2, 45)))
CLEAR = Clear("centre", "detained", "now", "en")
# Another place: who is coming to the centre is not given this one.
SOUTH = Clear("south", "detained", "now", "en")


class Chance:
    """Bytes that look drawn but are the same in every run."""

    def __init__(self) -> None:
        self._draws = count()

    def __call__(self, size: int) -> bytes:
        drawn = b""
        while len(drawn) < size:
            drawn += sha256(f"draw {next(self._draws)}".encode()).digest()
        return drawn[:size]


def settings(organisation: FakeOrganisation, plan: Plan = PLAN) -> Settings:
    return Settings(
        organisation=organisation.organisation,
        name={"en": "Test aid"},
        public_url="http://localhost",
        rp_id="localhost",
        origin="http://localhost",
        signers=organisation.signers,
        threshold=THRESHOLD,
        areas=tuple(Area(area, {"en": area}, 50.0 + row / 10, 30.0) for row, area in enumerate(AREAS)),
        travel={a: {b: 10 + 30 * abs(i - j) for j, b in enumerate(AREAS)} for i, a in enumerate(AREAS)},
        plan=plan,
    )


@dataclass(frozen=True)
class Pressed:
    """One person's press, as sent."""

    keys: PersonKeys
    body: Press
    size: int

    @property
    def case_id(self) -> str:
        return self.keys.kid

    @property
    def proof(self) -> str:
        return self.keys.token_sha256

    def word(self, code: str = "fine") -> EndCodeSecret:
        """What is sent to end it, by one of the two codes."""
        return EndCodeSecret(end_secret(self.keys.token, code))


class Town:
    """One instance and the keys of its members."""

    def __init__(self, ctx: Context, clock: VirtualClock, organisation: FakeOrganisation, path: Path) -> None:
        self.ctx = ctx
        self.clock = clock
        self.organisation = organisation
        self.path = path
        self.keys: dict[str, MemberKeys] = {}
        self.listed: dict[str, Listed] = {}
        self.hub = Hub(ctx)
        self.restart()

    def with_limits(self, **other: int) -> Context:
        """The same instance with other limits."""
        limits = structs.replace(self.ctx.settings.limits, **other)
        return replace(self.ctx, settings=structs.replace(self.ctx.settings, limits=limits))

    def restart(self) -> None:
        """New loops that remember nothing."""
        self.clerk = Clerk(self.ctx)
        self.courier = Courier(self.ctx)
        self.janitor = Janitor(self.ctx)
        self.check_in_loop = CheckInLoop(self.ctx)

    async def enrol(self, role: Role, areas: Sequence[str] = AREAS) -> Member:
        """A pending member; `publish` makes her active."""
        keys = make_member()
        listed = keys.roster_member(role, ["en"], list(areas))
        new = new_member(
            common.PublicKey(keys.seal_public.x, keys.seal_public.y),
            common.PublicKey(keys.sign_public.x, keys.sign_public.y),
            common.Role(role.value),
            ("en",),
            tuple(areas),
        )
        assert await self.ctx.store.write(members.add, new, self.ctx.now())
        self.keys[keys.kid], self.listed[keys.kid] = keys, listed
        return Member(keys.kid, common.Role(role.value))

    async def publish(self, *, without: Sequence[Member] = ()) -> int:
        gone = {one.fingerprint for one in without}
        named = [one for one in self.listed.values() if one.fingerprint not in gone]
        document, group_key = self.organisation.sign(named, self.clock.now())
        return await publish(self.ctx, document, group_key, self.organisation.standby)

    async def counsel(self, number: int, area: str = "centre") -> list[Member]:
        """Active counsel on duty."""
        made = [await self.enrol(Role.counsel) for _ in range(number)]
        await self.publish()
        for one in made:
            await self.on_duty(one, area)
        return made

    async def dispatcher(self) -> Member:
        made = await self.enrol(Role.desk)
        await self.publish()
        return made

    async def on_duty(self, who: Member, area: str = "centre") -> None:
        await set_duty(self.ctx, who, SetDuty(True, area, self.clock.now() + 8 * HOUR_MS))

    async def off_duty(self, who: Member) -> None:
        await set_duty(self.ctx, who, SetDuty(False))

    def sealed_press(self, clear: Clear = CLEAR, admitted: Sequence[Member] | None = None) -> Pressed:
        """A press sealed to all members, or to `admitted` only; not sent."""
        let_in = None if admitted is None else {one.fingerprint for one in admitted}
        listed = [one for one in self.listed.values() if let_in is None or one.fingerprint in let_in]
        roster = Roster("test-aid", max(self.organisation.version, 1), 0, 2**52, None, "x" * 43, listed)
        keys = make_person()
        duty = [one.fingerprint for one in listed]
        made = seal_press(keys, roster, clear, duty=duty, card=Card(where="Pier 9"), file=FileBody())
        return Pressed(keys, msgspec.json.decode(made.body, type=Press), len(made.body))

    async def press(self, clear: Clear = CLEAR, admitted: Sequence[Member] | None = None) -> Pressed:
        """Press and send."""
        made = self.sealed_press(clear, admitted)
        _, created = await press(self.ctx, made.body, made.size)
        assert created
        return made

    async def settle(self) -> None:
        """Let the loops look until nothing is left to do now. The promises hold after each look."""
        loops = {
            "check-in loop": self.check_in_loop,
            CLERK: self.clerk,
            "courier": self.courier,
            "hub": self.hub,
        }
        await settle(self.ctx, {name: loop.step for name, loop in loops.items()})

    async def reads_are_back(self) -> None:
        """Whatever was asked of the database before has been answered: all readers meet, so none is busy."""
        meeting = threading.Barrier(READERS)

        def meet(_conn: Connection) -> int:
            return meeting.wait()

        await asyncio.gather(*(self.ctx.store.read(meet) for _ in range(READERS)))

    async def pass_time(self, seconds: int) -> None:
        self.clock.advance(seconds * SECOND_MS)
        await self.settle()


@asynccontextmanager
async def town(folder: Path, plan: Plan = PLAN) -> AsyncIterator[Town]:
    """An empty instance with its database in `folder`."""
    clock, organisation, path = VirtualClock(), FakeOrganisation(), folder / "habeas.db"
    empty_database(path)
    store = Store(f"sqlite:///{path}")
    its = settings(organisation, plan)
    ctx = Context(store, CountingDoorbell(), clock, its, Chance(), LiveChannel())
    try:
        yield Town(ctx, clock, organisation, path)
    finally:
        store.close()
