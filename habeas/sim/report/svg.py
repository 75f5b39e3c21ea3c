"""Pictures as SVG: colours follow the page, text stays text, equal pictures are equal to the byte."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from io import StringIO
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

PAPER, INK, MUTED, LINE = "#fbfaf7", "#1b1f24", "#8a8f94", "#d9d5c9"
ACCENT, SOFT, WAITING, LOST = "#1f5f5b", "#7fa8a4", "#b5651d", "#a3262a"
# What stands in a picture is a variable of the page, so that light and dark both read well.
VARIABLES = {
    PAPER: "--paper",
    INK: "--ink",
    MUTED: "--muted",
    LINE: "--line",
    ACCENT: "--accent",
    SOFT: "--soft",
    WAITING: "--waiting",
    LOST: "--lost",
}
# Widths in units of text: 12 of them are a line of text.
WIDE, NARROW = 760, 360
_UNITS_AN_INCH = 72
_RC: dict[str, Any] = {
    "svg.fonttype": "none",
    "font.size": 12,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": LINE,
    "axes.titlesize": 12,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.facecolor": "none",
    "figure.facecolor": "none",
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 11,
    "ytick.labelsize": 11,
    "grid.color": LINE,
    "lines.linewidth": 1.2,
}

Draw = Callable[[Figure, bool], None]


@dataclass(frozen=True, slots=True)
class Key:
    """What a colour means, and the mark that bears it."""

    colour: str
    words: str
    mark: str = "■"

    @property
    def variable(self) -> str:
        return VARIABLES[self.colour]


@dataclass(frozen=True, slots=True)
class Picture:
    """draw(figure, is_wide). Heights in the units of the widths. alt: in words what it shows."""

    name: str
    alt: str
    wide_height: int
    narrow_height: int
    draw: Draw
    key: tuple[Key, ...] = ()


def html(picture: Picture) -> str:
    """Both sizes, under what the colours mean; the page shows the one that fits."""
    wide = render(picture, True, WIDE, picture.wide_height)
    narrow = render(picture, False, NARROW, picture.narrow_height)
    sizes = f'<div class="wide">{wide}</div><div class="narrow">{narrow}</div>'
    return f'{_list(picture.key)}<figure id="{picture.name}">{sizes}</figure>'


def _list(key: Sequence[Key]) -> str:
    entries = "".join(
        f'<li><b class="ink-{one.variable.removeprefix("--")}">{one.mark}</b>{escape(one.words)}</li>'
        for one in key
    )
    return f'<ul class="key">{entries}</ul>' if key else ""


def apart(figure: Figure) -> None:
    """Room between panels: each title stands by its own."""
    engine = figure.get_layout_engine()
    assert isinstance(engine, ConstrainedLayoutEngine)
    engine.set(h_pad=0.1, w_pad=0.08)


def bare(axes: Axes) -> None:
    """No frame, no ticks."""
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)


def render(picture: Picture, is_wide: bool, width: int, height: int) -> str:
    """One `<svg>` in which colours are variables."""
    salt = f"{picture.name}-{width}"
    rc: Any = {**_RC, "svg.hashsalt": salt}
    with matplotlib.rc_context(rc):
        figure = Figure(figsize=(width / _UNITS_AN_INCH, height / _UNITS_AN_INCH), layout="constrained")
        picture.draw(figure, is_wide)
        out = StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return _inline(out.getvalue(), picture.alt)


def _inline(svg: str, alt: str) -> str:
    """The drawing alone: no document type, no metadata, no size, no groups that nobody refers to."""
    body = svg[svg.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.S)
    body = re.sub(r'<g id="[^"]*"', "<g", body)
    box = re.search(r'viewBox="[^"]*"', body)
    assert box is not None
    body = re.sub(
        r"<svg[^>]*>", f'<svg {box[0]} role="img" aria-label="{escape(alt)}">', body, count=1, flags=re.S
    )
    for colour, variable in VARIABLES.items():
        body = body.replace(colour, f"var({variable})")
    return body.strip()
