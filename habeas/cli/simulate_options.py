"""The options that `habeas simulate` and `habeas simulate plan` share."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

F = TypeVar("F", bound=Callable[..., None])
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
        type=click.Choice(["exact", "tag", "district", "okrug"]),
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


def day_options(command: F) -> F:
    """Which day."""
    return _with(_DAY, command)


def how_options(command: F) -> F:
    """How people behave on it, what is known, how it is run and told."""
    return _with(_HOW, command)


def _with(options: tuple[Callable[[F], F], ...], command: F) -> F:
    for option in reversed(options):
        command = option(command)
    return command


def processes(jobs: int | None) -> int:
    """How many run side by side."""
    return jobs or os.cpu_count() or 1
