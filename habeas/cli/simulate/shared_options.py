"""The options that `habeas simulate` and `habeas simulate plan` share, and how both are interrupted."""

import os
from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from pathlib import Path
from typing import Any

import click

from habeas.cli.options import Stopped
from habeas.cli.simulate.options import SharedOptions

Command = Callable[..., None]
FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)

_DAY = (
    click.argument("scenario", required=False),
    click.option("--day", metavar="DATE", help="A real day instead of a scenario, as in 2017-03-26."),
    click.option("--data", metavar="DIR", type=FOLDER, help="The folder with the tables of real days."),
)
_HOW = (
    click.option(
        "--committed", is_flag=True, help="Counsel have set the time aside: they answer, and say yes."
    ),
    click.option("--briefing", is_flag=True, help="Counsel brief all at a place together on arrival."),
    click.option(
        "--places",
        type=click.Choice(["exact", "tag", "looked", "district", "okrug"]),
        default="exact",
        show_default=True,
        help="What the service knows of where somebody is.",
    ),
    click.option(
        "--seeds", metavar="A-B", default="1-8", show_default=True, help="Days to draw, each by a number."
    ),
    click.option("--config", type=FILE, help="Other assumptions, TOML or JSON; see --print-config."),
    click.option(
        "--jobs", type=click.IntRange(1, 256), help="Processes side by side.  [default: one for each core]"
    ),
    click.option("--quiet", is_flag=True, help="No progress bar."),
    click.option(
        "--json",
        "json_to",
        metavar="[FILE]",
        is_flag=False,
        flag_value="-",
        help="Results as JSON to FILE, or to stdout instead of the table: put it last then.",
    ),
)


def asks(command: Command) -> Command:
    """Adds the shared options; the command is given them as one `SharedOptions`, before its own."""
    names = [field.name for field in fields(SharedOptions)]

    @wraps(command)
    def with_options(**given: Any) -> None:
        command(SharedOptions(**{name: given.pop(name) for name in names}), **given)

    found: Command = with_options
    for option in reversed((*_DAY, *_HOW)):
        found = option(found)
    return found


class Interrupted(Stopped):
    """Ctrl-C: one line, and the exit code that shells expect."""

    exit_code = 130


class PlayCommand(click.Command):
    """Plays days; may be interrupted."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            raise Interrupted("stopped") from error


def processes(jobs: int | None) -> int:
    """How many run side by side."""
    return jobs or os.cpu_count() or 1
