"""Durable presses a second: grouped against one commit each, against the empty request, against raw rows."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from bench import raw, slow_disk
from bench.figures import Figures, figure, middle
from bench.instance import EMPTY, Instances, Serving, posts
from bench.load import Outcome, Plan, run, write_requests

CONNECTIONS = 128
PRESSES = 3_000
SINGLES = 600
EMPTIES = 12_000
WARM = 128
SECONDS = 12.0
Environment = Mapping[str, str] | None
Told = Callable[[str], None]


class Wrong(Exception):
    """The service did not answer as it must, so nothing was measured."""


def measure(instances: Instances, rounds: int, told: Told) -> Figures:
    """Four measurements a round, one after the other, so that each round's ratios are of one moment."""
    seen = [_round(instances, told) for _ in range(rounds)]
    grouped, single, empty, rows = ([one[place] for one in seen] for place in range(4))
    return {
        "presses": figure(middle(grouped), "presses/s"),
        "presses_single": figure(middle(single), "presses/s"),
        "empty_requests": figure(middle(empty), "requests/s"),
        "raw_rows": figure(middle(rows), "presses/s"),
        "group_of_single": figure(middle(_ratios(grouped, single)), "times", ">= 2"),
        "presses_of_empty": figure(middle(_ratios(grouped, empty)), "of empty requests", ">= 0.3"),
        "presses_of_raw": figure(middle(_ratios(grouped, rows)), "of raw rows", ">= 0.2"),
    }


def measure_slow(instances: Instances, rounds: int, told: Told) -> Figures:
    """As grouped against single, on a disk that takes 5 ms longer for each flush."""
    environment = slow_disk.environment(instances.folder)
    if environment is None:
        told("skipped: this machine has no C compiler")
        return {}
    seen = []
    for _ in range(rounds):
        grouped = presses_a_second(instances, environment=environment)
        single = presses_a_second(instances, group=False, environment=environment)
        told(f"{grouped:,.0f} presses/s grouped, {single:,.0f} single")
        seen.append((grouped, single))
    return {
        "slow_disk_presses": figure(middle(grouped for grouped, _ in seen), "presses/s"),
        "slow_disk_presses_single": figure(middle(single for _, single in seen), "presses/s"),
        "slow_disk_group_of_single": figure(middle(a / b for a, b in seen), "times", ">= 15"),
    }


def _round(instances: Instances, told: Told) -> tuple[float, float, float, float]:
    grouped, single = presses_a_second(instances), presses_a_second(instances, group=False)
    empty, rows = _empty_a_second(instances), _raw(instances)
    told(f"{grouped:,.0f} presses/s grouped, {single:,.0f} single, {empty:,.0f} empty, {rows:,.0f} raw")
    return grouped, single, empty, rows


def presses_a_second(instances: Instances, *, group: bool = True, environment: Environment = None) -> float:
    """A flood of presses into a fresh instance."""
    settings = instances.copy(server={"group_commit": group})
    requests = posts(instances.presses(PRESSES if group else SINGLES))
    with instances.serving(settings, environment) as serving:
        return _flood(serving, requests, PRESSES if group else SINGLES).rate


def _empty_a_second(instances: Instances) -> float:
    with instances.serving(instances.copy()) as serving:
        return _flood(serving, [EMPTY] * EMPTIES, EMPTIES, bodiless=True).rate


def _flood(serving: Serving, requests: list[bytes], number: int, *, bodiless: bool = False) -> Outcome:
    file = write_requests(serving.settings.parent / "requests", requests)
    plan = Plan(
        port=serving.port,
        requests=file,
        connections=CONNECTIONS,
        bodiless=bodiless,
        warm=WARM,
        seconds=SECONDS,
    )
    done = run(plan)
    if done.failed or not done.answered:
        raise Wrong(f"of {number} requests {done.failed} were refused, {done.answered} answered")
    return done


def _raw(instances: Instances) -> float:
    folder: Path = instances.folder / "raw"
    folder.mkdir()
    try:
        return raw.rows_a_second(folder, PRESSES)
    finally:
        shutil.rmtree(folder)


def _ratios(these: list[float], those: list[float]) -> list[float]:
    return [one / other for one, other in zip(these, those, strict=True)]
