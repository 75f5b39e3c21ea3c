"""Whom a phone should seal to first, without a word to anybody else about who is on duty."""

import hmac
from hashlib import sha256

from habeas.commands import errors
from habeas.commands.context import Context, DutyDraw
from habeas.commands.service_key import service_key
from habeas.commands.shapes.public import DutyList
from habeas.core.time import DAY_MS
from habeas.sealed.sizes import COUNSEL_SLOTS
from habeas.store import members
from habeas.store.rows import AnyRow
from habeas.store.text import id_list


async def duty_list(ctx: Context, area: str) -> DutyList:
    """As many counsel who serve `area` as a card has slots for, if so many serve it: whoever is on duty, and
    others. Refused 404 for an unknown area.

    Whether nobody is on duty cannot be told from it. Who the others are follows from a key of the service,
    the day and who is on duty: it stays the same while nothing changes.
    """
    if area not in ctx.settings.area_ids:
        raise errors.not_found()
    draw = await _draw(ctx, area)
    on_duty = _by_lot(ctx.random(16), "", draw.on_duty)[:COUNSEL_SLOTS]
    return DutyList(sorted([*on_duty, *draw.others]))


async def _draw(ctx: Context, area: str) -> DutyDraw:
    """Read anew when a member changed, or in another second: many phones ask in a flood."""
    now, changed = ctx.now(), await ctx.store.read(members.last_change)
    draw = ctx.duty_draws.get(area)
    if draw is None or (draw.at, draw.changed) != (now, changed):
        rows = await ctx.store.read(members.by_duty, now)
        serving = [row for row in rows if area in (areas := id_list(row.areas)) or not areas]
        on_duty = sorted(row.fingerprint for row in serving if row.on_duty)
        others = await _others(ctx, area, on_duty, serving)
        draw = ctx.duty_draws[area] = DutyDraw(now, changed, on_duty, others)
    return draw


async def _others(ctx: Context, area: str, on_duty: list[str], serving: list[AnyRow]) -> list[str]:
    free = max(0, COUNSEL_SLOTS - len(on_duty))
    state = "\n".join(("duty", area, str(ctx.now() // DAY_MS), *on_duty))
    off_duty = [row.fingerprint for row in serving if not row.on_duty]
    return _by_lot(await service_key(ctx), state, off_duty)[:free]


def _by_lot(key: bytes, state: str, fingerprints: list[str]) -> list[str]:
    """In an order that nobody can foresee without the key."""
    return sorted(fingerprints, key=lambda each: hmac.digest(key, f"{state}\n{each}".encode(), sha256))
