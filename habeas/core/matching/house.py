"""The rule of the house: counsel are sent to places and serve who waits there, to reach the most in time.

Counsel who can be asked are matched with places. A place has several slots; the m-th is worth what an m-th
newcomer adds there (value.py). To maximise, each counsel and each slot used once at most,

    sum over chosen pairs of  p_js (D_sm(t_js) - travel_cost_per_minute t_js) - cost_per_notice

with t_js the minutes until counsel j can be with somebody at place s and p_js the chance of her yes.
docs/dispatch.md says more.
"""

from collections import Counter
from collections.abc import Mapping
from math import inf

from habeas.core.actions import Outlook, Why
from habeas.core.matching.case_search import CaseSearch, Match
from habeas.core.matching.nearest import spend
from habeas.core.matching.phases import phases
from habeas.core.matching.places import Place, places_of, ready_minutes
from habeas.core.matching.promises import Agenda, agenda_of
from habeas.core.matching.queues import PlaceQueue, place_queues
from habeas.core.matching.rule import MatchInput, Proposal
from habeas.core.matching.slots import Edges, Market, Pick, count_likely
from habeas.core.time import SECOND_MS, Millis


def house_rule(inputs: MatchInput) -> Proposal:
    """Moves first. Only when nothing moves are phones rung, for places where that is worth a call."""
    places = places_of(inputs)
    room = _room(inputs)
    agendas = {key: agenda_of(place, room, inputs) for key, place in places.items()}
    proposal = _proposal(places, agendas, inputs)
    if proposal.moves:
        return proposal
    queues = place_queues(places, agendas, inputs)
    likely = sum(agenda.on_time for agenda in agendas.values()) + _ask(queues, places, inputs, proposal)
    waiting = len(inputs.searches) + sum(len(place.promised_cases) for place in places.values())
    proposal.outlook = Outlook(waiting, min(waiting, round(likely)))
    return proposal


def _room(inputs: MatchInput) -> dict[str, int]:
    """How many more cases each counsel takes; an offer on her phone takes its room already."""
    offers = Counter(offer.counsel for search in inputs.searches for offer in search.live_offers)
    counsel = inputs.panel.counsel
    return {key: row.capacity - row.load - offers[key] for key, row in counsel.items()}


def _proposal(places: Mapping[str, Place], agendas: Mapping[str, Agenda], inputs: MatchInput) -> Proposal:
    moves = [move for agenda in agendas.values() for move in agenda.moves]
    return Proposal(
        moves=[move for move in moves if move.case_id not in inputs.fixed_ids],
        attendants={
            key: frozenset(hand.counsel for hand in place.hands if hand.stays)
            for key, place in places.items()
            if place.hands
        },
        look_again=any(place.hands for place in places.values()),
        silent_ids=frozenset(case.case_id for place in places.values() for case in place.silent_cases),
    )


def _ask(
    queues: list[PlaceQueue], places: Mapping[str, Place], inputs: MatchInput, proposal: Proposal
) -> float:
    """Offers until no more is worth a call; returns how many of the queues are likely reached in time.

    Each round takes the offers of the one before for what they are, hopes: so a second phone rings where a
    first may stay silent, and deciding again adds nothing.
    """
    free = dict(inputs.panel.free)
    ready = ready_minutes(places.values(), inputs.config) if free else {}
    for part, counsel in phases(queues, free, inputs):
        _ask_for(part, counsel, ready, inputs, proposal)
    return count_likely(queues, inputs)


def _ask_for(
    queues: list[PlaceQueue],
    free: dict[str, int],
    ready: Mapping[str, float],
    inputs: MatchInput,
    proposal: Proposal,
) -> None:
    """`free` is spent."""
    market = Market(queues, free, ready, inputs)
    while (edges := market.edges()).queue:
        proposal.looks += len(edges.queue)
        picks = market.picks(edges)
        taken = [pick for pick in picks if _offer(pick, edges, queues[edges.queue[pick.edge]], free, inputs)]
        if not taken:
            break
        market.note_offers(
            (edges.queue[pick.edge] for pick in taken), (edges.counsel[pick.edge] for pick in taken)
        )


def _offer(
    pick: Pick, edges: Edges, queue: PlaceQueue, free: dict[str, int], inputs: MatchInput
) -> Match | None:
    """The offer of one pair stands for the place by one case: the first there whom she can be asked for."""
    fingerprint = edges.counsel[pick.edge]
    search = _first_search(queue.searches, fingerprint, inputs, free)
    if search is None:
        return None
    match = Match(
        search.case.case_id,
        _why(search, pick, edges, queue, inputs),
        _hold_ms(search, fingerprint, queue, inputs),
    )
    search.matches.append(match)
    spend(free, fingerprint)
    return match


def _first_search(
    searches: list[CaseSearch], fingerprint: str, inputs: MatchInput, free: Mapping[str, int]
) -> CaseSearch | None:
    """The first for which the fewest phones ring."""
    best, fewest = None, inf
    for search in searches:
        # Thousands of cards may be closed to her: those cost a glance each.
        if fingerprint not in search.prospects:
            continue
        offers = len(search.live_offers) + len(search.matches)
        if offers < fewest and search.openings > 0 and search.may_ask(fingerprint, inputs.panel, free):
            best, fewest = search, offers
            if not offers:
                break
    return best


def _hold_ms(search: CaseSearch, fingerprint: str, queue: PlaceQueue, inputs: MatchInput) -> Millis:
    """Somebody much nearer is asked for the same: a yes from afar waits a little for hers."""
    area, panel = queue.place.area, inputs.panel
    callees = [key for key in search.callees if key in panel.counsel]
    nearest = min((panel.minutes(key, area) for key in callees), default=None)
    far = nearest is not None and panel.minutes(fingerprint, area) - nearest >= inputs.config.hold_minutes
    return round(inputs.config.hold_seconds * SECOND_MS) if far else 0


def _why(search: CaseSearch, pick: Pick, edges: Edges, queue: PlaceQueue, inputs: MatchInput) -> Why:
    """The next best is the nearest other who could be asked for the place."""
    number, fingerprint = edges.queue[pick.edge], edges.counsel[pick.edge]
    others = [edge for edge in edges.of(number) if edges.counsel[edge] != fingerprint]
    return Why(
        counsel=fingerprint,
        minutes=round(edges.minutes[pick.edge]),
        speaks=fingerprint in inputs.panel.speakers_of(search.case.language),
        load=inputs.panel.counsel[fingerprint].load,
        next_best=edges.counsel[others[0]] if others else None,
        next_minutes=round(edges.minutes[others[0]]) if others else None,
        waiting=len(queue.searches),
        value=round(pick.value, 3),
    )
