"""What people do on a simulated day: answers, ways, doors, consultations. Each is drawn by its own lot."""

from dataclasses import dataclass, field
from math import exp, log
from random import Random

from habeas.core.states import Case
from habeas.core.time import MINUTE_MS, SECOND_MS, Millis
from habeas.sim.assumptions import Assumptions
from habeas.sim.city import Spot, way_minutes
from habeas.sim.day import Client, Lawyer


@dataclass(slots=True)
class Hands:
    """One counsel as she is. at: the station she is at (None: elsewhere); to: the one she is on her way to.

    inside: past the door. busy: clients she is with. queue: cases that wait and are hers, as her phone last
    showed them. trip: tells her present way from an earlier one. gone: home, and looks at nothing any more.
    """

    lawyer: Lawyer
    spot: Spot
    at: int | None = None
    to: int | None = None
    inside: bool = False
    busy: set[str] = field(default_factory=set)
    queue: dict[str, Case] = field(default_factory=dict)
    trip: int = 0
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """yes, no, or None: nothing at all. after_ms: from the offer."""

    yes: bool | None
    after_ms: Millis


class Lots:
    """Each question has a lot of its own, so that policies meet the same people."""

    def __init__(self, seed: int, a: Assumptions, *, committed: bool, briefing: bool, teleport: bool) -> None:
        self._seed = seed
        self._a = a
        self._committed = committed
        self._teleport = teleport
        dispatch = a.dispatch
        self._consult = dispatch.consult_minutes * (dispatch.briefing_share if briefing else 1.0)

    def _lot(self, *about: object) -> Random:
        return Random("|".join(map(str, (self._seed, *about))))

    def answer(self, who: str, place: int, asked: int, minutes: float, *, again: bool) -> Answer:
        """To an offer of somebody at `place`, for which she was `asked` so often before.

        The chance of a yes falls with the way, unless she has committed herself. `again`: she did not say yes
        the last time.
        """
        a, lot = self._a, self._lot("answer", who, place, asked)
        chance = a.dispatch.acceptance(minutes, self._committed) * (
            a.dispatch.repeat_accept_factor if again else 1.0
        )
        says = lot.random() < chance
        median = a.counsel.reply_committed_seconds if self._committed else a.counsel.reply_seconds
        after = exp(lot.gauss(log(median), a.counsel.reply_spread))
        silent = lot.random() < a.counsel.silent
        return Answer(True if says else None if silent else False, round(after * SECOND_MS))

    def slots(self, case_id: str, first: list[str], then: list[str]) -> frozenset[str]:
        """Who of counsel gets a slot of the card: of the `first` by lot, then of the others."""
        lot, free = self._lot("slots", case_id), self._a.slots
        drawn = lot.sample(first, min(free, len(first)))
        return frozenset([*drawn, *lot.sample(then, min(free - len(drawn), len(then)))])

    def way_ms(self, who: str, trip: int, here: Spot, there: Spot) -> Millis:
        if self._teleport:
            return 0
        road = self._a.road
        jitter = exp(self._lot("way", who, trip).gauss(-road.jitter * road.jitter / 2, road.jitter))
        return round(way_minutes(here, there, road) * jitter * MINUTE_MS)

    def door_ms(self, who: str, trip: int) -> tuple[Millis, Millis]:
        """(until she is in or kept out, and how long she is kept out)."""
        if self._teleport:
            return 0, 0
        lot = self._lot("door", who, trip)
        kept_out = lot.random() < self._a.counsel.refused
        more = lot.uniform(*self._a.counsel.refused_minutes) if kept_out else 0.0
        return round(self._a.dispatch.entry_minutes * MINUTE_MS), round(more * MINUTE_MS)

    def consult_ms(self, client: Client) -> Millis:
        return round(self._consult * client.consult * MINUTE_MS)
