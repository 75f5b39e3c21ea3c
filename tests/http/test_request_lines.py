"""What the network in front may log of a request, its first line, names nothing of a person's."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from habeas.client.call_words import WordsParty
from habeas.client.person import PersonParty
from habeas.client.seal.call_words import DepositBody
from habeas.client.seal.press import Moment
from habeas.core.time import DAY_MS, HOUR_MS
from habeas.http.app import describe
from tests.fakes.ready import client
from tests.fakes.world import CLEAR, World

METHODS = (b"GET ", b"POST ", b"PUT ", b"DELETE ")


@dataclass
class Proxy:
    """Passes on what comes, as a proxy does, and notes the first line of each request."""

    port: int
    url: str = ""
    lines: list[bytes] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        behind, ahead = await asyncio.open_connection("127.0.0.1", self.port)
        await asyncio.gather(self._pass(reader, ahead, noted=True), self._pass(behind, writer, noted=False))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, noted: bool) -> None:
        while piece := await reader.read(65_536):
            if noted and piece.startswith(METHODS):
                self.lines.append(piece.partition(b"\r\n")[0])
            writer.write(piece)
        writer.close()


@asynccontextmanager
async def proxy(world: World) -> AsyncIterator[Proxy]:
    made = Proxy(int(world.origin.rpartition(":")[2]))
    async with await asyncio.start_server(made.serve, "127.0.0.1", 0) as server:
        made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield made


def test_no_route_of_a_person_has_an_id_in_its_address() -> None:
    operations: list[tuple[str, Any]] = [
        (path, operation)
        for path, methods in json.loads(describe())["paths"].items()
        for operation in methods.values()
        if "person" in operation["tags"]
    ]
    assert len(operations) == 17
    assert [path for path, _ in operations if "{" in path] == []
    parameters = [one for _, operation in operations for one in operation.get("parameters", ())]
    queries = {one["name"]: one["schema"]["type"] for one in parameters if one["in"] != "header"}
    assert queries == {"after": "integer"}


async def test_a_whole_story_leaves_no_id_in_any_first_line(world: World) -> None:
    counsel = await world.counsel()
    await world.publish()
    await world.on_duty(counsel)
    async with proxy(world) as between, client(between.url, timeout=10) as http:
        pressed, armed = (PersonParty(http, world.clock.now) for _ in range(2))
        await pressed.press(CLEAR)
        await world.settle()
        (offer,) = (await counsel.view()).offers
        await counsel.accept(offer)
        events = pressed.live()
        assert (await anext(events)).state == "accepted"
        await events.aclose()
        await pressed.say("They ask me to sign")
        await pressed.look()
        await pressed.cancel()
        moment = Moment(world.clock.now() + HOUR_MS)
        await armed.arm(CLEAR, moment)
        await armed.extend(1, moment)
        await armed.check_in()
        await armed.cancel()
        words = WordsParty(http, "test-aid", "acorn zebra yodel wolf")
        day = (world.clock.now() // DAY_MS + 9) * DAY_MS
        await words.leave(DepositBody(name="Vera"), day)
        await words.change(DepositBody(name="Vera"), day)
        await words.drop()
    persons = [pressed.keys, armed.keys]
    secrets = [text for keys in persons for text in (keys.kid, keys.token, keys.token_sha256)]
    secrets += [words.token, words.secret.lookup_id]
    logged = b"\n".join(between.lines).decode()
    assert len(between.lines) > 15
    assert [secret for secret in secrets if secret in logged] == []
