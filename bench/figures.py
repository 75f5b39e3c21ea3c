"""Figures: what was measured, what it should be, and whether it is."""

import operator
from collections.abc import Iterable
from pathlib import Path
from statistics import median

import msgspec
from msgspec import Struct

HOLDS = {">=": operator.ge, "<=": operator.le}
NO_GOAL = "none"
RESULTS = Path(__file__).parent / "results.json"


class Figure(Struct, frozen=True):
    """One line of the results. Without a goal it is told for comparison only, and holds."""

    value: float
    unit: str
    goal: str = NO_GOAL
    holds: bool = True


Figures = dict[str, Figure]


def figure(value: float, unit: str, goal: str = NO_GOAL) -> Figure:
    """`goal` is like ">= 2"; the value is kept as it is told, to three digits or whole."""
    told = rounded(value)
    return Figure(told, unit, goal, holds(told, goal))


def holds(value: float, goal: str) -> bool:
    """Raises KeyError and ValueError for a goal that says nothing."""
    if goal == NO_GOAL:
        return True
    sign, _, bound = goal.partition(" ")
    return bool(HOLDS[sign](value, float(bound)))


def rounded(value: float) -> float:
    """Three digits that count."""
    return round(value) if abs(value) >= 100 else float(f"{value:.3g}")


def middle(ratios: Iterable[float]) -> float:
    """The median of the rounds, so that one disturbed round does not speak for all."""
    return median(ratios)


def line(name: str, one: Figure) -> str:
    """As it is printed: name, value, unit, goal, holds."""
    state = "holds" if one.holds else "DOES NOT HOLD"
    return f"{name:34} {one.value:>10,} {one.unit:22} {one.goal:12} {state if one.goal != NO_GOAL else ''}"


def write(figures: Figures, path: Path = RESULTS, *, keep: bool = False) -> None:
    """To the file of results; with `keep`, what it tells of other figures stays."""
    known = msgspec.json.decode(path.read_bytes(), type=Figures) if keep and path.exists() else {}
    text = msgspec.json.format(msgspec.json.encode(known | figures), indent=2)
    path.write_bytes(text + b"\n")
