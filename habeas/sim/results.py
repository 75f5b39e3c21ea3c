"""Results: the outcomes of all seeds, policy by policy, and their means and spread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import Any

from msgspec import structs, to_builtins

from habeas.sim.measure import Measures
from habeas.sim.runs import Job, Outcome, Run, Setup

KEYS = Measures.__struct_fields__


@dataclass(frozen=True, slots=True)
class Comparison:
    """policies: outcomes by policy, in the order of the seeds."""

    setup: Setup
    seeds: tuple[int, ...]
    policies: dict[str, list[Outcome]]


def mean(outcomes: Sequence[Outcome]) -> Measures:
    return _each(outcomes, fmean)


def spread(outcomes: Sequence[Outcome]) -> Measures:
    """Standard deviation of a sample; 0 for a single day."""
    return _each(outcomes, lambda values: stdev(values) if len(values) > 1 else 0.0)


def _each(outcomes: Sequence[Outcome], of: Callable[[list[float]], float]) -> Measures:
    return Measures(**{key: of([getattr(one.measures, key) for one in outcomes]) for key in KEYS})


def jobs_of(setup: Setup, policies: Sequence[str], seeds: Sequence[int], traced: bool) -> list[Job]:
    """`traced` keeps what happened to each person on the first seed's day."""
    return [
        Job(setup, name, seed, traced and seed == seeds[0])
        # Days of one seed side by side: the longest policies do not all come last.
        for seed in seeds
        for name in policies
    ]


def compare(
    setups: Sequence[Setup],
    policies: Sequence[str],
    seeds: Sequence[int],
    run: Run,
    *,
    traced: bool,
) -> list[Comparison]:
    """One comparison a setup."""
    jobs = [job for setup in setups for job in jobs_of(setup, policies, seeds, traced)]
    outcomes = run(jobs)
    size = len(policies) * len(seeds)
    return [
        _comparison(setup, policies, seeds, outcomes[number * size : (number + 1) * size])
        for number, setup in enumerate(setups)
    ]


def _comparison(
    setup: Setup, policies: Sequence[str], seeds: Sequence[int], outcomes: list[Outcome]
) -> Comparison:
    by_policy = {name: [one for one in outcomes if one.policy == name] for name in policies}
    return Comparison(setup, tuple(seeds), by_policy)


def as_dict(comparison: Comparison) -> dict[str, Any]:
    """What `--json` writes."""
    setup = comparison.setup
    return {
        "scenario": setup.source.name,
        "counsel": setup.counsel,
        "committed": setup.committed,
        "briefing": setup.briefing,
        "places": setup.places,
        "seeds": list(comparison.seeds),
        "unknown_places": list(setup.source.unknown_places),
        "policies": {name: _policy(outcomes) for name, outcomes in comparison.policies.items()},
    }


def _policy(outcomes: list[Outcome]) -> dict[str, Any]:
    runs = [
        {"seed": one.seed, **structs.asdict(one.measures), "day_sha256": one.day_sha256} for one in outcomes
    ]
    return {**structs.asdict(mean(outcomes)), "spread": to_builtins(spread(outcomes)), "runs": runs}
