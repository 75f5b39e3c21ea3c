"""Legal limits on a phone: logged with one tap, counted without network, said when they are reached."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from habeas.wire import SystemClock
from tests.browser.device import PHONE, SMALL, Device, Size
from tests.browser.house import House, served
from tests.browser.looks import enlarged, look
from tests.browser.rights import LAW, come_back_without_network, heading, row, tab, visit


@pytest.fixture(scope="module")
def house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with served(browser, tmp_path_factory.mktemp("clocks"), LAW) as made:
        made.sign_roster()
        yield made


def tomorrow() -> datetime:
    """11:00 UTC of the next day, which is 14:00 in Moscow: what is signed today is good then."""
    now = datetime.fromtimestamp(SystemClock().now() / 1000, UTC)
    return now.replace(hour=11, minute=0, second=0, microsecond=0) + timedelta(days=1)


def at_two(person: Device) -> None:
    """It is 14:00 in Moscow on this phone, and goes on from there."""
    person.context.clock.install(time=tomorrow())


def clocks(person: Device) -> None:
    tab(person, "Rights")
    row(person, "Time limits").click()
    heading(person, "Time limits")


def log(person: Device, what: str) -> None:
    """One tap; what is rarer is in the fold."""
    button = person.page.get_by_role("main").get_by_role("button", name=what, exact=True)
    if not button.is_visible():
        person.page.get_by_text("Something else happened").click()
    button.click()
    person.page.get_by_role("status").filter(has_text=f"Logged: {what}").wait_for()


def limit(person: Device, name: str) -> Any:
    return person.page.get_by_role("listitem").filter(has=person.page.get_by_role("heading", name=name))


@pytest.mark.parametrize("size", [SMALL, PHONE])
def test_four_hours_as_a_witness(house: House, size: Size) -> None:
    person = house.device(size)
    at_two(person)
    visit(person)
    come_back_without_network(person)
    tab(person, "Rights")
    person.button("Questioned as a witness").click()
    row(person, "Time limits").click()
    log(person, "Questioning began")
    four = limit(person, "4 hours of questioning in a row")
    expect(four).to_contain_text("Ends at 18:00, in 4 h 0 min.")
    expect(four).to_contain_text("Not verified by a lawyer.")
    expect(limit(person, "8 hours of questioning a day")).to_contain_text("Ends at 22:00")

    person.page.clock.fast_forward("03:30:00")
    expect(four).to_contain_text("Ends at 18:00, in 30 min.")
    alerts = person.page.get_by_role("alert")
    expect(alerts.filter(has_text="The time is up")).to_have_count(0)
    tab(person, "Help")
    person.page.clock.fast_forward("30:05")
    demand = "I need a break of at least one hour. Write the time into the record."
    said = f"The time is up: 4 hours of questioning in a row. Say: {demand}"
    expect(alerts.filter(has_text="The time is up")).to_have_text(said)
    clocks(person)
    expect(four).to_contain_text("The limit ran out at 18:00.")
    expect(four).to_contain_text(f"Say now: “{demand}”")

    person.page.reload()
    person.button("Hold for a lawyer").wait_for()
    clocks(person)
    expect(four).to_contain_text("The limit ran out at 18:00.")
    log(person, "Break began")
    expect(four).to_contain_text("It was exceeded at 18:00.")
    person.button("Undo").click()
    expect(four).to_contain_text("The limit ran out at 18:00.")


def test_a_limit_that_passes_while_the_page_is_closed_is_reached_when_it_opens(house: House) -> None:
    person = house.device()
    at_two(person)
    visit(person)
    clocks(person)
    log(person, "Questioning began")
    expect(limit(person, "4 hours of questioning in a row")).to_contain_text("Ends at 18:00")
    person.context.set_offline(True)
    person.page.close()
    person.context.clock.fast_forward("05:00:00")
    person.open()
    person.go("/")
    clocks(person)
    expect(limit(person, "4 hours of questioning in a row")).to_contain_text("The limit ran out at 18:00.")


def test_the_time_is_corrected_the_article_is_asked_and_what_was_wrong_is_taken_out(house: House) -> None:
    person = house.device()
    at_two(person)
    visit(person)
    clocks(person)
    log(person, "Brought to the station")
    three, two_days = limit(person, "3 hours of administrative"), limit(person, "48 hours of administrative")
    expect(three).to_contain_text("If it applies, it ends at 17:00. Ask which article.")
    expect(two_days).to_contain_text("If it applies")
    row(person, "Brought to the station").last.click()
    when = person.page.get_by_label("When it happened")
    expect(when).to_have_value(f"{tomorrow():%Y-%m-%d}T14:00")
    when.fill(f"{tomorrow():%Y-%m-%d}T23:00")
    person.reads("This time has not come yet.")
    expect(person.button("Save")).to_be_disabled()
    when.fill(f"{tomorrow():%Y-%m-%d}T12:30")
    person.button("Save").click()
    expect(three).to_contain_text("it ends at 15:30")

    person.button("Which article? The limit depends on it.").click()
    person.button("20.2(5)").click()
    person.button("Save").click()
    expect(three).to_contain_text("Ends at 15:30, in 1 h 30 min.")
    expect(three).to_contain_text("From memory, not checked: ask your lawyer.")
    expect(two_days).to_have_count(0)

    row(person, "Charged, or told the article").last.click()
    person.button("Remove").click()
    expect(two_days).to_contain_text("If it applies")


def test_a_second_tap_of_the_same_thumb_logs_nothing_and_undo_means_what_the_line_says(house: House) -> None:
    person = house.device()
    at_two(person)
    visit(person)
    clocks(person)
    main = person.page.get_by_role("main")
    main.get_by_role("button", name="Questioning began", exact=True).dblclick()
    person.page.get_by_role("status").filter(has_text="Logged: Questioning began").wait_for()
    expect(limit(person, "4 hours of questioning in a row")).to_contain_text("Ends at 18:00")
    expect(main.get_by_role("button", name="Questioning began 14:00")).to_have_count(1)
    expect(main.get_by_role("button", name="Break began 14:00")).to_have_count(0)
    row(person, "Questioning began").last.click()
    person.page.get_by_label("When it happened").fill(f"{tomorrow():%Y-%m-%d}T13:00")
    person.button("Save").click()
    expect(limit(person, "4 hours of questioning in a row")).to_contain_text("Ends at 17:00")
    expect(person.button("Undo")).to_have_count(0)


def test_two_tabs_lose_nothing_of_each_other(house: House) -> None:
    person = house.device()
    visit(person)
    clocks(person)
    first = person.page
    person.open()
    person.go("/")
    clocks(person)
    log(person, "Questioning began")
    person.page = first
    log(person, "Stopped, not free to leave")
    expect(row(person, "Questioning began").last).to_be_visible()


def test_what_cannot_be_counted_is_said_and_not_hidden(house: House) -> None:
    person = house.device()
    visit(person)
    clocks(person)
    log(person, "Stopped, not free to leave")
    person.page.get_by_text("Other time limits of this law").click()
    blocked = limit(person, "Administrative detention under part 3.1")
    expect(blocked).to_contain_text("sets a limit whose text nobody here has seen. Ask your lawyer.")
    expect(blocked).to_contain_text("Not verified by a lawyer.")


def test_the_log_is_gone_when_it_is_cleared_and_when_the_phone_is_wiped(house: House) -> None:
    person = house.device()
    visit(person)
    clocks(person)
    log(person, "Stopped, not free to leave")
    person.button("Clear the log").click()
    person.page.get_by_role("dialog").get_by_role("button", name="Clear the log").click()
    person.reads("Log what happened.")
    log(person, "Questioning began")
    person.button("Back").click()
    tab(person, "Help")
    person.button("Wipe everything").click()
    person.page.get_by_role("dialog").get_by_role("button", name="Wipe everything").click()
    person.page.wait_for_url("about:blank")
    visit(person)
    clocks(person)
    person.reads("Log what happened.")


def test_the_place_counts_in_its_own_time_and_the_phone_that_shows_another_is_told(house: House) -> None:
    person = house.device()
    at_two(person)
    visit(person)
    clocks(person)
    person.reads("The phone shows a different time from this place.")
    log(person, "Questioning began")
    person.page.get_by_label("Time of").select_option("Asia/Kamchatka")
    expect(limit(person, "4 hours of questioning in a row")).to_contain_text("03:00, in 4 h 0 min.")


def test_every_screen_in_every_form(house: House) -> None:
    person = house.device()
    at_two(person)
    visit(person)
    clocks(person)
    found = look(person, "nothing logged")
    log(person, "Brought to the station")
    log(person, "Questioning began")
    person.page.get_by_text("Other time limits of this law").click()
    found += look(person, "limits") + enlarged(person, "limits")
    person.button("Which article? The limit depends on it.").click()
    person.button("They do not say").wait_for()
    found += look(person, "article") + enlarged(person, "article")
    person.button("Save").click()
    person.page.clock.fast_forward("05:00:00")
    person.page.get_by_text("The limit ran out at").first.wait_for()
    found += look(person, "reached") + enlarged(person, "reached")
    assert found == []
