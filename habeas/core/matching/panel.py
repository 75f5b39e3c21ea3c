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

Names = frozenset[str]
NOBODY: Names = frozenset()


@dataclass(frozen=True, slots=True)
class Panel:
    """Sets of fingerprints, all of counsel on duty.

    everywhere: serve every area; by_area: serve that one by name. roomy: have room for one more case.
    free: how many more offers each can be shown now (only who can be shown one). speaking: by language.
    """

    counsel: Mapping[str, Counsel]
    board: Board
    everywhere: Names
    by_area: Mapping[str, Names]
    roomy: Names
    free: Mapping[str, int]
    speaking: Mapping[str, Names]
    _serving: dict[str, Names] = field(default_factory=dict)
    _takers: dict[str, Names] = field(default_factory=dict)
    _able: dict[tuple[Names, str], Names] = field(default_factory=dict)
    _order: dict[str, Mapping[str, int]] = field(default_factory=dict)
    _door: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def serving(self, area: str) -> Names:
        """On duty for the area, full or not."""
        if area not in self._serving:
            self._serving[area] = self.everywhere | self.by_area.get(area, NOBODY)
        return self._serving[area]

    def takers(self, area: str) -> Names:
        """On duty for the area, with room for one more case."""
        if area not in self._takers:
            self._takers[area] = self.serving(area) & self.roomy
        return self._takers[area]

    def order(self, area: str) -> Mapping[str, int]:
        """Place in the queue for the area: nearest first, then least loaded, then by fingerprint."""
        if area not in self._order:
            queue = sorted(
                self.serving(area), key=lambda who: (self.minutes(who, area), self.counsel[who].load, who)
            )
            self._order[area] = {who: place for place, who in enumerate(queue)}
        return self._order[area]

    def door_queue(self, area: str, language: str) -> list[str]:
        """Whom to reseal a card to first: those with room, then who speak the language, then nearest."""
        key = (area, language)
        if key not in self._door:
            order, takers = self.order(area), self.takers(area)
            self._door[key] = sorted(
                order, key=lambda who: (who not in takers, not self.speaks(who, language), order[who])
            )
        return self._door[key]

    def minutes(self, who: str, area: str) -> int:
        return travel.minutes(self.board.travel, self.counsel[who].area, area)

    def speaks(self, who: str, language: str) -> bool:
        return who in self.speaking.get(language, NOBODY)

    def is_spoken(self, language: str, area: str) -> bool:
        """Somebody on duty for the area speaks it, full or not."""
        return not self.serving(area).isdisjoint(self.speaking.get(language, NOBODY))

    def fits(self, who: str, case: Case) -> bool:
        """She may be given the case: who speaks the language goes before all others who could be asked."""
        if who not in self.serving(case.area) or who not in case.admitted or who in case.ruled_out:
            return False
        speaking = self.speaking.get(case.language, NOBODY)
        return who in speaking or speaking.isdisjoint(self.prospects(case))

    def fits_any(self, names: AbstractSet[str], case: Case) -> bool:
        """Whether one of them `fits`."""
        able = (names & case.admitted & self.serving(case.area)) - case.ruled_out
        speaking = self.speaking.get(case.language, NOBODY)
        return not speaking.isdisjoint(able) or (bool(able) and speaking.isdisjoint(self.prospects(case)))

    def prospects(self, case: Case) -> Names:
        """Who could be offered the case, now or when their open offer is settled."""
        key = (case.admitted, case.area)
        if key not in self._able:
            self._able[key] = case.admitted & self.takers(case.area)
        return self._able[key] - case.ruled_out if case.ruled_out else self._able[key]


def panel_of(board: Board, open_offers: Iterable[Offer], now: Millis, offers_each: int) -> Panel:
    """The panel at `now`; `offers_each` is how many offers one counsel is shown side by side."""
    present = {who: one for who, one in sorted(board.counsel.items()) if on_duty(one, now)}
    shown = Counter(offer.counsel for offer in open_offers)
    room = {who: one.capacity - one.load for who, one in present.items()}
    free = {who: min(offers_each, room[who]) - shown[who] for who in present}
    return Panel(
        counsel=present,
        board=board,
        everywhere=frozenset(who for who, one in present.items() if not one.areas),
        by_area=_grouped((area, who) for who, one in present.items() for area in one.areas),
        roomy=frozenset(who for who in present if room[who] > 0),
        free={who: number for who, number in free.items() if number > 0},
        speaking=_grouped((language, who) for who, one in present.items() for language in one.languages),
    )


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, Names]:
    groups: dict[str, set[str]] = {}
    for name, who in pairs:
        groups.setdefault(name, set()).add(who)
    return {name: frozenset(group) for name, group in groups.items()}
