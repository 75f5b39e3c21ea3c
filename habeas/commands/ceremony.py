"""A passkey ceremony: a challenge that is used once, soon, and for the purpose it was made for.

The service keeps nothing of those that it gives out, so that nobody can push out another's. Its bytes are a
keyed hash of its id and purpose; the id has its end in it. Only those that somebody got in by are stored.
"""

import hmac
from dataclasses import dataclass
from hashlib import sha256

from habeas.commands import errors
from habeas.commands.context import Context
from habeas.commands.service_key import service_key
from habeas.core.time import MINUTE_MS, SECOND_MS, Millis
from habeas.sealed.ids import b64, unb64
from habeas.store import sessions
from habeas.store.tx import Tx

END_BYTES = 5
CHANCE_BYTES = 11


@dataclass(frozen=True, slots=True)
class Challenge:
    """`text`: the bytes that a passkey signs."""

    challenge_id: str
    expires_at: Millis
    text: bytes


async def begin(ctx: Context, purpose: str, bound_to: str = "") -> tuple[str, bytes]:
    """The id and the bytes of a new challenge. `bound_to`: the one thing it may be used for."""
    expires_at = ctx.now() + ctx.settings.limits.challenge_minutes * MINUTE_MS
    challenge_id = b64((expires_at // SECOND_MS).to_bytes(END_BYTES, "big") + ctx.random(CHANCE_BYTES))
    return challenge_id, await _text(ctx, challenge_id, purpose, bound_to)


async def open_challenge(ctx: Context, challenge_id: str, purpose: str, bound_to: str = "") -> Challenge:
    """What its bytes were, if it was made here, for this. Refused 400 when it is too old or was used."""
    try:
        expires_at = int.from_bytes(unb64(challenge_id)[:END_BYTES], "big") * SECOND_MS
    except ValueError as error:
        raise _begin_again() from error
    latest = ctx.now() + ctx.settings.limits.challenge_minutes * MINUTE_MS
    used = await ctx.store.read(sessions.is_used, challenge_id)
    if used or not ctx.now() < expires_at <= latest:
        raise _begin_again()
    return Challenge(challenge_id, expires_at, await _text(ctx, challenge_id, purpose, bound_to))


def use(tx: Tx, challenge: Challenge) -> None:
    """In the transaction that lets somebody in. Refused 400 when somebody got in by it before."""
    if not sessions.use_challenge(tx, challenge.challenge_id, challenge.expires_at):
        raise _begin_again()


async def _text(ctx: Context, challenge_id: str, purpose: str, bound_to: str) -> bytes:
    """No part holds the line break between them."""
    content = "\n".join(("challenge", purpose, bound_to, challenge_id)).encode()
    return hmac.digest(await service_key(ctx), content, sha256)


def _begin_again() -> errors.Refused:
    return errors.malformed("The challenge was used, is too old, or is not for this: begin again.")
