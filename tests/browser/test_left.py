"""What is left on the phone, and what leaves it: prepared file, quick press, practice, PIN, wipe."""

import json
from typing import Any

import pytest

from tests.browser import people
from tests.browser.device import PHONE, SMALL, Device, Size
from tests.browser.people import Staff
from tests.browser.storage import kept

PHRASE = "four words nobody expects"
PUT_DRAFT = """
async (draft) => {
  const database = await new Promise((done) => {
    const request = indexedDB.open("notes");
    request.onsuccess = () => done(request.result);
  });
  await new Promise((done) => {
    const transaction = database.transaction("kept", "readwrite");
    transaction.objectStore("kept").put(draft, "draft");
    transaction.oncomplete = done;
  });
  database.close();
}
"""
LEFT = """
async () => ({
  databases: (await indexedDB.databases()).map(({ name }) => name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  local: localStorage.length,
  session: sessionStorage.length,
})
"""
NOTHING = {"databases": [], "caches": [], "workers": 0, "local": 0, "session": 0}


class Stage:
    """A counsel on duty in the centre and a dispatcher, for all stories here."""

    def __init__(self, staff: Staff) -> None:
        self.house, self.counsel, self.desk = staff.house, staff.counsel, staff.desk

    def person(self, size: Size, **more: Any) -> Device:
        person = self.house.device(size, **more)
        person.go("/")
        person.button("Hold for a lawyer").wait_for()
        return person

    def over(self) -> None:
        """The counsel closes what she has, and waits again."""
        self.counsel.button("Close the case").click()
        self.counsel.button("Helped").click()
        self.counsel.button("End duty").wait_for()


@pytest.fixture(scope="module")
def stage(enrolled: Staff) -> Stage:
    enrolled.house.wait_for_drills()
    return Stage(enrolled)


@pytest.fixture(params=[SMALL, PHONE], ids=["320", "390"])
def person(stage: Stage, request: pytest.FixtureRequest) -> Device:
    return stage.person(request.param)


def hold(person: Device) -> None:
    person.hold(person.button(people.BUTTON))


def prepare(person: Device, name: str) -> None:
    """From the home screen; the file is open afterwards."""
    person.button("PIN and quick press").click()
    person.page.get_by_role("button", name="Prepared file").click()
    person.page.get_by_label("Name", exact=True).fill(name)
    person.page.get_by_label("Passphrase").fill(PHRASE)
    person.page.get_by_label("Once more").fill(PHRASE)
    person.button("Encrypt and keep").click()
    person.reads("Kept, encrypted.")


def home(person: Device) -> None:
    person.page.get_by_role("navigation").get_by_role("button", name="Help", exact=True).click()
    person.button("Hold for a lawyer").wait_for()


def test_the_prepared_file_is_kept_encrypted_and_sealed_in_when_it_is_open(
    stage: Stage, person: Device
) -> None:
    prepare(person, "Vera Orlova")
    assert "Vera" not in kept(person.page)
    person.page.reload()
    person.page.get_by_role("button", name="Prepared file").click()
    person.page.get_by_label("Passphrase").fill("four words somebody guesses")
    person.button("Open").click()
    person.reads("This passphrase does not open it. Nothing is lost: try again.")
    person.page.get_by_label("Passphrase").fill(PHRASE)
    person.button("Open").click()
    person.page.get_by_label("Name", exact=True).wait_for()
    assert person.page.get_by_label("Name", exact=True).input_value() == "Vera Orlova"
    home(person)
    people.choose_area(person, "centre")
    hold(person)
    person.button("Send now").click()
    people.accept(stage.counsel)
    stage.counsel.reads("Vera Orlova")
    assert "Vera" not in kept(person.page)
    stage.over()
    person.button("Clear from this phone").click()
    person.button("Clear from this phone").last.click()
    person.reads("Prepared file")
    person.reads("locked")


def test_a_draft_that_was_kept_in_plain_is_offered_to_be_encrypted(person: Device) -> None:
    draft = {"for": "me", "need": "detained", "urgency": "now", "language": None, "place": None}
    texts = {"where": "", "what": "", "needs": ""}
    file = {"name": "Old Plain", "birth_date": "", "phone": "", "tell": "", "medical": "", "notes": ""}
    person.page.evaluate(PUT_DRAFT, {**draft, **texts, "file": file})
    person.page.reload()
    person.button("Encrypt or delete them").click()
    assert person.page.get_by_label("Name", exact=True).input_value() == "Old Plain"
    assert "Old Plain" in kept(person.page)
    person.page.get_by_label("Passphrase").fill(PHRASE)
    person.page.get_by_label("Once more").fill(PHRASE)
    person.button("Encrypt and keep").click()
    person.reads("Kept, encrypted.")
    assert "Old Plain" not in kept(person.page)


def test_a_press_asks_for_no_area_and_the_area_can_be_told_while_it_waits(
    stage: Stage, person: Device
) -> None:
    hold(person)
    person.reads("This phone does not know where you are. The call is for: north.")
    person.button("Choose the area").click()
    person.button("centre").click()
    person.page.get_by_text("does not know where you are").wait_for(state="detached")
    person.button("Send now").click()
    person.reads("Stored at the desk")
    people.accept(stage.counsel)
    stage.over()


def test_a_press_that_leaves_without_an_area_says_so_to_both(stage: Stage) -> None:
    person = stage.person(SMALL)
    hold(person)
    person.button("Send now").click()
    person.reads("This phone does not know where you are. The call is for: north. Say where you are.")
    people.accept(stage.counsel)
    stage.counsel.reads("(The phone did not know where it is: the area is a guess.)")
    stage.over()


def test_a_quick_press_leaves_at_once_with_the_position(stage: Stage, person: Device) -> None:
    person.context.grant_permissions(["geolocation"])
    person.context.set_geolocation({"latitude": 50.1001, "longitude": 30.0002, "accuracy": 12})
    person.button("PIN and quick press").click()
    person.page.get_by_label("Quick press").check()
    person.button("Back").click()
    with person.page.expect_request("**/v1/cases"):
        hold(person)
    person.reads("Stored at the desk")
    assert person.button("Take it back").count() == 0
    people.accept(stage.counsel)
    stage.counsel.reads("50.10010, 30.00020")
    stage.over()


def test_for_someone_else_the_words_are_theirs_and_ones_own_name_is_not_sealed(
    stage: Stage, person: Device
) -> None:
    prepare(person, "My Own Name")
    home(person)
    people.choose_area(person, "centre")
    person.page.get_by_label("For someone else").check()
    person.page.get_by_role("button", name="Details").click()
    assert person.page.get_by_label("Their name").input_value() == ""
    person.page.get_by_label("What happened").fill("Taken from the square, red coat")
    person.page.get_by_label("Their name").fill("Pavel Smirnov")
    person.page.get_by_label("Your phone").fill("+44 1632 960456")
    person.button("Done").click()
    hold(person)
    person.button("Send now").click()
    person.reads("For someone else")
    stage.counsel.reads("Called for someone else")
    people.accept(stage.counsel)
    stage.counsel.reads("Pavel Smirnov")
    stage.counsel.reads("Phone of the caller")
    stage.desk.page.get_by_text("For someone else").locator("visible=true").first.click()
    stage.desk.reads("Called for someone else")
    stage.desk.page.get_by_label("Why do you open it?").fill("Asked by phone")
    stage.desk.button("Open the file").click()
    stage.desk.reads("Pavel Smirnov")
    assert stage.counsel.page.get_by_text("My Own Name").count() == 0
    stage.over()
    stage.desk.button("Back").click()


def test_practice_goes_the_whole_way_and_nobody_else_hears_of_it(stage: Stage, person: Device) -> None:
    person.button("Practise first").click()
    person.reads("Practice: no lawyer is called.")
    hold(person)
    person.reads("Practice: no lawyer is called.")
    person.button("Send now").click()
    person.reads("Practice (a robot) has accepted")
    person.page.get_by_role("button", name="Message").click()
    person.page.get_by_label("Your message").fill("Something made up")
    person.button("Send").click()
    person.reads("Your message came through.")
    person.reads("Practice: no lawyer is called.")
    person.button("Back").click()
    person.reads("is at the door")
    assert stage.counsel.page.get_by_text("Someone needs you").count() == 0
    stage.desk.reads("0 cases")
    person.button("Stop practising").click()
    person.button("Hold for a lawyer").wait_for()
    assert person.page.get_by_text("Practice: no lawyer is called.").count() == 0


def test_what_stands_on_the_desk_of_a_drill(stage: Stage) -> None:
    person = stage.person(PHONE)
    person.button("Practise first").click()
    hold(person)
    person.button("Send now").click()
    person.reads("has accepted")
    stage.desk.page.get_by_role("button", name="Closed").click()
    stage.desk.page.get_by_role("option", name="Practice").first.click()
    stage.desk.reads("Somebody is practising.")
    stage.desk.button("Back").click()


def set_pin(person: Device, *, wipes: bool = False) -> None:
    person.button("PIN and quick press").click()
    person.page.get_by_label("4 to 8 digits").fill("2468")
    if wipes:
        person.page.get_by_label("Wipe everything after").check()
    person.button("Set the PIN").click()
    person.button("Lock now").click()
    person.page.get_by_label("PIN").wait_for()


def try_pin(person: Device, pin: str) -> None:
    person.page.get_by_label("PIN").fill(pin)
    person.button("Open").click()


def test_behind_the_pin_nothing_is_shown_and_a_press_works(stage: Stage, person: Device) -> None:
    people.choose_area(person, "centre")
    set_pin(person)
    person.page.reload()
    person.page.get_by_label("PIN").wait_for()
    assert person.page.get_by_text("centre").count() == 0
    assert person.page.get_by_role("navigation").count() == 0
    hold(person)
    person.reads("Called. Open to see what happens.")
    people.accept(stage.counsel)
    assert person.page.get_by_text("accepted").count() == 0
    for _ in range(3):
        try_pin(person, "1111")
        person.page.wait_for_function("() => document.querySelector('input').value === ''")
    person.reads("Wait ")
    person.reads("Wrong PIN.")
    try_pin(person, "2468")
    person.reads("A lawyer has your call")
    stage.over()


def test_after_the_tenth_wrong_pin_everything_is_gone_where_that_was_chosen(person: Device) -> None:
    person.page.clock.install()
    set_pin(person, wipes=True)
    for wrong in range(10):
        if wrong >= 3:
            person.page.clock.fast_forward(301_000)
        person.page.get_by_label("PIN").fill("1111")
        person.button("Open").click()
        if wrong < 9:
            person.page.wait_for_function("() => document.querySelector('input').value === ''")
    person.page.wait_for_url("about:blank")
    assert left(person) == NOTHING


def left(person: Device) -> Any:
    """What a page of this origin still finds; one that runs nothing of ours."""
    page = person.context.new_page()
    page.goto(person.origin + "/icon.svg")
    found = json.loads(page.evaluate(f"async () => JSON.stringify(await ({LEFT})())"))
    page.close()
    return found


def test_a_wipe_takes_two_taps_and_reaches_the_other_tabs(person: Device) -> None:
    prepare(person, "Vera Orlova")
    first = person.page
    second = person.open()
    person.go("/")
    person.button("Hold for a lawyer").wait_for()
    person.button("Wipe everything").click()
    person.button("Wipe everything").last.click()
    second.wait_for_url("about:blank")
    first.wait_for_url("about:blank")
    assert left(person) == NOTHING


def test_a_wipe_works_from_behind_the_pin(person: Device) -> None:
    set_pin(person)
    person.button("Wipe everything").click()
    person.button("Wipe everything").last.click()
    person.page.wait_for_url("about:blank")
    assert left(person) == NOTHING


def test_after_exit_back_does_not_return_and_nothing_names_the_page(person: Device) -> None:
    person.button("PIN and quick press").click()
    person.page.get_by_label("Quick press").wait_for()
    person.button("Exit").click()
    person.page.wait_for_url("about:blank")
    assert person.page.title() == ""
    assert person.page.go_back() is None
    assert person.page.url == "about:blank"
    with person.page.expect_event("framenavigated"):
        person.page.evaluate("() => void setTimeout(() => history.forward())")
    person.page.wait_for_url("about:blank")
    assert person.page.title() == ""
    assert person.page.locator("body").inner_text() == ""
    # Who comes again by the address is let in.
    person.go("/")
    person.button("Hold for a lawyer").wait_for()
