"""Documents that the organisation's signers sign: whose signature counts, and how a refusal is worded."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from habeas.commands import errors
from habeas.commands.settings import Settings
from habeas.sealed.refusal import Reason, Refused
from habeas.sealed.roster import Pin, Signer
from habeas.store.rows import AnyRow


def pin(settings: Settings, in_force: AnyRow | None) -> Pin:
    """The settings say who signs; version and sha256 of the document in force say what may follow."""
    signers = tuple(Signer(signer.kid, signer.x, signer.y) for signer in settings.signers)
    if in_force is None:
        return Pin(settings.organisation, signers, settings.threshold)
    return Pin(settings.organisation, signers, settings.threshold, in_force.version, in_force.sha256)


@contextmanager
def refusals(what: str, out_of_order: Collection[Reason]) -> Iterator[None]:
    """A refusal of the document called `what` as a problem: 409 for those reasons, else 400."""
    try:
        yield
    except Refused as error:
        detail = f"The {what} is refused: {error.reason.value}."
        if error.reason in out_of_order:
            raise errors.conflict(f"{what}-order", detail) from error
        raise errors.malformed(detail) from error
