"""The files that roster and directory commands read and write. A mistake in one ends the command."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from habeas.cli.options import Stopped
from habeas.core.time import Millis
from habeas.sealed.refusal import Refused
from habeas.sealed.roster import Document, Pin, Signer, parse, payload_of
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
