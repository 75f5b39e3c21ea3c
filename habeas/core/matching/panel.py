"""The panel of a moment: who on duty serves an area, who has room, who can be rung. Made once a decision.

Thousands of cases are decided by intersecting small sets; nothing goes through all counsel for each case.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from habeas.core import travel
from habeas.core.board import Board, Counsel, Offer
from habeas.core.duty import on_duty
from habeas.core.states import Case
from habeas.core.time import Millis

# Counsel by their fingerprints.
CounselSet = frozenset[str]
NO_COUNSEL: CounselSet = frozenset()


@dataclass(frozen=True, slots=True)
class Panel:
    """Of counsel on duty alone.

    everywhere: who serves every area; by_area: who serves that one by name. roomy: who has room for one more
    case. free: how many more offers each can be shown now, if any. speakers: by language.
    """

    counsel: Mapping[str, Counsel]
    board: Board
    everywhere: CounselSet
    by_area: Mapping[str, CounselSet]
    roomy: CounselSet
    free: Mapping[str, int]
    speakers: Mapping[str, CounselSet]
    _servers: dict[str, CounselSet] = field(default_factory=dict)
    _takers: dict[str, CounselSet] = field(default_factory=dict)
    _prospects: dict[tuple[CounselSet, str], CounselSet] = field(default_factory=dict)
    _order: dict[str, Mapping[str, int]] = field(default_factory=dict)
    _door_queues: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def servers(self, area: str) -> CounselSet:
        """On duty for the area, full or not."""
        if area not in self._servers:
            self._servers[area] = self.everywhere | self.by_area.get(area, NO_COUNSEL)
        return self._servers[area]

    def takers(self, area: str) -> CounselSet:
        """On duty for the area, with room for one more case."""
        if area not in self._takers:
            self._takers[area] = self.servers(area) & self.roomy
        return self._takers[area]

    def order(self, area: str) -> Mapping[str, int]:
        """Place in the queue for the area: nearest first, then least loaded, then by fingerprint."""
        if area not in self._order:
            queue = sorted(self.servers(area), key=lambda fingerprint: self._nearness(fingerprint, area))
            self._order[area] = {fingerprint: number for number, fingerprint in enumerate(queue)}
        return self._order[area]

    def _nearness(self, fingerprint: str, area: str) -> tuple[int, int, str]:
        return self.minutes(fingerprint, area), self.counsel[fingerprint].load, fingerprint

    def door_queue(self, area: str, language: str) -> list[str]:
        """Whom to reseal a card to first: those with room, then who speak the language, then nearest."""
        key = (area, language)
        if key not in self._door_queues:
            order, takers, speakers = self.order(area), self.takers(area), self.speakers_of(language)
            self._door_queues[key] = sorted(
                order,
                key=lambda fingerprint: (
                    fingerprint not in takers,
                    fingerprint not in speakers,
                    order[fingerprint],
                ),
            )
        return self._door_queues[key]

    def minutes(self, fingerprint: str, area: str) -> int:
        return travel.minutes(self.board.travel, self.counsel[fingerprint].area, area)

    def speakers_of(self, language: str) -> CounselSet:
        return self.speakers.get(language, NO_COUNSEL)

    def is_spoken(self, language: str, area: str) -> bool:
        """Somebody on duty for the area speaks it, full or not."""
        return not self.servers(area).isdisjoint(self.speakers_of(language))

    def fits(self, fingerprint: str, case: Case) -> bool:
        """She may be given the case: who speaks the language goes before all others who could be asked."""
        if fingerprint not in self.servers(case.area) or fingerprint not in case.admitted:
            return False
        if fingerprint in case.ruled_out:
            return False
        speakers = self.speakers_of(case.language)
        return fingerprint in speakers or speakers.isdisjoint(self.prospects(case))

    def has_fit(self, candidates: AbstractSet[str], case: Case) -> bool:
        """Whether one of them `fits`."""
        if case.admitted.isdisjoint(candidates):
            return False
        able = (candidates & case.admitted & self.servers(case.area)) - case.ruled_out
        speakers = self.speakers_of(case.language)
        return not speakers.isdisjoint(able) or (bool(able) and speakers.isdisjoint(self.prospects(case)))

    def prospects(self, case: Case) -> CounselSet:
        """Who could be offered the case, now or when the offer on their phone has ended."""
        key = (case.admitted, case.area)
        if key not in self._prospects:
            self._prospects[key] = case.admitted & self.takers(case.area)
        return self._prospects[key] - case.ruled_out if case.ruled_out else self._prospects[key]


def panel_of(board: Board, live_offers: Iterable[Offer], now: Millis, offers_each: int) -> Panel:
    """The panel at `now`; `offers_each` is how many offers one counsel is shown side by side."""
    counsel = {key: row for key, row in sorted(board.counsel.items()) if on_duty(row, now)}
    offers = Counter(offer.counsel for offer in live_offers)
    room = {key: row.capacity - row.load for key, row in counsel.items()}
    free = {key: min(offers_each, room[key]) - offers[key] for key in counsel}
    return Panel(
        counsel=counsel,
        board=board,
        everywhere=frozenset(key for key, row in counsel.items() if not row.areas),
        by_area=_group((area, key) for key, row in counsel.items() for area in row.areas),
        roomy=frozenset(key for key in counsel if room[key] > 0),
        free={key: number for key, number in free.items() if number > 0},
        speakers=_group((language, key) for key, row in counsel.items() for language in row.languages),
    )


def _group(pairs: Iterable[tuple[str, str]]) -> dict[str, CounselSet]:
    groups: dict[str, set[str]] = {}
    for group, fingerprint in pairs:
        groups.setdefault(group, set()).add(fingerprint)
    return {group: frozenset(members) for group, members in groups.items()}
