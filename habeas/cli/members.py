"""Members: let somebody enrol, put somebody out at once."""

import asyncio
from pathlib import Path

import click

from habeas.cli.options import Stopped, TakesIds, instance_of, settings_option
from habeas.commands.shapes.common import Role


@click.command()
@settings_option
@click.option(
    "--role",
    type=click.Choice([Role.counsel.value, Role.desk.value]),
    required=True,
    help="What she will be.",
)
@click.option("--hours", type=int, help="How long it can be used; otherwise as the settings say.")
def invite(settings: Path, role: str, hours: int | None) -> None:
    """Print an invitation for one new member.

    Give it to her yourself, over a channel you trust. She opens the address and makes her passkey and keys
    in her browser. She can act once the next signed roster names her.
    """
    from habeas import wire
    from habeas.commands.errors import Refused
    from habeas.commands.invite import invite as make

    instance = instance_of(settings)
    valid = instance.settings.limits.invitation_hours if hours is None else hours
    with wire.open_instance(instance) as ctx:
        try:
            code = asyncio.run(make(ctx, Role(role), valid))
        except Refused as refusal:
            raise Stopped(refusal.detail) from refusal
    page = "counsel" if role == Role.counsel else "desk"
    click.echo(f"{instance.settings.public_url}/{page}#invitation={code}")


@click.command(cls=TakesIds)
@settings_option
@click.argument("fingerprint")
@click.option("--lift", is_flag=True, help="Let her in again.")
def suspend(settings: Path, fingerprint: str, lift: bool) -> None:
    """Put the member with this FINGERPRINT out at once, while the instance runs.

    Her sessions and live streams end within a second or two, her duty and offers with them, and her cases go
    to others. She cannot sign in until it is lifted. Two dispatchers can do the same at the desk. It is no
    signature: phones still seal to her until a roster is published that names her no more.
    """
    from habeas import wire
    from habeas.commands.errors import Refused
    from habeas.commands.suspend import suspend_as_operator

    with wire.open_instance(instance_of(settings)) as ctx:
        try:
            asyncio.run(suspend_as_operator(ctx, fingerprint, lift=lift))
        except Refused as refusal:
            raise Stopped("No member of the roster in force has this fingerprint.") from refusal
    click.echo("she may sign in again" if lift else "suspended: sign a roster without her next")
