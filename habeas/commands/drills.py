"""Who answers drills: a process of the service, with keys that it makes and keeps in memory only."""

from dataclasses import replace

from habeas.commands import errors
from habeas.commands.change import change
from habeas.commands.context import Context
from habeas.commands.enrol import new_member
from habeas.commands.shapes.common import PublicKey, Role, Standing
from habeas.core.time import DAY_MS
from habeas.sealed.ids import Point, is_point
from habeas.store import drills

# A service that has stopped offers no drills for longer.
ANSWERS_DAYS = 2


async def take_over(ctx: Context, seal_key: Point, sign_key: Point) -> str:
    """From now on these keys answer drills, and no others do; returns their fingerprint. Refused 400.

    Drills that are sealed to others' keys are closed by the clerk: nobody can open them any more.
    """
    if not (is_point(seal_key) and is_point(sign_key)):
        raise errors.malformed("A key is no P-256 public key.")
    languages = ctx.settings.languages
    pending = new_member(_shape(seal_key), _shape(sign_key), Role.drill, languages, ())
    new, now = replace(pending, standing=Standing.active.value), ctx.now()
    await change(ctx, drills.take_over, new, now + ANSWERS_DAYS * DAY_MS, now)
    return new.fingerprint


async def strike_off(ctx: Context) -> None:
    """Nobody answers drills from now on, and none is offered; the clerk closes those that go on."""
    await change(ctx, drills.strike_off, ctx.now())


def _shape(key: Point) -> PublicKey:
    return PublicKey(key.x, key.y)
