"""Runs: one day under one policy, and many of them side by side in processes that share nothing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import active_children, get_context, parent_process
from os import _exit
from signal import SIG_IGN, SIGINT, signal
from threading import Thread
from typing import Protocol

from msgspec import structs

from habeas.core.time import HOUR_MS
from habeas.gc_tuning import tune_garbage_collection
from habeas.sim.assumptions import Assumptions, Scenario
from habeas.sim.day import DAY_BEGINS, Day, drawn_day
from habeas.sim.knowledge import Knowledge, Places
from habeas.sim.measure import Measures, measures
from habeas.sim.people import Lots
from habeas.sim.policies import policy
from habeas.sim.trace import Trace, trace
from habeas.sim.world import World

Stopwatch = Callable[[], float]
Hours = tuple[float, float]


class Source(Protocol):
    """Where days come from. unknown_places: not on the map. notes: what a reader should know."""

    @property
    def name(self) -> str: ...
    @property
    def unknown_places(self) -> tuple[str, ...]: ...
    @property
    def notes(self) -> tuple[str, ...]: ...
    def day(self, seed: int, counsel: int, a: Assumptions) -> Day: ...


@dataclass(frozen=True, slots=True)
class ScenarioSource:
    """Days drawn for a scenario."""

    name: str
    scenario: Scenario
    unknown_places: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def day(self, seed: int, counsel: int, a: Assumptions) -> Day:
        return drawn_day(self.name, structs.replace(self.scenario, counsel=counsel), seed, a)


@dataclass(frozen=True, slots=True)
class Setup:
    """What all compared policies share. shifts: of each counsel, in hours; else on duty all day."""

    source: Source
    counsel: int
    committed: bool
    briefing: bool
    places: Places
    assumptions: Assumptions
    shifts: tuple[Hours, ...] | None = None

    def day(self, seed: int) -> Day:
        day = self.source.day(seed, self.counsel, self.assumptions)
        return day if self.shifts is None else _with_shifts(day, self.shifts)


@dataclass(frozen=True, slots=True)
class Job:
    """traced: keep what happened to each person, not the measures alone."""

    setup: Setup
    policy: str
    seed: int
    traced: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """day_sha256: equal for days that went the same to the byte."""

    policy: str
    seed: int
    measures: Measures
    day_sha256: str
    trace: Trace | None


# Plays jobs and gives their outcomes in the order of the jobs, whichever ends first.
Run = Callable[[Sequence[Job]], list[Outcome]]


def run(job: Job, stopwatch: Stopwatch) -> Outcome:
    """One day. Raises KeyError for an unknown policy."""
    setup, a = job.setup, job.setup.assumptions
    how = policy(job.policy, a, committed=setup.committed, briefing=setup.briefing)
    lots = Lots(job.seed, a, committed=setup.committed, briefing=setup.briefing, teleport=how.teleport)
    day = setup.day(job.seed)
    record = World(day, how, Knowledge(setup.places, day.map, a.road), lots, stopwatch).run()
    told = measures(record, a.dispatch.limit_minutes)
    return Outcome(
        job.policy, job.seed, told, record.digest, trace(day, record, a.road) if job.traced else None
    )


@contextmanager
def runner(stopwatch: Stopwatch, processes: int, done: Callable[[], None]) -> Iterator[Run]:
    """Runs jobs side by side; `done` is called after each. One process: here, without others."""
    if processes == 1:
        tune_garbage_collection()
        yield lambda jobs: list(_in_turn(jobs, stopwatch, done))
        return
    # Fresh processes: a fork would copy whatever threads the caller runs.
    with ProcessPoolExecutor(processes, get_context("spawn"), _begin_worker) as pool:
        try:
            yield lambda jobs: _side_by_side(pool, jobs, stopwatch, done)
        except BaseException:
            # Nobody waits for days that nobody will look at.
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in active_children():
                worker.terminate()
            raise


def _side_by_side(
    pool: Executor, jobs: Sequence[Job], stopwatch: Stopwatch, done: Callable[[], None]
) -> list[Outcome]:
    waiting = [pool.submit(run, job, stopwatch) for job in jobs]
    for finished in as_completed(waiting):
        finished.result()
        done()
    return [one.result() for one in waiting]


def _begin_worker() -> None:
    """Set up as the service is. Ends with the parent, however that ends, killed too.

    Ctrl-C goes to all processes: the parent alone answers it.
    """
    signal(SIGINT, SIG_IGN)
    tune_garbage_collection()
    parent = parent_process()
    assert parent is not None

    def auditor() -> None:
        parent.join()
        _exit(1)

    Thread(target=auditor, daemon=True).start()


def _in_turn(jobs: Iterable[Job], stopwatch: Stopwatch, done: Callable[[], None]) -> Iterable[Outcome]:
    for job in jobs:
        yield run(job, stopwatch)
        done()


def _with_shifts(day: Day, shifts: tuple[Hours, ...]) -> Day:
    """The first counsel has the first shift, and so on."""
    begins = [DAY_BEGINS + round(hours[0] * HOUR_MS) for hours in shifts]
    ends = [DAY_BEGINS + round(hours[1] * HOUR_MS) for hours in shifts]
    rows = zip(day.lawyers, begins, ends, strict=True)
    return replace(day, lawyers=tuple(replace(one, on=on, off=off) for one, on, off in rows))
