"""Behind a network that cuts each download at 16 KB, the person's page works as anywhere else."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser

from tests.browser import people
from tests.browser.curtain import Curtain
from tests.browser.device import PHONE, Device
from tests.browser.house import House
from tests.browser.storage import wait_for_files
from tests.fakes.organisation import listed_counsel

MANY = [listed_counsel(f"Counsel {row}", "north") for row in range(200)]


@pytest.fixture
def curtain(house: House) -> Iterator[Curtain]:
    made = Curtain(int(house.origin.rsplit(":", 1)[1]))
    yield made
    made.close()


def test_everything_comes_through_the_curtain(browser: Browser, house: House, curtain: Curtain) -> None:
    house.sign_roster()
    house.publish_directory(MANY)
    person = Device(browser, curtain.origin, PHONE, locale="en-GB", dark=False)
    person.go("/")
    people.choose_area(person, "centre")
    wait_for_files(person.page)
    person.button("Call").click()
    person.reads("Counsel 199")
    person.button("Help").click()
    people.press(person)
    person.reads("Stored at the desk")
    assert curtain.fallen == 0
    person.close()


@pytest.mark.usefixtures("house")
def test_the_curtain_falls_on_what_is_larger(curtain: Curtain) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(curtain.origin + "/openapi.json", headers={"Accept-Encoding": "identity"})
    assert curtain.fallen == 1
