"""The files that commands for signed documents read and write. A mistake in one ends the command."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import click
import msgspec
from msgspec import Struct

from habeas.cli.options import Stopped
from habeas.core.time import Millis
from habeas.sealed.refusal import Refused
from habeas.sealed.roster import Document, Pin, Signer, parse, payload_of, write
from habeas.signing import keys, sign
from habeas.signing.draft import BadDraft
from habeas.signing.keys import BadKey

T = TypeVar("T")


class Trust(Struct):
    """The settings that say whose signatures count; the rest of the settings file is not read."""

    organisation: str
    threshold: int
    signers: list[Signer] = []


def now() -> Millis:
    """The machine's clock."""
    from habeas.wire import SystemClock

    return SystemClock().now()


@contextmanager
def stop_if_refused(before: str = "") -> Iterator[None]:
    """Ends the command with one line when an edit, a key or a roster is refused."""
    try:
        yield
    except (BadDraft, BadKey) as error:
        raise Stopped(f"{before}{error}") from error
    except Refused as error:
        raise Stopped(f"{before}{error.reason.value}") from error


def text_of(path: Path) -> str:
    """A file's text without a last line break."""
    try:
        return path.read_text("utf-8").rstrip("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Stopped(f"{path}: cannot be read ({error})") from error


def load(path: Path, shape: type[T]) -> T:
    """A JSON file of this shape."""
    try:
        return msgspec.json.decode(text_of(path), type=shape)
    except msgspec.DecodeError as error:
        raise Stopped(f"{path}: not what was expected here ({error})") from error


def document_in(path: Path) -> Document:
    """A roster document whose payload can be read. Its signatures are not checked."""
    try:
        document = parse(text_of(path))
        payload_of(document)
    except Refused as error:
        raise Stopped(f"{path}: not a roster ({error.reason})") from error
    return document


def add_signature(document: Document, key_file: Path, out: Path, yes: bool) -> None:
    """Sign a document of whichever kind with this key, once its signer agrees, and write it."""
    if not yes:
        click.confirm("Sign exactly this?", abort=True)
    with stop_if_refused():
        locked = keys.needs_passphrase(key_file)
        secret = click.prompt("Passphrase", hide_input=True) if locked else None
        document = sign.sign(document, keys.read(key_file, secret))
    save(out, write(document))
    click.echo(f"{out}: {len(document.signatures)} signed")


def combine_signatures(file: Path, others: Iterable[Path], read: Callable[[Path], Document]) -> None:
    """Put into a document the signatures of its copies that were signed elsewhere."""
    with stop_if_refused():
        whole = sign.combine([read(one) for one in (file, *others)])
    save(file, write(whole))
    click.echo(f"{file}: {len(whole.signatures)} signed")


def save(path: Path, text: str) -> None:
    """Replaces the file as a whole: an interruption leaves the old file."""
    new = path.with_name(path.name + ".new")
    new.write_text(text + "\n", "utf-8")
    os.replace(new, path)


def save_json(path: Path, value: object) -> None:
    """A value as indented JSON."""
    save(path, msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def trust_in(settings: Path) -> Trust:
    """Whose signatures count, from a settings file. The file has no secret in it, so it may be carried."""
    try:
        return msgspec.toml.decode(text_of(settings), type=Trust)
    except msgspec.DecodeError as error:
        raise Stopped(f"{settings}: {error}") from error


def pin(trust: Trust, version: int = 0, sha256: str | None = None) -> Pin:
    """What a phone remembers that trusts these signers and has this version."""
    return Pin(trust.organisation, tuple(trust.signers), trust.threshold, version, sha256)
