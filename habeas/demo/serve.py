"""`habeas demo`: a fictional city in one folder, served until Ctrl-C."""

import asyncio
import socket
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from habeas import wire
from habeas.demo.cast import Cast
from habeas.demo.clock import ReplayClock
from habeas.demo.directory import publish_directory
from habeas.demo.door import door
from habeas.demo.organisation import load_organisation, save_organisation
from habeas.demo.pace import Pace, Work
from habeas.demo.publish import next_roster, publish
from habeas.demo.scenes import ACTS
from habeas.demo.stage import Stage
from habeas.demo.town import instance_in


def run(folder: Path, listening: socket.socket, ready: Callable[[str], None]) -> int:
    """Serve on this socket; calls `ready` with the address once visitors may come. Returns the exit code."""
    with assemble_demo(folder, listening, Pace()) as demo:
        asyncio.run(demo.prepare())
        play = partial(demo.play, partial(ready, demo.service.ctx.settings.origin))
        return wire.run(demo.service, listening, {"demo": play})


class Demo(NamedTuple):
    """Call `prepare` before serving, then run `play` beside the service's loops. It calls back when open."""

    service: wire.Service
    prepare: Work
    play: Callable[[Callable[[], None]], Coroutine[Any, Any, None]]


@contextmanager
def assemble_demo(folder: Path, listening: socket.socket, pace: Pace) -> Iterator[Demo]:
    """The service with the demo's door, and the robots that play in it.

    Writes nothing outside `folder`. The database begins anew; the organisation stays the same.
    """
    host, port = listening.getsockname()[:2]
    folder.mkdir(parents=True, exist_ok=True)
    cast, clock = Cast(), ReplayClock(wire.SystemClock())
    clock.set_back(-ACTS[0].minute)
    document, issued, organisation = next_roster(cast, load_organisation(folder), clock.now())
    save_organisation(folder, organisation)
    with wire.open_instance(instance_in(folder, organisation, host, port), clock) as ctx:
        service = wire.assemble(ctx, extra=[door(cast)])
        stage = Stage(service, clock, cast, pace)

        async def prepare() -> None:
            await publish(ctx, cast, document, issued)
            await publish_directory(ctx, organisation, wire.guide_files(), clock.now())
            await stage.prepare()

        yield Demo(service, prepare, stage.run)
