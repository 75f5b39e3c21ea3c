"""Who is offered what: the nearest eligible counsel for the most pressing case first. Deterministic.

Language: who speaks the person's language comes before all others. While such a counsel can be rung, or has
this very case on her phone, nobody else is asked; when there is none, anybody is better than nobody.
"""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from habeas.core.actions import Why
from habeas.core.board import Board, OfferState
from habeas.core.case import Case
from habeas.core.duty import on_duty
from habeas.core.panel import NOBODY, Names, Panel
from habeas.core.time import Millis


class Want(Struct, frozen=True):
    """The case can use `number` more offers, to some of `prospects`; `ringing` have it on their phones."""

    case: Case
    number: int
    prospects: Names
    ringing: Names


class Match(Struct, frozen=True):
    """Offer the case to `why.counsel`."""

    case_id: str
    why: Why


def match(wants: Iterable[Want], panel: Panel) -> list[Match]:
    """Offers to make, for wants in the order of their claim. Looks at nothing once nobody is free."""
    free = dict(panel.free)
    matches: list[Match] = []
    for want in wants:
        if not free:
            break
        for chosen in _choose(want, panel, free):
            matches.append(chosen)
            _spend(free, chosen.why.counsel)
    return matches


def _choose(want: Want, panel: Panel, free: dict[str, int]) -> list[Match]:
    able = (want.prospects - want.ringing) & free.keys()
    if not able:
        return []
    case = want.case
    speaking = panel.speaking.get(case.language, NOBODY)
    pool = able & speaking if able & speaking or want.ringing & speaking else able
    queue = sorted(pool, key=panel.order(case.area).__getitem__)
    return [
        Match(case.case_id, _why(case, panel, who, next_best))
        for who, next_best in zip(queue[: want.number], [*queue[1:], None], strict=False)
    ]


def _why(case: Case, panel: Panel, who: str, next_best: str | None) -> Why:
    return Why(
        counsel=who,
        minutes=panel.minutes(who, case.area),
        speaks=panel.speaks(who, case.language),
        load=panel.counsel[who].load,
        next_best=next_best,
    )


def _spend(free: dict[str, int], who: str) -> None:
    free[who] -= 1
    if not free[who]:
        del free[who]


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
    shown = sum(o.counsel == fingerprint and o.state is OfferState.open for o in board.offers.values())
    stands = {
        Obstacle.off_duty: not on_duty(one, now),
        Obstacle.other_area: bool(one.areas) and case.area not in one.areas,
        Obstacle.not_admitted: fingerprint not in case.admitted,
        Obstacle.asked: fingerprint in case.asked,
        Obstacle.full: one.load >= one.capacity,
        Obstacle.other_offer: shown >= max(1, min(offers_each, one.capacity - one.load)),
    }
    return tuple(obstacle for obstacle, true in stands.items() if true)
