"""The signed directory: drafted from what the operator has set, published, and compared with it."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace
from sqlalchemy import Connection

from habeas.commands import errors, signatures
from habeas.commands.context import Context
from habeas.commands.settings import Hotline, Settings
from habeas.sealed import directory
from habeas.sealed.directory import Area, Content, Directory, Entry, EntryRole, Place
from habeas.sealed.ids import digest_bytes
from habeas.sealed.refusal import Reason
from habeas.store import directories

E5 = 100_000
_NOT_AFTER = frozenset({Reason.rolled_back, Reason.forked})
_MEMBERS = ("name", "grain_metres", "areas", "places", "entries", "guides")


async def publish(ctx: Context, document: str) -> int:
    """Verify against the signers in the settings and store; returns the version.

    The very directory that is in force may come again. Refused 400 (not signed enough, expired, malformed,
    areas nearer than its grain, an area that is not in the settings), 409 (rollback, other content of the
    same version).
    """
    pin = signatures.pin(ctx.settings, await ctx.store.read(directories.stamp))
    with signatures.refusals("directory", _NOT_AFTER):
        verified = directory.verify(document, pin, ctx.now())
    _check_areas(ctx, verified.directory)
    version = verified.directory.version
    if version > pin.version:
        await ctx.store.write(directories.publish, version, verified.sha256, document, ctx.now())
    return version


async def in_force(ctx: Context) -> Directory | None:
    """The published directory."""
    return await ctx.store.read(_in_force)


async def draft(ctx: Context, guides: Mapping[str, bytes]) -> Content:
    """The directory after the one in force, from the settings and these guides. Listed counsel stay."""
    return _content(ctx.settings, guides, await in_force(ctx))


async def differences(ctx: Context, guides: Mapping[str, bytes]) -> list[str]:
    """What phones hold otherwise than the settings and these guides have it: names of members of a directory.

    All of them where no directory is in force.
    """
    current = await in_force(ctx)
    wanted = _content(ctx.settings, guides, current)
    return [member for member in _MEMBERS if getattr(wanted, member) != getattr(current, member, None)]


def _in_force(conn: Connection) -> Directory | None:
    row = directories.document(conn)
    return directory.payload_of(directory.document_of(row.document)) if row else None


def _content(settings: Settings, guides: Mapping[str, bytes], before: Directory | None) -> Content:
    return Content(
        organisation=settings.organisation,
        version=before.version + 1 if before else 1,
        name=settings.name,
        grain_metres=settings.grain_metres,
        areas=[
            Area(round(area.lat * E5), round(area.lon * E5), area.area, area.name) for area in settings.areas
        ],
        places=[Place(place.place, place.area, place.name) for place in settings.places],
        entries=[*_entries(settings.hotlines, before.entries if before else [])],
        guides={path: digest_bytes(body) for path, body in sorted(guides.items())},
    )


def _entries(hotlines: Sequence[Hotline], before: Sequence[Entry]) -> Iterator[Entry]:
    """Hotlines of the settings, with what the signers added to them, then the listed counsel."""
    known = {entry.tel: entry for entry in before if entry.role is EntryRole.hotline}
    for line in hotlines:
        entry = _entry(line)
        more = known.get(line.phone, entry)
        yield replace(more, name=entry.name, sms=entry.sms)
    yield from (entry for entry in before if entry.role is EntryRole.counsel)


def _entry(line: Hotline) -> Entry:
    return Entry(line.name, EntryRole.hotline, [], line.phone, line.phone if line.sms else None, [], None)


def _check_areas(ctx: Context, content: Directory) -> None:
    named = {area.area for area in content.areas}
    if strange := sorted(named - ctx.settings.area_ids):
        raise errors.malformed(f"The directory names the area {strange[0]}, which is not in [[areas]].")
