"""What a person, a counsel and a dispatcher do on their screens, in their own words."""

from habeas.sealed.roster import Role
from tests.browser.device import WAIT_MS, Device
from tests.browser.house import House

BUTTON = "Hold for a lawyer"
# In which a press can be taken back (web/src/person/press.ts).
UNDO_S = 5


def hold(person: Device) -> None:
    """Hold the button for longer than a second, by the clock of the phone."""
    person.hold(person.button(BUTTON))
    person.reads("Calling a lawyer")


def hold_in_real_time(person: Device) -> None:
    person.button(BUTTON).hover()
    person.page.mouse.down()
    person.reads("Calling a lawyer")
    person.page.mouse.up()


def press(person: Device) -> None:
    """Hold the button, and let the time go by in which it could be taken back."""
    hold(person)
    person.pass_time(UNDO_S)


def choose_area(person: Device, area: str) -> None:
    person.page.get_by_role("button", name="Where I am").click()
    person.button(area).click()
    person.button(BUTTON).wait_for()


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


class Staff:
    """A house with a counsel on duty in the centre and a dispatcher at the board."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.counsel, self.desk = house.enrol(Role.counsel), house.enrol(Role.desk)
        for member in self._both:
            sign_in(member)
        house.sign_roster()
        self.counsel.go("/counsel")
        go_on_duty(self.counsel, "centre")
        self._sit_down()
        house.keep()
        self._anew = True

    @property
    def _both(self) -> tuple[Device, Device]:
        return self.counsel, self.desk

    def begin(self) -> None:
        """From the second time on as if nothing had happened since they sat down."""
        if not self._anew:
            self.house.renew()
            self.counsel.go("/counsel")
            self.counsel.reads("On duty until")
            self._sit_down()
        self._anew = False

    def leave(self) -> None:
        """Fails when a page of one of them broke a rule."""
        broken = [rule for member in self._both for rule in member.rules_broken()]
        for member in self._both:
            member.forget_rules_broken()
        assert broken == []

    def _sit_down(self) -> None:
        self.desk.go("/desk")
        self.desk.reads("Next to run out")
