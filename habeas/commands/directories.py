"""Publishing the signed directory of hotlines and counsel who agreed to be listed."""

from habeas.commands import errors, signatures
from habeas.commands.context import Context
from habeas.sealed import directory
from habeas.sealed.directory import Directory
from habeas.sealed.refusal import Reason
from habeas.store import directories

_NOT_AFTER = frozenset({Reason.rolled_back, Reason.forked})


async def publish(ctx: Context, document: str) -> int:
    """Verify against the signers in the settings and store; returns the version.

    The very directory that is in force may come again. Refused 400 (not signed enough, expired, malformed, an
    area that is not in the settings), 409 (rollback, other content of the same version).
    """
    pin = signatures.pin(ctx.settings, await ctx.store.read(directories.stamp))
    with signatures.refusals("directory", _NOT_AFTER):
        verified = directory.verify(document, pin, ctx.now())
    _check_areas(ctx, verified.directory)
    version = verified.directory.version
    if version > pin.version:
        await ctx.store.write(directories.publish, version, verified.sha256, document, ctx.now())
    return version


def _check_areas(ctx: Context, directory: Directory) -> None:
    named = {area for entry in directory.entries for area in entry.areas}
    if strange := sorted(named - ctx.settings.area_ids):
        raise errors.malformed(f"The directory names the area {strange[0]}, which is not in [[areas]].")
