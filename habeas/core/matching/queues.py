"""Those who wait at one place with nobody promised to them, by what language they need."""

from collections.abc import Mapping
from dataclasses import dataclass

from habeas.core.board import Offer
from habeas.core.matching.case_search import CaseSearch
from habeas.core.matching.panel import NO_COUNSEL, CounselSet, Panel
from habeas.core.matching.places import Place
from habeas.core.matching.promises import Agenda
from habeas.core.matching.rule import MatchInput
from habeas.core.matching.value import MOST_CLIENTS, Queue
from habeas.core.time import MINUTE_MS, Millis

# A language that so large a share of the counsel on duty speaks, or a larger one, is no special need.
COMMON_SHARE = 0.6


@dataclass(slots=True)
class PlaceQueue:
    """searches: in the order of their claim. hands: minutes until each hand there is free for it.

    refusers: who was asked for somebody in it, without a yes. unproven: of those who show nothing in a flood.
    """

    place: Place
    searches: list[CaseSearch]
    hands: list[float]
    refusers: CounselSet
    unproven: bool = False
    _foreseen: Queue | None = None
    _oldest: list[CaseSearch] | None = None

    def foreseen(self, inputs: MatchInput) -> Queue:
        """What its value is reckoned from: with the offers that are out or made just now, and with those who
        are expected to press here next. The same until `note_offer`."""
        if self._foreseen is None:
            self._foreseen = self._queue(inputs, self._followers(inputs))
        return self._foreseen

    def note_offer(self) -> None:
        """An offer was made for somebody in it."""
        self._foreseen = None

    def present(self, inputs: MatchInput) -> Queue:
        """The same without those who are only expected."""
        return self._queue(inputs, 0)

    def askable(self, panel: Panel, free: Mapping[str, int]) -> CounselSet:
        """Who of those `free` can be rung for somebody in it.

        Many cards are open to the same people: they are gathered once for all cases that no phone rings for,
        and the others add nobody to them.
        """
        idle: dict[tuple[CounselSet, str], CaseSearch] = {}
        called: list[CaseSearch] = []
        for search in self.searches:
            if search.prospects and search.openings > 0:
                if search.idle:
                    idle.setdefault((search.prospects, search.case.language), search)
                else:
                    called.append(search)
        rest = [search for search in called if (search.prospects, search.case.language) not in idle]
        return NO_COUNSEL.union(*(search.askable(panel, free) for search in (*idle.values(), *rest)))

    def chance(self, fingerprint: str, inputs: MatchInput) -> float:
        """That she says yes when she is asked now."""
        minutes = inputs.panel.minutes(fingerprint, self.place.area)
        committed = inputs.panel.counsel[fingerprint].committed
        factor = inputs.config.repeat_accept_factor if fingerprint in self.refusers else 1.0
        return factor * inputs.config.acceptance(minutes, committed)

    def is_called(self) -> bool:
        """A phone rings for somebody in it."""
        return any(not search.idle for search in self.searches)

    def _queue(self, inputs: MatchInput, followers: int) -> Queue:
        oldest = self._oldest_searches()
        called = [search for search in self.searches if not search.idle]
        hopes = [hope for search in called for hope in self._hopes(search, inputs)]
        waits = [(inputs.now - search.case.opened_at) / MINUTE_MS for search in oldest]
        return Queue(
            waits=waits + [0.0] * followers,
            weights=[inputs.weight(search.case) for search in oldest] + [1.0] * followers,
            hands=self.hands,
            chances=[chance for chance, _ in hopes],
            there_in=min((minutes for _, minutes in hopes), default=0.0),
        )

    def _oldest_searches(self) -> list[CaseSearch]:
        """As many as are looked at, sorted once: offers change nothing in who waits for how long."""
        if self._oldest is None:
            by_age = sorted(self.searches, key=lambda search: (search.case.opened_at, search.case.case_id))
            self._oldest = by_age[:MOST_CLIENTS]
        return self._oldest

    def _followers(self, inputs: MatchInput) -> int:
        """People come in buses: where several press at once, more are about to; in a flood nobody knows."""
        if inputs.is_flooded():
            return 0
        since = inputs.now - round(inputs.config.follow_minutes * MINUTE_MS)
        return max(0, self.place.pressed_after(since) - 1)

    def _hopes(self, search: CaseSearch, inputs: MatchInput) -> list[tuple[float, float]]:
        """(chance, minutes until she would be there) of each offer that is out or made just now.

        The chance fades with silence; one whose yes is held is hoped for until it is taken.
        """
        live = [(offer.counsel, _time_left(offer, inputs.now)) for offer in search.live_offers]
        offers = [*live, *((match.why.counsel, 1.0) for match in search.matches)]
        entry, area = inputs.config.entry_minutes, self.place.area
        return [
            (left * self.chance(counsel, inputs), inputs.panel.minutes(counsel, area) + entry)
            for counsel, left in offers
        ]


def _time_left(offer: Offer, now: Millis) -> float:
    """Which share of its time is left, from 0 to 1."""
    return min(1.0, max(0.0, (offer.expires_at - now) / max(1, offer.expires_at - offer.made_at)))


def place_queues(
    places: Mapping[str, Place], agendas: Mapping[str, Agenda], inputs: MatchInput
) -> list[PlaceQueue]:
    """Who needs a language that few speak, or is shut off from all who are there, has a queue of her own.

    So have, in a flood, those who show nothing.
    """
    common = _common_languages(inputs.panel)
    claims = {search.case.case_id: number for number, search in enumerate(inputs.searches)}
    queues: list[PlaceQueue] = []
    for key, place in places.items():
        hands = agendas[key].hands
        here = frozenset(hand.counsel for hand in hands if hand.stays)
        groups = _groups(agendas[key].rest, place.area, here, common, inputs)
        for (unproven, language, shut_off), searches in sorted(groups.items()):
            able = _able(language, shut_off, here, inputs.panel)
            free = [hand.free for hand in hands if hand.counsel in able]
            refusers = NO_COUNSEL.union(*(search.case.ruled_out for search in searches))
            searches.sort(key=lambda search: claims[search.case.case_id])
            queues.append(PlaceQueue(place, searches, free, refusers, unproven))
    return queues


# Whether they show nothing in a flood, language ("" for a common one), and whether they are shut off from all
# who are there.
_Need = tuple[bool, str, bool]


def _groups(
    rest: list[CaseSearch], area: str, here: CounselSet, common: frozenset[str], inputs: MatchInput
) -> dict[_Need, list[CaseSearch]]:
    groups: dict[_Need, list[CaseSearch]] = {}
    for search in rest:
        language = search.case.language
        # What nobody on duty speaks is no reason to send somebody more.
        if language in common or not inputs.panel.is_spoken(language, area):
            language = ""
        need = (inputs.is_unproven(search.case), language, search.case.admitted.isdisjoint(here))
        groups.setdefault(need, []).append(search)
    return groups


def _able(language: str, shut_off: bool, here: CounselSet, panel: Panel) -> CounselSet:
    """Who of those there can serve a queue of that need."""
    if shut_off:
        return NO_COUNSEL
    return panel.speakers_of(language) if language else here


def _common_languages(panel: Panel) -> frozenset[str]:
    many = COMMON_SHARE * len(panel.counsel)
    return frozenset(language for language, speakers in panel.speakers.items() if len(speakers) >= many)
