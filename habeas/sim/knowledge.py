"""What the service knows of where somebody is, by `--places`: the privacy that is chosen, and its price."""

from typing import Literal

from habeas.core.travel import Travel
from habeas.sim.assumptions import Road
from habeas.sim.city import Area, Map, Spot, km, table

Places = Literal["exact", "tag", "looked", "district", "okrug"]
# Within a named area nobody knows how far it is; at one and the same station there is no way.
SAME_AREA_MINUTES = 8


class Knowledge:
    """exact: each station is an area of its own. Else areas.

    tag: stations are told apart soon after each press. looked: once a human has looked at the card.
    """

    def __init__(self, places: Places, city: Map, road: Road) -> None:
        self.places = places
        self._map = city
        stations = tuple(Area(one.name, one.spot) for one in city.stations)
        areas = {"exact": stations, "okrug": city.okrugs}.get(places, city.districts)
        self._areas = areas
        within = 0 if places == "exact" else SAME_AREA_MINUTES
        self.travel: Travel = table(areas, road, within_minutes=within)

    def area(self, station: int) -> str:
        one = self._map.stations[station]
        return {"exact": one.name, "okrug": one.okrug}.get(self.places, one.district)

    def tag(self, station: int) -> str | None:
        """Opaque to the service; equal for equal places."""
        return f"tag-{station}" if self.places in {"tag", "looked"} else None

    def nearest_area(self, spot: Spot) -> str:
        return min(self._areas, key=lambda area: (km(area.centre, spot), area.name)).name
