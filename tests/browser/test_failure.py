"""A page that breaks or does not start says so, and whom to call; it is never white."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Route

from habeas.sealed.roster import Role
from tests.browser.device import PHONE, Device
from tests.browser.house import House, served

PUT = """
async ([name, value]) => {
  const database = await new Promise((done) => {
    const request = indexedDB.open("notes");
    request.onsuccess = () => done(request.result);
  });
  await new Promise((done) => {
    const transaction = database.transaction("kept", "readwrite");
    transaction.objectStore("kept").put(value, name);
    transaction.oncomplete = done;
  });
  database.close();
}
"""
KEPT = """
(name) => new Promise((done) => {
  indexedDB.open("notes").onsuccess = ({ target }) => {
    const database = target.result;
    database.transaction("kept").objectStore("kept").get(name).onsuccess = (found) => {
      database.close();
      done(found.target.result ?? null);
    };
  };
})
"""
NO_WORKER = "delete Navigator.prototype.serviceWorker"
BROKEN = "This page is not working."
HOTLINE = "+44 1632 960000"


@pytest.fixture(scope="module")
def house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with served(browser, tmp_path_factory.mktemp("failure")) as house:
        yield house


def _phone(house: House, **more: Any) -> Device:
    """Without a service worker: what does not come from the network is not there."""
    device = house.device(PHONE, **more)
    device.context.add_init_script(NO_WORKER)
    return device


def _organisation(device: Device, **change: Any) -> None:
    """The service says something that is well formed, and that no browser can show."""

    def answer(route: Route) -> None:
        said = route.fetch().json() | change
        route.fulfill(status=200, content_type="application/json", body=json.dumps(said))

    device.context.route("**/v1/organisation", answer)


def _forgive(device: Device) -> None:
    """The errors that the story is about."""
    assert device.faults != []
    device.faults.clear()


def _call(device: Device) -> str | None:
    return device.page.get_by_role("link", name=HOTLINE).get_attribute("href")


def test_a_room_that_breaks_takes_nothing_else_with_it(house: House) -> None:
    person = _phone(house)
    _organisation(person, languages=["no language"])
    person.go("/")
    person.page.get_by_role("button", name="Details").click()
    person.reads(BROKEN)
    assert _call(person) == "tel:+441632960000"
    person.button("Help").click()
    person.button("Hold for a lawyer").wait_for()
    _forgive(person)


def test_a_first_screen_that_breaks_leaves_words_and_numbers(house: House) -> None:
    person = _phone(house)
    person.go("/")
    person.button("Hold for a lawyer").wait_for()
    person.context.route("**/v1/organisation", lambda route: route.abort())
    kept = person.page.wait_for_function(KEPT, arg="organisation").json_value()
    person.page.evaluate(PUT, ["organisation", kept | {"name": None}])
    person.page.reload()
    person.reads(BROKEN)
    assert _call(person) == "tel:+441632960000"
    assert person.serious() == []
    _forgive(person)


def test_what_stands_on_every_screen_may_break_unseen(house: House) -> None:
    person = _phone(house)
    person.go("/")
    person.button("Hold for a lawyer").wait_for()
    person.page.evaluate(PUT, ["checkIn", {}])
    person.page.reload()
    person.button("Check-in").click()
    person.reads(BROKEN)
    person.button("Help").click()
    person.button("Hold for a lawyer").wait_for()
    _forgive(person)


def test_a_page_whose_words_do_not_come_says_so_in_all_languages(house: House) -> None:
    person = _phone(house, locale="ru-RU")
    person.go("/")
    person.button("Держите, чтобы вызвать адвоката").wait_for()
    person.context.route("**/assets/person.*", lambda route: route.abort())
    person.page.reload()
    person.reads(BROKEN)
    person.reads("Страница не работает.")
    assert _call(person) == "tel:+441632960000"
    person.context.unroute("**/assets/person.*")
    person.page.get_by_role("link", name="Обновить").click()
    person.button("Держите, чтобы вызвать адвоката").wait_for()
    _forgive(person)


@pytest.mark.parametrize("page", ["/", "/counsel", "/desk"])
def test_a_page_whose_script_never_comes_is_not_white(house: House, page: str) -> None:
    device = _phone(house)
    device.context.route("**/*.js", lambda route: route.abort())
    device.go(page)
    device.page.evaluate("() => document.getAnimations().forEach((one) => one.finish())")
    device.reads(BROKEN)
    assert device.page.locator("#failure a").first.get_attribute("href") == ""


@pytest.mark.parametrize("role", [Role.counsel, Role.desk])
def test_a_members_page_that_breaks_says_what_to_do(house: House, role: Role) -> None:
    member = house.device(PHONE)
    _organisation(member, languages=["no language"])
    member.page.goto(house.invitation(role))
    member.reads("use another device")
    member.button("Reload").click()
    member.reads(BROKEN)
    assert member.serious() == []
    _forgive(member)
