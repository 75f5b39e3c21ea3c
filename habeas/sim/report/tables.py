"""The tables of a report."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from msgspec import to_builtins

from habeas.sim.assumptions import Assumptions
from habeas.sim.report.map import place_outcomes
from habeas.sim.report.words import KINDS, LABELS, clock, percent, place
from habeas.sim.results import Comparison, mean, spread
from habeas.sim.trace import Trace

LONGEST = 12
WORST = 8


def table(
    head: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1, focus: str | None = None
) -> str:
    """The first `words` columns are words, the others numbers; the row of `focus` stands out."""
    kinds = ["" if number < words else ' class="n"' for number in range(len(head))]
    top = "".join(
        f'<th scope="col"{kind}>{escape(text)}</th>' for kind, text in zip(kinds, head, strict=True)
    )
    body = "".join(
        ('<tr class="focus">' if row[0] == focus else "<tr>")
        + "".join(f"<td{kind}>{escape(text)}</td>" for kind, text in zip(kinds, row, strict=True))
        + "</tr>"
        for row in rows
    )
    whole = f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="scroll" tabindex="0">{whole}</div>'


def policies(found: Comparison, focus: str) -> str:
    """Mean and standard deviation of each measure."""
    rows = []
    for name, outcomes in found.policies.items():
        means, around = mean(outcomes), spread(outcomes)
        cells = [
            f"{label.of(means):.{label.decimals}f} ± {label.of(around):.{label.decimals}f}"
            for label in LABELS
        ]
        rows.append([name, *cells])
    return table(
        ["policy", *(label.text + (" %" if label.share else "") for label in LABELS)], rows, focus=focus
    )


def longest(day: Trace) -> str:
    """Who waited longest, whether somebody came or not."""
    waited = sorted(day.people, key=lambda one: (-one.wait, one.name))[:LONGEST]
    return table(
        ["brought to", "need", "in the end", "pressed at", "waited"],
        (
            [
                place(day.places[one.place].name),
                KINDS[one.kind],
                "nobody came" if one.reached is None else "reached",
                clock(one.pressed),
                clock(one.wait),
            ]
            for one in waited
        ),
        words=3,
    )


def worst_places(day: Trace, limit_minutes: float) -> str:
    """Where the fewest were reached in time."""
    return table(
        ["place", "district", "people", "reached in time"],
        (
            [place(one.site.name), one.site.district, str(one.people), percent(one.reached)]
            for one in place_outcomes(day, limit_minutes)[:WORST]
        ),
        words=2,
    )


def assumptions(a: Assumptions, scenario: str) -> str:
    """Every number that the day is made of; of the scenarios only the one that was played."""
    told = to_builtins(a)
    told["scenarios"] = {name: one for name, one in told["scenarios"].items() if name == scenario}
    return table(["assumption", "value"], list(_flat("", told)))


def _flat(before: str, value: Any) -> Iterable[list[str]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _flat(f"{before}.{key}" if before else str(key), one)
    else:
        yield [before, " to ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)]
