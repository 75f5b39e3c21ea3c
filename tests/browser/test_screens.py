"""Every screen, in every size, language and theme: nothing that keeps somebody from using it."""

import pytest

from habeas.sealed.roster import Role
from tests.browser import people
from tests.browser.crowd import crowd
from tests.browser.device import Device
from tests.browser.looks import look
from tests.browser.people import Staff


class Stage:
    """A counsel on duty, a dispatcher, and one case that has come as far as the chat."""

    def __init__(self, staff: Staff) -> None:
        self.house, self.counsel, self.desk = staff.house, staff.counsel, staff.desk
        self.person = staff.house.device()
        self.found: list[str] = []

    def look(self, device: Device, screen: str) -> None:
        self.found += look(device, screen)

    def told(self) -> list[str]:
        """What was found since it was asked last."""
        found, self.found = self.found, []
        return found


@pytest.fixture(scope="module")
def stage(enrolled: Staff) -> Stage:
    return Stage(enrolled)


def test_enrolling_and_waiting(stage: Stage) -> None:
    new = stage.house.device()
    new.passkeys()
    new.go("/counsel")
    new.reads("Sign in with a passkey")
    stage.look(new, "sign in")
    new.page.goto(stage.house.invitation(Role.counsel))
    new.reads("Make my keys and passkey")
    stage.look(new, "enrol")
    new.button("Make my keys and passkey").click()
    new.reads("Waiting for the organisation to sign")
    stage.look(new, "enrolled")
    people.sign_in(new)
    stage.look(new, "pending")
    new.button("Sign out").click()
    new.reads("Sign in with a passkey")
    assert stage.told() == []


def test_before_the_press(stage: Stage) -> None:
    person = stage.person
    person.go("/")
    person.button("Hold for a lawyer").wait_for()
    stage.look(person, "home")
    person.page.get_by_role("button", name="Where I am").click()
    stage.look(person, "area")
    person.button("centre").click()
    person.button("Call").click()
    person.page.get_by_role("heading", name="Numbers to call").wait_for()
    stage.look(person, "numbers")
    person.button("Help").click()
    person.page.get_by_role("button", name="Details").click()
    person.page.get_by_role("textbox", name="What happened").fill("Taken from the square")
    stage.look(person, "details")
    person.button("Done").click()
    person.button("What happens to what I send").click()
    person.page.get_by_role("heading", name="What happens to what I send").wait_for()
    stage.look(person, "about")
    person.button("Back").click()
    person.button("Wipe everything").click()
    stage.look(person, "wipe")
    person.button("Not now").click()
    person.button("Hold for a lawyer").click()
    stage.look(person, "held too shortly")
    person.button("Call without holding").click()
    stage.look(person, "confirm")
    assert stage.told() == []


def test_what_the_phone_keeps(stage: Stage) -> None:
    person = stage.house.device()
    person.go("/")
    person.button("PIN and quick press").click()
    person.page.get_by_label("4 to 8 digits").wait_for()
    stage.look(person, "phone")
    person.page.get_by_role("button", name="Prepared file").click()
    person.page.get_by_label("Once more").wait_for()
    stage.look(person, "prepared, new")
    person.page.get_by_label("Name", exact=True).fill("Vera Orlova")
    person.page.get_by_label("Passphrase").fill("four words nobody expects")
    person.page.get_by_label("Once more").fill("four words nobody expects")
    person.button("Encrypt and keep").click()
    person.reads("Kept, encrypted.")
    stage.look(person, "prepared, open")
    person.button("Lock it again").click()
    person.page.get_by_label("Passphrase").fill("a wrong passphrase")
    person.button("Open").click()
    person.reads("This passphrase does not open it.")
    stage.look(person, "prepared, locked")
    person.button("Back").click()
    person.page.get_by_label("4 to 8 digits").fill("2468")
    person.button("Set the PIN").click()
    person.button("Lock now").wait_for()
    stage.look(person, "phone with a PIN")
    person.button("Lock now").click()
    person.page.get_by_label("PIN").fill("1111")
    person.button("Open").click()
    person.reads("Wrong PIN.")
    stage.look(person, "locked")
    assert stage.told() == []


def test_practice(stage: Stage) -> None:
    stage.house.wait_for_drills()
    person = stage.house.device()
    person.go("/")
    person.button("Practise first").click()
    stage.look(person, "practice")
    person.hold(person.button(people.BUTTON))
    person.button("Send now").click()
    person.reads("is at the door")
    stage.look(person, "practice, at the door")
    person.button("Stop practising").click()
    person.page.get_by_label("For someone else").check()
    person.page.get_by_role("button", name="Details").click()
    person.page.get_by_label("Their name").wait_for()
    stage.look(person, "details of somebody else")
    assert stage.told() == []


def test_from_the_press_to_the_end(stage: Stage) -> None:
    person, counsel = stage.person, stage.counsel
    stage.look(counsel, "on duty")
    person.context.set_offline(True)
    person.button("Call a lawyer").click()
    person.reads("Calling a lawyer")
    stage.look(person, "undo")
    person.reads("No network yet")
    stage.look(person, "no network")
    person.context.set_offline(False)
    person.reads("Stored at the desk")
    stage.look(person, "stored")
    counsel.reads("Taken from the square")
    stage.look(counsel, "offer")
    counsel.button("Not now").click()
    stage.look(counsel, "decline reasons")
    counsel.button("Back").click()
    counsel.button("Accept").click()
    counsel.reads("Tell them who is coming")
    stage.look(counsel, "introduce")
    people.introduce(counsel, "Anna K.", "+44 1632 960111", 25)
    person.reads("Anna K. has accepted")
    stage.look(person, "accepted")
    person.page.get_by_role("button", name="Message").click()
    stage.look(person, "empty chat")
    person.page.get_by_label("Your message").fill("They ask me to sign")
    person.button("Send").click()
    counsel.reads("They ask me to sign")
    stage.look(person, "chat")
    person.button("Add details").click()
    stage.look(person, "details afterwards")
    person.button("Back").click()
    person.button("Back").click()
    stage.look(counsel, "case")
    counsel.button("I am kept out").click()
    counsel.reads("kept out,")
    stage.look(counsel, "kept out")
    counsel.button("Give a new time").click()
    stage.look(counsel, "new time")
    counsel.page.keyboard.press("Escape")
    counsel.button("Hand back").click()
    stage.look(counsel, "hand back")
    counsel.page.keyboard.press("Escape")
    person.button("Cancel the call").click()
    stage.look(person, "cancel")
    person.button("Keep it").click()
    counsel.button("Back").click()
    counsel.reads("Your clients")
    stage.look(counsel, "clients")
    counsel.page.get_by_text("on the way").first.click()
    assert stage.told() == []


def test_the_desk(stage: Stage) -> None:
    desk = stage.desk
    stage.look(desk, "board")
    desk.button("Confirm the list").click()
    desk.reads("You are the only dispatcher on it")
    stage.look(desk, "confirm the list")
    desk.button("Yes, the newest I know of").click()
    desk.reads("is confirmed until")
    stage.look(desk, "confirmed")
    desk.button("Who was given access").click()
    desk.reads("Nobody was given access.")
    stage.look(desk, "access log")
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("?")
    desk.page.get_by_role("heading", name="Keyboard").wait_for()
    stage.look(desk, "help")
    desk.page.keyboard.press("Escape")
    desk.page.locator(".counsel li button").first.click()
    desk.reads("What you call this counsel")
    stage.look(desk, "one counsel")
    desk.page.keyboard.press("Escape")
    desk.page.get_by_role("listbox").get_by_role("option").first.click()
    desk.reads("Taken from the square")
    stage.look(desk, "case pane")
    desk.button("Why did each phone ring?").click()
    desk.reads("cause: pressed for a lawyer")
    stage.look(desk, "story")
    desk.page.keyboard.press("Escape")
    desk.page.get_by_label("Why do you open it?").fill("Asked by phone")
    desk.button("Open the file").click()
    desk.page.get_by_text("Nothing was filled in.").wait_for()
    stage.look(desk, "file")
    desk.button("Close the case").click()
    stage.look(desk, "close")
    desk.page.keyboard.press("Escape")
    desk.button("Audit").click()
    desk.reads("opened the file")
    stage.look(desk, "audit")
    assert stage.told() == []


def test_the_end(stage: Stage) -> None:
    person, counsel = stage.person, stage.counsel
    counsel.button("Close the case").click()
    stage.look(counsel, "close")
    counsel.button("Helped").click()
    person.reads("Closed: helped.")
    stage.look(person, "closed")
    person.button("Clear from this phone").click()
    stage.look(person, "forget")
    counsel.button("End duty").click()
    counsel.reads("Off duty")
    stage.look(counsel, "off duty")
    assert stage.told() == []


def test_a_place_where_several_wait(stage: Stage) -> None:
    """A yes that is held for somebody nearer, cases that come and go without her, and how all of it looks."""
    counsel, desk = stage.counsel, stage.desk
    with crowd(stage.house) as others:
        near = others.counsel()
        stage.house.sign_roster()
        others.go_on_duty(near, "centre")
        people.go_on_duty(counsel, "south")
        first, second = [others.press("centre", "police-1") for _ in range(2)]
        counsel.reads("2 waiting there")
        stage.look(counsel, "offer of a place")
        desk.button("Board").click()
        desk.button("Back").click()
        desk.reads("reachable within the limit")
        stage.look(desk, "outlook")
        counsel.button("Accept").click()
        counsel.reads("Your yes is noted")
        stage.look(counsel, "held")
        others.decline(near)
        counsel.reads("One more person waiting there is yours now")
        stage.look(counsel, "given")
        for one in (first, second):
            others.cancel(one)
        counsel.reads("No longer yours")
        stage.look(counsel, "left")
    assert stage.told() == []


def test_the_look_finds_what_is_planted(stage: Stage) -> None:
    wrong = stage.house.device()
    wrong.go("/")
    wrong.button("Hold for a lawyer").wait_for()
    wrong.page.evaluate("""() => {
        const small = document.createElement("button");
        small.className = "tiny";
        small.append("x");
        const wide = document.createElement("p");
        wide.append("w".repeat(200));
        wide.style.whiteSpace = "nowrap";
        const pale = document.createElement("p");
        pale.append("pale");
        pale.style.color = "#797979";
        document.querySelector("main").prepend(small, pale, wide);
        small.style.cssText = "inline-size: 10px; block-size: 10px; padding: 0; min-block-size: 0";
    }""")
    stage.look(wrong, "planted")
    found = "\n".join(stage.told())
    for expected in (
        "wide of 320",
        "wide of 390",
        '"x" 10 x 10',
        "color-contrast",
        "light",
        "dark",
        "ru",
        "en",
    ):
        assert expected in found
