"""What several verbs share: the settings file, and the error that ends a command."""

import re
from pathlib import Path
from typing import IO, Any

import click

from habeas.settings import FILE, BadSettings, Instance, load

settings_option = click.option(
    "--settings",
    type=click.Path(path_type=Path, dir_okay=False),
    default=FILE,
    show_default=True,
    help="The instance's settings file.",
)


# One id in 64 begins with a dash. An option is a single letter, or two dashes and another length.
_DASHED_ID = re.compile(r"-[A-Za-z0-9_][A-Za-z0-9_-]{6,20}|--[A-Za-z0-9_-]{20}")


class TakesIds(click.Command):
    """A command whose last arguments are ids, those that begin with a dash too."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ids = [arg for arg in args if _DASHED_ID.fullmatch(arg)]
        if ids and "--" not in args:
            args = [*(arg for arg in args if arg not in ids), "--", *ids]
        return super().parse_args(ctx, args)


class Stopped(click.ClickException):
    """The command cannot go on: one line on stderr, exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:  # noqa: ARG002
        click.echo(self.format_message(), err=True)


def instance_of(settings: Path) -> Instance:
    """The checked settings; a mistake in them ends the command."""
    try:
        return load(settings)
    except BadSettings as error:
        raise Stopped(str(error)) from error
