"""Documents generated from the code, so that they cannot fall behind it."""

import click


@click.command()
def openapi() -> None:
    """Print the OpenAPI description of the service."""
    from habeas.http.app import describe

    click.echo(describe(), nl=False)


@click.command()
def diagram() -> None:
    """Print the diagram of a case's states."""
    from habeas.core.diagram import state_diagram

    click.echo(state_diagram(), nl=False)
