"""The picture that compares policies: a panel a measure, a bar a policy, a dot a day."""

from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from habeas.sim.report.svg import ACCENT, INK, PAPER, SOFT, Picture, apart, bare
from habeas.sim.report.words import LABELS, Label
from habeas.sim.results import Comparison, mean, spread

_WIDE_COLUMNS, _NARROW_COLUMNS = 3, 1
_ROW, _HEAD = 24, 62


def comparison(found: Comparison, focus: str, name: str) -> Picture:
    """`focus`: the policy that stands out."""

    def draw(figure: Figure, is_wide: bool) -> None:
        apart(figure)
        columns = _WIDE_COLUMNS if is_wide else _NARROW_COLUMNS
        rows = ceil(len(LABELS) / columns)
        for number, label in enumerate(LABELS):
            axes = figure.add_subplot(rows, columns, number + 1)
            _panel(axes, found, label, focus, named=number % columns == 0)

    panel = _HEAD + _ROW * len(found.policies)
    return Picture(
        name=name,
        alt="Bars that compare policies by " + ", ".join(label.text for label in LABELS) + ": "
        "the table below says the same in numbers.",
        wide_height=panel * ceil(len(LABELS) / _WIDE_COLUMNS),
        narrow_height=panel * len(LABELS),
        draw=draw,
    )


def _panel(axes: Axes, found: Comparison, label: Label, focus: str, *, named: bool) -> None:
    names = list(found.policies)
    for row, outcomes in enumerate(found.policies.values()):
        middle, around = label.of(mean(outcomes)), label.of(spread(outcomes))
        axes.barh(row, middle, height=0.62, color=ACCENT if names[row] == focus else SOFT)
        # Ink on paper: it reads on light and dark bars alike.
        for colour, width in ((PAPER, 3.5), (INK, 1.2)):
            axes.hlines(row, max(0.0, middle - around), middle + around, color=colour, linewidth=width)
        days = [label.of(one.measures) for one in outcomes]
        axes.scatter(
            days,
            [row] * len(days),
            s=18,
            color=INK,
            edgecolors=PAPER,
            linewidths=0.8,
            zorder=3,
            clip_on=False,
        )
    _scale(axes, label)
    bare(axes)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), names if named else [""] * len(names))
    axes.set_title(label.text + (", less is better" if label.less else ""))


def _scale(axes: Axes, label: Label) -> None:
    """Shares of which more is better read against the whole."""
    if label.share and not label.less:
        axes.set_xlim(0, 100)
        axes.set_xticks([0, 50, 100], ["0", "50", "100 %"])
    else:
        axes.set_xlim(left=0)
        axes.locator_params(axis="x", nbins=3)
        axes.xaxis.set_major_formatter("{x:g} %" if label.share else "{x:g}")
    axes.grid(axis="x", zorder=0)
    axes.set_axisbelow(True)
