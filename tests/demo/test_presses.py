"""Presses by the thousand are presses like any other, as far as anybody without a key can tell."""

import json

from habeas.client.presses import ready_presses
from habeas.client.seal.press import Clear
from habeas.sealed.ids import token_sha256
from habeas.sealed.sizes import PRESS_BYTES
from tests.fakes.world import CLEAR, World


async def test_each_has_its_own_case_and_token_and_is_taken_in(world: World) -> None:
    counsel = await world.counsel()
    await world.dispatcher()
    await world.publish()
    roster = await counsel.trust.refresh()
    presses = ready_presses(200, roster, [CLEAR, Clear("north", "search", "today", "ru")], [])
    assert len({one.case_id for one in presses}) == len({one.body for one in presses}) == 200
    assert {len(one.body) for one in presses} == {PRESS_BYTES}
    http = await world.http()
    for one in presses[::20]:
        told = json.loads(one.body)
        assert (told["case_id"], told["token_sha256"]) == (one.case_id, token_sha256(one.token))
        answer = await http.post("/v1/cases", content=one.body, headers={"content-type": "application/json"})
        assert answer.status_code == 201
        status = await http.get("/v1/case", headers={"authorization": f"Bearer {one.token}"})
        assert status.json()["state"] == "waiting"


async def test_a_plain_instance_has_no_door_without_a_key(world: World) -> None:
    http = await world.http()
    assert (await http.get("/demo/members")).status_code == 404
    origin = {"origin": world.origin}
    answer = await http.post("/demo/sign-in", json={"fingerprint": "A" * 22}, headers=origin)
    assert answer.status_code in (404, 405)
