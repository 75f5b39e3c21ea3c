"""From the press to the offer on a counsel's screen, on a full board; and the memory that the board takes."""

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from secrets import token_bytes

from bench.durable import Told, Wrong
from bench.figures import Figures, figure, middle
from bench.instance import Instances, Serving, post, posts, strangers_presses
from bench.load import Plan, run, write_requests
from bench.memory import memory
from bench.watch import LoadPlan, Seen, Sent
from bench.watch import run as run_watch
from habeas.client.presses import ReadyPress
from habeas.core.time import HOUR_MS
from habeas.sealed.ids import b64, digest
from habeas.settings import load
from habeas.store.sessions import Session, open_session
from habeas.store.tx import Tx
from habeas.wire import open_instance

COUNSEL = 200
OPEN_CASES = 2_000
RATE = 10.0
PRESSES = 100
SETTLE_S = 60.0
WAITING = "select count(*) from case_ where state = 'waiting' or wake_at is null and state != 'desk'"


def measure(instances: Instances, rounds: int, told: Told) -> Figures:
    """2,000 cases at the desk, 200 counsel with their streams open, ten presses a second."""
    settings = instances.copy(COUNSEL)
    cookies = asyncio.run(sign_in(settings, list(instances.prepared(COUNSEL).keys)))
    with instances.serving(settings) as serving:
        idle = memory(serving.pid)
        _fill(serving, told)
        full = memory(serving.pid)
        seen = _watched(instances, serving, cookies, rounds)
        busy = memory(serving.pid)
    told(f"{sum(map(len, seen.waits_ms)):,} presses were seen, {seen.missed} by nobody")
    return {
        "offer_seen_p50": figure(middle(_share(one, 0.5) for one in seen.waits_ms), "ms"),
        "offer_seen_p99": figure(middle(_share(one, 0.99) for one in seen.waits_ms), "ms", "<= 150"),
        "offer_seen_by_nobody": figure(seen.missed, "presses", "<= 0"),
        "memory_idle_rss": figure(idle.rss, "MB"),
        "memory_idle_pss": figure(idle.pss, "MB"),
        "memory_2000_cases_rss": figure(full.rss, "MB"),
        "memory_2000_cases_pss": figure(full.pss, "MB"),
        "memory_200_streams_pss": figure(busy.pss, "MB"),
    }


async def sign_in(settings: Path, fingerprints: list[str]) -> list[str]:
    """A session for each, as a login leaves it."""
    tokens = [b64(token_bytes(32)) for _ in fingerprints]

    def write(tx: Tx, until: int) -> None:
        for token, fingerprint in zip(tokens, fingerprints, strict=True):
            open_session(tx, Session(digest(token), fingerprint, until))

    with open_instance(load(settings)) as ctx:
        await ctx.store.write(write, ctx.now() + HOUR_MS)
    return tokens


def _fill(serving: Serving, told: Told) -> None:
    """Press until the board is full, and wait until the clerk has brought every case to the desk."""
    requests = write_requests(serving.settings.parent / "requests", posts(strangers_presses(OPEN_CASES)))
    done = run(Plan(port=serving.port, requests=requests, connections=32, seconds=60))
    if done.answered != OPEN_CASES:
        raise Wrong(f"only {done.answered} of {OPEN_CASES} cases were opened")
    told(f"{OPEN_CASES:,} cases are open; waiting until the clerk has looked at all")
    until = time.monotonic() + SETTLE_S
    with closing(sqlite3.connect(load(serving.settings).database)) as database:
        while database.execute(WAITING).fetchone()[0]:
            if time.monotonic() > until:
                raise Wrong("the clerk did not come to rest")
            time.sleep(0.2)


def _watched(instances: Instances, serving: Serving, cookies: list[str], rounds: int) -> Seen:
    presses = [_sent(press) for press in instances.presses(PRESSES * rounds, COUNSEL)]
    each = [presses[start : start + PRESSES] for start in range(0, len(presses), PRESSES)]
    seconds = rounds * (PRESSES / RATE + 10) + SETTLE_S
    return run_watch(LoadPlan(port=serving.port, cookies=cookies, rate=RATE, rounds=each), seconds)


def _sent(press: ReadyPress) -> Sent:
    cancel = post("/v1/case/cancel", press.cancel, f"Authorization: Bearer {press.token}")
    return Sent(press.case_id, posts([press])[0], cancel)


def _share(waits_ms: list[float], share: float) -> float:
    return waits_ms[min(len(waits_ms) - 1, int(share * len(waits_ms)))] if waits_ms else 10_000.0
