"""The map: where people were brought, how many, how they fared, and where counsel live."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from habeas.sim.report.svg import ACCENT, INK, LOST, MUTED, SOFT, WAITING, Key, Picture
from habeas.sim.report.words import percent, place
from habeas.sim.trace import Site, Trace

# (at least this share reached, colour, words)
CLASSES = (
    (0.9, ACCENT, "90 % or more reached in time"),
    (0.7, SOFT, "70 to 90 %"),
    (0.5, WAITING, "50 to 70 %"),
    (0.0, LOST, "less than half"),
)
_WORST_COUNT = 3
_SCALE_KM = 5.0


@dataclass(frozen=True, slots=True)
class PlaceOutcome:
    """reached: share within the limit, of the people first brought there."""

    site: Site
    people: int
    reached: float


def place_outcomes(day: Trace, limit_minutes: float) -> list[PlaceOutcome]:
    """Places with people, the worst first; among equals the one with more people."""
    found = []
    for number, site in enumerate(day.places):
        told = [one.within(limit_minutes) for one in day.people if one.place == number]
        if told:
            found.append(PlaceOutcome(site, len(told), sum(told) / len(told)))
    return sorted(found, key=lambda one: (one.reached, -one.people, one.site.name))


def city_map(day: Trace, limit_minutes: float, name: str) -> Picture:
    places = place_outcomes(day, limit_minutes)
    worst = [one for one in places if one.reached < CLASSES[0][0]][:_WORST_COUNT]

    def draw(figure: Figure, is_wide: bool) -> None:
        axes = figure.add_subplot()
        homes = day.homes
        axes.plot([h[0] for h in homes], [h[1] for h in homes], "+", color=MUTED, markersize=5, zorder=1)
        _circles(axes, places, 420 if is_wide else 170)
        for one in worst:
            _name(axes, one)
        _frame(axes)

    alt = (
        f"Map: {len(places)} places with {len(day.people)} people, and where {len(day.homes)} counsel live. "
        + (f"Worst: {', '.join(_label(one) for one in worst)}." if worst else "Everywhere 90 % or more.")
    )
    key = (*(Key(colour, words) for _, colour, words in CLASSES), Key(MUTED, "a counsel lives here", "+"))
    return Picture(name=name, alt=alt, wide_height=520, narrow_height=360, draw=draw, key=key)


def _label(one: PlaceOutcome) -> str:
    return f"{place(one.site.name)}, {percent(one.reached)} of {one.people}"


def _circles(axes: Axes, places: Sequence[PlaceOutcome], largest: float) -> None:
    """Area by people, `largest` for the most; the largest first, so that none hides another."""
    most = max((one.people for one in places), default=1)
    for one in sorted(places, key=lambda each: -each.people):
        colour = next(colour for least, colour, _ in CLASSES if one.reached >= least)
        size = 14 + largest * one.people / most
        axes.scatter(one.site.east_km, one.site.north_km, s=size, color=colour, alpha=0.85, zorder=2)


def _name(axes: Axes, one: PlaceOutcome) -> None:
    axes.annotate(
        f"{place(one.site.name)} {percent(one.reached)}",
        (one.site.east_km, one.site.north_km),
        xytext=(8, 6),
        textcoords="offset points",
        fontsize=11,
        zorder=4,
    )


def _frame(axes: Axes) -> None:
    """Kilometres are equally long both ways; a line says how long five are."""
    axes.set_aspect("equal", adjustable="datalim")
    axes.set_axis_off()
    east, north = axes.get_xlim()[0], axes.get_ylim()[0]
    axes.plot([east, east + _SCALE_KM], [north, north], color=INK, linewidth=1.5)
    axes.text(east, north, f"{_SCALE_KM:.0f} km", va="bottom", fontsize=11)
