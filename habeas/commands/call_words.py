"""Call words: a sealed file that waits for a dispatcher who hears the four words on the telephone."""

from typing import NamedTuple

from habeas.commands import access, errors
from habeas.commands.context import Context, Member
from habeas.commands.messages import check_envelope
from habeas.commands.shapes.desk import OpenWords, SealedFile
from habeas.commands.shapes.person import ChangeWords, LeaveWords, WordsReceipt
from habeas.core.access import Action
from habeas.core.time import DAY_MS, Millis
from habeas.sealed.envelope import Part
from habeas.store import deposits
from habeas.store.deposits import Deposit

# On the disk, with its indexes and its share of free space: all deposits have one size.
DEPOSIT_ROW_BYTES = 2_048


class DepositDay(NamedTuple):
    """`confirmed`: their owners came back on another day."""

    day: Millis
    confirmed: bool
    number: int


async def leave(ctx: Context, body: LeaveWords) -> tuple[WordsReceipt, bool]:
    """Store a file behind new words; the same again gives the same answer and False.

    Where there is no more room, others give way, those of the day on which most were left. Refused 400, 409
    (something else is behind these words: make others), 413.
    """
    check_envelope(body.sealed, Part.deposit)
    _until(ctx, body.expires_at)
    new = Deposit(body.lookup_id, body.owner_sha256, body.sealed, body.expires_at)
    most = ctx.settings.limits.deposit_megabytes * 1_000_000 // DEPOSIT_ROW_BYTES
    stored, created = await ctx.store.write(deposits.put, new, _today(ctx), most)
    if stored != new:
        raise errors.conflict("other-content", "Something else is kept behind these words: make others.")
    return WordsReceipt(stored.expires_at), created


async def change(ctx: Context, proof: str, body: ChangeWords) -> WordsReceipt:
    """Another file behind the same words, or for longer, or just a sign that its owner is there.

    Refused 400, 404, 413.
    """
    lookup_id = await _own(ctx, proof, Action.change_words)
    if body.sealed is not None:
        check_envelope(body.sealed, Part.deposit)
    _until(ctx, body.expires_at)
    await ctx.store.write(deposits.change, lookup_id, body.sealed, body.expires_at, _today(ctx))
    return WordsReceipt(body.expires_at)


async def drop(ctx: Context, proof: str) -> None:
    """The words open nothing any more. Refused 404, also when repeated."""
    await ctx.store.write(deposits.drop, await _own(ctx, proof, Action.drop_words))


async def look(ctx: Context, who: Member, body: OpenWords) -> SealedFile:
    """The sealed file behind the words that a dispatcher heard. Refused 403, 404, 409 (missed too often)."""
    access.member(who, Action.open_words)
    most = ctx.settings.limits.call_words_misses_per_hour
    look_up = await ctx.store.write(deposits.look_up, body.lookup_id, who.fingerprint, ctx.now(), most)
    if look_up.full:
        raise errors.conflict(
            "too-many-tries", f"You have missed {most} times in an hour: wait, or ask a colleague."
        )
    if look_up.sealed is None:
        raise errors.not_found()
    return SealedFile(look_up.sealed)


async def _own(ctx: Context, proof: str, action: Action) -> str:
    """The lookup id of the deposit that the token opens. Refused 404."""
    found = await ctx.store.read(deposits.by_owner, proof, ctx.now())
    access.token(found is not None, action)
    assert found is not None
    return found.lookup_id


async def days_of_deposits(ctx: Context) -> list[DepositDay]:
    """For the operator: how many were left on each day."""
    rows = await ctx.store.read(deposits.days)
    return [DepositDay(row.left_day, row.confirmed, row.number) for row in rows]


async def purge(ctx: Context, day: Millis) -> int:
    """Delete what was left on that day, but for what somebody came back to; returns how many."""
    return await ctx.store.write(deposits.purge, day - day % DAY_MS)


def _today(ctx: Context) -> Millis:
    return ctx.now() - ctx.now() % DAY_MS


def _until(ctx: Context, expires_at: Millis) -> None:
    days = ctx.settings.limits.deposit_days
    if expires_at % DAY_MS or not ctx.now() < expires_at <= ctx.now() + days * DAY_MS:
        raise errors.malformed(f"expires_at is the beginning of a day (UTC), at most {days} days ahead.")
