"""kill -9 in the middle of a flood: every acknowledged press is there afterwards, none twice or by half."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from random import Random

import httpx
import pytest

from habeas.client.presses import ReadyPress, ready_presses
from habeas.client.seal.press import Clear
from tests.fakes.child import AREAS, Child, ForkedChild, Prepared, prepare

ROUNDS = 20
MOST_A_ROUND = 200
CLIENTS = 8
SEED = 20_300_105


class Flood:
    """Presses as fast as it can until the server is gone. `acknowledged` is what it was promised."""

    def __init__(self, child: Child, presses: Sequence[ReadyPress], kill_after: int) -> None:
        self._child = child
        self._waiting = list(reversed(presses))
        self._kill_after = kill_after
        self.acknowledged: list[str] = []
        self.cut_off: list[ReadyPress] = []

    async def run(self) -> None:
        async with httpx.AsyncClient(base_url=self._child.url, timeout=30) as http:
            await asyncio.gather(*(self._client(http) for _ in range(CLIENTS)))

    async def _client(self, http: httpx.AsyncClient) -> None:
        while self._waiting:
            press = self._waiting.pop()
            try:
                answer = await _post(http, press)
            except httpx.TransportError:
                self.cut_off.append(press)
                return
            assert answer.status_code in (200, 201), answer.text
            self.acknowledged.append(press.case_id)
            if len(self.acknowledged) == self._kill_after:
                # The others are in the middle of theirs.
                self._child.kill()


async def _post(http: httpx.AsyncClient, press: ReadyPress) -> httpx.Response:
    return await http.post("/v1/cases", content=press.body, headers={"content-type": "application/json"})


@pytest.fixture
def instance(tmp_path: Path) -> Prepared:
    return prepare(tmp_path / "instance", counsel=6)


def test_every_acknowledged_press_survives_kill_9(instance: Prepared) -> None:
    acknowledged, cut_off = asyncio.run(_rounds(instance))
    assert len(acknowledged) >= ROUNDS
    assert cut_off, "no press was under way at any kill: the test shows nothing"
    with closing(sqlite3.connect(instance.database)) as database:
        _check_presses(database, [*acknowledged, *(press.case_id for press in cut_off)])
        _check_invariants(database)


async def _rounds(instance: Prepared) -> tuple[list[str], list[ReadyPress]]:
    """Kill, start again, and send once more what had no answer: its sender cannot know whether it arrived."""
    draw, child = Random(SEED), ForkedChild(instance.settings)
    clears = [Clear(area, "detained", "now", "en") for area in AREAS]
    acknowledged: list[str] = []
    cut_off: list[ReadyPress] = []
    child.start()
    try:
        for _ in range(ROUNDS):
            kill_after = draw.randint(1, MOST_A_ROUND)
            # Sealing takes longer than sending: no more than are sent before the kill and around it.
            number = kill_after + 4 * CLIENTS
            presses = ready_presses(number, instance.roster, clears, list(instance.keys))
            flood = Flood(child, presses, kill_after)
            await flood.run()
            await _send_again(child, flood.cut_off)
            acknowledged += flood.acknowledged
            cut_off += flood.cut_off
    finally:
        child.kill()
    return acknowledged, cut_off


async def _send_again(child: Child, presses: list[ReadyPress]) -> None:
    async with httpx.AsyncClient(base_url=child.start(), timeout=30) as http:
        for press in presses:
            answer = await _post(http, press)
            assert answer.status_code in (200, 201), answer.text


def _check_presses(database: sqlite3.Connection, expected: list[str]) -> None:
    stored = Counter(case_id for (case_id,) in database.execute("select case_id from case_"))
    assert [case_id for case_id in expected if stored[case_id] != 1] == []
    whole = dict(database.execute("select case_id, count(*) from envelope group by case_id"))
    assert [case_id for case_id in stored if whole.get(case_id) != 3] == []


def _check_invariants(database: sqlite3.Connection) -> None:
    assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert database.execute("pragma foreign_key_check").fetchall() == []
    asleep = "select case_id from case_ where closed_at is null and wake_at is null and state != 'desk'"
    assert database.execute(asleep).fetchall() == []
    crowded = "select counsel from offer where state = 'open' group by counsel having count(*) > 1"
    assert database.execute(crowded).fetchall() == []
    unrung = "select offer_id from offer where offer_id not in (select offer_id from notice)"
    assert database.execute(unrung).fetchall() == []
    assert database.execute("select count(*) from offer").fetchone()[0] > 0
