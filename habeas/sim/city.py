"""Where things are: stations, the areas that the service knows them by, and how long a way takes."""

from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt
from random import Random

from habeas.core.travel import Travel
from habeas.sim.assumptions import City, Road


@dataclass(frozen=True, slots=True)
class Spot:
    """Kilometres east and north of the middle of the city."""

    east_km: float
    north_km: float


@dataclass(frozen=True, slots=True)
class Station:
    """`district` and `okrug` are names of areas."""

    name: str
    spot: Spot
    district: str
    okrug: str


@dataclass(frozen=True, slots=True)
class Area:
    name: str
    centre: Spot


@dataclass(frozen=True, slots=True)
class Map:
    """stations by number; districts and okrugs by name: what `--places` chooses the service's areas from."""

    stations: tuple[Station, ...]
    districts: tuple[Area, ...]
    okrugs: tuple[Area, ...]
    radius_km: float


def km(here: Spot, there: Spot) -> float:
    return hypot(here.east_km - there.east_km, here.north_km - there.north_km)


def way_minutes(here: Spot, there: Spot, road: Road) -> float:
    """Expected minutes; nothing within a place."""
    return 0.0 if here == there else road.start_minutes + 60 * km(here, there) / road.kmh


def draw_map(city: City, stations: int, chance: Random) -> Map:
    """A city by lot."""
    placed = [_station(number, anywhere(city.radius_km, chance), city) for number in range(stations)]
    return Map(
        tuple(placed),
        _squares(city.district_km, city.radius_km, "d"),
        _squares(city.okrug_km, city.radius_km, "o"),
        city.radius_km,
    )


def anywhere(radius_km: float, chance: Random) -> Spot:
    """A point of the city: denser towards the middle than an even spread."""
    far, turn = (
        radius_km * sqrt(chance.random()) * (0.55 + 0.45 * chance.random()),
        2 * pi * chance.random(),
    )
    return Spot(round(far * cos(turn), 3), round(far * sin(turn), 3))


def _station(number: int, spot: Spot, city: City) -> Station:
    return Station(
        f"s{number:02}", spot, _square(spot, city.district_km, "d"), _square(spot, city.okrug_km, "o")
    )


def _square(spot: Spot, side_km: float, kind: str) -> str:
    east, north = round(spot.east_km / side_km), round(spot.north_km / side_km)
    return f"{kind}{east:+}{north:+}"


def _squares(side_km: float, radius_km: float, kind: str) -> tuple[Area, ...]:
    most = int(radius_km / side_km) + 1
    steps = range(-most, most + 1)
    return tuple(
        Area(f"{kind}{east:+}{north:+}", Spot(east * side_km, north * side_km))
        for east in steps
        for north in steps
    )


def table(areas: tuple[Area, ...], road: Road, *, within_minutes: int) -> Travel:
    """The service's travel table between areas; `within_minutes` inside one."""
    return Travel(
        minutes_between={
            a.name: {
                b.name: within_minutes if a is b else round(way_minutes(a.centre, b.centre, road))
                for b in areas
            }
            for a in areas
        }
    )
