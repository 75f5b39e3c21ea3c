"""The directory: what phones and members choose from and show, signed by the organisation's signers.

Names, areas, places, hotlines, those counsel who agreed to be listed, and the hashes of the rights guides. A
reader refuses it by the rules of the roster: enough valid signatures, no older version, no second document of
one version; an expired directory that a reader holds stays in use, marked stale. Unlike the roster it has
names in it, so it lists only those who agreed to be listed.
"""

from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from habeas.sealed.grain import Centre, is_grain_kept
from habeas.sealed.ids import Bytes32, digest
from habeas.sealed.refusal import Reason, Refused
from habeas.sealed.roster import (
    Document,
    Language,
    Moment,
    Pin,
    Slug,
    Version,
    check_signatures,
    check_version,
    parse,
    signed_value,
)
from habeas.sealed.sizes import (
    AREAS,
    DIRECTORY_CHARS,
    ENTRIES,
    GRAIN_METRES,
    GUIDES,
    LANGUAGES,
    LINE_CHARS,
    METRES,
    PLACES,
)

# Control characters are spelt differently by different writers of JSON.
Line = Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]+\Z", max_length=LINE_CHARS)]
Phone = Annotated[str, Meta(pattern=r"^\+?[0-9][0-9 ()-]{2,24}\Z")]
Names = Annotated[dict[Language, Line], Meta(min_length=1, max_length=LANGUAGES)]
"""In each language in which there is a name; the first is the organisation's own."""
GuidePath = Annotated[str, Meta(pattern=r"^/guides/[A-Za-z0-9./-]{1,80}\Z")]


class EntryRole(StrEnum):
    """Who answers: the organisation, or one counsel."""

    hotline = "hotline"
    counsel = "counsel"


class Area(Centre, frozen=True, forbid_unknown_fields=True):
    """A part of the city. No two centres are nearer than the directory's grain."""

    area: Slug
    name: Names


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """Where people are brought to."""

    place: Slug
    area: Slug
    name: Names


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody to call. `areas` empty: everywhere. `sms`: a number that reads text messages."""

    name: Names
    role: EntryRole
    areas: Annotated[list[Slug], Meta(max_length=AREAS)]
    tel: Phone
    sms: Phone | None
    languages: Annotated[list[Language], Meta(max_length=LANGUAGES)]
    hours: Names | None


class Content(Struct, frozen=True, forbid_unknown_fields=True):
    """A directory without its moments: what a draft has. `guides`: hashes of the bytes at these addresses."""

    organisation: Slug
    version: Version
    name: Names
    grain_metres: Annotated[int, Meta(ge=GRAIN_METRES, le=METRES)]
    areas: Annotated[list[Area], Meta(max_length=AREAS)]
    places: Annotated[list[Place], Meta(max_length=PLACES)]
    entries: Annotated[list[Entry], Meta(max_length=ENTRIES)]
    guides: Annotated[dict[GuidePath, Bytes32], Meta(max_length=GUIDES)]


class Directory(Content, frozen=True, forbid_unknown_fields=True):
    """The payload. Members of the JSON stand in this order, without white space."""

    issued_at: Moment
    expires_at: Moment


class VerifiedDirectory(Struct, frozen=True):
    """`stale`: the reader held it already and it has expired; it is still shown, and the screen says so."""

    directory: Directory
    sha256: str
    stale: bool


_decode = msgspec.json.Decoder(Directory).decode


def verify(text: str, pin: Pin, now: int) -> VerifiedDirectory:
    """The directory in a document; `pin` has the version and hash of the one held. `now` in milliseconds.

    Raises Refused, in this order: size, structure, signatures, structure (of the payload), organisation,
    grain, rolled_back, forked, expired.
    """
    document = document_of(text)
    check_signatures(document, pin)
    directory, sha256 = payload_of(document), digest(document.payload)
    if directory.organisation != pin.organisation:
        raise Refused(Reason.organisation)
    if not is_grain_kept(directory.areas, directory.grain_metres):
        raise Refused(Reason.grain)
    if not check_version(directory.version, sha256, pin) and directory.expires_at <= now:
        raise Refused(Reason.expired)
    return VerifiedDirectory(directory, sha256, directory.expires_at <= now)


def document_of(text: str) -> Document:
    """The document as a value, its signatures not yet looked at. Raises Refused as `parse` of a roster."""
    return parse(text, DIRECTORY_CHARS)


def payload_of(document: Document) -> Directory:
    """The directory as it was signed. Raises Refused: structure."""
    directory = signed_value(document, _decode)
    if not is_coherent(directory):
        raise Refused(Reason.structure)
    return directory


def is_coherent(content: Content) -> bool:
    """Whether each area and each place is there once, and every area that is named is there."""
    areas = {area.area for area in content.areas}
    places = {place.place for place in content.places}
    named = {place.area for place in content.places}.union(*(entry.areas for entry in content.entries))
    return len(areas) == len(content.areas) and len(places) == len(content.places) and named <= areas


def write(directory: Directory) -> str:
    """The one spelling of a payload."""
    return msgspec.json.encode(directory).decode()
