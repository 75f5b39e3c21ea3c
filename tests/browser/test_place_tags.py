"""Whoever presses from each station himself and then copies the database: what do equal tags tell him?"""

import sqlite3
from collections.abc import Iterator

import pytest

from habeas.client.person import PersonParty
from habeas.core.time import DAY_MS
from habeas.sealed.roster import Role
from tests.browser import people
from tests.browser.crowd import Crowd, crowd
from tests.browser.device import Device
from tests.browser.house import House

AREA = "centre"
STATIONS = [f"police-{number}" for number in range(1, 13)]
Presses = dict[str, list[PersonParty]]


@pytest.fixture
def others(house: House) -> Iterator[Crowd]:
    with crowd(house) as made:
        yield made


def dispatcher(house: House) -> Device:
    """She has confirmed the list, so that her page does all that a page does by itself."""
    desk = house.enrol(Role.desk)
    people.sign_in(desk)
    house.sign_roster()
    desk.go("/desk")
    desk.button("Confirm the list").click()
    desk.button("Yes, the newest I know of").click()
    desk.reads("is confirmed until")
    return desk


def tags(database: sqlite3.Connection) -> dict[str, str]:
    return dict(database.execute("SELECT case_id, place_tag FROM case_ WHERE place_tag IS NOT NULL"))


def stations_told(house: House, presses: Presses) -> int:
    """Of how many stations the copied database has a tag that the attacker knows by his own two presses."""
    with house.opened() as database:
        known = tags(database)
    pairs = [{known.get(person.case_id) for person in both} for both in presses.values()]
    return sum(len(pair) == 1 and None not in pair for pair in pairs)


def press_from_each_station(others: Crowd) -> Presses:
    return {station: [others.press(AREA, station) for _ in range(2)] for station in STATIONS}


def offer_is_opened(database: sqlite3.Connection) -> bool:
    return bool(database.execute("SELECT 1 FROM offer WHERE opened_at IS NOT NULL").fetchall())


def look_at_all(house: House, desk: Device, number: int) -> None:
    """She opens one card after the other; each is tagged when she has it before her eyes."""
    desk.page.get_by_role("listbox").get_by_role("option").first.click()
    for count in range(1, number + 1):
        house.wait(lambda database, count=count: len(tags(database)) == count)
        desk.page.keyboard.press("j")


def test_presses_alone_tell_of_no_station_though_pages_of_desk_and_counsel_are_open(
    house: House, others: Crowd
) -> None:
    anna = house.enrol(Role.counsel)
    people.sign_in(anna)
    dispatcher(house)
    anna.go("/counsel")
    people.go_on_duty(anna, AREA)
    presses = press_from_each_station(others)
    # Her page opens the card of an offer by itself; the desk's tags the last press, since it is vouched for.
    house.wait(offer_is_opened)
    vouched = others.press(AREA, STATIONS[0])
    others.vouch(vouched, house.voucher())
    house.wait(lambda database: vouched.case_id in tags(database))
    with house.opened() as database:
        assert set(tags(database)) == {vouched.case_id}
    assert stations_told(house, presses) == 0


def test_what_a_dispatcher_looked_at_is_tagged_until_it_ends(house: House, others: Crowd) -> None:
    desk = dispatcher(house)
    presses = press_from_each_station(others)
    look_at_all(house, desk, 2 * len(STATIONS))
    assert stations_told(house, presses) == len(STATIONS)
    for both in presses.values():
        for person in both:
            others.cancel(person)
    house.wait(lambda database: not tags(database))
    assert stations_told(house, presses) == 0


def test_an_open_page_of_the_desk_tags_anew_when_the_day_turns(house: House, others: Crowd) -> None:
    desk = dispatcher(house)
    person = others.press(AREA, STATIONS[0])
    look_at_all(house, desk, 1)
    with house.opened() as database:
        (first,) = tags(database).values()
    desk.pass_time(DAY_MS / 1_000)
    house.wait(lambda database: tags(database)[person.case_id] != first)


def test_a_counsel_who_takes_a_case_and_reads_its_card_tags_its_place(house: House, others: Crowd) -> None:
    anna = house.enrol(Role.counsel)
    people.sign_in(anna)
    house.sign_roster()
    anna.go("/counsel")
    people.go_on_duty(anna, AREA)
    person = others.press(AREA, STATIONS[0])
    house.wait(offer_is_opened)
    with house.opened() as database:
        assert tags(database) == {}
    people.accept(anna)
    house.wait(lambda database: person.case_id in tags(database))
    people.introduce(anna, "Anna K.", "", 20)
    anna.button("I am on the way").click()
    anna.button("I am at the door").click()
    house.wait(lambda database: not tags(database))
