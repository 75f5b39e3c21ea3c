"""What stands between one case and one counsel, in plain terms: for the desk, and the oracle in tests."""

from enum import StrEnum

from habeas.core.board import LIVE, Board
from habeas.core.case import Case
from habeas.core.duty import on_duty
from habeas.core.time import Millis


class Obstacle(StrEnum):
    """What stands against offering a case to a counsel; the last passes when that offer is settled."""

    unknown = "unknown"
    off_duty = "off_duty"
    other_area = "other_area"
    not_admitted = "not_admitted"
    asked = "asked"
    full = "full"
    other_offer = "other_offer"


def obstacles(
    board: Board, case: Case, fingerprint: str, now: Millis, offers_each: int = 1
) -> tuple[Obstacle, ...]:
    """Why she is not offered the case now, in plain terms for the desk; empty when she may be.

    The same rules as the panel's sets, one pair at a time: slower, and the oracle in tests.
    """
    one = board.counsel.get(fingerprint)
    if one is None:
        return (Obstacle.unknown,)
    shown = sum(o.counsel == fingerprint and o.state in LIVE for o in board.offers.values())
    stands = {
        Obstacle.off_duty: not on_duty(one, now),
        Obstacle.other_area: bool(one.areas) and case.area not in one.areas,
        Obstacle.not_admitted: fingerprint not in case.admitted,
        Obstacle.asked: fingerprint in case.asked,
        Obstacle.full: one.load >= one.capacity,
        Obstacle.other_offer: shown >= max(1, min(offers_each, one.capacity - one.load)),
    }
    return tuple(obstacle for obstacle, true in stands.items() if true)
