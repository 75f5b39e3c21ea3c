"""The directory of Rechnogorsk: all of the city, and the six counsel who agreed to be listed."""

from collections.abc import Mapping

from msgspec.structs import replace

from habeas.commands import directories
from habeas.commands.context import Context
from habeas.core.time import DAY_MS, Millis
from habeas.demo.organisation import DemoOrganisation
from habeas.demo.people import ALL_AREAS, COUNSEL, Profile
from habeas.sealed.directory import Entry, EntryRole
from habeas.sealed.roster import write
from habeas.signing.sign import issue_directory, sign

VALID_DAYS = 90
COUNSEL_ENTRIES = 6


async def publish_directory(
    ctx: Context, organisation: DemoOrganisation, guides: Mapping[str, bytes], now: Millis
) -> None:
    """Sign and publish it. It has the version of the roster, which is new at every start."""
    content = await directories.draft(ctx, guides)
    listed = map(_counsel_entry, COUNSEL[-COUNSEL_ENTRIES:], range(COUNSEL_ENTRIES))
    content = replace(content, version=organisation.version, entries=[*content.entries, *listed])
    document = sign(issue_directory(content, now, now + VALID_DAYS * DAY_MS), organisation.key)
    await directories.publish(ctx, write(document))


def _counsel_entry(profile: Profile, row: int) -> Entry:
    tel = f"+44163296011{row}"
    areas = [] if profile.areas == ALL_AREAS else list(profile.areas)
    names = {"en": profile.en, "ru": profile.ru}
    return Entry(names, EntryRole.counsel, areas, tel, tel, list(profile.languages), None)
