"""Whom to call: from the signed directory, without network; a forged or an older one changes nothing."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from habeas.sealed.directory import Entry, EntryRole
from habeas.wire import SystemClock
from tests.browser.device import Device
from tests.browser.house import House, served
from tests.browser.storage import change_kept, kept
from tests.fakes.organisation import FakeOrganisation, listed_counsel

DIRECTORY = "**/v1/directory/*"
LINE = Entry(
    {"en": "City line", "ru": "Городская линия"},
    EntryRole.hotline,
    [],
    "+44 1632 960001",
    "600",
    ["en"],
    None,
)
ANNA = Entry(
    {"en": "Anna K.", "ru": "Анна К."},
    EntryRole.counsel,
    ["centre"],
    "+44 1632 960111",
    "+44 1632 960112",
    ["en", "ru"],
    {"en": "8 to 22", "ru": "с 8 до 22"},
)
OTHERS = [listed_counsel(f"Counsel {row}", "north", tel=f"+44 1632 96020{row}") for row in range(6)]


@pytest.fixture(scope="module")
def house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with served(browser, tmp_path_factory.mktemp("contacts")) as made:
        made.sign_roster()
        made.publish_directory([LINE, *OTHERS, ANNA])
        yield made


def serve(device: Device, document: str) -> None:
    piece = {"version": 9, "parts": 1, "text": document}
    device.context.route(DIRECTORY, lambda route: route.fulfill(json=piece))


def contacts(device: Device) -> None:
    """The room, after what the service sends now has been looked at."""
    with device.page.expect_response(DIRECTORY):
        device.go("/")
    device.button("Call").click()
    device.page.get_by_role("heading", name="Numbers to call").wait_for()


def test_without_network_somebody_is_found_and_called(house: House) -> None:
    person = house.device()
    contacts(person)
    person.reads("Anna K.")
    person.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    person.context.set_offline(True)
    person.page.reload()
    person.button("Call").click()
    person.page.get_by_label("Find by name or area").fill("CENTRE")
    calls = person.page.locator("main a[href^='tel:']")
    calls.get_by_text("Counsel 1").wait_for(state="detached")
    assert calls.evaluate_all("(all) => all.map((one) => one.getAttribute('href'))") == ["tel:+441632960111"]
    person.reads("centre · English, Russian · 8 to 22")
    sms = person.page.get_by_role("link", name="Prepared SMS: Anna K.").get_attribute("href")
    assert sms == "sms:+441632960112?&body=I%20need%20a%20lawyer.%20Detained."
    person.page.get_by_label("Find by name or area").fill("zzz")
    person.reads("Nobody found for")


@pytest.mark.parametrize("older", [True, False], ids=["an older one", "another signer's"])
def test_what_is_not_signed_as_it_must_be_changes_nothing(house: House, older: bool) -> None:
    person, now = house.device(), SystemClock().now()
    contacts(person)
    person.reads("Anna K.")
    signer = house.organisation if older else FakeOrganisation()
    serve(
        person, signer.directory([listed_counsel("Mallory", tel="+44 1632 960999")], now, 1 if older else 3)
    )
    contacts(person)
    person.reads("It is not used")
    person.reads("Anna K.")
    assert person.page.get_by_text("Mallory").count() == 0


def test_a_phone_that_never_had_a_good_one_falls_back_to_the_hotlines(house: House) -> None:
    person = house.device()
    serve(person, FakeOrganisation().directory([listed_counsel("Mallory")], SystemClock().now()))
    contacts(person)
    person.reads("It is not used")
    person.reads("+44 1632 960000")
    assert person.page.get_by_text("Mallory").count() == 0


def run_out(person: Device) -> None:
    """What the phone holds has expired, and nothing newer comes."""
    (held,) = [one for store in json.loads(kept(person.page)) for one in store if "directory" in one]
    change_kept(person.page, "directory", {"directory": {**held["directory"], "expires_at": 1}})


def test_a_list_that_has_run_out_is_used_and_said_wherever_it_is_chosen_from(house: House) -> None:
    person = house.device()
    contacts(person)
    person.reads("Anna K.")
    run_out(person)
    contacts(person)
    person.reads("This list is old")
    person.button("Help").click()
    person.page.get_by_role("button", name="Where I am").click()
    person.reads("This list of areas is old")
    person.button("centre").click()
    person.page.get_by_role("button", name="Details").click()
    person.reads("This list of places is old")
    person.button("Done").click()
    person.button("What happens to what I send").click()
    person.reads("This phone still uses it.")
    assert person.serious() == []
