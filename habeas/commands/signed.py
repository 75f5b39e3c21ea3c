"""What the organisation's signers sign: held to whom, and refused in which words."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from habeas.commands import errors
from habeas.commands.settings import Settings
from habeas.sealed.refusal import Reason, Refused
from habeas.sealed.roster import Pin, Signer
from habeas.store.rows import AnyRow


def pinned(settings: Settings, held: AnyRow | None) -> Pin:
    """The settings say who signs; what is in force (its version and sha256) says what may follow."""
    signers = tuple(Signer(one.kid, one.x, one.y) for one in settings.signers)
    if held is None:
        return Pin(settings.organisation, signers, settings.threshold)
    return Pin(settings.organisation, signers, settings.threshold, held.version, held.sha256)


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
