"""What anybody may read."""

from collections.abc import Callable

import msgspec
from sqlalchemy import Connection

import habeas
from habeas.commands import errors
from habeas.commands.context import Context, Document
from habeas.commands.shapes.common import PublicKey
from habeas.commands.shapes.public import (
    DirectoryPart,
    DrillCounsel,
    Health,
    Hotline,
    Organisation,
    RosterPart,
)
from habeas.store import board, directories, drills, rosters
from habeas.store.rows import AnyRow

ReadDocument = Callable[[Connection], AnyRow | None]


async def organisation(ctx: Context) -> Organisation:
    """Who runs this instance; what a press chooses from is in the signed directory."""
    settings = ctx.settings
    return Organisation(
        organisation=settings.organisation,
        name=settings.name,
        demo=settings.demo,
        signers=list(settings.signers),
        threshold=settings.threshold,
        hotlines=[Hotline(line.name, line.phone, line.sms) for line in settings.hotlines],
        languages=list(settings.languages),
        drill=await _drill_counsel(ctx),
    )


async def _drill_counsel(ctx: Context) -> DrillCounsel | None:
    row = await ctx.store.read(drills.drill_counsel, ctx.now())
    if row is None:
        return None
    seal_key, sign_key = (msgspec.json.decode(key, type=PublicKey) for key in (row.seal_key, row.sign_key))
    return DrillCounsel(row.fingerprint, seal_key, sign_key)


async def roster_part(ctx: Context, part: int) -> RosterPart:
    """Piece `part` (from 0) of the published roster. Refused 404 when there is none."""
    version = await ctx.store.read(rosters.version)
    return RosterPart(*await _part(ctx, "roster", version, rosters.document, part))


async def directory_part(ctx: Context, part: int) -> DirectoryPart:
    """Piece `part` (from 0) of the published directory. Refused 404 when there is none."""
    version = await ctx.store.read(directories.version)
    return DirectoryPart(*await _part(ctx, "directory", version, directories.document, part))


async def _part(
    ctx: Context, name: str, version: int | None, document: ReadDocument, part: int
) -> tuple[int, int, str]:
    """Version, how many pieces there are, and this one. The document is read once a version."""
    cached = ctx.documents.get(name)
    if cached is None or cached.version != version:
        row = await ctx.store.read(document)
        if row is None:
            raise errors.not_found()
        cached = ctx.documents[name] = Document(*row)
    chars = ctx.settings.limits.roster_part_chars
    text = cached.text[part * chars : (part + 1) * chars]
    if part < 0 or not text:
        raise errors.not_found()
    return cached.version, -(-len(cached.text) // chars), text


async def health(ctx: Context) -> Health:
    """Answers only when the database does."""
    await ctx.store.read(board.changed_now)
    return Health("ok", habeas.__version__, "ok", ctx.clock.now())
