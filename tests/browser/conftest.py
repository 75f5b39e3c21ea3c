"""A real Chromium, and a real instance for each test module."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.house import OPEN, House, served
from tests.browser.people import Staff

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# What Playwright turns off itself, for a second list replaces its own, and two popups of the address bar, for
# which each window would start a process.
OFF = (
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,LensOverlay,MediaRouter,"
    "HttpsFirstBalancedModeAutoEnable,PaintHolding,ThirdPartyStoragePartitioning,OptimizationHints,AimEnabled,"
    "AvoidCorsURLLoaderRestartOnRedirect,NetworkTimeServiceQuerying,PreconnectToSearch,"
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup"
)
# Nothing of the browser's own may ask the network for anything.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-sync",
    f"--disable-features={OFF}",
)


def chromium_path() -> str:
    """The system's Chromium; `make chromium` says how to get one."""
    for name in CHROMIUM:
        if path := shutil.which(name):
            return path
    raise LookupError("Chromium is missing: run make chromium")


# Not for the session: while Playwright is open its loop is the running one, and async tests cannot run.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium_path(), args=list(QUIET))
        yield made
        made.close()


@pytest.fixture(autouse=True)
def devices_of_the_test() -> Iterator[None]:
    """What a test opened is closed after it; what it found stays. Fails when a page broke a rule."""
    before = {house: house.devices for house in OPEN}
    yield
    for house in OPEN:
        house.send_away(before.get(house, ()))


@pytest.fixture
def house(browser: Browser, tmp_path: Path) -> Iterator[House]:
    """Nobody is enrolled and no roster is signed."""
    with served(browser, tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def enrolled(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staff]:
    """The same, for tests that go on where the one before has ended."""
    with served(browser, tmp_path_factory.mktemp("staff")) as made:
        yield Staff(made)


@pytest.fixture
def staff(enrolled: Staff) -> Iterator[Staff]:
    """A counsel and a dispatcher at work. They enrol once for a module; each test finds them as at first."""
    enrolled.begin()
    yield enrolled
    enrolled.leave()
