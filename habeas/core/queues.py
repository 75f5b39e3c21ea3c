"""Those who wait at one place with nobody promised to them, by what language they need."""

from collections.abc import Mapping
from dataclasses import dataclass

from habeas.core.board import Offer
from habeas.core.panel import NOBODY, Names, Panel
from habeas.core.places import Place
from habeas.core.promises import Agenda
from habeas.core.scene import Scene
from habeas.core.time import MINUTE_MS, Millis
from habeas.core.turn import Turn
from habeas.core.value import Queue

# From how large a share of the counsel on duty on a language is no special need.
COMMON_SHARE = 0.6


@dataclass(slots=True)
class Waiting:
    """One queue. turns: in the order of their claim; sides: minutes until each hand there is free for it.

    asked: for somebody in it, without a yes.
    """

    place: Place
    turns: list[Turn]
    sides: list[float]
    asked: Names
    _told: Queue | None = None

    def told(self, scene: Scene) -> Queue:
        """What its value is reckoned from, with the offers that are out or made just now, and those who
        are expected to press here next; until `rang`."""
        if self._told is None:
            self._told = self._tell(scene, self._follow(scene))
        return self._told

    def rang(self) -> None:
        """An offer was made for somebody in it."""
        self._told = None

    def askable(self, panel: Panel, free: Mapping[str, int]) -> Names:
        """Who of those `free` can be rung for somebody in it.

        Many cards are open to the same people: they are gathered once for all cases that no phone rings for,
        and the others add nobody to them.
        """
        silent: dict[tuple[Names, str], Turn] = {}
        rung: list[Turn] = []
        for turn in self.turns:
            if turn.wanted > 0:
                if turn.idle:
                    silent.setdefault((turn.prospects, turn.case.language), turn)
                else:
                    rung.append(turn)
        rest = [turn for turn in rung if (turn.prospects, turn.case.language) not in silent]
        return NOBODY.union(*(turn.askable(panel, free) for turn in (*silent.values(), *rest)))

    def present(self, scene: Scene) -> Queue:
        """The same without those who are only expected."""
        return self._tell(scene, 0)

    def _tell(self, scene: Scene, more: int) -> Queue:
        oldest = sorted(self.turns, key=lambda turn: (turn.case.opened_at, turn.case.case_id))
        hopes = [hope for turn in self.turns for hope in self._hopes(turn, scene)]
        return Queue(
            waited=[(scene.now - turn.case.opened_at) / MINUTE_MS for turn in oldest] + [0.0] * more,
            weights=[scene.weight(turn.case) for turn in oldest] + [1.0] * more,
            sides=self.sides,
            ringing=[chance for chance, _ in hopes],
            there_in=min((minutes for _, minutes in hopes), default=0.0),
        )

    def _follow(self, scene: Scene) -> int:
        """People come in buses: where several press at once, more are about to."""
        lately = self.place.pressed_after(scene.now - round(scene.config.follow_minutes * MINUTE_MS))
        return max(0, lately - 1)

    def chance(self, who: str, scene: Scene) -> float:
        """That she says yes when she is asked now."""
        minutes, one = scene.panel.minutes(who, self.place.area), scene.panel.counsel[who]
        again = scene.config.asked_here if who in self.asked else 1.0
        return again * scene.config.acceptance(minutes, one.committed)

    def rings(self) -> bool:
        return any(turn.standing or turn.made for turn in self.turns)

    def _hopes(self, turn: Turn, scene: Scene) -> list[tuple[float, float]]:
        """(chance, minutes until she would be there) of each offer that is out or made just now.

        The chance fades with silence; one whose yes is held is hoped for until it is taken.
        """
        out = [(offer.counsel, _left(offer, scene.now)) for offer in turn.standing]
        rings = [*out, *((made.why.counsel, 1.0) for made in turn.made)]
        entry, area = scene.config.entry_minutes, self.place.area
        return [
            (left * self.chance(who, scene), scene.panel.minutes(who, area) + entry) for who, left in rings
        ]


def _left(offer: Offer, now: Millis) -> float:
    """How much of its time is left, from 0 to 1."""
    return min(1.0, max(0.0, (offer.expires_at - now) / max(1, offer.expires_at - offer.made_at)))


def waiting(places: Mapping[str, Place], agendas: Mapping[str, Agenda], scene: Scene) -> list[Waiting]:
    """Who needs a language that few speak, or is shut off from all who are there, has a queue of her own."""
    common = _common(scene.panel)
    claim = {turn.case.case_id: number for number, turn in enumerate(scene.turns)}
    found: list[Waiting] = []
    for key, place in places.items():
        here = frozenset(side.counsel for side in agendas[key].sides if side.stays)
        by_need: dict[tuple[str, bool], list[Turn]] = {}
        for turn in agendas[key].left:
            language = turn.case.language
            # What nobody on duty speaks is no reason to send somebody more.
            if language in common or not scene.panel.is_spoken(language, place.area):
                language = ""
            by_need.setdefault((language, turn.case.admitted.isdisjoint(here)), []).append(turn)
        for (language, shut_off), turns in sorted(by_need.items()):
            able = NOBODY if shut_off else scene.panel.speaking.get(language, NOBODY) if language else here
            sides = [side.free for side in agendas[key].sides if side.counsel in able]
            asked = NOBODY.union(*(turn.case.asked for turn in turns))
            turns.sort(key=lambda turn: claim[turn.case.case_id])
            found.append(Waiting(place, turns, sides, asked))
    return found


def _common(panel: Panel) -> frozenset[str]:
    many = COMMON_SHARE * len(panel.counsel)
    return frozenset(language for language, who in panel.speaking.items() if len(who) >= many)
