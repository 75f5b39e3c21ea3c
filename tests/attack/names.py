"""Names in few hands, in figures: what one key opens with a copied server, and how soon who accepted reads.

The first is played with the real seal. The second is drawn by lot 20,000 times over what was measured with
real parties: how long a phone, a counsel's page and a desk page take to give the key.
"""

import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from msgspec import structs

from bench.figures import Figures, figure
from habeas.client.counsel import CounselParty
from habeas.client.desk import DeskParty
from habeas.client.person import PersonParty
from habeas.client.seal.body import Card, FileBody
from habeas.client.seal.file_key import SealedStandby, file_key_of, keys_held, open_standby
from habeas.client.seal.keys import MemberKeys, make_member, make_person
from habeas.client.seal.press import seal_press
from habeas.sealed.envelope import Part, measure
from habeas.sealed.roster import Document, Group, Role, Roster, payload_of
from habeas.sealed.sizes import COUNSEL_KEY_SLOTS, COUNSEL_SLOTS
from habeas.signing.draft import Draft, first_draft, with_two_groups
from habeas.signing.sign import RosterIssue, issue
from tests.fakes.world import CLEAR, World, world

NAMES, COUNSEL, DISPATCHERS = 400, 40, 5
LOTS, ROUNDS = 20_000, 8
# Stated, not measured: how often a page is open when somebody accepts, and the longest wait of a desk page
# that lets its colleagues go first (web/src/desk/keyRunner.svelte.ts).
PHONE_OPEN, HOLDER_OPEN, DESK_SPREAD_S = 0.7, 0.5, 0.6
SOON_S = 10.0


class Organisation(NamedTuple):
    """A roster, its members' keys, and the sealed keys of the desk's groups."""

    roster: Roster
    counsel: list[MemberKeys]
    desk: list[MemberKeys]
    standby: list[SealedStandby]


class Times(NamedTuple):
    """Seconds from acceptance until the name is read, as measured, by who gave the key."""

    phone: Sequence[float]
    holder: Sequence[float]
    desk: Sequence[float]


def organisation(*, two_groups: bool) -> Organisation:
    """All counsel on duty, as the attack had it."""
    counsel = [make_member() for _ in range(COUNSEL)]
    desk = [make_member() for _ in range(DISPATCHERS)]
    listed = [one.roster_member(Role.counsel, ["en"], ["centre"]) for one in counsel]
    listed += [one.roster_member(Role.desk, ["en"], []) for one in desk]
    draft: Draft = structs.replace(first_draft("org"), members=listed)
    issued: RosterIssue = issue(with_two_groups(draft) if two_groups else draft, 0, 1)
    document: Document = issued.document
    roster = payload_of(document)
    standby = [
        SealedStandby(one.group, one.seal_key, sealed)
        for one, sealed in zip(roster.standby, issued.standby, strict=True)
    ]
    return Organisation(roster, counsel, desk, standby)


def measure_copied_server(names: int = NAMES) -> Figures:
    """Shares of the names that one member's key opens, in percent; of all members of a role the worst."""
    one, two = organisation(two_groups=False), organisation(two_groups=True)
    keys_one, keys_two = _press(one, names), _press(two, names)
    bound = 100 * 3 / COUNSEL + 2
    return {
        "names_one_counsel": figure(_worst(one, one.counsel, keys_one), "%", f"<= {bound:g}"),
        "names_one_dispatcher_of_two_groups": figure(_worst(two, two.desk, keys_two), "%", "<= 0"),
        "names_one_dispatcher_of_one_group": figure(_worst(one, one.desk, keys_one), "%"),
    }


def _press(made: Organisation, names: int) -> list[list[str]]:
    duty = [one.kid for one in made.counsel]
    presses = (
        seal_press(make_person(), made.roster, CLEAR, duty=duty, card=Card(), file=FileBody(name="Vera"))
        for _ in range(names)
    )
    return [list(map(str, _list(press.fields["keys"]))) for press in presses]


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def _worst(made: Organisation, members: Sequence[MemberKeys], keys: Sequence[list[str]]) -> float:
    """Only envelopes that have a slot for her, or for her group, can open: the others are not tried."""
    return max(100 * sum(_opens(made, member, sealed) for sealed in keys) / len(keys) for member in members)


def _opens(made: Organisation, member: MemberKeys, sealed: list[str]) -> bool:
    groups = [one for one in made.standby if member.kid in measure(one.sealed, Part.group_key)]
    standby = [open_standby(member, one, made.roster) for one in groups]
    kids = {member.kid, *(one.kid for one in standby)}
    own = [text for text in sealed if kids.intersection(measure(text, Part.key))]
    return file_key_of(keys_held(member, standby, own)) is not None


async def measure_reading(rounds: int = ROUNDS) -> Figures:
    """Of those who accepted, the share that reads the name within ten seconds."""
    with TemporaryDirectory() as folder:
        async with world(Path(folder)) as made:
            times = await _times(made, rounds)
    lots = Random(1)
    with_desk = [_wait(times, lots, desk=True) for _ in range(LOTS)]
    without = [_wait(times, lots, desk=False) for _ in range(LOTS)]
    return {
        "read_in_10_s_with_desk_pages": figure(_share(with_desk), "%", ">= 99"),
        "read_in_10_s_without_desk_pages": figure(_share(without), "%", ">= 90"),
    }


def _share(waits: Sequence[float]) -> float:
    return 100 * sum(wait <= SOON_S for wait in waits) / len(waits)


def _wait(times: Times, lots: Random, *, desk: bool) -> float:
    """Of one acceptance: the first who gives it; of the desk one page of each group, so the later of two."""
    waits = [float("inf")]
    if lots.random() < COUNSEL_KEY_SLOTS / COUNSEL_SLOTS:
        waits.append(0)
    if lots.random() < PHONE_OPEN:
        waits.append(lots.choice(times.phone))
    waits += [lots.choice(times.holder) for _ in range(COUNSEL_KEY_SLOTS) if lots.random() < HOLDER_OPEN]
    if desk:
        pages = [lots.choice(times.desk) + DESK_SPREAD_S * lots.random() for _ in Group]
        waits.append(max(pages))
    return min(waits)


async def _times(made: World, rounds: int) -> Times:
    counsel = [await made.counsel() for _ in range(4)]
    dispatcher = await made.dispatcher()
    await made.publish()
    await dispatcher.confirm_roster()
    phone, holder, desk = list[float](), list[float](), list[float]()
    for _ in range(rounds):
        for seconds, give in ((phone, _by_phone), (holder, _by_holder), (desk, _by_desk)):
            person, comes = await _accepted(made, counsel)
            began = time.perf_counter()
            await give(Scene(person, counsel, dispatcher))
            assert await comes.look_for_file(person.case_id) is not None
            seconds.append(time.perf_counter() - began)
            await comes.close(person.case_id, "helped")
            await comes.go_off_duty()
    return Times(phone, holder, desk)


class Scene(NamedTuple):
    """A case that somebody has, and those who could give her its key."""

    person: PersonParty
    counsel: list[CounselParty]
    dispatcher: DeskParty


async def _by_phone(scene: Scene) -> None:
    await scene.person.follow_with_key(await scene.person.status())


async def _by_holder(scene: Scene) -> None:
    for one in scene.counsel:
        for wanted in (await one.view()).keys_wanted:
            await one.give_key(wanted)
            return


async def _by_desk(scene: Scene) -> None:
    assert await scene.dispatcher.give_key_unasked(scene.person.case_id)


async def _accepted(made: World, counsel: list[CounselParty]) -> tuple[PersonParty, CounselParty]:
    """By one who holds no key."""
    person = await made.person()
    await person.press(CLEAR, Card(), FileBody(name="Vera"))
    assert person.sealed is not None
    kids = measure(str(_list(person.sealed.fields["keys"])[0]), Part.key)
    comes = next(one for one in counsel if one.fingerprint not in kids)
    await made.on_duty(comes)
    await made.settle()
    await comes.accept((await comes.view()).offers[0])
    await made.settle()
    await comes.take_up(person.case_id)
    return person, comes
