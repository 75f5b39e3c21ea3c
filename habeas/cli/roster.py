"""The signed list of members' keys: edited and signed offline, published online."""

import asyncio
from pathlib import Path

import click
import msgspec

from habeas.cli.options import Stopped, TakesIds, instance_of, settings_option
from habeas.cli.roster_files import (
    add_signature,
    combine_signatures,
    document_in,
    load,
    now,
    pin,
    save,
    save_json,
    stop_if_refused,
    text_of,
    trust_in,
)
from habeas.cli.roster_output import expiry_text, tell_changes, tell_members, tell_roster, tell_signatures
from habeas.client.seal.jose import new_key
from habeas.core.time import DAY_MS
from habeas.sealed.ids import digest
from habeas.sealed.roster import Document, Roster, payload_of, verify
from habeas.signing import draft as drafts
from habeas.signing import keys, sign
from habeas.signing.draft import Draft, PendingMember

PATH = click.Path(path_type=Path, dir_okay=False)
DRAFT = click.argument("draft", type=PATH)
ROSTER = click.argument("document", metavar="ROSTER", type=PATH)
EXISTS = "exists already: choose another name; nothing was changed"


@click.group()
def roster() -> None:
    """Who is a member: the list that phones trust, signed by the organisation's signers.

    \b
    Once, each signer on her own machine that stays offline:
      habeas roster signer-key anna.key          prints three lines for the settings
    Online, whenever somebody has enrolled or must go:
      habeas roster pending --settings habeas.toml > pending.json
    Offline:
      habeas roster init draft.json --organisation NAME      the first time
      habeas roster init draft.json --after roster.json      every other time
      habeas roster add draft.json pending.json
      habeas roster revoke draft.json FINGERPRINT
      habeas roster groups draft.json            no dispatcher reads a name alone
      habeas roster sign draft.json --key anna.key           makes roster.json and group-key.json
      habeas roster sign roster.json --key boris.key         each other signer
      habeas roster verify roster.json --settings habeas.toml
    Online again:
      habeas roster publish roster.json group-key.json --settings habeas.toml
    """


@roster.command("signer-key")
@click.argument("file", type=PATH)
@click.option("--passphrase/--no-passphrase", default=True, help="Ask for a passphrase (the default).")
def signer_key(file: Path, passphrase: bool) -> None:
    """Make a signer's key in FILE, readable by its owner only, and print its public half.

    Do this on a machine that stays offline, and keep a copy of the file in another safe place.
    """
    if file.exists():
        raise Stopped(f"{file} {EXISTS}")
    secret = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True) if passphrase else None
    key = new_key()
    try:
        keys.write(file, key, secret)
    except FileExistsError as error:
        raise Stopped(f"{file} {EXISTS}") from error
    except OSError as error:
        raise Stopped(f"{file}: not written ({error})") from error
    signer = keys.signer_of(key)
    click.echo(f'[[signers]]\nkid = "{signer.kid}"\nx = "{signer.x}"\ny = "{signer.y}"')


@roster.command("init")
@DRAFT
@click.option("--organisation", help="For the very first roster: the short name in the settings.")
@click.option("--after", type=PATH, help="The roster that this one follows: same members, next version.")
def start(draft: Path, organisation: str | None, after: Path | None) -> None:
    """Begin the next roster in the file DRAFT."""
    if (organisation is None) == (after is None):
        raise Stopped("say either --organisation (the first roster) or --after (every other)")
    if draft.exists():
        raise Stopped(f"{draft} exists already; nothing was changed.")
    if organisation:
        new = drafts.first_draft(organisation)
    else:
        new = drafts.next_draft(document_in(Path(str(after))))
    save_json(draft, new)
    click.echo(f"{draft}: version {new.version} of {new.organisation}, {len(new.members)} members so far")


@roster.command(cls=TakesIds)
@DRAFT
@click.argument("pending", type=PATH)
@click.argument("fingerprints", nargs=-1)
def add(draft: Path, pending: Path, fingerprints: tuple[str, ...]) -> None:
    """Add members from the file PENDING to DRAFT: all of them, or only those with these FINGERPRINTS.

    Compare each fingerprint with the one that the member reads to you over a channel you trust. Nothing else
    tells her keys from somebody else's.
    """
    members = load(pending, list[PendingMember])
    selection = [member for member in members if not fingerprints or member.fingerprint in fingerprints]
    missing = set(fingerprints) - {member.fingerprint for member in selection}
    if missing:
        raise Stopped(f"{pending}: not in it: {', '.join(sorted(missing))}")
    new = load(draft, Draft)
    with stop_if_refused():
        for member in selection:
            new = drafts.add(new, member)
    _save_draft(draft, new)


@roster.command(cls=TakesIds)
@DRAFT
@click.argument("fingerprints", nargs=-1, required=True)
def revoke(draft: Path, fingerprints: tuple[str, ...]) -> None:
    """Take the members with these FINGERPRINTS out of DRAFT."""
    new = load(draft, Draft)
    with stop_if_refused():
        for fingerprint in fingerprints:
            new = drafts.revoke(new, fingerprint)
    _save_draft(draft, new)


@roster.command()
@DRAFT
@click.option("--one", is_flag=True, help="One group: every dispatcher reads names alone.")
def groups(draft: Path, one: bool) -> None:
    """Put the dispatchers of DRAFT into two groups, so that no dispatcher reads a name alone.

    Who wants to read one gives a reason, and somebody of the other group agrees with a click. Half of them
    should work elsewhere than the others: a search of one place then finds one group's keys.
    """
    with stop_if_refused():
        new = drafts.ungroup(load(draft, Draft)) if one else drafts.with_two_groups(load(draft, Draft))
    save_json(draft, new)
    tell_members(new.members)
    click.echo(f"{draft}: sign it, and it holds for presses from then on")


def _save_draft(file: Path, draft: Draft) -> None:
    save_json(file, draft)
    tell_changes(*drafts.changes(draft))
    click.echo(f"{file}: {len(draft.members)} members")


@roster.command("sign")
@click.argument("file", metavar="DRAFT_OR_ROSTER", type=PATH)
@click.option("--key", type=PATH, required=True, help="The signer's key file.")
@click.option(
    "--days", type=click.IntRange(1, 366), default=30, show_default=True, help="How long it stands."
)
@click.option("--out", type=PATH, default="roster.json", show_default=True, help="Where to write it.")
@click.option(
    "--group-key", type=PATH, default="group-key.json", show_default=True, help="And its group key."
)
@click.option("--yes", is_flag=True, help="Do not ask.")
def sign_(file: Path, *, key: Path, days: int, out: Path, group_key: Path, yes: bool) -> None:
    """Sign a draft, which makes a roster and its group key, or add a signature to a roster.

    --days, --out and --group-key are for a draft; a roster stays in its file. The group key is made anew,
    sealed to every member and then forgotten: no file ever has it in clear.
    """
    with stop_if_refused():
        keys.needs_passphrase(key)  # a wrong file stops here, before anybody compares fingerprints
    if '"payload"' in text_of(file):
        _sign(document_in(file), key, file, yes)
        return
    draft, moment = load(file, Draft), now()
    with stop_if_refused():
        issued = sign.issue(draft, moment, moment + days * DAY_MS)
    tell_changes(*drafts.changes(draft))
    _sign(issued.document, key, out, yes)
    save(group_key, "\n".join((issued.group_key, *issued.standby)))
    click.echo(f"{group_key}: a new group key, sealed to {len(draft.members)} members")
    if issued.standby:
        click.echo(f"{group_key}: with a key for each of the desk's two groups")


def _sign(document: Document, key_file: Path, out: Path, yes: bool) -> None:
    tell_roster(document, now())
    add_signature(document, key_file, out, yes)


@roster.command()
@ROSTER
@click.argument("others", nargs=-1, required=True, type=PATH)
def combine(document: Path, others: tuple[Path, ...]) -> None:
    """Put the signatures of OTHERS, copies of the same roster signed elsewhere, into ROSTER."""
    combine_signatures(document, others, document_in)


@roster.command()
@click.argument("file", metavar="DRAFT_OR_ROSTER", type=PATH)
@click.option("--settings", type=PATH, help="Say also which of the signers in these settings have signed.")
def show(file: Path, settings: Path | None) -> None:
    """Print fingerprints, expiry and signatures. Only the signatures are checked."""
    if '"payload"' not in text_of(file):
        draft = load(file, Draft)
        click.echo(f"draft of {draft.organisation}, version {draft.version}")
        tell_members(draft.members)
        tell_changes(*drafts.changes(draft))
        return
    document = document_in(file)
    tell_roster(document, now())
    if settings is not None:
        trust = trust_in(settings)
        tell_signatures(document, trust.signers, trust.threshold)


@roster.command("verify")
@ROSTER
@settings_option
@click.option("--after", type=PATH, help="The roster in force: check that this one may follow it.")
@click.option("--group-key", type=PATH, help="Check that this is the group key that the roster names.")
def verify_(document: Path, settings: Path, after: Path | None, group_key: Path | None) -> None:
    """Check ROSTER as a phone does; exit code 2 and the reason if a phone would refuse it."""
    trust = trust_in(settings)
    before = pin(trust)
    if after is not None:
        predecessor = document_in(after)
        before = pin(trust, payload_of(predecessor).version, digest(predecessor.payload))
    tell_signatures(document_in(document), trust.signers, trust.threshold)
    with stop_if_refused(f"{document}: refused: "):
        verified = verify(text_of(document), before, now())
    if group_key is not None and not _are_keys_of(group_key, verified.roster):
        raise Stopped(f"{group_key}: not the group key that this roster names")
    click.echo(f"good: version {verified.roster.version}, {expiry_text(verified.roster, now())}")


def _are_keys_of(file: Path, roster: Roster) -> bool:
    """One key a line: the members', then those of the desk's groups."""
    named = [roster.group_key_sha256, *(standby.sealed_sha256 for standby in roster.standby)]
    return [digest(line) for line in text_of(file).splitlines()] == named


@roster.command()
@settings_option
def pending(settings: Path) -> None:
    """Print who has enrolled and is in no roster yet, for `habeas roster add`."""
    from habeas import wire
    from habeas.commands import rosters

    with wire.open_instance(instance_of(settings)) as ctx:
        members = asyncio.run(rosters.pending(ctx))
    click.echo(msgspec.json.format(msgspec.json.encode(members)).decode())


@roster.command()
@ROSTER
@click.argument("group_key", type=PATH)
@settings_option
def publish(document: Path, group_key: Path, settings: Path) -> None:
    """Give ROSTER and its GROUP_KEY to the service: phones see it from then on."""
    from habeas import wire
    from habeas.commands import errors, rosters

    instance, trust = instance_of(settings), trust_in(settings)
    tell_signatures(document_in(document), trust.signers, trust.threshold)
    with wire.open_instance(instance) as ctx:
        try:
            first, *standby = text_of(group_key).splitlines() or [""]
            version = asyncio.run(rosters.publish(ctx, text_of(document), first, standby))
        except errors.Refused as refusal:
            raise Stopped(refusal.detail) from refusal
    click.echo(f"version {version} is in force")
