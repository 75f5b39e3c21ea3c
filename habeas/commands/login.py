"""Passkey login, sessions, and who I am."""

from typing import Any, NamedTuple

from webauthn import generate_authentication_options, verify_authentication_response
from webauthn.helpers import base64url_to_bytes, options_to_json_dict
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import UserVerificationRequirement

from habeas.commands import access, ceremony, errors
from habeas.commands.ceremony import Challenge
from habeas.commands.context import Context, Member
from habeas.commands.rosters import standby_in
from habeas.commands.shapes.common import Role, Standing
from habeas.commands.shapes.member import Ceremony, GroupKey, Login, Me
from habeas.core.access import Action
from habeas.core.time import HOUR_MS, Millis
from habeas.sealed.ids import b64, digest
from habeas.store import members, rosters, sessions
from habeas.store.members import Passkey
from habeas.store.sessions import Session
from habeas.store.text import id_list
from habeas.store.tx import Tx

PURPOSE = "login"
TOKEN_BYTES = 32


class _Use(NamedTuple):
    """What somebody signs in by, and the session that she leaves for it."""

    challenge: Challenge
    passkey: Passkey
    uses: int
    earlier: str | None


async def options(ctx: Context) -> Ceremony:
    """WebAuthn request options for a discoverable passkey."""
    challenge_id, challenge = await ceremony.begin(ctx, PURPOSE)
    made = generate_authentication_options(
        rp_id=ctx.settings.rp_id,
        challenge=challenge,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Ceremony(challenge_id, options_to_json_dict(made))


async def login(ctx: Context, body: Login, earlier: str | None = None) -> tuple[Me, str, Millis]:
    """Check the passkey; returns who it is, the session token, and when it ends. Refused 400, 401.

    `earlier`: the hash of the session that this device had; it ends, and its streams with it.
    """
    challenge = await ceremony.open_challenge(ctx, body.challenge_id, PURPOSE)
    key = await _find_passkey(ctx, body.credential)
    count = _verify(ctx, body.credential, key, challenge.text)
    token, new = _new_session(ctx, key.fingerprint)
    used = _Use(challenge, key, count, earlier)
    await ctx.store.write(_log_in, used, new, ctx.settings.limits.sessions_each)
    ctx.doorbell.ring()
    return await _me(ctx, key.fingerprint), token, new.expires_at


async def open_session(ctx: Context, fingerprint: str) -> tuple[str, Millis]:
    """A new session for a member whose identity was proved: (token, expires_at). Refused 401 when put out."""
    token, new = _new_session(ctx, fingerprint)
    await ctx.store.write(_open, new, ctx.settings.limits.sessions_each)
    return token, new.expires_at


async def whoami(ctx: Context, session: str) -> Member | None:
    """The member of a live session, by the hash of its token; None when it ended, or she is put out."""
    row = await ctx.store.read(sessions.member_of, session, ctx.now())
    return None if row is None else Member(row.fingerprint, Role(row.role), Standing(row.standing), session)


async def logout(ctx: Context, session: str) -> None:
    """End this session, by the hash of its token, and its streams; an unknown one changes nothing."""
    await ctx.store.write(sessions.end_session, session)
    ctx.doorbell.ring()


async def me(ctx: Context, who: Member) -> Me:
    """Refused 401 when the member is gone."""
    access.member(who, Action.me)
    return await _me(ctx, who.fingerprint)


async def group_key(ctx: Context, who: Member) -> GroupKey:
    """The group key document of the published roster, sealed to its members. Refused 403, 404."""
    access.member(who, Action.group_key)
    row = await ctx.store.read(rosters.group_key)
    if row is None:
        raise errors.not_found()
    standby = await ctx.store.read(rosters.standby)
    own = [key for key in standby_in(standby) if who.fingerprint in key.sealed]
    return GroupKey(row.version, row.group_key, own)


async def _me(ctx: Context, fingerprint: str) -> Me:
    row = await ctx.store.read(members.by_fingerprint, fingerprint)
    if row is None:
        raise errors.not_signed_in()
    roster_version = await ctx.store.read(rosters.version)
    return Me(
        fingerprint=fingerprint,
        role=Role(row.role),
        standing=Standing(row.standing),
        languages=list(id_list(row.languages)),
        areas=list(id_list(row.areas)),
        roster_version=roster_version or 0,
    )


async def _find_passkey(ctx: Context, credential: dict[str, Any]) -> Passkey:
    credential_id = credential.get("id")
    key = None
    if isinstance(credential_id, str):
        key = await ctx.store.read(members.passkey_of, credential_id)
    if key is None:
        raise _not_let_in()
    return key


def _verify(ctx: Context, credential: dict[str, Any], key: Passkey, challenge: bytes) -> int:
    """The passkey's new count of uses."""
    try:
        verified = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=ctx.settings.rp_id,
            expected_origin=ctx.settings.origin,
            credential_public_key=base64url_to_bytes(key.public_key),
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise _not_let_in() from error
    return verified.new_sign_count


def _new_session(ctx: Context, fingerprint: str) -> tuple[str, Session]:
    token = b64(ctx.random(TOKEN_BYTES))
    ends = ctx.now() + ctx.settings.limits.session_hours * HOUR_MS
    return token, Session(digest(token), fingerprint, ends)


def _log_in(tx: Tx, use: _Use, new: Session, most: int) -> None:
    ceremony.use(tx, use.challenge)
    if not members.use_passkey(tx, use.passkey, use.uses):
        raise _not_let_in()
    if use.earlier is not None:
        sessions.end_session(tx, use.earlier)
    _open(tx, new, most)


def _open(tx: Tx, new: Session, most: int) -> None:
    row = members.by_fingerprint(tx.conn, new.fingerprint)
    if row is None or row.standing in (Standing.revoked, Standing.suspended):
        raise _not_let_in()
    sessions.open_session(tx, new)
    sessions.end_oldest(tx, new.fingerprint, most)


def _not_let_in() -> errors.Refused:
    return errors.Refused(
        401, "not-let-in", "This passkey does not let you in", "Try again, or ask the desk."
    )
