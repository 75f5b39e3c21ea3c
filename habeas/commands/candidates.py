"""Who could take a case, and what stands against each."""

from collections.abc import Iterable

from habeas.commands.shapes.desk import Candidate
from habeas.core import travel
from habeas.core.case import Case
from habeas.core.duty import on_duty
from habeas.core.time import Millis
from habeas.core.travel import Travel
from habeas.store.overview import CounselRow


def candidates(
    case: Case, rows: Iterable[CounselRow], ways: Travel, capacity: int, now: Millis
) -> list[Candidate]:
    """Those who may be offered it first, then the nearest.

    `why` has any of: has_it, off_duty, other_area, not_admitted, asked, full, ringing (shows an offer).
    """
    found = [
        Candidate(
            counsel=row.counsel.fingerprint,
            travel_minutes=travel.minutes(ways, row.counsel.area, case.area),
            load=row.load,
            on_duty=on_duty(row.counsel, now),
            admitted=row.counsel.fingerprint in case.admitted,
            why=_against(case, row, capacity, now),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (bool(one.why), one.travel_minutes, one.load, one.counsel))


def _against(case: Case, row: CounselRow, capacity: int, now: Millis) -> list[str]:
    who, areas = row.counsel.fingerprint, row.counsel.areas
    reasons = {
        "has_it": case.counsel == who,
        "off_duty": not on_duty(row.counsel, now),
        "other_area": bool(areas) and case.area not in areas,
        "not_admitted": who not in case.admitted,
        "asked": who in case.asked,
        "full": row.load >= capacity,
        "ringing": row.live_offer is not None,
    }
    return [reason for reason, holds in reasons.items() if holds]
