"""A passkey ceremony: a challenge that is used once, soon, and for the purpose it was made for."""

from habeas.commands import errors
from habeas.commands.context import Context
from habeas.core.time import MINUTE_MS
from habeas.sealed.ids import b64, unb64
from habeas.store import sessions
from habeas.store.sessions import Challenge

CHALLENGE_BYTES = 32
ID_BYTES = 16


async def begin(ctx: Context, purpose: str, bound_to: str = "") -> tuple[str, bytes]:
    """The id and the bytes of a new challenge."""
    challenge_id, challenge = b64(ctx.random(ID_BYTES)), ctx.random(CHALLENGE_BYTES)
    expires_at = ctx.now() + ctx.settings.limits.challenge_minutes * MINUTE_MS
    made = Challenge(challenge_id, purpose, bound_to, b64(challenge), expires_at)
    await ctx.store.write(sessions.add_challenge, made, ctx.settings.limits.challenges_open)
    return challenge_id, challenge


async def take(ctx: Context, challenge_id: str, purpose: str, bound_to: str = "") -> bytes:
    """Its bytes, once. Refused 400 when it was used, is too old, or was made for something else."""
    text = await ctx.store.write(sessions.take_challenge, challenge_id, purpose, bound_to, ctx.now())
    if text is None:
        raise errors.malformed("The challenge was used, is too old, or is not for this: begin again.")
    return unb64(text)
