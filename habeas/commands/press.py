"""Press: the sealed message that opens a case."""

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from habeas.commands import errors
from habeas.commands.context import Context
from habeas.commands.shapes.person import Press, Receipt
from habeas.core.states import new_case
from habeas.core.time import Millis
from habeas.sealed.envelope import Part, measure, measure_keys
from habeas.sealed.ids import b64
from habeas.sealed.refusal import Malformed
from habeas.sealed.sizes import PRESS_BYTES
from habeas.store.intake import NewCase, NewPress, take_in
from habeas.store.owners import NewOwner

# Of more than this hashlib lets go of the interpreter, and has to wait for it longer than hashing takes.
HASHED_AT_ONCE = 2_047


async def press(ctx: Context, body: Press, size: int) -> tuple[Receipt, bool]:
    """Store a press for good; answers only once it is on disk.

    `size` is the length of the request body in bytes. Returns the receipt and whether a case was created:
    the same case and content again gives the same receipt and False. Never refuses for rate. Refused 400 (not
    in the organisation's lists, malformed envelope), 409 (same case, other content), 413 (over the limit).
    """
    check_area_and_size(ctx, body.area, size)
    new = _new_press(ctx, body, ctx.now())
    stored = await ctx.store.write_batch(take_in, new)
    if stored.press_sha256 != new.new.press_sha256:
        raise errors.conflict(
            "other-content", "This case was opened with other content, or the token opens another."
        )
    if stored.created:
        ctx.doorbell.ring()
    return Receipt(body.case_id, stored.opened_at), stored.created


def check_area_and_size(ctx: Context, area: str, size: int) -> None:
    """Refused 400, 413."""
    if size > PRESS_BYTES:
        raise errors.too_large(f"A press has at most {PRESS_BYTES} bytes.")
    if area not in ctx.settings.area_ids:
        raise errors.malformed("The area is not in the organisation's list.")


class Slots(NamedTuple):
    """Who holds a slot of the card, and who of counsel's key; decoys included."""

    admitted: frozenset[str]
    key_holders: frozenset[str]


def slots_of(card: str, file: str, keys: Sequence[str]) -> Slots:
    """Only the outside is looked at. Refused 400."""
    try:
        measure(file, Part.file)
        return Slots(frozenset(measure(card, Part.card)), frozenset(measure_keys(keys)[0]))
    except Malformed as error:
        raise errors.malformed(f"The envelope is refused: {error.reason.value}.") from error


def _new_press(ctx: Context, body: Press, now: Millis) -> NewPress:
    slots = slots_of(body.card, body.file, body.keys)
    case = new_case(
        case_id=body.case_id,
        area=body.area,
        need=body.need,
        urgency=body.urgency,
        language=body.language,
        admitted=slots.admitted,
        key_holders=slots.key_holders,
        plan=ctx.settings.plan,
        now=now,
    )
    owner = NewOwner(body.case_id, body.token_sha256, body.cancel_sha256, body.duress_sha256)
    return NewPress(NewCase(case, _content_sha256(body), body.card, body.file, body.keys), owner)


def _content_sha256(body: Press) -> str:
    """Over all that was sent; no field contains a line break."""
    ids = (body.case_id, body.token_sha256, body.cancel_sha256, body.duress_sha256)
    clear = (body.area, body.need, body.urgency, body.language)
    content = sha256("\n".join((*ids, *clear, str(body.roster_version), "")).encode())
    sealed = "\n".join((body.card, body.file, *body.keys)).encode()
    for start in range(0, len(sealed), HASHED_AT_ONCE):
        content.update(sealed[start : start + HASHED_AT_ONCE])
    return b64(content.digest())
