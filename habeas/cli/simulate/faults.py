"""Days on which things go wrong, with the board in a real database that dies and comes back."""

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from habeas.cli.simulate.database import SqliteBoard
from habeas.cli.simulate.options import seeds_of
from habeas.cli.simulate.shared_options import PlayCommand
from habeas.sim.assumptions import SCENARIOS, Assumptions
from habeas.sim.checks import Broken
from habeas.sim.day import drawn_day
from habeas.sim.faults import Faults, FaultyWorld
from habeas.sim.knowledge import Knowledge
from habeas.sim.people import Lots
from habeas.sim.policies import policy


@click.command(cls=PlayCommand)
@click.argument("scenario", type=click.Choice(sorted(SCENARIOS)), default="quiet")
@click.option("--seeds", default="1-20", show_default=True, help="One number, or the first and the last.")
def faults(scenario: str, seeds: str) -> None:
    """Break a day on purpose, and look at the promises of the house after every step.

    What phones show and say is lost, late, repeated and out of order, phones die, counsel go home early, the
    clock steps, and the service restarts from a real database between any two steps. A seed that fails prints
    the one command that repeats it.

    \b
      habeas simulate faults quiet --seeds 1-50
    """
    for seed in seeds_of(seeds):
        try:
            steps, restarts = _broken_day(scenario, seed)
        except Broken as error:
            click.echo(f"seed {seed}: {error}", err=True)
            click.echo(f"repeat it:  habeas simulate faults {scenario} --seeds {seed}", err=True)
            raise SystemExit(1) from error
        click.echo(f"seed {seed}: {steps} steps, {restarts} restarts, every promise held")


def _broken_day(scenario: str, seed: int) -> tuple[int, int]:
    """How many steps the day had, and how many restarts. Raises Broken."""
    a = Assumptions()
    day = drawn_day(scenario, a.scenarios[scenario], seed, a)
    ways = policy("pooled", a, committed=False, briefing=False)
    lots = Lots(seed, a, committed=False, briefing=False, teleport=False)
    world = FaultyWorld(day, ways, Knowledge("tag", day.map, a.road), lots, Faults())
    with TemporaryDirectory() as folder, closing(SqliteBoard(Path(folder) / "day.db")) as database:
        database.enrol(world.board)
        world.saved, world.restart = database.save, database.load
        world.run()
    return world.steps, world.restarts
