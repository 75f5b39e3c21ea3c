"""A member's browser runs only what the signers have signed; a phone reads its page as words."""

from collections.abc import Iterator

import httpx
import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser

from habeas.cli.manifest import manifest_of
from habeas.sealed.ids import digest
from habeas.sealed.manifest import Manifest, page_words
from habeas.sealed.roster import Role
from habeas.settings import FILE, load
from habeas.wire import WEB, web_pages
from tests.browser.house import House, served
from tests.browser.people import sign_in

UNSIGNED = "This page is not the one that the organisation signed."
BOARD = "Next to run out"
ACTIVE = "() => navigator.serviceWorker.ready.then((worker) => worker.active !== null)"
# Whether the browser holds its pages to this version of the manifest.
VERSION = """
async (version) => {
  const kept = await caches.match("/page-manifest.json", { cacheName: "manifest-1" });
  return kept && (await kept.json()).pinned.version === version;
}
"""


@pytest.fixture(scope="module")
def house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with served(browser, tmp_path_factory.mktemp("manifest")) as house:
        settings = house.folder / FILE
        settings.write_text('manifest = "manifest.json"\n' + settings.read_text("utf-8"), "utf-8")
        yield house


def serve(house: House, version: int, *, changed: str | None = None, signatures: int = 2) -> Manifest:
    """The service starts anew, with a manifest that has another hash for one of its pages."""
    instance = load(house.folder / FILE)
    whole = manifest_of(instance, web_pages(instance.settings), version)
    files = [
        replace(file, sha256=digest("other") if file.address == changed else file.sha256)
        for file in whole.files
    ]
    signed = house.organisation.manifest(replace(whole, files=files), signatures=signatures)
    (house.folder / "manifest.json").write_text(signed, "utf-8")
    # Told to stop before it answers, it would end as any process does.
    assert httpx.get(f"{house.origin}/health").status_code == 200
    assert house.child.stop() == 0
    house.child.start()
    return whole


def test_a_member_runs_nothing_but_what_was_signed(house: House) -> None:
    serve(house, 1)
    desk = house.enrol(Role.desk)
    sign_in(desk)
    house.sign_roster()
    desk.go("/desk")
    desk.reads(BOARD)
    assert desk.page.evaluate(ACTIVE)
    desk.go("/desk")
    desk.reads(BOARD)

    serve(house, 2, changed="/desk")
    desk.go("/desk")
    # The page is still the one that is held; it learns itself that another one has been signed.
    desk.reads(BOARD)
    desk.page.wait_for_function(VERSION, arg=2)
    desk.go("/desk")
    desk.reads(UNSIGNED)
    desk.reads("Это не та страница")
    assert desk.page.get_by_text(BOARD).count() == 0

    serve(house, 3)
    desk.page.get_by_role("link", name="Reload").click()
    desk.reads(BOARD)
    assert desk.page.evaluate("() => navigator.serviceWorker.controller !== null")

    serve(house, 4, signatures=1)
    desk.go("/desk")
    desk.reads("What the service says of its own pages was refused")
    assert desk.serious() == []


def test_a_phone_reads_its_page_as_the_words_that_were_signed(house: House) -> None:
    whole = serve(house, 9)
    parts = (WEB / "words" / f"en-{part}.txt" for part in (1, 2, 3))
    words = page_words(whole.page_sha256, "".join(part.read_text("utf-8") for part in parts).split())
    person = house.device()
    person.go("/")
    person.button("Hold for a lawyer").wait_for()
    assert person.page.evaluate(ACTIVE)
    person.button("What happens to what I send").click()
    person.reads(" ".join(words))
    assert person.serious() == []
