"""Plays the scenes through the service's own API: the last hour at once, the next minutes as they come."""

from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from habeas.client.counsel import CounselParty
from habeas.client.desk import DeskParty
from habeas.client.person import PersonParty
from habeas.client.responses import CounselView, Offer
from habeas.demo.cast import Cast
from habeas.demo.pace import Pace, unless_lost
from habeas.demo.people import COUNSEL_PHONE
from habeas.demo.scenes import ACTS, SCENES, Act, Scene


class SceneBroken(Exception):
    """A scene cannot go as it is written: it does not fit the settings."""


class Story:
    """`counsel`: by key. `person` makes a person about to press. `desk` looks at every card."""

    def __init__(
        self,
        counsel: Mapping[str, CounselParty],
        person: Callable[[], PersonParty],
        desk: DeskParty,
        cast: Cast,
        pace: Pace,
    ) -> None:
        self.persons: dict[str, PersonParty] = {}
        self._counsel = counsel
        self._person = person
        self._desk = desk
        self._cast = cast
        self._pace = pace
        self._acts = deque(ACTS)
        self._minute = 0.0

    async def replay(self, at: Callable[[float], Awaitable[None]]) -> None:
        """All acts before the start. Calls `at` with the minute of each, before and after it."""
        while self._acts and self._acts[0].minute <= 0:
            act = self._acts.popleft()
            await at(act.minute)
            await self._do(act)
            await at(act.minute)

    async def go_on(self) -> None:
        """The acts after the start, except where a visitor plays the counsel or has moved the case on."""
        while self._acts:
            act = self._acts[0]
            await self._pace.sleep((act.minute - self._minute) * 60)
            self._minute = act.minute
            counsel = SCENES[act.scene].counsel
            if counsel is None or not self._cast.is_visitor(self._counsel[counsel].fingerprint):
                await unless_lost(partial(self._do, act))
            self._acts.popleft()

    async def _do(self, act: Act) -> None:
        scene = SCENES[act.scene]
        if act.verb == "press":
            person = self.persons[scene.key] = self._person()
            await person.press(scene.clear, scene.card, scene.file)
            await self._desk.tag(person.case_id, scene.card.place)
        elif act.verb == "desk":
            if (await self.persons[scene.key].status()).state != "desk":
                raise SceneBroken(f"{scene.key} is not at the desk")
        elif act.verb == "answer":
            await self.persons[scene.key].say(act.text)
        else:
            await self._as_counsel(act, scene, self.persons[scene.key].case_id)

    async def _as_counsel(self, act: Act, scene: Scene, case_id: str) -> None:
        counsel = self._counsel[scene.counsel or ""]
        match act.verb:
            case "accept":
                await self._accept(counsel, scene, case_id, act.minutes)
            case "en_route":
                await counsel.en_route(case_id)
            case "arrive":
                await counsel.arrive(case_id)
            case "say":
                await counsel.say(case_id, act.text)
            case "close":
                await counsel.close(case_id, act.text)

    async def _accept(self, counsel: CounselParty, scene: Scene, case_id: str, minutes: int) -> None:
        """Take the case. It may be hers already, by promise: she is on her way to its place."""
        view = await counsel.view()
        if not any(case.case_id == case_id for case in view.cases):
            offer = _offer_of(view, case_id)
            await counsel.mark_shown(offer)
            await counsel.open_offer(offer)
            await counsel.accept(offer)
        await counsel.take_up(case_id)
        name = self._cast[scene.counsel or ""].profile.name(scene.clear.language)
        await counsel.introduce(case_id, name, COUNSEL_PHONE, minutes)


def _offer_of(view: CounselView, case_id: str) -> Offer:
    """Her offer of this case. Raises SceneBroken when she has none."""
    for offer in view.offers:
        if offer.case_id == case_id:
            return offer
    raise SceneBroken(f"{case_id} was offered to others")
