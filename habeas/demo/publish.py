"""Enrols the cast and publishes the signed roster of this start, as a real organisation does."""

from msgspec import structs

from habeas.commands import change, enrol, rosters
from habeas.commands.context import Context
from habeas.commands.shapes.common import PublicKey
from habeas.core.time import DAY_MS, Millis
from habeas.demo.cast import Actor, Cast
from habeas.demo.organisation import DemoOrganisation
from habeas.sealed.ids import Point, digest
from habeas.sealed.roster import Member, Role, write
from habeas.signing.draft import Draft
from habeas.signing.sign import RosterIssue, issue, sign
from habeas.store import members
from habeas.store.members import NewMember
from habeas.store.tx import Tx

VALID_DAYS = 30


def next_roster(
    cast: Cast, organisation: DemoOrganisation, now: Millis
) -> tuple[str, RosterIssue, DemoOrganisation]:
    """This start's signed roster, its keys, and the organisation to save before publishing either."""
    members = [_roster_member(actor) for actor in cast.actors.values()]
    draft = Draft(organisation.name, organisation.version + 1, organisation.sha256, [], members)
    roster = issue(draft, now, now + VALID_DAYS * DAY_MS)
    document = sign(roster.document, organisation.key)
    after = structs.replace(organisation, version=draft.version, sha256=digest(document.payload))
    return write(document), roster, after


async def publish(ctx: Context, cast: Cast, document: str, issued: RosterIssue) -> None:
    """Enrol the cast, then publish: all become active members."""
    await change.change(ctx, _add, [_new_member(actor) for actor in cast.actors.values()], ctx.now())
    await rosters.publish(ctx, document, issued.group_key, issued.standby)


def _roster_member(actor: Actor) -> Member:
    profile = actor.profile
    return actor.keys.roster_member(Role(profile.role.value), list(profile.languages), list(profile.areas))


def _new_member(actor: Actor) -> NewMember:
    profile, keys = actor.profile, actor.keys
    seal_key, sign_key = _shape(keys.seal_public), _shape(keys.sign_public)
    return enrol.new_member(seal_key, sign_key, profile.role, profile.languages, profile.areas)


def _shape(key: Point) -> PublicKey:
    return PublicKey(key.x, key.y)


def _add(tx: Tx, new: list[NewMember], now: Millis) -> None:
    for member in new:
        members.add(tx, member, now)
