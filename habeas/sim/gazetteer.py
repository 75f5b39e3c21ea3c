"""The gazetteer: stations and districts from published tables, on a flat map of the city."""

import csv
from dataclasses import dataclass, field
from math import cos, radians
from pathlib import Path

from habeas.sim.city import Area, Spot, Station, km
from habeas.sim.names import match, part_of, words_of

STATIONS, DISTRICTS = "moscow_stations.csv", "moscow_districts.csv"
# The middle of the city in degrees, and how long a degree of latitude is.
CENTRE_LON, CENTRE_LAT, DEGREE_KM = 37.6173, 55.7558, 111.2
# The table of stations holds other cities too.
CITY_KM = 60.0
MIDDLE = Spot(0.0, 0.0)


class BadData(Exception):
    """The data cannot be used: the message says why, in one line."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """stations: with the people once counted there; districts with their okrug; all by name."""

    stations: dict[str, Spot]
    counted: dict[str, int]
    districts: dict[str, Spot]
    okrug_of: dict[str, str]
    found: dict[str, Station | None] = field(default_factory=dict)

    def place(self, name: str) -> Station | None:
        """The station of that name; else the district of that name stands in for it; else None."""
        if name not in self.found:
            self.found[name] = self._station(name) or self._district(name)
        return self.found[name]

    def _station(self, name: str) -> Station | None:
        key = match(name, {one: words_of(one) for one in self.stations})
        return None if key is None else self.station(key)

    def station(self, key: str) -> Station:
        """Raises KeyError unless a station is called exactly so."""
        spot = self.stations[key]
        nearest = min(self.districts, key=lambda one: (km(self.districts[one], spot), one))
        district = match(key, {one: words_of(one) for one in self.districts}) or nearest
        return Station(key, spot, district, self.okrug_of[district])

    def _district(self, name: str) -> Station | None:
        known = {one: words_of(one) for one in self.districts}
        key = match(name, known) or part_of(name, known)
        return (
            None
            if key is None
            else Station(f"{key} (district)", self.districts[key], key, self.okrug_of[key])
        )

    def district_areas(self) -> tuple[Area, ...]:
        return tuple(Area(name, spot) for name, spot in self.districts.items())

    def okrug_areas(self) -> tuple[Area, ...]:
        """An okrug's centre is the mean of its districts'."""
        names = sorted(set(self.okrug_of.values()))
        return tuple(Area(name, self._middle_of(name)) for name in names)

    def _middle_of(self, okrug: str) -> Spot:
        spots = [spot for name, spot in self.districts.items() if self.okrug_of[name] == okrug]
        return Spot(
            round(sum(one.east_km for one in spots) / len(spots), 3),
            round(sum(one.north_km for one in spots) / len(spots), 3),
        )


def gazetteer(folder: Path) -> Gazetteer:
    """Raises BadData."""
    stations = {row["name"]: row for row in rows(folder / STATIONS, "name", "lon", "lat", "detained")}
    districts = {
        row["name"].strip('"'): row for row in rows(folder / DISTRICTS, "name", "okrug", "lon", "lat")
    }
    near = {name: _spot(row) for name, row in stations.items() if km(_spot(row), MIDDLE) <= CITY_KM}
    return Gazetteer(
        stations=near,
        counted={name: int(stations[name]["detained"]) for name in near},
        districts={name: _spot(row) for name, row in districts.items()},
        okrug_of={name: row["okrug"] for name, row in districts.items()},
    )


def rows(path: Path, *columns: str) -> list[dict[str, str]]:
    """The rows of a table that has these columns. Raises BadData."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            found = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise BadData(f"{path}: cannot be read ({error})") from error
    if not found or not set(columns) <= set(found[0]):
        raise BadData(f"{path}: needs the columns {', '.join(columns)}")
    return found


def _spot(row: dict[str, str]) -> Spot:
    """Flat enough for a city: an error of metres."""
    east = (float(row["lon"]) - CENTRE_LON) * cos(radians(CENTRE_LAT)) * DEGREE_KM
    return Spot(round(east, 3), round((float(row["lat"]) - CENTRE_LAT) * DEGREE_KM, 3))
