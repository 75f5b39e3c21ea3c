"""Enrols the cast and publishes the signed roster of this start, as it is done in a real instance."""

from jwcrypto.jws import JWS

from habeas.commands import change, enrol, rosters
from habeas.commands.context import Context
from habeas.commands.shapes.common import PublicKey
from habeas.core.time import DAY_MS, Millis
from habeas.demo.cast import Actor, Cast
from habeas.demo.organisation import Held
from habeas.drill.seal_group import seal_group_key
from habeas.sealed.ids import Point, digest, unb64
from habeas.sealed.roster import Document, Member, Role, Roster, Signature, protected_header, write
from habeas.store import members
from habeas.store.members import NewMember
from habeas.store.tx import Tx

VALID_DAYS = 30


def next_roster(cast: Cast, held: Held, now: Millis) -> tuple[str, str, Held]:
    """This start's signed roster, its group key, and what is to be remembered before anybody reads either."""
    listed = [_listed(one) for one in cast.actors.values()]
    group_key = seal_group_key(listed)
    roster = Roster(
        organisation=held.organisation,
        version=held.version + 1,
        issued_at=now,
        expires_at=now + VALID_DAYS * DAY_MS,
        previous_sha256=held.sha256,
        group_key_sha256=digest(group_key),
        members=listed,
    )
    document = _signed(roster, held)
    after = Held(held.organisation, held.signer, roster.version, digest(document.payload))
    return write(document), group_key, after


async def publish(ctx: Context, cast: Cast, document: str, group_key: str) -> None:
    """Enrol the cast, then publish: all become active members."""
    await change.change(ctx, _add, [_new(one) for one in cast.actors.values()], ctx.now())
    await rosters.publish(ctx, document, group_key)


def _signed(roster: Roster, held: Held) -> Document:
    header = protected_header(held.public.kid)
    jws = JWS(write(roster).encode())
    jws.add_signature(held.key, None, unb64(header).decode())
    _, payload, signature = jws.serialize(compact=True).split(".")
    return Document(payload, [Signature(header, signature)])


def _listed(actor: Actor) -> Member:
    one = actor.profile
    return actor.keys.listed(Role(one.role.value), list(one.languages), list(one.areas))


def _new(actor: Actor) -> NewMember:
    one, keys = actor.profile, actor.keys
    seal_key, sign_key = _shape(keys.seal_public), _shape(keys.sign_public)
    return enrol.new_member(seal_key, sign_key, one.role, one.languages, one.areas)


def _shape(key: Point) -> PublicKey:
    return PublicKey(key.x, key.y)


def _add(tx: Tx, new: list[NewMember], now: Millis) -> None:
    for one in new:
        members.add(tx, one, now)
