"""A new member enrols with an invitation, a passkey and public keys made in her browser."""

from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicNumbers
from webauthn import generate_registration_options, verify_registration_response
from webauthn.helpers import bytes_to_base64url, options_to_json_dict
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from habeas.commands import ceremony, errors
from habeas.commands.ceremony import Challenge
from habeas.commands.context import Context
from habeas.commands.shapes.common import PublicKey, Role, Standing
from habeas.commands.shapes.member import Ceremony, Enrolment, EnrolmentReceipt, InvitationCode
from habeas.core.time import Millis
from habeas.sealed.ids import digest, fingerprint, unb64
from habeas.store import members, sessions
from habeas.store.members import NewMember, Passkey
from habeas.store.text import to_json
from habeas.store.tx import Tx

USER_HANDLE_BYTES = 32
PURPOSE = "enrol"


class _Proof(NamedTuple):
    """What somebody enrols by."""

    code_sha256: str
    challenge: Challenge


async def options(ctx: Context, body: InvitationCode) -> Ceremony:
    """WebAuthn creation options. Refused 404 for an unknown, used or expired invitation."""
    code = digest(body.invitation)
    role = await ctx.store.read(sessions.invited_role, code, ctx.now())
    if role is None:
        raise errors.not_found()
    challenge_id, challenge = await ceremony.begin(ctx, PURPOSE, code)
    made = generate_registration_options(
        rp_id=ctx.settings.rp_id,
        rp_name=ctx.settings.own_name,
        user_id=ctx.random(USER_HANDLE_BYTES),
        user_name=f"{ctx.settings.own_name}: {role}",  # no name of hers: authenticators show and sync it
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return Ceremony(challenge_id, options_to_json_dict(made))


async def enrol(ctx: Context, body: Enrolment) -> EnrolmentReceipt:
    """Store a pending member; uses up the invitation. Refused 400, 404, 409 (keys known already)."""
    _check(ctx, body)
    code = digest(body.invitation)
    role = await ctx.store.read(sessions.invited_role, code, ctx.now())
    if role is None:
        raise errors.not_found()
    challenge = await ceremony.open_challenge(ctx, body.challenge_id, PURPOSE, code)
    new = new_member(body.seal_key, body.sign_key, Role(role), tuple(body.languages), tuple(body.areas))
    key = _passkey(ctx, body, challenge.text, new.fingerprint)
    await ctx.store.write(_enrol, _Proof(code, challenge), new, key, ctx.now())
    ctx.doorbell.ring()
    return EnrolmentReceipt(new.fingerprint, Role(role))


def new_member(
    seal_key: PublicKey, sign_key: PublicKey, role: Role, languages: tuple[str, ...], areas: tuple[str, ...]
) -> NewMember:
    """A pending member; who she is follows from her keys."""
    return NewMember(
        fingerprint=fingerprint(seal_key, sign_key),
        role=role.value,
        standing=Standing.pending.value,
        seal_key=to_json(seal_key),
        sign_key=to_json(sign_key),
        languages=languages,
        areas=areas,
    )


def _check(ctx: Context, body: Enrolment) -> None:
    """A key that is no point of the curve would break every browser that seals for it."""
    if not ctx.settings.area_ids.issuperset(body.areas):
        raise errors.malformed("An area is not in the organisation's list.")
    if body.seal_key == body.sign_key:
        raise errors.malformed("The two keys must differ.")
    for key in (body.seal_key, body.sign_key):
        try:
            x, y = (int.from_bytes(unb64(part)) for part in (key.x, key.y))
            EllipticCurvePublicNumbers(x, y, SECP256R1()).public_key()
        except ValueError as error:
            raise errors.malformed("A key is no P-256 public key.") from error


def _passkey(ctx: Context, body: Enrolment, challenge: bytes, member: str) -> Passkey:
    try:
        verified = verify_registration_response(
            credential=body.credential,
            expected_challenge=challenge,
            expected_rp_id=ctx.settings.rp_id,
            expected_origin=ctx.settings.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise errors.malformed("The passkey's answer does not hold.") from error
    return Passkey(
        credential_id=bytes_to_base64url(verified.credential_id),
        fingerprint=member,
        public_key=bytes_to_base64url(verified.credential_public_key),
        sign_count=verified.sign_count,
    )


def _enrol(tx: Tx, by: _Proof, new: NewMember, key: Passkey, now: Millis) -> None:
    """All or nothing: an invitation is not used up by an enrolment that fails."""
    ceremony.use(tx, by.challenge)
    if not sessions.use_invitation(tx, by.code_sha256, now):
        raise errors.not_found()
    if not members.add(tx, new, now) or not members.add_passkey(tx, key):
        raise errors.conflict("enrolled", "These keys or this passkey are enrolled already.")
