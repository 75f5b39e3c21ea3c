"""Who could take a case, and what stands against each."""

from collections.abc import Iterable

from msgspec import structs

from habeas.commands.shapes.desk import Candidate
from habeas.core import travel
from habeas.core.duty import on_duty
from habeas.core.obstacles import obstacles
from habeas.core.states import Case
from habeas.core.time import Millis
from habeas.core.travel import Travel
from habeas.store.overview import CounselRow


def candidates(
    case: Case, rows: Iterable[CounselRow], ways: Travel, capacity: int, now: Millis
) -> list[Candidate]:
    """First who may be offered the case, then who is nearest."""
    found = [
        Candidate(
            counsel=row.counsel.fingerprint,
            travel_minutes=travel.minutes(ways, row.counsel.area, case.area),
            load=row.load,
            on_duty=on_duty(row.counsel, now),
            admitted=row.counsel.fingerprint in case.admitted,
            obstacles=_obstacles(case, row, capacity, now),
        )
        for row in rows
    ]
    return sorted(found, key=_order)


def _order(candidate: Candidate) -> tuple[bool, int, int, str]:
    return bool(candidate.obstacles), candidate.travel_minutes, candidate.load, candidate.counsel


def _obstacles(case: Case, row: CounselRow, capacity: int, now: Millis) -> list[str]:
    counsel = structs.replace(row.counsel, load=row.load, capacity=capacity)
    return [*obstacles(case, counsel, int(row.live_offer is not None), now)]
