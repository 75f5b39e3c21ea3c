"""The other policies of the table, each as a rule of matching: what the house's own is measured against."""

import numpy as np

from habeas.core.actions import Promise
from habeas.core.matching import (
    NOW_MINUTES,
    CaseSearch,
    Match,
    MatchInput,
    Place,
    Proposal,
    Rule,
    best_pairs,
    match_nearest,
    places_of,
    why_nearest,
)
from habeas.core.time import MINUTE_MS

# A broadcast goes to so many of the nearest at most.
BROADCAST = 60
# More than any way takes, so that every pair is worth something and the shortest way is worth most.
FAR_MINUTES = 1_000.0


def taxi_rule(inputs: MatchInput) -> Proposal:
    """The nearest, one at a time."""
    return _propose(inputs, match_nearest(inputs.searches, inputs.panel, _idle_counsel(inputs), 1))


def waves_rule(inputs: MatchInput) -> Proposal:
    """The nearest, more of them with each step of the plan."""
    return _propose(inputs, match_nearest(inputs.searches, inputs.panel, _idle_counsel(inputs)))


def broadcast_rule(inputs: MatchInput) -> Proposal:
    """All who are free at once; the first to accept has it."""
    return _propose(inputs, match_nearest(inputs.searches, inputs.panel, _idle_counsel(inputs), BROADCAST))


def hotline_rule(lines: int) -> Rule:
    """So many dispatchers, each with one case, who call the nearest counsel one after another."""

    def rule(inputs: MatchInput) -> Proposal:
        busy_lines = sum(bool(search.live_offers) for search in inputs.searches)
        idle = [search for search in sorted(inputs.searches, key=_age) if not search.live_offers]
        idle = idle[: max(0, lines - busy_lines)]
        return _propose(inputs, match_nearest(idle, inputs.panel, _idle_counsel(inputs), 1))

    return rule


def batch_rule(inputs: MatchInput) -> Proposal:
    """As many cases as there are counsel, with the least travel in all: each case by itself."""
    searches = [search for search in inputs.searches if not search.live_offers]
    free = _idle_counsel(inputs)
    fingerprints = sorted(free)
    index = {fingerprint: number for number, fingerprint in enumerate(fingerprints)}
    rows, columns, minutes = [], [], []
    for number, search in enumerate(searches):
        for fingerprint in sorted(search.askable(inputs.panel, free)):
            rows.append(number)
            columns.append(index[fingerprint])
            minutes.append(float(inputs.panel.minutes(fingerprint, search.case.area)))
    if not rows:
        return Proposal()
    edges = best_pairs(np.array(rows), np.array(columns), FAR_MINUTES - np.array(minutes)).tolist()
    return _propose(
        inputs, [_match(searches[rows[edge]], fingerprints[columns[edge]], inputs) for edge in edges]
    )


def walk_rule(rule: Rule) -> Rule:
    """+w: whoever is at a place and has a hand free takes whoever waits there longest."""

    def walk(inputs: MatchInput) -> Proposal:
        places = places_of(inputs)
        moves = [promise for place in places.values() for promise in _take_along(place, inputs)]
        proposal = Proposal(moves=[*moves]) if moves else rule(inputs)
        proposal.attendants = {
            key: frozenset(hand.counsel for hand in place.hands) for key, place in places.items()
        }
        return proposal

    return walk


def _idle_counsel(inputs: MatchInput) -> dict[str, int]:
    """Who has no case at all; how many offers each can be shown."""
    panel = inputs.panel
    return {key: number for key, number in panel.free.items() if panel.counsel[key].load == 0}


def _age(search: CaseSearch) -> tuple[int, str]:
    return search.case.opened_at, search.case.case_id


def _match(search: CaseSearch, fingerprint: str, inputs: MatchInput) -> Match:
    case = search.case
    return Match(case.case_id, why_nearest(inputs.panel, fingerprint, case.area, case.language, None))


def _take_along(place: Place, inputs: MatchInput) -> list[Promise]:
    hands = [hand for hand in place.hands if hand.there and hand.free <= NOW_MINUTES]
    free = hands[len(place.promised_cases) :]
    promises: list[Promise] = []
    for search in sorted(place.searches, key=_age):
        hand = next((hand for hand in free if inputs.panel.fits(hand.counsel, search.case)), None)
        if hand is not None:
            free.remove(hand)
            expected_at = inputs.now + round(hand.free * MINUTE_MS)
            promises.append(Promise(search.case.case_id, search.case.version, hand.counsel, expected_at))
    return promises


def _propose(inputs: MatchInput, matches: list[Match]) -> Proposal:
    """Written into the searches, which say what follows for each case."""
    searches = {search.case.case_id: search for search in inputs.searches}
    for match in matches:
        searches[match.case_id].matches.append(match)
    return Proposal()
