"""`habeas demo`: a fictional city in one folder, served until Ctrl-C."""

import asyncio
import socket
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from habeas import wire
from habeas.commands import directories
from habeas.demo.cast import Cast
from habeas.demo.clock import ReplayClock
from habeas.demo.door import door
from habeas.demo.listed import signed_directory
from habeas.demo.organisation import held_in, keep
from habeas.demo.pace import Pace, Work
from habeas.demo.publish import next_roster, publish
from habeas.demo.scenes import ACTS
from habeas.demo.stage import Stage
from habeas.demo.town import instance_in


def run(folder: Path, listening: socket.socket, ready: Callable[[str], None]) -> int:
    """Serve on this socket; `ready` is told the address once the city is alive. Returns the exit code."""
    with assembled(folder, listening, Pace()) as demo:
        asyncio.run(demo.prepare())
        play = partial(demo.play, partial(ready, demo.service.ctx.settings.origin))
        return wire.run(demo.service, listening, {"demo": play})


class Demo(NamedTuple):
    """`prepare` before serving; then `play` beside the service's loops: it calls back once all is open."""

    service: wire.Service
    prepare: Work
    play: Callable[[Callable[[], None]], Coroutine[Any, Any, None]]


@contextmanager
def assembled(folder: Path, listening: socket.socket, pace: Pace) -> Iterator[Demo]:
    """The service with the demo's door, and what is to play in it.

    Nothing is written outside `folder`. The database begins anew; the organisation stays the same.
    """
    host, port = listening.getsockname()[:2]
    folder.mkdir(parents=True, exist_ok=True)
    cast, clock = Cast(), ReplayClock(wire.SystemClock())
    clock.set_back(-ACTS[0].minute)
    document, group_key, held = next_roster(cast, held_in(folder), clock.now())
    keep(folder, held)
    directory = signed_directory(held, clock.now())
    with wire.opened(instance_in(folder, held, host, port), clock) as ctx:
        service = wire.assemble(ctx, extra=[door(cast)])
        stage = Stage(service, clock, cast, pace)

        async def prepare() -> None:
            await publish(ctx, cast, document, group_key)
            await directories.publish(ctx, directory)
            await stage.prepare()

        yield Demo(service, prepare, stage.run)
