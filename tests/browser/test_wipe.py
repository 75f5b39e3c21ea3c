"""What a scan of the browser's profile still finds after a wipe, when the browser was closed.

Nothing that the person typed may be found. What cannot be deleted by a page is counted and printed, for
docs/threat-model.md: `pytest tests/browser/test_wipe.py -s`.
"""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import people
from tests.browser.conftest import QUIET, chromium_path
from tests.browser.device import HOLD_S, PHONE, WAIT_MS
from tests.browser.house import House
from tests.browser.people import Staff
from tests.browser.storage import kept
from tests.browser.traces import Search

# One long life, and a browser with its profile on disk starts slowly.
pytestmark = pytest.mark.timeout(900)
FIELDS = (
    "Where exactly",
    "What happened",
    "What is needed",
    "Name",
    "Date of birth",
    "Phone",
    "Who to tell",
    "Health",
)


@contextmanager
def phone(browser: Browser, profile: Path) -> Iterator[BrowserContext]:
    """A browser with a profile on disk, as a phone has; the browser is closed at the end."""
    context = browser.browser_type.launch_persistent_context(
        profile,
        executable_path=chromium_path(),
        args=list(QUIET),
        viewport={"width": PHONE.width, "height": PHONE.height},
        locale="en-GB",
    )
    context.set_default_timeout(WAIT_MS)
    yield context
    context.close()


def canary(kind: str) -> str:
    return f"{kind}{token_hex(6)}"


def button(page: Page, name: str) -> Any:
    return page.get_by_role("button", name=name, exact=True)


def reads(page: Page, text: str) -> None:
    page.get_by_text(text).locator("visible=true").first.wait_for()


def lives(page: Page, house: House, counsel: Any, secrets: dict[str, str]) -> None:
    """She prepares a file, presses with details, and writes with a counsel: as much as can lie on a phone."""
    page.goto(house.origin)
    button(page, "PIN and quick press").click()
    page.get_by_role("button", name="Prepared file").click()
    page.get_by_label("Name", exact=True).fill(secrets["prepared"])
    page.get_by_label("Passphrase").fill(secrets["phrase"])
    page.get_by_label("Once more").fill(secrets["phrase"])
    button(page, "Encrypt and keep").click()
    reads(page, "Kept, encrypted.")
    page.get_by_role("navigation").get_by_role("button", name="Help", exact=True).click()
    page.get_by_role("button", name="Where I am").click()
    button(page, "centre").click()
    page.get_by_role("button", name="Details").click()
    for label in FIELDS:
        page.get_by_role("textbox", name=label, exact=True).fill(secrets[label])
    button(page, "Done").click()
    button(page, "Hold for a lawyer").click(delay=HOLD_S * 1_000)
    button(page, "Send now").click()
    people.accept(counsel)
    people.introduce(counsel, secrets["counsel"], secrets["her phone"], 20)
    reads(page, secrets["counsel"])
    page.get_by_role("button", name="Message").click()
    page.get_by_label("Your message").fill(secrets["asked"])
    button(page, "Send").click()
    counsel.reads(secrets["asked"])
    counsel.page.get_by_role("textbox", name="Message").fill(secrets["answered"])
    counsel.button("Send").click()
    reads(page, secrets["answered"])


def area_of(path: Path) -> str:
    """Where in the profile: the part of it that the browser calls so."""
    parts = path.parts
    return "/".join(parts[1:3]) if parts[0] == "Default" and len(parts) > 2 else "/".join(parts[:2])


def found(profile: Path, sought: dict[str, str]) -> Counter[tuple[str, str]]:
    """(what, where in the profile): how many files hold it in any form."""
    search, names = Search(sought.values()), {text: name for name, text in sought.items()}
    hits: Counter[tuple[str, str]] = Counter()
    for path in sorted(profile.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        for text in search.found(path.read_bytes()):
            hits[names[text], area_of(path.relative_to(profile))] += 1
    return hits


class Lived(NamedTuple):
    """A profile that was used and closed; `secrets` were typed, `told` is what the page itself keeps."""

    house: House
    profile: Path
    secrets: dict[str, str]
    told: dict[str, str]


@pytest.fixture(scope="module")
def lived(browser: Browser, enrolled: Staff, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    folder, house = tmp_path_factory.mktemp("wipe"), enrolled.house
    names = ("prepared", "phrase", "counsel", "asked", "answered", *FIELDS)
    secrets = {name: canary(name.replace(" ", "")) for name in names}
    secrets["her phone"] = f"+44{int(token_hex(4), 16)}"
    told = {"the site's name": house.origin.removeprefix("http://"), "a hotline's number": "+44 1632 960000"}
    with phone(browser, folder / "profile") as context:
        lives(context.pages[0], house, enrolled.counsel, secrets)
        told["the case's id"] = re.findall(r'"caseId":"([^"]+)"', kept(context.pages[0]))[0]
    return Lived(house, folder / "profile", secrets, told)


def test_what_was_typed_is_not_in_the_profile_even_before_a_wipe(lived: Lived) -> None:
    hits = found(lived.profile, {**lived.secrets, **lived.told})
    _tell("before", hits)
    assert {what for what, _ in hits} == set(lived.told), "and what must be there is found"


@pytest.mark.parametrize("online", [True, False], ids=["online", "offline"])
def test_after_a_wipe_neither_is_anything_of_the_person(
    lived: Lived, browser: Browser, tmp_path: Path, *, online: bool
) -> None:
    profile = tmp_path / "profile"
    shutil.copytree(lived.profile, profile, symlinks=True)
    with phone(browser, profile) as context:
        page = context.pages[0]
        page.goto(lived.house.origin)
        page.get_by_role("button", name="Message").wait_for()
        context.set_offline(not online)
        button(page, "Wipe everything").click()
        button(page, "Wipe everything").last.click()
        page.wait_for_url("about:blank")
    hits = found(profile, {**lived.secrets, **lived.told})
    _tell("online" if online else "offline", hits)
    left = {what for what, _ in hits}
    assert left.isdisjoint(lived.secrets)
    # Without network the browser's files stay until it writes over them, keys and sealed messages in them.
    if online:
        assert left == {"the site's name"}


def _tell(when: str, hits: Counter[tuple[str, str]]) -> None:
    print(f"\n{when}:")
    for (what, where), files in sorted(hits.items()):
        print(f"  {what}: {files} file(s) under {where}")
