"""What the fuzzer of requests begins with: a case, a check-in, a deposit, and members signed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_bytes
from typing import Any

import httpx

from habeas.client.member import COOKIE
from habeas.client.seal.body import Card, FileBody, TextBody
from habeas.client.seal.call_words import DepositBody, WordsSecret, seal_deposit
from habeas.client.seal.ending import end_secret
from habeas.client.seal.file_key import give
from habeas.client.seal.keys import PersonKeys, make_person, recipients
from habeas.client.seal.message import seal_message
from habeas.client.seal.press import Clear, Moment, SealedPress, seal_press
from habeas.commands import login
from habeas.core.checkin import STEP_MS
from habeas.core.time import DAY_MS, HOUR_MS
from habeas.sealed.ids import b64
from habeas.settings import load
from habeas.wire import open_instance
from tests.fakes.child import Prepared

CLEAR = Clear("centre", "detained", "now", "en")
ORIGIN = "http://localhost"
PRESSES = ("/v1/cases", "/v1/check-ins")


@dataclass
class Scene:
    """`callers`: the headers of each, by who she is. `real`: values that exist, by the name of a member."""

    callers: Mapping[str, dict[str, str]]
    real: Mapping[str, Any]
    deposit: str


async def set_scene(made: Prepared, http: httpx.AsyncClient) -> Scene:
    """Press, arm and leave something behind; sign in a counsel and a dispatcher."""
    person, roster = make_person(), made.roster
    with open_instance(load(made.settings)) as ctx:
        now = ctx.now()
        cookies = {name: (await login.open_session(ctx, name))[0] for name in made.keys}
    press = seal_press(person, roster, CLEAR, duty=[], card=Card(where="Bridge"), file=FileBody(name="Ivan"))
    await _send(http, "/v1/cases", press)
    due_at = now - now % STEP_MS + HOUR_MS
    armed = seal_press(
        make_person(), roster, CLEAR, duty=[], card=Card(), file=FileBody(), moment=Moment(due_at)
    )
    await _send(http, "/v1/check-ins", armed)
    secret = WordsSecret(b64(token_bytes(32)), b64(token_bytes(32)))
    moments = {"due_at": due_at, "grace_minutes": 15, "expires_at": (now // DAY_MS + 9) * DAY_MS}
    names = list(made.keys)
    real = {
        **press.fields,
        **moments,
        **{"lookup_id": secret.lookup_id, "owner_sha256": person.token_sha256, "number": 1},
        **{"secret": end_secret(person.token, "other"), "sealed": _message(person, made, press)},
        **{"counsel": names[0], "until": now + HOUR_MS, "part": 0, "message_id": b64(token_bytes(16))},
        **{"to": names[0], "label": "whole", "key": give("A" * 43, made.roster.members[0], person)},
        **{"challenge_id": b64(token_bytes(16)), "offer_id": b64(token_bytes(16)), "after": 0},
    }
    members = {name: {"Cookie": f"{COOKIE}={token}", "Origin": ORIGIN} for name, token in cookies.items()}
    callers = {"": {"Origin": ORIGIN}, "person": {"Authorization": f"Bearer {person.token}"}}
    return Scene(callers | members, real, seal_deposit(secret, DepositBody(name="Ivan")))


async def _send(http: httpx.AsyncClient, path: str, press: SealedPress) -> None:
    answer = await http.post(path, content=press.body, headers={"content-type": "application/json"})
    assert answer.status_code == 201, answer.text


def _message(person: PersonKeys, made: Prepared, press: SealedPress) -> str:
    to, text = recipients(made.roster.members), TextBody("Hello")
    return seal_message(person, person.kid, to, link=press.link, roster_version=1, body=text)[0]
