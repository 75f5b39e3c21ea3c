"""Composition root: settings -> the parts, put together once. The one clock of the service is made here."""

import asyncio
import logging
import secrets
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvloop
from litestar import Litestar, Router

from habeas.commands.context import Clock, Context
from habeas.commands.live import Hub
from habeas.commands.settings import Settings
from habeas.core.time import SECOND_MS, Millis
from habeas.doorbell.local import LocalDoorbell
from habeas.gc_tuning import tune_garbage_collection
from habeas.guides.compiler import INDEX, Terms
from habeas.guides.overlay import instance_files
from habeas.http.app import create_app
from habeas.http.faults import describe
from habeas.http.guise import apply_guise
from habeas.http.pages import Page, load, make_page
from habeas.http.server import Server, local_url, stream_room
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
from habeas.work.leader import Leader
from habeas.work.lookout import Lookout
from habeas.work.loop import LoopEnded, Run, run_together

log = logging.getLogger("habeas")

WEB = Path(__file__).parent.parent / "web" / "dist"
MANIFEST = "/page-manifest.json"
ALL_GUIDES = Guides()


class SystemClock:
    """The machine's clock."""

    def now(self) -> Millis:
        return time.time_ns() // 1_000_000


# Seconds of real time from an unknown beginning: how long something takes, never what time it is.
stopwatch: Callable[[], float] = time.perf_counter


@dataclass(frozen=True, slots=True)
class Service:
    """All parts of one process, put together but not running. `pages`, `guides`: what it sends."""

    ctx: Context
    app: Litestar
    hub: Hub
    pages: Mapping[str, Page]
    guides: Mapping[str, Page]

    def loops(self, url: str) -> dict[str, Run]:
        """What must run beside HTTP, by name; what decides runs in the leader, in one process of many.

        `url`: where the service itself reaches it.
        """
        leader = Leader(self.ctx, lambda fenced: deciding_loops(fenced, url))
        return {"hub": self.hub.run, "lookout": Lookout(self.ctx).run, "leader": leader.run}


@contextmanager
def open_instance(instance: Instance, clock: Clock | None = None) -> Iterator[Context]:
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
    ctx: Context,
    web: Path = WEB,
    extra: Sequence[Router] = (),
    guides: Guides = ALL_GUIDES,
    manifest: bytes | None = None,
) -> Service:
    """Put the service together; nothing runs yet. `extra` are routes that only some instances have.

    `manifest`: the signed hashes of the pages, which members' browsers ask for.
    Raises BadPack where a rights guide cannot be served as it is written.
    """
    hub = Hub(ctx)
    pages, guide_pages = web_pages(ctx.settings, web), rights(guides)
    served = {**pages, **guide_pages}
    if manifest is not None:
        served[MANIFEST] = make_page(manifest, "application/json", immutable=False)
    limits = ctx.settings.limits
    streams = Streams(stream_room(limits.streams), limits.streams_per_source)
    app = create_app(ctx, hub, streams, served, extra)
    return Service(ctx, app, hub, pages, guide_pages)


def web_pages(settings: Settings, web: Path = WEB) -> dict[str, Page]:
    """The built pages as an instance with these settings sends them."""
    return apply_guise(load(web), settings.guise)


def deciding_loops(ctx: Context, url: str) -> dict[str, Run]:
    """What runs in one process alone. The drill counsel finds the service at `url`."""
    return {
        "clerk": Clerk(ctx).run,
        "courier": Courier(ctx).run,
        "janitor": Janitor(ctx).run,
        "drill counsel": DrillCounsel(ctx, url).run,
        "check-in loop": CheckInLoop(ctx).run,
    }


def rights(guides: Guides) -> dict[str, Page]:
    """The rights guides as they are sent: the index is asked for again, the files bear their hash."""
    return {
        path: make_page(body, "application/json", immutable=path != INDEX)
        for path, body in guide_files(guides).items()
    }


def guide_files(guides: Guides = ALL_GUIDES) -> dict[str, bytes]:
    """The rights guides by address. Raises BadPack where one cannot be served as it is written."""
    terms = Terms(guides.unverified, guides.jurisdictions, guides.areas)
    return instance_files(Path(guides.folder) if guides.folder else None, terms)


def day_of(now: Millis) -> str:
    """The day in UTC, as YYYY-MM-DD."""
    return time.strftime("%Y-%m-%d", time.gmtime(now // SECOND_MS))


def local_time(moment: Millis) -> str:
    """As the machine's own zone has it, for who reads at its terminal."""
    return time.strftime("%Y-%m-%d %H:%M:%S %Z", time.localtime(moment // SECOND_MS))


async def serve(service: Service, listening: socket.socket, more: Mapping[str, Run] | None = None) -> None:
    """Run everything until told to stop. Raises LoopEnded as soon as any loop ends by itself."""
    loops = asyncio.create_task(run_together({**service.loops(local_url(listening)), **(more or {})}))
    # Told to stop, the loops end at once: another process may go on while this one finishes its answers.
    server = Server(service.app, loops.cancel)
    serving = asyncio.create_task(server.serve([listening]), name="http")
    tune_garbage_collection()
    try:
        await asyncio.wait((serving, loops), return_when=asyncio.FIRST_COMPLETED)
    finally:
        loops.cancel()
        if not server.should_exit:
            server.stop()
        await asyncio.wait((serving, loops))
    serving.result()
    if not loops.cancelled():
        loops.result()


def run(service: Service, listening: socket.socket, more: Mapping[str, Run] | None = None) -> int:
    """Serve on an event loop of its own; returns the process's exit code."""
    try:
        uvloop.run(serve(service, listening, more))
    except LoopEnded as end:
        log.critical("the %s ended by itself; the service stops rather than pretend: %s", end, describe(end))
        return 1
    return 0
