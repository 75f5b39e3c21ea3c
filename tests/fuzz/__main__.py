"""`python -m tests.fuzz texts --count 1000000` or `requests --count 100000`: as many as you like.

Ends with 1 when a side broke, when the two differ, or when the service did anything but answer or refuse.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

import click

from tests.fuzz.requests import ask_served
from tests.fuzz.texts import judge_texts

seed_option = click.option("--seed", default=1, show_default=True, help="The same changes for the same.")


@click.group()
def main() -> None:
    """Change what strangers may send, and see that all of it is read alike or refused."""


@main.command()
@click.option("--count", default=1_000_000, show_default=True)
@seed_option
def texts(count: int, seed: int) -> None:
    """Texts for every parser, judged by Python and by the browser's code."""
    figures = judge_texts(seed, count)
    click.echo(figures)
    sys.exit(bool(figures.splits))


@main.command()
@click.option("--count", default=100_000, show_default=True)
@seed_option
def requests(count: int, seed: int) -> None:
    """HTTP requests to a service on this machine."""
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(ask_served(Path(folder), seed, count))
    click.echo(figures)
    sys.exit(bool(figures.faults))


main()
