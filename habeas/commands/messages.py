"""Sealed messages between the person and the accepted counsel."""

from typing import NamedTuple, TypeVar

from msgspec import structs
from sqlalchemy import Connection

from habeas.commands import access, errors
from habeas.commands.access import Proof
from habeas.commands.change import change
from habeas.commands.context import Context, Member
from habeas.commands.shapes.person import Message, MessageReceipt, Messages, NewMessage
from habeas.core.access import Action
from habeas.core.time import DAY_MS, Millis
from habeas.sealed.envelope import Part, measure
from habeas.sealed.refusal import Malformed, Reason
from habeas.store import messages as stored
from habeas.store.messages import Budget, NoRoom
from habeas.store.tx import Tx

# No case holds as many messages.
EVER = 2**53
HasMoment = TypeVar("HasMoment", Message, MessageReceipt)


class _Asker(NamedTuple):
    member: Member
    now: Millis


async def person_messages(ctx: Context, proof: str, after: int) -> Messages:
    """At most a page of messages with seq > `after`, in order; none from after her end code. Refused 404."""
    most = ctx.settings.limits.messages_per_page
    return await ctx.store.read(_person_page, access.proof_of(ctx, proof), after, most)


async def person_post(ctx: Context, proof: str, body: NewMessage) -> tuple[MessageReceipt, bool]:
    """Store a message; False when the same message was stored before. Refused 400, 404, 409, 413."""
    check_envelope(body.sealed, Part.message)
    proof_now = access.proof_of(ctx, proof)
    return await change(ctx, _person_post, body, proof_now, ctx.now(), _budget(ctx))


async def counsel_messages(ctx: Context, who: Member, case_id: str, after: int) -> Messages:
    """As for the person; for the counsel who has the case. Refused 403, 404."""
    asker, most = _Asker(who, ctx.now()), ctx.settings.limits.messages_per_page
    return await ctx.store.read(_counsel_page, asker, case_id, after, most)


async def counsel_post(
    ctx: Context, who: Member, case_id: str, body: NewMessage
) -> tuple[MessageReceipt, bool]:
    """As for the person; for the counsel who has the case. Refused 400, 403, 404, 409, 413."""
    check_envelope(body.sealed, Part.message)
    new = stored.NewMessage(case_id, body.message_id, who.fingerprint, body.sealed)
    return await change(ctx, _counsel_post, new, who, ctx.now(), _budget(ctx))


# Access is judged in the transaction that reads or writes: a case may be handed back at any moment.
def _person_page(conn: Connection, proof: Proof, after: int, most: int) -> Messages:
    owner = access.check_person(conn, proof, Action.person_messages).owner
    if owner.ended_by is None:
        return _page(conn, owner.case_id, after, EVER, most)
    page = _page(conn, owner.case_id, after, owner.messages, most)
    return Messages([_of_the_day(message) for message in page.messages])


def _counsel_page(conn: Connection, asker: _Asker, case_id: str, after: int, most: int) -> Messages:
    access.check_counsel_case(conn, asker.member, case_id, Action.counsel_messages, asker.now)
    return _page(conn, case_id, after, EVER, most)


def _page(conn: Connection, case_id: str, after: int, last: int, most: int) -> Messages:
    return Messages([Message(*row) for row in stored.page(conn, case_id, after, last, most)])


def _person_post(
    tx: Tx, body: NewMessage, proof: Proof, now: Millis, budget: Budget
) -> tuple[MessageReceipt, bool]:
    owner = access.check_person(tx.conn, proof, Action.person_post).owner
    new = stored.NewMessage(owner.case_id, body.message_id, stored.PERSON, body.sealed)
    posted, created = _post(tx, new, now, budget)
    return (posted if owner.ended_by is None else _of_the_day(posted)), created


def _counsel_post(
    tx: Tx, new: stored.NewMessage, who: Member, now: Millis, budget: Budget
) -> tuple[MessageReceipt, bool]:
    access.check_counsel_case(tx.conn, who, new.case_id, Action.counsel_post, now)
    return _post(tx, new, now, budget)


def _post(tx: Tx, new: stored.NewMessage, now: Millis, budget: Budget) -> tuple[MessageReceipt, bool]:
    posted = stored.post(tx, new, now, budget)
    if posted is NoRoom.closed:
        raise errors.conflict("closed", "The case is closed.")
    if isinstance(posted, NoRoom):
        raise errors.no_room("This side of the case has written all that fits: ring instead.")
    if not posted.same:
        raise errors.conflict("other-content", "Another message has this id.")
    return MessageReceipt(posted.seq, posted.at), posted.created


def _budget(ctx: Context) -> Budget:
    limits = ctx.settings.limits
    return Budget(limits.messages_each_side, limits.message_kilobytes_each_side * 1_000)


def _of_the_day(reply: HasMoment) -> HasMoment:
    """Of what is over the day alone is told, as it will be all that is kept; at once, and for either code."""
    return structs.replace(reply, at=reply.at - reply.at % DAY_MS)


def check_envelope(sealed: str, part: Part) -> tuple[str, ...]:
    """The kids that hold its slots. Refused 400, 413."""
    try:
        return measure(sealed, part)
    except Malformed as error:
        if error.reason is Reason.size:
            raise errors.too_large("The envelope is too large.") from error
        raise errors.malformed(f"The envelope is refused: {error.reason.value}.") from error
