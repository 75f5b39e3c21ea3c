"""Plans: the fewest counsel, honestly; where from; in what shifts."""

import json
from typing import Any

import pytest

from habeas.sim.plan import Wish, fewest
from habeas.sim.rota import Shift, shifts_of
from tests.sim.play import simulate

# Any policy will do, and this one decides fast.
DAY = ("quiet", "--policy", "taxi+w", "--seeds", "1-2", "--jobs", "1")


def _plan(*words: str) -> Any:
    result = simulate("plan", *DAY, *words, "--json", "-")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize("needed", [1, 2, 7, 15, 16, 39])
def test_the_search_finds_the_fewest(needed: int) -> None:
    wish = Wish(reach=0.9, within_minutes=180, most=40)
    assert fewest(lambda counsel: 1.0 if counsel >= needed else 0.0, wish, start=15) == needed


def test_the_search_gives_up_at_the_most() -> None:
    tried: list[int] = []
    wish = Wish(reach=0.9, within_minutes=180, most=40)
    assert fewest(lambda counsel: tried.append(counsel) or 0.5, wish, start=15) is None
    assert tried == [15, 30, 40]


def test_reaching_more_people_takes_more_counsel() -> None:
    some, most = _plan("--reach", "0.6"), _plan("--reach", "0.95")
    assert some["counsel"] < most["counsel"]
    for found, reach in ((some, 0.6), (most, 0.95)):
        assert found["possible"]
        assert found["reached"] >= reach
        assert sum(area["counsel"] for area in found["where"]) == found["counsel"]
        assert sum(area["people"] for area in found["where"]) == pytest.approx(1)
        assert found["rota"]["counsel_hours"] < found["rota"]["all_day_counsel_hours"]
        assert 0 < found["rota"]["reached"] <= 1


def test_what_the_ways_forbid_is_said_and_not_planned() -> None:
    found = _plan("--within", "9m", "--most", "20")
    assert not found["possible"]
    assert found["counsel"] is None
    assert found["rota"] is None
    assert found["best"]["reached"] < 0.9 <= found["without_ways_reached"]
    told = simulate("plan", *DAY, "--within", "9m", "--most", "20").stdout
    assert "No number up to 20 does." in told
    assert "The ways alone forbid it" in told


def test_a_plan_in_words_says_how_many_where_and_when() -> None:
    told = simulate("plan", *DAY, "--reach", "0.7").stdout
    assert "It takes about" in told
    assert "counsel begin there" in told
    assert "With these shifts" in told


def test_shifts_are_unbroken_and_cover_each_hour() -> None:
    need = [0, 2, 3, 1, 3, 0, 1]
    shifts = shifts_of(need, wider=0)
    assert shifts == (Shift(1, 1, 5), Shift(1, 1, 7), Shift(1, 2, 5))
    on_duty = [sum(s.counsel for s in shifts if s.from_hour <= h < s.until_hour) for h in range(len(need))]
    assert all(there >= needed for there, needed in zip(on_duty, need, strict=True))
    assert shifts_of(need, wider=9) == (Shift(3, 0, 7),)
