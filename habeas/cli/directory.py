"""Whom to call: the signed list of hotlines and of counsel who agreed to be listed."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

import click

from habeas.cli.options import Stopped, instance_of, settings_option
from habeas.cli.roster_files import load, now, pin, save, save_json, stop_if_refused, text_of, trust_in
from habeas.cli.roster_output import expiry_text, tell_signatures
from habeas.core.time import DAY_MS
from habeas.sealed.directory import Entry, document_of, payload_of, verify
from habeas.sealed.refusal import Refused
from habeas.sealed.roster import Document, write
from habeas.signing import draft as drafts
from habeas.signing import keys, sign
from habeas.signing.draft import DirectoryDraft

PATH = click.Path(path_type=Path, dir_okay=False)
DRAFT = click.argument("draft", type=PATH)
DOCUMENT = click.argument("document", metavar="DIRECTORY", type=PATH)


@click.group()
def directory() -> None:
    """Whom to call without this service: hotlines, and counsel who agreed to be listed. Phones keep it.

    \b
    On a machine that stays offline:
      habeas directory init draft.json --organisation NAME      the first time
      habeas directory init draft.json --after directory.json   every other time
    Write the entries in any editor. No area means everywhere; sms and hours may be null:
      {"name": {"en": "Anna K.", "ru": "Анна К."}, "role": "counsel", "areas": ["north"],
       "tel": "+44 1632 960111", "sms": "+44 1632 960111", "languages": ["en", "ru"],
       "hours": {"en": "day and night", "ru": "круглосуточно"}}
    The role is hotline or counsel. List nobody who has not agreed to it: everybody can read this list.
      habeas directory sign draft.json --key anna.key           makes directory.json
      habeas directory sign directory.json --key boris.key      each other signer
      habeas directory verify directory.json --settings habeas.toml
    Online:
      habeas directory publish directory.json --settings habeas.toml
    """


@directory.command("init")
@DRAFT
@click.option("--organisation", help="For the very first directory: the short name in the settings.")
@click.option("--after", type=PATH, help="The directory that this one follows: same entries, next version.")
def start(draft: Path, organisation: str | None, after: Path | None) -> None:
    """Begin the next directory in the file DRAFT."""
    if (organisation is None) == (after is None):
        raise Stopped("say either --organisation (the first directory) or --after (every other)")
    if draft.exists():
        raise Stopped(f"{draft} exists already; nothing was changed.")
    if organisation:
        new = DirectoryDraft(organisation, 1, [])
    else:
        new = drafts.next_directory_draft(_document_in(Path(str(after))))
    save_json(draft, new)
    click.echo(f"{draft}: version {new.version} of {new.organisation}, {len(new.entries)} entries so far")


@directory.command("sign")
@click.argument("file", metavar="DRAFT_OR_DIRECTORY", type=PATH)
@click.option("--key", type=PATH, required=True, help="The signer's key file (habeas roster signer-key).")
@click.option("--days", type=click.IntRange(1, 366), default=90, show_default=True, help="How long it stands")
@click.option("--out", type=PATH, default="directory.json", show_default=True, help="Where to write it.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def sign_(file: Path, *, key: Path, days: int, out: Path, yes: bool) -> None:
    """Sign a draft, which makes a directory, or add a signature to a directory, which stays in its file."""
    with stop_if_refused():
        locked = keys.needs_passphrase(key)  # a wrong file stops here, before anybody compares numbers
    if '"payload"' in text_of(file):
        document, out = _document_in(file), file
    else:
        draft, moment = load(file, DirectoryDraft), now()
        with stop_if_refused():
            document = sign.issue_directory(draft, moment, moment + days * DAY_MS)
    _tell(document)
    if not yes:
        click.confirm("Sign exactly this?", abort=True)
    with stop_if_refused():
        secret = click.prompt("Passphrase", hide_input=True) if locked else None
        document = sign.sign(document, keys.read(key, secret))
    save(out, write(document))
    click.echo(f"{out}: {len(document.signatures)} signed")


@directory.command()
@DOCUMENT
@click.argument("others", nargs=-1, required=True, type=PATH)
def combine(document: Path, others: tuple[Path, ...]) -> None:
    """Put the signatures of OTHERS, copies of the same directory signed elsewhere, into DIRECTORY."""
    with stop_if_refused():
        whole = sign.combine([_document_in(file) for file in (document, *others)])
    save(document, write(whole))
    click.echo(f"{document}: {len(whole.signatures)} signed")


@directory.command("verify")
@DOCUMENT
@settings_option
def verify_(document: Path, settings: Path) -> None:
    """Check DIRECTORY as a phone does; exit code 2 and the reason if a phone would refuse it."""
    trust, content = trust_in(settings), _document_in(document)
    _tell(content)
    tell_signatures(content, trust.signers, trust.threshold)
    with stop_if_refused(f"{document}: refused: "):
        verified = verify(text_of(document), pin(trust), now()).directory
    click.echo(f"good: version {verified.version}, {expiry_text(verified, now())}")


@directory.command()
@DOCUMENT
@settings_option
def publish(document: Path, settings: Path) -> None:
    """Give DIRECTORY to the service: phones see it from then on."""
    from habeas import wire
    from habeas.commands import directories, errors

    instance, trust = instance_of(settings), trust_in(settings)
    tell_signatures(_document_in(document), trust.signers, trust.threshold)
    with wire.open_instance(instance) as ctx:
        try:
            version = asyncio.run(directories.publish(ctx, text_of(document)))
        except errors.Refused as refusal:
            raise Stopped(refusal.detail) from refusal
    click.echo(f"version {version} is in force")


def _document_in(path: Path) -> Document:
    """A directory's document whose payload can be read. Its signatures are not checked."""
    try:
        document = document_of(text_of(path))
        payload_of(document)
    except Refused as error:
        raise Stopped(f"{path}: not a directory ({error.reason})") from error
    return document


def _tell(document: Document) -> None:
    """Enough to compare by eye before a key signs."""
    content = payload_of(document)
    expiry = expiry_text(content, now())
    click.echo(f"directory of {content.organisation}, version {content.version}, {expiry}")
    for line in _lines(content.entries):
        click.echo(line)


def _lines(entries: Iterable[Entry]) -> Iterable[str]:
    for entry in entries:
        serves = f"{', '.join(entry.languages) or '-'} | {', '.join(entry.areas) or 'everywhere'}"
        names = f"{entry.name.en} | {entry.name.ru}"
        yield f"  {entry.role.value:8}{entry.tel:22}{names} | sms {entry.sms or '-'} | {serves}"
