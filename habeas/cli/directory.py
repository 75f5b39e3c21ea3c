"""What phones choose from and show: drafted from the settings, signed by the signers, published."""

import asyncio
from pathlib import Path

import click

from habeas.cli.directory_output import tell_directory
from habeas.cli.options import Stopped, instance_of, settings_option
from habeas.cli.roster_files import (
    add_signature,
    combine_signatures,
    load,
    now,
    pin,
    save_json,
    stop_if_refused,
    text_of,
    trust_in,
)
from habeas.cli.roster_output import expiry_text, tell_signatures
from habeas.core.time import DAY_MS
from habeas.sealed.directory import Content, document_of, payload_of, verify
from habeas.sealed.ids import digest
from habeas.sealed.refusal import Refused
from habeas.sealed.roster import Document
from habeas.signing import draft as drafts
from habeas.signing import keys, sign

PATH = click.Path(path_type=Path, dir_okay=False)
DRAFT = click.argument("draft", type=PATH)
DOCUMENT = click.argument("document", metavar="DIRECTORY", type=PATH)


@click.group()
def directory() -> None:
    """What phones choose from and show: areas, places, whom to call, and the hashes of the guides.

    Nobody can press before one is published. Make the next when the settings or the guides have changed:
    `habeas serve` says so.

    \b
    Online:
      habeas directory draft draft.json --settings habeas.toml   from the settings and the directory in force
    List counsel among the entries, in any editor. No area means everywhere; sms and hours may be null:
      {"name": {"en": "Anna K.", "ru": "Анна К."}, "role": "counsel", "areas": ["north"],
       "tel": "+44 1632 960111", "sms": "+44 1632 960111", "languages": ["en", "ru"],
       "hours": {"en": "day and night", "ru": "круглосуточно"}}
    List nobody who has not agreed to it: everybody can read this list.
    On a machine that stays offline:
      habeas directory sign draft.json --key anna.key           makes directory.json
      habeas directory sign directory.json --key boris.key      each other signer
      habeas directory verify directory.json --settings habeas.toml
    Online again:
      habeas directory publish directory.json --settings habeas.toml
    """


@directory.command("draft")
@DRAFT
@settings_option
def draft_(draft: Path, settings: Path) -> None:
    """Write the next directory into DRAFT: what the settings say, and the guides as they would be served.

    Listed counsel, and what was added to a hotline, stay as in the directory in force.
    """
    from habeas import wire
    from habeas.commands import directories
    from habeas.guides.findings import BadPack

    instance = instance_of(settings)
    if draft.exists():
        raise Stopped(f"{draft} exists already; nothing was changed.")
    try:
        guides = wire.guide_files(instance.guides)
    except BadPack as error:
        raise Stopped(f"{settings}: {error}") from error
    with wire.open_instance(instance) as ctx:
        content = asyncio.run(directories.draft(ctx, guides))
    with stop_if_refused(f"{settings}: "):
        drafts.check_grain(content)
    save_json(draft, content)
    tell_directory(content)
    click.echo(f"{draft}: edit it, or let the signers sign it as it is")


@directory.command("sign")
@click.argument("file", metavar="DRAFT_OR_DIRECTORY", type=PATH)
@click.option("--key", type=PATH, required=True, help="The signer's key file (habeas roster signer-key).")
@click.option("--days", type=click.IntRange(1, 366), default=90, show_default=True, help="How long it stands")
@click.option("--out", type=PATH, default="directory.json", show_default=True, help="Where to write it.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def sign_(file: Path, *, key: Path, days: int, out: Path, yes: bool) -> None:
    """Sign a draft, which makes a directory, or add a signature to a directory, which stays in its file."""
    with stop_if_refused():
        keys.needs_passphrase(key)  # a wrong file stops here, before anybody compares numbers
    if '"payload"' in text_of(file):
        document, out = _document_in(file), file
    else:
        draft, moment = load(file, Content), now()
        with stop_if_refused():
            document = sign.issue_directory(draft, moment, moment + days * DAY_MS)
    _tell(document)
    add_signature(document, key, out, yes)


@directory.command()
@DOCUMENT
@click.argument("others", nargs=-1, required=True, type=PATH)
def combine(document: Path, others: tuple[Path, ...]) -> None:
    """Put the signatures of OTHERS, copies of the same directory signed elsewhere, into DIRECTORY."""
    combine_signatures(document, others, _document_in)


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
    tell_directory(content)
    click.echo(f"{expiry_text(content, now())}, {digest(document.payload)}: the same for every signer")
