"""`habeas serve` as a process: a real instance from an empty folder, and how it ends."""

import asyncio
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, suppress
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from habeas.cli import main
from habeas.client.counsel import CounselParty
from habeas.client.person import PersonParty
from habeas.commands.rosters import publish
from habeas.http.server import listen, local_url
from habeas.sealed.roster import Role
from habeas.settings import FILE, load
from habeas.wire import SystemClock, assemble, open_instance, run, serve
from habeas.work.loop import LoopEnded
from tests.fakes.authenticator import Authenticator
from tests.fakes.child import ForkedChild, Prepared, publish_directory
from tests.fakes.clock import VirtualClock
from tests.fakes.organisation import FakeOrganisation
from tests.fakes.world import CLEAR

AREA = '[[areas]]\narea = "centre"\nname = { en = "Centre", ru = "Центр" }\nlat = 1\nlon = 2\n'
SECONDS = 3


@pytest.fixture
def organisation() -> FakeOrganisation:
    return FakeOrganisation("my-organisation")


@pytest.fixture
def settings(tmp_path: Path, organisation: FakeOrganisation) -> Path:
    """What an operator does: init, then fill in. The port is taken before, so that the address is known."""
    with listen("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    address = f"http://localhost:{port}"
    assert CliRunner().invoke(main, ["init", str(tmp_path), "--public-url", address]).exit_code == 0
    file = tmp_path / FILE
    signers = "".join(
        f'[[signers]]\nkid = "{s.kid}"\nx = "{s.x}"\ny = "{s.y}"\n' for s in organisation.signers
    )
    filled = file.read_text("utf-8").replace("port = 8000", f"port = {port}") + AREA + signers
    file.write_text(filled, "utf-8")
    return file


@pytest.fixture
def process(settings: Path) -> Iterator[subprocess.Popen[str]]:
    """The service, answering."""
    command = [
        sys.executable,
        "-c",
        "from habeas.cli import main; main()",
        "serve",
        "--settings",
        str(settings),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as started:
        assert started.stderr is not None
        for line in started.stderr:
            if line.startswith("serving "):
                break
        yield started
        with suppress(ProcessLookupError):
            started.kill()


async def enrolled(settings: Path, organisation: FakeOrganisation) -> CounselParty:
    """A counsel in the published roster, signed in to the running service."""
    invited = await asyncio.to_thread(
        CliRunner().invoke, main, ["invite", "--role", "counsel", "--settings", str(settings)]
    )
    link = invited.output.strip()
    origin, _, invitation = link.partition("/counsel#invitation=")
    counsel = CounselParty(httpx.AsyncClient(base_url=origin), SystemClock().now)
    passkey = Authenticator(origin)
    await counsel.enrol(invitation, passkey.create, ["en"], ["centre"])
    with open_instance(load(settings)) as ctx:
        member = counsel.keys.roster_member(Role.counsel, ["en"], ["centre"])
        await publish(ctx, *organisation.sign([member], ctx.clock.now()))
    publish_directory(Prepared(settings, organisation))
    await counsel.log_in(passkey.get)
    return counsel


async def drained(stream: AsyncIterator[object]) -> None:
    """Read to the end; a stream that breaks off fails here."""
    async for _ in stream:
        pass


async def test_a_real_instance_serves_ends_at_once_and_has_no_demo_door(
    process: subprocess.Popen[str], settings: Path, organisation: FakeOrganisation
) -> None:
    counsel = await enrolled(settings, organisation)
    http = counsel.api.http
    assert (await http.get("/health")).json()["status"] == "ok"
    for method, path in (("GET", "/demo/members"), ("POST", "/demo/sign-in")):
        assert (await http.request(method, path)).status_code == 404
    assert (await http.get("/v1/organisation")).json()["demo"] is False

    person = PersonParty(http, SystemClock().now)
    await person.press(CLEAR)
    streams = [counsel.live(), person.live()]
    for stream in streams:
        await anext(stream)
    reading = [asyncio.create_task(drained(stream)) for stream in streams]
    process.send_signal(signal.SIGTERM)
    assert await asyncio.to_thread(process.wait, SECONDS) == 0
    await asyncio.gather(*reading)
    await http.aclose()


async def test_what_was_answered_is_there_after_a_restart(
    process: subprocess.Popen[str], settings: Path, organisation: FakeOrganisation
) -> None:
    counsel = await enrolled(settings, organisation)
    person = PersonParty(counsel.api.http, SystemClock().now)
    await person.press(CLEAR)
    process.kill()
    process.wait()
    with open_instance(load(settings)) as ctx, listen(load(settings).host, load(settings).port) as listening:
        serving = asyncio.create_task(serve(assemble(ctx), listening))
        assert (await person.status()).case_id == person.case_id
        serving.cancel()
        await asyncio.wait((serving,))
    await counsel.api.http.aclose()


def test_a_backup_is_made_while_it_serves(
    process: subprocess.Popen[str], settings: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    command = ["backup", "--settings", str(settings), str(copy)]
    assert process.poll() is None
    assert CliRunner().invoke(main, command).exit_code == 0
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM case_").fetchone() == (0,)
    assert copy.stat().st_mode & 0o077 == 0
    again = CliRunner().invoke(main, command)
    assert (again.exit_code, "exists already" in again.stderr) == (2, True)


def test_the_log_has_no_address_and_no_identifier(process: subprocess.Popen[str], settings: Path) -> None:
    case_id = "abcdefghijklmnopqrstuA"
    origin = load(settings).settings.origin
    assert httpx.get(f"{origin}/v1/desk/cases/{case_id}").status_code == 401
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate()
    assert case_id not in log
    assert "127.0.0.1" not in log


def test_it_says_what_phones_do_not_have(settings: Path, organisation: FakeOrganisation) -> None:
    def lines() -> list[str]:
        child = ForkedChild(settings, name=f"{len(list(settings.parent.glob('*.log')))}")
        child.start()
        child.kill()
        return [
            line for line in child.log.read_text("utf-8").splitlines() if "habeas directory draft" in line
        ]

    assert lines() == ["not ready for people: no directory, so nobody can press (habeas directory draft)"]
    publish_directory(Prepared(settings, organisation))
    assert lines() == []
    filled = settings.read_text("utf-8")
    settings.write_text(f"{filled}[guides]\nunverified = 'hide'\n".replace("lat = 1", "lat = 1.5"), "utf-8")
    (line,) = lines()
    assert line.startswith("other than the signers signed, so phones do not have it: areas, guides (run")


async def fails() -> None:
    raise RuntimeError(" ".join(("a", "secret")))


async def ends() -> None:
    return None


@pytest.mark.parametrize("loop", [fails, ends])
def test_a_loop_that_ends_ends_the_service_loudly(settings: Path, loop: object, caplog) -> None:
    with open_instance(load(settings), VirtualClock()) as ctx, listen("127.0.0.1", 0) as listening:
        assert run(assemble(ctx), listening, {"broken": loop}) == 1
    assert "the broken ended by itself" in caplog.text
    assert "a secret" not in caplog.text


async def test_it_says_which_loop_ended(settings: Path) -> None:
    ending = pytest.raises(LoopEnded, match="broken")
    with open_instance(load(settings)) as ctx, listen("127.0.0.1", 0) as listening, ending:
        await serve(assemble(ctx), listening, {"broken": fails})


@pytest.mark.parametrize(
    ("host", "local"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]"), ("::", "[::1]")],
)
def test_the_service_knows_where_it_reaches_itself(host: str, local: str) -> None:
    with listen(host, 0) as listening:
        assert local_url(listening) == f"http://{local}:{listening.getsockname()[1]}"
