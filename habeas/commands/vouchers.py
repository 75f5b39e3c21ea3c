"""Codes that vouch for a press: from a partner organisation, or left by a drill. Each counts once."""

from habeas.commands import change, errors
from habeas.commands.context import Context
from habeas.commands.shapes.person import LeaveVoucher, UseVoucher
from habeas.core.ranks import Rank
from habeas.core.time import DAY_MS
from habeas.sealed.ids import b64, token_sha256
from habeas.store import vouchers
from habeas.store.vouchers import NewCode

CODE_BYTES = 32


async def make(ctx: Context, number: int, days: int) -> list[str]:
    """Codes for one partner; only their hashes are stored. Refused 400 when out of range."""
    limits = ctx.settings.limits
    if not 1 <= number <= limits.vouchers_at_once or not 1 <= days <= limits.voucher_days:
        raise errors.malformed(
            f"At most {limits.vouchers_at_once} codes at once, for at most {limits.voucher_days} days."
        )
    codes = [b64(ctx.random(CODE_BYTES)) for _ in range(number)]
    now = ctx.now()
    hashes = [token_sha256(code) for code in codes]
    await ctx.store.write(vouchers.add, hashes, Rank.vouched, now, now + days * DAY_MS)
    return codes


async def use(ctx: Context, body: UseVoucher) -> None:
    """Raises the case's rank and spends the code. What is no code, or no case that waits, changes nothing."""
    try:
        code_sha256 = token_sha256(body.code)
    except ValueError:
        # Spelt as no code is.
        return
    await change.change(ctx, vouchers.use, body.case_id, code_sha256, ctx.now())


async def leave(ctx: Context, body: LeaveVoucher) -> None:
    """A drill that was answered leaves the hash of one code, which counts from the third day on."""
    limits = ctx.settings.limits
    day = ctx.now() - ctx.now() % DAY_MS
    new = NewCode(
        body.case_id,
        body.code_sha256,
        usable_from=day + limits.known_after_days * DAY_MS,
        expires_at=day + limits.known_days * DAY_MS,
    )
    await change.change(ctx, vouchers.leave, new, ctx.now(), limits.known_vouchers)
