"""What a person, a counsel and a dispatcher do on their screens, in their own words."""

from habeas.sealed.roster import Role
from tests.browser.device import WAIT_MS, Device
from tests.browser.house import House

HOLD_MS = 1_300


def hold(person: Device) -> None:
    """Hold the button for longer than a second."""
    person.button("Hold for a lawyer").wait_for()
    box = person.button("Hold for a lawyer").bounding_box()
    assert box is not None
    person.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    person.page.mouse.down()
    person.reads("Calling a lawyer")
    person.page.mouse.up()


def choose_area(person: Device, area: str) -> None:
    person.page.get_by_role("button", name="Where I am").click()
    person.button(area).click()
    person.button("Hold for a lawyer").wait_for()


def go_on_duty(counsel: Device, area: str) -> None:
    counsel.page.get_by_label("Where are you now?").select_option(label=area)
    counsel.button("Go on duty").click()
    counsel.reads("On duty until")


def sign_in(member: Device) -> None:
    """With the passkey that she made when she enrolled."""
    member.button("Sign in").click()
    member.button("Sign in with a passkey").click()
    member.page.get_by_text("Waiting for the organisation to sign").wait_for(timeout=WAIT_MS)


def accept(counsel: Device) -> None:
    counsel.reads("Someone needs you")
    counsel.button("Accept").click()


def introduce(counsel: Device, name: str, phone: str, minutes: int) -> None:
    counsel.page.get_by_label("Your name, as they should read it").fill(name)
    counsel.page.get_by_label("Your phone").fill(phone)
    counsel.page.get_by_label("Minutes until you are there").fill(str(minutes))
    counsel.button("Tell them").click()


def staff(house: House) -> tuple[Device, Device]:
    """A counsel on duty in the centre and a dispatcher at the board."""
    counsel, desk = house.enrol(Role.counsel), house.enrol(Role.desk)
    for member in (counsel, desk):
        sign_in(member)
    house.sign_roster()
    counsel.go("/counsel")
    go_on_duty(counsel, "centre")
    desk.go("/desk")
    desk.reads("Next to run out")
    return counsel, desk
