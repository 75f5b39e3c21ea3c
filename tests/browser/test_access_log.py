"""A server that names whom it likes for every card, and two dispatchers whose pages watch each other."""

import json
import re
import sqlite3
from itertools import count
from typing import Any

from playwright.sync_api import Route

from habeas.sealed.roster import Role
from habeas.sealed.sizes import UNASKED_ACCESS
from habeas.sealed.statement import AccessEntry, read
from tests.browser import people
from tests.browser.crowd import Crowd, crowd
from tests.browser.device import Device
from tests.browser.house import House

AREA, PLACE = "centre", "police-1"
# How often a page of the desk asks what colleagues said (web/src/desk/DeskScreen.svelte).
ASK_S = 31


def sit_down(desk: Device) -> None:
    desk.go("/desk")
    desk.reads("Next to run out")


def confirm(desk: Device) -> None:
    desk.button("Confirm the list").click()
    desk.reads("Is this the newest list you know of?")
    desk.button("Yes, the newest I know of").click()


def name_for_every_card(device: Device, counsel: list[str]) -> None:
    """As a malicious server does, on the board and in each case: these should be let in."""
    numbers = count(10**6)

    def named(row: dict[str, Any]) -> dict[str, Any]:
        return {**row, "needs_access": counsel, "changed": next(numbers)}

    def board(route: Route) -> None:
        told = route.fetch(url=device.origin + "/v1/desk/board").json()
        told["cases"] = [named(row) for row in told["cases"]]
        told["changed"] = next(numbers)
        event = f"id: {told['changed']}\nevent: board\ndata: {json.dumps(told)}\n\n"
        route.fulfill(body=event, content_type="text/event-stream")

    def detail(route: Route) -> None:
        told = route.fetch()
        case = told.json()
        route.fulfill(response=told, json={**case, "case": named(case["case"])})

    device.context.route("**/v1/desk/live", board)
    device.context.route(re.compile(r"/v1/desk/cases/[^/]+$"), detail)


def entries_in(database: sqlite3.Connection) -> list[AccessEntry]:
    texts = database.execute("SELECT text FROM access_log ORDER BY entry")
    return [read(text, AccessEntry) for (text,) in texts]


def entries(house: House) -> list[AccessEntry]:
    with house.opened() as database:
        return entries_in(database)


def enrolled(others: Crowd, number: int) -> list[str]:
    """Counsel whom no card was sealed to yet: they are in no roster."""
    return [others.counsel().fingerprint for _ in range(number)]


def test_two_dispatchers_decide_whether_a_page_gives_access_and_see_whom_it_did(house: House) -> None:
    irina, maxim = house.enrol(Role.desk), house.enrol(Role.desk)
    people.sign_in(irina)
    people.sign_in(maxim)
    house.sign_roster()
    with crowd(house) as others:
        others.press(AREA, PLACE)
        named = enrolled(others, UNASKED_ACCESS + 2)
        house.sign_roster()
        for desk in (irina, maxim):
            name_for_every_card(desk, named)
            sit_down(desk)

        # Nobody has confirmed the list: whomever the server names waits for a click.
        irina.reads("1 case waits for your click")
        confirm(irina)
        irina.reads("You have confirmed it. One more dispatcher must confirm it.")
        assert entries(house) == []

        # Both have: the page gives access by itself, to a few.
        confirm(maxim)
        maxim.reads("List of keys no. 2 is confirmed until")
        maxim.reads("1 case waits for your click")
        given = {kid for entry in entries(house) for kid in entry.counsel}
        assert given == set(named[:UNASKED_ACCESS])
        irina.pass_time(ASK_S)
        irina.reads("List of keys no. 2 is confirmed until")

        # The rest needs a click of somebody who sees whom.
        irina.page.get_by_role("listbox").get_by_role("option").first.click()
        irina.reads(re.compile("Cannot open the card yet: .+, .+"))
        irina.button("Give access").click()
        irina.reads(f"Access given by the desk: {len(named)}, without a click: {UNASKED_ACCESS}")
        # Her page says so as soon as it has written it down; then it comes to the service.
        house.wait(lambda database: any(entry.asked for entry in entries_in(database)))
        irina.button("Who was given access").click()
        irina.reads("1 card (without a click: 1)")
        irina.page.keyboard.press("Escape")

        # What her page wrote down the server takes away again.
        maxim.pass_time(ASK_S)
        maxim.button("Who was given access").click()
        maxim.page.get_by_role("dialog").get_by_role("listitem").nth(len(named) - 1).wait_for()
        with house.opened() as database:
            database.execute("DELETE FROM access_log WHERE entry = (SELECT max(entry) FROM access_log)")
        maxim.page.reload()
        maxim.reads("The end of the log of whom")
        maxim.page.get_by_role("listbox").get_by_role("option").first.click()
        maxim.reads("Given access, and no dispatcher on the list has written it down")


def test_a_newer_list_that_the_server_hides_is_known_by_a_colleagues_word(house: House) -> None:
    irina, maxim = house.enrol(Role.desk), house.enrol(Role.desk)
    people.sign_in(irina)
    people.sign_in(maxim)
    house.sign_roster()
    with crowd(house) as others:
        named = enrolled(others, 1)
        house.sign_roster()
        name_for_every_card(irina, named)
        for desk in (irina, maxim):
            sit_down(desk)
            confirm(desk)
        irina.pass_time(ASK_S)
        irina.reads("List of keys no. 2 is confirmed until")
        # From now on she is shown the list that she has; her colleague sees the next one.
        hide_newest(house, irina)
        house.sign_roster()
        maxim.pass_time(ASK_S)
        confirm(maxim)
        maxim.reads("You have confirmed it. One more dispatcher must confirm it.")
        irina.pass_time(ASK_S)
        told = r"has seen another list of keys \(no\. 3\) than this page was given \(no\. 2\)"
        irina.reads(re.compile(told))
        others.press(AREA, PLACE)
        irina.reads("1 case waits for your click")
        assert entries(house) == []


def hide_newest(house: House, device: Device) -> None:
    """From now on the server hands out the second roster to her."""
    with house.opened() as database:
        (text,) = database.execute("SELECT document FROM roster WHERE version = 2").fetchone()
    piece = {"version": 2, "parts": 1, "text": text}
    device.context.route("**/v1/roster/*", lambda route: route.fulfill(json=piece))
