"""Codes that put a call first: of a partner's link, which says that it is kept; of practice days before."""

from tests.browser import people
from tests.browser.device import Device
from tests.browser.looks import look
from tests.browser.people import Staff
from tests.browser.storage import change_kept

KEPT = {
    "ru": "Код из ссылки сохранён на один вызов.",
    "uk": "Код із посилання збережено на один виклик.",
    "en": "The code from your link is kept for one call.",
}


def follow_a_partners_link(staff: Staff) -> Device:
    person = staff.house.device()
    person.page.goto(staff.house.partners_link())
    person.reads(KEPT["en"])
    return person


def test_a_partners_link_puts_the_next_call_first_and_the_desk_reads_why(staff: Staff) -> None:
    person = follow_a_partners_link(staff)
    assert person.page.url == staff.house.origin + "/"
    people.choose_area(person, "centre")
    people.press(person)
    person.reads("The code from your link has gone with your call.")
    staff.desk.reads("vouched for")
    assert staff.desk.serious() == []
    person.button("OK").click()
    person.page.get_by_text("The code from your link").wait_for(state="detached")


def test_what_is_said_of_a_code_is_said_in_every_language_until_it_was_read(staff: Staff) -> None:
    person = follow_a_partners_link(staff)
    assert look(person, "a partner's code") == []
    for language, text in KEPT.items():
        person.speak(language)
        person.reads(text)
    person.button("OK").click()
    person.page.get_by_text(KEPT["en"]).wait_for(state="detached")
    person.button("What happens to what I send").click()
    person.reads("It also keeps a code")


def test_a_link_that_comes_while_a_call_waits_helps_that_call(staff: Staff) -> None:
    person = staff.house.device()
    person.go("/")
    people.choose_area(person, "centre")
    people.press(person)
    person.reads("Stored at the desk")
    person.page.goto(staff.house.partners_link())
    person.reads("The code from your link has gone with your call.")
    staff.desk.reads("vouched for")


def test_practice_days_ago_puts_a_call_first(staff: Staff) -> None:
    staff.house.wait_for_drills()
    person = staff.house.device()
    person.go("/")
    people.choose_area(person, "centre")
    person.button("Practise first").click()
    person.hold(person.button(people.BUTTON))
    with person.page.expect_response("**/v1/vouchers") as left:
        person.button("Send now").click()
    assert left.value.status == 204
    person.reads("is at the door")
    person.button("Stop practising").click()
    person.button(people.BUTTON).wait_for()
    # Days go by, for the service and for the phone.
    with staff.house.opened() as database:
        database.execute("update voucher set usable_from = 0")
    change_kept(person.page, "drillVoucher", {"from": 0})
    people.press(person)
    staff.desk.reads("practised before")
