"""The picture of people over the day: who waits, to whom somebody is coming, with whom somebody is."""

from collections.abc import Mapping
from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from habeas.sim.report.svg import ACCENT, SOFT, WAITING, Key, Picture, apart
from habeas.sim.trace import Trace

_WIDE_COLUMNS = 2
_PANEL = 190
KEY = (
    Key(ACCENT, "somebody is with them"),
    Key(SOFT, "somebody is coming"),
    Key(WAITING, "waiting"),
)


def over_time(days: Mapping[str, Trace], name: str) -> Picture:
    """One day under each policy, all to one scale."""

    def draw(figure: Figure, is_wide: bool) -> None:
        apart(figure)
        columns = min(_WIDE_COLUMNS if is_wide else 1, len(days))
        panels = figure.subplots(ceil(len(days) / columns), columns, sharex=True, sharey=True, squeeze=False)
        for axes, (policy, day) in zip(panels.flat, days.items(), strict=False):
            _panel(axes, policy, day)
        for axes in panels.flat[len(days) :]:
            axes.set_visible(False)

    return Picture(
        name=name,
        alt="People over the hours of one day, a panel a policy. At the worst moment there wait "
        + ", ".join(f"{_most(day)} with {policy}" for policy, day in days.items())
        + ".",
        wide_height=_PANEL * ceil(len(days) / _WIDE_COLUMNS),
        narrow_height=_PANEL * len(days),
        draw=draw,
        key=KEY,
    )


def _most(day: Trace) -> int:
    return max((one.waiting for one in day.minutes), default=0)


def _panel(axes: Axes, policy: str, day: Trace) -> None:
    at = [one.at / 60 for one in day.minutes]
    axes.stackplot(
        at,
        [one.inside for one in day.minutes],
        [one.promised for one in day.minutes],
        [one.waiting for one in day.minutes],
        colors=[ACCENT, SOFT, WAITING],
        linewidth=0,
    )
    axes.set_title(policy)
    axes.set_xlim(0, day.length / 60)
    axes.set_ylim(bottom=0)
    axes.locator_params(axis="x", integer=True, nbins=8)
    axes.locator_params(axis="y", integer=True, nbins=4)
    axes.tick_params(length=0, labelbottom=True)
    axes.xaxis.set_major_formatter("{x:.0f} h")
    axes.grid(axis="y")
    axes.set_axisbelow(True)
