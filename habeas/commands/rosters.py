"""Publishing a signed roster, and who waits to be in the next one."""

from msgspec import Struct

from habeas.commands.context import Context
from habeas.commands.shapes.common import PublicKey, Role
from habeas.core.time import Millis


class Pending(Struct):
    """A member enrolled but in no published roster: what the organisation's signers need to see."""

    fingerprint: str
    role: Role
    seal_key: PublicKey
    sign_key: PublicKey
    languages: list[str]
    areas: list[str]
    enrolled_at: Millis


async def publish(ctx: Context, document: str, group_key: str) -> int:
    """Verify against the pinned signers, store, and set each member's standing by it; returns the version.

    Refused 400 (not signed enough, expired, malformed), 409 (rollback or other content of the same version).
    """
    raise NotImplementedError


async def pending(ctx: Context) -> list[Pending]:
    """Members in no published roster yet, oldest first."""
    raise NotImplementedError
