"""A bus of ten is brought to one station: two counsel go there, and each of the ten is told who comes."""

import re
import sqlite3

from playwright.sync_api import expect

from habeas.client.person import PersonParty
from habeas.sealed.roster import Role
from tests.browser import people
from tests.browser.crowd import Crowd, crowd
from tests.browser.device import Device
from tests.browser.house import House

AREA, STATION = "centre", "police-1"


def counsel_page(house: House) -> Device:
    made = house.enrol(Role.counsel)
    people.sign_in(made)
    return made


def introduced_once(counsel: Device, crowd: Crowd, name: str) -> None:
    """She has been on duty before: this device knows how she calls herself. Now she is off duty again."""
    counsel.go("/counsel")
    people.go_on_duty(counsel, AREA)
    crowd.press(AREA, STATION)
    people.accept(counsel)
    people.introduce(counsel, name, "", 20)
    counsel.button("I am on the way").click()
    counsel.button("I am at the door").click()
    counsel.button("Close the case").click()
    counsel.button("Helped").click()
    counsel.button("End duty").click()
    counsel.reads("Off duty")


def test_her_phone_is_given_only_where_she_gives_it(house: House) -> None:
    with crowd(house) as others:
        anna, desk = counsel_page(house), house.enrol(Role.desk)
        people.sign_in(desk)
        house.sign_roster()
        desk.go("/desk")
        desk.reads("Next to run out")
        anna.go("/counsel")
        people.go_on_duty(anna, AREA)
        others.press(AREA, STATION)
        people.accept(anna)
        people.introduce(anna, "Anna K.", "+44 1632 960111", 20)
        first = vouched(others, house)
        anna.reads("1 person is promised to you")
        # Given to one there, it is given to all there; and not once she says no.
        box = anna.page.get_by_label("with my phone")
        expect(box).to_be_checked()
        box.uncheck()
        anna.button("Tell them: Anna K. comes").click()
        assert others.introduction(first) == ("Anna K.", "")
        second = vouched(others, house)
        anna.reads("1 person is promised to you")
        box.check()
        anna.button("Tell them: Anna K. comes").click()
        assert others.introduction(second) == ("Anna K.", "+44 1632 960111")


def go_aside(counsel: Device) -> None:
    """On duty, with the time set aside: who has it is asked first of those who are equally near."""
    counsel.page.get_by_label("I have set this time aside: when asked, I go").check()
    people.go_on_duty(counsel, AREA)


def vouched(others: Crowd, house: House) -> PersonParty:
    """Presses with a partner's code: so the desk's page tags the station without a human's look."""
    person = others.press(AREA, STATION)
    others.vouch(person, house.voucher())
    return person


def press_on_a_phone(person: Device, link: str) -> None:
    person.page.goto(link)
    person.button("OK").click()
    people.choose_area(person, AREA)
    person.page.get_by_role("button", name="Details").click()
    person.page.get_by_label("Place").select_option(label=STATION)
    person.button("Done").click()
    people.press(person)
    person.reads("Stored at the desk")


def count_accepted(database: sqlite3.Connection) -> int:
    return int(database.execute("SELECT count(*) FROM case_ WHERE state = 'accepted'").fetchone()[0])


def test_two_go_to_the_station_and_everybody_is_told_who_comes(house: House) -> None:
    with crowd(house) as others:
        anna, boris, desk = counsel_page(house), counsel_page(house), house.enrol(Role.desk)
        people.sign_in(desk)
        silent = [others.counsel() for _ in range(4)]
        house.sign_roster()
        introduced_once(anna, others, "Anna K.")
        introduced_once(boris, others, "Boris L.")
        for one in silent:
            others.go_on_duty(one, AREA)
        go_aside(anna)
        go_aside(boris)
        desk.go("/desk")
        desk.reads("Next to run out")

        bus = [vouched(others, house) for _ in range(4)]
        person = house.device()
        press_on_a_phone(person, house.partners_link())
        bus += [vouched(others, house) for _ in range(5)]
        desk.reads("10 wait")
        desk.reads("reachable within the limit: 10 of 10")

        people.accept(anna)
        anna.reads("They do not know yet who comes")
        people.accept(boris)
        # On the board those whom somebody looked at stand at the station, and the others in its area.
        house.wait(lambda database: count_accepted(database) == 10)
        assert len({others.status(one).counsel for one in bus}) == 2
        assert [one.offers for one in map(others.view, silent)] == [()] * 4

        # Nobody learns a name without a tap, neither whom they took nor whom the service promised them.
        person.reads("A lawyer has your call")
        assert {others.status(one).messages for one in bus} == {0}
        for counsel, name in ((anna, "Anna K."), (boris, "Boris L.")):
            counsel.button("Tell them").click()
            counsel.button(f"Tell them: {name} comes").click()
            counsel.reads(re.compile("knows? that you are coming"))
        person.reads(re.compile(r"(Anna K\.|Boris L\.) has accepted"))
        assert {others.told_by(one) for one in bus} == {"Anna K.", "Boris L."}
        anna.button("Back").click()
        anna.reads("clients here")
        desk.reads("reachable within the limit: 10 of 10")
