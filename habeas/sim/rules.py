"""The other policies of the table, each as a rule of matching: what the house's own is measured against."""

import numpy as np

from habeas.core.actions import Promise
from habeas.core.matching import assign, nearest
from habeas.core.matching.case_search import CaseSearch, Match
from habeas.core.matching.places import Place, places_of
from habeas.core.matching.promises import NOW_MINUTES
from habeas.core.matching.rule import MatchInput, Proposal, Rule
from habeas.core.time import MINUTE_MS

# A broadcast goes to so many of the nearest at most.
BROADCAST = 60


def _idle(inputs: MatchInput) -> dict[str, int]:
    """Who has no case at all."""
    return {who: free for who, free in inputs.panel.free.items() if inputs.panel.counsel[who].load == 0}


def taxi(inputs: MatchInput) -> Proposal:
    """The nearest, one at a time."""
    return _offered(inputs, nearest.match(inputs.searches, inputs.panel, _idle(inputs), 1))


def waves(inputs: MatchInput) -> Proposal:
    """The nearest, more of them with each step of the plan."""
    return _offered(inputs, nearest.match(inputs.searches, inputs.panel, _idle(inputs)))


def broadcast(inputs: MatchInput) -> Proposal:
    """All who are free at once; the first to accept has it."""
    return _offered(inputs, nearest.match(inputs.searches, inputs.panel, _idle(inputs), BROADCAST))


def hotline(lines: int) -> Rule:
    """So many dispatchers, each with one case, who call the nearest one after another."""

    def rule(inputs: MatchInput) -> Proposal:
        talking = sum(bool(search.standing) for search in inputs.searches)
        silent = [search for search in sorted(inputs.searches, key=_age) if not search.standing][
            : max(0, lines - talking)
        ]
        return _offered(inputs, nearest.match(silent, inputs.panel, _idle(inputs), 1))

    return rule


def _age(search: CaseSearch) -> tuple[int, str]:
    return search.case.opened_at, search.case.case_id


def batch(inputs: MatchInput) -> Proposal:
    """As many cases as there are counsel, with the least travel in all: each case by itself."""
    searches = [search for search in inputs.searches if not search.standing]
    free = _idle(inputs)
    names = sorted(free)
    index = {who: number for number, who in enumerate(names)}
    rows, columns, minutes = [], [], []
    for number, search in enumerate(searches):
        for who in sorted(search.askable(inputs.panel, free)):
            rows.append(number)
            columns.append(index[who])
            minutes.append(float(inputs.panel.minutes(who, search.case.area)))
    ways = np.array(minutes)
    matches = []
    if rows:
        for edge in assign.best(np.array(rows), np.array(columns), 1_000.0 - ways).tolist():
            search, who = searches[rows[edge]], names[columns[edge]]
            why = nearest.why(inputs.panel, who, search.case.area, search.case.language, None)
            matches.append(Match(search.case.case_id, why))
    return _offered(inputs, matches)


def walking(rule: Rule) -> Rule:
    """+w: whoever is at a place and has a hand free takes whoever waits there longest."""

    def both(inputs: MatchInput) -> Proposal:
        places = places_of(inputs)
        taken = [one for place in places.values() for one in _taken_along(place, inputs)]
        proposal = Proposal(moves=[*taken]) if taken else rule(inputs)
        proposal.comes = {
            key: frozenset(hand.counsel for hand in place.hands) for key, place in places.items()
        }
        return proposal

    return both


def _taken_along(place: Place, inputs: MatchInput) -> list[Promise]:
    free = [hand for hand in place.hands if hand.there and hand.free <= NOW_MINUTES][len(place.promised) :]
    found: list[Promise] = []
    for search in sorted(place.searches, key=_age):
        hand = next((hand for hand in free if inputs.panel.fits(hand.counsel, search.case)), None)
        if hand is not None:
            free.remove(hand)
            expected = inputs.now + round(hand.free * MINUTE_MS)
            found.append(Promise(search.case.case_id, search.case.version, hand.counsel, expected))
    return found


def _offered(inputs: MatchInput, matches: list[Match]) -> Proposal:
    """Written into the turns, which say what follows for each case."""
    searches = {search.case.case_id: search for search in inputs.searches}
    for match in matches:
        searches[match.case_id].made.append(match)
    return Proposal()
