"""What the service and the process that answers drills tell each other: a line of JSON each, through pipes.

The service speaks first, with Setup. The process answers with Keys, and asks for a session with SignIn
whenever it has none. The service answers each SignIn with a Session. The end of a pipe is the end of both.
"""

from typing import TypeVar

import msgspec
from msgspec import Struct

from habeas.core.time import Millis
from habeas.sealed.ids import PublicKey

LINE_BYTES = 1_024

T = TypeVar("T")


class BadLine(Exception):
    """A line that the other side never writes."""


class Setup(Struct, frozen=True, forbid_unknown_fields=True):
    """`origin`: what people open. `url`: where the service listens on this machine. `now`: at the start."""

    origin: str
    url: str
    now: Millis


class Keys(Struct, frozen=True, forbid_unknown_fields=True):
    """The public halves; the private ones never leave the process."""

    seal_key: PublicKey
    sign_key: PublicKey


class SignIn(Struct, frozen=True, forbid_unknown_fields=True, tag_field="ask", tag="session"):
    """The process has no session, or its session is gone."""


class Session(Struct, frozen=True, forbid_unknown_fields=True):
    token: str


def encode(line: Struct) -> bytes:
    return msgspec.json.encode(line) + b"\n"


def decode(line: bytes, kind: type[T]) -> T:
    """Raises BadLine."""
    try:
        return msgspec.json.decode(line, type=kind)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise BadLine from error
