"""`habeas demo`: a fictional city in one folder, served until Ctrl-C."""

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path

from habeas import wire
from habeas.demo.cast import Cast
from habeas.demo.clock import ReplayClock
from habeas.demo.door import door
from habeas.demo.organisation import held_in, keep
from habeas.demo.pace import Pace
from habeas.demo.publish import next_roster, publish
from habeas.demo.scenes import ACTS
from habeas.demo.stage import Stage
from habeas.demo.town import instance_in


def run(
    folder: Path, listening: socket.socket, ready: Callable[[str], None], pace: Pace | None = None
) -> int:
    """Serve on this socket; `ready` is told the address once the city is alive. Returns the exit code.

    Nothing is written outside `folder`. The database begins anew; the organisation stays the same.
    """
    host, port = listening.getsockname()[:2]
    url = f"http://{host}:{port}"
    folder.mkdir(parents=True, exist_ok=True)
    cast = Cast()
    clock = ReplayClock(wire.SystemClock())
    clock.set_back(-ACTS[0].minute)
    document, group_key, held = next_roster(cast, held_in(folder), clock.now())
    keep(folder, held)
    with wire.opened(instance_in(folder, held, host, port), clock) as ctx:
        asyncio.run(publish(ctx, cast, document, group_key))
        stage = Stage(ctx, url, clock, cast, pace or Pace())

        async def play() -> None:
            await stage.run(lambda: ready(url))

        return wire.run(wire.assemble(ctx, extra=[door(cast)]), listening, {"demo": play})
