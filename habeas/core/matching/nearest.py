"""The nearest counsel for the most pressing case first: each case by itself, as a taxi would come.

What the pooled matching is measured against.
"""

from collections.abc import Iterable

from habeas.core.actions import Why
from habeas.core.matching.case_search import CaseSearch, Match
from habeas.core.matching.panel import Panel


def match(
    searches: Iterable[CaseSearch], panel: Panel, free: dict[str, int], most: int | None = None
) -> list[Match]:
    """Offers to make, for turns in the order of their claim; `free` (how many more offers each) is spent.

    Each case asks as many as its plan says, or `most`. Looks at nothing once nobody is free.
    """
    matches: list[Match] = []
    for search in searches:
        if not free:
            break
        for chosen in _choose(
            search, panel, free, search.wanted if most is None else most - len(search.standing)
        ):
            matches.append(chosen)
            spend(free, chosen.why.counsel)
    return matches


def _choose(search: CaseSearch, panel: Panel, free: dict[str, int], number: int) -> list[Match]:
    able = search.askable(panel, free) if number > 0 else None
    if not able:
        return []
    area, language = search.case.area, search.case.language
    queue = sorted(able, key=panel.order(area).__getitem__)
    return [
        Match(search.case.case_id, why(panel, who, area, language, next_best))
        for who, next_best in zip(queue[:number], [*queue[1:], None], strict=False)
    ]


def why(panel: Panel, who: str, area: str, language: str, next_best: str | None) -> Why:
    """In minutes of the way."""
    return Why(
        counsel=who,
        minutes=panel.minutes(who, area),
        speaks=panel.speaks(who, language),
        load=panel.counsel[who].load,
        next_best=next_best,
        next_minutes=None if next_best is None else panel.minutes(next_best, area),
    )


def spend(free: dict[str, int], who: str) -> None:
    free[who] -= 1
    if not free[who]:
        del free[who]
