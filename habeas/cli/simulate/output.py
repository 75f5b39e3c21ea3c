"""What `habeas simulate` says: a table of measures, progress while it runs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from habeas.cli.options import Stopped
from habeas.sim.measure import Measures
from habeas.sim.results import Comparison, mean, spread

# Wide enough for the table where nobody looks at a terminal.
PIPE_WIDTH = 110
# Key, heading, decimals, and whether it is a share told in per cent.
COLUMNS = (
    ("reached_within_limit", "reached\nin time %", 0, True),
    ("accepted_within_2min", "accepted\n<= 2 min %", 0, True),
    ("promises_broken", "promises\nbroken %", 1, True),
    ("worst_place_reached", "worst\nplace %", 0, True),
    ("urgent_within_60min", "urgent\n<= 1 h %", 0, True),
    ("travel_hours_per_client", "travel h\na client", 2, False),
    ("notices_per_client", "notices\na client", 1, False),
    ("decide_p99_ms", "decide\np99 ms", 0, False),
)


@contextmanager
def progress(total: int | None, what: str, quiet: bool) -> Iterator[Callable[[], None]]:
    """A bar on stderr, for people only; yields what to call after each step. No total: steps are counted."""
    console = Console(stderr=True)
    shown = console.is_terminal and not quiet
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not shown, transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)


def console() -> Console:
    found = Console()
    return found if found.is_terminal else Console(width=PIPE_WIDTH)


def tell(comparison: Comparison) -> None:
    """The table of one comparison, with what the reader should know of the day."""
    out, setup = console(), comparison.setup
    seeds = comparison.seeds
    days = "one day" if len(seeds) == 1 else f"mean ± standard deviation over {len(seeds)} days"
    what = f"{setup.counsel} counsel{_levers(comparison)}, places {setup.places}"
    out.print(f"{setup.source.name}: {what}; {days}", highlight=False)
    out.print(_table(comparison))
    tell_source(out, comparison.setup.source.notes, comparison.setup.source.unknown_places)


def tell_source(out: Console, notes: tuple[str, ...], unknown_places: tuple[str, ...]) -> None:
    for line in (*notes, *(f"not placed: {one}" for one in unknown_places)):
        out.print(line, highlight=False, markup=False)


def _levers(comparison: Comparison) -> str:
    setup = comparison.setup
    return (", committed" if setup.committed else "") + (", group briefing" if setup.briefing else "")


def _table(comparison: Comparison) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("\npolicy", no_wrap=True)
    for _, heading, _, _ in COLUMNS:
        table.add_column(heading, justify="right", no_wrap=True)
    for name, outcomes in comparison.policies.items():
        table.add_row(name, *_cells(mean(outcomes), spread(outcomes), len(outcomes)))
    return table


def _cells(means: Measures, spreads: Measures, days: int) -> list[str]:
    cells = []
    for key, _, decimals, share in COLUMNS:
        factor = 100 if share else 1
        middle, around = factor * getattr(means, key), factor * getattr(spreads, key)
        cells.append(f"{middle:.{decimals}f}" + (f" ±{around:.{decimals}f}" if days > 1 else ""))
    return cells


def write_json(value: Any, to: str) -> None:
    """`-` is stdout."""
    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    if to == "-":
        click.echo(text)
    else:
        write(Path(to), text + "\n")


def write(path: Path, text: str) -> None:
    """A file whose folder is missing or closed is told in one line."""
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise Stopped(f"{path}: cannot be written ({error})") from error
