"""The files that roster commands read and write, and how a mistake in one is told."""

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
    """The three settings that say whose signatures count; the rest of the settings file is not read."""

    organisation: str
    threshold: int
    signers: list[Signer] = []


def now() -> Millis:
    """The machine's clock."""
    from habeas.wire import SystemClock

    return SystemClock().now()


@contextmanager
def told(before: str = "") -> Iterator[None]:
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
    """A roster document whose payload can be read; signatures are not looked at."""
    try:
        document = parse(text_of(path))
        payload_of(document)
    except Refused as error:
        raise Stopped(f"{path}: not a roster ({error.reason})") from error
    return document


def save(path: Path, text: str) -> None:
    """Replaced as a whole: whoever is interrupted keeps the old file."""
    new = path.with_name(path.name + ".new")
    new.write_text(text + "\n", "utf-8")
    os.replace(new, path)


def save_shown(path: Path, value: object) -> None:
    """A value as JSON that people can read."""
    save(path, msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def trust_in(settings: Path) -> Trust:
    """Whose signatures count, from a settings file: it holds no secret, so that it may be carried about."""
    try:
        return msgspec.toml.decode(text_of(settings), type=Trust)
    except msgspec.DecodeError as error:
        raise Stopped(f"{settings}: {error}") from error


def pinned(trust: Trust, version: int = 0, sha256: str | None = None) -> Pin:
    """What a reader of these settings has pinned who holds this roster."""
    return Pin(trust.organisation, tuple(trust.signers), trust.threshold, version, sha256)
