"""What roster commands say: enough to compare by eye before a key signs."""

from collections.abc import Iterable, Sequence

import click

from habeas.core.time import DAY_MS, HOUR_MS, Millis
from habeas.sealed.directory import Directory
from habeas.sealed.ids import thumbprint
from habeas.sealed.roster import Document, Member, Roster, Signer, payload_of, protected_header, valid_signers


def tell_roster(document: Document, now: Millis) -> None:
    """Print who is in a roster, until when it stands, and which keys claim to have signed it."""
    roster = payload_of(document)
    click.echo(f"roster of {roster.organisation}, version {roster.version}, {standing(roster, now)}")
    tell_members(roster.members)


def tell_members(members: Iterable[Member]) -> None:
    """One line a member."""
    for one in members:
        serves = f"{', '.join(one.languages) or '-'} | {', '.join(one.areas) or '-'}"
        click.echo(f"  {one.fingerprint}  {one.role.value:8}{serves}")


def tell_changes(joining: Sequence[str], leaving: Sequence[str]) -> None:
    """What a draft changes."""
    for fingerprint in joining:
        click.echo(f"  + {fingerprint}")
    for fingerprint in leaving:
        click.echo(f"  - {fingerprint}")
    if not joining and not leaving:
        click.echo("  nobody joins, nobody leaves")


def tell_signatures(document: Document, signers: Sequence[Signer], threshold: int) -> None:
    """Which of the signers have signed, which have not, and what else stands there."""
    valid = valid_signers(document, tuple(signers))
    for signer in signers:
        kid = thumbprint(signer)
        click.echo(f"  {kid}  {'signed' if kid in valid else 'has not signed'}")
    known = {protected_header(thumbprint(signer)) for signer in signers}
    others = sum(one.protected not in known for one in document.signatures)
    if others:
        click.echo(f"  {others} more by nobody in the settings: they do not count")
    click.echo(f"{len(valid)} of the {threshold} signatures that are needed")


def standing(signed: Roster | Directory, now: Millis) -> str:
    """Until when a roster or a directory stands, in words."""
    left = signed.expires_at - now
    if left <= 0:
        return f"expired {_span(-left)} ago"
    return f"expires in {_span(left)}"


def _span(millis: int) -> str:
    """To the nearest: a roster made a moment ago for 30 days stands 30 days."""
    days, hours = round(millis / DAY_MS), round(millis / HOUR_MS)
    return f"{days} days" if days >= 2 else f"{hours} hours"
