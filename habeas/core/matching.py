"""Who is offered what: counsel are sent to places and serve who waits there, to reach the most in time.

Counsel who can be asked are matched with places. A place has several slots; the m-th is worth what an m-th
newcomer adds there (value.py). To maximise, each counsel and each slot used once at most,

    sum over chosen pairs of  p_js (D_sm(t_js) - per_minute t_js) - per_notice

with t_js the minutes until counsel j can be with somebody at place s and p_js the chance of her yes.
docs/dispatch.md says more.
"""

from collections import Counter
from collections.abc import Mapping
from math import inf

from habeas.core.actions import Outlook, Why
from habeas.core.nearest import spend
from habeas.core.places import Place, free_in, places_of
from habeas.core.promises import agenda_of
from habeas.core.queues import Waiting, waiting
from habeas.core.scene import Proposal, Scene
from habeas.core.slots import Edges, Market, Pick
from habeas.core.time import SECOND_MS, Millis
from habeas.core.turn import Match, Turn


def pooled(scene: Scene) -> Proposal:
    """The rule of the house."""
    places = places_of(scene)
    rings = Counter(offer.counsel for turn in scene.turns for offer in turn.standing)
    room = {who: one.capacity - one.load - rings[who] for who, one in scene.panel.counsel.items()}
    agendas = {key: agenda_of(place, room, scene) for key, place in places.items()}
    proposal = Proposal(
        moves=[one for agenda in agendas.values() for one in agenda.moves if one.case_id not in scene.over],
        comes={
            key: frozenset(side.counsel for side in place.sides if side.stays)
            for key, place in places.items()
            if place.sides
        },
        expected=any(place.sides for place in places.values()),
        silent=frozenset(case.case_id for place in places.values() for case in place.silent),
    )
    if proposal.moves:
        return proposal
    queues = waiting(places, agendas, scene)
    likely = sum(agenda.on_time for agenda in agendas.values()) + _ask(queues, places, scene, proposal)
    everyone = len(scene.turns) + sum(len(place.promised) for place in places.values())
    proposal.outlook = Outlook(everyone, min(everyone, round(likely)))
    return proposal


def _ask(queues: list[Waiting], places: Mapping[str, Place], scene: Scene, proposal: Proposal) -> float:
    """Offers until no more is worth a call; returns how many of the queues are likely reached in time.

    Each round takes the offers of the one before for what they are, hopes: so a second phone rings where a
    first may stay silent, and deciding again adds nothing.
    """
    free = dict(scene.panel.free)
    market = Market(queues, free, free_in(places.values(), scene.config) if free else {}, scene)
    while (edges := market.edges()).queue:
        proposal.weighed += len(edges.queue)
        made = [
            pick
            for pick in market.picks(edges)
            if _made(pick, edges, queues[edges.queue[pick.edge]], free, scene)
        ]
        if not made:
            break
        market.rang((edges.queue[pick.edge] for pick in made), (edges.counsel[pick.edge] for pick in made))
    return market.reached() if queues else 0.0


def _made(pick: Pick, edges: Edges, queue: Waiting, free: dict[str, int], scene: Scene) -> Match | None:
    """The offer of one pair stands for the place by one case: the first there whom she can be asked for."""
    who = edges.counsel[pick.edge]
    turn = _stands(queue.turns, who, scene, free)
    if turn is None:
        return None
    match = Match(turn.case.case_id, _why(turn, pick, edges, queue, scene), _hold_ms(turn, who, queue, scene))
    turn.made.append(match)
    spend(free, who)
    return match


def _stands(turns: list[Turn], who: str, scene: Scene, free: Mapping[str, int]) -> Turn | None:
    """The first for which the fewest phones ring."""
    best, least = None, inf
    for turn in turns:
        rings = len(turn.standing) + len(turn.made)
        if rings < least and turn.wanted > 0 and turn.may_ask(who, scene.panel, free):
            best, least = turn, rings
            if not rings:
                break
    return best


def _hold_ms(turn: Turn, who: str, queue: Waiting, scene: Scene) -> Millis:
    """Somebody much nearer is asked for the same: a yes from afar waits a little for hers."""
    asked = [*(offer.counsel for offer in turn.standing), *(made.why.counsel for made in turn.made)]
    area, panel = queue.place.area, scene.panel
    nearest = min((panel.minutes(one, area) for one in asked if one in panel.counsel), default=None)
    far = nearest is not None and panel.minutes(who, area) - nearest >= scene.config.hold_minutes
    return round(scene.config.hold_seconds * SECOND_MS) if far else 0


def _why(turn: Turn, pick: Pick, edges: Edges, queue: Waiting, scene: Scene) -> Why:
    """The next best is the nearest other who could be asked for the place."""
    number, who = edges.queue[pick.edge], edges.counsel[pick.edge]
    rest = [one for one in edges.of(number) if edges.counsel[one] != who]
    return Why(
        counsel=who,
        minutes=round(edges.minutes[pick.edge]),
        speaks=scene.panel.speaks(who, turn.case.language),
        load=scene.panel.counsel[who].load,
        next_best=edges.counsel[rest[0]] if rest else None,
        next_minutes=round(edges.minutes[rest[0]]) if rest else None,
        waiting=len(queue.turns),
        value=round(pick.value, 3),
    )
