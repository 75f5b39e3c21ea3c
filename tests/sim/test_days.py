"""Days under policies: each plays through, and what may differ between them is all that differs."""

from dataclasses import replace
from typing import get_args

import pytest
from msgspec import structs

from habeas.sim.knowledge import Places
from habeas.sim.policies import NAMES
from habeas.sim.results import mean, spread
from habeas.sim.runs import Job, run
from tests.sim.play import compared, no_time, setup

SHARES = (
    "reached_within_limit",
    "accepted_within_2min",
    "promises_broken",
    "worst_place_reached",
    "urgent_within_60min",
)


@pytest.mark.parametrize("policy", NAMES)
def test_a_quiet_day_goes_well_under_every_policy(policy: str) -> None:
    found = run(Job(setup(), policy, seed=1), no_time).measures
    assert all(0 <= getattr(found, share) <= 1 for share in SHARES)
    assert found.reached_within_limit > 0.8
    assert found.worst_place_reached <= found.reached_within_limit
    assert (
        found.travel_hours_per_client == 0 if policy == "teleport" else 0 < found.travel_hours_per_client < 2
    )
    assert 1 <= found.notices_per_client < (100 if policy == "broadcast" else 10)
    assert found.decide_p99_ms == 0


def test_the_same_seed_is_the_same_day_and_another_seed_another() -> None:
    first, again, other = (run(Job(setup(), "pooled", seed), no_time).day_sha256 for seed in (1, 1, 2))
    assert first == again != other


@pytest.mark.parametrize("places", get_args(Places))
def test_what_is_known_of_places_changes_nothing_of_the_day(places: Places) -> None:
    assert setup(places=places).day(3) == setup().day(3)
    found = run(Job(setup(places=places), "pooled", seed=3), no_time)
    assert found.measures.reached_within_limit > 0.5


def test_knowing_less_of_places_changes_what_is_decided() -> None:
    known, less = (run(Job(setup(places=one), "pooled", 1), no_time) for one in ("exact", "okrug"))
    assert known.day_sha256 != less.day_sha256


def test_more_counsel_are_the_same_ones_and_some_more() -> None:
    few, many = setup(counsel=5).day(1), setup(counsel=9).day(1)
    assert many.lawyers[:5] == few.lawyers
    assert many.clients == few.clients


def test_nobody_is_asked_outside_her_shift() -> None:
    never = replace(setup(counsel=2), shifts=((0.0, 0.0), (15.0, 16.0)))
    found = run(Job(never, "taxi", seed=1), no_time).measures
    assert (
        found.notices_per_client < run(Job(setup(counsel=2), "taxi", 1), no_time).measures.notices_per_client
    )
    assert found.reached_within_limit < 0.1


def test_means_and_spread_are_over_the_seeds() -> None:
    outcomes = compared("taxi", seeds=(1, 2)).policies["taxi"]
    one, two = (outcome.measures.notices_per_client for outcome in outcomes)
    assert mean(outcomes).notices_per_client == (one + two) / 2
    assert spread(outcomes).notices_per_client == pytest.approx(abs(one - two) / 2**0.5)
    assert set(structs.asdict(spread(outcomes[:1])).values()) == {0.0}


@pytest.mark.parametrize("pace", [0.0, 6.0])
def test_places_are_tagged_by_who_looks_and_nobody_is_worse_off_than_by_areas_alone(pace: float) -> None:
    looked = setup(places="looked")
    looked = replace(looked, assumptions=structs.replace(looked.assumptions, desk_look_seconds=pace))
    found, areas = (run(Job(one, "pooled", 3), no_time) for one in (looked, setup(places="district")))
    assert found.day_sha256 != areas.day_sha256
    assert found.measures.reached_within_limit >= areas.measures.reached_within_limit
