"""The invented city fits together."""

from habeas.core.time import MINUTE_MS
from habeas.demo import city
from habeas.demo.clock import ReplayClock
from habeas.demo.people import COUNSEL, DESK, ON_DUTY_AT_START, PROFILES, ROBOT
from habeas.demo.scenes import ACTS, SCENES
from tests.fakes.clock import VirtualClock


def test_each_scene_is_at_a_place_of_its_area_and_its_counsel_serves_there() -> None:
    area_of = {place.place: place.area for place in city.places()}
    profiles = {one.key: one for one in PROFILES}
    for scene in SCENES.values():
        assert area_of[scene.card.place or ""] == scene.clear.area
        assert scene.clear.language in city.LANGUAGES
        if scene.counsel is not None:
            assert scene.counsel in ON_DUTY_AT_START
            assert scene.clear.area in profiles[scene.counsel].areas
            assert scene.clear.language in profiles[scene.counsel].languages


def test_acts_are_in_order_and_each_case_is_pressed_before_anything_else_happens_in_it() -> None:
    assert [act.minute for act in ACTS] == sorted(act.minute for act in ACTS)
    first = {act.scene: act.verb for act in reversed(ACTS)}
    assert first == dict.fromkeys(SCENES, "press")


def test_there_are_twelve_counsel_two_dispatchers_and_one_robot_who_all_live_in_the_city() -> None:
    areas = {area.area for area in city.areas()}
    assert (len(COUNSEL), len(DESK)) == (12, 2)
    assert {one.home for one in PROFILES} <= areas
    assert all(set(one.areas) <= areas and one.home in one.areas for one in COUNSEL)
    assert "robot" in ROBOT.en
    assert "робот" in ROBOT.ru


def test_the_way_is_as_long_there_as_back_and_shortest_at_home() -> None:
    travel = city.travel()
    for one, row in travel.items():
        assert row[one] == min(row.values())
        assert all(travel[other][one] == minutes for other, minutes in row.items())


def test_the_replayed_clock_never_runs_backwards() -> None:
    clock = ReplayClock(real := VirtualClock())
    start = real.now()
    clock.set_back(60)
    assert clock.now() == start - 60 * MINUTE_MS
    clock.catch_up(10)
    clock.catch_up(30)
    assert clock.now() == start - 10 * MINUTE_MS
    clock.catch_up(0)
    assert clock.now() == start
