"""Who answers drills: the service itself, with keys that it makes and keeps in memory only."""

from dataclasses import replace

from habeas.client.seal.keys import MemberKeys
from habeas.commands import login
from habeas.commands.change import change
from habeas.commands.context import Context
from habeas.commands.enrol import new_member
from habeas.commands.shapes.common import PublicKey, Role, Standing
from habeas.core.time import DAY_MS
from habeas.sealed.ids import Point
from habeas.store import drills

# A service that has stopped offers no drills for longer.
ANSWERS_DAYS = 2


async def take_over(ctx: Context, keys: MemberKeys) -> str:
    """From now on these keys answer drills, and no others do; returns a session for them.

    Drills that are sealed to others' keys are closed by the clerk: nobody can open them any more.
    """
    seal_key, sign_key = _shape(keys.seal_public), _shape(keys.sign_public)
    pending = new_member(seal_key, sign_key, Role.drill, ctx.settings.languages, ())
    new, now = replace(pending, standing=Standing.active.value), ctx.now()
    await change(ctx, drills.take_over, new, now + ANSWERS_DAYS * DAY_MS, now)
    token, _ = await login.open_session(ctx, keys.kid)
    return token


def _shape(key: Point) -> PublicKey:
    return PublicKey(key.x, key.y)
