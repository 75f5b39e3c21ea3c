"""Call words, for the operator: how many were left, and what a flood left is deleted."""

import asyncio
from pathlib import Path

import click

from habeas.cli.options import instance_of, settings_option


@click.command("call-words")
@settings_option
@click.option("--purge", metavar="YYYY-MM-DD", help="Delete what was left on this day (UTC).")
def call_words(settings: Path, purge: str | None) -> None:
    """Say how many files wait behind call words, by the day on which they were left.

    A flood is one day with far too many. `--purge DAY` deletes what was left on that day, but for what its
    person came back to on another day. Nobody can tell real ones from false ones: whoever left hers on that
    day loses it, and is not told.
    """
    from habeas import wire
    from habeas.commands import call_words as commands

    with wire.open_instance(instance_of(settings)) as ctx:
        if purge is not None:
            found = asyncio.run(commands.days_of_deposits(ctx))
            days = {each.day for each in found if wire.day_of(each.day) == purge}
            click.echo(f"{sum(asyncio.run(commands.purge(ctx, day)) for day in days)} deleted")
        for each in asyncio.run(commands.days_of_deposits(ctx)):
            came_back = " came back" if each.confirmed else ""
            click.echo(f"{wire.day_of(each.day)} {each.number:>9}{came_back}")
