"""The process that answers drills, beside a real service: attacked, killed, limited, and gone with it.

What strangers seal for it ends no service, and drills are answered afterwards.
"""

import asyncio
import os
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import aclosing, closing, suppress
from pathlib import Path

import httpx
import pytest

from habeas.client.api import Api
from habeas.client.person import PersonParty
from habeas.client.responses import Status
from habeas.client.seal.jose import seal, sign
from habeas.client.seal.keys import PersonKeys
from habeas.client.seal.press import Clear
from habeas.client.trust import Practice
from habeas.drill.limits import MEMORY_BYTES
from habeas.sealed.ids import PublicKey, b64
from habeas.wire import SystemClock
from tests.fakes.changes import looks
from tests.fakes.child import Child, Prepared, prepare
from tests.fakes.processes import Watched, drill_process

DRILL = Clear("centre", "drill", "now", "en")
NOWHERE = "A" * 43
PATIENCE_S = 60
LIMITED = "from habeas.drill import limits, silence; silence.keep_silent(); limits.set_limits(); "


class OffCurve(PersonKeys):
    """Her card says that others seal to (0, 0)."""

    @property
    def seal_public(self) -> PublicKey:
        return PublicKey(NOWHERE, NOWHERE)


@pytest.fixture
def instance(tmp_path: Path) -> Prepared:
    return prepare(tmp_path / "instance", counsel=1)


def drill_counsel(instance: Prepared, other_than: str = "") -> str:
    """As soon as somebody else answers drills; returns who."""
    who = "select fingerprint from member where role = 'drill' and standing = 'active'"
    with closing(sqlite3.connect(instance.database)) as database:
        for _ in looks(instance.database):
            row = database.execute(who).fetchone()
            if row and row[0] != other_than:
                return str(row[0])
    raise AssertionError("nobody answers drills")


def somebody(http: httpx.AsyncClient) -> PersonParty:
    return PersonParty(http, SystemClock().now, Practice(Api(http), SystemClock().now))


async def until_taken(person: PersonParty) -> Status:
    """Until somebody has it, or it is over."""
    async with aclosing(person.live()) as live:
        async for status in live:
            if status.state != "waiting":
                return status
    raise AssertionError("the stream ended")


async def answered(instance: Prepared, http: httpx.AsyncClient) -> None:
    """A drill is taken, or else the next one: those of before a restart are over."""
    while True:
        drill_counsel(instance)
        person = somebody(http)
        with suppress(LookupError):  # nobody answers any more
            await person.press(DRILL)
            if (await until_taken(person)).state == "accepted":
                return


async def send_card_off_the_curve(http: httpx.AsyncClient) -> None:
    """Nobody can read it, so nobody takes it."""
    person = somebody(http)
    person.keys = OffCurve(**vars(person.keys))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("habeas.client.seal.body.is_point", lambda _: True)
        await person.press(DRILL)


async def send_message(http: httpx.AsyncClient, payload: bytes) -> None:
    """A message of her own making, before anybody answers; until somebody does."""
    person = somebody(http)
    await person.press(DRILL)
    (robot,) = person.trust.roster.members
    slots = [(person.keys.kid, person.keys.seal_public), (robot.fingerprint, robot.seal_key)]
    message = {"message_id": b64(bytes(16)), "sealed": seal(sign(payload, person.keys.sign_key), slots)}
    await person.api.post("/v1/case/messages", message)
    await until_taken(person)


ATTACKS: dict[str, Callable[[httpx.AsyncClient], Awaitable[None]]] = {
    "a key that is no point of the curve": send_card_off_the_curve,
    "a message of 5,000 brackets": lambda http: send_message(http, b"[" * 5_000),
    "a byte that is no UTF-8": lambda http: send_message(http, b'"\xff"'),
}


@pytest.mark.parametrize("attack", ATTACKS)
async def test_no_stranger_ends_the_service(instance: Prepared, child: Child, attack: str) -> None:
    assert drill_counsel(instance)
    async with asyncio.timeout(PATIENCE_S), httpx.AsyncClient(base_url=child.url, timeout=30) as http:
        await ATTACKS[attack](http)
        await answered(instance, http)
        assert (await http.get("/health")).status_code == 200
    assert child.stop() == 0, child.log.read_text()


def program(text: str) -> subprocess.CompletedProcess[str]:
    """A process with the limits of the one that answers drills."""
    return subprocess.run([sys.executable, "-c", LIMITED + text], capture_output=True, text=True, timeout=60)


async def test_one_that_is_killed_is_replaced(instance: Prepared, child: Child) -> None:
    before = drill_counsel(instance)
    os.kill(drill_process(child.pid), signal.SIGKILL)
    assert drill_counsel(instance, other_than=before) != before
    async with httpx.AsyncClient(base_url=child.url, timeout=30) as http:
        await answered(instance, http)
    assert "the drill counsel ended with SIGKILL; another answers in 1 s" in child.log.read_text()


def test_nothing_is_left_of_it_when_the_service_is_killed(instance: Prepared, child: Child) -> None:
    assert drill_counsel(instance)
    watched = Watched(drill_process(child.pid))
    child.kill()
    watched.wait_until_gone()


def test_nothing_is_left_of_it_when_the_service_is_stopped(instance: Prepared, child: Child) -> None:
    assert drill_counsel(instance)
    watched = Watched(drill_process(child.pid))
    assert child.stop() == 0
    watched.wait_until_gone()


def test_it_knows_no_file_and_no_secret(instance: Prepared, child: Child) -> None:
    """Its words and its environment name nothing of the instance; its limits are in force."""
    assert drill_counsel(instance)
    pid = drill_process(child.pid)
    assert Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[1:-1] == [b"-P", b"-m", b"habeas.drill"]
    names = [line.partition(b"=")[0] for line in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")]
    assert [name for name in names if name and not name.startswith(b"PYTHON")] == []
    files = [os.readlink(file) for file in Path(f"/proc/{pid}/fd").iterdir()]
    assert [file for file in files if "habeas.db" in file or "habeas.toml" in file] == []
    assert resource.prlimit(pid, resource.RLIMIT_AS) == (MEMORY_BYTES, MEMORY_BYTES)
    assert resource.prlimit(pid, resource.RLIMIT_CORE) == (0, 0)


def test_who_takes_too_much_memory_is_stopped() -> None:
    assert program(f"bytearray({MEMORY_BYTES // 4})").returncode == 0
    ended = program(f"bytearray({MEMORY_BYTES})")
    assert (ended.returncode, "MemoryError" in ended.stderr) == (1, True)


def test_at_a_bad_end_it_says_where_and_not_what() -> None:
    ended = program("""
import asyncio
async def fail(words): raise ValueError(words)
async def work():
    task = asyncio.create_task(fail("never asked for"))
    await asyncio.sleep(0)
    del task
    async with asyncio.TaskGroup() as group: group.create_task(fail("what was opened"))
asyncio.run(work())
""")
    expected = "ERROR habeas: the drill counsel fails: ValueError at <string>:3\n"
    assert (ended.returncode, ended.stderr) == (1, expected)


def test_who_takes_too_much_time_is_stopped() -> None:
    works = """
import asyncio, re
limits.STEP_S = 0.5
async def work():
    task = asyncio.create_task(limits.beat())
    await asyncio.sleep(0)
    re.match("(a*)*b", "a" * 100)
asyncio.run(work())
"""
    assert program(works).returncode == -signal.SIGALRM
