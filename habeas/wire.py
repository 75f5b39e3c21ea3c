"""Composition root: settings -> the parts, put together once. The one clock of the service is made here."""

import asyncio
import logging
import secrets
import socket
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvloop
from litestar import Litestar, Router

from habeas.commands.context import Clock, Context
from habeas.commands.errors import Unavailable
from habeas.commands.live import Hub
from habeas.core.time import SECOND_MS, Millis
from habeas.doorbell.local import LocalDoorbell
from habeas.gc_tuning import tune_garbage_collection
from habeas.guides.compiler import INDEX, Terms
from habeas.guides.overlay import instance_files
from habeas.http.app import create_app
from habeas.http.faults import describe
from habeas.http.guise import apply_guise
from habeas.http.pages import Page, load, make_page
from habeas.http.server import Server
from habeas.http.streams import Streams
from habeas.notify.live import LiveChannel
from habeas.settings import Guides, Instance
from habeas.store.engine import Store
from habeas.store.migrate import migrate
from habeas.work.checkin_loop import CheckInLoop
from habeas.work.clerk import Clerk
from habeas.work.courier import Courier
from habeas.work.drill_counsel import DrillCounsel
from habeas.work.janitor import Janitor
from habeas.work.lookout import Lookout

log = logging.getLogger("habeas")

AGAIN_S = 2.0
WEB = Path(__file__).parent.parent / "web" / "dist"
ALL_GUIDES = Guides()
Work = Callable[[], Coroutine[Any, Any, None]]


class SystemClock:
    """The machine's clock."""

    def now(self) -> Millis:
        return time.time_ns() // 1_000_000


# Seconds of real time from an unknown beginning: how long something takes, never what time it is.
stopwatch: Callable[[], float] = time.perf_counter


class LoopEnded(Exception):
    """One of the service's loops ended by itself; without it the service would only look alive."""


@dataclass(frozen=True, slots=True)
class Service:
    """All parts of one instance, put together but not running."""

    ctx: Context
    app: Litestar
    hub: Hub
    lookout: Lookout
    clerk: Clerk
    courier: Courier
    janitor: Janitor
    drill: DrillCounsel
    watch: CheckInLoop

    def loops(self) -> dict[str, Work]:
        """What must run beside HTTP, by name."""
        return {
            "hub": self.hub.run,
            "lookout": self.lookout.run,
            "clerk": self.clerk.run,
            "courier": self.courier.run,
            "janitor": self.janitor.run,
            "drill counsel": self.drill.run,
            "watch": self.watch.run,
        }


@contextmanager
def opened(instance: Instance, clock: Clock | None = None) -> Iterator[Context]:
    """The parts that commands need; the database is brought up to date, and closed in the end."""
    instance.database.parent.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{instance.database}"
    migrate(url)
    store = Store(url, group_commit=instance.settings.group_commit)
    try:
        yield Context(
            store=store,
            doorbell=LocalDoorbell(),
            clock=clock or SystemClock(),
            settings=instance.settings,
            random=secrets.token_bytes,
            channel=LiveChannel(),
        )
    finally:
        store.close()


def assemble(
    ctx: Context, web: Path = WEB, extra: Sequence[Router] = (), guides: Guides = ALL_GUIDES
) -> Service:
    """Put the service together; nothing runs yet. `extra` are routes that only some instances have.

    Raises BadPack where a rights guide cannot be served as it is written.
    """
    hub = Hub(ctx)
    pages = apply_guise(load(web), ctx.settings.guise) | rights(guides, ctx.now())
    app = create_app(ctx, hub, Streams(), pages, extra)
    return Service(
        *(ctx, app, hub, Lookout(ctx), Clerk(ctx), Courier(ctx), Janitor(ctx)),
        *(DrillCounsel(ctx, _inside(ctx, app)), CheckInLoop(ctx)),
    )


def _inside(ctx: Context, app: Litestar) -> httpx.AsyncClient:
    """Straight into the service, for what it does by itself."""
    into: Any = app  # Litestar's types name the messages that httpx leaves open
    return httpx.AsyncClient(
        base_url=ctx.settings.origin, transport=httpx.ASGITransport(into), trust_env=False
    )


def rights(guides: Guides, now: Millis) -> dict[str, Page]:
    """The rights guides as they are sent: the index is asked for again, the files bear their hash."""
    terms = Terms(guides.unverified, day_of(now), guides.jurisdictions, guides.areas)
    files = instance_files(Path(guides.folder) if guides.folder else None, terms)
    return {
        path: make_page(body, "application/json", immutable=path != INDEX) for path, body in files.items()
    }


def day_of(now: Millis) -> str:
    """The day in UTC, as YYYY-MM-DD."""
    return time.strftime("%Y-%m-%d", time.gmtime(now // SECOND_MS))


def local_time(moment: Millis) -> str:
    """As the machine's own zone has it, for who reads at its terminal."""
    return time.strftime("%Y-%m-%d %H:%M:%S %Z", time.localtime(moment // SECOND_MS))


async def serve(service: Service, listening: socket.socket, more: Mapping[str, Work] | None = None) -> None:
    """Run everything until told to stop. Raises LoopEnded as soon as any loop ends by itself."""
    server = Server(service.app)
    serving = asyncio.create_task(server.serve([listening]), name="http")
    works = {**service.loops(), **(more or {})}
    loops = [asyncio.create_task(_persistent(name, run), name=name) for name, run in works.items()]
    tune_garbage_collection()
    try:
        ended, _ = await asyncio.wait((serving, *loops), return_when=asyncio.FIRST_COMPLETED)
        server.stop()
        await serving
    finally:
        for loop in loops:
            loop.cancel()
        await asyncio.wait(loops)
    for loop in ended - {serving}:
        raise LoopEnded(loop.get_name()) from loop.exception()


async def _persistent(name: str, run: Work) -> None:
    """A loop outlives a full disk: it holds no truth of its own, so it begins anew when there is room."""
    while True:
        try:
            return await run()
        except Unavailable as fault:
            log.error("the %s cannot use the database, and tries again: %s", name, fault)
            await asyncio.sleep(AGAIN_S)


def run(service: Service, listening: socket.socket, more: Mapping[str, Work] | None = None) -> int:
    """Serve on an event loop of its own; returns the process's exit code."""
    try:
        uvloop.run(serve(service, listening, more))
    except LoopEnded as end:
        log.critical("the %s ended by itself; the service stops rather than pretend: %s", end, describe(end))
        return 1
    return 0
