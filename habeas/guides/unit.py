"""The parts of a pack as its authors write them. docs/guides.md describes the format."""

from enum import StrEnum
from typing import Annotated, NamedTuple

from msgspec import Meta, Struct

Date = Annotated[str, Meta(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", max_length=10)]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2,3}$", max_length=3)]
Jurisdiction = Annotated[str, Meta(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$", max_length=6)]
Situation = Annotated[str, Meta(pattern=r"^[a-z]{2,20}$", max_length=20)]
Url = Annotated[str, Meta(pattern=r"^https?://[!-~]+$", max_length=300)]
Line = Annotated[str, Meta(pattern=r"^\S[^\x00-\x1f\x7f]*$", max_length=400)]
Zone = Annotated[str, Meta(pattern=r"^[A-Z][A-Za-z]+(/[A-Z][A-Za-z_-]+){1,2}$", max_length=40)]
Hash = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}$", max_length=16)]
Names = dict[Language, Line]


class Form(StrEnum):
    """say: words to say aloud. do, dont: an action. refused: what to do if they refuse."""

    say = "say"
    do = "do"
    dont = "dont"
    refused = "refused"


class Kind(StrEnum):
    """law: a law or judgment says it. practice: it is what is done. opinion: an organisation advises it."""

    law = "law"
    practice = "practice"
    opinion = "opinion"


class Sure(StrEnum):
    """How the author knows the source: its own wording, another's account of it, or memory."""

    seen = "text seen"
    secondary = "secondary"
    memory = "memory"


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """`act`: a key of the pack's acts. `seen`: when somebody last read the text at `url`, or a copy of it.
    `as_of`: the date of the version that she read.
    """

    act: str
    art: Line
    sure: Sure
    url: Url | None = None
    seen: Date | None = None
    as_of: Date | None = None


class Review(Struct, frozen=True, forbid_unknown_fields=True):
    """Who vouches for an item, since when, until when. `of`: the hash of what she read."""

    by: Line | None = None
    at: Date | None = None
    expires: Date | None = None
    of: Hash | None = None


class Item(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing to say or do, in exactly one of the four forms. A translation has only words."""

    id: str
    review: Review
    say: Line | None = None
    do: Line | None = None
    dont: Line | None = None
    refused: Line | None = None
    more: Line | None = None
    risk: Line | None = None
    first: bool = False
    kind: Kind | None = None
    source: tuple[Source, ...] = ()
    source_hash: Hash | None = None

    @property
    def forms(self) -> list[Form]:
        return [form for form in Form if getattr(self, form) is not None]

    @property
    def form(self) -> Form:
        return self.forms[0]

    @property
    def text(self) -> str:
        text: str = getattr(self, self.form)
        return text


class Key(NamedTuple):
    """Names a guide: one situation, in one language, under one law."""

    jurisdiction: str
    situation: str
    language: str

    @property
    def path(self) -> str:
        """Its file, from the folder of the packs."""
        return f"{self.jurisdiction}/{self.language}/{self.situation}.yaml"


class Guide(Struct, frozen=True):
    """One file. `extends`: it replaces single items of the guide below, and leaves out those in `drop`."""

    key: Key
    items: tuple[Item, ...]
    extends: bool = False
    drop: tuple[str, ...] = ()


class Pack(Struct, frozen=True, forbid_unknown_fields=True):
    """One jurisdiction. `retired`: ids that meant something once, and may never be used again. `zones`: the
    time zones (IANA) in which its limits are counted, the most usual first.
    """

    names: Names
    source_language: Language
    languages: tuple[Language, ...]
    note: Names = {}
    acts: dict[str, Names] = {}
    retired: tuple[str, ...] = ()
    zones: tuple[Zone, ...] = ()
