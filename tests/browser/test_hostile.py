"""A hostile server in a real browser: its answers are forged; nothing is sealed to it, and nothing opened."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Route

from habeas.wire import SystemClock
from tests.browser import people
from tests.browser.device import HOLD_S, Device
from tests.browser.forge import NEVER, NOT_AFTER_A_NEWER, Forger, Forgery
from tests.browser.lies import lie, pressed, serve_document, tell_the_truth
from tests.browser.people import Staff

ROSTER, LIVE = "**/v1/roster/*", "**/v1/case/live"
MESSAGES, CARD = "**/messages?after=*", "**/v1/offers/*/card"
STRANGER = "A" * 22


class Stage:
    """One instance, its counsel and dispatcher, and somebody between them and the person."""

    def __init__(self, staff: Staff) -> None:
        self.house, self.counsel, self.desk = staff.house, staff.counsel, staff.desk
        staff.house.sign_roster()
        self.forger = Forger(staff.house.organisation, SystemClock().now())


@pytest.fixture(scope="module")
def stage(enrolled: Staff) -> Stage:
    return Stage(enrolled)


def serve(device: Device, document: str) -> None:
    """The server hands out this roster."""
    serve_document(device, ROSTER, document)


def attempt(person: Device) -> None:
    """Holds the button long enough, whatever the page thinks of it."""
    button = person.button(people.BUTTON)
    person.hold(button)
    button.focus()
    person.page.keyboard.down("Enter")
    person.pass_time(HOLD_S)
    person.page.keyboard.up("Enter")


def press(person: Device) -> None:
    """Without the five seconds in which it could be taken back."""
    people.hold(person)
    person.button("Send now").click()


def close(counsel: Device) -> None:
    counsel.button("Close the case").click()
    counsel.button("Helped").click()
    counsel.button("End duty").wait_for()


def seals_nothing(person: Device, reason: str) -> None:
    person.reads("Do not trust this page now. Nothing is sent.")
    person.reads(reason)
    assert person.button("Hold for a lawyer").is_disabled()
    attempt(person)
    assert person.page.get_by_text("Calling a lawyer").count() == 0
    assert person.page.get_by_text("Call a lawyer?").count() == 0
    assert pressed(person) == []


def name_of(forgery: Forgery) -> str:
    return forgery.__name__


@pytest.mark.parametrize(("forgery", "reason"), NEVER, ids=[name_of(one) for one, _ in NEVER])
def test_a_first_visit_seals_nothing_to_a_forged_roster(stage: Stage, forgery: Forgery, reason: str) -> None:
    person = stage.house.device()
    serve(person, forgery(stage.forger))
    person.go("/")
    seals_nothing(person, f"({reason})")


@pytest.fixture(scope="module")
def regular(stage: Stage) -> Device:
    """She has been here before, when the server was honest."""
    person = stage.house.device()
    person.go("/")
    people.choose_area(person, "centre")
    return person


FORGED = [*NEVER, *NOT_AFTER_A_NEWER]


@pytest.mark.parametrize(("forgery", "reason"), FORGED, ids=[name_of(one) for one, _ in FORGED])
def test_who_holds_a_good_roster_is_warned_and_keeps_it(
    stage: Stage, regular: Device, forgery: Forgery, reason: str
) -> None:
    serve(regular, forgery(stage.forger))
    regular.page.reload()
    seals_nothing(regular, f"({reason})")
    tell_the_truth(regular)
    regular.page.reload()
    regular.page.get_by_text("Do not trust this page now").wait_for(state="detached")
    assert regular.button("Hold for a lawyer").is_enabled()


def test_other_signers_than_were_met_before_are_refused(stage: Stage, regular: Device) -> None:
    address = "**/v1/organisation"
    signers = [{"kid": one.kid, "x": one.x, "y": one.y} for one in stage.forger.others.signers]
    lie(regular, address, lambda told: {**told, "signers": signers})
    serve(regular, stage.forger.unknown_signers())
    regular.page.reload()
    seals_nothing(regular, "The service names other signers than this phone knows")
    tell_the_truth(regular)


def test_a_good_roster_is_what_a_press_is_sealed_to_after_all_that(stage: Stage, regular: Device) -> None:
    regular.page.reload()
    press(regular)
    regular.reads("Stored at the desk")
    # The page and its service worker may both have sent it.
    (body,) = set(pressed(regular))
    assert stage.forger.member.fingerprint not in body.decode()
    people.accept(stage.counsel)
    people.introduce(stage.counsel, "Anna K.", "", 20)
    regular.reads("Anna K. has accepted")
    close(stage.counsel)


Message = dict[str, Any]
Forge = Callable[[Message, list[Message]], list[Message]]


def truncated(last: Message, _: list[Message]) -> list[Message]:
    return [{**last, "sealed": last["sealed"][:-40]}]


def swapped(last: Message, known: list[Message]) -> list[Message]:
    """Somebody else's earlier envelope in the place of the new one."""
    other = next(one for one in known if one["sender"] != last["sender"])
    return [{**last, "sealed": other["sealed"]}]


def replayed(last: Message, _: list[Message]) -> list[Message]:
    """The new one, and once more under another number."""
    return [last, {**last, "seq": last["seq"] + 1, "message_id": STRANGER}]


def forging(device: Device, forge: Forge) -> None:
    """From now on the newest message of each answer is a forged one."""

    def answer(route: Route) -> None:
        told = route.fetch()
        everything = route.fetch(url=re.sub(r"after=\d+", "after=0", route.request.url)).json()["messages"]
        *before, last = told.json()["messages"] or [None]
        messages = [*before, *forge(last, everything)] if last else []
        route.fulfill(response=told, json={"messages": messages})

    device.context.route(MESSAGES, answer)


def write(device: Device, text: str) -> None:
    device.page.get_by_role("textbox", name="essage").fill(text)
    device.button("Send").click()


@pytest.fixture
def talking(stage: Stage) -> Iterator[Device]:
    """A person whose case the counsel has, both in the chat; one message of each has come through."""
    person = stage.house.device()
    person.go("/")
    people.choose_area(person, "centre")
    press(person)
    people.accept(stage.counsel)
    people.introduce(stage.counsel, "Anna K.", "", 20)
    person.reads("Anna K. has accepted")
    person.page.get_by_role("button", name="Message").click()
    write(person, "They ask me to sign")
    stage.counsel.reads("They ask me to sign")
    write(stage.counsel, "Sign nothing")
    person.reads("Sign nothing")
    yield person
    tell_the_truth(stage.counsel)
    stage.counsel.button("Close the case").click()
    stage.counsel.button("Helped").click()
    stage.counsel.reads("Quiet. Nobody is waiting for you.")


@pytest.mark.parametrize("forge", [truncated, swapped, replayed])
def test_a_forged_envelope_is_not_opened_by_the_person(stage: Stage, talking: Device, forge: Forge) -> None:
    forging(talking, forge)
    write(stage.counsel, "I come at noon")
    talking.reads("A message came that cannot be trusted. It was not opened.")
    assert talking.page.get_by_text("I come at noon").count() == (1 if forge is replayed else 0)


@pytest.mark.parametrize("forge", [truncated, swapped, replayed])
def test_a_forged_envelope_is_not_opened_by_the_counsel(stage: Stage, talking: Device, forge: Forge) -> None:
    forging(stage.counsel, forge)
    write(talking, "I am on the second floor")
    stage.counsel.reads("A message was refused:")
    shown = stage.counsel.page.get_by_text("I am on the second floor").count()
    assert shown == (1 if forge is replayed else 0)


def press_saying(stage: Stage, what: str) -> None:
    person = stage.house.device()
    person.go("/")
    people.choose_area(person, "centre")
    person.page.get_by_role("button", name="Details").click()
    person.page.get_by_role("textbox", name="What happened").fill(what)
    person.button("Done").click()
    press(person)
    stage.counsel.reads("Someone needs you")


def test_a_swapped_card_is_refused_on_the_counsels_screen(stage: Stage) -> None:
    cards: list[Any] = []

    def swap(told: Any) -> Any:
        cards.append(told)
        return cards[0]

    lie(stage.counsel, CARD, swap)
    press_saying(stage, "Taken from the square")
    stage.counsel.reads("Taken from the square")
    stage.counsel.button("Not now").click()
    stage.counsel.button("Busy").click()
    press_saying(stage, "Taken from a bus")
    stage.counsel.reads("The card cannot be opened:")
    assert stage.counsel.page.get_by_text("Taken from").count() == 0
    tell_the_truth(stage.counsel)


def test_who_is_in_no_roster_is_shown_as_unverified(stage: Stage) -> None:
    person = stage.house.device()
    person.go("/")
    people.choose_area(person, "centre")
    press(person)
    person.reads("Stored at the desk")

    def accepted(route: Route) -> None:
        told = route.fetch(url=route.request.url.removesuffix("/live"), headers=route.request.headers)
        status = {**told.json(), "state": "accepted", "counsel": STRANGER, "accepted_at": 1, "changed": 10**6}
        event = f"id: {10**6}\nevent: status\ndata: {json.dumps(status)}\n\n"
        route.fulfill(body=event, content_type="text/event-stream")

    person.context.route(LIVE, accepted)
    person.page.reload()
    person.reads("Somebody accepted whom this phone cannot verify.")
    person.reads("Accepted by somebody who is not on the signed list.")
    assert person.button("Message").is_disabled()
