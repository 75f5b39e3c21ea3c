"""A flood of well-formed false presses, and real ones between them: who is refused, who is offered when."""

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import httpx
from msgspec import Struct, structs

from bench.durable import Told
from bench.figures import Figures, figure
from bench.instance import Instances, Serving, posts
from bench.load import Outcome, Plan, run, write_requests
from bench.offers import sign_in
from habeas.client.presses import ReadyPress
from habeas.client.work import find_work
from habeas.commands.vouchers import make
from habeas.http.door import COOKIE
from habeas.settings import load
from habeas.wire import open_instance

CONNECTIONS = 64
# A phone does ten seconds of work and sends the best that it found.
WORK_S, WORK_TRIES = 10.0, 3_000
# A counsel looks at a card for so long before she says that it is not real, and is with a client for so long.
LOOK_S, CLIENT_S = 10.0, 60.0
POLL_S = 1.0
AFTER_S = 60.0
QUICK_S, LOOK_AGAIN_S = 5.0, 0.5
# A phone rang for it, or counsel who was there or coming was given it.
OFFERED = "select case_id, min(at) from story where kind in ('offer', 'promise') group by case_id"
STORED = "select case_id, opened_at from case_"


class Scale(Struct, frozen=True):
    """How many false presses a minute, for how long, and how many counsel and real presses of each kind."""

    fakes_per_minute: int = 10_000
    seconds: float = 300.0
    counsel: int = 40
    real: int = 20


class Seen(Struct, frozen=True):
    """waits_s: until the first offer, by kind of press; those never offered are left out."""

    flood: Outcome
    waits_s: dict[str, list[float]]
    refused: int
    growth_bytes: int
    health_ms: list[float]
    after_s: float | None


KINDS = ("vouched", "worked", "plain")


def measure(instances: Instances, _rounds: int, told: Told) -> Figures:
    """Once: 10,000 a minute for five minutes against 40 counsel who answer by themselves."""
    return measure_scale(instances, Scale(), told)


def measure_scale(instances: Instances, scale: Scale, told: Told) -> Figures:
    """One flood of this scale."""
    seen = play(instances, scale, told)
    stored = seen.flood.answered
    return {
        "flood_refused": figure(seen.flood.failed + seen.flood.unanswered + seen.refused, "presses", "<= 0"),
        "flood_rate": figure(60 * seen.flood.rate, "presses a minute"),
        "flood_answer_p99": figure(seen.flood.wait_ms(0.99), "ms"),
        "flood_vouched_offered_p99": figure(_share(seen, scale, "vouched", 0.99), "s", "<= 60"),
        "flood_worked_offered_p90": figure(_share(seen, scale, "worked", 0.9), "s", "<= 180"),
        "flood_plain_offered": figure(len(seen.waits_s["plain"]), f"of {scale.real}"),
        "flood_growth_per_press": figure(seen.growth_bytes / max(1, stored) / 1_024, "KB"),
        "flood_over_after": figure(AFTER_S * 2 if seen.after_s is None else seen.after_s, "s", "<= 60"),
    }


def _share(seen: Seen, scale: Scale, kind: str, share: float) -> float:
    """The wait that this share did not exceed; those never offered count as longest."""
    waits = sorted(seen.waits_s[kind])
    place = min(scale.real - 1, int(share * scale.real))
    return waits[place] if place < len(waits) else scale.seconds + AFTER_S


def play(instances: Instances, scale: Scale, told: Told) -> Seen:
    """One flood, from its first press to the minute after its last."""
    settings = instances.copy(scale.counsel)
    prepared = instances.prepared(scale.counsel)
    cookies = asyncio.run(sign_in(settings, list(prepared.keys)))
    with open_instance(load(settings)) as ctx:
        codes = asyncio.run(make(ctx, scale.real, 1))
    fakes = instances.presses(int(scale.fakes_per_minute * scale.seconds / 60), scale.counsel)
    plan = Plan(
        port=0,
        requests=write_requests(instances.folder / "flood", posts(fakes)),
        connections=CONNECTIONS,
        rate=scale.fakes_per_minute / 60,
        seconds=scale.seconds + 60,
    )
    del fakes
    with instances.serving(settings) as serving:
        told(f"{scale.fakes_per_minute:,} false presses a minute for {scale.seconds:.0f} s")
        attack = structs.replace(plan, port=serving.port)
        return asyncio.run(_play(instances, serving, scale, attack, Team(cookies, codes)))


class Team(NamedTuple):
    """Sessions of counsel, and codes for those who have one."""

    cookies: list[str]
    codes: list[str]


async def _play(instances: Instances, serving: Serving, scale: Scale, plan: Plan, team: Team) -> Seen:
    made = {kind: instances.presses(scale.real, scale.counsel) for kind in KINDS}
    real = {press.case_id for presses in made.values() for press in presses}
    database = load(serving.settings).database
    before = _size(database)
    limits = httpx.Limits(max_connections=200)
    base = f"http://127.0.0.1:{serving.port}"
    async with httpx.AsyncClient(base_url=base, timeout=60, limits=limits) as http:
        healths: list[float] = []
        busy = [asyncio.create_task(_counsel(http, cookie, real)) for cookie in team.cookies]
        busy.append(asyncio.create_task(_health(http, healths)))
        flood = asyncio.create_task(asyncio.to_thread(run, plan))
        steps = [
            _real(http, kind, press, code, scale.seconds * (number + 1) / (scale.real + 2))
            for kind in KINDS
            for number, (press, code) in enumerate(zip(made[kind], team.codes, strict=True))
        ]
        refused = sum(await asyncio.gather(*steps))
        outcome = await flood
        after_s = await _over(http, instances, scale, database, real)
        for task in busy:
            task.cancel()
        await asyncio.gather(*busy, return_exceptions=True)
    waits = _waits(database, made)
    return Seen(outcome, waits, refused, _size(database) - before, sorted(healths), after_s)


async def _real(http: httpx.AsyncClient, kind: str, press: ReadyPress, code: str, at_s: float) -> int:
    """One real press at its moment; what it shows comes after the 201. How many were refused."""
    await asyncio.sleep(at_s)
    refused = await _press(http, press)
    if kind == "vouched":
        await http.post("/v1/vouchers", json={"case_id": press.case_id, "code": code})
    if kind == "worked":
        await _work(http, press, WORK_S)
    return refused


async def _press(http: httpx.AsyncClient, press: ReadyPress) -> int:
    answer = await http.post("/v1/cases", content=press.body, headers={"content-type": "application/json"})
    return int(answer.status_code != 201)


async def _work(http: httpx.AsyncClient, press: ReadyPress, seconds: float) -> None:
    """As a phone that is slower than this machine: the work takes so long, however soon it is found."""
    wanted = (await http.get("/v1/work")).json()
    nonce, bits = wanted["nonce"], wanted["bits"]
    await asyncio.sleep(seconds)
    number = await asyncio.to_thread(find_work, nonce, press.case_id, bits, WORK_TRIES)
    await http.post("/v1/work", json={"nonce": nonce, "case_id": press.case_id, "number": number})


async def _counsel(http: httpx.AsyncClient, cookie: str, real: set[str]) -> None:
    """Says yes to what she is offered. A false one she closes as not real; a real one takes its time."""
    headers = {"cookie": f"{COOKIE}={cookie}", "origin": "http://localhost"}
    ends: dict[str, float] = {}

    async def post(path: str, body: dict[str, object] | None = None) -> None:
        await http.post(path, json=body, headers=headers)

    while True:
        view = (await http.get("/v1/counsel", headers=headers)).json()
        for offer in view["offers"]:
            await post(f"/v1/offers/{offer['offer_id']}/accept")
        for case in view["cases"]:
            now, case_id = time.monotonic(), case["case_id"]
            end = ends.setdefault(case_id, now + (CLIENT_S if case_id in real else LOOK_S))
            if now >= end:
                outcome = "helped" if case_id in real else "not_real"
                await post(f"/v1/counsel/cases/{case_id}/close", {"disposition": outcome})
        await asyncio.sleep(POLL_S)


async def _health(http: httpx.AsyncClient, healths: list[float]) -> None:
    while True:
        began = time.perf_counter()
        await http.get("/health")
        healths.append((time.perf_counter() - began) * 1_000)
        await asyncio.sleep(POLL_S)


async def _over(
    http: httpx.AsyncClient, instances: Instances, scale: Scale, database: Path, real: set[str]
) -> float | None:
    """Seconds after the flood until a press that worked is offered within five; None: not in a minute."""
    began = time.monotonic()
    while time.monotonic() - began < AFTER_S:
        (press,) = instances.presses(1, scale.counsel)
        real.add(press.case_id)
        pressed = time.monotonic()
        await _press(http, press)
        await _work(http, press, 0.0)
        if await _is_offered(database, press, pressed + QUICK_S):
            return pressed - began
    return None


async def _is_offered(database: Path, press: ReadyPress, until: float) -> bool:
    while time.monotonic() < until:
        if press.case_id in _rows(database, OFFERED):
            return True
        await asyncio.sleep(LOOK_AGAIN_S)
    return False


def _rows(database: Path, query: str) -> dict[str, int]:
    with closing(sqlite3.connect(database)) as conn:
        return dict(conn.execute(query))


def _waits(database: Path, made: dict[str, list[ReadyPress]]) -> dict[str, list[float]]:
    offered, stored = _rows(database, OFFERED), _rows(database, STORED)
    return {
        kind: [
            (offered[one.case_id] - stored[one.case_id]) / 1_000
            for one in made[kind]
            if one.case_id in offered
        ]
        for kind in KINDS
    }


def _size(database: Path) -> int:
    return sum(path.stat().st_size for path in database.parent.glob(f"{database.name}*"))
