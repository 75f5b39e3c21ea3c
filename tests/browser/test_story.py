"""The whole way in three browsers: a person presses, a counsel accepts, the desk sees both."""

from tests.browser import people
from tests.browser.device import LAPTOP, Device
from tests.browser.people import Staff


def test_press_offer_accept_name_chat_arrived_closed(staff: Staff) -> None:
    house, counsel, desk = staff.house, staff.counsel, staff.desk
    person = house.device()
    person.go("/")
    people.choose_area(person, "centre")
    people.hold_in_real_time(person)
    person.reads("Stored at the desk")
    people.accept(counsel)
    desk.reads("accepted")
    people.introduce(counsel, "Anna K.", "+44 1632 960111", 25)
    person.reads("Anna K. has accepted")
    person.reads("in 25 minutes")
    _chat(person, counsel)
    counsel.button("I am on the way").click()
    person.reads("Anna K. is on the way")
    counsel.button("I am at the door").click()
    person.reads("Anna K. is at the door")
    counsel.button("Close the case").click()
    counsel.button("Helped").click()
    person.reads("Closed: helped.")


def _chat(person: Device, counsel: Device) -> None:
    person.page.get_by_role("button", name="Message").click()
    person.page.get_by_label("Your message").fill("They ask me to sign")
    person.button("Send").click()
    counsel.reads("They ask me to sign")
    counsel.page.get_by_role("textbox", name="Message").fill("Sign nothing yet")
    counsel.button("Send").click()
    person.reads("Sign nothing yet")
    person.button("Back").click()


def test_a_press_without_network_leaves_by_itself_also_after_closing(staff: Staff) -> None:
    house, counsel, desk = staff.house, staff.counsel, staff.desk
    person = house.device()
    person.go("/")
    people.choose_area(person, "centre")
    person.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    person.context.set_offline(True)
    person.page.reload()
    people.hold(person)
    person.reads("Saved on this phone")
    person.pass_time(people.UNDO_S)
    person.reads("No network yet")
    desk.page.get_by_text("0 cases").wait_for()
    person.page.close()
    person.context.set_offline(False)
    person.open()
    person.go("/")
    person.reads("Stored at the desk")
    people.accept(counsel)
    people.introduce(counsel, "Anna K.", "", 10)
    person.reads("Anna K. has accepted")


def test_two_presses_are_one_case(staff: Staff) -> None:
    house, desk = staff.house, staff.desk
    person = house.device(LAPTOP)
    person.go("/")
    people.choose_area(person, "centre")
    people.press(person)
    person.reads("Stored at the desk")
    second = person.open()
    second.goto(house.origin + "/")
    person.reads("Stored at the desk")
    assert person.button("Hold for a lawyer").count() == 0
    desk.reads("1 case")
