"""A whole instance on a virtual clock: the real application behind a real socket, on a real database file.

Only the clock and the passkeys are fakes. The loops do not run by themselves: `settle` and `pass_time` do it.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import httpx
from msgspec import structs

from habeas.client.counsel import CounselParty
from habeas.client.desk import DeskParty
from habeas.client.member import MemberParty
from habeas.client.person import PersonParty
from habeas.client.seal.keys import MemberKeys
from habeas.client.seal.press import Clear
from habeas.commands import directories
from habeas.commands.context import Context
from habeas.commands.invite import invite
from habeas.commands.limits import Limits
from habeas.commands.rosters import publish
from habeas.commands.settings import Area, Hotline, Place, Settings
from habeas.commands.shapes.common import Role
from habeas.core.plan import Plan, Step
from habeas.core.time import HOUR_MS, SECOND_MS, Millis
from habeas.http.server import Server, listen
from habeas.sealed.roster import Group, Member
from habeas.sealed.roster import Role as ListedRole
from habeas.settings import Instance
from habeas.wire import Service, assemble, open_instance
from habeas.work.checkin_loop import CheckInLoop
from habeas.work.clerk import Clerk
from habeas.work.courier import Courier
from habeas.work.janitor import Janitor
from tests.fakes.authenticator import Authenticator
from tests.fakes.clock import VirtualClock
from tests.fakes.organisation import THRESHOLD, FakeOrganisation
from tests.fakes.promises import CLERK, CountingDoorbell, settle
from tests.fakes.ready import client, empty_database

AREAS = ("north", "centre", "south")
STEP_SECONDS = 45
PLAN = Plan((Step(1, STEP_SECONDS), Step(2, STEP_SECONDS)))
CLEAR = Clear("centre", "detained", "now", "en")
LIMITS = Limits()

P = TypeVar("P", CounselParty, DeskParty)


def settings(organisation: FakeOrganisation, origin: str, limits: Limits) -> Settings:
    """A small city: three areas in a row, half an hour from one to the next."""
    return Settings(
        organisation=organisation.organisation,
        name={"en": "Test aid"},
        public_url=origin,
        rp_id="localhost",
        origin=origin,
        signers=organisation.signers,
        threshold=THRESHOLD,
        languages=("en", "ru"),
        areas=tuple(
            Area(area, {"en": area.title(), "ru": area}, 50.0 + row / 10, 30.0)
            for row, area in enumerate(AREAS)
        ),
        places=(Place("police-1", "centre", {"en": "Police station 1", "ru": "Отдел полиции № 1"}),),
        hotlines=(Hotline({"en": "Hotline", "ru": "Горячая линия"}, "+44 1632 960000", sms=True),),
        travel={a: {b: 10 + 30 * abs(i - j) for j, b in enumerate(AREAS)} for i, a in enumerate(AREAS)},
        plan=PLAN,
        limits=limits,
    )


class World:
    """One running instance and whoever takes part in it. Made by `world()`."""

    def __init__(self, service: Service, organisation: FakeOrganisation, clock: VirtualClock) -> None:
        self.service = service
        self.clerk, self.courier = Clerk(service.ctx), Courier(service.ctx)
        self.janitor, self.check_in_loop = Janitor(service.ctx), CheckInLoop(service.ctx)
        self.organisation = organisation
        self.clock = clock
        self.origin = service.ctx.settings.origin
        self._stack = AsyncExitStack()
        self._listed: dict[str, Member] = {}

    @property
    def ctx(self) -> Context:
        return self.service.ctx

    @property
    def enrolled(self) -> tuple[str, ...]:
        """Fingerprints of all who ever enrolled."""
        return tuple(self._listed)

    def listed(self, party: MemberParty) -> Member:
        """Her line in the roster."""
        return self._listed[party.fingerprint]

    async def http(self) -> httpx.AsyncClient:
        """A device of its own: its cookies are nobody else's."""
        return await self._stack.enter_async_context(client(self.origin, timeout=10))

    async def person(self) -> PersonParty:
        return PersonParty(await self.http(), self.clock.now)

    async def counsel(
        self, *languages: str, areas: tuple[str, ...] = AREAS, keys: MemberKeys | None = None
    ) -> CounselParty:
        """An enrolled and signed-in counsel, pending until the next `publish`; with fresh keys, or these."""
        return await self._member(CounselParty, Role.counsel, languages or ("en",), areas, keys)

    async def dispatcher(self, group: Group | None = None) -> DeskParty:
        """An enrolled and signed-in dispatcher, pending until the next `publish`."""
        made = await self._member(DeskParty, Role.desk, ("en",), ())
        self._listed[made.fingerprint] = structs.replace(self._listed[made.fingerprint], group=group)
        return made

    async def _member(
        self,
        kind: type[P],
        role: Role,
        languages: tuple[str, ...],
        areas: tuple[str, ...],
        keys: MemberKeys | None = None,
    ) -> P:
        party = kind(await self.http(), self.clock.now, keys)
        passkey = Authenticator(self.origin)
        await party.enrol(await invite(self.ctx, role, 1), passkey.create, languages, areas)
        await party.log_in(passkey.get)
        listed = party.keys.roster_member(ListedRole(role), list(languages), list(areas))
        self._listed[party.fingerprint] = listed
        return party

    async def publish(self, *, without: tuple[str, ...] = ()) -> int:
        """Sign and publish a roster of all who enrolled, but for `without`; returns its version."""
        members = [one for one in self._listed.values() if one.fingerprint not in without]
        document, group_key = self.organisation.sign(members, self.clock.now())
        return await publish(self.ctx, document, group_key, self.organisation.standby)

    async def publish_directory(self) -> int:
        """Sign and publish what the settings say, as `habeas directory draft` has it; returns its version."""
        content = await directories.draft(self.ctx, {})
        return await directories.publish(
            self.ctx, self.organisation.sign_directory(content, self.clock.now())
        )

    async def on_duty(self, counsel: CounselParty, area: str = "centre") -> None:
        await counsel.go_on_duty(area, self.clock.now() + 8 * HOUR_MS)

    async def settle(self) -> None:
        """Let the loops look until nothing is left to do now. The promises hold after each look."""
        loops = {"check-in loop": self.check_in_loop, CLERK: self.clerk, "courier": self.courier}
        steps = {name: loop.step for name, loop in loops.items()}
        await settle(self.ctx, {**steps, "hub": self.service.hub.step})

    async def pass_time(self, seconds: int) -> None:
        """Let time pass, second by second as far as the loops can tell, and settle."""
        self.clock.advance(seconds * SECOND_MS)
        await self.settle()

    async def close(self) -> None:
        await self._stack.aclose()


@asynccontextmanager
async def world(folder: Path, limits: Limits = LIMITS) -> AsyncIterator[World]:
    """A running instance with its database in `folder`."""
    clock, organisation = VirtualClock(), FakeOrganisation()
    with listen("127.0.0.1", 0) as listening:
        host, port = listening.getsockname()
        chosen = settings(organisation, f"http://{host}:{port}", limits)
        instance = Instance(chosen, folder / "habeas.db", host, port)
        empty_database(instance.database)
        with open_instance(instance, clock) as ctx:
            service = assemble(replace(ctx, doorbell=CountingDoorbell()))
            server = Server(service.app)
            serving = asyncio.create_task(server.serve([listening]))
            made = World(service, organisation, clock)
            await made.publish_directory()
            try:
                yield made
            finally:
                server.stop()
                await made.close()
                await serving


def at(world: World, seconds: int) -> Millis:
    """The moment `seconds` from now."""
    return world.clock.now() + seconds * SECOND_MS
