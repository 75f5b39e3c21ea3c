"""The habeas command."""

import click


@click.group()
def main() -> None:
    """Habeas."""
