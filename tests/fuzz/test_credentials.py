"""Passkeys that answer a live challenge with changed bytes: refused, whatever stands in them."""

from random import Random
from typing import Any

import httpx

from habeas.client.api import Api
from habeas.client.seal.keys import make_member
from habeas.commands.invite import invite
from habeas.commands.shapes.common import Role
from habeas.sealed.ids import b64, unb64
from tests.fakes.authenticator import Authenticator
from tests.fakes.world import World
from tests.fuzz.mutate import change_bytes, change_value, spell

COUNT = 40


async def test_a_changed_login_is_refused(world: World) -> None:
    http, passkey, lot = await world.http(), Authenticator(world.origin), Random(1)
    await _enrol(world, http, passkey, None)
    statuses = set()
    for _ in range(COUNT):
        options = await Api(http).post("/v1/login/options", {})
        credential = _changed(lot, passkey.get(options["options"]))
        statuses.add(await _post(world, http, "/v1/login", options["challenge_id"], credential))
    assert statuses <= {200, 400, 401, 403}, statuses
    assert len(statuses) > 1


async def test_a_changed_enrolment_is_refused(world: World) -> None:
    http, lot = await world.http(), Random(2)
    statuses = [await _enrol(world, http, Authenticator(world.origin), lot) for _ in range(COUNT)]
    assert set(statuses) <= {201, 400, 409}, set(statuses)
    assert statuses.count(400) > COUNT / 2


async def _enrol(world: World, http: httpx.AsyncClient, passkey: Authenticator, lot: Random | None) -> int:
    invitation, keys = await invite(world.ctx, Role.counsel, 1), make_member()
    options = await Api(http).post("/v1/enrolment/options", {"invitation": invitation})
    credential = passkey.create(options["options"])
    more = {
        "invitation": invitation,
        "seal_key": {"x": keys.seal_public.x, "y": keys.seal_public.y},
        "sign_key": {"x": keys.sign_public.x, "y": keys.sign_public.y},
        "languages": ["en"],
        "areas": ["centre"],
    }
    told = credential if lot is None else _changed(lot, credential)
    return await _post(world, http, "/v1/enrolment", options["challenge_id"], told, **more)


async def _post(
    world: World, http: httpx.AsyncClient, path: str, challenge_id: str, credential: Any, **more: Any
) -> int:
    body = spell({"challenge_id": challenge_id, "credential": credential, **more})
    headers = {"content-type": "application/json", "origin": world.origin}
    return (await http.post(path, content=body, headers=headers)).status_code


def _changed(lot: Random, credential: dict[str, Any]) -> dict[str, Any]:
    """With one of its byte strings changed, or any member of it."""
    if lot.random() < 0.3:
        response: dict[str, Any] = change_value(lot, credential)
        return response
    names = [name for name in credential["response"] if isinstance(credential["response"][name], str)]
    name = lot.choice([name for name in names if credential["response"][name]])
    raw = change_bytes(lot, unb64(credential["response"][name]))
    return {**credential, "response": {**credential["response"], name: b64(raw)}}
