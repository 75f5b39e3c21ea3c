"""Enrolment, login, and who I am."""

from typing import Annotated, Any

from msgspec import Meta, Struct

from habeas.commands.shapes.common import (
    Counter,
    DeskGroup,
    Hash,
    Id,
    Language,
    PublicKey,
    Role,
    Slug,
    Standing,
)

_ANY_MEMBERS = {"additionalProperties": True}

Credential = Annotated[
    dict[str, Any],
    Meta(
        description="WebAuthn credential as JSON (Web Authentication Level 3, 5.1.8)",
        extra_json_schema=_ANY_MEMBERS,
    ),
]
Options = Annotated[
    dict[str, Any],
    Meta(
        description="WebAuthn options as JSON (Web Authentication Level 3, 5.1.8)",
        extra_json_schema=_ANY_MEMBERS,
    ),
]


class InvitationCode(Struct, forbid_unknown_fields=True):
    invitation: Hash


class Ceremony(Struct):
    challenge_id: Id
    options: Options


class Enrolment(Struct, forbid_unknown_fields=True):
    invitation: Hash
    challenge_id: Id
    credential: Credential
    seal_key: PublicKey
    sign_key: PublicKey
    languages: Annotated[list[Language], Meta(min_length=1, max_length=20)]
    areas: Annotated[list[Slug], Meta(min_length=0, max_length=500)]


class EnrolmentReceipt(Struct):
    fingerprint: Id
    role: Role


class Login(Struct, forbid_unknown_fields=True):
    challenge_id: Id
    credential: Credential


class Me(Struct):
    fingerprint: Id
    role: Role
    standing: Standing
    languages: list[Language]
    areas: list[Slug]
    roster_version: Counter


class StandbyKey(Struct):
    """The private half of a desk group's standby key, sealed to the group."""

    group: DeskGroup
    seal_key: PublicKey
    sealed: str


class GroupKey(Struct):
    """`standby`: of my group of the desk, under this roster and those before it."""

    version: Counter
    sealed: str
    standby: list[StandbyKey]
