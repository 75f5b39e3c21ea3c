"""The files that phones load, as docs/guides.md shows them. Members without a value are left out."""

from msgspec import Struct

from habeas.guides.library import State
from habeas.guides.unit import Form, Kind, Names, Sure, Zone

FORMAT = 1


class Citation(Struct, omit_defaults=True):
    """Where the law says it. `act`: its name in the guide's language."""

    act: str
    art: str
    sure: Sure
    url: str | None = None
    seen: str | None = None
    as_of: str | None = None


class ItemReview(Struct):
    """Who vouches for an item, since when. From the day `expires` on nobody does, and the phone says so."""

    by: str
    at: str
    expires: str


class PhoneItem(Struct, omit_defaults=True):
    """One thing to say or do. It has a `review` exactly when its `state` is reviewed."""

    id: str
    form: Form
    kind: Kind
    text: str
    state: State
    first: bool = False
    more: str | None = None
    risk: str | None = None
    source: list[Citation] = []
    review: ItemReview | None = None


class Situation(Struct):
    """What to say and do in one situation, in the order of the screen."""

    id: str
    title: str
    items: list[PhoneItem]


class File(Struct):
    """Situations of one jurisdiction in one language."""

    format: int
    jurisdiction: str
    language: str
    situations: list[Situation]


class Part(Struct):
    """The address of a File, its size as it is sent, and the situations in it."""

    path: str
    gzip_bytes: int
    situations: list[str]


class InLanguage(Struct):
    """`hash` changes with any word. Of the `items`, `reviewed` are vouched for until their review expires."""

    language: str
    hash: str
    items: int
    reviewed: int
    parts: list[Part]


class ClocksFile(Struct):
    """The address of a jurisdiction's clocks: a file as it is written under clocks/, in all its languages."""

    path: str
    hash: str
    gzip_bytes: int
    items: int
    reviewed: int


class InJurisdiction(Struct, omit_defaults=True):
    """`languages`: first the one in which the law was read. `zones`: first the most usual."""

    id: str
    names: Names
    note: Names
    languages: list[InLanguage]
    zones: tuple[Zone, ...] = ()
    clocks: ClocksFile | None = None


class Index(Struct, omit_defaults=True):
    """All guides of an instance. `unverified`: what to do with items that nobody vouches for, banner or hide.

    `home`: the jurisdiction that the operator named; `areas`: another one for single areas. Without either
    the phone asks its user.
    """

    format: int
    unverified: str
    jurisdictions: list[InJurisdiction]
    home: str | None = None
    areas: dict[str, str] = {}
