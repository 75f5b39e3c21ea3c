"""The other policies of the table, each as a rule of matching: what the house's own is measured against."""

import numpy as np

from habeas.core import assign, nearest
from habeas.core.actions import Promise
from habeas.core.places import Place, places_of
from habeas.core.promises import NOW_MINUTES
from habeas.core.scene import Proposal, Rule, Scene
from habeas.core.time import MINUTE_MS
from habeas.core.turn import Match, Turn

# A broadcast goes to so many of the nearest at most.
BROADCAST = 60


def _idle(scene: Scene) -> dict[str, int]:
    """Who has no case at all."""
    return {who: free for who, free in scene.panel.free.items() if scene.panel.counsel[who].load == 0}


def taxi(scene: Scene) -> Proposal:
    """The nearest, one at a time."""
    return _offered(scene, nearest.match(scene.turns, scene.panel, _idle(scene), 1))


def waves(scene: Scene) -> Proposal:
    """The nearest, more of them with each step of the plan."""
    return _offered(scene, nearest.match(scene.turns, scene.panel, _idle(scene)))


def broadcast(scene: Scene) -> Proposal:
    """All who are free at once; the first to accept has it."""
    return _offered(scene, nearest.match(scene.turns, scene.panel, _idle(scene), BROADCAST))


def hotline(lines: int) -> Rule:
    """So many dispatchers, each with one case, who call the nearest one after another."""

    def rule(scene: Scene) -> Proposal:
        talking = sum(bool(turn.standing) for turn in scene.turns)
        silent = [turn for turn in sorted(scene.turns, key=_age) if not turn.standing][
            : max(0, lines - talking)
        ]
        return _offered(scene, nearest.match(silent, scene.panel, _idle(scene), 1))

    return rule


def _age(turn: Turn) -> tuple[int, str]:
    return turn.case.opened_at, turn.case.case_id


def batch(scene: Scene) -> Proposal:
    """As many cases as there are counsel, with the least travel in all: each case by itself."""
    turns = [turn for turn in scene.turns if not turn.standing]
    free = _idle(scene)
    names = sorted(free)
    index = {who: number for number, who in enumerate(names)}
    rows, columns, minutes = [], [], []
    for number, turn in enumerate(turns):
        for who in sorted(turn.askable(scene.panel, free)):
            rows.append(number)
            columns.append(index[who])
            minutes.append(float(scene.panel.minutes(who, turn.case.area)))
    ways = np.array(minutes)
    matches = []
    if rows:
        for edge in assign.best(np.array(rows), np.array(columns), 1_000.0 - ways).tolist():
            turn, who = turns[rows[edge]], names[columns[edge]]
            why = nearest.why(scene.panel, who, turn.case.area, turn.case.language, None)
            matches.append(Match(turn.case.case_id, why))
    return _offered(scene, matches)


def walking(rule: Rule) -> Rule:
    """+w: whoever is at a place and has a hand free takes whoever waits there longest."""

    def both(scene: Scene) -> Proposal:
        places = places_of(scene)
        taken = [one for place in places.values() for one in _taken_along(place, scene)]
        proposal = Proposal(moves=[*taken]) if taken else rule(scene)
        proposal.comes = {
            key: frozenset(side.counsel for side in place.sides) for key, place in places.items()
        }
        return proposal

    return both


def _taken_along(place: Place, scene: Scene) -> list[Promise]:
    free = [side for side in place.sides if side.there and side.free <= NOW_MINUTES][len(place.promised) :]
    found: list[Promise] = []
    for turn in sorted(place.turns, key=_age):
        side = next((side for side in free if scene.panel.fits(side.counsel, turn.case)), None)
        if side is not None:
            free.remove(side)
            expected = scene.now + round(side.free * MINUTE_MS)
            found.append(Promise(turn.case.case_id, turn.case.version, side.counsel, expected))
    return found


def _offered(scene: Scene, matches: list[Match]) -> Proposal:
    """Written into the turns, which say what follows for each case."""
    turns = {turn.case.case_id: turn for turn in scene.turns}
    for match in matches:
        turns[match.case_id].made.append(match)
    return Proposal()
