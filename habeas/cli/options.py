"""What several verbs share: the settings file, and the error that ends a command."""

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
