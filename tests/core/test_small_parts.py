"""Plan, duty, travel, ids."""

from base64 import urlsafe_b64encode
from hashlib import sha256

import pytest

from habeas.core import ids
from habeas.core.duty import on_duty
from habeas.core.plan import MAX_AT_ONCE, MAX_STEPS, Plan, Step
from habeas.core.time import SECOND_MS
from habeas.core.travel import UNKNOWN_MINUTES, Travel, from_centres, minutes
from tests.core.make import NOW, PLAN, TRAVEL, a_counsel


@pytest.mark.parametrize(
    ("at_once", "seconds"), [(0, 60), (MAX_AT_ONCE + 1, 60), (1, 4), (1, 3_601), (-1, 60)]
)
def test_a_step_out_of_bounds_is_refused(at_once: int, seconds: int) -> None:
    with pytest.raises(ValueError, match="a step"):
        Step(at_once, seconds)


@pytest.mark.parametrize("steps", [(), (Step(1, 60),) * (MAX_STEPS + 1)])
def test_a_plan_has_some_steps_and_not_many(steps: tuple[Step, ...]) -> None:
    with pytest.raises(ValueError, match="a plan"):
        Plan(steps)


def test_a_plan_lasts_as_long_as_its_steps() -> None:
    assert PLAN.total_ms == 210 * SECOND_MS


def test_duty_ends_at_its_last_moment() -> None:
    until = NOW + 1
    assert on_duty(a_counsel("ann", duty_until=until), NOW)
    assert not on_duty(a_counsel("ann", duty_until=until), until)
    assert not on_duty(a_counsel("ann", duty_until=None), NOW)


def test_travel_comes_from_the_table_and_unknown_is_far() -> None:
    assert minutes(TRAVEL, "north", "south") == 45
    assert minutes(TRAVEL, "nowhere", "south") == UNKNOWN_MINUTES
    assert minutes(TRAVEL, "north", "nowhere") == UNKNOWN_MINUTES
    assert minutes(TRAVEL, None, "north") == UNKNOWN_MINUTES
    assert minutes(Travel(), "north", "north") == UNKNOWN_MINUTES


def test_a_table_from_centres_knows_the_size_of_the_earth() -> None:
    # One degree of latitude is 111.2 km: at 111.2 km/h, an hour.
    table = from_centres({"low": (55.0, 37.0), "high": (56.0, 37.0)}, kmh=111.195, start_minutes=8)
    assert minutes(table, "low", "high") == minutes(table, "high", "low") == 68
    assert minutes(table, "low", "low") == 8


def test_an_offers_name_follows_from_its_content() -> None:
    digest = sha256(b"offer|case|ann|3").digest()[:16]
    assert ids.offer_id("case", "ann", 3) == urlsafe_b64encode(digest).decode().rstrip("=")
    assert len(ids.offer_id("case", "ann", 3)) == 22
    assert ids.offer_id("case", "ann", 3) != ids.offer_id("case", "ann", 4)
