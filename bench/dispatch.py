"""The engine: one decision, one solve and one whole day, each at three sizes to show how they grow."""

import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from random import Random
from statistics import median

import numpy as np
from msgspec import structs

from bench.durable import Told
from bench.figures import NO_GOAL, Figures, figure
from bench.instance import Instances
from habeas.core.apply_actions import apply_actions
from habeas.core.board import Board, Counsel
from habeas.core.decide import decide
from habeas.core.matching import best_pairs
from habeas.core.states import Case, Need, Urgency, new_case
from habeas.core.time import HOUR_MS
from habeas.core.travel import from_centres
from habeas.gc_tuning import tune_garbage_collection
from habeas.sim.assumptions import Assumptions
from habeas.sim.day import DAY_BEGINS, drawn_day
from habeas.sim.knowledge import Knowledge
from habeas.sim.people import Lots
from habeas.sim.policies import policy
from habeas.sim.policy import PLANS
from habeas.sim.world import World

# (people pressing, counsel): the mass day, and smaller ones of the same shape.
DAYS = ((450, 50), (900, 100), (1_800, 200))
SOLVES = ((1_000, 200, NO_GOAL), (10_000, 2_000, "<= 0.35"), (100_000, 10_000, "<= 4"))
NEAREST = 20
SEED = 101
# When most wait: all have pressed, and nobody has been let go.
FULL_HOURS = 3.5
# Far more than any day: every phone rings, and each of a few areas has hundreds of counsel and thousands who
# wait.
SETTLED_CASES, SETTLED_COUNSEL = 20_000, 2_000
SLOTS = 14
CENTRES = {"north": (55.9, 37.6), "centre": (55.75, 37.6), "south": (55.6, 37.6)}


def measure(_instances: Instances, rounds: int, told: Told) -> Figures:
    """Milliseconds and seconds of this machine; memory is what the work itself holds at most."""
    return _solves(rounds, told) | _days(told) | _decisions(rounds, told) | _settled(rounds, told)


def _solves(rounds: int, told: Told) -> Figures:
    figures: Figures = {}
    for slots, counsel, goal in SOLVES:
        told(f"{slots:,} slots x {counsel:,} counsel")
        edges = _edges(slots, counsel)
        took, megabytes = _timed(lambda edges=edges: best_pairs(*edges), rounds)  # type: ignore[misc]
        figures[f"solve_{slots}x{counsel}"] = figure(took, "s", goal)
        figures[f"solve_{slots}x{counsel}_memory"] = figure(megabytes, "MB")
    return figures


def _edges(slots: int, counsel: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The nearest each way, by lot."""
    lot = np.random.default_rng(SEED)
    hers = np.repeat(np.arange(counsel), NEAREST) * slots + lot.integers(0, slots, counsel * NEAREST)
    theirs = lot.integers(0, counsel, slots * NEAREST) * slots + np.repeat(np.arange(slots), NEAREST)
    pairs = np.unique(np.concatenate([hers, theirs]))
    return pairs // slots, pairs % slots, lot.random(pairs.size) + 0.01


def _timed(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """(median seconds, most megabytes at once)."""
    seconds = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return median(seconds), most / 1e6


def _world(cases: int, counsel: int, hours: float | None = None) -> World:
    a = Assumptions()
    scenario = structs.replace(a.scenarios["mass"], cases=cases, counsel=counsel)
    day = drawn_day("bench", scenario, SEED, a)
    if hours is not None:
        day = replace(day, ends_at=day.clients[0].pressed_at + round(hours * HOUR_MS))
    lots = Lots(SEED, a, committed=False, briefing=False, teleport=False)
    ways = policy("pooled", a, committed=False, briefing=False)
    return World(day, ways, Knowledge("exact", day.map, a.road), lots, time.perf_counter)


def _days(told: Told) -> Figures:
    figures: Figures = {}
    for cases, counsel in DAYS:
        told(f"a day of {cases:,} people and {counsel} counsel")
        world = _world(cases, counsel)
        began = time.perf_counter()
        record = world.run()
        took = time.perf_counter() - began
        largest = (cases, counsel) == DAYS[-1]
        name = f"{cases}x{counsel}"
        figures[f"day_{name}"] = figure(took, "s", "<= 20" if largest else NO_GOAL)
        p99 = float(np.percentile(record.decided_ms, 99))
        figures[f"day_{name}_decide_p99"] = figure(p99, "ms", "<= 40" if largest else NO_GOAL)
    return figures


def _decisions(rounds: int, told: Told) -> Figures:
    """One decision on the fullest board of such a day."""
    figures: Figures = {}
    for cases, counsel in DAYS:
        told(f"one decision, {cases:,} people and {counsel} counsel")
        world = _world(cases, counsel, FULL_HOURS)
        world.run()
        board, now, ways = world.board, world.now, world.policy
        took, megabytes = _timed(lambda b=board, n=now, w=ways: decide(b, n, w.config, w.rule), rounds)  # type: ignore[misc]
        figures[f"decide_{cases}x{counsel}"] = figure(took * 1_000, "ms")
        figures[f"decide_{cases}x{counsel}_memory"] = figure(megabytes, "MB")
    return figures


def _settled(rounds: int, told: Told) -> Figures:
    """Looking again at a board on which nothing is due; seconds of the processor."""
    told(f"a settled board of {SETTLED_CASES:,} cases and {SETTLED_COUNSEL:,} counsel")
    board = _crowded_board()
    board = apply_actions(board, decide(board, DAY_BEGINS).actions, DAY_BEGINS)
    tune_garbage_collection()
    seconds = []
    for _ in range(rounds):
        began = time.thread_time()
        decision = decide(board, DAY_BEGINS + 1)
        seconds.append(time.thread_time() - began)
        assert not decision.actions
    name = f"decide_settled_{SETTLED_CASES}x{SETTLED_COUNSEL}"
    return {name: figure(median(seconds), "s of processor", "<= 0.8")}


def _crowded_board() -> Board:
    """Each card is open to a few counsel, by lot."""
    lot, areas = Random(SEED), list(CENTRES)
    names = [f"l{number:04}" for number in range(SETTLED_COUNSEL)]
    counsel = {name: _on_duty(name, areas[number % len(areas)]) for number, name in enumerate(names)}
    cases = {
        f"k{number:05}": _waiting(f"k{number:05}", areas[number % len(areas)], lot.sample(names, SLOTS))
        for number in range(SETTLED_CASES)
    }
    return Board(cases=cases, counsel=counsel, travel=from_centres(CENTRES))


def _on_duty(name: str, area: str) -> Counsel:
    return Counsel(
        fingerprint=name, area=area, languages=frozenset({"ru"}), duty_until=DAY_BEGINS + 9 * HOUR_MS
    )


def _waiting(case_id: str, area: str, admitted: list[str]) -> Case:
    return new_case(
        case_id=case_id,
        area=area,
        need=Need.detained,
        urgency=Urgency.now,
        language="ru",
        admitted=frozenset(admitted),
        plan=PLANS["pooled"],
        now=DAY_BEGINS,
    )
