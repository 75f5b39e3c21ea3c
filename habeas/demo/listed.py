"""Who may be called in Rechnogorsk: the hotlines, and the six counsel who agreed to be listed."""

from habeas.commands.shapes.public import Hotline
from habeas.core.time import DAY_MS, Millis
from habeas.demo.city import hotlines
from habeas.demo.organisation import Held
from habeas.demo.people import ALL_AREAS, COUNSEL, Profile
from habeas.sealed.directory import Entry, EntryRole, Text
from habeas.sealed.roster import write
from habeas.signing.draft import DirectoryDraft
from habeas.signing.sign import issue_directory, sign

VALID_DAYS = 90
AGREED = 6


def signed_directory(held: Held, now: Millis) -> str:
    """The directory's document; its version goes with the roster's, which every start makes anew."""
    entries = [*map(_line, hotlines()), *map(_entry, COUNSEL[-AGREED:], range(AGREED))]
    draft = DirectoryDraft(held.organisation, held.version, entries)
    return write(sign(issue_directory(draft, now, now + VALID_DAYS * DAY_MS), held.key))


def _line(one: Hotline) -> Entry:
    sms = one.phone if one.sms else None
    return Entry(Text(one.name.en, one.name.ru), EntryRole.hotline, [], one.phone, sms, [], None)


def _entry(one: Profile, row: int) -> Entry:
    """In Ofcom's numbers for fiction."""
    tel, areas = f"+44163296011{row}", [] if one.areas == ALL_AREAS else list(one.areas)
    return Entry(Text(one.en, one.ru), EntryRole.counsel, areas, tel, tel, list(one.languages), None)
