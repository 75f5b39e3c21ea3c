"""Figures: what was measured, what it should be, and whether it is."""

import operator
import os
from collections.abc import Iterable
from pathlib import Path
from statistics import median

import msgspec
from msgspec import Struct, structs

HOLDS = {">=": operator.ge, "<=": operator.le}
NO_GOAL = "none"
RESULTS = Path(__file__).parent / "results.json"


class Figure(Struct, frozen=True):
    """One line of the results. Without a goal it is told for comparison only, and holds.

    The two loads are the machine's average over a minute when the measure began and when it ended.
    """

    value: float
    unit: str
    goal: str = NO_GOAL
    holds: bool = True
    load_before: float = 0
    load_after: float = 0


Figures = dict[str, Figure]


def machine_load() -> float:
    """How many processes wanted a processor, on average over the last minute."""
    return round(os.getloadavg()[0], 2)


def under_load(figures: Figures, before: float, after: float) -> Figures:
    """The same figures with the load of the machine while they were measured."""
    return {name: structs.replace(one, load_before=before, load_after=after) for name, one in figures.items()}


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
