"""What roster commands print: enough to compare by eye before a key signs."""

from collections.abc import Iterable, Sequence

import click

from habeas.core.time import DAY_MS, HOUR_MS, Millis
from habeas.sealed.directory import Directory
from habeas.sealed.ids import thumbprint
from habeas.sealed.roster import Document, Member, Roster, Signer, payload_of, protected_header, valid_signers


def tell_roster(document: Document, now: Millis) -> None:
    """Print who is in a roster, until when it stands, and which keys claim to have signed it."""
    roster = payload_of(document)
    click.echo(f"roster of {roster.organisation}, version {roster.version}, {expiry_text(roster, now)}")
    tell_members(roster.members)


def tell_members(members: Iterable[Member]) -> None:
    """One line a member."""
    for member in members:
        serves = f"{', '.join(member.languages) or '-'} | {', '.join(member.areas) or '-'}"
        group = f" | group {member.group}" if member.group else ""
        click.echo(f"  {member.fingerprint}  {member.role.value:8}{serves}{group}")


def tell_changes(joining: Sequence[str], leaving: Sequence[str]) -> None:
    """What a draft changes."""
    for fingerprint in joining:
        click.echo(f"  + {fingerprint}")
    for fingerprint in leaving:
        click.echo(f"  - {fingerprint}")
    if not joining and not leaving:
        click.echo("  nobody joins, nobody leaves")


def tell_signatures(document: Document, signers: Sequence[Signer], threshold: int) -> None:
    """Which signers have signed, which have not, and how many other signatures there are."""
    valid = valid_signers(document, tuple(signers))
    for signer in signers:
        kid = thumbprint(signer)
        click.echo(f"  {kid}  {'signed' if kid in valid else 'has not signed'}")
    headers = {protected_header(thumbprint(signer)) for signer in signers}
    others = sum(signature.protected not in headers for signature in document.signatures)
    if others:
        click.echo(f"  {others} more by nobody in the settings: they do not count")
    click.echo(f"{len(valid)} of the {threshold} signatures that are needed")


def expiry_text(document: Roster | Directory, now: Millis) -> str:
    """When a roster or a directory expires, in words."""
    left_ms = document.expires_at - now
    if left_ms <= 0:
        return f"expired {_span(-left_ms)} ago"
    return f"expires in {_span(left_ms)}"


def _span(millis: int) -> str:
    """Rounded: a roster made a moment ago for 30 days expires in 30 days, not in 29."""
    days, hours = round(millis / DAY_MS), round(millis / HOUR_MS)
    return f"{days} days" if days >= 2 else f"{hours} hours"
