"""A server that lies about areas, places, numbers and guides: nobody chooses from its lists or is shown them.

It has changed nothing else: its roster is honest, so people press.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec import structs
from playwright.sync_api import Browser, Geolocation, Route

from habeas.sealed.directory import Area
from habeas.wire import SystemClock
from tests.browser import people
from tests.browser.device import Device
from tests.browser.house import House, served
from tests.browser.lies import lie, pressed, pressed_area, serve_document, tell_the_truth
from tests.browser.people import Staff
from tests.browser.rights import LAW, heading, row, tab, visit
from tests.fakes.organisation import FakeOrganisation

ORGANISATION, DIRECTORY = "**/v1/organisation", "**/v1/directory/*"
INDEX, GUIDE = "/guides/index.json", "I will answer with my lawyer present."
# Near the north of the city, 3 km from its centre.
HOME: Geolocation = {"latitude": 50.0271, "longitude": 30.0103, "accuracy": 8}
OWN_NUMBER = "+44 1632 960999"
ROWS = 40


def finest() -> list[dict[str, Any]]:
    """Sixteen hundred areas a hundred metres apart around where somebody lives."""
    return [
        {
            "area": f"a{row}-{column}",
            "name": {"en": f"Quarter {row} {column}", "ru": "Квартал"},
            "lat": HOME["latitude"] + (row - ROWS / 2) * 0.0009,
            "lon": HOME["longitude"] + (column - ROWS / 2) * 0.0014,
        }
        for row in range(ROWS)
        for column in range(ROWS)
    ]


def change_lists(told: dict[str, Any]) -> dict[str, Any]:
    line = {"name": {"en": "Hotline", "ru": "Линия"}, "phone": OWN_NUMBER, "sms": True}
    names = {"en": "Police station 2", "ru": "Отдел полиции № 2"}
    place = {"place": "police-1", "area": "centre", "name": names}
    return {**told, "areas": finest(), "hotlines": [line], "places": [place]}


@pytest.fixture(scope="module")
def house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with served(browser, tmp_path_factory.mktemp("lists"), LAW) as made:
        made.sign_roster()
        yield made


@pytest.fixture
def person(house: House) -> Device:
    """A phone that may say where it is."""
    device = house.device()
    device.context.grant_permissions(["geolocation"])
    device.context.set_geolocation(HOME)
    return device


def use_position(person: Device) -> None:
    person.page.get_by_role("button", name="Where I am").click()
    person.button("Use my position").click()
    person.button(people.BUTTON).wait_for()


def press(person: Device) -> None:
    people.hold(person)
    person.button("Send now").click()
    person.reads("Stored at the desk")


def test_sixteen_hundred_areas_tell_no_more_than_the_signed_ones(person: Device) -> None:
    lie(person, ORGANISATION, change_lists)
    person.go("/")
    use_position(person)
    press(person)
    assert pressed_area(person) == "north"


def fine(house: House) -> str:
    """Signed as it must be, by signers who were made to: areas a hundred metres apart."""
    city = house.organisation.city(version=7)
    areas = [
        Area(5_002_710 + row * 90, 3_001_030 + column * 140, f"a{row}-{column}", {"en": f"{row} {column}"})
        for row in range(20)
        for column in range(20)
    ]
    return house.organisation.sign_directory(
        structs.replace(city, areas=areas, places=[], grain_metres=500), SystemClock().now()
    )


def others(house: House) -> str:
    """The same city, and another number, by nobody whom a phone knows."""
    del house
    return FakeOrganisation().directory([], SystemClock().now(), 7)


@pytest.mark.parametrize(("forge", "reason"), [(fine, "grain"), (others, "signatures")])
def test_a_forged_directory_is_refused_and_the_last_good_one_serves(
    house: House, person: Device, forge: Any, reason: str
) -> None:
    person.go("/")
    use_position(person)
    serve_document(person, DIRECTORY, forge(house))
    person.page.reload()
    person.reads(f"It is not used, the last good one is. ({reason})")
    person.reads("+44 1632 960000")
    assert person.serious() == []
    press(person)
    assert pressed_area(person) == "north"


@pytest.mark.parametrize(("forge", "reason"), [(fine, "grain"), (others, "signatures")])
def test_a_phone_that_has_none_presses_for_no_area_of_a_forged_one(
    house: House, person: Device, forge: Any, reason: str
) -> None:
    serve_document(person, DIRECTORY, forge(house))
    person.go("/")
    person.reads("Do not trust this page now. Nothing is sent.")
    person.reads(f"it could give away where you are. Call instead. ({reason})")
    assert person.button(people.BUTTON).is_disabled()
    assert pressed(person) == []
    tell_the_truth(person)
    person.button("Try again").click()
    use_position(person)
    press(person)


def test_the_number_for_the_arm_is_the_signed_one(person: Device) -> None:
    visit(person)
    lie(person, ORGANISATION, change_lists)
    with person.page.expect_response(ORGANISATION):
        person.page.reload()
    for room in ("Call", "Rights"):
        tab(person, room)
        assert person.page.get_by_text(OWN_NUMBER).count() == 0
    row(person, "Card to print").click()
    heading(person, "Card to print")
    person.reads("Write this number on your arm")
    assert person.page.locator(".number").inner_text() == "+44 1632 960000"


def test_a_phone_without_a_directory_prints_no_number(person: Device) -> None:
    visit(person)
    lie(person, ORGANISATION, change_lists)
    person.page.evaluate(
        """() => new Promise((done) => {
          const opening = indexedDB.open("notes");
          opening.onsuccess = () => {
            const all = opening.result.transaction("kept", "readwrite");
            all.objectStore("kept").delete("directory");
            all.oncomplete = () => (opening.result.close(), done());
          };
        })"""
    )
    serve_document(person, DIRECTORY, FakeOrganisation().directory([], SystemClock().now()))
    person.page.reload()
    person.reads("Do not trust this page now")
    tab(person, "Rights")
    row(person, "Card to print").click()
    heading(person, "Card to print")
    assert person.page.locator(".number").count() == 0


class Guides:
    """What a server serves that has changed a guide, and names it in its index as an honest one would."""

    def __init__(self, device: Device) -> None:
        index = device.context.request.get(device.origin + INDEX).json()
        (russia,) = [place for place in index["jurisdictions"] if place["id"] == "RU"]
        (english,) = [language for language in russia["languages"] if language["language"] == "en"]
        self.files: dict[str, str] = {}
        for part in english["parts"]:
            text = (
                device.context.request.get(device.origin + part["path"]).text().replace(GUIDE, "I confess.")
            )
            part["path"] = f"/guides/RU/en.{hashlib.sha256(text.encode()).hexdigest()[:16]}.json"
            self.files[part["path"]] = text
        self.files[INDEX] = json.dumps(index)

    def answer(self, route: Route) -> None:
        path = "/" + route.request.url.split("/", 3)[3]
        if path in self.files:
            route.fulfill(body=self.files[path], content_type="application/json")
        else:
            route.continue_()


@pytest.mark.parametrize("first", [True, False], ids=["a first visit", "who has the honest ones"])
def test_a_guide_that_was_changed_is_neither_shown_nor_kept(person: Device, first: bool) -> None:
    if not first:
        visit(person)
    person.context.route("**/guides/**", Guides(person).answer)
    person.go("/")
    tab(person, "Rights")
    person.reads("New guides came that the organisation has not signed. They are not used.")
    assert person.serious() == []
    if first:
        person.reads("The guides are not on this phone yet.")
        return
    person.page.get_by_label("Search").fill("article 51 family")
    person.page.get_by_role("button", name="Invoke Article 51 when asked").click()
    person.reads(GUIDE)
    assert person.page.get_by_text("I confess").count() == 0


def test_members_read_the_place_that_the_signers_named(staff: Staff) -> None:
    """The counsel's own page asks the lying server too."""
    person = staff.house.device()
    person.go("/")
    people.choose_area(person, "centre")
    person.page.get_by_role("button", name="Details").click()
    person.page.get_by_role("combobox", name="Place").select_option(label="police-1")
    person.button("Done").click()
    for member in (staff.counsel, staff.desk):
        lie(member, ORGANISATION, change_lists)
        with member.page.expect_response(ORGANISATION):
            member.page.reload()
    press(person)
    staff.counsel.reads("Someone needs you")
    staff.counsel.reads("police-1")
    assert staff.counsel.page.get_by_text("Police station 2").count() == 0
    for member in (staff.counsel, staff.desk):
        tell_the_truth(member)


def test_members_are_told_of_a_forged_directory_and_go_on_with_the_last_one(staff: Staff) -> None:
    forged = FakeOrganisation().directory([], SystemClock().now(), 7)
    for member in (staff.counsel, staff.desk):
        serve_document(member, DIRECTORY, forged)
        member.page.reload()
        member.reads(
            "The newest list of areas and places was refused (too few valid signatures). It is not used."
        )
        member.reads("centre")
        tell_the_truth(member)
