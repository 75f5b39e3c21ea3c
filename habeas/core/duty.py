"""Who is on duty at a moment."""

from habeas.core.board import Counsel
from habeas.core.time import Millis


def on_duty(counsel: Counsel, now: Millis) -> bool:
    """Duty ends at `duty_until`, that moment not included."""
    return counsel.duty_until is not None and now < counsel.duty_until
