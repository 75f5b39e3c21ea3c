"""What anybody may read."""

from msgspec import Struct

from habeas.commands.shapes.common import Counter, Hash, Id, Language, Moment, PublicKey


class Signer(Struct):
    kid: Hash
    x: Hash
    y: Hash


class Hotline(Struct):
    name: dict[str, str]
    phone: str
    sms: bool


class DrillCounsel(Struct):
    """Who answers drills: the service itself. Drills are sealed to these keys, and nothing else is."""

    fingerprint: Id
    seal_key: PublicKey
    sign_key: PublicKey


class Organisation(Struct):
    """Who runs this instance, and whom its roster and its directory must be signed by.

    Nothing of this is signed. `name` and `hotlines` are for who has no directory yet.

    drill: None where nobody answers drills.
    """

    organisation: str
    name: dict[str, str]
    demo: bool
    signers: list[Signer]
    threshold: int
    hotlines: list[Hotline]
    languages: list[Language]
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
