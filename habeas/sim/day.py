"""A day, drawn once for all policies: who is brought where and when, who is on duty, what each will take."""

from dataclasses import dataclass
from math import exp, log
from random import Random
from typing import Literal

from habeas.core.time import HOUR_MS, MINUTE_MS, Millis
from habeas.sim.assumptions import Assumptions, Scenario
from habeas.sim.city import Map, Spot, anywhere, draw_map

Kind = Literal["criminal", "minor", "other"]
COMMON, RARE = "ru", "uz"
# Days begin at one moment, so that equal days are equal to the byte.
DAY_BEGINS: Millis = 1_800_000_000_000


@dataclass(frozen=True, slots=True)
class Client:
    """station: where she is; told: where she says she is; moved: (station, when) she is brought to later.

    let_go_at: when she is let go at the latest. consult: this consultation against the mean of all.
    tag_seconds: until a member has tagged the place.
    """

    name: str
    pressed_at: Millis
    station: int
    told: int
    moved: tuple[int, Millis] | None
    let_go_at: Millis
    kind: Kind
    language: str
    consult: float
    tag_seconds: float


@dataclass(frozen=True, slots=True)
class Lawyer:
    """on, off: her duty."""

    name: str
    home: Spot
    rare: bool
    on: Millis
    off: Millis


@dataclass(frozen=True, slots=True)
class Day:
    name: str
    seed: int
    map: Map
    clients: tuple[Client, ...]
    lawyers: tuple[Lawyer, ...]
    ends_at: Millis
    unknown_places: tuple[str, ...] = ()


def drawn_day(name: str, scenario: Scenario, seed: int, a: Assumptions) -> Day:
    """The day of a scenario and a seed."""
    chance = Random(f"{name}|{scenario.cases}|{scenario.stations}|{seed}")
    city = draw_map(a.city, scenario.stations, chance)
    arrivals = _arrivals(scenario, len(city.stations), chance, a)
    clients = tuple(
        client(f"k{number:05}", at, station, len(city.stations), chance=chance, a=a)
        for number, (at, station) in enumerate(arrivals)
    )
    ends_at = DAY_BEGINS + round((scenario.arrival_hours + a.after_hours) * HOUR_MS)
    return Day(name, seed, city, clients, lawyers(scenario.counsel, city, seed, a, ends_at), ends_at)


def lawyers(number: int, city: Map, seed: int, a: Assumptions, ends_at: Millis) -> tuple[Lawyer, ...]:
    """The first of more are the same ones as of fewer."""
    chance = Random(f"lawyers|{seed}")
    return tuple(
        Lawyer(
            f"l{one:03}",
            anywhere(city.radius_km, chance),
            chance.random() < a.counsel.rare,
            DAY_BEGINS,
            ends_at,
        )
        for one in range(number)
    )


def _arrivals(scenario: Scenario, stations: int, chance: Random, a: Assumptions) -> list[tuple[Millis, int]]:
    """(moment of the press, station), in the order of time."""
    span = round(scenario.arrival_hours * HOUR_MS)
    found: list[tuple[Millis, int]] = []
    while len(found) < scenario.cases:
        at, station = DAY_BEGINS + round(chance.random() * span), chance.randrange(stations)
        people = chance.randint(*scenario.buses) if scenario.buses else 1
        for _ in range(min(people, scenario.cases - len(found))):
            found.append((at + round(chance.random() * a.clients.pressing_minutes * MINUTE_MS), station))
    return sorted(found)


def client(name: str, at: Millis, station: int, stations: int, *, chance: Random, a: Assumptions) -> Client:
    """All that the day will bring for one person."""
    c = a.clients
    kind: Kind = "other"
    lot = chance.random()
    if lot < c.criminal + c.minor:
        kind = "criminal" if lot < c.criminal else "minor"
    language = RARE if chance.random() < c.rare else COMMON
    elsewhere, wrong = chance.randrange(stations), chance.randrange(stations)
    is_moved, is_wrong = chance.random() < c.moved, chance.random() < c.wrong_place
    after = chance.uniform(*c.moved_minutes) * MINUTE_MS
    spread = a.counsel.consult_spread
    return Client(
        name=name,
        pressed_at=at,
        station=station,
        told=wrong if is_wrong and not is_moved else station,
        moved=(elsewhere, at + round(after)) if is_moved and elsewhere != station else None,
        let_go_at=at + round(chance.uniform(*c.held_hours) * HOUR_MS),
        kind=kind,
        language=language,
        # Log-normal with mean 1.
        consult=exp(chance.gauss(-spread * spread / 2, spread)),
        tag_seconds=exp(chance.gauss(log(a.tag_seconds), 0.5)),
    )
