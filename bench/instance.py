"""Real instances to measure: prepared once, copied for each measurement, served in processes of their own."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from habeas.client.presses import ReadyPress, ready_presses
from habeas.client.seal.keys import make_member
from habeas.client.seal.press import Clear
from habeas.sealed.roster import Role, Roster
from tests.fakes.child import AREAS, Child, Prepared, prepare

COUNSEL = 20
CLEARS = [Clear(area, "detained", "now", "en") for area in AREAS]
STRANGERS = 14
EMPTY = b"HEAD /icon.svg HTTP/1.1\r\nHost: localhost\r\n\r\n"
"""A request that does nothing: it takes the same way through server, framework and headers, to no body."""


@dataclass(frozen=True)
class Serving:
    """A running instance; it ends with its `with`."""

    settings: Path
    port: int
    pid: int


class Instances:
    """All of one run, in one folder that it leaves behind for nobody."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._number = count(1)
        self._prepared: dict[int, Prepared] = {}

    def prepared(self, counsel: int = COUNSEL) -> Prepared:
        """An instance with so many counsel on duty; made once."""
        if counsel not in self._prepared:
            self._prepared[counsel] = prepare(self.folder / f"counsel-{counsel}", counsel)
        return self._prepared[counsel]

    def copy(self, counsel: int = COUNSEL, server: Mapping[str, object] | None = None) -> Path:
        """A fresh instance; returns its settings file. `server` are more settings of that section."""
        prepared = self.prepared(counsel)
        folder = self.folder / f"instance-{next(self._number)}"
        shutil.copytree(prepared.settings.parent, folder)
        settings = folder / prepared.settings.name
        lines = [f"{name} = {str(value).lower()}" for name, value in (server or {}).items()]
        settings.write_text(settings.read_text("utf-8").replace("[server]", "\n".join(["[server]", *lines])))
        return settings

    @contextmanager
    def serving(
        self, settings: Path, environment: Mapping[str, str] | None = None, port: int = 0
    ) -> Iterator[Serving]:
        """Serve it; afterwards the process and its folder are gone."""
        child = Child(settings, port=port, environment=environment)
        try:
            child.start()
            yield Serving(settings, int(child.url.rsplit(":", 1)[1]), child.pid)
        finally:
            child.stop()
            shutil.rmtree(settings.parent)

    def presses(self, number: int, counsel: int = COUNSEL) -> list[ReadyPress]:
        """Sealed to counsel on duty."""
        prepared = self.prepared(counsel)
        return ready_presses(number, prepared.roster, CLEARS, list(prepared.keys))


def strangers_presses(number: int) -> list[ReadyPress]:
    """Cards that nobody on duty can open: the desk has their cases, and they stay open."""
    listed = [make_member().roster_member(Role.counsel, ["en"], list(AREAS)) for _ in range(STRANGERS)]
    roster = Roster("test-aid", 1, 0, 2**52, None, "x" * 43, listed)
    return ready_presses(number, roster, CLEARS, [one.fingerprint for one in listed])


def posts(presses: Sequence[ReadyPress]) -> list[bytes]:
    """Whole HTTP requests."""
    return [post("/v1/cases", press.body) for press in presses]


def post(path: str, body: bytes, *headers: str) -> bytes:
    head = [f"POST {path} HTTP/1.1", "Host: localhost", "Content-Type: application/json"]
    lines = "\r\n".join([*head, *headers, f"Content-Length: {len(body)}"])
    return lines.encode() + b"\r\n\r\n" + body
