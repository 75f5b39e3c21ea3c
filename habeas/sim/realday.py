"""A day that was: how many were detained, and where they were brought. When, and all else, is drawn."""

from dataclasses import dataclass
from random import Random

from habeas.core.time import HOUR_MS, MINUTE_MS, Millis
from habeas.sim.assumptions import Assumptions, Scenario
from habeas.sim.city import Map
from habeas.sim.day import DAY_BEGINS, Day, client, lawyers


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one event, and how many parts of them go to which place (by number)"""

    people: int
    shares: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class RealDay:
    """The same date with many seeds: times, answers and ways differ, numbers and places do not.

    like: the scenario whose buses and hours of arrival it takes.
    """

    name: str
    map: Map
    groups: tuple[Group, ...]
    like: Scenario
    unknown_places: tuple[str, ...]
    notes: tuple[str, ...]

    def day(self, seed: int, counsel: int, a: Assumptions) -> Day:
        chance = Random(f"{self.name}|{seed}")
        arrivals = sorted(
            arrival
            for group in self.groups
            for place, people in _spread(group, chance)
            for arrival in self._buses(place, people, chance, a)
        )
        people = tuple(
            client(f"k{number:05}", at, place, len(self.map.stations), chance=chance, a=a)
            for number, (at, place) in enumerate(arrivals)
        )
        ends_at = DAY_BEGINS + round((self.like.arrival_hours + a.after_hours) * HOUR_MS)
        on_duty = lawyers(counsel, self.map, seed, a, ends_at)
        return Day(self.name, seed, self.map, people, on_duty, ends_at, self.unknown_places)

    def _buses(self, place: int, people: int, chance: Random, a: Assumptions) -> list[tuple[Millis, int]]:
        """(moment of the press, place); the last bus is as full as it gets."""
        found: list[tuple[Millis, int]] = []
        span = self.like.arrival_hours * HOUR_MS
        while len(found) < people:
            at = DAY_BEGINS + chance.random() * span
            full = chance.randint(*(self.like.buses or (1, 1)))
            for _ in range(min(full, people - len(found))):
                pressing = chance.random() * a.clients.pressing_minutes * MINUTE_MS
                found.append((round(at + pressing), place))
        return found


def _spread(group: Group, chance: Random) -> list[tuple[int, int]]:
    """(place, people): whole people by share; those left over by lot among the largest remainders."""
    whole = sum(share for _, share in group.shares)
    exact = [(place, group.people * share / whole) for place, share in group.shares]
    left = group.people - sum(int(due) for _, due in exact)
    order = sorted(exact, key=lambda one: (int(one[1]) - one[1], chance.random(), one[0]))
    more = {place for place, _ in order[:left]}
    return [(place, int(due) + (place in more)) for place, due in exact]
