"""`python -m bench`: measure, print a line a figure, and write them to bench/results.json."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import click
from rich.console import Console

from bench import board, dispatch, durable, flood, offers, paced, page, slow_page
from bench.durable import Told
from bench.figures import RESULTS, Figures, line, machine_load, under_load, write
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
    "flood": flood.measure,
}


@click.command()
@click.option("--only", type=click.Choice(list(MEASURES)), multiple=True, help="Only this; may repeat.")
@click.option(
    "--rounds", type=click.IntRange(1, 50), default=ROUNDS, show_default=True, help="The median is told."
)
def main(only: tuple[str, ...], rounds: int) -> None:
    """What this service can carry on this machine, as ratios measured side by side in one run.

    The load comes from a process of its own on the same machine, to 127.0.0.1 only. The figures of a measure
    are in the file as soon as it is over. With --only, those of others stay in the file as they were.
    """
    terminal = Console(stderr=True)
    chosen = {name: MEASURES[name] for name in only or MEASURES}
    with tempfile.TemporaryDirectory(prefix="habeas-bench-") as folder:
        figures = measure_all(chosen, Instances(Path(folder)), rounds, terminal)
    # What an older bench measured and this one does not goes out only when everything was measured.
    write(figures, keep=bool(only))
    terminal.print(f"written to {RESULTS}")


def measure_all(
    chosen: Mapping[str, Measure],
    instances: Instances,
    rounds: int,
    terminal: Console,
    path: Path = RESULTS,
) -> Figures:
    """One after the other. The figures of each are printed and written to `path` before the next begins."""
    figures: Figures = {}
    for number, (name, measure) in enumerate(chosen.items(), 1):
        title, before = f"{number}/{len(chosen)} {name}", machine_load()
        with terminal.status(title) as status:
            told = _teller(terminal, title, status.update)
            taken = measure(instances, rounds, told)
        after = machine_load()
        taken = under_load(taken, before, after)
        write(taken, path, keep=True)
        figures |= taken
        click.echo(f"{name}, at a load of {before} when it began and {after} when it ended")
        for each, one in taken.items():
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
