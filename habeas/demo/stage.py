"""Everything that the robots play: the last hour before the demo opens, then live beside the service."""

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from typing import Any

import httpx

from habeas.client.api import Api
from habeas.client.counsel import CounselParty
from habeas.client.desk import DeskParty
from habeas.client.member import MemberParty
from habeas.client.person import PersonParty
from habeas.client.trust import Trust
from habeas.commands import board, login
from habeas.commands.context import Member
from habeas.commands.shapes.common import Role
from habeas.core.time import HOUR_MS
from habeas.demo.cast import Cast
from habeas.demo.clock import ReplayClock
from habeas.demo.extras import PatientPerson, busy_phone
from habeas.demo.pace import Pace
from habeas.demo.people import ON_DUTY_AT_START
from habeas.demo.robot import play_robot
from habeas.demo.scenes import SCENES
from habeas.demo.story import Story
from habeas.http.door import Door
from habeas.wire import Service
from habeas.work.clerk import Clerk

log = logging.getLogger("habeas.demo")

ROBOT = "robot"
DISPATCHER = "maxim"
COLLEAGUE = "irina"
DUTY_HOURS = 12
RENEW_HOURS = 6
CONNECTIONS = 200
# Less than the server's own: it must not be the one that hangs up while a request is on its way.
KEEP_ALIVE_S = 2.0
# A busy machine may take its time; nothing here is worth failing for.
TIMEOUT_S = 60.0


class Indoors(httpx.ASGITransport):
    """Straight into the service, with heads as its door lets them in from a socket."""

    def __init__(self, app: Any) -> None:
        super().__init__(app)
        self._door: Door = app.state.door

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        headers = ((name.lower(), value) for name, value in request.headers.raw)
        admitted = (self._door.admit(name, value) for name, value in headers)
        request.headers = httpx.Headers([header for header in admitted if header is not None])
        return await super().handle_async_request(request)


class Road(httpx.AsyncBaseTransport):
    """The way to the service: straight into it before it is open, then through its socket."""

    def __init__(self, way: httpx.AsyncBaseTransport) -> None:
        self.way = way

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self.way.handle_async_request(request)


class Stage:
    """`clock` is the service's own."""

    def __init__(self, service: Service, clock: ReplayClock, cast: Cast, pace: Pace) -> None:
        self._service = service
        self._clerk = Clerk(service.ctx)
        self._clock = clock
        self._cast = cast
        self._pace = pace
        self._road = Road(Indoors(service.app))
        keys = {key: cast[key].keys for key in (*ON_DUTY_AT_START, ROBOT)}
        self._counsel = {key: CounselParty(self._http(), clock.now, own) for key, own in keys.items()}
        self._persons = self._http()
        self._trust = Trust(Api(self._persons), clock.now)
        self._desk, self._colleague = (
            DeskParty(self._http(), clock.now, cast[key].keys) for key in (DISPATCHER, COLLEAGUE)
        )
        self._story = Story(self._counsel, self._person, self._desk, cast, pace)

    async def prepare(self) -> None:
        """Play the last hour before anybody is let in. Nothing else may run yet."""
        for party in (*self._counsel.values(), self._desk, self._colleague):
            party.api.sign_in = partial(self._sign_in, party)
            await self._sign_in(party)
        await self._go_on_duty()
        await self._story.replay(self._at)
        self._clock.catch_up(0)

    async def run(self, ready: Callable[[], None]) -> None:
        """Call `ready` as soon as the service answers, then play until cancelled."""
        limits = httpx.Limits(max_connections=CONNECTIONS, keepalive_expiry=KEEP_ALIVE_S)
        async with httpx.AsyncHTTPTransport(verify=False, limits=limits) as transport:
            self._road.way = transport
            await Api(self._persons).get("/health")
            ready()
            me = asyncio.current_task()
            assert me is not None
            # A task group that is cancelled while a task of it fails raises only the failure: ask the task.
            while not me.cancelling():
                try:
                    await self._play()
                except* httpx.TransportError:
                    log.debug("the service is stopping, or was away for a moment")
                await self._pace.sleep(self._pace.retry)

    async def _play(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(play_robot(self._counsel[ROBOT], self._visitor_has, self._pace))
            group.create_task(self._story.go_on())
            group.create_task(self._stay_on_duty())
            group.create_task(self._confirm_roster())
            for key in ON_DUTY_AT_START:
                phone = partial(busy_phone, self._counsel[key], self._cast[key].profile, self._pace)
                group.create_task(self._cast.play(self._cast[key].fingerprint, phone))
            for key, person in self._story.persons.items():
                patient = PatientPerson(person, SCENES[key].clear.language, self._cast, self._pace)
                group.create_task(patient.run())

    async def _stay_on_duty(self) -> None:
        """So that a demo which is left running always has somebody who answers."""
        while True:
            await self._pace.sleep(RENEW_HOURS * 3_600)
            await self._go_on_duty()

    async def _confirm_roster(self) -> None:
        """A dispatcher whom no visitor plays vouches for the roster, so that a visitor needs one click."""
        for party in (self._desk, self._colleague):
            await self._cast.play(party.fingerprint, partial(self._keep_confirming, party))

    async def _keep_confirming(self, party: DeskParty) -> None:
        while True:
            await party.confirm_roster()
            await self._pace.sleep(RENEW_HOURS * 3_600)

    async def _go_on_duty(self) -> None:
        until = self._clock.now() + DUTY_HOURS * HOUR_MS
        for key, party in self._counsel.items():
            if not self._cast.is_visitor(party.fingerprint):
                await party.go_on_duty(self._cast[key].profile.home, until)

    async def _sign_in(self, party: MemberParty) -> None:
        token, _ = await login.open_session(self._service.ctx, party.fingerprint)
        party.use_session(token)

    async def _visitor_has(self, case_id: str) -> bool:
        """Whether a visitor has an open offer of this case. Asks as a dispatcher does."""
        dispatcher = Member(self._cast[DISPATCHER].fingerprint, Role.desk)
        detail = await board.case_detail(self._service.ctx, dispatcher, case_id)
        return any(offer.state == "open" and self._cast.is_visitor(offer.counsel) for offer in detail.offers)

    async def _at(self, minute: float) -> None:
        self._clock.catch_up(-minute)
        await self._clerk.step()

    def _person(self) -> PersonParty:
        return PersonParty(self._persons, self._clock.now, self._trust)

    def _http(self) -> httpx.AsyncClient:
        origin = self._service.ctx.settings.origin
        return httpx.AsyncClient(base_url=origin, transport=self._road, timeout=TIMEOUT_S, trust_env=False)
