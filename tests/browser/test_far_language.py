"""A language that is read from the right and needs half as much room again, and text at twice its size."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.device import SMALL, Device
from tests.browser.house import House, served
from tests.browser.looks import LEAST, MEASURE, PRIMARY
from tests.browser.people import UNDO_S
from tests.browser.test_contacts import ANNA, LINE, OTHERS

PSEUDO = "localStorage.setItem('language-pseudo', '1')"
TWICE = "document.documentElement.style.fontSize = '212.5%'"
TURNED = "if (!document.querySelector('main:dir(rtl)')) throw new Error('read from the left')"

Screen = tuple[str, Callable[[Device], object]]


def _tab(person: Device, number: int) -> None:
    person.page.locator("nav button").nth(number).click()


def _row(person: Device, number: int) -> None:
    """What leads to another room."""
    person.page.locator("main button:has(.label)").nth(number).click()


def _press(person: Device) -> None:
    person.context.set_offline(True)
    person.hold(person.page.locator("button.hold"))
    person.page.locator("p.left").wait_for()


# In the order in which they are walked through; words are strange, so that they are found by where they are.
WALK: list[Screen] = [
    ("help", lambda person: person.page.locator("button.hold").wait_for()),
    ("call", lambda person: (_tab(person, -1), person.page.locator("main a").first.wait_for())),
    ("area", lambda person: (_tab(person, 0), _row(person, 0))),
    ("details", lambda person: (_pick(person), _row(person, 1))),
    ("about", lambda person: (_back(person), person.page.locator("main p button").click())),
    ("undo", lambda person: (_back(person), _press(person))),
    ("no network", lambda person: (person.pass_time(UNDO_S), _numbers(person))),
]


def _numbers(person: Device) -> None:
    person.page.locator("main .notice a").first.wait_for()


def _pick(person: Device) -> None:
    person.page.locator("main ul li button").first.click()


def _back(person: Device) -> None:
    person.page.locator("header .back").click()
    person.page.locator("button.hold").wait_for()


@pytest.fixture(scope="module")
def house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with served(browser, tmp_path_factory.mktemp("far")) as made:
        made.sign_roster()
        made.publish_directory([LINE, ANNA, *OTHERS])
        yield made


def walked(person: Device, change: str) -> list[str]:
    """All that is too wide or too small on the way; `change` is done on each screen."""
    found: list[str] = []
    for name, enter in WALK:
        enter(person)
        person.page.evaluate(change)
        found += [f"{name}: {one}" for one in person.page.evaluate(MEASURE, [PRIMARY, LEAST])]
    return found


def test_read_from_the_right_every_main_screen_fits_320_pixels(house: House) -> None:
    person = house.device(SMALL)
    person.context.add_init_script(PSEUDO)
    person.go("/")
    assert walked(person, TURNED) == []
    assert person.page.evaluate("document.documentElement.dir") == "rtl"


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_at_twice_the_size_of_text_nothing_is_lost(house: House, language: str) -> None:
    person = house.device(SMALL)
    person.go("/")
    person.speak(language)
    person.page.locator("button.hold").wait_for()
    person.page.evaluate(TWICE)
    assert walked(person, TWICE) == []
