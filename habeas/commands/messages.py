"""Sealed messages between the person and the accepted counsel."""

from typing import TypeVar

from msgspec import structs

from habeas.commands import access, errors
from habeas.commands.change import change
from habeas.commands.context import Context, Member
from habeas.commands.shapes.person import Message, Messages, NewMessage, Posted
from habeas.core.access import Action
from habeas.core.time import DAY_MS
from habeas.sealed.envelope import Part, measure
from habeas.sealed.refusal import Malformed, Reason
from habeas.store import messages as stored

# No case holds as many messages.
EVER = 2**53
Dated = TypeVar("Dated", Message, Posted)


async def person_messages(ctx: Context, case_id: str, proof: str, after: int) -> Messages:
    """At most a page of messages with seq > `after`, in order; none from after her last word. Refused 404."""
    owner = (await access.person(ctx, case_id, proof, Action.person_messages)).owner
    if owner.ended_by is None:
        return await _page(ctx, case_id, after, EVER)
    return Messages([_of_the_day(one) for one in (await _page(ctx, case_id, after, owner.messages)).messages])


async def person_post(ctx: Context, case_id: str, proof: str, body: NewMessage) -> tuple[Posted, bool]:
    """Store a message; False when the same message was stored before. Refused 400, 404, 409, 413."""
    owner = (await access.person(ctx, case_id, proof, Action.person_post)).owner
    posted, created = await _post(ctx, case_id, stored.PERSON, body)
    return (posted if owner.ended_by is None else _of_the_day(posted)), created


async def counsel_messages(ctx: Context, who: Member, case_id: str, after: int) -> Messages:
    """As for the person; for the counsel who has the case. Refused 403, 404."""
    await access.counsel_case(ctx, who, case_id, Action.counsel_messages)
    return await _page(ctx, case_id, after, EVER)


async def counsel_post(ctx: Context, who: Member, case_id: str, body: NewMessage) -> tuple[Posted, bool]:
    """As for the person; for the counsel who has the case. Refused 400, 403, 404, 409, 413."""
    await access.counsel_case(ctx, who, case_id, Action.counsel_post)
    return await _post(ctx, case_id, who.fingerprint, body)


def _of_the_day(one: Dated) -> Dated:
    """Of what is over the day alone is told, as it will be all that is kept; at once, and for either word."""
    return structs.replace(one, at=one.at - one.at % DAY_MS)


async def _page(ctx: Context, case_id: str, after: int, last: int) -> Messages:
    rows = await ctx.store.read(stored.page, case_id, after, last, ctx.settings.limits.messages_per_page)
    return Messages([Message(*row) for row in rows])


async def _post(ctx: Context, case_id: str, sender: str, body: NewMessage) -> tuple[Posted, bool]:
    check_envelope(body.sealed, Part.message)
    new = stored.NewMessage(case_id, body.message_id, sender, body.sealed)
    posted = await change(ctx, stored.post, new, ctx.now(), ctx.settings.limits.messages_per_case)
    if posted is None:
        raise errors.conflict("full", "The case is closed or holds no more messages.")
    if not posted.same:
        raise errors.conflict("other-content", "Another message has this id.")
    return Posted(posted.seq, posted.at), posted.created


def check_envelope(sealed: str, part: Part) -> tuple[str, ...]:
    """The kids that hold its slots. Refused 400, 413."""
    try:
        return measure(sealed, part)
    except Malformed as error:
        if error.reason is Reason.size:
            raise errors.too_large("The envelope is too large.") from error
        raise errors.malformed(f"The envelope is refused: {error.reason.value}.") from error
