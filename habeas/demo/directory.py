"""The directory of Rechnogorsk: its hotlines, and the six counsel who agreed to be listed."""

from habeas.commands.shapes.public import Hotline
from habeas.core.time import DAY_MS, Millis
from habeas.demo.city import hotlines
from habeas.demo.organisation import DemoOrganisation
from habeas.demo.people import ALL_AREAS, COUNSEL, Profile
from habeas.sealed.directory import Entry, EntryRole, Text
from habeas.sealed.roster import write
from habeas.signing.draft import DirectoryDraft
from habeas.signing.sign import issue_directory, sign

VALID_DAYS = 90
COUNSEL_ENTRIES = 6


def signed_directory(organisation: DemoOrganisation, now: Millis) -> str:
    """The directory's document. It has the version of the roster, which is new at every start."""
    entries = [
        *map(_hotline_entry, hotlines()),
        *map(_counsel_entry, COUNSEL[-COUNSEL_ENTRIES:], range(COUNSEL_ENTRIES)),
    ]
    draft = DirectoryDraft(organisation.name, organisation.version, entries)
    return write(sign(issue_directory(draft, now, now + VALID_DAYS * DAY_MS), organisation.key))


def _hotline_entry(hotline: Hotline) -> Entry:
    name, sms = Text(hotline.name.en, hotline.name.ru), hotline.phone if hotline.sms else None
    return Entry(name, EntryRole.hotline, [], hotline.phone, sms, [], None)


def _counsel_entry(profile: Profile, row: int) -> Entry:
    name, tel = Text(profile.en, profile.ru), f"+44163296011{row}"
    areas = [] if profile.areas == ALL_AREAS else list(profile.areas)
    return Entry(name, EntryRole.counsel, areas, tel, tel, list(profile.languages), None)
