"""A press: one size whatever it says, sealed to those drawn and to nobody else."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.client.seal.body import Card, FileBody
from habeas.client.seal.card import SealedPart, open_card, open_file
from habeas.client.seal.keys import make_member, make_person
from habeas.client.seal.press import Clear, SealedPress, draw, seal_press
from habeas.client.seal.signature import TooLong
from habeas.sealed.envelope import Part, measure
from habeas.sealed.refusal import Reason, Refused
from habeas.sealed.roster import Member, Role, Roster
from habeas.sealed.sizes import PRESS_BYTES, ROSTER_VERSION, SLOTS

CLEAR = Clear("north", "detained", "now", "ru")
KEYS = {one.kid: one for one in (make_member() for _ in range(4))}
ANNA, BORIS, VERA, GLEB = KEYS.values()


def roster(*members: Member, version: int = 1) -> Roster:
    return Roster("org", version, 0, 1, None, "A" * 43, list(members))


def small() -> Roster:
    listed = [one.roster_member(Role.counsel, ["ru"], ["north"]) for one in (ANNA, BORIS, VERA)]
    return roster(*listed, GLEB.roster_member(Role.desk, ["ru"], []))


def pressed(card: Card, file: FileBody, clear: Clear = CLEAR, held: Roster | None = None) -> SealedPress:
    return seal_press(make_person(), held or small(), clear, duty=[], card=card, file=file)


def opened(press: SealedPress) -> tuple[Card, FileBody]:
    fields = press.fields
    card = open_card(ANNA, str(fields["case_id"]), [SealedPart(0, "card", str(fields["card"]))], small())
    return card.card, open_file(card, str(fields["file"]), press.file_key)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
DEGREES = st.floats(-89, 89).map(lambda value: round(value, 5))
CARDS = st.builds(
    Card,
    where=TEXT,
    what=TEXT,
    needs=TEXT,
    lat=st.none() | DEGREES,
    lon=st.none() | DEGREES,
    for_=st.just("other"),
)
FILES = st.builds(FileBody, name=TEXT, birth_date=TEXT, phone=TEXT, tell=TEXT, medical=TEXT, notes=TEXT)


@settings(max_examples=30, deadline=None)
@given(CARDS, FILES)
def test_what_is_sealed_opens_to_the_same_and_has_one_size(card: Card, file: FileBody) -> None:
    try:
        press = pressed(card, file)
    except TooLong:
        return
    assert len(press.body) == PRESS_BYTES
    assert opened(press) == (card, file)


@pytest.mark.parametrize(
    "clear", [Clear("n", "search", "now", "ru"), Clear("n" * 40, "someone_else", "today", "kaz")]
)
@pytest.mark.parametrize("held", [roster(), small(), roster(*small().members, version=ROSTER_VERSION)])
def test_every_press_is_of_one_size(clear: Clear, held: Roster) -> None:
    full = pressed(Card(what="ж" * 200), FileBody(notes="ж" * 250), clear, held)
    assert {len(full.body), len(pressed(Card(), FileBody(), clear, held).body)} == {PRESS_BYTES}
    assert json.loads(full.body) == full.fields


@pytest.mark.parametrize(
    ("card", "file"), [(Card(what="x" * 1_000), FileBody()), (Card(), FileBody(tell="ж" * 500))]
)
def test_what_does_not_fit_says_by_how_much(card: Card, file: FileBody) -> None:
    with pytest.raises(TooLong) as error:
        pressed(card, file)
    over = error.value.over
    shorter = Card(what=card.what[over:]), FileBody(tell=file.tell[-(-over // 2) :])
    assert len(pressed(*shorter).body) == PRESS_BYTES


def _city() -> Roster:
    members = [make_member() for _ in range(24)]
    counsel = [
        one.roster_member(Role.counsel, ["ru"], ["north" if at % 2 else "south"])
        for at, one in enumerate(members)
    ]
    return roster(*counsel[:20], *(make_member().roster_member(Role.desk, [], []) for _ in range(5)))


def test_those_on_duty_are_drawn_first_then_those_who_serve_the_area() -> None:
    city = _city()
    south = [one.fingerprint for one in city.members[:20] if one.areas == ["south"]][:6]
    drawn = draw(city, CLEAR, south, Random(1))
    counsel, desk = drawn[:14], drawn[14:]
    assert {one.fingerprint for one in counsel[:6]} == set(south)
    assert all(one.areas == ["north"] for one in counsel[6:])
    assert [one.role for one in desk] == [Role.desk] * 3


def test_nobody_who_serves_neither_area_nor_language_is_drawn() -> None:
    other = make_member().roster_member(Role.counsel, ["ka"], ["south"])
    assert draw(roster(other), CLEAR, [], Random(1)) == []


def test_a_card_has_all_its_slots_and_no_sign_of_which_are_real() -> None:
    press = pressed(Card(), FileBody())
    kids = measure(str(press.fields["card"]), Part.card)
    assert len(set(kids)) == SLOTS
    assert set(press.recipients) == set(KEYS)
    assert set(press.recipients) < set(kids)
    orders = {
        tuple(kids.index(one) for one in press.recipients) for press, kids in (_again() for _ in range(8))
    }
    assert len(orders) > 1


def _again() -> tuple[SealedPress, tuple[str, ...]]:
    press = pressed(Card(), FileBody())
    return press, measure(str(press.fields["card"]), Part.card)


def _flip(text: str, at: int, to: str) -> str:
    return text[:at] + (to if text[at] != to else "A" if to != "A" else "B") + text[at + 1 :]


PRESS = pressed(Card(where="Bridge"), FileBody(name="Ivan"))
CARD, FILE, CASE = str(PRESS.fields["card"]), str(PRESS.fields["file"]), str(PRESS.fields["case_id"])
LETTERS = st.sampled_from('ABYZabyz019-_"\\{}[],: =+/\x00é')


def _own_part_of(text: str) -> list[tuple[int, int]]:
    """Where in a card's text the keys of the other slots stand: only their holders can miss them."""
    value: dict[str, Any] = json.loads(text)
    spans = []
    for slot in value["recipients"]:
        if slot["header"]["kid"] != ANNA.kid:
            for told in (slot["encrypted_key"], slot["header"]["epk"]["x"], slot["header"]["epk"]["y"]):
                spans.append((text.index(told), text.index(told) + len(told)))
    return spans


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(CARD) - 1), LETTERS)
def test_any_changed_character_of_a_card_is_refused(at: int, to: str) -> None:
    changed = _flip(CARD, at, to)
    with pytest.raises(Refused) as error:
        open_file(open_card(ANNA, CASE, [SealedPart(0, "card", changed)], small()), FILE, PRESS.file_key)
    # A key in another's slot is out of Anna's sight in the card; the file names the hash of all of it.
    elsewhere = any(start <= at < end for start, end in _own_part_of(CARD))
    assert error.value.reason is not Reason.previous or elsewhere


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(FILE) - 1), LETTERS)
def test_any_changed_character_of_a_file_is_refused(at: int, to: str) -> None:
    card = open_card(ANNA, CASE, [SealedPart(0, "card", CARD)], small())
    with pytest.raises(Refused):
        open_file(card, _flip(FILE, at, to), PRESS.file_key)
