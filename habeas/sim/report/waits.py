"""The picture of each person's wait against the moment of her press."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from habeas.sim.report.svg import ACCENT, INK, LOST, WAITING, Key, Picture
from habeas.sim.report.words import hours
from habeas.sim.trace import Person, Trace

KEY = (
    Key(ACCENT, "reached in time", "●"),
    Key(WAITING, "reached late", "◆"),
    Key(LOST, "nobody came before they were let go, or the day ended", "×"),
)


def waits(day: Trace, limit_minutes: float, name: str) -> Picture:
    """A mark a person: told apart by form as well as by colour."""
    soon = [one for one in day.people if one.within(limit_minutes)]
    late = [one for one in day.people if one.reached is not None and not one.within(limit_minutes)]
    never = [one for one in day.people if one.reached is None]

    def draw(figure: Figure, is_wide: bool) -> None:  # noqa: ARG001
        axes = figure.add_subplot()
        _marks(axes, soon, "o", ACCENT)
        _marks(axes, late, "D", WAITING)
        _marks(axes, never, "x", LOST)
        _frame(axes, limit_minutes)

    alt = (
        f"How long each person waited: {len(soon)} were reached within {hours(limit_minutes)}, "
        f"{len(late)} later, to {len(never)} nobody came before they were let go or the day ended."
    )
    return Picture(name=name, alt=alt, wide_height=320, narrow_height=300, draw=draw, key=KEY)


def _marks(axes: Axes, people: Sequence[Person], marker: str, colour: str) -> None:
    pressed, waited = [one.pressed / 60 for one in people], [one.wait / 60 for one in people]
    axes.plot(pressed, waited, linestyle="", marker=marker, markersize=3.5, color=colour, alpha=0.75)


def _frame(axes: Axes, limit_minutes: float) -> None:
    axes.axhline(limit_minutes / 60, color=INK, linewidth=1, linestyle=(0, (4, 3)))
    axes.text(
        1,
        limit_minutes / 60,
        "limit",
        ha="right",
        va="bottom",
        transform=axes.get_yaxis_transform(),
        fontsize=11,
    )
    axes.set_xlim(left=0)
    axes.set_ylim(bottom=0)
    axes.set_title("hours waited", pad=10)
    axes.set_xlabel("pressed, hours since the day began")
    axes.tick_params(length=0)
    axes.grid(axis="y")
    axes.set_axisbelow(True)
