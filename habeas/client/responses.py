"""The answers of the service, as far as the parties use them; the OpenAPI document has the whole."""

from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from habeas.client.seal.file_key import Label
from habeas.sealed.ids import PublicKey
from habeas.sealed.roster import Signer

T = TypeVar("T")

OPEN_STATES = frozenset({"waiting", "desk", "accepted", "en_route", "arrived"})


class DrillCounsel(Struct, frozen=True):
    fingerprint: str
    seal_key: PublicKey
    sign_key: PublicKey


class Organisation(Struct, frozen=True):
    organisation: str
    signers: tuple[Signer, ...]
    threshold: int
    languages: tuple[str, ...]
    drill: DrillCounsel | None


class Status(Struct, frozen=True):
    """A person's case. Moments are milliseconds since the Unix epoch."""

    case_id: str
    version: int
    changed: int
    state: str
    stored_at: int
    asked: int
    phones_shown: int
    opened: int
    counsel: str | None
    accepted_at: int | None
    arrived_at: int | None
    disposition: str | None
    messages: int
    desk_reason: str | None

    @property
    def over(self) -> bool:
        return self.state not in OPEN_STATES


class CheckIn(Struct, frozen=True):
    """`state`: armed, fired or over. The other members are there while it is armed."""

    case_id: str
    state: str
    number: int | None
    due_at: int | None
    grace_minutes: int | None


class Offer(Struct, frozen=True):
    offer_id: str
    case_id: str
    area: str
    need: str
    urgency: str
    language: str
    opened_at: int
    made_at: int
    expires_at: int
    travel_minutes: int
    waiting_there: int
    held_until: int | None
    duress: bool


class Case(Struct, frozen=True):
    case_id: str
    version: int
    state: str
    area: str
    place_tag: str | None
    language: str
    messages: int
    expected_at: int | None
    refused_at: int | None
    duress: bool
    given_keys: int


class KeyWanted(Struct, frozen=True):
    """A key that she holds, and the counsel who waits for it."""

    case_id: str
    to: str
    sealed: str


class Duty(Struct, frozen=True):
    on: bool
    until: int | None
    area: str | None
    committed: bool


class CounselView(Struct, frozen=True):
    changed: int
    duty: Duty
    offers: tuple[Offer, ...]
    cases: tuple[Case, ...]
    keys_wanted: tuple[KeyWanted, ...]


class KeyRequest(Struct, frozen=True):
    """Who waits for a file's key: she has the case, or gave a reason as a dispatcher."""

    member: str
    reason: str | None
    given: tuple[Label, ...]


class BoardCase(Struct, frozen=True):
    case_id: str
    version: int
    changed: int
    state: str
    area: str
    need: str
    place_tag: str | None
    language: str
    counsel: str | None
    open_offers: int
    desk_reason: str | None
    missing: str | None
    expected_at: int | None
    needs_access: tuple[str, ...]
    key_requests: tuple[KeyRequest, ...]
    duress: bool
    due_at: int | None
    late: bool


class BoardCounsel(Struct, frozen=True):
    fingerprint: str
    changed: int
    on_duty: bool
    load: int
    open_offer: str | None


class Outlook(Struct, frozen=True):
    """How many wait, and how many of them will be reached in time."""

    waiting: int
    reachable: int


class Board(Struct, frozen=True):
    """The whole board, or from a stream what changed; the outlook is that of the whole board in both."""

    changed: int
    cases: tuple[BoardCase, ...]
    counsel: tuple[BoardCounsel, ...]
    outlook: Outlook | None


def read(response: Any, kind: type[T]) -> T:
    """Raises msgspec.ValidationError when the response is of another kind."""
    return msgspec.convert(response, kind)
