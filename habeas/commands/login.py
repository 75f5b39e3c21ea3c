"""Passkey login, sessions, and who I am."""

from habeas.commands.context import Context, Member
from habeas.commands.shapes.member import Ceremony, GroupKey, Login, Me
from habeas.core.time import Millis


async def options(ctx: Context) -> Ceremony:
    """WebAuthn request options for a discoverable passkey."""
    raise NotImplementedError


async def login(ctx: Context, body: Login) -> tuple[Me, str, Millis]:
    """Check the passkey; returns who it is, the session token, and when it ends. Refused 401."""
    raise NotImplementedError


async def open_session(ctx: Context, fingerprint: str) -> tuple[str, Millis]:
    """A new session for a member whose identity was proved: (token, expires_at). Refused 401 when revoked."""
    raise NotImplementedError


async def whoami(ctx: Context, session_token: str) -> Member | None:
    """The member of a live session; None when there is none, it ended, or the member is revoked."""
    raise NotImplementedError


async def logout(ctx: Context, session_token: str) -> None:
    """End this session; unknown tokens change nothing."""
    raise NotImplementedError


async def me(ctx: Context, who: Member) -> Me:
    """Refused 401 when the member is gone."""
    raise NotImplementedError


async def group_key(ctx: Context, who: Member) -> GroupKey:
    """The group key document of the published roster, sealed to its members. Refused 403, 404."""
    raise NotImplementedError
