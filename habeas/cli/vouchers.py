"""Codes for a partner organisation: whoever has one is asked for before those who show nothing."""

import asyncio
from pathlib import Path

import click

from habeas.cli.options import Stopped, instance_of, settings_option


@click.command()
@settings_option
@click.option("--number", type=int, default=50, show_default=True, help="How many.")
@click.option("--days", type=int, default=90, show_default=True, help="How long they can be used.")
def vouchers(settings: Path, number: int, days: int) -> None:
    """Print codes for a partner organisation, as addresses, one a line.

    The partner gives one to each person whom it knows. Who opens it has the code on her phone, and her next
    call shows it, once: in a flood of false calls it comes before all that show nothing. The server keeps
    hashes alone. It sees that a call was vouched for, and not for whom; mix the lists of several partners,
    and it does not see by whom.
    """
    from habeas import wire
    from habeas.commands.errors import Refused
    from habeas.commands.vouchers import make

    instance = instance_of(settings)
    with wire.open_instance(instance) as ctx:
        try:
            codes = asyncio.run(make(ctx, number, days))
        except Refused as refusal:
            raise Stopped(refusal.detail) from refusal
    for code in codes:
        click.echo(f"{instance.settings.public_url}/#voucher={code}")
