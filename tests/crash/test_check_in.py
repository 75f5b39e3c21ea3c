"""kill -9 around the moment: what was armed opens once, what was fine never, what was asked for always."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import httpx
import msgspec
import pytest

from habeas.client.seal.body import Card, FileBody
from habeas.client.seal.ending import end_secret
from habeas.client.seal.keys import PersonKeys, make_person
from habeas.client.seal.press import Clear, Moment, seal_press
from habeas.core.time import HOUR_MS
from habeas.sealed.sizes import PRESS_BYTES
from habeas.wire import SystemClock
from tests.fakes.changes import looks
from tests.fakes.child import Child, Prepared, prepare

ROUNDS = 6
EACH = 24
SEED = 20_300_105
JSON = {"content-type": "application/json"}
UNHEARD = "select count(*) from owner where ended_by is not null and not done"
LEFT = f"select (select count(*) from check_in), ({UNHEARD})"
CLEAR = Clear("centre", "detained", "now", "en")


@pytest.fixture
def instance(tmp_path: Path) -> Prepared:
    return prepare(tmp_path / "instance", counsel=3)


def sealed(instance: Prepared, person: PersonKeys, due_at: int) -> bytes:
    duty = list(instance.keys)
    moment = Moment(due_at - due_at % 300_000, 0)
    made = seal_press(person, instance.roster, CLEAR, duty=duty, card=Card(), file=FileBody(), moment=moment)
    assert len(made.body) == PRESS_BYTES
    return made.body


class Words:
    """Some say a word, all at once, until the server is gone. `heard`: who was answered, by her word."""

    def __init__(self, child: Child, kill_after: int) -> None:
        self._child = child
        self._kill_after = kill_after
        self.heard: dict[str, list[PersonKeys]] = {"fine": [], "duress": []}
        self.cut_off = 0

    async def say(self, http: httpx.AsyncClient, person: PersonKeys, code: str) -> None:
        body = msgspec.json.encode({"secret": end_secret(person.token, code)})
        headers = {**JSON, "authorization": f"Bearer {person.token}"}
        try:
            answer = await http.post("/v1/case/cancel", content=body, headers=headers)
        except httpx.TransportError:
            self.cut_off += 1
            return
        assert answer.status_code == 200, answer.text
        self.heard[code].append(person)
        if sum(map(len, self.heard.values())) == self._kill_after:
            self._child.kill()


async def lives(instance: Prepared, child: Child) -> tuple[dict[str, list[PersonKeys]], int]:
    """Each round arms some, most of whom say a word, and is killed in the middle of the words."""
    draw, cut_off = Random(SEED), 0
    told: dict[str, list[PersonKeys]] = {"fine": [], "duress": [], "": []}
    for _ in range(ROUNDS):
        people = [make_person() for _ in range(EACH)]
        words = Words(child, draw.randint(2, EACH // 2))
        async with httpx.AsyncClient(base_url=child.start(), timeout=30) as http:
            for person in people:
                body = sealed(instance, person, SystemClock().now() + HOUR_MS)
                assert (await http.post("/v1/check-ins", content=body, headers=JSON)).status_code == 201
            codes = [("fine", "duress", "")[at % 3] for at in range(EACH)]
            said = [(person, code) for person, code in zip(people, codes, strict=True) if code]
            await asyncio.gather(*(words.say(http, person, code) for person, code in said))
        child.kill()
        told[""] += [person for person, code in zip(people, codes, strict=True) if not code]
        for code, heard in words.heard.items():
            told[code] += heard
        cut_off += words.cut_off
    return told, cut_off


def overdue(instance: Prepared) -> None:
    """Their moment comes while nobody serves."""
    with closing(sqlite3.connect(instance.database)) as database, database:
        now = SystemClock().now()
        database.execute("update check_in set fires_at = ?, due_at = ?", (now - HOUR_MS, now - HOUR_MS))
        database.execute("update lease set until = ?", (now - HOUR_MS,))


def test_what_was_promised_holds_after_kill_9(instance: Prepared) -> None:
    child = Child(instance.settings)
    try:
        told, cut_off = asyncio.run(lives(instance, child))
        overdue(instance)
        child.start()
        settled(instance)
    finally:
        child.kill()
    assert all(told.values())
    assert cut_off, "no word was under way at any kill: the test shows nothing"
    with closing(sqlite3.connect(instance.database)) as database:
        cases = dict(database.execute("select case_id, duress * 2 + late from case_"))
        envelopes = dict(database.execute("select case_id, count(*) from envelope group by case_id"))
        assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert database.execute("select count(*) from check_in").fetchall() == [(0,)]
    assert [one.kid for one in told["fine"] if one.kid in cases] == []
    assert {cases.get(one.kid) for one in told["duress"]} == {2}
    assert {cases.get(one.kid) for one in told[""]} == {1}
    # Card, file, and the keys in one row.
    assert set(envelopes.values()) == {3}
    assert set(envelopes) == set(cases)


def settled(instance: Prepared) -> None:
    """Until the watch has done what was due: it looks when it starts, before anybody calls."""
    with closing(sqlite3.connect(instance.database)) as database:
        next(look for look in looks(instance.database) if database.execute(LEFT).fetchone() == (0, 0))
