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
    """Those who may be offered it first, then the nearest.

    `obstacles` has any of the core's obstacles.
    """
    found = [
        Candidate(
            counsel=row.counsel.fingerprint,
            travel_minutes=travel.minutes(ways, row.counsel.area, case.area),
            load=row.load,
            on_duty=on_duty(row.counsel, now),
            admitted=row.counsel.fingerprint in case.admitted,
            obstacles=_against(case, row, capacity, now),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (bool(one.obstacles), one.travel_minutes, one.load, one.counsel))


def _against(case: Case, row: CounselRow, capacity: int, now: Millis) -> list[str]:
    one = structs.replace(row.counsel, load=row.load, capacity=capacity)
    return [*obstacles(case, one, int(row.live_offer is not None), now)]
