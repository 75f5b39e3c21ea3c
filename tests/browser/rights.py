"""What the stories of guides and clocks share: a law, and a first visit after which all is on the phone."""

from typing import Any

from tests.browser.device import Device
from tests.browser.storage import wait_for_files

LAW = '[guides]\njurisdictions = ["RU", "DE", "GB-EAW", "GB-SCT", "US"]\n'
# Resolves once the phone keeps the packs of every place.
KEPT = """
async (packs) => {
  const kept = (name) => new Promise((resolve, reject) => {
    const opening = indexedDB.open("notes");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const request = opening.result.transaction("kept").objectStore("kept").get(name);
      request.onsuccess = () => { opening.result.close(); resolve(request.result); };
    };
  });
  for (;;) {
    const guides = await kept("guides");
    if (guides && packs.every((name) => name in guides.packs)) return;
    await new Promise((again) => requestAnimationFrame(again));
  }
}
"""
PACKS = ["RU/ru", "RU/en", "RU/clocks", "DE/de", "DE/clocks", "GB-EAW/en", "GB-SCT/clocks", "US/clocks"]


def visit(person: Device) -> None:
    """A first visit, until the page and all packs are on the phone."""
    person.go("/")
    person.button("Hold for a lawyer").wait_for()
    person.page.evaluate(KEPT, PACKS)
    wait_for_files(person.page)


def come_back_without_network(person: Device) -> None:
    """A second visit, in a new window."""
    person.page.close()
    person.context.set_offline(True)
    person.open()
    person.go("/")
    person.button("Hold for a lawyer").wait_for()


def tab(person: Device, name: str) -> None:
    person.page.get_by_role("navigation").get_by_role("button", name=name, exact=True).click()


def heading(person: Device, name: str) -> Any:
    found = person.page.get_by_role("heading", name=name, level=1)
    found.wait_for()
    return found


def row(person: Device, name: str) -> Any:
    """What leads to another room."""
    return person.page.get_by_role("main").get_by_role("button", name=name)
