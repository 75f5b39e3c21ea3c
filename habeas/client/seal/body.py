"""What is inside the sealed parts, as values. Their members have the order that they have in the JSON."""

from math import floor
from typing import Annotated, Literal

from msgspec import Meta, Raw, Struct

from habeas.sealed.ids import Bytes16, Bytes32, PublicKey, is_point
from habeas.sealed.roster import Slug
from habeas.sealed.sizes import METRES, MINUTES, ROSTER_VERSION, SEQUENCE

SignedPart = Literal["card", "file", "message", "reseal"]
Minutes = Annotated[int, Meta(ge=0, le=MINUTES)]
LatitudeE5 = Annotated[int, Meta(ge=-9_000_000, le=9_000_000)]
LongitudeE5 = Annotated[int, Meta(ge=-18_000_000, le=18_000_000)]
Metres = Annotated[int, Meta(ge=0, le=METRES)]


class SignedPayload(Struct, frozen=True, forbid_unknown_fields=True):
    """The payload of every JWS that is sealed: the signed header, and the body in it."""

    v: Literal[1]
    case_id: Bytes16
    part: SignedPart
    sequence: Annotated[int, Meta(ge=0, le=SEQUENCE)]
    previous: Bytes32 | None
    sender: Bytes16
    recipients: Bytes32
    roster_version: Annotated[int, Meta(ge=1, le=ROSTER_VERSION)]
    body: Raw
    pad: Annotated[str, Meta(pattern=r"^x*\Z")]


class CardBody(Struct, frozen=True, forbid_unknown_fields=True, rename={"for_": "for"}):
    """What counsel reads before she accepts: no name. Degrees times 100,000: no fraction is signed.

    Raises ValueError unless both keys are points of the curve: nobody could answer whoever has no such key.
    """

    sign_key: PublicKey
    seal_key: PublicKey
    place: Slug | None
    where: str
    what: str
    needs: str
    lat_e5: LatitudeE5 | None
    lon_e5: LongitudeE5 | None
    accuracy_m: Metres | None
    for_: Literal["me", "other"]

    def __post_init__(self) -> None:
        if not (is_point(self.sign_key) and is_point(self.seal_key)):
            raise ValueError("a key is no point of the curve")


class Card(Struct, frozen=True):
    """A card as people write and read it. Degrees have five decimals, about a metre; metres are whole."""

    where: str = ""
    what: str = ""
    needs: str = ""
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    accuracy_m: int | None = None
    for_: Literal["me", "other"] = "me"


class FileBody(Struct, frozen=True, forbid_unknown_fields=True):
    """What only the accepting counsel reads."""

    name: str = ""
    birth_date: str = ""
    phone: str = ""
    tell: str = ""
    medical: str = ""
    notes: str = ""


class TextBody(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="text"):
    text: str


class Introduction(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="introduction"):
    """The counsel who accepted tells the person who comes, and in how many minutes."""

    name: str
    phone: str
    minutes: Minutes


class MinutesBody(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="minutes"):
    minutes: Minutes


MessageBody = TextBody | Introduction | MinutesBody


class ResealBody(Struct, frozen=True, forbid_unknown_fields=True):
    """`card`: the person's own compact JWS, exactly as it was in the card."""

    card: str


Body = CardBody | FileBody | TextBody | Introduction | MinutesBody | ResealBody


def e5(degrees: float | None) -> int | None:
    """Degrees times 100,000, to the nearest."""
    return None if degrees is None else floor(degrees * 1e5 + 0.5)


def card_of(body: CardBody) -> Card:
    """A card as people read it."""
    lat, lon = (None if degrees_e5 is None else degrees_e5 / 1e5 for degrees_e5 in (body.lat_e5, body.lon_e5))
    return Card(body.where, body.what, body.needs, body.place, lat, lon, body.accuracy_m, body.for_)
