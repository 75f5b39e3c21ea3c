"""Those who wait at one place with nobody promised to them, by what language they need."""

from collections.abc import Mapping
from dataclasses import dataclass

from habeas.core.board import Offer
from habeas.core.matching.case_search import CaseSearch
from habeas.core.matching.panel import NOBODY, Names, Panel
from habeas.core.matching.places import Place
from habeas.core.matching.promises import Agenda
from habeas.core.matching.rule import MatchInput
from habeas.core.matching.value import Queue
from habeas.core.time import MINUTE_MS, Millis

# From how large a share of the counsel on duty on a language is no special need.
COMMON_SHARE = 0.6


@dataclass(slots=True)
class Waiting:
    """One queue. turns: in the order of their claim; sides: minutes until each hand there is free for it.

    asked: for somebody in it, without a yes.
    """

    place: Place
    searches: list[CaseSearch]
    hands: list[float]
    asked: Names
    _told: Queue | None = None

    def told(self, inputs: MatchInput) -> Queue:
        """What its value is reckoned from, with the offers that are out or made just now, and those who
        are expected to press here next; until `rang`."""
        if self._told is None:
            self._told = self._tell(inputs, self._follow(inputs))
        return self._told

    def rang(self) -> None:
        """An offer was made for somebody in it."""
        self._told = None

    def askable(self, panel: Panel, free: Mapping[str, int]) -> Names:
        """Who of those `free` can be rung for somebody in it.

        Many cards are open to the same people: they are gathered once for all cases that no phone rings for,
        and the others add nobody to them.
        """
        silent: dict[tuple[Names, str], CaseSearch] = {}
        step_index: list[CaseSearch] = []
        for search in self.searches:
            if search.wanted > 0:
                if search.idle:
                    silent.setdefault((search.prospects, search.case.language), search)
                else:
                    step_index.append(search)
        rest = [search for search in step_index if (search.prospects, search.case.language) not in silent]
        return NOBODY.union(*(search.askable(panel, free) for search in (*silent.values(), *rest)))

    def present(self, inputs: MatchInput) -> Queue:
        """The same without those who are only expected."""
        return self._tell(inputs, 0)

    def _tell(self, inputs: MatchInput, more: int) -> Queue:
        oldest = sorted(self.searches, key=lambda search: (search.case.opened_at, search.case.case_id))
        hopes = [hope for search in self.searches for hope in self._hopes(search, inputs)]
        return Queue(
            waited=[(inputs.now - search.case.opened_at) / MINUTE_MS for search in oldest] + [0.0] * more,
            weights=[inputs.weight(search.case) for search in oldest] + [1.0] * more,
            hands=self.hands,
            ringing=[chance for chance, _ in hopes],
            there_in=min((minutes for _, minutes in hopes), default=0.0),
        )

    def _follow(self, inputs: MatchInput) -> int:
        """People come in buses: where several press at once, more are about to."""
        lately = self.place.pressed_after(inputs.now - round(inputs.config.follow_minutes * MINUTE_MS))
        return max(0, lately - 1)

    def chance(self, who: str, inputs: MatchInput) -> float:
        """That she says yes when she is asked now."""
        minutes, one = inputs.panel.minutes(who, self.place.area), inputs.panel.counsel[who]
        again = inputs.config.repeat_accept_factor if who in self.asked else 1.0
        return again * inputs.config.acceptance(minutes, one.committed)

    def rings(self) -> bool:
        return any(search.standing or search.made for search in self.searches)

    def _hopes(self, search: CaseSearch, inputs: MatchInput) -> list[tuple[float, float]]:
        """(chance, minutes until she would be there) of each offer that is out or made just now.

        The chance fades with silence; one whose yes is held is hoped for until it is taken.
        """
        out = [(offer.counsel, _left(offer, inputs.now)) for offer in search.standing]
        rings = [*out, *((made.why.counsel, 1.0) for made in search.made)]
        entry, area = inputs.config.entry_minutes, self.place.area
        return [
            (left * self.chance(who, inputs), inputs.panel.minutes(who, area) + entry) for who, left in rings
        ]


def _left(offer: Offer, now: Millis) -> float:
    """How much of its time is left, from 0 to 1."""
    return min(1.0, max(0.0, (offer.expires_at - now) / max(1, offer.expires_at - offer.made_at)))


def waiting(places: Mapping[str, Place], agendas: Mapping[str, Agenda], inputs: MatchInput) -> list[Waiting]:
    """Who needs a language that few speak, or is shut off from all who are there, has a queue of her own."""
    common = _common(inputs.panel)
    claim = {search.case.case_id: number for number, search in enumerate(inputs.searches)}
    found: list[Waiting] = []
    for key, place in places.items():
        here = frozenset(hand.counsel for hand in agendas[key].hands if hand.stays)
        by_need: dict[tuple[str, bool], list[CaseSearch]] = {}
        for search in agendas[key].left:
            language = search.case.language
            # What nobody on duty speaks is no reason to send somebody more.
            if language in common or not inputs.panel.is_spoken(language, place.area):
                language = ""
            by_need.setdefault((language, search.case.admitted.isdisjoint(here)), []).append(search)
        for (language, shut_off), searches in sorted(by_need.items()):
            able = NOBODY if shut_off else inputs.panel.speaking.get(language, NOBODY) if language else here
            hands = [hand.free for hand in agendas[key].hands if hand.counsel in able]
            asked = NOBODY.union(*(search.case.ruled_out for search in searches))
            searches.sort(key=lambda search: claim[search.case.case_id])
            found.append(Waiting(place, searches, hands, asked))
    return found


def _common(panel: Panel) -> frozenset[str]:
    many = COMMON_SHARE * len(panel.counsel)
    return frozenset(language for language, who in panel.speaking.items() if len(who) >= many)
