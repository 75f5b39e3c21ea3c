"""A real Chromium, and a real instance for each test module."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.house import House

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# Nothing of the browser's own may ask the network for anything.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-sync",
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


@pytest.fixture
def house(browser: Browser, tmp_path: Path) -> Iterator[House]:
    made = House(browser, tmp_path / "house")
    yield made
    made.close()
