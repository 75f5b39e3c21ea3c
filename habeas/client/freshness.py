"""Whether a roster is the newest, as far as a quorum of its own dispatchers knows."""

from collections.abc import Iterable

from msgspec import Struct

from habeas.core.time import HOUR_MS, MINUTE_MS, Millis
from habeas.sealed.roster import Role, Roster
from habeas.sealed.sizes import SIGHTING_AHEAD_MINUTES, SIGHTING_HOURS, SIGHTING_QUORUM
from habeas.sealed.statement import Sighting


class Freshness(Struct, frozen=True):
    """`by`: the dispatchers who count now. `until`: when it is fresh no longer, None while it is not.

    `other`: a statement about a newer roster, or about another one of the same version.
    """

    quorum: int
    by: tuple[str, ...]
    until: Millis | None
    other: Sighting | None


def judge_roster(roster: Roster, sha256: str, sightings: Iterable[Sighting], now: Millis) -> Freshness:
    """`sightings` are verified against this roster. `now` by this device's own clock."""
    known = list(sightings)
    quorum = min(SIGHTING_QUORUM, sum(member.role is Role.desk for member in roster.members))
    ends = _ends(known, sha256, now)
    other = next((one for one in known if _is_other(one, roster, sha256)), None)
    until = _until(sorted(ends.values(), reverse=True), quorum, roster)
    fresh = other is None and until is not None and until > now
    return Freshness(quorum, tuple(sorted(ends)), until if fresh else None, other)


def _until(ends: list[Millis], quorum: int, roster: Roster) -> Millis | None:
    return min(ends[quorum - 1], roster.expires_at) if 0 < quorum <= len(ends) else None


def _ends(sightings: Iterable[Sighting], sha256: str, now: Millis) -> dict[str, Millis]:
    """By member: until when her newest sighting of this very roster counts."""
    ahead, span = SIGHTING_AHEAD_MINUTES * MINUTE_MS, SIGHTING_HOURS * HOUR_MS
    ends: dict[str, Millis] = {}
    for one in sightings:
        if one.roster_sha256 == sha256 and now - span < one.at <= now + ahead:
            ends[one.member] = max(ends.get(one.member, 0), one.at + span)
    return ends


def _is_other(sighting: Sighting, roster: Roster, sha256: str) -> bool:
    if sighting.roster_version == roster.version:
        return sighting.roster_sha256 != sha256
    return sighting.roster_version > roster.version
