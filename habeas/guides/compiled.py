"""What the phone is sent; docs/guides.md shows it. Members without a value are left out."""

from msgspec import Struct

from habeas.guides.library import State
from habeas.guides.unit import Form, Kind, Names, Sure, Zone

FORMAT = 1


class Stands(Struct, omit_defaults=True):
    """Where an item stands; `act` is its name in the guide's language."""

    act: str
    art: str
    sure: Sure
    url: str | None = None
    seen: str | None = None
    as_of: str | None = None


class Vouched(Struct):
    """By whom and since when; from the day `expires` on nobody vouches, and the phone must say so."""

    by: str
    at: str
    expires: str


class Told(Struct, omit_defaults=True):
    """One item. `review` is there exactly when `state` is reviewed."""

    id: str
    form: Form
    kind: Kind
    text: str
    state: State
    first: bool = False
    more: str | None = None
    risk: str | None = None
    source: list[Stands] = []
    review: Vouched | None = None


class Situation(Struct):
    """What is to be said and done, in the order of the screen."""

    id: str
    title: str
    items: list[Told]


class File(Struct):
    """Situations of one jurisdiction in one language."""

    format: int
    jurisdiction: str
    language: str
    situations: list[Situation]


class Part(Struct):
    """Where a File is, how large as it is sent, and what is in it."""

    path: str
    gzip_bytes: int
    situations: list[str]


class InLanguage(Struct):
    """`hash` changes with any word; `verified` of its `items` are vouched for on the day of the start."""

    language: str
    hash: str
    items: int
    verified: int
    parts: list[Part]


class Counted(Struct):
    """Where the clocks are: a file as it is written under clocks/, in all its languages."""

    path: str
    hash: str
    gzip_bytes: int
    items: int
    verified: int


class InJurisdiction(Struct, omit_defaults=True):
    """`languages` begin with the one in which the law was read; `zones` with the most usual one."""

    id: str
    names: Names
    note: Names
    languages: list[InLanguage]
    zones: tuple[Zone, ...] = ()
    clocks: Counted | None = None


class Index(Struct, omit_defaults=True):
    """All there is. `unverified` is what to do with what nobody vouches for: banner or hide. `home` is the
    law of the place by the operator's word, `areas` that of single areas; without them the phone has to ask.
    """

    format: int
    unverified: str
    jurisdictions: list[InJurisdiction]
    home: str | None = None
    areas: dict[str, str] = {}
