"""Enrols the cast and publishes the signed roster of this start, as it is done in a real instance."""

from habeas.commands import change, enrol, rosters
from habeas.commands.context import Context
from habeas.commands.shapes.common import PublicKey
from habeas.core.time import DAY_MS, Millis
from habeas.demo.cast import Actor, Cast
from habeas.demo.organisation import Held
from habeas.sealed.ids import Point, digest
from habeas.sealed.roster import Member, Role, write
from habeas.signing.draft import Draft
from habeas.signing.sign import issue, sign
from habeas.store import members
from habeas.store.members import NewMember
from habeas.store.tx import Tx

VALID_DAYS = 30


def next_roster(cast: Cast, held: Held, now: Millis) -> tuple[str, str, Held]:
    """This start's signed roster, its group key, and what is to be remembered before anybody reads either."""
    listed = [_listed(one) for one in cast.actors.values()]
    draft = Draft(held.organisation, held.version + 1, held.sha256, [], listed)
    issued = issue(draft, now, now + VALID_DAYS * DAY_MS)
    document = sign(issued.document, held.key)
    after = Held(held.organisation, held.signer, draft.version, digest(document.payload))
    return write(document), issued.group_key, after


async def publish(ctx: Context, cast: Cast, document: str, group_key: str) -> None:
    """Enrol the cast, then publish: all become active members."""
    await change.change(ctx, _add, [_new(one) for one in cast.actors.values()], ctx.now())
    await rosters.publish(ctx, document, group_key)


def _listed(actor: Actor) -> Member:
    one = actor.profile
    return actor.keys.roster_member(Role(one.role.value), list(one.languages), list(one.areas))


def _new(actor: Actor) -> NewMember:
    one, keys = actor.profile, actor.keys
    seal_key, sign_key = _shape(keys.seal_public), _shape(keys.sign_public)
    return enrol.new_member(seal_key, sign_key, one.role, one.languages, one.areas)


def _shape(key: Point) -> PublicKey:
    return PublicKey(key.x, key.y)


def _add(tx: Tx, new: list[NewMember], now: Millis) -> None:
    for one in new:
        members.add(tx, one, now)
