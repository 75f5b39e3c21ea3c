"""The nearest counsel for the most pressing case first: each case by itself, as a taxi would come.

What the pooled matching is measured against.
"""

from collections.abc import Iterable

from habeas.core.actions import Why
from habeas.core.panel import Panel
from habeas.core.turn import Match, Turn


def match(turns: Iterable[Turn], panel: Panel, free: dict[str, int], most: int | None = None) -> list[Match]:
    """Offers to make, for turns in the order of their claim; `free` (how many more offers each) is spent.

    Each case asks as many as its plan says, or `most`. Looks at nothing once nobody is free.
    """
    matches: list[Match] = []
    for turn in turns:
        if not free:
            break
        for chosen in _choose(turn, panel, free, turn.wanted if most is None else most - len(turn.standing)):
            matches.append(chosen)
            spend(free, chosen.why.counsel)
    return matches


def _choose(turn: Turn, panel: Panel, free: dict[str, int], number: int) -> list[Match]:
    able = turn.askable(panel, free) if number > 0 else None
    if not able:
        return []
    area, language = turn.case.area, turn.case.language
    queue = sorted(able, key=panel.order(area).__getitem__)
    return [
        Match(turn.case.case_id, why(panel, who, area, language, next_best))
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
