"""The person gives one of her two codes: she takes the call back, or has to say so."""

from habeas.commands import access, errors
from habeas.commands.change import change
from habeas.commands.context import Context
from habeas.commands.shapes.person import EndCodeSecret, Status
from habeas.commands.status import status
from habeas.core.access import Action
from habeas.sealed.ids import token_sha256
from habeas.store import owners
from habeas.store.owners import EndLimits


async def cancel(ctx: Context, proof: str, body: EndCodeSecret) -> Status:
    """End the case or the check-in as far as its person is told; a case that is closed stays as it is.

    The watch does what follows, after the answer. Refused 403 (neither secret), 404, 409 (too many tried).
    """
    case_id = (await access.person(ctx, proof, Action.cancel)).owner.case_id
    limits = EndLimits(ctx.settings.limits.wrong_words_per_case, ctx.settings.retention.tombstone_days)
    result = await change(ctx, owners.record_end_code, case_id, _hash(body.secret), ctx.now(), limits)
    if result is None:
        raise errors.not_found()
    if result.full:
        raise errors.conflict(
            "too-many-tries", "Too many wrong codes were tried: it stands until it is answered."
        )
    if result.code is None:
        raise errors.wrong_code()
    return await status(ctx, proof)


def _hash(secret: str) -> str:
    try:
        return token_sha256(secret)
    except ValueError as error:
        raise errors.malformed("A secret is 32 bytes as base64url.") from error
