"""Publishing the signed directory of hotlines and counsel who agreed to be listed."""

from habeas.commands import errors
from habeas.commands.context import Context
from habeas.sealed import directory as signed
from habeas.sealed.directory import Directory
from habeas.sealed.refused import Reason, Refused
from habeas.sealed.roster import Pinned, Signer
from habeas.store import directories

_NOT_AFTER = frozenset({Reason.rolled_back, Reason.forked})


async def publish(ctx: Context, document: str) -> int:
    """Verify against the signers in the settings and store; returns the version.

    The very directory that is in force may come again. Refused 400 (not signed enough, expired, malformed, an
    area that is not in the settings), 409 (rollback, other content of the same version).
    """
    pinned = await _pinned(ctx)
    verified = _verified(document, pinned, ctx.now())
    _check_areas(ctx, verified.directory)
    version = verified.directory.version
    if version > pinned.version:
        await ctx.store.write(directories.publish, version, verified.sha256, document, ctx.now())
    return version


async def _pinned(ctx: Context) -> Pinned:
    held, its = await ctx.store.read(directories.latest), ctx.settings
    signers = tuple(Signer(one.kid, one.x, one.y) for one in its.signers)
    if held is None:
        return Pinned(its.organisation, signers, its.threshold)
    return Pinned(its.organisation, signers, its.threshold, held.version, held.sha256)


def _verified(document: str, pinned: Pinned, now: int) -> signed.Verified:
    try:
        return signed.verify(document, pinned, now)
    except Refused as error:
        detail = f"The directory is refused: {error.reason.value}."
        if error.reason in _NOT_AFTER:
            raise errors.conflict("directory-order", detail) from error
        raise errors.malformed(detail) from error


def _check_areas(ctx: Context, directory: Directory) -> None:
    named = {area for entry in directory.entries for area in entry.areas}
    if strange := sorted(named - ctx.settings.area_ids):
        raise errors.malformed(f"The directory names the area {strange[0]}, which is not in [[areas]].")
