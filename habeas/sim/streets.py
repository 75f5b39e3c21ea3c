"""Where people are, and what counsel do: go, wait at the door, sit with clients, go on."""

from typing import TYPE_CHECKING

from habeas.core.case import (
    Arrived,
    Cancelled,
    Case,
    Closed,
    Disposition,
    EnRoute,
    EntryRefused,
    HandedBack,
    State,
)
from habeas.core.events import CaseEvent, PlaceTagged
from habeas.core.time import MINUTE_MS
from habeas.sim.city import way_minutes
from habeas.sim.day import Client
from habeas.sim.people import Hands

if TYPE_CHECKING:
    from habeas.sim.world import World

NOT_THERE = "other"


class Streets:
    """where: the station a person is at; told: the one she is believed to be at."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._hands: dict[str, Hands] = {}
        self._where: dict[str, int] = {}
        self._told: dict[str, int] = {}
        self._clients: dict[str, Client] = {}

    def enrol(self, hands: Hands) -> None:
        self._hands[hands.lawyer.name] = hands

    def bring(self, client: Client) -> None:
        """She has pressed; later she may be brought elsewhere."""
        self._clients[client.name] = client
        self._where[client.name], self._told[client.name] = client.station, client.told
        self._world.at(client.let_go_at, self._let_go, client.name)
        if client.moved is not None:
            self._world.at(client.moved[1], self._move, client.name, client.moved[0])

    def minutes_to(self, who: str, case_id: str) -> float:
        """What she reckons when she is asked."""
        there = self._world.day.map.stations[self._told[case_id]].spot
        return self._world.policy.way(way_minutes(self._hands[who].spot, there, self._world.policy.road))

    def take(self, who: str, case_id: str) -> None:
        self._hands[who].queue.add(case_id)

    def drop(self, who: str, case_id: str) -> None:
        self._hands[who].queue.discard(case_id)
        self._hands[who].busy.discard(case_id)

    def stir(self, who: str) -> None:
        """Her cases have changed, or she has time: what next?"""
        hands = self._hands[who]
        if hands.to is not None:
            return
        if hands.inside:
            self._serve(hands)
        if not hands.busy and hands.to is None and (following := self._next(hands)) is not None:
            if hands.at != self._told[following.case_id]:
                self._go(hands, following)
            elif hands.inside:
                self._serve(hands)

    def _next(self, hands: Hands, station: int | None = None) -> Case | None:
        """The pressing first, then the oldest; at one station only, if that is given."""
        config, cases = self._world.policy.config, self._world.board.cases
        waiting = [
            cases[case_id] for case_id in hands.queue if station is None or self._told[case_id] == station
        ]
        lead = {case.case_id for case in waiting if case.expected_at is None} if station is None else set()
        return min(
            waiting,
            key=lambda case: (
                bool(lead) and case.case_id not in lead,
                config.weights.of(case) < config.urgent_weight,
                case.opened_at,
                case.case_id,
            ),
            default=None,
        )

    def _go(self, hands: Hands, case: Case) -> None:
        world, who = self._world, hands.lawyer.name
        hands.trip += 1
        hands.to, hands.at, hands.inside = self._told[case.case_id], None, False
        way = world.lots.way_ms(who, hands.trip, hands.spot, world.day.map.stations[hands.to].spot)
        world.record.travel_minutes += way / MINUTE_MS
        world.record.legs[who] = world.record.legs.get(who, 0) + 1
        world.happen(CaseEvent(case.case_id, EnRoute(who)))
        world.at(world.now + way, self._at_the_door, who)

    def _at_the_door(self, who: str) -> None:
        hands, world = self._hands[who], self._world
        assert hands.to is not None
        hands.at, hands.to = hands.to, None
        hands.spot = world.day.map.stations[hands.at].spot
        entry, kept_out = world.lots.door_ms(who, hands.trip)
        if kept_out and (case := self._next(hands, hands.at)) is not None:
            world.happen(CaseEvent(case.case_id, EntryRefused(who)))
        world.at(world.now + entry + kept_out, self._enter, who, hands.trip)

    def _enter(self, who: str, trip: int) -> None:
        hands = self._hands[who]
        if hands.trip == trip and hands.at is not None:
            hands.inside = True
            self.stir(who)

    def _serve(self, hands: Hands) -> None:
        """As many side by side as she can; who is not there after all is looked for elsewhere."""
        world, who = self._world, hands.lawyer.name
        while (
            len(hands.busy) < world.policy.side_by_side and (case := self._next(hands, hands.at)) is not None
        ):
            if self._where[case.case_id] != hands.at:
                self._missed(who, case)
            elif world.happen(CaseEvent(case.case_id, Arrived(who))):
                self._begin(hands, case)
            else:
                raise AssertionError(f"{who} cannot be with {case}")

    def _begin(self, hands: Hands, case: Case) -> None:
        world, who = self._world, hands.lawyer.name
        hands.queue.discard(case.case_id)
        hands.busy.add(case.case_id)
        fate = world.record.fates[case.case_id]
        if fate.reached_at is None:
            fate.reached_at, fate.by = world.now, who
        world.at(
            world.now + world.lots.consult_ms(self._clients[case.case_id]), self._done, who, case.case_id
        )

    def _done(self, who: str, case_id: str) -> None:
        hands = self._hands[who]
        if case_id in hands.busy:
            hands.busy.discard(case_id)
            self._world.happen(CaseEvent(case_id, Closed(Disposition.helped, who, as_desk=False)))
            # She looks up whom the service names next: by then it has decided once more.
            self._world.at(self._world.now + self._world.policy.window_ms + 1, self.stir, who)

    def _missed(self, who: str, case: Case) -> None:
        self._world.happen(CaseEvent(case.case_id, HandedBack(who, NOT_THERE)))
        self._learn(case.case_id)

    def _move(self, case_id: str, station: int) -> None:
        """Unless somebody is with her already, or it is over."""
        case = self._world.board.cases.get(case_id)
        if case is not None and case.state is not State.arrived:
            self._where[case_id] = station
            learnt = self._world.policy.learn_ms
            self._world.at(self._world.now + learnt, self._learn, case_id)

    def _let_go(self, case_id: str) -> None:
        """Whoever is with somebody stays with her."""
        case = self._world.board.cases.get(case_id)
        if case is not None and case.state is not State.arrived:
            self._world.happen(CaseEvent(case_id, Cancelled()))

    def _learn(self, case_id: str) -> None:
        """It is known now where she is."""
        station, knowledge = self._where[case_id], self._world.knowledge
        case = self._world.board.cases.get(case_id)
        if case is None or case.state is State.arrived or self._told[case_id] == station:
            return
        self._told[case_id] = station
        self._world.happen(PlaceTagged(case_id, knowledge.tag(station), knowledge.area(station)))
        if case.counsel is not None:
            self.stir(case.counsel)
