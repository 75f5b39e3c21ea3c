"""Whatever is wrong with a request, the answer is a documented problem that says what to do."""

import asyncio
from typing import Any

import httpx
import pytest

from habeas.sealed.sizes import PRESS_BYTES
from tests.fakes.world import World

JSON = {"content-type": "application/json"}
ID = "A" * 22
TOKEN = {"authorization": "Bearer " + "A" * 43}


async def ask(world: World, method: str, path: str, **more: Any) -> httpx.Response:
    http = await world.http()
    return await http.request(method, path, **more)


def problem(answer: httpx.Response) -> tuple[int, str]:
    """(status, kind); fails when the answer is no problem document."""
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert set(told) == {"type", "title", "status", "detail"}
    assert told["status"] == answer.status_code
    assert told["title"]
    assert told["detail"]
    return answer.status_code, told["type"].removeprefix("urn:habeas:problem:")


@pytest.mark.parametrize(
    ("method", "path", "more", "expected"),
    [
        ("GET", "/nothing/here", {}, (404, "not-found")),
        ("POST", "/nothing/here", {}, (404, "not-found")),
        ("GET", "/schema", {}, (404, "not-found")),
        ("POST", "/health", {}, (405, "wrong-method")),
        ("TRACE", "/v1/cases", {}, (405, "wrong-method")),
        ("GET", "/v1/roster/x", {}, (404, "not-found")),
        ("GET", "/v1/roster/-1", {}, (400, "malformed")),
        ("GET", "/v1/roster/0", {}, (404, "not-found")),
        ("GET", "/v1/directory/-1", {}, (400, "malformed")),
        ("GET", "/v1/directory/9", {}, (404, "not-found")),
        ("GET", "/v1/duty/nowhere", {}, (404, "not-found")),
        ("GET", "/v1/duty/UPPER", {}, (400, "malformed")),
        ("GET", "/v1/case", {}, (401, "not-signed-in")),
        ("GET", "/v1/case", {"headers": {"authorization": "Basic x"}}, (401, "not-signed-in")),
        ("GET", "/v1/case", {"headers": TOKEN}, (404, "not-found")),
        ("GET", f"/v1/desk/cases/{ID}", {}, (401, "not-signed-in")),
        ("GET", "/v1/case/messages?after=-1", {"headers": TOKEN}, (400, "malformed")),
        ("GET", "/v1/case/live", {"headers": TOKEN}, (404, "not-found")),
        ("GET", "/v1/me", {}, (401, "not-signed-in")),
        ("GET", "/v1/me", {"headers": {"cookie": "habeas_session=x"}}, (401, "not-signed-in")),
        ("POST", "/v1/login/options", {}, (403, "wrong-origin")),
        ("POST", "/v1/login/options", {"headers": {"origin": "http://elsewhere"}}, (403, "wrong-origin")),
        ("POST", "/v1/cases", {"content": b"", "headers": JSON}, (400, "malformed")),
        ("POST", "/v1/cases", {"content": b"{", "headers": JSON}, (400, "malformed")),
        ("POST", "/v1/cases", {"content": b"\xff", "headers": JSON}, (400, "malformed")),
        ("POST", "/v1/cases", {"content": b"[]", "headers": JSON}, (400, "malformed")),
        ("POST", "/v1/cases", {"content": b'{"more": 1}', "headers": JSON}, (400, "malformed")),
        ("POST", "/v1/cases", {"content": b"{}"}, (415, "wrong-media-type")),
        (
            "POST",
            "/v1/cases",
            {"content": b"{}", "headers": {"content-type": "text/plain"}},
            (415, "wrong-media-type"),
        ),
        ("POST", "/v1/cases", {"content": b" " * (PRESS_BYTES + 1), "headers": JSON}, (413, "too-large")),
    ],
)
async def test_a_refusal_is_a_problem(
    world: World, method: str, path: str, more: dict[str, Any], expected: tuple[int, str]
) -> None:
    assert problem(await ask(world, method, path, **more)) == expected


async def test_deep_nesting_is_refused_and_not_a_fault(world: World) -> None:
    deep = b'{"challenge_id":"' + b"A" * 22 + b'","credential":' + b'{"a":' * 9_000
    headers = {**JSON, "origin": world.origin}
    answer = await ask(world, "POST", "/v1/login", content=deep, headers=headers)
    assert problem(answer) == (400, "malformed")


async def test_a_byte_that_is_no_utf_8_is_refused_and_not_a_fault(world: World) -> None:
    body = b'{"challenge_id":"' + b"A" * 21 + b'\xff","credential":{}}'
    answer = await ask(world, "POST", "/v1/login", content=body, headers={**JSON, "origin": world.origin})
    assert problem(answer) == (400, "malformed")


async def test_a_body_is_measured_while_it_is_read(world: World) -> None:
    """A body without an announced length is refused at the limit, before its end was ever sent."""
    host, port = world.origin.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head = f"POST /v1/cases HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
    writer.write(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
    writer.write(b"4000\r\n" + b" " * 0x4000 + b"\r\n")
    assert b" 413 " in await reader.readline()
    writer.close()
    await writer.wait_closed()


async def test_numbers_are_not_taken_for_texts_nor_texts_for_numbers(world: World) -> None:
    body = {"on": "true", "area": "centre", "until": 1}
    dispatcher = await world.dispatcher()
    answer = await dispatcher.api.http.put("/v1/counsel/duty", json=body, headers={"origin": world.origin})
    assert problem(answer) == (400, "malformed")


async def test_who_is_refused_is_told_how_to_prove_herself(world: World) -> None:
    person = await ask(world, "GET", "/v1/case")
    member = await ask(world, "GET", "/v1/me")
    assert person.headers["www-authenticate"] == "Bearer"
    assert "habeas_session" in member.headers["www-authenticate"]


async def test_a_refused_method_names_the_others(world: World) -> None:
    answer = await ask(world, "DELETE", "/v1/cases")
    assert "POST" in answer.headers["allow"]
    answer = await ask(world, "OPTIONS", "/v1/case/messages", headers=TOKEN)
    assert answer.headers["allow"] == "GET, OPTIONS, POST"
