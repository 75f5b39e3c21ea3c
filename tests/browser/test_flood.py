"""A flood, as a person and a dispatcher see it: the phone works for her, the desk closes by the hundred."""

import re

import httpx

from bench.instance import strangers_presses
from tests.browser import people
from tests.browser.device import LAPTOP, SMALL
from tests.browser.house import House
from tests.browser.people import Staff

JSON = {"content-type": "application/json"}
WAITING = "select waiting from outlook"
RANKED = "select count(*) from case_ where rank > 100"
# Two rows and a half.
LEAST_LIST = 200
CLOSED = "select count(*) from case_ where disposition = 'not_real'"


def flood(house: House, number: int) -> None:
    """False calls that nobody on duty can open; the clerk has looked at all of them."""
    with httpx.Client(base_url=house.origin) as http:
        for press in strangers_presses(number):
            assert http.post("/v1/cases", content=press.body, headers=JSON).status_code == 201
    house.wait(lambda database: [row for row in database.execute(WAITING) if row[0] >= number])


def test_the_phone_shows_that_a_person_calls_and_says_so(staff: Staff) -> None:
    flood(staff.house, 60)
    person = staff.house.device()
    person.go("/")
    people.choose_area(person, "centre")
    people.press(person)
    person.reads("This phone has shown that a person is calling")
    with staff.house.opened() as database:
        assert database.execute(RANKED).fetchone() == (1,)


def test_the_desk_chooses_a_hundred_and_can_undo_for_ten_seconds(staff: Staff) -> None:
    flood(staff.house, 130)
    desk = staff.desk
    desk.reads("shows nothing")
    desk.button("Choose 100 more").click()
    desk.reads("100 cases that show nothing of themselves are chosen.")
    desk.button("Close 100 as not real").click()
    undo = desk.page.get_by_role("button", name=re.compile(r"Undo \((10|[1-9]) seconds?\)"))
    undo.click()
    desk.reads("100 cases that show nothing of themselves are chosen.")
    desk.button("Close 100 as not real").click()
    desk.reads("100 cases are about to be closed as not real.")
    desk.pass_time(11)
    desk.reads(re.compile("cases were closed"))
    with staff.house.opened() as database:
        assert database.execute(CLOSED).fetchone() == (100,)
    assert desk.serious() == []
    desk.button("Audit").click()
    desk.reads("Not real: 25")


def test_on_a_small_screen_the_notices_of_a_flood_leave_room_for_the_list(staff: Staff) -> None:
    flood(staff.house, 130)
    desk = staff.desk
    desk.reads("shows nothing")
    desk.page.set_viewport_size({"width": SMALL.width, "height": SMALL.height})
    desk.speak("ru")
    desk.button("Выбрать ещё 100").click()
    shown = desk.page.get_by_role("listbox").bounding_box()
    desk.speak("en")
    desk.page.set_viewport_size({"width": LAPTOP.width, "height": LAPTOP.height})
    assert shown is not None
    assert shown["height"] >= LEAST_LIST
