"""A real instance in a process of its own, as an operator runs it: for crash and flood tests, and benches."""

import asyncio
import multiprocessing
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Queue
from secrets import randbelow

import httpx
from click.testing import CliRunner
from msgspec import structs

from habeas.cli import main
from habeas.client.counsel import CounselParty
from habeas.client.seal.keys import MemberKeys, make_member
from habeas.commands import directories, duty, login
from habeas.commands.context import Context, Member
from habeas.commands.enrol import new_member
from habeas.commands.rosters import publish
from habeas.commands.shapes import common
from habeas.commands.shapes.counsel import SetDuty
from habeas.core.time import HOUR_MS
from habeas.sealed.directory import Entry
from habeas.sealed.roster import Member as Listed
from habeas.sealed.roster import Role, Roster
from habeas.settings import FILE, load
from habeas.store import members
from habeas.wire import SystemClock, guide_files, open_instance
from tests.fakes.organisation import THRESHOLD, FakeOrganisation

AREAS = ("north", "centre", "south")
PLACES = {"police-1": "centre", "police-2": "south"}
SERVING = re.compile(r"serving \S+ on (\S+):(\d+)")
START_TIMEOUT_S = 60
PORTS = range(20_000, 32_000)


@dataclass
class Prepared:
    """An instance on disk with its counsel on duty, not running."""

    settings: Path
    organisation: FakeOrganisation
    keys: dict[str, MemberKeys] = field(default_factory=dict)
    listed: list[Listed] = field(default_factory=list)

    @property
    def database(self) -> Path:
        return load(self.settings).database

    @property
    def roster(self) -> Roster:
        """Enough of the published roster to seal to its members."""
        version, name = self.organisation.version, self.organisation.organisation
        return Roster(name, version, 0, 2**52, None, "x" * 43, self.listed)


def free_port() -> int:
    """A port that nobody listens on; none that a machine gives out by itself, so that it stays free."""
    while True:
        port = PORTS.start + randbelow(len(PORTS))
        with suppress(OSError), closing(socket.create_server(("127.0.0.1", port))):
            return port


def habeas(settings: Path, *words: str) -> str:
    """The operator's command, in a thread of its own as if in another process; returns what it printed."""
    with ThreadPoolExecutor(1) as elsewhere:
        run = partial(CliRunner().invoke, main, [*words, f"--settings={settings}"], catch_exceptions=False)
        ended = elsewhere.submit(run).result()
    assert ended.exit_code == 0, ended.output
    return ended.stdout


def prepare(
    folder: Path,
    counsel: int,
    *,
    desk: int = 0,
    public_url: str = "http://localhost",
    server: Mapping[str, object] | None = None,
) -> Prepared:
    """A real instance in `folder`, `counsel` of them enrolled, in the roster and on duty for hours.

    `desk`: how many dispatchers there are beside them.
    """
    organisation = FakeOrganisation()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(_settings(organisation, public_url, server or {}), "utf-8")
    made = Prepared(folder / FILE, organisation)
    if counsel:
        with open_instance(load(made.settings)) as ctx:
            asyncio.run(_people(ctx, made, counsel, desk))
        publish_directory(made)
    return made


def publish_directory(made: Prepared, entries: Sequence[Entry] = ()) -> None:
    """The signers sign what settings and guides say, and these entries more; the operator publishes."""
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(_publish_from_settings, made, entries).result()


def _publish_from_settings(made: Prepared, entries: Sequence[Entry]) -> None:
    instance = load(made.settings)
    with open_instance(instance) as ctx:
        asyncio.run(_publish_directory(ctx, made.organisation, guide_files(instance.guides), entries))


async def _publish_directory(
    ctx: Context, organisation: FakeOrganisation, guides: Mapping[str, bytes], entries: Sequence[Entry]
) -> None:
    content = await directories.draft(ctx, guides)
    content = structs.replace(content, entries=[*content.entries, *entries])
    await directories.publish(ctx, organisation.sign_directory(content, ctx.now()))


async def signed_in(made: Prepared, fingerprint: str, http: httpx.AsyncClient) -> CounselParty:
    """One of its counsel on a device of hers. The session is opened as another process would."""
    party = CounselParty(http, SystemClock().now, made.keys[fingerprint])
    with open_instance(load(made.settings)) as ctx:
        token, _ = await login.open_session(ctx, fingerprint)
    party.use_session(token)
    return party


async def publish_without(made: Prepared, fingerprint: str) -> None:
    """A roster that strikes her off, published by another process: it rings nobody where they serve."""
    named = [one for one in made.listed if one.fingerprint != fingerprint]
    with open_instance(load(made.settings)) as ctx:
        await publish(ctx, *made.organisation.sign(named, ctx.now()))


async def _people(ctx: Context, made: Prepared, counsel: int, desk: int) -> None:
    for role in [Role.counsel] * counsel + [Role.desk] * desk:
        keys = make_member()
        made.keys[keys.kid] = keys
        made.listed.append(keys.roster_member(role, ["en"], list(AREAS)))
        assert await ctx.store.write(members.add, _row(keys, role), ctx.now())
    document, group_key = made.organisation.sign(made.listed, ctx.now())
    await publish(ctx, document, group_key)
    for row, fingerprint in enumerate(list(made.keys)[:counsel]):
        who = Member(fingerprint, common.Role.counsel)
        until = ctx.now() + 12 * HOUR_MS
        await duty.set_duty(ctx, who, SetDuty(True, AREAS[row % len(AREAS)], until))


def _row(keys: MemberKeys, role: Role) -> members.NewMember:
    return new_member(
        common.PublicKey(keys.seal_public.x, keys.seal_public.y),
        common.PublicKey(keys.sign_public.x, keys.sign_public.y),
        common.Role(role),
        ("en",),
        AREAS,
    )


def _settings(organisation: FakeOrganisation, public_url: str, server: Mapping[str, object]) -> str:
    lines = [
        f'organisation = "{organisation.organisation}"',
        'name = "Test aid"',
        f'public_url = "{public_url}"',
        f"threshold = {THRESHOLD}",
        "[server]",
        *(f"{name} = {str(value).lower()}" for name, value in server.items()),
    ]
    for signer in organisation.signers:
        lines += ["[[signers]]", *(f'{name} = "{getattr(signer, name)}"' for name in ("kid", "x", "y"))]
    for row, area in enumerate(AREAS):
        names = f'{{ en = "{area}", ru = "{area}" }}'
        lines += ["[[areas]]", f'area = "{area}"', f"name = {names}", f"lat = {50 + row / 10}", "lon = 30.0"]
    for place, area in PLACES.items():
        names = f'{{ en = "{place}", ru = "{place}" }}'
        lines += ["[[places]]", f'place = "{place}"', f'area = "{area}"', f"name = {names}"]
    lines += [
        "[[hotlines]]",
        'name = { en = "Hotline", ru = "Линия" }',
        'phone = "+44 1632 960000"',
        "sms = true",
    ]
    return "\n".join(lines) + "\n"


class Child:
    """The serving process. `log` is all that it has said, over all its lives; `name` is that of the file."""

    def __init__(
        self,
        settings: Path,
        *,
        port: int = 0,
        environment: Mapping[str, str] | None = None,
        name: str = "serve",
    ) -> None:
        self._settings = settings
        self._port = port
        self._environment = {**os.environ, **(environment or {})}
        self.log = settings.parent / f"{name}.log"
        self.url = ""
        self.pid = 0
        self._process: subprocess.Popen[str] | Forked | None = None
        self._address: Queue[tuple[str, ...] | None] = Queue()
        self._listener: threading.Thread | None = None
        self._lines: list[str] = []
        self._line_came = threading.Condition()

    def start(self) -> str:
        """Start it on a free port; returns its address once it serves."""
        self._process = self._begun("serve", f"--port={self._port}", f"--settings={self._settings}")
        self.pid = self._process.pid
        self._lines = []
        self._address = Queue()
        self._listener = threading.Thread(target=self._listen, args=(self._process,), daemon=True)
        self._listener.start()
        self.url = "http://{}:{}".format(*self._told_where())
        return self.url

    def _begun(self, *words: str) -> "subprocess.Popen[str] | Forked":
        return subprocess.Popen(
            [sys.executable, "-m", "habeas", *words],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            env=self._environment,
        )

    def kill(self) -> None:
        """SIGKILL: it gets no chance to tidy up."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """SIGTERM; returns its exit code."""
        return self._end(signal.SIGTERM)

    def pause(self) -> None:
        """SIGSTOP: it does nothing until `go_on`, and does not know."""
        os.kill(self.pid, signal.SIGSTOP)
        os.waitid(os.P_PID, self.pid, os.WSTOPPED)

    def go_on(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def wait_until_said(self, words: str) -> None:
        """Until a line of this life has these words."""
        with self._line_came:
            heard = self._line_came.wait_for(
                lambda: any(words in line for line in self._lines), START_TIMEOUT_S
            )
        assert heard, f"it never said {words!r}: {self.log.read_text()}"

    def _listen(self, process: "subprocess.Popen[str] | Forked") -> None:
        """Its words go to the log as they come: a pipe that nobody empties would stop it."""
        assert process.stderr is not None
        with self.log.open("a", encoding="utf-8") as log:
            for line in process.stderr:
                log.write(line)
                log.flush()
                with self._line_came:
                    self._lines.append(line)
                    self._line_came.notify_all()
                if found := SERVING.search(line):
                    self._address.put(found.groups())
        self._address.put(None)

    def _told_where(self) -> Sequence[str]:
        address = self._address.get(timeout=START_TIMEOUT_S)
        assert address is not None, f"it did not start: {self.log.read_text()}"
        return address

    def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        self._process.send_signal(how)
        code = self._process.wait(timeout=START_TIMEOUT_S)
        if self._listener is not None:
            self._listener.join()
        assert self._process.stderr is not None
        self._process.stderr.close()
        self._process = None
        return code


class ForkedChild(Child):
    """The same from a process that has loaded the modules once: it serves in no time, as one of many."""

    def _begun(self, *words: str) -> "Forked":
        return Forked(words)


class Forked:
    """The command in a process of its own; what is asked of it is named as in `Popen`."""

    _many = multiprocessing.get_context("forkserver")
    _many.set_forkserver_preload(["habeas.wire", "habeas.cli.instance"])

    def __init__(self, words: Sequence[str]) -> None:
        reader, writer = self._many.Pipe(duplex=False)
        self._process = self._many.Process(target=_run_forked, args=(words, writer), daemon=True)
        self._process.start()
        writer.close()
        self.stderr = os.fdopen(os.dup(reader.fileno()), encoding="utf-8")
        reader.close()
        assert self._process.pid is not None
        self.pid: int = self._process.pid

    def send_signal(self, how: signal.Signals) -> None:
        os.kill(self.pid, how)

    def wait(self, timeout: float) -> int:
        self._process.join(timeout)
        code = self._process.exitcode
        assert code is not None, "it did not end"
        self._process.close()
        return code


def _run_forked(words: Sequence[str], errors: Connection) -> None:
    os.dup2(errors.fileno(), 2)
    main(list(words))
