"""Who is offered what: counsel are sent to places and serve who waits there, to reach the most in time.

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
from habeas.core.matching.places import Place, free_in, places_of
from habeas.core.matching.promises import agenda_of
from habeas.core.matching.queues import Waiting, waiting
from habeas.core.matching.rule import MatchInput, Proposal
from habeas.core.matching.slots import Edges, Market, Pick
from habeas.core.time import SECOND_MS, Millis


def pooled(inputs: MatchInput) -> Proposal:
    """The rule of the house."""
    places = places_of(inputs)
    rings = Counter(offer.counsel for search in inputs.searches for offer in search.standing)
    room = {who: one.capacity - one.load - rings[who] for who, one in inputs.panel.counsel.items()}
    agendas = {key: agenda_of(place, room, inputs) for key, place in places.items()}
    proposal = Proposal(
        moves=[one for agenda in agendas.values() for one in agenda.moves if one.case_id not in inputs.over],
        comes={
            key: frozenset(hand.counsel for hand in place.hands if hand.stays)
            for key, place in places.items()
            if place.hands
        },
        expected=any(place.hands for place in places.values()),
        silent=frozenset(case.case_id for place in places.values() for case in place.silent),
    )
    if proposal.moves:
        return proposal
    queues = waiting(places, agendas, inputs)
    likely = sum(agenda.on_time for agenda in agendas.values()) + _ask(queues, places, inputs, proposal)
    everyone = len(inputs.searches) + sum(len(place.promised) for place in places.values())
    proposal.outlook = Outlook(everyone, min(everyone, round(likely)))
    return proposal


def _ask(queues: list[Waiting], places: Mapping[str, Place], inputs: MatchInput, proposal: Proposal) -> float:
    """Offers until no more is worth a call; returns how many of the queues are likely reached in time.

    Each round takes the offers of the one before for what they are, hopes: so a second phone rings where a
    first may stay silent, and deciding again adds nothing.
    """
    free = dict(inputs.panel.free)
    market = Market(queues, free, free_in(places.values(), inputs.config) if free else {}, inputs)
    while (edges := market.edges()).queue:
        proposal.weighed += len(edges.queue)
        made = [
            pick
            for pick in market.picks(edges)
            if _made(pick, edges, queues[edges.queue[pick.edge]], free, inputs)
        ]
        if not made:
            break
        market.rang((edges.queue[pick.edge] for pick in made), (edges.counsel[pick.edge] for pick in made))
    return market.reached() if queues else 0.0


def _made(pick: Pick, edges: Edges, queue: Waiting, free: dict[str, int], inputs: MatchInput) -> Match | None:
    """The offer of one pair stands for the place by one case: the first there whom she can be asked for."""
    who = edges.counsel[pick.edge]
    search = _stands(queue.searches, who, inputs, free)
    if search is None:
        return None
    match = Match(
        search.case.case_id,
        _why(search, pick, edges, queue, inputs),
        _hold_ms(search, who, queue, inputs),
    )
    search.made.append(match)
    spend(free, who)
    return match


def _stands(
    searches: list[CaseSearch], who: str, inputs: MatchInput, free: Mapping[str, int]
) -> CaseSearch | None:
    """The first for which the fewest phones ring."""
    best, least = None, inf
    for search in searches:
        rings = len(search.standing) + len(search.made)
        if rings < least and search.wanted > 0 and search.may_ask(who, inputs.panel, free):
            best, least = search, rings
            if not rings:
                break
    return best


def _hold_ms(search: CaseSearch, who: str, queue: Waiting, inputs: MatchInput) -> Millis:
    """Somebody much nearer is asked for the same: a yes from afar waits a little for hers."""
    asked = [*(offer.counsel for offer in search.standing), *(made.why.counsel for made in search.made)]
    area, panel = queue.place.area, inputs.panel
    nearest = min((panel.minutes(one, area) for one in asked if one in panel.counsel), default=None)
    far = nearest is not None and panel.minutes(who, area) - nearest >= inputs.config.hold_minutes
    return round(inputs.config.hold_seconds * SECOND_MS) if far else 0


def _why(search: CaseSearch, pick: Pick, edges: Edges, queue: Waiting, inputs: MatchInput) -> Why:
    """The next best is the nearest other who could be asked for the place."""
    number, who = edges.queue[pick.edge], edges.counsel[pick.edge]
    rest = [one for one in edges.of(number) if edges.counsel[one] != who]
    return Why(
        counsel=who,
        minutes=round(edges.minutes[pick.edge]),
        speaks=inputs.panel.speaks(who, search.case.language),
        load=inputs.panel.counsel[who].load,
        next_best=edges.counsel[rest[0]] if rest else None,
        next_minutes=round(edges.minutes[rest[0]]) if rest else None,
        waiting=len(queue.searches),
        value=round(pick.value, 3),
    )
