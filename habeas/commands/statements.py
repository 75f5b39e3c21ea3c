"""What dispatchers sign for each other: sightings of rosters, and the log of who was given access."""

from habeas.commands import access, errors
from habeas.commands.context import Context, Member
from habeas.commands.shapes.desk import AccessEntries, AccessEntry, AccessTexts, Sighting, Sightings
from habeas.core.access import Action
from habeas.core.time import HOUR_MS, MINUTE_MS
from habeas.sealed import statement
from habeas.sealed.refusal import Refused
from habeas.sealed.sizes import SIGHTING_AHEAD_MINUTES, SIGHTING_HOURS
from habeas.store import statements
from habeas.store.statements import NewEntry
from habeas.store.tx import Tx


async def sightings(ctx: Context, who: Member) -> Sightings:
    """Those that count by the service's clock. Refused 403."""
    access.member(who, Action.sightings)
    return Sightings(await ctx.store.read(statements.sightings, ctx.now()))


async def sight(ctx: Context, who: Member, body: Sighting) -> None:
    """Keep her word that a roster is the newest she knows of; her later one stays.

    Refused 400 (malformed, another's, not said just now), 403.
    """
    access.member(who, Action.sight)
    said, now = _read(body.text, statement.Sighting, who), ctx.now()
    if abs(now - said.at) > SIGHTING_AHEAD_MINUTES * MINUTE_MS:
        raise errors.malformed("It was not said just now: is the clock of this device right?")
    until = said.at + SIGHTING_HOURS * HOUR_MS
    await ctx.store.write(statements.put_sighting, who.fingerprint, said.at, body.text, until)


async def access_log(ctx: Context, who: Member, after: int) -> AccessEntries:
    """A page of entries with a greater number, in the order in which they came. Refused 403."""
    access.member(who, Action.access_log)
    rows = await ctx.store.read(statements.entries, after, ctx.settings.limits.access_log_page)
    return AccessEntries([AccessEntry(*row) for row in rows])


async def write_access(ctx: Context, who: Member, body: AccessTexts) -> None:
    """Add entries to her log; the same again changes nothing. Refused 400, 403, 409 (another is there)."""
    access.member(who, Action.write_access)
    entries = [_read(text, statement.AccessEntry, who) for text in body.texts]
    new = [
        NewEntry(who.fingerprint, entry.log, entry.sequence, entry.reseal_sha256, ctx.now(), text)
        for entry, text in zip(entries, body.texts, strict=True)
    ]
    await ctx.store.write(_write_access, new)


def _write_access(tx: Tx, new: list[NewEntry]) -> None:
    for entry in new:
        if statements.put_entry(tx, entry) != entry.text:
            raise errors.conflict("other-content", "Another entry has this place in her log.")


def _read(text: str, kind: type[statement.S], who: Member) -> statement.S:
    """Her own statement. Its signature is for her colleagues to check."""
    try:
        said = statement.read(text, kind)
    except Refused as error:
        raise errors.malformed(f"The statement is refused: {error.reason.value}.") from error
    if said.member != who.fingerprint:
        raise errors.malformed("The statement is somebody else's.")
    return said
