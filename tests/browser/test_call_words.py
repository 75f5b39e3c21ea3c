"""Four words on the telephone at the real desk, and a word under duress on the members' screens."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx

from habeas.client.person import PersonParty
from habeas.client.seal.body import Card
from habeas.client.seal.call_words import DepositBody, derive, seal_deposit
from habeas.client.seal.press import Clear
from habeas.core.time import DAY_MS
from habeas.sealed.ids import b64, token_sha256
from habeas.wire import SystemClock
from tests.browser import people
from tests.browser.house import House
from tests.browser.looks import look
from tests.browser.people import Staff
from tests.fakes.ready import client

WORDS = "acorn zebra yodel wolf"


def leave(house: House, words: str, body: DepositBody) -> None:
    derived = derive(words, house.organisation.organisation)
    left = {
        "lookup_id": derived.lookup_id,
        "owner_sha256": token_sha256(b64(bytes(32))),
        "sealed": seal_deposit(derived, body),
        "expires_at": (SystemClock().now() // DAY_MS + 9) * DAY_MS,
    }
    assert httpx.post(f"{house.origin}/v1/call-words", json=left).status_code == 201


def test_the_desk_types_what_it_hears_and_sends_a_lawyer(staff: Staff) -> None:
    house, counsel, desk = staff.house, staff.counsel, staff.desk
    leave(house, WORDS, DepositBody("Vera Orlova", phone="+44 1632 960123", medical="insulin", language="ru"))
    desk.page.keyboard.press("w")
    typed = desk.page.get_by_label("The four words")
    typed.fill("Acron, zebra YODEL wolff")
    desk.reads("not on the list; did you mean")
    assert look(desk, "call words, half heard") == []
    # Enter takes the nearest word for each that is not known, then opens.
    for _ in range(3):
        typed.press("Enter")
    desk.reads("Vera Orlova")
    desk.reads("speaks Russian")
    desk.page.get_by_label("Which part of the city").select_option(label="centre")
    desk.page.get_by_label("Where exactly").fill("Station 7, by the river")
    assert look(desk, "call words, found") == []
    desk.button("Call a lawyer for them").click()
    counsel.reads("Station 7, by the river")
    people.accept(counsel)
    counsel.reads("Vera Orlova")


def test_words_that_open_nothing_are_told_and_written_down(staff: Staff) -> None:
    desk = staff.desk
    desk.page.keyboard.press("w")
    desk.page.get_by_label("The four words").fill(WORDS)
    desk.button("Open the file behind them").click()
    desk.reads("There is no file behind these words")
    desk.button("Audit").click()
    desk.reads("tried call words that open nothing")


def test_a_case_called_off_under_duress_is_marked_for_members(staff: Staff) -> None:
    house, counsel, desk = staff.house, staff.counsel, staff.desk
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(asyncio.run, press_and_be_made_to_call_it_off(house.origin)).result()
    desk.reads("under duress")
    counsel.reads("Under duress: they were made to call it off")
    desk.page.get_by_text("Detained").locator("visible=true").first.click()
    desk.reads("Do not ring or write to that phone")
    assert look(desk, "a case under duress") == []
    people.accept(counsel)
    counsel.reads("I am on the way")
    assert look(counsel, "her case under duress") == []
    assert counsel.page.get_by_label("Your name, as they should read it").count() == 0


async def press_and_be_made_to_call_it_off(origin: str) -> None:
    async with client(origin) as http:
        person = PersonParty(http, SystemClock().now)
        await person.press(Clear("centre", "detained", "now", "en"), Card(where="Pier 9"))
        assert (await person.cancel_under_duress()).disposition == "cancelled"
