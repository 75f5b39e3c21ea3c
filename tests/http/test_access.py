"""Every route x every caller x own, foreign and unknown objects: as the one table in core/access.py says."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest

from habeas.client.call_words import WordsParty
from habeas.client.counsel import CounselParty
from habeas.client.person import PersonParty
from habeas.client.seal.call_words import DepositBody, seal_deposit
from habeas.client.seal.ending import end_secret
from habeas.client.seal.file_key import give
from habeas.client.seal.press import Moment
from habeas.core.access import Action, Relation, Role, Verdict, judge
from habeas.core.checkin import STEP_MS
from habeas.core.time import DAY_MS, HOUR_MS
from habeas.http.app import describe
from habeas.sealed.envelope import Part, measure
from tests.fakes.world import CLEAR, World

STATUS = {Verdict.unknown_asker: 401, Verdict.forbidden: 403, Verdict.hidden: 404}
UNKNOWN = "0" * 21 + "A"
UNKNOWN_WORDS = "0" * 42 + "A"
# What a person's token opens; nothing else says which.
CASE, CHECK_IN, WORDS = "/v1/case", "/v1/check-in", "/v1/call-words"
OPEN = {one for one in Action if judge(Role.anyone, Relation.none, one) is Verdict.allowed}
OWNED = {
    one: kind
    for one in set(Action) - OPEN
    for kind in (CASE, CHECK_IN, WORDS)
    if re.fullmatch(rf"[A-Z]+ {kind}(/.*)?", one)
}
# There is nothing to read of a case while its check-in is armed.
NO_CASE_YET = {("fourth", Action.status), ("fourth", Action.person_live)}
# What ends a relation comes last, so that each caller is still who the table takes her for.
LAST = [
    Action.accept,
    Action.decline,
    Action.hand_back,
    Action.counsel_close,
    Action.cancel,
    Action.drop_words,
]
LAST += [Action.desk_close, Action.logout]


@dataclass
class Caller:
    """Who asks, with what she is to which object, or to what a token opens; to all others she is nothing."""

    name: str
    role: Role
    http: httpx.AsyncClient
    relations: dict[str, Relation] = field(default_factory=dict)
    token: str | None = None

    def verdict(self, action: Action, target: str) -> Verdict:
        """What the table says. A person's token opens no member's route, and no session a person's."""
        fits = (self.role is Role.person) == (action in OWNED)
        role = self.role if fits or action in OPEN else Role.anyone
        return judge(role, self.relations.get(target, Relation.none), action)


@dataclass
class Scene:
    """Case one is with Anna; case two was declined by Clara and is offered to Boris."""

    world: World
    callers: list[Caller]
    cases: list[str]
    offers: list[str]
    sealed: str
    words: WordsParty
    deposit: str
    somebody: str
    key: str

    def targets(self, action: Action) -> list[str]:
        if action in OWNED:
            return [OWNED[action]]
        if "{case_id}" in action:
            return [*self.cases, UNKNOWN]
        return [*self.offers, UNKNOWN] if "{offer_id}" in action else [""]

    def questions(self) -> Iterator[tuple[Caller, Action, str]]:
        for action in Action:
            for target in self.targets(action):
                for caller in self.callers:
                    yield caller, action, target

    async def ask(self, caller: Caller, action: Action, target: str) -> int:
        """The status alone: a live stream is left as soon as it answers."""
        method, path = action.split(" ")
        for parameter in ("{case_id}", "{offer_id}"):
            path = path.replace(parameter, target)
        headers = {"origin": self.world.origin}
        if caller.token is not None:
            headers["authorization"] = f"Bearer {caller.token}"
        path = path.replace("{part}", "0").replace("{area}", "centre")
        body = self.body(action, caller)
        async with caller.http.stream(method, path, headers=headers, json=body) as answer:
            return answer.status_code

    def body(self, action: Action, caller: Caller) -> dict[str, object] | None:
        """A well-formed body, so that only the caller can be what is wrong."""
        until = self.world.clock.now() + 3_600_000
        day = (self.world.clock.now() // DAY_MS + 9) * DAY_MS
        bodies: dict[Action, dict[str, object]] = {
            Action.cancel: {"secret": end_secret(caller.token or UNKNOWN_WORDS, "fine")},
            Action.extend: {"number": 1, "due_at": until - until % STEP_MS, "grace_minutes": 0},
            Action.change_words: {"sealed": self.deposit, "expires_at": day},
            Action.open_words: {"lookup_id": self.words.secret.lookup_id},
            Action.person_post: {"message_id": UNKNOWN, "sealed": self.sealed},
            Action.counsel_post: {"message_id": UNKNOWN, "sealed": self.sealed},
            Action.set_duty: {"on": True, "area": "centre", "until": until},
            Action.decline: {"reason": "busy"},
            Action.progress: {"to": "en_route"},
            Action.hand_back: {"reason": "busy"},
            Action.counsel_close: {"disposition": "helped"},
            Action.person_give_key: {"to": self.somebody, "sealed": self.key},
            Action.counsel_give_key: {"to": self.somebody, "sealed": self.key},
            Action.desk_give_key: {"to": self.somebody, "label": "whole", "sealed": self.key},
            Action.open_file: {"reason": "asked for"},
            Action.assign: {"counsel": UNKNOWN},
            Action.reseal: {"sealed": self.sealed},
            Action.sight: {"text": self.sealed[:200]},
            Action.write_access: {"texts": [self.sealed[:200]]},
            Action.place_tag: {"place_tag": UNKNOWN},
            Action.counsel_tag: {"place_tag": UNKNOWN},
            Action.desk_close: {"disposition": "other"},
            Action.suspend: {"fingerprint": self.somebody},
            Action.close_many: {"case_ids": [UNKNOWN], "disposition": "other"},
        }
        return bodies.get(action)


async def pressed(world: World) -> PersonParty:
    person = await world.person()
    await person.press(CLEAR)
    await world.settle()
    return person


async def offered(counsel: CounselParty) -> str:
    (offer,) = (await counsel.view()).offers
    return offer.offer_id


async def take(world: World) -> Scene:
    """Set the scene; everybody is what the table has a row for."""
    anna, boris, clara, dora = [await world.counsel() for _ in range(4)]
    dispatcher = await world.dispatcher()
    await world.publish()
    eve = await world.counsel()

    await world.on_duty(anna)
    first = await pressed(world)
    offer_one = await offered(anna)
    await anna.accept((await anna.view()).offers[0])
    await anna.go_off_duty()

    await world.on_duty(clara)
    second = await pressed(world)
    offer_clara = await offered(clara)
    await clara.decline((await clara.view()).offers[0], "busy")
    await clara.go_off_duty()
    await world.on_duty(boris)
    await world.settle()
    offer_boris = await offered(boris)

    one, two = first.case_id, second.case_id
    stranger, fourth = await world.person(), await world.person()
    await fourth.arm(CLEAR, Moment(world.clock.now() + HOUR_MS))
    left = WordsParty(await world.http(), "test-aid", "acorn zebra yodel wolf")
    day = (world.clock.now() // DAY_MS + 9) * DAY_MS
    await left.leave(DepositBody(name="Vera"), day)
    armed = {CASE: Relation.owner, CHECK_IN: Relation.owner}
    callers = [
        Caller("nobody", Role.anyone, await world.http()),
        Caller("first", Role.person, await world.http(), {CASE: Relation.owner}, first.keys.token),
        Caller("second", Role.person, await world.http(), {CASE: Relation.owner}, second.keys.token),
        Caller("fourth", Role.person, await world.http(), armed, fourth.keys.token),
        Caller("left", Role.person, await world.http(), {WORDS: Relation.owner}, left.token),
        Caller("stranger", Role.person, await world.http(), {}, stranger.keys.token),
        Caller("eve", Role.pending, eve.api.http),
        counsel("anna", anna, one, offer_one, Relation.assigned),
        counsel("boris", boris, two, offer_boris, Relation.offered),
        counsel("clara", clara, two, offer_clara, Relation.asked),
        Caller("dora", Role.counsel, dora.api.http),
        Caller("dispatcher", Role.desk, dispatcher.api.http),
    ]
    keep_keys(first, callers[8:11], [boris, clara, dora])
    assert first.sealed is not None
    card = str(first.sealed.fields["card"])
    sealed = seal_deposit(left.secret, DepositBody())
    offers = [offer_one, offer_boris, offer_clara]
    key = give("A" * 43, world.listed(dora), dispatcher.keys)
    await dispatcher.trust.refresh()
    await dispatcher.write_down(key, [dora.fingerprint], asked=True)
    return Scene(world, callers, [one, two], offers, card, left, sealed, dora.fingerprint, key)


def counsel(name: str, party: CounselParty, case: str, offer: str, relation: Relation) -> Caller:
    return Caller(name, Role.counsel, party.api.http, {case: relation, offer: relation})


def keep_keys(person: PersonParty, callers: list[Caller], parties: list[CounselParty]) -> None:
    """The case of this person is another's; to two by lot of those who hold its card its key is sealed."""
    assert person.sealed is not None
    keys = person.sealed.fields["keys"]
    assert isinstance(keys, list)
    for caller, party in zip(callers, parties, strict=True):
        if party.fingerprint in measure(keys[0], Part.key):
            caller.relations[person.case_id] = Relation.keeper


def test_the_table_and_the_description_know_the_same_routes() -> None:
    paths = json.loads(describe())["paths"]
    routes = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}
    assert routes == set(Action)


async def test_what_the_table_does_not_grant_is_refused_as_it_says(world: World) -> None:
    scene = await take(world)
    wrong, asked = [], 0
    for caller, action, target in scene.questions():
        verdict = caller.verdict(action, target)
        if verdict is not Verdict.allowed:
            asked += 1
            if (told := await scene.ask(caller, action, target)) != STATUS[verdict]:
                wrong.append((caller.name, action.value, caller.relations.get(target), told, verdict))
    assert wrong == []
    assert asked > 400


async def test_what_the_table_grants_is_not_refused(world: World) -> None:
    scene = await take(world)
    granted = [
        (caller, action, target)
        for caller, action, target in scene.questions()
        if target != UNKNOWN and action not in OPEN and caller.verdict(action, target) is Verdict.allowed
        if (caller.name, action) not in NO_CASE_YET
    ]
    granted.sort(key=lambda one: LAST.index(one[1]) + 1 if one[1] in LAST else 0)
    wrong = []
    for caller, action, target in granted:
        told = await scene.ask(caller, action, target)
        if told in STATUS.values() or told >= 500:
            wrong.append((caller.name, action.value, caller.relations.get(target), told))
    assert wrong == []
    assert {action for _, action, _ in granted} == set(Action) - OPEN


@pytest.mark.parametrize("action", [Action.sealed, Action.counsel_messages, Action.card])
async def test_a_foreign_object_cannot_be_told_from_none(world: World, action: Action) -> None:
    scene = await take(world)
    dora = next(one for one in scene.callers if one.name == "dora")
    path = action.split(" ")[1].replace("{case_id}", "{}").replace("{offer_id}", "{}")
    foreign, unknown = [
        await dora.http.get(path.format(name)) for name in (scene.targets(action)[0], UNKNOWN)
    ]
    assert foreign.content == unknown.content
    assert foreign.status_code == 404
