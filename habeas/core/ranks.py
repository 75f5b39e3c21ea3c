"""What a press shows of itself, and what a case that was not real says of others (docs/decisions/0010)."""

from enum import IntEnum
from typing import NamedTuple

from habeas.core.states import Case, Disposition, Need, Urgency
from habeas.core.time import DAY_MS, MINUTE_MS, Millis

# Work of more bits counts as this many: a phone can do it in ten seconds.
MOST_BITS = 11
LEAST_BITS = 4
# As many wait before any work is wanted; each doubling wants a bit more.
QUIET_CASES = 50


class Rank(IntEnum):
    """The classes of proof, the weakest first. A case's rank is its class; of `work`, plus the bits done."""

    none = 0
    work = 100
    armed = 200
    known = 300
    vouched = 400


class Like(NamedTuple):
    """What fakes of one source have in common: the clear fields, the rank, and the minute of the press."""

    area: str
    need: Need
    urgency: Urgency
    language: str
    rank: int
    minute: int


def rank_class(case: Case) -> Rank:
    return max(rank for rank in Rank if rank <= max(0, case.rank))


def is_proven(case: Case) -> bool:
    """Shows something of itself; or somebody had accepted it, so a human has seen it."""
    return case.rank >= Rank.work or case.was_promised


def work_rank(bits: int) -> int:
    """The rank of that much work; of too little, none."""
    return Rank.work + min(bits, MOST_BITS) if bits >= LEAST_BITS else Rank.none


def wanted_bits(waiting: int) -> int:
    """How much work is wanted of who shows nothing, when so many wait; 0: none."""
    if waiting <= QUIET_CASES:
        return 0
    return min(MOST_BITS, LEAST_BITS - 1 + (waiting // QUIET_CASES).bit_length())


def like(case: Case) -> Like:
    """Of which kind it is when one of them turns out not to be real."""
    clear = (case.area, case.need, case.urgency, case.language)
    return Like(*clear, case.rank, case.opened_at // MINUTE_MS)


def is_sunk(case: Case, unreal: frozenset[Like]) -> bool:
    """One like it was not real."""
    return bool(unreal) and case.rank < Rank.armed and like(case) in unreal


def sink_like(unreal: frozenset[Like], before: Case, after: Case, now: Millis) -> frozenset[Like]:
    """With the like of what was closed as not real just now; what is a day old is forgotten."""
    if after.disposition is not Disposition.not_real or before.rank >= Rank.armed:
        return unreal
    since = (now - DAY_MS) // MINUTE_MS
    return frozenset({like(before), *(other for other in unreal if other.minute > since)})
