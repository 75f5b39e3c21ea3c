"""The nearest counsel for the most urgent case first: each case by itself, as a taxi would come.

What the rule of the house is measured against.
"""

from collections.abc import Iterable

from habeas.core.actions import Why
from habeas.core.matching.case_search import CaseSearch, Match
from habeas.core.matching.panel import Panel


def match_nearest(
    searches: Iterable[CaseSearch], panel: Panel, free: dict[str, int], most: int | None = None
) -> list[Match]:
    """Matches for searches in the order of their claim. `free` (how many more offers each) is spent.

    Each case asks as many as its plan says, or `most`. Looks at nothing once nobody is free.
    """
    matches: list[Match] = []
    for search in searches:
        if not free:
            break
        number = search.openings if most is None else most - len(search.live_offers)
        for match in _choose(search, panel, free, number):
            matches.append(match)
            spend(free, match.why.counsel)
    return matches


def _choose(search: CaseSearch, panel: Panel, free: dict[str, int], number: int) -> list[Match]:
    able = search.askable(panel, free) if number > 0 else None
    if not able:
        return []
    area, language = search.case.area, search.case.language
    queue = sorted(able, key=panel.order(area).__getitem__)
    return [
        Match(search.case.case_id, why_nearest(panel, fingerprint, area, language, next_best))
        for fingerprint, next_best in zip(queue[:number], [*queue[1:], None], strict=False)
    ]


def why_nearest(panel: Panel, fingerprint: str, area: str, language: str, next_best: str | None) -> Why:
    """In minutes of the way."""
    return Why(
        counsel=fingerprint,
        minutes=panel.minutes(fingerprint, area),
        speaks=fingerprint in panel.speakers_of(language),
        load=panel.counsel[fingerprint].load,
        next_best=next_best,
        next_minutes=None if next_best is None else panel.minutes(next_best, area),
    )


def spend(free: dict[str, int], fingerprint: str) -> None:
    """She is shown one more offer."""
    free[fingerprint] -= 1
    if not free[fingerprint]:
        del free[fingerprint]
