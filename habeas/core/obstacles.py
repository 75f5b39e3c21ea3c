"""What stands between one case and one counsel, in plain terms: for the desk, and the oracle in tests."""

from enum import StrEnum

from habeas.core.board import Counsel
from habeas.core.duty import on_duty
from habeas.core.states import Case
from habeas.core.time import Millis


class Obstacle(StrEnum):
    """What stands against offering a case to a counsel; the last passes when that offer is settled."""

    has_it = "has_it"
    off_duty = "off_duty"
    other_area = "other_area"
    not_admitted = "not_admitted"
    asked = "asked"
    full = "full"
    ringing = "ringing"


def obstacles(
    case: Case, one: Counsel, shown: int, now: Millis, offers_each: int = 1
) -> tuple[Obstacle, ...]:
    """Why she, whose phone shows so many offers, is not offered the case now; empty when she may be.

    The same rules as the panel's sets, one pair at a time.
    """
    stands = {
        Obstacle.has_it: case.counsel == one.fingerprint,
        Obstacle.off_duty: not on_duty(one, now),
        Obstacle.other_area: bool(one.areas) and case.area not in one.areas,
        Obstacle.not_admitted: one.fingerprint not in case.admitted,
        Obstacle.asked: one.fingerprint in case.ruled_out,
        Obstacle.full: one.load >= one.capacity,
        Obstacle.ringing: shown >= max(1, min(offers_each, one.capacity - one.load)),
    }
    return tuple(obstacle for obstacle, true in stands.items() if true)
