"""The rooms behind the lower bar: without network from the second visit on; a way back that tells nothing."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.device import Device
from tests.browser.house import House, served
from tests.browser.rights import heading, tab
from tests.browser.storage import wait_for_files

# The scripts of every room, those of a case too.
LATER = re.compile(r"/assets/(?:room|case)-[^/]+\.js$")


def visit(person: Device) -> None:
    """A first visit, until all of the page is on the phone."""
    person.go("/")
    person.button("Hold for a lawyer").wait_for()
    wait_for_files(person.page)


def press(person: Device) -> None:
    with person.page.expect_response("**/v1/cases") as answered:
        person.hold(person.button("Hold for a lawyer"))
        person.button("Send now").click()
    assert answered.value.status == 201


def current(person: Device) -> str:
    """The room of the lower bar that is marked."""
    return str(person.page.locator("nav [aria-current=page]").inner_text())


@pytest.fixture(scope="module")
def house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with served(browser, tmp_path_factory.mktemp("rooms")) as made:
        made.sign_roster()
        yield made


@pytest.fixture
def person(house: House) -> Device:
    return house.device()


def test_after_one_visit_every_room_opens_without_network_also_in_a_new_window(person: Device) -> None:
    visit(person)
    person.page.close()
    person.context.set_offline(True)
    person.open()
    person.go("/")
    tab(person, "Call")
    heading(person, "Numbers to call")
    person.reads("+44 1632 960000")
    person.speak("ru")
    heading(person, "Телефоны помощи")
    tab(person, "Помощь")
    person.page.get_by_role("button", name="Подробности").click()
    heading(person, "Подробности")
    person.button("Назад").click()
    person.button("Что будет с тем, что я отправлю").click()
    heading(person, "Что будет с тем, что я отправлю")


def test_a_language_that_a_machine_translated_says_so(person: Device) -> None:
    visit(person)
    choices = person.page.locator("header select option").all_inner_texts()
    assert choices == [
        "English",
        "Русский",
        "Українська · machine translation, not yet checked by a speaker",
    ]
    person.speak("uk")
    person.reads("Українська · машинний переклад, ще не перевірений носієм мови")
    assert person.page.evaluate("document.documentElement.lang") == "uk"
    person.button("Тримайте, щоб викликати адвоката").wait_for()
    for name, title in (("Права", "Ваші права"), ("Зв’язок", "Вихід на зв’язок")):
        tab(person, name)
        heading(person, title)


def test_the_way_back_leads_through_the_rooms_and_the_address_says_nothing(person: Device) -> None:
    visit(person)
    person.page.get_by_role("button", name="Details").click()
    heading(person, "Details")
    assert current(person) == "Help"
    person.page.get_by_role("navigation").get_by_role("button", name="Call", exact=True).dblclick()
    heading(person, "Numbers to call")
    assert person.page.url == person.origin + "/"
    assert person.page.title() == "Notes"
    person.page.go_back()
    person.button("Hold for a lawyer").wait_for()
    person.page.go_forward()
    heading(person, "Numbers to call")
    assert current(person) == "Call"
    tab(person, "Help")
    person.button("Hold for a lawyer").wait_for()


def test_a_quick_exit_from_inside_leaves_no_way_back(person: Device) -> None:
    visit(person)
    person.page.get_by_role("button", name="Details").click()
    heading(person, "Details")
    person.button("Exit").click()
    person.page.wait_for_url("about:blank")
    assert person.page.go_back() is None
    assert person.page.url == "about:blank"


def test_a_room_that_cannot_come_says_so_and_shows_the_numbers(person: Device) -> None:
    asked: list[Route] = []

    def lose_one(route: Route) -> None:
        # All rooms are fetched one after the other: while the first is awaited, only hers is asked for.
        asked.append(route)
        if len(asked) == 2:
            route.abort()
        elif len(asked) > 2:
            route.continue_()

    person.context.route("**/assets/room-*.js", lose_one)
    with person.page.expect_request(re.compile("/assets/room-")):
        person.go("/")
    person.page.get_by_role("button", name="Details").click()
    person.reads("This part is not on the phone yet.")
    person.reads("+44 1632 960000")
    person.button("Try again").click()
    person.page.get_by_label("What happened").wait_for()
    person.context.unroute_all()


def test_a_press_waits_for_no_room(person: Device) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    person.context.route(LATER, hold)
    person.go("/")
    press(person)
    # What is heard of the case comes with its room: until then no more is said than is sure.
    heading(person, "Stored at the desk")
    # Where she is was never said, so the text message does not say it either.
    person.reads("I need a lawyer. Detained.”")
    for route in held:
        route.continue_()
    heading(person, "No lawyer could be reached yet.")
    person.context.unroute_all()


def lose_for_the_page(route: Route) -> None:
    """The worker, which fetches it too, gets it."""
    if route.request.service_worker:
        route.continue_()
    else:
        route.abort()


def test_a_press_is_not_lost_with_a_script_that_does_not_come(person: Device) -> None:
    person.context.route(
        LATER, lambda route: route.continue_() if route.request.service_worker else route.abort()
    )
    person.go("/")
    press(person)
    heading(person, "Stored at the desk")
    person.reads("This part is not on the phone yet.")
    person.reads("+44 1632 960000")
    # Some browsers ask for such a script only when the page is opened anew; by then the worker has it.
    wait_for_files(person.page, "case-")
    with person.page.expect_navigation():
        person.button("Try again").click()
    heading(person, "No lawyer could be reached yet.")
    person.context.unroute_all(behavior="wait")


def test_who_loses_the_network_right_after_the_press_still_reads_how_it_stands(person: Device) -> None:
    person.go("/")
    wait_for_files(person.page, "case-", "case.en-", "message-", "writing.en-")
    press(person)
    person.reads("Stored at the desk")
    person.context.set_offline(True)
    person.reads("No network.")
    person.page.close()
    person.open()
    person.go("/")
    person.reads("Stored at the desk")
    person.button("Cancel the call").wait_for()
