"""What is kept of a day for pictures and plans. Minutes are from the beginning of the day."""

from dataclasses import dataclass

from habeas.core.time import MINUTE_MS, Millis
from habeas.sim.assumptions import Road
from habeas.sim.city import way_minutes
from habeas.sim.day import DAY_BEGINS, Day, Kind
from habeas.sim.record import Fate, Record


@dataclass(frozen=True, slots=True)
class Person:
    """place: number of where she was first. let_go: when she needed nobody any more. by: a counsel."""

    name: str
    place: int
    kind: Kind
    pressed: float
    reached: float | None
    let_go: float
    by: str | None

    @property
    def wait(self) -> float:
        """Minutes from the press until somebody came, or until nobody was needed any more."""
        return (self.let_go if self.reached is None else self.reached) - self.pressed

    def within(self, limit_minutes: float) -> bool:
        return self.reached is not None and self.wait <= limit_minutes


@dataclass(frozen=True, slots=True)
class Site:
    """A place, or where a counsel lives: kilometres east and north of the middle."""

    name: str
    district: str
    okrug: str
    east_km: float
    north_km: float


@dataclass(frozen=True, slots=True)
class Minute:
    """People who wait, who were promised somebody, whom somebody is with."""

    at: float
    waiting: int
    promised: int
    inside: int


@dataclass(frozen=True, slots=True)
class Use:
    """When a counsel was first on the road and last came to a client, and the first place she came to."""

    counsel: str
    left: float
    last: float
    first_place: int


@dataclass(frozen=True, slots=True)
class Trace:
    """length: of the day."""

    people: tuple[Person, ...]
    places: tuple[Site, ...]
    homes: tuple[tuple[float, float], ...]
    minutes: tuple[Minute, ...]
    uses: tuple[Use, ...]
    length: float


def trace(day: Day, record: Record, road: Road) -> Trace:
    """Of a day that has been run."""
    people = tuple(_person(fate, day.ends_at) for fate in record.fates.values())
    return Trace(
        people,
        tuple(Site(s.name, s.district, s.okrug, s.spot.east_km, s.spot.north_km) for s in day.map.stations),
        tuple((lawyer.home.east_km, lawyer.home.north_km) for lawyer in day.lawyers),
        tuple(Minute(_minute(at), *counts) for at, *counts in record.backlog),
        tuple(_uses(day, people, road)),
        _minute(day.ends_at),
    )


def _minute(at: Millis) -> float:
    return (at - DAY_BEGINS) / MINUTE_MS


def _person(fate: Fate, ends_at: Millis) -> Person:
    client = fate.client
    return Person(
        client.name,
        client.station,
        client.kind,
        _minute(client.pressed_at),
        None if fate.reached_at is None else _minute(fate.reached_at),
        _minute(min(client.let_go_at, ends_at)),
        fate.by,
    )


def _uses(day: Day, people: tuple[Person, ...], road: Road) -> list[Use]:
    """The way to the first place is reckoned from home."""
    found = []
    for lawyer in day.lawyers:
        mine = sorted((one.reached, one.place) for one in people if one.by == lawyer.name and one.reached)
        if mine:
            first, place = mine[0]
            way = way_minutes(lawyer.home, day.map.stations[place].spot, road)
            found.append(Use(lawyer.name, max(0.0, first - way), mine[-1][0], place))
    return found
