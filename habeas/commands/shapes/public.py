"""What anybody may read."""

from msgspec import Struct

from habeas.commands.shapes.common import Counter, Hash, Id, Language, Moment, PublicKey, Slug


class Names(Struct):
    en: str
    ru: str


class Signer(Struct):
    kid: Hash
    x: Hash
    y: Hash


class Area(Struct):
    """A named part of the city with a centre in degrees: all that the server knows of where."""

    area: Slug
    name: Names
    lat: float
    lon: float


class Place(Struct):
    place: Slug
    area: Slug
    name: Names


class Hotline(Struct):
    name: Names
    phone: str
    sms: bool


class Limits(Struct):
    press_bytes: int
    envelope_bytes: int
    message_bytes: int


class DrillCounsel(Struct):
    """Who answers drills: the service itself. Drills are sealed to these keys, and nothing else is."""

    fingerprint: Id
    seal_key: PublicKey
    sign_key: PublicKey


class Organisation(Struct):
    """Who runs this instance, whom its roster must be signed by, and the lists that a press chooses from.

    drill: None where nobody answers drills.
    """

    organisation: str
    name: str
    demo: bool
    signers: list[Signer]
    threshold: int
    areas: list[Area]
    places: list[Place]
    hotlines: list[Hotline]
    languages: list[Language]
    limits: Limits
    drill: DrillCounsel | None


class RosterPart(Struct):
    """One piece of the published roster; the pieces joined in order are the signed document."""

    version: Counter
    parts: int
    text: str


class DirectoryPart(Struct):
    """One piece of the published directory; the pieces joined in order are the signed document."""

    version: Counter
    parts: int
    text: str


class DutyList(Struct):
    """Fingerprints of counsel who serve an area, in no order that says who of them is on duty."""

    counsel: list[Id]


class Health(Struct):
    status: str
    version: str
    database: str
    now: Moment
