"""Of who asks nothing comes in but hashes, and nothing of it stays in the memory of an open request."""

import asyncio
from pathlib import Path
from secrets import token_bytes, token_hex

import httpx
import pytest

from habeas.client.member import COOKIE
from habeas.client.person import PersonParty
from habeas.client.seal.press import Clear
from habeas.http.door import HASH_SCHEME, SOURCE, Door
from habeas.sealed.ids import b64, digest, token_sha256
from habeas.wire import SystemClock
from tests.browser.traces import found_in_memory
from tests.fakes.child import Child, Prepared, prepare, signed_in
from tests.fakes.ready import client
from tests.fakes.world import World

CLEAR = Clear("centre", "detained", "now", "en")
TOKEN = b64(bytes(32))
KEY = b"k" * 16
# As long as what came before, so that what a socket was read into is written over.
CHURN = 100


@pytest.mark.parametrize(
    ("name", "value", "admitted"),
    [
        (b"user-agent", b"Phone 7", None),
        (b"accept-language", b"ru", None),
        (b"x-forwarded-for", b"203.0.113.7", None),
        (SOURCE.encode(), b"somebody", None),
        (b"host", b"a", (b"host", b"a")),
        (b"authorization", b"Bearer x", None),
        (b"authorization", f"{HASH_SCHEME} {token_sha256(TOKEN)}".encode(), None),
        (
            b"authorization",
            f"Bearer {TOKEN}".encode(),
            (b"authorization", f"{HASH_SCHEME} {token_sha256(TOKEN)}".encode()),
        ),
        (b"cookie", b"other=1", None),
        (
            b"cookie",
            b"other=1; habeas_session=abc; more=2",
            (b"cookie", f"habeas_session={digest('abc')}".encode()),
        ),
    ],
)
def test_what_comes_in(name: bytes, value: bytes, admitted: tuple[bytes, bytes] | None) -> None:
    assert Door(None, KEY).admit(name, value) == admitted


def test_a_source_is_the_address_that_the_proxy_wrote_as_a_hash_of_this_process() -> None:
    door, other = Door("X-Forwarded-For", KEY), Door("X-Forwarded-For", bytes(16))
    lied, plain = (
        door.admit(b"x-forwarded-for", value) for value in (b"10.0.0.1, 203.0.113.7", b"203.0.113.7")
    )
    assert lied == plain
    assert plain is not None
    assert b"203" not in plain[1]
    assert plain != door.admit(b"x-forwarded-for", b"203.0.113.8")
    assert plain != other.admit(b"x-forwarded-for", b"203.0.113.7")


async def test_a_hash_that_was_copied_off_the_server_opens_nothing(world: World) -> None:
    counsel = await world.counsel()
    await world.publish()
    person = await world.person()
    await person.press(CLEAR)
    http = await world.http()
    for value in (f"{HASH_SCHEME} {person.keys.token_sha256}", f"Bearer {person.keys.token_sha256}"):
        answer = await http.get("/v1/case", headers={"authorization": value})
        assert answer.status_code in (401, 404)
    http.cookies.set(COOKIE, digest(counsel.api.http.cookies[COOKIE]))
    assert (await http.get("/v1/me")).status_code == 401


@pytest.fixture
def instance(tmp_path: Path) -> Prepared:
    return prepare(tmp_path / "instance", counsel=1, server={"address_header": '"X-Forwarded-For"'})


def canaries() -> dict[str, str]:
    """Headers that say who asks."""
    address = f"2001:db8:{token_hex(2)}:{token_hex(2)}:{token_hex(2)}:{token_hex(2)}:{token_hex(2)}:7"
    return {
        "User-Agent": f"agent{token_hex(8)}",
        "X-Forwarded-For": address,
        "Accept-Language": f"language{token_hex(8)}",
        "Referer": f"https://{token_hex(8)}.example/",
    }


async def test_nothing_of_open_streams_says_who_reads_them(child: Child, instance: Prepared) -> None:
    """Nor of requests that are over, once others came after them."""
    hidden: list[str] = []
    async with client(child.url) as http, client(child.url) as members:
        person = PersonParty(http, SystemClock().now)
        await person.press(CLEAR)
        (fingerprint,) = instance.keys
        counsel = await signed_in(instance, fingerprint, members)
        hidden += [person.keys.token, members.cookies[COOKIE]]
        for party, path in ((person.api, "/v1/case"), (counsel.api, "/v1/counsel")):
            headers = canaries()
            hidden += headers.values()
            party.http.headers.update(headers)
            await party.get(path)
        streams = [person.live(), counsel.api.events("/v1/counsel/live")]
        for stream in streams:
            await anext(stream)
        await churn(child.url)
        found = await asyncio.to_thread(found_in_memory, child.pid, [*hidden, person.case_id])
        for stream in streams:
            await stream.aclose()
    # The control: what the service works with is there.
    assert found == {person.case_id}


async def churn(url: str) -> None:
    """Others ask after them, in heads as long and longer."""
    async with httpx.AsyncClient(base_url=url) as http:
        for number in range(CHURN):
            await http.get(
                "/v1/case", headers={"authorization": f"Bearer {b64(token_bytes(32))}", **canaries()}
            )
            await http.get("/v1/me", headers={"cookie": f"{COOKIE}={b64(token_bytes(32))}", **canaries()})
            await http.get("/health", headers={"x-more": "m" * 40 * (number % 50)})
