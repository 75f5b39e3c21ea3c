"""A check-in, from arming it to what comes of it; and its two ends, which nobody tells apart on the phone."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from habeas.core.time import DAY_MS, MINUTE_MS, Millis
from habeas.sealed.ids import b64
from habeas.wire import SystemClock
from tests.browser import people
from tests.browser.device import PHONE, SMALL, Device, Size
from tests.browser.house import House
from tests.browser.looks import look
from tests.browser.people import Staff
from tests.browser.rights import heading, tab
from tests.browser.storage import change_kept, kept
from tests.browser.test_rooms import visit

FINE, FORCED = "2468", "1357"
# All of the page, but for the keys that its framework makes up, and what rooms leave behind as they come, in
# whatever order: empty lines and comments.
SHOWN = r"""
() => {
  const body = document.body.cloneNode(true);
  for (const empty of body.querySelectorAll(".unseen:empty")) empty.remove();
  return body.innerHTML.replace(/(svelte-|c)[a-z0-9]{6,}/g, "").replace(/(<!---->|\s)+/g, " ");
}
"""
# What the screen says, without the times of day.
TOLD = r"() => document.querySelector('main').innerText.replace(/\d\d:\d\d/g, '')"
SHOTS = Path(__file__).parent / "shots"


def arm(person: Device, *, codes: bool = False) -> None:
    """For an hour from now, in the centre."""
    tab(person, "Check-in")
    heading(person, "Check-in")
    person.page.get_by_role("button", name="Where I am").click()
    person.button("centre").click()
    if codes:
        person.page.get_by_text("Two codes, in case you are forced").click()
        person.page.get_by_label("Code: I am safe").fill(FINE)
        person.page.get_by_label("Code: I am being forced").fill(FORCED)
    person.button("Start the check-in").click()
    person.reads("The desk has it.")


def end(person: Device, code: str) -> None:
    person.button("I am safe").click()
    person.page.get_by_label("Code", exact=True).fill(code)
    person.page.get_by_role("dialog").get_by_role("button", name="I am safe").click()


def let_pass(house: House, minutes: int) -> None:
    """The same as if time had passed: what is armed is due so much earlier. Only while nothing serves."""
    by: Millis = minutes * MINUTE_MS
    with house.opened() as database:
        database.execute("update check_in set due_at = due_at - ?, fires_at = fires_at - ?", (by, by))


@pytest.mark.parametrize("size", [SMALL, PHONE])
def test_armed_phone_gone_server_restarted_overdue_and_a_counsel_accepts(staff: Staff, size: Size) -> None:
    house, counsel = staff.house, staff.counsel
    person = house.device(size)
    visit(person)
    arm(person)
    person.page.close()
    assert house.child.stop() == 0
    let_pass(house, 120)
    house.child.start()
    people.accept(counsel)
    people.introduce(counsel, "Anna K.", "+44 1632 960111", 25)
    # Her phone again, two hours later by its own clock: the check-in is the case now.
    person.open()
    person.page.clock.install(time=datetime.now(UTC) + timedelta(hours=2))
    person.go("/")
    person.reads("Anna K. has accepted")
    tab(person, "Check-in")
    person.reads("A call is open.")


def test_later_another_time_and_fine_survive_a_restart(staff: Staff) -> None:
    house = staff.house
    person = house.device()
    visit(person)
    arm(person)
    with house.opened() as database:
        before = due(database)
    assert before is not None
    person.button("+30 min").click()
    person.page.wait_for_function("() => !document.body.innerText.includes('does not know the new time')")
    house.wait(lambda database: due(database) == before + 30 * MINUTE_MS)
    person.page.close()
    person.open()
    person.go("/")
    tab(person, "Check-in")
    person.button("+1 h").click()
    house.wait(lambda database: due(database) == before + 90 * MINUTE_MS)
    person.button("I am safe").click()
    person.reads("The check-in is over.")
    person.reads("Nobody is coming.")
    house.wait(lambda database: due(database) is None)
    person.button("Done").click()
    person.button("Start the check-in").wait_for()


def test_without_network_it_says_that_it_protects_nobody_yet(house: House) -> None:
    house.sign_roster()
    person = house.device()
    visit(person)
    tab(person, "Check-in")
    person.button("Start the check-in").wait_for()
    person.context.set_offline(True)
    person.button("Start the check-in").click()
    person.reads("The desk does not have it yet: you are not protected yet.")
    person.page.close()
    person.open()
    person.go("/")
    person.reads("Check-in: not at the desk yet")
    # She can press meanwhile: it goes first, and the check-in after it.
    person.button("Hold for a lawyer").wait_for()
    person.context.set_offline(False)
    tab(person, "Check-in")
    person.reads("The desk has it.")


def test_fine_and_duress_look_the_same_here_and_not_at_the_desk(staff: Staff) -> None:
    house, counsel, desk = staff.house, staff.counsel, staff.desk
    house.wait_for_drills()  # the first screen offers one as soon as somebody answers it
    shown: dict[str, list[str]] = {}
    pictures: dict[str, list[bytes]] = {}
    # The same moment on both phones, so that the same time stands on both.
    at = datetime.fromtimestamp(SystemClock().now() / 1000, UTC)
    for code in (FINE, FORCED):
        person = house.device()
        person.page.clock.set_fixed_time(at)
        visit(person)
        arm(person, codes=True)
        end(person, "9999")
        person.reads("That is not one of your codes.")
        end(person, code)
        person.reads("The check-in is over.")
        shown[code], pictures[code] = [person.page.evaluate(SHOWN)], [person.page.screenshot()]
        person.button("Done").click()
        tab(person, "Help")
        person.button("Hold for a lawyer").wait_for()
        shown[code].append(person.page.evaluate(SHOWN))
        pictures[code].append(person.page.screenshot())
        if code == FINE:
            assert desk.page.get_by_text("under duress").count() == 0
    assert shown[FINE] == shown[FORCED]
    assert pictures[FINE] == pictures[FORCED]
    counsel.reads("Under duress")
    desk.page.get_by_text("under duress").first.wait_for()


def test_a_case_that_came_of_it_is_ended_by_the_same_codes_alike(staff: Staff) -> None:
    house, desk = staff.house, staff.desk
    shown: dict[str, str] = {}
    for code in (FINE, FORCED):
        person = house.device()
        visit(person)
        arm(person, codes=True)
        assert house.child.stop() == 0
        let_pass(house, 120)
        house.child.start()
        person.page.close()
        person.open()
        person.page.clock.install(time=datetime.now(UTC) + timedelta(hours=2))
        person.go("/")
        person.button("Cancel the call").click()
        person.page.get_by_label("Code", exact=True).fill(code)
        person.page.get_by_role("dialog").get_by_role("button", name="Cancel the call").click()
        person.reads("The desk knows. Nobody is coming.")
        person.page.get_by_role("heading", name="Cancelled.").wait_for()
        shown[code] = person.page.evaluate(
            "() => document.querySelector('main').innerText.replace(/\\d\\d:\\d\\d/g, '')"
        )
    assert shown[FINE] == shown[FORCED]
    desk.page.get_by_text("under duress").first.wait_for()


def test_four_words_are_made_here_and_opened_at_the_desk(staff: Staff) -> None:
    house, desk = staff.house, staff.desk
    person = house.device(SMALL)
    visit(person)
    found = []
    tab(person, "Check-in")
    person.page.get_by_role("button", name="Four words to say by phone").click()
    person.page.get_by_label("Name").fill("Maria Test")
    found += look(person, "call words")
    person.button("Make four words").click()
    person.reads("Read them aloud")
    words = person.page.locator("main li").all_inner_texts()
    assert len(words) == 4
    person.page.screenshot(path=_shot("words"))
    found += look(person, "four words")
    person.button("I know them").click()
    typed = person.page.get_by_label("Now type the four words")
    typed.fill(" ".join([*words[:3], "zzzzzz"]))
    person.button("Leave the file").click()
    person.reads("These are not the four words.")
    typed.fill("  ".join([*words[:3], words[3].upper() + "x"]))
    person.page.locator(".near").get_by_role("button", name=words[3], exact=True).click()
    found += look(person, "words typed")
    person.button("Leave the file").click()
    person.reads("The file waits behind your words until")
    found += look(person, "words left")
    come_back_next_day(house, person)
    desk.button("By phone").or_(desk.button("Call words")).first.click()
    desk.page.get_by_label("The four words").fill(" ".join(words))
    desk.page.get_by_role("button", name="Open").click()
    desk.reads("Maria Test")
    person.button("Delete the file").click()
    person.page.get_by_role("dialog").get_by_role("button", name="Delete the file").click()
    person.button("Make four words").wait_for()
    house.wait(lambda database: database.execute("select * from deposit").fetchone() is None)
    assert found == []


def come_back_next_day(house: House, person: Device) -> None:
    """Her page shows the service by itself, and once, that she is there."""
    receipt = next(one for row in json.loads(kept(person.page)) for one in row if "lookupId" in one)
    with house.opened() as database:
        database.execute("update deposit set left_day = left_day - ?", (DAY_MS,))
    change_kept(person.page, "callWords", {"expiresAt": receipt["expiresAt"] - DAY_MS})
    with person.page.expect_response("**/v1/call-words") as shown:
        person.go("/")
    assert (shown.value.request.method, shown.value.status) == ("PUT", 200)
    with house.opened() as database:
        assert database.execute("select confirmed from deposit").fetchone() == (1,)
    tab(person, "Check-in")
    person.page.get_by_role("button", name="Four words to say by phone").click()
    person.reads("The file waits behind your words until")


def test_words_that_the_service_has_no_more_are_said_to_open_nothing(staff: Staff) -> None:
    person = staff.house.device()
    visit(person)
    change_kept(
        person.page, "callWords", {"lookupId": "l", "token": b64(bytes(32)), "expiresAt": next_month()}
    )
    with person.page.expect_response("**/v1/call-words") as asked:
        person.go("/")
    assert asked.value.status == 404
    tab(person, "Check-in")
    person.page.get_by_role("button", name="Four words to say by phone").click()
    person.reads("The file behind your words is no longer there")
    assert look(person, "words that are over") == []


def next_month() -> Millis:
    return (SystemClock().now() // DAY_MS + 30) * DAY_MS


def test_how_all_of_it_looks(staff: Staff) -> None:
    person = staff.house.device(SMALL)
    visit(person)
    tab(person, "Check-in")
    person.button("Start the check-in").wait_for()
    found = look(person, "check-in")
    person.page.screenshot(path=_shot("arm"), full_page=True)
    arm(person, codes=True)
    found += look(person, "armed")
    person.page.screenshot(path=_shot("armed"), full_page=True)
    person.speak("ru")
    person.page.emulate_media(color_scheme="dark")
    heading(person, "Отметка")
    person.page.screenshot(path=_shot("armed-ru-dark"), full_page=True)
    person.button("Другое время").click()
    person.page.screenshot(path=_shot("move-ru-dark"), full_page=True)
    person.button("Не менять").click()
    tab(person, "Помощь")
    person.page.screenshot(path=_shot("home-ru-dark"))
    person.speak("en")
    found += look(person, "home with a check-in")
    tab(person, "Check-in")
    person.button("I am safe").click()
    found += look(person, "code")
    person.page.screenshot(path=_shot("code"))
    person.page.keyboard.press("Escape")
    end(person, FINE)
    person.reads("The check-in is over.")
    found += look(person, "over")
    person.page.screenshot(path=_shot("over"))
    person.button("Done").click()
    person.speak("ru")
    person.page.get_by_text("Два кода, если вас заставят").click()
    person.page.screenshot(path=_shot("arm-ru-dark"), full_page=True)
    assert found == []


def _shot(name: str) -> Path:
    return SHOTS / f"checkin-{name}.png"


def due(database: sqlite3.Connection) -> Millis | None:
    row = database.execute("select due_at from check_in").fetchone()
    return row and int(row[0])
