"""What comes back of either word is the same: byte for byte, for ever after, and in time.

Two worlds with one history and one person in both; in the one all is fine, in the other she has to say so.
There everybody goes on working for her, and nothing that her phone can ask shows it.
"""

import asyncio
import json
import re
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from secrets import token_bytes

import pytest
from sqlalchemy import event

from habeas.client.api import Api
from habeas.client.counsel import CounselParty
from habeas.client.person import PersonParty
from habeas.client.presses import ready_presses
from habeas.client.seal.body import Card, FileBody, Introduction, TextBody
from habeas.client.seal.card import OpenedCard
from habeas.client.seal.ending import end_secret
from habeas.client.seal.keys import Recipient, recipients
from habeas.client.seal.message import seal_message
from habeas.client.seal.press import Moment
from habeas.client.seal.signature import Link
from habeas.core.checkin import STEP_MS, EndCode
from habeas.core.time import DAY_MS, HOUR_MS
from habeas.sealed.ids import b64
from habeas.sealed.roster import Role
from tests.fakes.world import CLEAR, World
from tests.fakes.world import world as running

DATE = re.compile(rb"date: [^\r]+", re.I)
# What a stream says while it has nothing to say, as a chunk of its own, so often in a test.
REST = re.compile(rb"[0-9a-f]+\r\n: still here\n\n\r\n")
REST_S = 0.02
# One may have been due when something came; by the second all is out that was there before.
RESTS = 2
EACH = 40
WARM_UP = 6


@dataclass
class Phone:
    """One person's phone in one world: it sends bytes and keeps what comes back. `twin`: in the other."""

    world: World
    person: PersonParty
    counsel: CounselParty
    moment: Moment
    twin: "Phone | None" = None
    introduction: dict[str, str] = field(default_factory=dict)
    heard: list[bytes] = field(default_factory=list)

    async def ask(self, method: str, path: str, body: bytes = b"", *, token: bool = True) -> None:
        self.heard.append(await self._raw(method, path, body, token=token))

    async def _raw(self, method: str, path: str, body: bytes, *, token: bool) -> bytes:
        reader, writer = await self.send(method, path, body, token=token)
        heard = await _until_rest(reader)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        return DATE.sub(b"date: -", heard)

    async def send(
        self, method: str, path: str, body: bytes = b"", *, token: bool = True
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        host, port = self.world.origin.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        head = [f"{method} {path} HTTP/1.1", "host: habeas", "connection: close"]
        head += [f"authorization: Bearer {self.person.keys.token}"] if token else []
        head += ["content-type: application/json", f"content-length: {len(body)}"] if body else []
        writer.write("\r\n".join([*head, "", ""]).encode() + body)
        return reader, writer

    @property
    def sealed(self) -> bytes:
        assert self.person.sealed is not None
        return self.person.sealed.body

    async def say(self, word: EndCode) -> None:
        body = {"secret": end_secret(self.person.keys.token, word.value)}
        await self.ask("POST", "/v1/case/cancel", json.dumps(body).encode())

    async def look_everywhere(self, message: bytes) -> None:
        """Everything that a phone, or whoever holds it, can ask with the token."""
        case = "/v1/case"
        await self.ask("GET", case)
        await self.ask("GET", f"{case}/live")
        await self.ask("GET", f"{case}/messages")
        await self.ask("POST", f"{case}/messages", message)
        await self.ask("GET", "/v1/check-in")
        later = {"number": 9, "due_at": self.moment.due_at + STEP_MS, "grace_minutes": 0}
        await self.ask("PUT", "/v1/check-in", json.dumps(later).encode())
        for word in EndCode:
            await self.say(word)

    async def send_again(self, path: str) -> None:
        await self.ask("POST", path, self.sealed, token=False)


async def _until_rest(reader: asyncio.StreamReader) -> bytes:
    """To the end; of a stream, which has none, what it says until it rests."""
    heard = b""
    while piece := await reader.read(65_536):
        heard += piece
        if len(REST.findall(heard.rpartition(b"data: ")[2])) >= RESTS and b"data: " in heard:
            break
    return REST.sub(b"", heard)


@pytest.fixture(autouse=True)
def _rest_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("habeas.http.streams.KEEP_ALIVE_S", REST_S)


Before = Callable[[Phone], Awaitable[None]]


async def waiting(one: Phone) -> None:
    await one.person.send()
    await one.world.settle()


async def talked_to(one: Phone) -> None:
    """Somebody has taken the case and said so, in the same sealed words in both worlds; and was answered."""
    await waiting(one)
    (offer,) = (await one.counsel.view()).offers
    await one.counsel.accept(offer)
    opened = await one.counsel.take_up(one.person.case_id)
    one.introduction = one.twin.introduction if one.twin else introduction_to(one, opened)
    case_id = one.person.case_id
    await one.counsel.api.post(f"/v1/counsel/cases/{case_id}/messages", one.introduction)
    await one.world.settle()


def introduction_to(one: Phone, opened: OpenedCard) -> dict[str, str]:
    to, said = [Recipient(opened.case_id, opened.seal_key)], Introduction("Anna K.", "", 20)
    keys, link = one.counsel.keys, Link(0, None)
    sealed, _ = seal_message(keys, opened.case_id, to, link=link, roster_version=1, body=said)
    return {"message_id": b64(token_bytes(16)), "sealed": sealed}


async def armed(one: Phone) -> None:
    await one.person.send_check_in()
    await one.world.settle()


async def fired(one: Phone) -> None:
    await armed(one)
    wait_ms = one.moment.due_at - one.world.clock.now()
    await one.world.pass_time(wait_ms // 1_000 + one.moment.grace_minutes * 60)


@asynccontextmanager
async def phone(folder: Path, source: Phone | None, before: Before) -> AsyncIterator[Phone]:
    """A phone in a world of its own; with `source`, all have the same keys, and the letter is the same."""
    folder.mkdir()
    async with running(folder) as world:
        counsel = await world.counsel(keys=source.counsel.keys if source else None)
        await world.publish()
        await world.on_duty(counsel)
        person = await world.person()
        moment = Moment(world.clock.now() + HOUR_MS, 15)
        if source is None:
            await person.seal(
                CLEAR,
                Card(where="Pier 9"),
                FileBody(name="Vera"),
                moment if before in (armed, fired) else None,
            )
        else:
            person.keys, person.sealed = source.person.keys, source.person.sealed
            person.api = Api(person.api.http, person.keys.token)
        yield Phone(world, person, counsel, moment, source)


async def go_on_for_her(one: Phone) -> None:
    """Others work for somebody who has called it off and did not mean it."""
    await one.world.settle()
    view = await one.counsel.view()
    for offer in view.offers:
        assert offer.duress
        await one.counsel.accept(offer)
    case_id = one.person.case_id
    await one.counsel.take_up(case_id)
    await one.counsel.introduce(case_id, "Boris K.", "+44 1632 960002", 5)
    await one.counsel.say(case_id, "Do not answer")
    await one.counsel.en_route(case_id)
    await one.world.pass_time(600)
    assert (await one.counsel.arrive(case_id)).duress


@pytest.mark.parametrize("before", [waiting, talked_to, armed, fired])
async def test_no_byte_tells_which_word_was_said(tmp_path: Path, before: Before) -> None:
    async with (
        phone(tmp_path / "fine", None, before) as calm,
        phone(tmp_path / "duress", calm, before) as watched,
    ):
        said = message_from(calm.person, calm)
        for one in (calm, watched):
            await before(one)
        await same_steps(calm, watched, said, "/v1/check-ins" if before in (armed, fired) else "/v1/cases")


def message_from(person: PersonParty, one: Phone) -> bytes:
    to = recipients([one.counsel.keys.roster_member(Role.counsel, [], [])])
    sealed, _ = seal_message(
        person.keys, person.case_id, to, link=Link(2, None), roster_version=1, body=TextBody("Help")
    )
    return json.dumps({"message_id": b64(token_bytes(16)), "sealed": sealed}).encode()


async def same_steps(calm: Phone, watched: Phone, said: bytes, path: str) -> None:
    for one, word in ((calm, EndCode.fine), (watched, EndCode.duress)):
        await one.say(word)
        await one.look_everywhere(said)
        await one.send_again(path)
        await one.world.settle()
        await one.look_everywhere(said)
    await go_on_for_her(watched)
    await calm.world.pass_time(600)
    for one in (calm, watched):
        await one.look_everywhere(said)
        await one.send_again(path)
        for days in (1, 5, 1, 1):
            one.world.clock.advance(days * DAY_MS)
            await one.world.settle()
            await one.world.janitor.step()
            await one.look_everywhere(said)
            await one.send_again(path)
        await one.look_everywhere(said)
    assert len(calm.heard) > 50
    wrong = [at for at, (a, b) in enumerate(zip(calm.heard, watched.heard, strict=True)) if a != b]
    assert [(at, calm.heard[at], watched.heard[at]) for at in wrong[:1]] == []
    assert b"HTTP/1.1 200" in calm.heard[0]
    assert b"HTTP/1.1 404" in calm.heard[-1]


async def test_who_follows_hears_the_end_once_and_nothing_after_it(tmp_path: Path) -> None:
    """A stream that was open before the word says the same in both worlds, whatever happens to the case."""
    async with (
        phone(tmp_path / "fine", None, waiting) as calm,
        phone(tmp_path / "duress", calm, waiting) as watched,
    ):
        streams, heard = [], []
        for one, word in ((calm, EndCode.fine), (watched, EndCode.duress)):
            await waiting(one)
            streams.append(await one.send("GET", "/v1/case/live"))
            before = await _until_rest(streams[-1][0])
            await one.say(word)
            await one.world.settle()
            heard.append(_events(before + await _until_rest(streams[-1][0])))
        await go_on_for_her(watched)
        assert heard[0] == heard[1]
        assert [json.loads(told)["state"] for told in heard[0]] == ["waiting", "closed"]
        for reader, writer in streams:
            assert b"data: " not in await _next_rests(reader)
            writer.close()


def _events(heard: bytes) -> list[bytes]:
    return re.findall(rb"data: ([^\n]*)", heard)


async def _next_rests(reader: asyncio.StreamReader) -> bytes:
    """All that comes while a stream rests, as often as says that nothing else was there."""
    heard = b""
    while piece := await reader.readuntil(b"\n\n\r\n"):
        heard += piece
        if len(REST.findall(heard)) >= RESTS:
            break
    return heard


async def test_either_word_runs_the_same_statements(world: World) -> None:
    """Not one more, not in another order: what follows from them comes after the answer."""
    counsel = await world.counsel()
    await world.publish()
    await world.on_duty(counsel)
    ran: dict[EndCode, list[str]] = {}
    for word in (EndCode.fine, EndCode.duress, EndCode.fine, EndCode.duress):
        person = await world.person()
        await person.press(CLEAR)
        await world.settle()
        statements: list[str] = []

        def note(*told: object, kept: list[str] = statements) -> None:
            kept.append(str(told[2]))

        engines = (world.ctx.store._writing, world.ctx.store._reading)
        for engine in engines:
            event.listen(engine, "before_cursor_execute", note)
        await person.say_code(word.value)
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
        assert ran.setdefault(word, statements) == statements
        await world.settle()
    assert ran[EndCode.fine] == ran[EndCode.duress]
    assert any("UPDATE owner" in one for one in ran[EndCode.fine])


async def test_neither_word_takes_longer(world: World) -> None:
    """Interleaved by lot, all loops at work: the medians differ by less than either spreads by itself."""
    counsel = [await world.counsel() for _ in range(3)]
    await world.publish()
    for one in counsel:
        await world.on_duty(one)
    person = await world.person()
    roster = await person.trust.refresh()
    presses = ready_presses(2 * EACH + WARM_UP, roster, [CLEAR], [one.fingerprint for one in counsel])
    http = await world.http()
    json_type = {"content-type": "application/json"}
    for press in presses:
        await http.post("/v1/cases", content=press.body, headers=json_type)
    words = [*EndCode] * EACH
    Random(20_300_105).shuffle(words)
    took: dict[EndCode, list[float]] = {word: [] for word in EndCode}
    async with at_work(world):
        for at, press in enumerate(presses):
            word = words[at - WARM_UP] if at >= WARM_UP else EndCode.fine
            body = {"secret": end_secret(press.token, word.value)}
            began = time.perf_counter()
            answer = await http.post(
                "/v1/case/cancel",
                json=body,
                headers={"authorization": f"Bearer {press.token}"},
            )
            if at >= WARM_UP:
                took[word].append(time.perf_counter() - began)
            assert answer.json()["disposition"] == "cancelled"
    fine, duress = (statistics.median(took[word]) for word in EndCode)
    spread = max(_quartiles_apart(took[word]) for word in EndCode)
    assert abs(fine - duress) <= spread, (fine, duress, spread)


def _quartiles_apart(seconds: list[float]) -> float:
    first, _, third = statistics.quantiles(seconds, n=4)
    return third - first


@asynccontextmanager
async def at_work(world: World) -> AsyncIterator[None]:
    """With the service's loops running as they do when it serves."""
    loops = world.service.loops(world.origin).values()
    works: list[Coroutine[object, object, None]] = [run() for run in loops]
    tasks = [asyncio.create_task(work) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
