"""A new member enrols with an invitation, a passkey and public keys made in her browser."""

from habeas.commands.context import Context
from habeas.commands.shapes.member import Ceremony, Enrolled, Enrolment, InvitationCode


async def options(ctx: Context, body: InvitationCode) -> Ceremony:
    """WebAuthn creation options. Refused 404 for an unknown, used or expired invitation."""
    raise NotImplementedError


async def enrol(ctx: Context, body: Enrolment) -> Enrolled:
    """Store a pending member; uses up the invitation. Refused 400, 404, 409 (keys known already)."""
    raise NotImplementedError
