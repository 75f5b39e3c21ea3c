"""`python -m bench`: measure, print a line a figure, and write them to bench/results.json."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console

from bench import board, dispatch, durable, offers, paced, page, slow_page
from bench.durable import Told
from bench.figures import RESULTS, Figures, line, write
from bench.instance import Instances

ROUNDS = 5
Measure = Callable[[Instances, int, Told], Figures]
MEASURES: dict[str, Measure] = {
    "durable": durable.measure,
    "slow-disk": durable.measure_slow,
    "paced": paced.measure,
    "offers": offers.measure,
    "board": board.measure,
    "page": page.measure,
    "slow-page": slow_page.measure,
    "dispatch": dispatch.measure,
}


@click.command()
@click.option("--only", type=click.Choice(list(MEASURES)), multiple=True, help="Only this; may repeat.")
@click.option(
    "--rounds", type=click.IntRange(1, 50), default=ROUNDS, show_default=True, help="The median is told."
)
def main(only: tuple[str, ...], rounds: int) -> None:
    """What this service can carry on this machine, as ratios measured side by side in one run.

    The load comes from a process of its own on the same machine, to 127.0.0.1 only. With --only, the figures
    of others stay in the file as they were.
    """
    terminal = Console(stderr=True)
    chosen = {name: MEASURES[name] for name in only or MEASURES}
    with tempfile.TemporaryDirectory(prefix="habeas-bench-") as folder:
        measured = _all(chosen, Instances(Path(folder)), rounds, terminal)
    write(measured, keep=bool(only))
    terminal.print(f"written to {RESULTS}")


def _all(chosen: dict[str, Measure], instances: Instances, rounds: int, terminal: Console) -> Figures:
    figures: Figures = {}
    for number, (name, measure) in enumerate(chosen.items(), 1):
        title = f"{number}/{len(chosen)} {name}"
        with terminal.status(title) as status:
            told = _teller(terminal, title, status.update)
            seen = measure(instances, rounds, told)
        figures |= seen
        for each, one in seen.items():
            click.echo(line(each, one))
    return figures


def _teller(terminal: Console, title: str, update: Callable[[str], None]) -> Told:
    """What a measure says while it goes: on the line that moves, and above it to stay."""

    def told(text: str) -> None:
        terminal.print(f"  [dim]{text}[/dim]")
        update(f"{title}: {text}")

    return told


if __name__ == "__main__":
    main()
