"""Expected travel time between areas, from a table in minutes."""

from collections.abc import Mapping
from math import asin, cos, radians, sin, sqrt

from msgspec import Struct

EARTH_KM = 6371.0
# A city by day: 22 km/h door to door, and 8 minutes to get going. An assumption; measured tables are better.
DEFAULT_KMH = 22.0
DEFAULT_START_MINUTES = 8
# A pair that the table does not know: far, so that it comes last, but never a reason not to be asked.
UNKNOWN_MINUTES = 240


class Travel(Struct, frozen=True):
    """`minutes_between[origin][destination]`, areas by their short names."""

    minutes_between: Mapping[str, Mapping[str, int]] = {}


def minutes(travel: Travel, origin: str | None, destination: str) -> int:
    """Expected minutes of the way; UNKNOWN_MINUTES when the table is silent."""
    if origin is None:
        return UNKNOWN_MINUTES
    return travel.minutes_between.get(origin, {}).get(destination, UNKNOWN_MINUTES)


def from_centres(
    centres: Mapping[str, tuple[float, float]],
    kmh: float = DEFAULT_KMH,
    start_minutes: int = DEFAULT_START_MINUTES,
) -> Travel:
    """A table from area centres (latitude, longitude in degrees), for who has measured none."""
    return Travel(
        minutes_between={
            origin: {
                destination: start_minutes + round(60 * _km(here, there) / kmh)
                for destination, there in centres.items()
            }
            for origin, here in centres.items()
        }
    )


def _km(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Great-circle distance (haversine)."""
    lat1, lon1, lat2, lon2 = map(radians, (*here, *there))
    chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, chord)))
