"""What a scan of the browser's profile still finds after a wipe, when the browser was closed.

Nothing that the person typed may be found. What cannot be deleted by a page is counted and printed, for
docs/threat-model.md: `pytest tests/browser/test_wipe.py -s`.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import people
from tests.browser.conftest import QUIET, chromium_path
from tests.browser.device import PHONE, WAIT_MS
from tests.browser.house import House
from tests.browser.storage import kept
from tests.browser.traces import needles

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
    button(page, "Lock and quick press").click()
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
    button(page, "Hold for a lawyer").click(delay=people.HOLD_MS)
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
    forms = {name: needles(text) for name, text in sought.items()}
    hits: Counter[tuple[str, str]] = Counter()
    for path in sorted(profile.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        text = path.read_bytes()
        for name, shapes in forms.items():
            if any(shape in text for shape in shapes):
                hits[name, area_of(path.relative_to(profile))] += 1
    return hits


@pytest.fixture
def secrets() -> dict[str, str]:
    names = ("prepared", "phrase", "counsel", "asked", "answered", *FIELDS)
    return {name: canary(name.replace(" ", "")) for name in names} | {
        "her phone": f"+44{int(token_hex(4), 16)}"
    }


@pytest.mark.parametrize("online", [True, False], ids=["online", "offline"])
def test_after_a_wipe_nothing_that_was_typed_is_in_the_profile(
    house: House, browser: Browser, tmp_path: Path, secrets: dict[str, str], *, online: bool
) -> None:
    counsel, _ = people.staff(house)
    profile = tmp_path / "profile"
    host = house.origin.removeprefix("http://")
    told = {"the site's name": host, "a hotline's number": "+44 1632 960000"}
    with phone(browser, profile) as context:
        page = context.pages[0]
        lives(page, house, counsel, secrets)
        told["the case's id"] = re.findall(r'"caseId":"([^"]+)"', kept(page))[0]
    before = found(profile, {**secrets, **told})
    with phone(browser, profile) as context:
        page = context.pages[0]
        page.goto(house.origin)
        page.get_by_role("button", name="Message").wait_for()
        context.set_offline(not online)
        button(page, "Wipe everything").click()
        button(page, "Wipe everything").last.click()
        page.wait_for_url("about:blank")
    after = found(profile, {**secrets, **told})
    if online:
        assert [where for what, where in after if what == "the case's id"] == []
    print(json.dumps({"before": _told(before), "after": _told(after)}, indent=1))
    assert [one for one in before if one[0] in secrets] == [], "not even before the wipe"
    assert [one for one in after if one[0] in secrets] == []
    # The control: the scan is worth something only where it finds what is known to be there.
    assert any(what == "the site's name" for what, _ in before)
    assert any(what == "the case's id" for what, _ in before)


def _told(hits: Counter[tuple[str, str]]) -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = {}
    for (what, where), files in sorted(hits.items()):
        table.setdefault(what, {})[where] = files
    return table
